"""The trace of a figure: which rows it is made of, and what each adds to it. Values in, values out; no database.

A figure has a name, «vedtatt.totalt»: what is counted, and for whom. The contributions of a figure add up to it,
always; a municipality where a part is unknown adds nothing to the sum and is counted as unknown, as in ``summer``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .bosattregler import Bosattrad
from .domain import GRUPPER, Anmodningsrad, Delsum, Kommunestatus, Svarrad, Svartype
from .oppfyllelse import Oppfyllelse

# Counts of persons settled are not divided into groups.
FELT = {
    **dict.fromkeys(("anmodet", "vedtatt", "udekket", "ubesvart", "netto"), GRUPPER),
    **dict.fromkeys(("bosatt", "ubrukte"), ("totalt",)),
}
TALL = tuple(f"{felt}.{gruppe}" for felt, grupper in FELT.items() for gruppe in grupper)


class Slag(StrEnum):
    """What a contribution comes from. ``OVER`` is no row: what goes beyond the request, or the places."""

    ANMODNING = "anmodning"
    VEDTAK = "vedtak"
    BOSATT = "bosatt"
    OVER = "utover"


@dataclass(frozen=True)
class Bidrag:
    """What one row adds to a figure. ``tall`` is what the row says, ``rad`` its id (None: made by the rule itself).

    ``bidrag`` is None where the municipality's part of the figure is unknown, because of this row or another.
    """

    kommune: int
    slag: Slag
    rad: int | None
    tall: int | None
    bidrag: int | None


def sum_av(bidrag: Iterable[Bidrag]) -> Delsum:
    """Return the figure that the contributions make: the known sum, and how many municipalities are unknown."""
    kjent, ukjente = 0, set()
    for ett in bidrag:
        if ett.bidrag is None:
            ukjente.add(ett.kommune)
        else:
            kjent += ett.bidrag
    return Delsum(kjent, len(ukjente))


def telles(status: Kommunestatus, svar: Mapping[int, Svarrad]) -> list[Svarrad]:
    """Return the decisions behind the decided figure; an answer without a number may stand behind the state."""
    return [svar[id] for id in status.rader if svar[id].type == Svartype.VEDTAK]


def bidragene(
    tall: str,
    status: Kommunestatus,
    anmodninger: Mapping[int, Anmodningsrad],
    svar: Mapping[int, Svarrad],
    bosatt: Bosattrad | None = None,
) -> list[Bidrag]:
    """Return what the rows of one municipality add to the figure named ``tall``; rows by id.

    ``bosatt`` is the count of persons settled that holds, for the figures that need it.
    """
    felt, gruppe = tall.split(".")
    bedt = anmodninger[status.anmodning] if status.anmodning is not None else None
    gitt = telles(status, svar)

    def anmodet():
        verdi = bedt.tall.gruppe(gruppe)
        return Bidrag(status.kommune, Slag.ANMODNING, bedt.id, verdi, verdi)

    def vedtatt(fortegn):
        # A part that is unknown leaves the municipality's whole decided figure unknown.
        ukjent = status.vedtatt is None or status.vedtatt.gruppe(gruppe) is None
        for rad in gitt:
            verdi = rad.tall.gruppe(gruppe)
            yield Bidrag(status.kommune, Slag.VEDTAK, rad.id, verdi, None if ukjent else fortegn * verdi)

    krav = [anmodet()] if bedt is not None else []
    match felt:
        case "anmodet":
            return krav
        case "vedtatt":
            return list(vedtatt(1))
        case "netto":
            return krav + list(vedtatt(-1))
        case "ubesvart":
            return krav if status.vedtatt is None else []
        case "bosatt":
            return _bosatt(status, bosatt, 1) if bosatt or status.anmodet or status.vedtatt else []
        case "ubrukte":
            return _ubrukte(status, bosatt, krav, list(vedtatt(1)))
    return _udekket(status, gruppe, krav + list(vedtatt(-1)))


def _udekket(status: Kommunestatus, gruppe: str, deler: list[Bidrag]) -> list[Bidrag]:
    """Return the parts of a gap: requested less decided, and what is decided beyond the request taken out again."""
    gap = status.gap(gruppe)
    if gap is None:
        return [Bidrag(ett.kommune, ett.slag, ett.rad, ett.tall, None) for ett in deler]
    if any(ett.bidrag is None for ett in deler):
        # Nobody is asked for: however many were decided, nobody is missing.
        return [Bidrag(ett.kommune, ett.slag, ett.rad, ett.tall, 0) for ett in deler]
    over = gap - sum(ett.bidrag for ett in deler)
    return deler + ([Bidrag(status.kommune, Slag.OVER, None, over, over)] if over else [])


def _bosatt(status: Kommunestatus, rad: Bosattrad | None, fortegn: int) -> list[Bidrag]:
    """Return the count; one that is missing, or withdrawn, is unknown."""
    antall = rad.antall if rad is not None else None
    return [
        Bidrag(
            status.kommune,
            Slag.BOSATT,
            rad.pk if rad is not None else None,
            antall,
            None if antall is None else fortegn * antall,
        )
    ]


def _ubrukte(
    status: Kommunestatus, rad: Bosattrad | None, krav: list[Bidrag], vedtatt: list[Bidrag]
) -> list[Bidrag]:
    """Return the places, by the lesser of requested and decided, less those settled; never below nought in all."""
    if not krav or not vedtatt:
        return []
    plasser = krav if status.anmodet.totalt < status.vedtatt.totalt else vedtatt
    deler = plasser + _bosatt(status, rad, -1)
    igjen = Oppfyllelse(status, rad.antall if rad is not None else None).ubrukte
    if igjen is None:
        return [Bidrag(ett.kommune, ett.slag, ett.rad, ett.tall, None) for ett in deler]
    if any(ett.bidrag is None for ett in deler):
        return plasser  # there are no places, so nothing is drawn off them
    over = igjen - sum(ett.bidrag for ett in deler)
    return deler + ([Bidrag(status.kommune, Slag.OVER, None, over, over)] if over else [])
