"""What people type about projects, groups, members and activities. Rules live in domain.py and actions.py."""

import uuid

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.skjema import DatoField, HeltallField, Radskjema

from .models import Aktivitet, Gruppe, Medlemskap, Prosjekt


class NyttSkjema(forms.Form):
    """A form that makes a row: sent twice, it makes one."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Skjema(forms.ModelForm):
    """Validates input; the actions write. Constraints are theirs to report."""

    use_required_attribute = False

    def _post_clean(self):
        """Leave the instance alone: the action reads the row again, locked, and validates it."""

    @property
    def felt(self) -> dict:
        """Return the cleaned values that are fields of the model."""
        return {navn: self.cleaned_data[navn] for navn in self._meta.fields}


class EndreSkjema(forms.Form):
    """A form that changes a row: ``versjon`` is the one it was opened with."""

    versjon = forms.IntegerField(widget=forms.HiddenInput)

    samtidig = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["versjon"] = self.instance.versjon

    def vis_samtidig(self, hinder) -> None:
        """Keep what was typed beside what somebody else saved; the next save replaces that, knowingly."""
        hinder.paa(self)
        self.samtidig, self.instance = hinder, hinder.rad
        self.initial = self.lagret()
        self.data = self.data.copy()
        self.data["versjon"] = hinder.rad.versjon

    def lagret(self) -> dict:
        """Return what the row holds, by field."""
        return model_to_dict(self.instance, self._meta.fields)

    @property
    def avvik(self) -> list[tuple[str, str]]:
        """Return (label, what is stored) of the fields where something else was typed."""
        return [
            (felt.label, _lagret_tekst(felt.field, self.initial.get(felt.name)))
            for felt in self.visible_fields()
            if felt.field.has_changed(self.initial.get(felt.name), felt.data)
        ]


def _lagret_tekst(felt, verdi) -> str:
    if verdi is None or verdi == "" or verdi == []:
        return norsk.UKJENT
    if isinstance(verdi, list):
        return "; ".join(map(str, verdi))
    if isinstance(felt, DatoField):
        return norsk.dato(verdi)
    return str(dict(getattr(felt, "choices", ())).get(verdi, verdi))


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
        fields = ["funksjon", "navn", "rolle", "fra", "til", "kilde"]
        help_texts = {"navn": _("Bare når navnet trengs. Funksjonen er nok i de fleste tilfeller.")}

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
            "tittel", "slag", "status", "fra_dato", "til_dato", "sted", "arrangoerer", "maalgruppe", "deltakere",
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


class DatoForm(forms.Form):
    """The date a page is shown for. ``dag`` is the date asked for, today when none (or no date) was given."""

    use_required_attribute = False

    per = DatoField(label=_("Slik det var"), required=False)

    def __init__(self, data=None, *, dag, **kwargs):
        super().__init__(data if data and data.get("per") else None, initial={"per": dag}, **kwargs)
        gitt = self.cleaned_data.get("per") if self.is_bound and self.is_valid() else None
        self.dag = gitt or dag
