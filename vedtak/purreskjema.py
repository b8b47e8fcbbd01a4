"""What people type about reminders: the plan with its steps, which step to look at, and what is settled by hand."""

import uuid
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, HeltallField

from .purregrunnlag import Plan
from .purreplaner import feltgrunner
from .purretekst import trinnavn
from .purring import Trinn

FOER, PAA, ETTER = "foer", "paa", "etter"
MAKS_VIRKEDAGER = 120
MAKS_TRINN = 10


class PlanForm(forms.Form):
    """Whether the plan sends by itself, and from when; ``versjon`` is the plan the page was made from."""

    use_required_attribute = False

    aktiv = forms.BooleanField(
        label=_("Send purringene av seg selv"),
        required=False,
        help_text=_(
            "Da sendes hvert trinn på sin dag til dem som ikke har svart. Er dette av, sender du selv når du vil."
        ),
    )
    aktiv_fra = DatoField(
        label=_("Fra og med"),
        required=False,
        help_text=_("Trinn som skulle vært sendt før denne dagen, blir ikke sendt i etterkant."),
    )
    versjon = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("aktiv") and not data.get("aktiv_fra") and "aktiv_fra" not in self.errors:
            self.add_error("aktiv_fra", gettext("Velg hvilken dag planen skal gjelde fra."))
        return data

    @property
    def fra(self) -> date | None:
        """The day the plan sends from, or None when it is off."""
        return self.cleaned_data["aktiv_fra"] if self.cleaned_data["aktiv"] else None


class TrinnForm(forms.Form):
    """One step: when, and what it says."""

    use_required_attribute = False

    antall = HeltallField(label=_("Virkedager"), stoerste=MAKS_VIRKEDAGER)
    retning = forms.ChoiceField(
        label=_("Når"),
        choices=[(FOER, _("før fristen")), (PAA, _("på fristdagen")), (ETTER, _("etter fristen"))],
        # The empty row for a new step is untouched as long as this stands.
        initial=ETTER,
    )
    emne = forms.CharField(label=_("Emne"), max_length=200, widget=forms.TextInput(attrs={"class": "bred"}))
    tekst = forms.CharField(
        label=_("Tekst"),
        max_length=5000,
        strip=True,
        widget=forms.Textarea(attrs={"class": "bred", "rows": 14}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["antall"].required = self._data("retning") != PAA

    def _data(self, felt: str) -> str:
        return self.data.get(self.add_prefix(felt), "") if self.is_bound else ""

    def clean_emne(self):
        return self._uten_ukjente_felt("emne")

    def clean_tekst(self):
        return self._uten_ukjente_felt("tekst").replace("\r\n", "\n")

    def _uten_ukjente_felt(self, navn: str) -> str:
        if grunner := feltgrunner(self.cleaned_data[navn]):
            raise ValidationError(grunner)
        return self.cleaned_data[navn]

    def clean(self):
        data = super().clean()
        if data.get("retning") in (FOER, ETTER) and data.get("antall") == 0:
            self.add_error("antall", gettext("Velg «på fristdagen» når det ikke er noen dager imellom."))
        return data

    @property
    def trinn(self) -> Trinn:
        data = self.cleaned_data
        virkedager = {FOER: -(data["antall"] or 0), PAA: 0, ETTER: data["antall"]}[data["retning"]]
        return Trinn(virkedager, data["emne"], data["tekst"])


class TrinnFormSetBase(forms.BaseFormSet):
    """The steps of a plan, with one empty row for a new one."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Fjern dette trinnet")
        if index is not None:
            form.overskrift = gettext("Trinn %(nr)s") % {"nr": index + 1}

    @property
    def trinn(self) -> list[Trinn]:
        """Return the steps; a row left empty, or marked to be taken away, is none."""
        return [form.trinn for form in self.forms if form.cleaned_data and not self._should_delete_form(form)]


TrinnFormSet = forms.formset_factory(
    TrinnForm,
    formset=TrinnFormSetBase,
    extra=1,
    can_delete=True,
    max_num=MAKS_TRINN,
    absolute_max=MAKS_TRINN,
)


def som_initial(plan: Plan) -> list[dict]:
    """Return the steps as the formset shows them."""
    return [
        {
            "antall": abs(ett.virkedager) or None,
            "retning": FOER if ett.virkedager < 0 else ETTER if ett.virkedager else PAA,
            "emne": ett.emne,
            "tekst": ett.tekst,
        }
        for ett in plan.trinn
    ]


class PurrevalgForm(forms.Form):
    """Which step to look at, and on which day."""

    trinn = forms.TypedChoiceField(label=_("Trinn"), required=False, coerce=int, empty_value=None, choices=())
    dag = DatoField(label=_("Dag"), required=False)

    def __init__(self, *args, plan: Plan, foerst: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.foerst = foerst
        self.fields["trinn"].choices = [
            ("", _("Det planen sier")),
            *((ett.virkedager, trinnavn(ett.virkedager)) for ett in plan.trinn),
        ]

    def clean_dag(self):
        dag = self.cleaned_data["dag"]
        if dag and dag < self.foerst:
            raise ValidationError(gettext("Dagen kan ikke være før runden ble sendt."))
        return dag


class SendForm(forms.Form):
    """The button that sends: what was looked at, and which municipalities were ticked."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    versjon = forms.IntegerField(widget=forms.HiddenInput)
    trinn = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def kommuner(self) -> set[int]:
        """The municipalities that were ticked; what is no number is none."""
        return {int(pk) for pk in self.data.getlist("kommune") if pk.isdecimal()}


class AvklarForm(forms.Form):
    """What somebody decides about a mail that is not known to have gone."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    valg = forms.ChoiceField(choices=[("paa_nytt", _("Send på nytt")), ("kom_fram", _("Den kom fram"))])
