"""The annual wheel: the steps every settlement year begins with, when they fall, and how a step stands on a day.

Plain values in, plain values out. The standard steps are the request cycle as KS and IMDi run it; an embete changes
its own template, and each year is a copy that lives its own life.
"""

from calendar import monthrange
from collections.abc import Hashable, Iterable
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from bosetting.felles.melding import melding as _

from .domain import Grunn

# How many years before and after the settlement year a step may lie; the picture shows whole months of all of them.
AAR_BAK, AAR_FRAM = 2, 2
STEG_I_MAL = 60

PLANLAGT, PAAGAAR, FERDIG, UTGAAR = "planlagt", "paagaar", "ferdig", "utgaar"
OVER_TIDEN, NAA, KOMMER = "over_tiden", "naa", "kommer"


@dataclass(frozen=True)
class Malsteg:
    """A step of every year. ``aar_fra`` and ``aar_til`` count from the settlement year: −1 is the year before it."""

    tittel: str
    ansvarlig: str
    aar_fra: int
    maaned_fra: int
    aar_til: int
    maaned_til: int

    @property
    def rekkefoelge(self) -> tuple:
        """The template stands in the order of its dates."""
        return (self.aar_fra, self.maaned_fra, self.aar_til, self.maaned_til)


# Content, not interface: it is copied into the embete's own rows, which are then in the embete's own words.
STANDARDSTEG = (
    Malsteg("Behovet for neste år og fordelingen på fylker blir fastsatt", "Nasjonalt utvalg", -1, 3, -1, 3),
    Malsteg("Fordel på kommunene og send anmodningene", "KS og IMDi", -1, 3, -1, 5),
    Malsteg("Svarfrist for kommunene", "Kommunene", -1, 10, -1, 10),
    Malsteg("Møt ledelsen i kommuner der det mangler mye", "KS og IMDi", -1, 10, -1, 12),
    Malsteg("Purr kommuner som ikke har svart", "IMDi", -1, 11, -1, 11),
    Malsteg("Sett i verk tiltak for flere plasser der det fortsatt mangler", "KS", 0, 1, 0, 3),
    Malsteg("Rapporter til Nasjonalt utvalg", "KS og IMDi", 0, 2, 0, 2),
)


def periode(mal: Malsteg, aar: int) -> tuple[date, date]:
    """Return the first and the last day of a step in settlement year ``aar``: whole months."""
    slutt = aar + mal.aar_til
    return (
        date(aar + mal.aar_fra, mal.maaned_fra, 1),
        date(slutt, mal.maaned_til, monthrange(slutt, mal.maaned_til)[1]),
    )


def noekler(mal: Iterable[Malsteg], embete: Hashable, aar: int) -> list[UUID]:
    """Return the key each step of the template has in that year: the same each time, so a step is made once only.

    Two steps with the same title are told apart by their order.
    """
    sett: dict[str, int] = {}
    ut = []
    for steg in mal:
        nr = sett[steg.tittel] = sett.get(steg.tittel, 0) + 1
        ut.append(uuid5(NAMESPACE_URL, f"aarshjul/{embete}/{aar}/{nr}/{steg.tittel}"))
    return ut


def malgrunner(mal: Iterable[Malsteg]) -> list[Grunn]:
    """Judge a template; the field is the row's number and its column, as in the form."""
    grunner: list[Grunn] = []
    for nr, steg in enumerate(mal):
        if (steg.aar_til, steg.maaned_til) < (steg.aar_fra, steg.maaned_fra):
            grunner.append((f"{nr}-til", _("Steget kan ikke slutte før det starter.")))
    return grunner


def merke(mal: Iterable[Malsteg]) -> str:
    """Return a short mark of a template's content: the same content, the same mark."""
    return sha256(repr([astuple(steg) for steg in mal]).encode()).hexdigest()[:16]


def grenser(aar: int) -> tuple[date, date]:
    """Return the first and the last day a step of settlement year ``aar`` may have."""
    return date(aar - AAR_BAK, 1, 1), date(aar + AAR_FRAM, 12, 31)


def steggrunner(
    *, aar: int, fra: date, til: date, status: str, ferdig_dato: date | None, dag: date
) -> list[Grunn]:
    """Judge a step: a period that ends after it starts and lies near its year, a done date when it is done."""
    grunner: list[Grunn] = []
    tidligst, senest = grenser(aar)
    for felt, verdi in (("fra", fra), ("til", til)):
        if not tidligst <= verdi <= senest:
            tekst = _(
                "Et steg for bosettingsåret %(aar)s må ligge mellom %(tidligst)s og %(senest)s.",
                aar=aar,
                tidligst=f"{tidligst:%d.%m.%Y}",
                senest=f"{senest:%d.%m.%Y}",
            )
            grunner.append((felt, tekst))
    if til < fra:
        grunner.append(("til", _("Steget kan ikke slutte før det starter.")))
    if status == FERDIG and ferdig_dato is None:
        grunner.append(("ferdig_dato", _("Skriv datoen steget ble ferdig.")))
    if status != FERDIG and ferdig_dato is not None:
        grunner.append(
            ("ferdig_dato", _("Bare et ferdig steg har en dato. Velg «ferdig», eller fjern datoen."))
        )
    if ferdig_dato is not None and ferdig_dato > dag:
        grunner.append(("ferdig_dato", _("Et steg kan ikke være ferdig fram i tid.")))
    return grunner


def tilstand(status: str, fra: date, til: date, dag: date) -> str:
    """Return how a step stands on ``dag``: over_tiden, naa, kommer, ferdig or utgaar.

    What has begun is now, even before its period; what is not finished when the period is over, is overdue.
    """
    if status in (FERDIG, UTGAAR):
        return status
    if til < dag:
        return OVER_TIDEN
    if status == PAAGAAR or fra <= dag:
        return NAA
    return KOMMER


def valgt_aar(aar: Iterable[int], dag: date) -> int:
    """Return the settlement year to show first: the last one that is under way, else the next one to begin."""
    return max((ett for ett in aar if ett <= dag.year + 1), default=dag.year + 1)
