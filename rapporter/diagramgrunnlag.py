"""The facts of the charts and the map, read for the types of report that show them. A fixed number of queries."""

from collections.abc import Iterable
from datetime import date

from bosetting.kommuner.models import Kommunegrense
from vedtak.bosatte import gjeldende_per_aar
from vedtak.queries import anmodningsrader, svarrader

from .definisjon import Rapporttype
from .diagramfakta import AARSFIGUR, BOSATTE, KART, SVARKURVE, Diagramfakta, Grense, svarkurve


def fakta_for(type_: Rapporttype, kommuner, aar: int, tidligere: int, dag: date, kjent: date) -> Diagramfakta:
    """Return what the type's own blocks need for the settlement year ``aar`` and those ``tidligere`` before it.

    At most four queries: two for the curve, one for the map and one for the settled of all years.
    """
    blokker = {blokk for kapittel in type_.kapitler for blokk in kapittel.blokker}
    aarene = range(aar - tidligere, aar + 1)
    return Diagramfakta(
        bosatt=_bosatt(kommuner, aarene, dag, kjent) if blokker & {AARSFIGUR, BOSATTE} else {},
        svarkurve=_svarkurve(kommuner, aar, dag, kjent) if SVARKURVE in blokker else (),
        grenser=_grenser(kommuner.i_aar(aar)) if KART in blokker else {},
    )


def _bosatt(kommuner, aarene: Iterable[int], dag: date, kjent: date) -> dict[int, dict[int, int]]:
    tellinger = gjeldende_per_aar(aarene, kommuner.order_by().values("pk"), dag, kjent)
    return {aar: {pk: rad.antall for pk, rad in egne.items()} for aar, egne in tellinger.items()}


def _svarkurve(kommuner, aar: int, dag: date, kjent: date):
    under = kommuner.i_aar(aar).order_by().values("pk")
    anmodninger = anmodningsrader(aar, under)
    return svarkurve(_ider(anmodninger), anmodninger, svarrader(aar, under), dag, kjent)


def _ider(rader: Iterable) -> list[int]:
    return sorted({rad.kommune for rad in rader})


def _grenser(kommuner) -> dict[str, Grense]:
    rader = Kommunegrense.objects.filter(kommune__in=kommuner.order_by().values("pk"))
    return {
        nr: Grense(tuple(tuple((x, y) for x, y in ring) for ring in ringer), kilde)
        for nr, ringer, kilde in rader.values_list("kommune__nr", "ringer", "kilde")
    }
