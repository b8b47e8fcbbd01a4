"""What people type about invitations, answers and attendance."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from .innkallingsliste import Innkalt, Kandidat
from .innkallingsregler import trolig_oppmoete
from .models import Innkalling
from .skjema import EndreSkjema, Skjema
from .tekstvalg import PersonField

# So many people may be added at a time; the page comes again with more room.
NYE = 3


class InnkallingForm(forms.Form):
    """Whom to invite: the seats of the group and those on the list, ticked; and others of the embete's people.

    ``sett`` is who was on the list when the page was opened: only those can be taken off it.
    """

    use_required_attribute = False

    valgt = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False, label=_("Innkalles")
    )
    sett = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kandidater: list[Kandidat], personer, **kwargs):
        super().__init__(*args, **kwargs)
        self.kandidater = {kandidat.noekkel: kandidat for kandidat in kandidater}
        paa = [kandidat.noekkel for kandidat in kandidater if kandidat.innkalling]
        self.fields["valgt"].choices = [(noekkel, noekkel) for noekkel in self.kandidater]
        foreslaatt = [kandidat.noekkel for kandidat in kandidater if kandidat.foreslaatt]
        self.initial = {"valgt": paa or foreslaatt, "sett": " ".join(paa)}
        for nr in range(NYE):
            felt = PersonField(label=_("Innkall også") if nr == 0 else _("Og"), required=False)
            self.fields[f"person{nr}"] = felt
            felt.queryset = personer
        if NYE:
            self.fields["person0"].help_text = _("Skriv navnet til en som er ført opp under Personer.")

    @property
    def avkryssede(self) -> set[str]:
        return set(self.data.getlist("valgt") if self.is_bound else self.initial["valgt"])

    @property
    def personfelt(self):
        return [self[f"person{nr}"] for nr in range(NYE)]

    @property
    def valg(self) -> dict:
        """Return what ``innkallinger.velg`` takes."""
        valgt, sett = set(self.cleaned_data["valgt"]), set(self.cleaned_data["sett"].split())
        nye = [self.kandidater[noekkel] for noekkel in self.kandidater if noekkel in valgt]
        bort = [self.kandidater[noekkel] for noekkel in sett - valgt if noekkel in self.kandidater]
        personer = (self.cleaned_data.get(f"person{nr}") for nr in range(NYE))
        return {
            "medlemskap": [ett.medlemskap for ett in nye if ett.medlemskap and not ett.innkalling],
            "personer": [person for person in personer if person],
            "bort": [ett.innkalling.pk for ett in bort if ett.innkalling and not ett.laast],
        }


class NoekkelForm(forms.Form):
    """A button that does something once."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class SvarForm(EndreSkjema, Skjema):
    """The answer of one who is invited."""

    svar = forms.ChoiceField(
        label=_("Kommer du?"),
        choices=[
            ("kommer", _("Jeg kommer")),
            ("kommer_ikke", _("Jeg kommer ikke")),
            ("vara", _("Vara kommer i stedet for meg")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg et svar.")},
    )

    class Meta:
        model = Innkalling
        fields = ["svar", "vara_navn", "vara_epost", "kommentar"]
        labels = {
            "vara_navn": _("Navnet til vara"),
            "vara_epost": _("E-postadressen til vara"),
            "kommentar": _("Melding til møtelederen"),
        }
        help_texts = {
            "vara_navn": _("Fyll ut bare hvis vara kommer."),
            "vara_epost": _("Vara får innkallingen på e-post."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("svar") == "ubesvart":
            self.initial["svar"] = None


class OppmoeteForm(forms.Form):
    """Who came, one row for each on the list. ``forslag`` fills in what the answers make likely, unsaved."""

    use_required_attribute = False

    def __init__(self, *args, rader: list[Innkalt], forslag: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.rader = rader
        for ett in rader:
            rad = ett.rad
            navn = f"{ett.funksjon}, {ett.organisasjon}" if ett.funksjon else ett.organisasjon
            self.fields[f"rad-{rad.pk}"] = forms.ChoiceField(
                label=navn,
                choices=Innkalling.OPPMOETE,
                initial=trolig_oppmoete(rad.svar, rad.oppmoete) if forslag else rad.oppmoete,
            )
            self.fields[f"staar-{rad.pk}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=rad.oppmoete
            )

    @property
    def linjer(self):
        """Return (who, her field, what stood) for the table."""
        return [(ett, self[f"rad-{ett.rad.pk}"], self[f"staar-{ett.rad.pk}"]) for ett in self.rader]

    @property
    def oppmoete(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {
            ett.rad.pk: (data[f"staar-{ett.rad.pk}"], data[f"rad-{ett.rad.pk}"])
            for ett in self.rader
            if f"rad-{ett.rad.pk}" in data
        }

    def vis_det_som_staar(self) -> None:
        """Let the next save replace what somebody else wrote meanwhile, knowingly."""
        self.data = self.data.copy()
        for ett in self.rader:
            self.data[f"staar-{ett.rad.pk}"] = ett.rad.oppmoete
