"""What people type about the annual wheel: a step, and the template row by row. Rules live in aarshjul.py."""

import uuid
from collections.abc import Sequence
from datetime import date

from django import forms
from django.forms.models import model_to_dict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.skjema import DatoField, Radskjema

from .aarshjul import STEG_I_MAL, Malsteg, malgrunner
from .aarshjulsteg import FELT
from .forms import RundeValg
from .models import Aarshjulsteg, Anmodningsrunde

# How a year is said when it is counted from the settlement year: as a heading, and after the name of a month.
_AAR = {
    -2: (_("To år før bosettingsåret"), _("to år før")),
    -1: (_("Året før bosettingsåret"), _("året før")),
    0: (_("Bosettingsåret"), _("samme år")),
    1: (_("Året etter bosettingsåret"), _("året etter")),
    2: (_("To år etter bosettingsåret"), _("to år etter")),
}


class StegForm(forms.Form):
    """A step of a year. ``runder`` are the rounds the embete has sent for that year."""

    use_required_attribute = False

    tittel = forms.CharField(label=_("Hva skal gjøres"), max_length=200)
    ansvarlig = forms.CharField(
        label=_("Ansvarlig"),
        max_length=120,
        required=False,
        help_text=_("Hvem som gjør det, for eksempel IMDi, eller en person i embetet."),
    )
    fra = DatoField(label=_("Fra"))
    til = DatoField(label=_("Til og med"))
    status = forms.ChoiceField(label=_("Status"), choices=Aarshjulsteg.STATUSER, initial="planlagt")
    ferdig_dato = DatoField(label=_("Ferdig dato"), required=False)
    runde = RundeValg(
        label=_("Runden steget førte til"),
        queryset=Anmodningsrunde.objects.none(),
        required=False,
        empty_label=_("Ingen"),
    )
    lenke = forms.URLField(
        label=_("Lenke"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Adressen til det steget førte til, for eksempel et møtereferat."),
        error_messages={"invalid": _("Skriv en adresse som begynner med https://.")},
    )
    merknad = forms.CharField(
        label=_("Merknad"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, runder, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["runde"].queryset = runder

    def clean_lenke(self):
        lenke = self.cleaned_data["lenke"]
        if lenke and not lenke.startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["lenke"].error_messages["invalid"], code="invalid")
        return lenke

    @property
    def felt(self) -> dict:
        """Return the cleaned values as the actions take them."""
        return {navn: self.cleaned_data[navn] for navn in FELT}


class NyttStegForm(StegForm):
    """A step that is added; sent twice, it becomes one."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EndreStegForm(StegForm):
    """A step that exists; ``versjon`` is the one the page was opened with."""

    versjon = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, steg: Aarshjulsteg, **kwargs):
        super().__init__(*args, initial=model_to_dict(steg, [*FELT, "versjon"]), **kwargs)

    def vis_lagret(self, hinder) -> None:
        """Say at each field that differs what is stored now, and let the next save build on it."""
        hinder.paa(self)
        self.data = self.data.copy()
        self.data["versjon"] = hinder.rad.versjon
        for navn in FELT:
            lagret = getattr(hinder.rad, navn)
            if self.cleaned_data.get(navn, lagret) != lagret:
                self.add_error(navn, _("Lagret nå: %(verdi)s") % {"verdi": self._som_tekst(navn, lagret)})

    def _som_tekst(self, navn: str, verdi) -> str:
        if verdi in (None, ""):
            return str(_("tomt"))
        if isinstance(verdi, date):
            return norsk.dato(verdi)
        if navn == "runde":
            return self.fields["runde"].label_from_instance(verdi)
        return str(dict(Aarshjulsteg.STATUSER).get(verdi, verdi))


def _maanedsvalg() -> list:
    return [
        ("", _("Velg måned")),
        *(
            (navn, [(f"{aar}/{nr}", f"{str(maaned).lower()} {kort}") for nr, maaned in MONTHS.items()])
            for aar, (navn, kort) in _AAR.items()
        ),
    ]


class MaanedField(forms.TypedChoiceField):
    """A month of a year counted from the settlement year, as (year, month)."""

    def __init__(self, **kwargs):
        super().__init__(choices=_maanedsvalg, coerce=self._les, empty_value=None, **kwargs)

    @staticmethod
    def _les(verdi: str) -> tuple[int, int]:
        aar, maaned = verdi.split("/")
        return int(aar), int(maaned)


class MalstegForm(forms.Form):
    """One step of the template."""

    use_required_attribute = False

    tittel = forms.CharField(label=_("Hva skal gjøres"), max_length=200)
    ansvarlig = forms.CharField(label=_("Ansvarlig"), max_length=120, required=False)
    fra = MaanedField(label=_("Fra"))
    til = MaanedField(label=_("Til og med"))

    def clean(self):
        """Judge the row by itself here, so that all rows that are wrong are told at once."""
        data = super().clean()
        if data.get("fra") and data.get("til"):
            for _felt, grunn in malgrunner([Malsteg("", "", *data["fra"], *data["til"])]):
                self.add_error("til", oversatt(grunn))
        return data

    @property
    def steg(self) -> Malsteg:
        data = self.cleaned_data
        return Malsteg(data["tittel"], data["ansvarlig"], *data["fra"], *data["til"])


class MalFormSetBase(Radskjema):
    """The template row by row, in the order of its dates, with empty rows for new steps."""

    @property
    def steg(self) -> list[Malsteg]:
        """Return the steps that are to stand; rows left empty or marked for deletion are none."""
        rader = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [form.steg for form in rader]

    def vis_hinder(self, hinder: Hinder) -> None:
        """Put the reasons on top: a row's own faults are told before anything is saved."""
        self._non_form_errors.extend(oversatt(grunn) for _felt, grunn in hinder.grunner)


MalFormSet = forms.formset_factory(
    MalstegForm, formset=MalFormSetBase, extra=2, can_delete=True, max_num=STEG_I_MAL, validate_max=True
)


def malrader(steg: Sequence[Malsteg]) -> list[dict]:
    """Return the initial values of the rows."""
    return [
        {
            "tittel": ett.tittel,
            "ansvarlig": ett.ansvarlig,
            "fra": f"{ett.aar_fra}/{ett.maaned_fra}",
            "til": f"{ett.aar_til}/{ett.maaned_til}",
        }
        for ett in steg
    ]
