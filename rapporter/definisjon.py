"""What a type of report is: its chapters, their words and what they show, and the period it covers. Plain Python.

``definisjoner`` reads them from files.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

TERTIAL, AAR, PROSJEKT = "tertial", "aar", "prosjekt"
SLAG = (TERTIAL, AAR, PROSJEKT)
PROSA, MAALENE = "prosa", "maalene"

# What a heading and a title may have in them; everything else in braces is a mistake.
INNSATT = {"omraade", "periode", "prosjekt"}
INNSATT_RE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Periode:
    """A half-open period [fra, til) and how it is written: «3. tertial 2015», «1. september–31. desember 2015».

    ``framover`` is the last day (not included) of the planned activities a report tells of; ``kode`` goes into file
    names («3-2015»).
    """

    slag: str
    fra: date
    til: date
    tekst: str
    datoer: str
    framover: date
    kode: str


@dataclass(frozen=True)
class Kapitteldefinisjon:
    """One chapter: its key (stored with the prose), what it is called, and the names of what it shows, in order.

    ``vedlegg`` starts an annex, ``liggende`` turns its pages.
    """

    noekkel: str
    overskrift: str
    blokker: tuple[str, ...]
    veiledning: str = ""
    vedlegg: bool = False
    liggende: bool = False


@dataclass(frozen=True)
class Rapporttype:
    """One type of report. ``periode`` is one of ``perioder.SLAG``."""

    noekkel: str
    navn: str
    tittel: str
    hva: str
    periode: str
    kapitler: tuple[Kapitteldefinisjon, ...]

    def antall_tekster(self, maal: int) -> int:
        """Return how many chapters people write when the project has ``maal`` result goals."""
        faste = sum(PROSA in ett.blokker for ett in self.kapitler)
        return faste + (maal if any(MAALENE in ett.blokker for ett in self.kapitler) else 0)

    def kapittel(self, noekkel: str) -> Kapitteldefinisjon | None:
        return next((ett for ett in self.kapitler if ett.noekkel == noekkel), None)


@dataclass(frozen=True)
class Tilpasning:
    """What an embete has changed in one chapter. Empty text and ``plass`` None mean as defined."""

    kapittel: str
    overskrift: str = ""
    veiledning: str = ""
    plass: int | None = None
    utelatt: bool = False


def innsatt(tekst: str, verdier: dict[str, str]) -> str:
    """Return a heading with {omraade}, {periode} and {prosjekt} set in; other braces stand as they are."""
    return INNSATT_RE.sub(lambda treff: verdier.get(treff[1], treff[0]), tekst)


def tilpasset(type_: Rapporttype, tilpasninger: Iterable[Tilpasning]) -> Rapporttype:
    """Return the type as an embete wants it: own words, own order. Annexes stay last; a chapter it does not know of
    any more is no matter."""
    egne = {ett.kapittel: ett for ett in tilpasninger}
    rader: list[tuple[float, int, Kapitteldefinisjon]] = []
    for nr, kapittel in enumerate(type_.kapitler, 1):
        egen = egne.get(kapittel.noekkel, Tilpasning(kapittel.noekkel))
        if egen.utelatt:
            continue
        endret = replace(
            kapittel,
            overskrift=egen.overskrift or kapittel.overskrift,
            veiledning=egen.veiledning or kapittel.veiledning,
        )
        # Halfway before its place: a chapter that was moved goes in front of the one that is there as defined.
        rader.append((nr if egen.plass is None else egen.plass - 0.5, nr, endret))
    ordnet = tuple(kapittel for _plass, _nr, kapittel in sorted(rader, key=lambda rad: rad[:2]))
    return replace(type_, kapitler=vedlegg_sist(ordnet))


def vedlegg_sist(kapitler: tuple[Kapitteldefinisjon, ...]) -> tuple[Kapitteldefinisjon, ...]:
    """Return the chapters, then the annexes, each in the order they came."""
    return tuple(sorted(kapitler, key=lambda kapittel: kapittel.vedlegg))
