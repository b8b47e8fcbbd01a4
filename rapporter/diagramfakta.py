"""What the charts and the map show beside the report's other facts. Plain Python, values in and values out."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from vedtak.domain import Anmodningsrad, Svarrad, Tall, etter_kommune, kommunestatus, virkningsdatoer

# The blocks whose facts are read only for the types that have them.
AARSFIGUR, BOSATTE, SVARKURVE, KART = "aarsfigur", "bosatte", "svarkurve", "kart"
# How long the curve goes on after its last change: long enough to be seen to be flat.
FLATT = timedelta(weeks=4)
# A round sent long before the first answer does not press the answers together.
LENGSTE_KURVE = timedelta(weeks=104)


@dataclass(frozen=True)
class Svaruke:
    """How far the answers had come on one day: the municipalities asked, those of them with a decision, and persons.

    ``vedtatt`` is None when a decided number was unknown.
    """

    dag: date
    anmodede: int
    med_vedtak: int
    vedtatt: int | None


@dataclass(frozen=True)
class Grense:
    """The outline of a municipality, and the credit that must stand at a map with it."""

    ringer: tuple
    kilde: str


@dataclass(frozen=True)
class Diagramfakta:
    """``bosatt`` holds the count in force by year and municipality (its id); ``grenser`` outlines by number."""

    bosatt: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    svarkurve: tuple[Svaruke, ...] = ()
    grenser: Mapping[str, Grense] = field(default_factory=dict)


def svarkurve(
    kommuner: Iterable[int],
    anmodninger: Iterable[Anmodningsrad],
    svar: Iterable[Svarrad],
    til: date,
    kjent: date,
) -> tuple[Svaruke, ...]:
    """Return how far the answers had come at the end of each week (Sunday), and on ``til``; empty before any request.

    Each day counts what was in force that day, as known on ``kjent``: what came late counts from the day it was
    decided. The curve ends four weeks after its last change, or on ``til``.
    """
    anmodninger_for, svar_for = etter_kommune(anmodninger), etter_kommune(svar)
    steg: list[tuple[list[date], list[tuple[bool, Tall | None]]]] = []
    endret: list[date] = []
    for kommune in kommuner:
        bedt, gitt = anmodninger_for.get(kommune, []), svar_for.get(kommune, [])
        # Nothing about a municipality changes on other days than these.
        dager = sorted(
            dag for dag in {*(rad.sendt for rad in bedt), *virkningsdatoer(gitt).values()} if dag <= til
        )
        tilstander = []
        for dag in dager:
            status = kommunestatus(kommune, bedt, gitt, dag, kjent)
            tilstander.append((status.anmodet is not None, status.vedtatt))
        for nr, (dag, tilstand) in enumerate(zip(dager, tilstander, strict=True)):
            if tilstand[0] and (not nr or tilstander[nr - 1] != tilstand):
                endret.append(dag)
        steg.append((dager, tilstander))
    if not endret:
        return ()
    fra = max(min(endret), til - LENGSTE_KURVE)
    slutt = min(til, _soendag(max(fra, *endret) + FLATT))
    return tuple(_paa(dag, steg) for dag in _ukeslutt(fra, slutt))


def _ukeslutt(fra: date, til: date) -> list[date]:
    """Return the Sundays from the week of ``fra`` on, before ``til``, and then ``til`` itself."""
    dag = _soendag(fra)
    dager = []
    while dag < til:
        dager.append(dag)
        dag += timedelta(weeks=1)
    return [*dager, til]


def _soendag(dag: date) -> date:
    return dag + timedelta(days=6 - dag.weekday())


def _paa(dag: date, steg) -> Svaruke:
    anmodede, vedtak = 0, []
    for dager, tilstander in steg:
        nr = bisect_right(dager, dag)
        er_anmodet, vedtatt = tilstander[nr - 1] if nr else (False, None)
        anmodede += er_anmodet
        if er_anmodet and vedtatt is not None:
            vedtak.append(vedtatt.totalt)
    return Svaruke(dag, anmodede, len(vedtak), None if None in vedtak else sum(vedtak))


# How far a municipality's decision covers what it was asked for, from nothing to all: keys of the map's classes.
IKKE_ANMODET, UTEN_VEDTAK, UKJENT, NEI, UNDER_HALVE, OVER_HALVE, ALT = (
    "ikke-anmodet",
    "uten-vedtak",
    "ukjent",
    "nei",
    "under-halve",
    "over-halve",
    "alt",
)


def dekning(anmodet: Tall | None, vedtatt: Tall | None) -> str:
    """Return the class of a municipality by how much of the request in all its decision covers."""
    if anmodet is None:
        return IKKE_ANMODET
    if vedtatt is None:
        return UTEN_VEDTAK
    bedt, gitt = anmodet.totalt, vedtatt.totalt
    if bedt is None or gitt is None:
        return UKJENT
    if gitt >= bedt:
        return ALT
    if gitt == 0:
        return NEI
    return OVER_HALVE if 2 * gitt >= bedt else UNDER_HALVE
