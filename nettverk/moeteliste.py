"""Read models of meetings: the list, the agenda as one person sees it, and a series with its exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Collate

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.sqlite import NORSK
from bosetting.felles.virkedager import helligdag

from .models import Gruppe, Moete, Moeteserie, Sak, Sakspapir
from .moeteregler import (
    AVLYST,
    Moenster,
    Tidsplan,
    hvorfor_ikke_forslag,
    hvorfor_ikke_saksliste,
    tidsplan,
)
from .saker import FORESLAATT, SATT_OPP


def moeter_for(bruker: Bruker) -> QuerySet[Moete]:
    """Return the meetings that ``bruker`` may see, with what a list shows and sorts by."""
    return (
        Moete.objects.for_bruker(bruker)
        .select_related("gruppe", "prosjekt", "serie")
        .annotate(
            sortert_tittel=Collate("tittel", NORSK),
            sortert_gruppe=Collate("gruppe__navn", NORSK),
            sortert_sted=Collate("sted", NORSK),
        )
    )


def kommende_moeter(bruker: Bruker, dag: date) -> QuerySet[Moete]:
    """Return the planned meetings from ``dag`` on that ``bruker`` may see, the next first."""
    return moeter_for(bruker).filter(status="planlagt", dato__gte=dag).order_by("dato", "fra_tid", "pk")


def grupper_med_moeter(bruker: Bruker) -> QuerySet[Gruppe]:
    """Return the groups whose meetings ``bruker`` may see: what the list can be narrowed to."""
    egne = Moete.objects.for_bruker(bruker).values("gruppe")
    return Gruppe.objects.filter(pk__in=egne).order_by(Collate("navn", NORSK), "pk")


def serier_for(bruker: Bruker, dag: date) -> QuerySet[Moeteserie]:
    """Return the series that ``bruker`` may see, with how many meetings are not cancelled and the day of the next."""
    holdes = ~Q(moeter__status=AVLYST)
    return (
        Moeteserie.objects.for_bruker(bruker)
        .select_related("gruppe", "prosjekt")
        .annotate(
            antall=Count("moeter", filter=holdes),
            neste=Min("moeter__dato", filter=Q(moeter__status="planlagt", moeter__dato__gte=dag)),
            sortert_tittel=Collate("tittel", NORSK),
            sortert_gruppe=Collate("gruppe__navn", NORSK),
        )
    )


# ---------------------------------------------------------------- the agenda


@dataclass(frozen=True)
class Saksrad:
    """One point as one person sees it: when it begins, its papers, and whether she may change it."""

    sak: Sak
    starter: time | None
    papirer: list[Sakspapir]
    kan_endre: bool
    foerst: bool = False
    sist: bool = False


@dataclass(frozen=True)
class Saksliste:
    """The agenda of a meeting: its points, what is proposed, what was left off, and papers for the whole of it."""

    saker: list[Saksrad]
    foreslaatte: list[Saksrad]
    avviste: list[Saksrad]
    papirer: list[Sakspapir]
    plan: Tidsplan
    kan_foreslaa: bool
    kan_endres: bool


def saksliste(bruker: Bruker, moete: Moete, *, leder: bool, dag: date) -> Saksliste:
    """Return the agenda as ``bruker`` sees it; ``leder`` is whoever leads the project. Two queries."""
    saker = list(
        Sak.objects.for_bruker(bruker)
        .filter(moete=moete)
        .select_related("kommune", "foreslaatt_av")
        .order_by("nummer", "pk")
    )
    papirer: dict[int | None, list[Sakspapir]] = {}
    for papir in Sakspapir.objects.for_bruker(bruker).filter(moete=moete).order_by("pk"):
        papirer.setdefault(papir.sak_id, []).append(papir)
    aapent = not hvorfor_ikke_forslag(status=moete.status, dato=moete.dato, dag=dag)
    kan_endres = leder and not hvorfor_ikke_saksliste(moete.status)

    def rad(sak, starter=None, **plass):
        kan_endre = kan_endres or (aapent and er_eget_forslag(bruker, sak))
        return Saksrad(sak, starter, papirer.get(sak.pk, []), kan_endre, **plass)

    satt_opp = [sak for sak in saker if sak.status == SATT_OPP]
    plan = tidsplan(moete.fra_tid, moete.til_tid, (sak.minutter for sak in satt_opp))
    siste = len(satt_opp) - 1
    return Saksliste(
        saker=[
            rad(sak, starter, foerst=nr == 0, sist=nr == siste)
            for nr, (sak, starter) in enumerate(zip(satt_opp, plan.starter, strict=True))
        ],
        foreslaatte=[rad(sak) for sak in saker if sak.status == FORESLAATT],
        avviste=[rad(sak) for sak in saker if sak.status not in (SATT_OPP, FORESLAATT)],
        papirer=papirer.get(None, []),
        plan=plan,
        kan_foreslaa=aapent and Rett.DELTA_NETTVERK in bruker.omfang.rettigheter,
        kan_endres=kan_endres,
    )


@dataclass(frozen=True)
class UtsendtSak:
    """One point as those who are invited get it: what is to be treated and its papers, nothing of how it came there."""

    nummer: int
    tittel: str
    papirer: list[Sakspapir]


def utsendt_saksliste(moete: Moete) -> tuple[list[UtsendtSak], list[Sakspapir]]:
    """Return the agenda as it is sent out, and the papers for the whole meeting. Two queries."""
    papirer: dict[int | None, list[Sakspapir]] = {}
    for papir in Sakspapir.objects.til_innkalte(moete).order_by("pk"):
        papirer.setdefault(papir.sak_id, []).append(papir)
    saker = moete.saker.filter(status=SATT_OPP).order_by("nummer", "pk")
    return [UtsendtSak(s.nummer, s.tittel, papirer.get(s.pk, [])) for s in saker], papirer.get(None, [])


def papir_til_innkalt(moete: Moete, pk: int) -> Sakspapir | None:
    """Return one of the papers that are sent out; None for another meeting's, and one that is taken away."""
    return Sakspapir.objects.til_innkalte(moete).filter(pk=pk).first()


def er_eget_forslag(bruker: Bruker, sak: Sak) -> bool:
    """Return whether the point is proposed, not answered, and from a municipality that ``bruker`` represents."""
    return sak.status == FORESLAATT and sak.kommune_id in bruker.omfang.kommune_ids


# ---------------------------------------------------------------- a series


@dataclass(frozen=True)
class Seriedag:
    """One day of a series: its meeting, or None where the pattern's day was left out."""

    dato: date
    moete: Moete | None
    helligdag: str | None

    @property
    def flyttet(self) -> bool:
        return self.moete is not None and self.moete.dato != self.dato


def seriedager(serie: Moeteserie, moeter: Iterable[Moete]) -> list[Seriedag]:
    """Return every day of the series with its meeting, and the days of the pattern that have none."""
    per_dag = {moete.seriedato: moete for moete in moeter}
    dager = sorted({*per_dag, *Moenster.les(serie.regel).datoer(serie.fra, serie.til)})
    return [Seriedag(dag, per_dag.get(dag), helligdag(dag)) for dag in dager]
