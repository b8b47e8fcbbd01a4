"""The rows of a sent round with each municipality's own deadline (read model)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Fylke

from . import queries
from .frister import gjeldende
from .models import Anmodning, Anmodningsrunde, Fristutsettelse


@dataclass(frozen=True)
class Rad:
    """One municipality of a sent round: its request, its deadline now, and whether the reader may extend it."""

    anmodning: Anmodning
    voksne: int | None
    frist: date | None
    utsatt: bool
    kan_utsettes: bool


def rundens_rader(
    runde: Anmodningsrunde, anmodninger: Iterable[Anmodning], bruker: Bruker, dag: date
) -> list[Rad]:
    """Return a row for each of ``anmodninger`` (all of ``runde``, extensions loaded), in the same order. Two queries.

    What a later round has replaced is not extended any more, nor when the settlement year is over, nor what lies
    outside the embeter where she makes rounds.
    """
    egne = bruker.omfang.embeter_med(Rett.LAGE_RUNDER)
    aapen = egne and dag.year <= runde.aar
    fylker = set(Fylke.objects.filter(embeter__in=egne).values_list("pk", flat=True)) if aapen else set()
    navngitte = Anmodning.objects.filter(runde=runde).values("kommune")
    gjelder = queries.gjeldende_anmodninger(navngitte, runde.aar, dag) if fylker else {}
    anmodninger = list(anmodninger)
    rader = []
    for rad, linje in zip(anmodninger, queries.som_linjer(anmodninger), strict=True):
        frist = gjeldende(runde.frister, [ett.verdi for ett in rad.utsettelser.all()], dag).svarfrist
        kan = gjelder.get(rad.kommune_id) == rad and rad.kommune.fylke_id in fylker
        rader.append(Rad(rad, linje.voksne, frist, frist != runde.svarfrist, kan))
    return rader


def rundens_utsettelser(anmodninger: Iterable[Anmodning]) -> list[tuple[Fristutsettelse, bool]]:
    """Return the extensions of ``anmodninger`` (loaded), the one granted last first, and whether it stands. No query.

    One that the same municipality was granted later replaces those before.
    """
    alle = []
    for anmodning in anmodninger:
        # In order of granting, ties by id: the last one stands.
        *foer, siste = list(anmodning.utsettelser.all()) or [None]
        alle += [(rad, False) for rad in foer] + ([(siste, True)] if siste else [])
    return sorted(alle, key=lambda par: (par[0].innvilget_dato, par[0].pk), reverse=True)
