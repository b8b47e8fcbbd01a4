"""What people type about settled: one date for many municipalities, a correction, and what stands beside a file."""

import uuid
from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmodninger.forms import Celle, antall
from bosetting.felles.filskjema import FilForm
from bosetting.felles.hinder import oversatt
from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.felles.tall import HOEYESTE_ANTALL
from bosetting.kommuner.models import Kommune

from .bosatte import Foering
from .bosattregler import Bosattrad

MANGLER_MOTTATT = {"required": _("Oppgi dagen embetet fikk vite det.")}
MANGLER_KILDE = {"required": _("Skriv hvor tallene kommer fra.")}


class FoeringForm(forms.Form):
    """What holds for all the counts on the page: their date, when they were received, and where they come from."""

    use_required_attribute = False

    per_dato = DatoField(
        label=_("Bosatt per dato"),
        help_text=_("Dagen tallene er talt opp til."),
        error_messages={"required": _("Oppgi datoen tallene gjelder for.")},
    )
    mottatt = DatoField(
        label=_("Mottatt"), help_text=_("Dagen embetet fikk vite tallene."), error_messages=MANGLER_MOTTATT
    )
    kilde = forms.CharField(
        label=_("Kilde"),
        max_length=200,
        help_text=_("Hvor tallene kommer fra, for eksempel IMDi."),
        error_messages=MANGLER_KILDE,
    )
    bekreft_lavere = forms.BooleanField(
        label=_("Ja, tallene er riktige selv om de er lavere enn før"), required=False
    )
    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Foeringsark:
    """The grid: one cell per municipality, in the order given. Blank is no count, and changes nothing."""

    def __init__(self, aar: int, kommuner: list[Kommune], sist: Mapping[int, Bosattrad], data=None):
        self.aar, self.data = aar, data
        self._felt = HeltallField(required=False, stoerste=HOEYESTE_ANTALL)
        self.kommuner = {f"bosatt-{kommune.pk}": kommune for kommune in kommuner}
        self.rader = [
            (kommune, self._celle(navn, kommune), sist.get(kommune.pk))
            for navn, kommune in self.kommuner.items()
        ]
        self.feil: list[str] = []

    def _celle(self, navn: str, kommune: Kommune) -> Celle:
        celle = Celle(navn, "bosatt", gettext("%(kommune)s, bosatt") % {"kommune": kommune.navn}, "", "")
        if self.data is not None:
            celle.verdi = self.data.get(navn, "").strip()
            try:
                celle.tall = self._felt.clean(celle.verdi)
            except ValidationError as feil:
                celle.feil = list(feil.messages)
        return celle

    @property
    def celler(self) -> list[Celle]:
        return [celle for _kommune, celle, _sist in self.rader]

    @property
    def med_feil(self) -> list[Celle]:
        return [celle for celle in self.celler if celle.feil]

    @property
    def fields(self) -> set[str]:
        """The names that reasons may point at (see Hinder.paa)."""
        return set(self.kommuner)

    def add_error(self, navn: str | None, grunn: str) -> None:
        """Put a reason at its cell, or on top."""
        if navn is None:
            self.feil.append(grunn)
        else:
            next(celle for celle in self.celler if celle.navn == navn).feil.append(grunn)

    def vis_finnes(
        self, rader: list[tuple[Foering, Bosattrad]], grunner: list[tuple[str | None, str]]
    ) -> None:
        """Say at each cell that a count stands for the date, with the way to correct it."""
        for (foering, rad), (_felt, grunn) in zip(rader, grunner, strict=True):
            url = reverse("vedtak:bosatt-correct", args=[rad.pk])
            self.add_error(
                foering.felt,
                format_html('{} <a href="{}">{}</a>', oversatt(grunn), url, gettext("Rett tallet")),
            )

    def foeringer(self, per_dato: date) -> list[Foering]:
        """Return the counts that were typed."""
        return [
            Foering(kommune, self.aar, per_dato, celle.tall, celle.navn)
            for kommune, celle, _sist in self.rader
            if celle.tall is not None
        ]

    def sum(self) -> int | None:
        """Return the typed counts added up; None when there is none."""
        kjente = [celle.tall for celle in self.celler if celle.tall is not None]
        return sum(kjente) if kjente else None


class RettForm(forms.Form):
    """What a count should have said, or that it is withdrawn; why, and when that was known."""

    use_required_attribute = False

    handling = forms.ChoiceField(
        label=_("Hva er feil?"),
        choices=[("rett", _("Antallet er et annet")), ("trekk", _("Tallet skal ikke telle"))],
        widget=forms.RadioSelect,
        initial="rett",
    )
    antall = antall(_("Riktig antall bosatt"), _("Fylles ut når antallet er et annet."))
    kilde = forms.CharField(label=_("Kilde"), max_length=200, error_messages=MANGLER_KILDE)
    mottatt = DatoField(
        label=_("Mottatt"),
        help_text=_("Dagen embetet fikk vite at tallet var feil."),
        error_messages=MANGLER_MOTTATT,
    )
    grunn = forms.CharField(
        label=_("Hvorfor rettes tallet?"),
        max_length=300,
        error_messages={"required": _("Skriv hvorfor tallet rettes.")},
        widget=forms.TextInput(attrs={"class": "bred"}),
    )
    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, trukket: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if trukket:
            del self.fields["handling"]

    def clean(self):
        data = super().clean()
        retter = data.get("handling", "rett") == "rett"
        if retter and data.get("antall") is None and "antall" not in self.errors:
            self.add_error("antall", _("Oppgi hvor mange som er bosatt."))
        return data


class BosattfilForm(FilForm):
    """A file of counts; year and date beside it where the file has no column for them."""

    aar = HeltallField(
        label=_("Bosettingsår"),
        required=False,
        stoerste=9999,
        help_text=_("La det stå tomt når filen har en egen kolonne med år."),
    )
    per_dato = DatoField(
        label=_("Bosatt per dato"),
        required=False,
        help_text=_("La den stå tom når filen har en egen kolonne med dato."),
    )
    mottatt = DatoField(
        label=_("Mottatt"), help_text=_("Dagen embetet fikk vite tallene."), error_messages=MANGLER_MOTTATT
    )
    kilde = forms.CharField(
        label=_("Kilde"),
        max_length=150,
        help_text=_("Hvor tallene kommer fra, for eksempel IMDi."),
        error_messages=MANGLER_KILDE,
    )

    field_order = ["fil", "celler", "aar", "per_dato", "mottatt", "kilde"]
