"""What people type about groups and seats, and which groups a page shows."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.felles.sqlite import NORSK

from .models import Avdeling, Gruppe, Medlemskap, Organisasjon, Person
from .personer import valgbare
from .skjema import DatoForm, EndreSkjema, NyttSkjema, Skjema
from .tekstvalg import ForslagField, PersonField


class GruppeForm(Skjema):
    rekkefoelge = HeltallField(
        label=_("Rekkefølge"),
        stoerste=99,
        initial=1,
        help_text=_("Gruppene vises fra laveste til høyeste tall."),
    )

    class Meta:
        model = Gruppe
        fields = ["navn", "slag", "oppgave", "innsyn", "moeteinnsyn", "rekkefoelge"]
        widgets = {"oppgave": forms.Textarea(attrs={"rows": 3})}
        labels = {"innsyn": _("Hvem kan se gruppen og hvem som sitter der")}
        help_texts = {
            "slag": _("Plassene i et nettverk på systemnivå viser hvilke kommuner som er med."),
            "innsyn": _(
                "Navn, e-post og telefon vises uansett bare for prosjektleder og saksbehandlere i embetet."
            ),
            "moeteinnsyn": _("Innkallinger, saker og referater. Kan endres for hvert møte."),
        }


class NyGruppeForm(NyttSkjema, GruppeForm):
    pass


class EndreGruppeForm(EndreSkjema, GruppeForm):
    pass


def organisasjonsnavn(bruker: Bruker, embete: Embete):
    """Return the names of the embete's organisations, in Norwegian order."""
    rader = Organisasjon.objects.for_bruker(bruker).filter(embete=embete)
    return rader.order_by(Collate("navn", NORSK)).values_list("navn", flat=True)


def avdelingsnavn(bruker: Bruker, embete: Embete):
    """Return the names of departments in the embete's organisations, each once."""
    rader = Avdeling.objects.filter(
        organisasjon__in=Organisasjon.objects.for_bruker(bruker).filter(embete=embete)
    )
    return sorted(set(rader.values_list("navn", flat=True)))


PAAKREVD = forms.Field.default_error_messages["required"]


class MedlemskapForm(Skjema):
    """A seat. With a person, her organisation, department and title stand in for what is left blank."""

    person = PersonField(
        label=_("Person"),
        required=False,
        help_text=_("Skriv navnet og velg fra forslagene. La feltet stå tomt når personen ikke er kjent."),
    )
    organisasjon = ForslagField(
        label=_("Organisasjon"),
        max_length=120,
        required=False,
        help_text=_("Velg en som finnes, eller skriv navnet på en ny. Kan stå tomt når du har valgt person."),
    )
    avdeling = ForslagField(label=_("Avdeling"), max_length=120, required=False)
    funksjon = forms.CharField(
        label=_("Funksjon"),
        max_length=120,
        required=False,
        help_text=_("For eksempel regiondirektør. Kan stå tomt når du har valgt en person med stilling."),
    )
    andel = HeltallField(
        label=_("Stillingsandel i prosent"),
        stoerste=100,
        required=False,
        help_text=_("Hvor mye av en stilling som går til arbeidet."),
    )
    paa_vegne_av = ForslagField(
        label=_("På vegne av"),
        max_length=120,
        required=False,
        help_text=_("Bare når plassen taler for en annen organisasjon, for eksempel KS."),
    )
    fra = DatoField(label=_("Medlem fra"))
    til = DatoField(
        label=_("Medlem til"), required=False, help_text=_("Første dag personen ikke lenger er medlem.")
    )

    field_order = ["person", "organisasjon", "avdeling", "funksjon", "rolle", "andel", "paa_vegne_av"]

    class Meta:
        model = Medlemskap
        fields = ["person", "funksjon", "rolle", "andel", "fra", "til", "kilde"]

    def __init__(self, *args, gruppe: Gruppe, bruker: Bruker, **kwargs):
        super().__init__(*args, **kwargs)
        embete = gruppe.prosjekt.embete
        self.fields["person"].queryset = self.personer(valgbare(bruker, embete))
        navn = organisasjonsnavn(bruker, embete)
        self.fields["organisasjon"].forslag = navn
        self.fields["paa_vegne_av"].forslag = navn
        self.fields["avdeling"].forslag = avdelingsnavn(bruker, embete)

    def personer(self, rader):
        return rader

    def clean(self):
        data = super().clean()
        person = data.get("person")
        if person and "organisasjon" in data and not data["organisasjon"]:
            data["organisasjon"] = person.organisasjon.navn
            data["avdeling"] = data.get("avdeling") or (person.avdeling.navn if person.avdeling else "")
        if person and "funksjon" in data and not data["funksjon"]:
            data["funksjon"] = person.tittel
        for felt in ("organisasjon", "funksjon"):
            if felt in data and not data[felt]:
                self.add_error(felt, ValidationError(PAAKREVD, code="required"))
        return data

    @property
    def navn(self) -> dict:
        """Return the names of organisations and department, as the actions take them."""
        return {felt: self.cleaned_data[felt] for felt in ("organisasjon", "avdeling", "paa_vegne_av")}


class NyttMedlemskapForm(NyttSkjema, MedlemskapForm):
    pass


class EndreMedlemskapForm(EndreSkjema, MedlemskapForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.update(self.lagret())

    def personer(self, rader):
        """Keep the one who sits there among the choices, also when she is anonymised."""
        return rader | Person.objects.filter(pk=self.instance.person_id).select_related("organisasjon")

    def lagret(self) -> dict:
        rad = self.instance
        return super().lagret() | {
            "organisasjon": rad.organisasjon.navn,
            "avdeling": rad.avdeling.navn if rad.avdeling else "",
            "paa_vegne_av": rad.paa_vegne_av.navn if rad.paa_vegne_av else "",
        }


class AvsluttForm(forms.Form):
    """The day a membership ends."""

    use_required_attribute = False

    til = DatoField(label=_("Slutter"), help_text=_("Første dag personen ikke lenger er medlem."))


class HentForm(forms.Form):
    """Fetch the contact persons, and end the seats that no longer hold."""

    use_required_attribute = False

    avslutt = forms.BooleanField(
        label=_("Avslutt også plassene til dem som ikke lenger er kontaktperson"),
        required=False,
        initial=True,
    )


class Dagvalg(DatoForm):
    """A day and further choices in the address; today when no day is given."""

    def __init__(self, data, *, dag, **kwargs):
        verdier = data.copy()
        if not verdier.get("per"):
            verdier["per"] = f"{dag:%Y-%m-%d}"
        super().__init__(verdier, dag=dag, **kwargs)


class GruppelisteForm(Dagvalg):
    """The day and the kind of groups that the list shows."""

    slag = forms.ChoiceField(label=_("Slag gruppe"), required=False, choices=[("", _("Alle")), *Gruppe.SLAG])

    @property
    def valgt_slag(self) -> str:
        return self.cleaned_data.get("slag") or ""


class MedlemmerForm(Dagvalg):
    """The day, and which of the members then the page of a group shows."""

    rolle = forms.ChoiceField(label=_("Rolle"), required=False, choices=[("", _("Alle")), *Medlemskap.ROLLER])
    q = forms.CharField(
        label=_("Søk"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def velg(self, seter: list[Medlemskap], med_navn: bool) -> list[Medlemskap]:
        """Return those of ``seter`` that the form asks for; names are searched only where they are shown."""
        rolle = self.cleaned_data.get("rolle") or ""
        soekt = (self.cleaned_data.get("q") or "").strip().casefold()

        def passer(sete):
            tekster = [sete.funksjon, sete.organisasjon.navn, sete.navn if med_navn else ""]
            return (not rolle or sete.rolle == rolle) and any(soekt in ett.casefold() for ett in tekster)

        return [sete for sete in seter if passer(sete)]


FASTE = "faste"


class MottakerForm(Dagvalg):
    """The day, and whom among the members then to write to."""

    til = forms.ChoiceField(
        label=_("Skriv til"),
        required=False,
        choices=[("", _("Alle")), (FASTE, _("Alle unntatt vara og observatører")), *Medlemskap.ROLLER],
    )

    @property
    def roller(self) -> list[str] | None:
        """Return the roles whose holders are written to; None for all."""
        valgt = self.cleaned_data.get("til")
        if valgt == FASTE:
            return [rolle for rolle, _tekst in Medlemskap.ROLLER if rolle not in {"vara", "observatoer"}]
        return [valgt] if valgt else None
