"""What a type of report is: its chapters, their words and what they show, and the period it covers. Plain Python.

``definisjoner`` reads them from files.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

TERTIAL, AAR, PROSJEKT = "tertial", "aar", "prosjekt"
SLAG = (TERTIAL, AAR, PROSJEKT)
PROSA, MAALENE, MAALOVERSIKT = "prosa", "maalene", "maaloversikt"

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
    """One type of report. ``periode`` is one of ``SLAG``."""

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
    """Return the type as an embete wants it: own words, own order. ``plass`` is the place a chapter gets among those
    of its kind; annexes stay last. A chapter that the type does not know of any more is no matter."""
    egne = {ett.kapittel: ett for ett in tilpasninger}
    i_rekkefoelge: list[Kapitteldefinisjon] = []
    for vedlegg in (False, True):
        slaget = [ett for ett in type_.kapitler if ett.vedlegg == vedlegg]
        i_rekkefoelge += _ordnet(
            [(_egen(ett, egen), egen.plass) for ett in slaget if not (egen := _for(ett, egne)).utelatt]
        )
    return replace(type_, kapitler=tuple(i_rekkefoelge))


def _for(kapittel: Kapitteldefinisjon, egne: dict[str, Tilpasning]) -> Tilpasning:
    return egne.get(kapittel.noekkel, Tilpasning(kapittel.noekkel))


def _egen(kapittel: Kapitteldefinisjon, egen: Tilpasning) -> Kapitteldefinisjon:
    return replace(
        kapittel,
        overskrift=egen.overskrift or kapittel.overskrift,
        veiledning=egen.veiledning or kapittel.veiledning,
    )


def _ordnet(rader: list[tuple[Kapitteldefinisjon, int | None]]) -> list[Kapitteldefinisjon]:
    """Return the chapters with each moved one at its place (the last when there are fewer), the rest as defined."""
    ordnet = [kapittel for kapittel, plass in rader if plass is None]
    for kapittel, plass in sorted((rad for rad in rader if rad[1] is not None), key=lambda rad: rad[1]):
        ordnet.insert(plass - 1, kapittel)
    return ordnet


def vedlegg_sist(kapitler: tuple[Kapitteldefinisjon, ...]) -> tuple[Kapitteldefinisjon, ...]:
    """Return the chapters, then the annexes, each in the order they came."""
    return tuple(sorted(kapitler, key=lambda kapittel: kapittel.vedlegg))
