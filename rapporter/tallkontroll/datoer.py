"""Dates in running text: found, read, and whether they exist."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MAANEDER = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
UKEDAGER = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_MND = "|".join(MAANEDER)
_UKE = "|".join(UKEDAGER)
_DATO = re.compile(
    rf"(?<![\w.,/])(?:(?P<ukedag>{_UKE})[ ,]{{1,3}}(?:den )?)?"
    rf"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    rf"|(?P<dag>\d{{1,2}})\. ?(?P<mnd>\d{{1,2}})\. ?(?P<aar>(?:19|20)\d\d|\d\d)(?![\d.]\d|\d)"
    rf"|(?P<dag2>\d{{1,2}})\.? {{0,2}}(?P<maaned>{_MND})(?!\w)\.?(?: {{1,2}}(?P<aar2>(?:19|20)\d\d)(?!\d))?)",
    re.IGNORECASE,
)
# «13. og 14. april 2016», «3.–5. mai»: the first day has the month of the second.
_FOERSTE_DAG = re.compile(
    rf"(?<![\w.,/])(?P<dag>\d{{1,2}})\. ?(?:og|til|[-–,]) ?(?=\d{{1,2}}\. ?(?:{_MND})(?!\w))", re.IGNORECASE
)


@dataclass(frozen=True)
class Dato:
    """A date as written: ``aar`` None where the text leaves it out; ``dag`` may be one that no calendar has."""

    start: int
    slutt: int
    tekst: str
    dag: int
    maaned: int
    aar: int | None
    ukedag: str = ""

    @property
    def finnes(self) -> bool:
        """Return whether a calendar has it; 29 February exists in some year."""
        if not 1 <= self.maaned <= 12:
            return False
        return 1 <= self.dag <= monthrange(self.aar or 2000, self.maaned)[1]

    @property
    def verdi(self) -> date | None:
        """The day, when the year is known and the day exists."""
        return date(self.aar, self.maaned, self.dag) if self.aar and self.finnes else None


def finn_datoer(tekst: str) -> list[Dato]:
    """Return every date in the text, in order."""
    datoer = [_les(treff) for treff in _DATO.finditer(tekst)]
    etter_start = {dato.start: dato for dato in datoer}
    for treff in _FOERSTE_DAG.finditer(tekst):
        if neste := etter_start.get(treff.end()):
            dag, maaned = int(treff["dag"]), neste.maaned
            tekst_ = f"{dag}. {MAANEDER[maaned - 1]}"
            datoer.append(Dato(treff.start(), treff.end(), tekst_, dag, maaned, neste.aar))
    return sorted(datoer, key=lambda dato: dato.start)


def _les(treff: re.Match) -> Dato:
    if treff["iso"]:
        aar, maaned, dag = map(int, treff["iso"].split("-"))
    elif treff["dag"]:
        dag, maaned, aar = int(treff["dag"]), int(treff["mnd"]), int(treff["aar"])
        if aar < 100:
            aar += 1900 if aar >= 70 else 2000
    else:
        dag, maaned = int(treff["dag2"]), MAANEDER.index(treff["maaned"].lower()) + 1
        aar = int(treff["aar2"]) if treff["aar2"] else None
    ukedag = (treff["ukedag"] or "").lower()
    return Dato(treff.start(), treff.end(), treff[0], dag, maaned, aar, ukedag)


def ukedag(dag: date) -> str:
    """Return «mandag» … «søndag»."""
    return UKEDAGER[dag.weekday()]


def langdato(dag: date) -> str:
    """Return 29. januar 2016."""
    return f"{dag.day}. {MAANEDER[dag.month - 1]} {dag.year}"
