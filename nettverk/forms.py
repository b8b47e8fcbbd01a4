"""What people type about projects, groups, members and activities. Rules live in domain.py and actions.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, HeltallField, Radskjema

from .models import Aktivitet, Gruppe, Medlemskap, Prosjekt
from .skjema import EndreSkjema, NyttSkjema, Skjema


class ProsjektForm(Skjema):
    fra = DatoField(label=_("Starter"))
    til = DatoField(label=_("Slutter"), required=False, help_text=_("Første dag etter prosjektperioden."))

    class Meta:
        model = Prosjekt
        fields = ["navn", "fra", "til", "effektmaal", "kilde"]
        widgets = {"effektmaal": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"kilde": _("For eksempel prosjektplanen, med dato.")}


class NyttProsjektForm(NyttSkjema, ProsjektForm):
    embete = forms.ModelChoiceField(label=_("Embete"), queryset=None)

    field_order = ["embete"]

    def __init__(self, *args, embeter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["embete"].queryset = embeter
        if len(embeter) == 1:
            self.fields["embete"].initial = embeter[0]


class EndreProsjektForm(EndreSkjema, ProsjektForm):
    pass


class MaalForm(forms.Form):
    """One row of the list of result goals. ``pk`` is empty for a new one."""

    use_required_attribute = False

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nummer = forms.CharField(label=_("Nummer"), max_length=6)
    tekst = forms.CharField(label=_("Resultatmål"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def rad(self) -> dict:
        data = self.cleaned_data
        return {
            "pk": data.get("pk"),
            "nummer": data.get("nummer", ""),
            "tekst": data.get("tekst", ""),
            "slett": data.get("DELETE", False),
        }


class MaalFormSetBase(Radskjema):
    """The goals of a project, with two empty rows for new ones."""

    @property
    def rader(self) -> list[dict]:
        """Return the goals as actions take them; rows left empty are no goals."""
        return [form.rad for form in self.forms if form.cleaned_data]


MaalFormSet = forms.formset_factory(MaalForm, formset=MaalFormSetBase, extra=2, can_delete=True, max_num=60)


class GruppeForm(Skjema):
    rekkefoelge = HeltallField(
        label=_("Rekkefølge"),
        stoerste=99,
        initial=1,
        help_text=_("Gruppene vises fra laveste til høyeste tall."),
    )

    class Meta:
        model = Gruppe
        fields = ["navn", "oppgave", "rekkefoelge"]
        widgets = {"oppgave": forms.Textarea(attrs={"rows": 3})}


class NyGruppeForm(NyttSkjema, GruppeForm):
    pass


class EndreGruppeForm(EndreSkjema, GruppeForm):
    pass


class MedlemskapForm(Skjema):
    organisasjon = forms.CharField(
        label=_("Organisasjon"),
        max_length=120,
        help_text=_("Velg en som finnes, eller skriv navnet på en ny."),
        widget=forms.TextInput(attrs={"list": "organisasjoner", "autocomplete": "off"}),
    )
    fra = DatoField(label=_("Medlem fra"))
    til = DatoField(
        label=_("Medlem til"), required=False, help_text=_("Første dag personen ikke lenger er medlem.")
    )

    field_order = ["organisasjon"]

    class Meta:
        model = Medlemskap
        fields = ["funksjon", "rolle", "fra", "til", "kilde"]

    def clean_organisasjon(self):
        return " ".join(self.cleaned_data["organisasjon"].split())


class NyttMedlemskapForm(NyttSkjema, MedlemskapForm):
    pass


class EndreMedlemskapForm(EndreSkjema, MedlemskapForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["organisasjon"] = self.instance.organisasjon.navn

    def lagret(self) -> dict:
        return super().lagret() | {"organisasjon": self.instance.organisasjon.navn}


class AvsluttForm(forms.Form):
    """The day a membership ends."""

    use_required_attribute = False

    til = DatoField(label=_("Slutter"), help_text=_("Første dag personen ikke lenger er medlem."))


class AktivitetForm(Skjema):
    fra_dato = DatoField(label=_("Dato"))
    til_dato = DatoField(
        label=_("Siste dag"), required=False, help_text=_("Bare når aktiviteten varer flere dager.")
    )
    deltakere = HeltallField(
        label=_("Antall deltakere"),
        required=False,
        stoerste=100_000,
        help_text=_("La feltet stå tomt når antallet er ukjent."),
    )

    class Meta:
        model = Aktivitet
        fields = [
            "tittel", "slag", "status", "fra_dato", "til_dato", "sted", "maalgruppe", "deltakere",
            "resultatmaal", "beskrivelse", "kilde",
        ]  # fmt: skip
        widgets = {
            "resultatmaal": forms.CheckboxSelectMultiple,
            "beskrivelse": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, prosjekt, **kwargs):
        super().__init__(*args, **kwargs)
        maal = self.fields["resultatmaal"]
        maal.queryset = prosjekt.resultatmaal.all()
        maal.help_text = ""
        if not maal.queryset:
            maal.widget = forms.MultipleHiddenInput()


class NyAktivitetForm(NyttSkjema, AktivitetForm):
    pass


class EndreAktivitetForm(EndreSkjema, AktivitetForm):
    pass
