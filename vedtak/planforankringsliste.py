"""The four plans of a municipality, and of all municipalities of an embete, on a date (read model, table and sheet)."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.kommuner.models import Kommune

from .models import Planforankring
from .planforankringsregler import gjeldende

FORANKRET = "forankret"
# Colours of the tags; the words say the same.
FARGER = {"forankret": "success", "omtalt": "info", "under_arbeid": "warning", "ikke_omtalt": "neutral"}


@dataclass(frozen=True)
class Plan:
    """One plan and the row that holds for it; None when nothing is registered by the date."""

    kode: str
    navn: str
    rad: Planforankring | None

    @property
    def farge(self) -> str:
        return FARGER[self.rad.status] if self.rad else ""


@dataclass(frozen=True)
class Kommuneplaner:
    """One municipality and its four plans."""

    kommune: Kommune
    planer: list[Plan]


@dataclass(frozen=True)
class Planoversikt:
    """The plans of every municipality on a date. ``antall`` counts, per plan, (anchored, registered)."""

    per: date
    rader: list[Kommuneplaner]
    antall: list[tuple[str, int, int]]


def plannavn(kode: str) -> str:
    """Return the name of a plan with a capital letter."""
    return capfirst(str(dict(Planforankring.PLANER)[kode]))


def _planer(rader, per: date) -> list[Plan]:
    siste = gjeldende(rader, per)
    return [Plan(kode, plannavn(kode), siste.get(kode)) for kode, _navn in Planforankring.PLANER]


def kommunens_planer(rader: list[Planforankring], per: date) -> list[Plan]:
    """Return the four plans as they stand on ``per`` from all rows of one municipality. No query."""
    return _planer(rader, per)


def planoversikt(kommuner, per: date) -> Planoversikt:
    """Return the plans of ``kommuner`` (a QuerySet) that exist on ``per``, in Norwegian order. Two queries."""
    utvalg = list(kommuner.on_date(per).norsk())
    rader: dict[int, list[Planforankring]] = {}
    for rad in Planforankring.objects.filter(
        kommune__in=kommuner.on_date(per).order_by().values("pk"), dato__lte=per
    ):
        rader.setdefault(rad.kommune_id, []).append(rad)
    liste = [Kommuneplaner(kommune, _planer(rader.get(kommune.pk, []), per)) for kommune in utvalg]
    antall = []
    for nr, (kode, _navn) in enumerate(Planforankring.PLANER):
        registrerte = [ett.planer[nr].rad for ett in liste if ett.planer[nr].rad]
        antall.append((plannavn(kode), sum(rad.status == FORANKRET for rad in registrerte), len(registrerte)))
    return Planoversikt(per, liste, antall)


def som_ark(oversikt: Planoversikt) -> Ark:
    """Return the overview as a sheet: per plan the status, its date, source and note. Empty is not registered."""
    overskrifter = [_("Kommunenummer"), _("Kommune")]
    for kode, _navn in Planforankring.PLANER:
        navn = plannavn(kode)
        overskrifter += [navn, *(f"{navn}: {felt}" for felt in (_("dato"), _("kilde"), _("merknad")))]

    def celler(plan: Plan):
        rad = plan.rad
        return [rad.get_status_display(), rad.dato, rad.kilde, rad.merknad] if rad else [None] * 4

    return Ark(
        navn=_("Forankring i planer"),
        forklaring=[
            _("Bosetting i kommunenes egne planer per %(dag)s") % {"dag": norsk.langdato(oversikt.per)},
            _("Tom celle betyr at ingenting er registrert, ikke at bosetting mangler i planen."),
        ],
        overskrifter=overskrifter,
        rader=[
            [ett.kommune.nr, ett.kommune.navn, *(celle for plan in ett.planer for celle in celler(plan))]
            for ett in oversikt.rader
        ],
    )
