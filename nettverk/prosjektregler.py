"""Goals and their sub-goals by number, sums of a budget, accounts against it, and what may not be. Plain values."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bosetting.felles.melding import melding as _


@dataclass(frozen=True)
class Maal:
    """A goal with its sub-goals. ``rad`` is None where only sub-goals of the number stand («3 a» without a «3»)."""

    nummer: str
    rad: Any
    delmaal: tuple[tuple[str, Any], ...] = ()


def _lest(nummer: str) -> tuple[str, str]:
    """Return («3», «a») of «3 a», «3a» and «3 A»; a number that is no number stands alone."""
    funn = re.fullmatch(r"\s*(\d+)\W*(.*)", nummer, re.DOTALL)
    return (str(int(funn[1])), "".join(funn[2].split()).casefold()) if funn else (nummer.casefold(), "")


def samme_nummer(en: str, annen: str) -> bool:
    """Return whether people, and the report, read the two as the same goal."""
    return _lest(en) == _lest(annen)


def maaltre(rader: Iterable[tuple[str, Any]]) -> list[Maal]:
    """Return (number, goal) as a tree, by number: 2 before 10, and 3 a under 3."""
    grupper: dict[str, list[tuple[str, str, Any]]] = {}
    for nummer, rad in rader:
        hoved, under = _lest(nummer)
        grupper.setdefault(hoved, []).append((under, nummer, rad))
    tre = []
    for hoved, alle in sorted(grupper.items(), key=lambda ett: _orden(ett[0])):
        foerst, *resten = sorted(alle, key=lambda ett: _orden(ett[0]))
        if foerst[0]:  # only sub-goals
            foerst, resten = ("", hoved, None), [foerst, *resten]
        tre.append(Maal(foerst[1], foerst[2], tuple((nummer, rad) for _under, nummer, rad in resten)))
    return tre


def _orden(tekst: str) -> tuple:
    """Order «» before figures before letters, and figures by size."""
    return (0, int(tekst), "") if tekst.isdecimal() else (1 if tekst else -1, 0, tekst)


@dataclass(frozen=True)
class Linje:
    """A line of a budget. ``kroner`` None: somebody else pays. ``andel`` in per cent, for each of ``antall`` people."""

    noekkel: Hashable
    kroner: int | None = None
    andel: int | None = None
    andel_til: int | None = None
    antall: int = 1

    @property
    def andelstekst(self) -> str:
        """Return «60–100 %», «3 × 5 %», or nothing."""
        if self.andel is None:
            return ""
        tekst = f"{self.andel}–{self.andel_til} %" if self.andel_til else f"{self.andel} %"
        return tekst if self.antall == 1 else f"{self.antall} × {tekst}"


@dataclass(frozen=True)
class Budsjettsum:
    """The sum of a year's lines: kroner, and the least and most of a position, in per cent."""

    kroner: int
    andel: int
    andel_til: int

    @property
    def aarsverk(self) -> str:
        """Return «1,45–1,85 årsverk», «1 årsverk», or nothing where no line has a share."""
        if not self.andel:
            return ""
        tekst = _hundredeler(self.andel)
        if self.andel_til != self.andel:
            tekst = f"{tekst}–{_hundredeler(self.andel_til)}"
        return f"{tekst} årsverk"


def _hundredeler(prosent: int) -> str:
    return f"{prosent / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def summer(linjer: Iterable[Linje]) -> Budsjettsum:
    """Sum the lines of one year."""
    linjer = list(linjer)
    med_andel = [linje for linje in linjer if linje.andel is not None]
    return Budsjettsum(
        sum(linje.kroner or 0 for linje in linjer),
        sum(linje.andel * linje.antall for linje in med_andel),
        sum((linje.andel_til or linje.andel) * linje.antall for linje in med_andel),
    )


@dataclass(frozen=True)
class Forbruk:
    """What was planned, spent and is left (negative: more was spent). Nothing planned: ``budsjett`` is None."""

    budsjett: int | None
    brukt: int

    @property
    def rest(self) -> int | None:
        return None if self.budsjett is None else self.budsjett - self.brukt


@dataclass(frozen=True)
class Regnskap:
    """Accounts against a budget: by line, what stands on none of them, and in all."""

    linjer: dict[Hashable, Forbruk]
    uten_linje: Forbruk
    sum: Forbruk


def mot_budsjett(linjer: Iterable[Linje], poster: Iterable[tuple[Hashable | None, int]]) -> Regnskap:
    """Return what ``poster``, (key of the line or None, kroner), used of ``linjer``. No krone is left out."""
    linjer, brukt = list(linjer), {}
    kjente = {linje.noekkel for linje in linjer}
    for noekkel, kroner in poster:
        plass = noekkel if noekkel in kjente else None
        brukt[plass] = brukt.get(plass, 0) + kroner
    return Regnskap(
        {linje.noekkel: Forbruk(linje.kroner, brukt.get(linje.noekkel, 0)) for linje in linjer},
        Forbruk(None, brukt.get(None, 0)),
        Forbruk(summer(linjer).kroner, sum(brukt.values())),
    )


Grunner = list[tuple[str | None, str]]


def hvorfor_ikke_fase(navn: str, fra: date, til: date | None, prosjekt: tuple[date, date | None]) -> Grunner:
    """Return the reasons why a phase cannot lie so in the period ``[fra, til)`` of its project."""
    start, slutt = prosjekt
    if til is not None and til <= fra:
        return [(None, _("Fase %(navn)s: sluttdatoen må være etter startdatoen.", navn=navn))]
    if fra < start or (slutt is not None and (til or fra) > slutt):
        return [(None, _("Fase %(navn)s er utenfor prosjektperioden.", navn=navn))]
    return []


def hvorfor_ikke_aar(aar: int, prosjekt: tuple[date, date | None]) -> Grunner:
    """Return the reasons why a project has no budget in ``aar``: it does not run then."""
    start, slutt = prosjekt
    if aar < start.year or (slutt is not None and date(aar, 1, 1) >= slutt):
        return [("aar", _("Prosjektet varer ikke i dette året."))]
    return []
