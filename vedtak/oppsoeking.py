"""Whom to contact first: a score of 0–100 per municipality, in five parts that anybody can work out by hand.

Plain values in, plain values out; no database. A part that is unknown has no points (None) and is named: it is not
zero, so a sum with an unknown part is a least value. The weights are judgements, not measurements; docs/oppfoelging.md
says why they are as they are, and the page shows them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .domain import AAPNE_SVAR, EM_VURDERES, Kommunestatus, Svar


class Kode(StrEnum):
    """The parts of the score, in the order they are shown."""

    ANDEL = "andel"
    PERSONER = "personer"
    FRIST = "frist"
    EM = "em"
    TIDLIGERE = "tidligere"


# The most that each part can give; 100 in all.
HOEYEST = {Kode.ANDEL: 25, Kode.PERSONER: 25, Kode.FRIST: 20, Kode.EM: 15, Kode.TIDLIGERE: 15}
PERSONER_PER_POENG = 2
DAGER_PER_POENG = 7
AAR_TILBAKE = 3


@dataclass(frozen=True)
class Tidligere:
    """An earlier settlement year in which the municipality was asked: how many, and how many of them were missing."""

    aar: int
    anmodet: int
    mangler: int | None


@dataclass(frozen=True)
class Grunnlag:
    """What the score of one municipality is made from. ``nr`` (its number, then ``kommune``, its id) settles ties.

    ``mangler`` is the real gap in persons. ``dager_over`` is 0 when an answer is given or the deadline has not
    passed, None when an answer is missing and the deadline is not known. ``em_uten_svar`` is how many EM places stand
    unanswered. None is unknown.
    """

    kommune: int
    nr: str
    anmodet: int
    mangler: int | None
    dager_over: int | None = 0
    em_uten_svar: int | None = 0
    tidligere: tuple[Tidligere, ...] = ()


@dataclass(frozen=True)
class Del:
    """One part: its points (None: unknown), and what was measured (``maalt`` of ``av``, where it is a share)."""

    kode: Kode
    poeng: int | None
    maalt: int | None
    av: int | None = None


@dataclass(frozen=True)
class Poeng:
    """The score of one municipality."""

    grunnlag: Grunnlag
    deler: tuple[Del, ...]

    @property
    def sum(self) -> int:
        """The points of the known parts; a least value when a part is unknown."""
        return sum(del_.poeng for del_ in self.deler if del_.poeng is not None)

    @property
    def ukjente(self) -> tuple[Kode, ...]:
        """The parts that are unknown."""
        return tuple(del_.kode for del_ in self.deler if del_.poeng is None)


def utestaaende(status: Kommunestatus) -> bool:
    """Return True when something is missing: persons or EM places known to lack, or an answer that stands open.

    A split that nobody has stated is no reason to call when the total is met.
    """
    if status.anmodet is None:
        return False
    aapent = any(status.svar[gruppe] in AAPNE_SVAR for gruppe in ("totalt", "em"))
    return aapent or status.gap("totalt") != 0 or bool(status.gap("em"))


def grunnlag(
    nr: str, status: Kommunestatus, tidligere: Iterable[Kommunestatus], aarene: Iterable[int]
) -> Grunnlag:
    """Return what is measured of a municipality that is asked: its status now, and in earlier years (with their years).

    The gap is that of the total, or of EM where more EM places are missing than places in all: what a municipality
    gives one group never covers the other.
    """
    totalt, em = status.gap("totalt"), status.gap("em")
    return Grunnlag(
        kommune=status.kommune,
        nr=nr,
        anmodet=status.anmodet.totalt,
        mangler=None if totalt is None else max(totalt, em or 0),
        dager_over=_dager_over(status),
        em_uten_svar=_em_uten_svar(status),
        tidligere=tuple(
            Tidligere(aar, ett.anmodet.totalt, ett.gap("totalt"))
            for aar, ett in zip(aarene, tidligere, strict=True)
            if ett.anmodet is not None and ett.anmodet.totalt
        ),
    )


def _dager_over(status: Kommunestatus) -> int | None:
    if status.svar["totalt"] not in AAPNE_SVAR:
        return 0
    return None if status.frist is None else status.dager_over or 0


def _em_uten_svar(status: Kommunestatus) -> int | None:
    """Return the EM places that stand unanswered; None when the request or the split of the answer is unknown."""
    svar = status.svar["em"]
    if svar == Svar.UKJENT or (svar in AAPNE_SVAR and status.anmodet.em is None):
        return None
    if svar not in AAPNE_SVAR:
        return 0
    if status.vedtatt is not None and status.vedtatt.em is None and EM_VURDERES in status.vilkaar:
        return status.anmodet.em  # the council has kept that part back: nothing of it is decided
    return status.gap("em")


def poeng(g: Grunnlag) -> Poeng:
    """Return the score. Every part is rounded down; more of what is measured never gives fewer points."""
    return Poeng(g, (_andel(g), _personer(g), _frist(g), _em(g), _tidligere(g)))


def _andel(g: Grunnlag) -> Del:
    return Del(Kode.ANDEL, _del_av(HOEYEST[Kode.ANDEL], g.mangler, g.anmodet), g.mangler, g.anmodet)


def _personer(g: Grunnlag) -> Del:
    verdi = None if g.mangler is None else min(HOEYEST[Kode.PERSONER], g.mangler // PERSONER_PER_POENG)
    return Del(Kode.PERSONER, verdi, g.mangler)


def _frist(g: Grunnlag) -> Del:
    # A week that has begun counts: -(-8 // 7) is 2.
    verdi = None if g.dager_over is None else min(HOEYEST[Kode.FRIST], -(-g.dager_over // DAGER_PER_POENG))
    return Del(Kode.FRIST, verdi, g.dager_over)


def _em(g: Grunnlag) -> Del:
    return Del(
        Kode.EM, None if g.em_uten_svar is None else min(HOEYEST[Kode.EM], g.em_uten_svar), g.em_uten_svar
    )


def _tidligere(g: Grunnlag) -> Del:
    """The share that was missing over the earlier years for which it is known; unknown when it is so for none."""
    kjente = [ett for ett in g.tidligere if ett.mangler is not None]
    if not kjente:
        return Del(Kode.TIDLIGERE, None, None)
    manglet, bedt = sum(ett.mangler for ett in kjente), sum(ett.anmodet for ett in kjente)
    return Del(Kode.TIDLIGERE, _del_av(HOEYEST[Kode.TIDLIGERE], manglet, bedt), manglet, bedt)


def _del_av(hoeyest: int, maalt: int | None, av: int) -> int | None:
    if maalt is None:
        return None
    return hoeyest * min(maalt, av) // av if av else 0


def rangert(alle: Iterable[Poeng]) -> list[Poeng]:
    """Return the scores, the highest first.

    Ties: the one with more unknown parts (it may be higher), then more persons missing, then the lower number.
    """

    def orden(ett: Poeng):
        g = ett.grunnlag
        return -ett.sum, -len(ett.ukjente), -(g.mangler or 0), g.nr, g.kommune

    return sorted(alle, key=orden)
