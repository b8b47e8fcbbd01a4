"""What the pages of activities show: the list with its sums and their parts, and one activity with who came."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bosetting.brukere.domain import Rett
from bosetting.felles.tertial import Tertial
from bosetting.kommuner.models import Kommune

from .aktivitetsregler import Aktivitetstall, Delsum, Fordeling, delsum, delsummer
from .models import Aktivitet, Deltakertall, Paamelding, Paameldingsside
from .paameldinger import er_medlem, hvorfor_lukket, person_for, plasser
from .paameldingsregler import Plasser


@dataclass(frozen=True)
class Summer:
    """The sum of some activities, and the parts it falls in: by tertial and by kind."""

    alt: Delsum
    etter_tertial: list[Delsum]
    etter_slag: list[Delsum]


def tertialer(aktiviteter: QuerySet) -> list[Tertial]:
    """Return the tertials that hold some of ``aktiviteter``, last first. One query."""
    dager = aktiviteter.order_by().values_list("fra_dato", flat=True).distinct()
    return sorted({Tertial.for_dato(dag) for dag in dager}, reverse=True)


def interne_embeter(bruker) -> frozenset[int]:
    """Return the embeter whose inner matters (cost, evaluation, who came from where) she may see."""
    return bruker.omfang.embeter_med(Rett.SE_NETTVERK)


def summer(aktiviteter: QuerySet, bruker) -> Summer:
    """Sum ``aktiviteter``; the cost only of those whose inner matters are hers to see. One query."""
    intern = interne_embeter(bruker)
    felt = ("slag", "fra_dato", "status", "deltakere", "kostnad", "prosjekt__embete")
    tall = [
        Aktivitetstall(slag, dag, status, deltakere, kostnad if embete in intern else None)
        for slag, dag, status, deltakere, kostnad, embete in aktiviteter.order_by().values_list(*felt)
    ]
    rekkefoelge = {kode: nr for nr, (kode, _navn) in enumerate(Aktivitet.SLAG)}
    etter_slag = delsummer(tall, lambda rad: (rekkefoelge[rad.slag], rad.slag))
    return Summer(
        alt=delsum(None, tall),
        etter_tertial=delsummer(tall, lambda rad: Tertial.for_dato(rad.fra_dato))[::-1],
        etter_slag=etter_slag,
    )


@dataclass(frozen=True)
class Fremmoete:
    """Who came to one activity: from which municipalities and organisations, and what is told of by none."""

    kommuner: list[tuple[Kommune, int]]
    andre: list[tuple[str, int]]
    fordeling: Fordeling

    @property
    def finnes(self) -> bool:
        return bool(self.kommuner or self.andre)


def fremmoete(aktivitet: Aktivitet, bruker) -> Fremmoete:
    """Return who came as ``bruker`` may see it: all of it in her own embete, else her own municipalities. One query."""
    rader = Deltakertall.objects.filter(aktivitet=aktivitet).select_related("kommune", "organisasjon")
    if aktivitet.prosjekt.embete_id not in interne_embeter(bruker):
        rader = rader.filter(kommune__in=bruker.omfang.kommune_ids)
    rader = list(rader)
    kommuner = sorted(((rad.kommune, rad.antall) for rad in rader if rad.kommune), key=lambda par: par[0].nr)
    andre = sorted((rad.organisasjon.navn, rad.antall) for rad in rader if rad.organisasjon)
    fordeling = Fordeling(aktivitet.deltakere, sum(rad.antall for rad in rader))
    return Fremmoete(kommuner, andre, fordeling)


@dataclass(frozen=True)
class Paameldingskort:
    """Sign-up as the page of an activity shows it. ``lukket``: why nobody can sign up, empty when somebody can.

    ``for_henne``: she may sign up herself. ``egen``: her own sign-up.
    """

    side: Paameldingsside
    plasser: Plasser
    lukket: str
    for_henne: bool
    egen: Paamelding | None


def paameldingskort(aktivitet: Aktivitet, bruker, dag: date) -> Paameldingskort | None:
    """Return how sign-up stands for ``bruker``; None when the activity has none. At most five queries."""
    side = Paameldingsside.objects.filter(aktivitet=aktivitet).select_related("gruppe").first()
    if side is None:
        return None
    side.aktivitet = aktivitet
    person = person_for(side, bruker)
    egne = side.paameldinger.exclude(status="avmeldt").filter(anonymisert_at=None)
    egen = egne.filter(epost__iexact=bruker.email).first()
    if egen is None and person is not None:
        egen = egne.filter(person=person).first()
    return Paameldingskort(
        side=side,
        plasser=plasser(side),
        lukket=hvorfor_lukket(side, dag),
        for_henne=side.gruppe_id is None or (person is not None and er_medlem(side, person, dag)),
        egen=egen,
    )
