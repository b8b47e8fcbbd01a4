"""The forms of the dialogue log and its filter. What may be said lies in dialogregler.py."""

from datetime import date
from uuid import uuid4

from django import forms
from django.forms import TextInput
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.skjema import DatoField
from bosetting.kommuner.models import Kommune

from .dialoger import Kontakt, Samtidig
from .models import Dialog
from .models.dialog import DialogQuerySet

FELT = ("kommune", "form", "dato", "emne", "deltakere", "notat", "oppfoelging", "oppfoelging_dato")


class KommuneField(forms.ModelChoiceField):
    """A municipality by name; those that were, after those that are."""

    def label_from_instance(self, obj):
        return f"{obj.navn} ({obj.nr})"

    def vis(self, kommuner: list[Kommune], dag: date) -> None:
        """Show ``kommuner`` (rows of the queryset) in two groups, without asking the database again."""
        naa = [ett for ett in kommuner if gjelder(ett.fra, ett.til, dag)]
        foer = [ett for ett in kommuner if not gjelder(ett.fra, ett.til, dag)]

        def valg(gruppe):
            return [(ett.pk, self.label_from_instance(ett)) for ett in gruppe]

        grupper = [(gettext("Kommuner i dag"), valg(naa)), (gettext("Tidligere kommuner"), valg(foer))]
        innhold = valg(naa) if not foer else [(navn, gruppe) for navn, gruppe in grupper if gruppe]
        self.choices = [("", self.empty_label), *innhold]


class KontaktForm(forms.Form):
    """One contact with a municipality and what was agreed."""

    use_required_attribute = False
    samtidig: Samtidig | None = None

    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))
    kommune = KommuneField(
        label=_("Kommune"),
        queryset=None,
        empty_label=_("Velg kommune"),
        error_messages={"required": _("Velg kommunen."), "invalid_choice": _("Velg en av kommunene.")},
    )
    form = forms.ChoiceField(
        label=_("Hva slags kontakt"),
        choices=[(kode, capfirst(navn)) for kode, navn in Dialog.FORMER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva slags kontakt det var.")},
    )
    dato = DatoField(label=_("Dato"), error_messages={"required": _("Oppgi dagen for kontakten.")})
    deltakere = forms.CharField(
        label=_("Hvem deltok"),
        help_text=_("Roller og organisasjoner er som regel nok, for eksempel «rådmannen, IMDi Øst»."),
        max_length=500,
        required=False,
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    emne = forms.CharField(
        label=_("Emne"),
        max_length=200,
        error_messages={"required": _("Skriv hva kontakten gjaldt.")},
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    notat = forms.CharField(
        label=_("Notat"),
        help_text=_("Internt for embetet. Skriv aldri navn eller andre opplysninger om flyktninger."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    oppfoelging = forms.CharField(
        label=_("Avtalt oppfølging"),
        help_text=_("Hva som skal gjøres, og av hvem. La feltet stå tomt når ingenting er avtalt."),
        max_length=300,
        required=False,
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    oppfoelging_dato = DatoField(
        label=_("Følges opp"), help_text=_("Dagen det skal være gjort."), required=False
    )

    def __init__(self, *args, kommuner, dag: date, initial=None, **kwargs):
        super().__init__(*args, initial={"noekkel": uuid4(), "dato": dag} | (initial or {}), **kwargs)
        self.fields["kommune"].queryset = kommuner
        self.fields["kommune"].vis(list(kommuner.norsk()), dag)

    def kontakt(self) -> Kontakt:
        """Return what was typed."""
        return Kontakt(**{navn: self.cleaned_data[navn] for navn in FELT})


class EndreKontaktForm(KontaktForm):
    """A contact as it stands, to be changed. ``versjon`` is the one the form was opened with."""

    versjon = forms.IntegerField(widget=forms.HiddenInput, label=_("Versjon"))

    def __init__(self, *args, dialog: Dialog, **kwargs):
        super().__init__(*args, initial=self._lagret(dialog) | {"versjon": dialog.versjon}, **kwargs)
        del self.fields["noekkel"]

    @staticmethod
    def _lagret(dialog: Dialog) -> dict:
        return {navn: getattr(dialog, navn) for navn in FELT} | {"kommune": dialog.kommune_id}

    def vis_samtidig(self, hinder: Samtidig) -> None:
        """Keep what was typed beside what somebody else saved; the next save replaces that, knowingly."""
        hinder.paa(self)
        self.samtidig = hinder
        self.initial = self._lagret(hinder.dialog)
        self.data = self.data.copy()
        self.data["versjon"] = hinder.dialog.versjon

    @property
    def avvik(self) -> list[tuple[str, str]]:
        """Return (label, what is stored) of the fields where something else was typed."""
        return [
            (str(felt.label), self._lagret_tekst(felt.name))
            for felt in self.visible_fields()
            if felt.field.has_changed(self.initial.get(felt.name), felt.data)
        ]

    def _lagret_tekst(self, navn: str) -> str:
        dialog = self.samtidig.dialog
        verdi = getattr(dialog, navn)
        if navn == "kommune":
            return dialog.kommune.navn
        if navn == "form":
            return dialog.get_form_display()
        return norsk.dato(verdi) if isinstance(verdi, date) else str(verdi or norsk.UKJENT)


class OppfulgtForm(forms.Form):
    """When an agreed follow-up was done, and what was done."""

    use_required_attribute = False

    versjon = forms.IntegerField(widget=forms.HiddenInput, label=_("Versjon"))
    oppfulgt_dato = DatoField(
        label=_("Fulgt opp"), error_messages={"required": _("Oppgi dagen det ble gjort.")}
    )
    oppfulgt_merknad = forms.CharField(
        label=_("Hva som ble gjort"),
        max_length=300,
        widget=TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv hva som ble gjort.")},
    )


class Dialogfilter(forms.Form):
    """Narrows the log by municipality, kind, days (both included), and whether a follow-up stands open.

    An ordinary GET form: nothing in it changes anything, and what is wrong in it narrows nothing.
    """

    use_required_attribute = False

    kommune = KommuneField(label=_("Kommune"), queryset=None, empty_label=_("Alle"), required=False)
    form = forms.ChoiceField(
        label=_("Kontaktform"),
        choices=[("", _("Alle")), *((kode, capfirst(navn)) for kode, navn in Dialog.FORMER)],
        required=False,
    )
    fra = DatoField(label=_("Fra og med"), required=False)
    til = DatoField(label=_("Til og med"), required=False)
    aapne = forms.BooleanField(label=_("Bare med åpen oppfølging"), required=False)

    def __init__(self, *args, kommuner, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommune"].queryset = kommuner
        self.fields["kommune"].vis(list(kommuner.norsk()), dag)

    @property
    def valgt(self) -> dict:
        """The choices made, without those that are empty or wrong."""
        self.is_valid()
        return {felt: verdi for felt, verdi in self.cleaned_data.items() if verdi}

    def avgrens(self, dialoger: DialogQuerySet) -> DialogQuerySet:
        """Return the contacts that are chosen."""
        valgt = self.valgt
        if valgt.pop("aapne", False):
            dialoger = dialoger.aapne()
        oppslag = {"kommune": "kommune", "form": "form", "fra": "dato__gte", "til": "dato__lte"}
        return dialoger.filter(**{oppslag[felt]: verdi for felt, verdi in valgt.items()})

    @property
    def beskrivelse(self) -> str:
        """What narrows the list, in words («Kommune: Moss, Fra og med: 01.01.2016»); empty when nothing does."""
        deler = []
        for felt, verdi in self.valgt.items():
            navn = str(self.fields[felt].label)
            if isinstance(verdi, date):
                verdi = norsk.dato(verdi)
            elif felt == "kommune":
                verdi = verdi.navn
            elif felt == "form":
                verdi = dict(self.fields[felt].choices)[verdi]
            deler.append(navn if verdi is True else f"{navn}: {verdi}")
        return ", ".join(deler)
