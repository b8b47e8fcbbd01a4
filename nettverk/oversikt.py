"""Read model of the network's first page: what comes, and what waits for somebody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.gyldighet import gjelder
from bosetting.kommuner.models import Kommune

from .innkallingsliste import ubesvarte
from .kalenderkilde import i_dagene
from .kontaktdekning import kommuner_uten_kontaktperson
from .medlemsliste import slutter_snart
from .models import Aktivitet, Fase, Gruppe, Innkalling, Medlemskap, Prosjekt
from .moeteliste import kommende_moeter
from .oppfoelgingsliste import aapne_over_frist, ansvarlig

# How many of each the page shows; the rest is a link away.
VISES = 5


@dataclass(frozen=True)
class Utdrag:
    """The first of a list, and how many there are in all."""

    rader: list
    antall: int

    @property
    def flere(self) -> int:
        return self.antall - len(self.rader)


@dataclass(frozen=True)
class Prosjektkort:
    """A project that goes on, with the phases of today, and whether the reader writes in it."""

    prosjekt: Prosjekt
    faser: list[Fase]
    kan_foere: bool


@dataclass(frozen=True)
class Oversikt:
    """What the page shows. What only those who see the whole network may see is None for others."""

    ubesvarte: list[Innkalling]
    moeter: Utdrag
    aktiviteter: Utdrag
    passerte: Utdrag
    oppfoelging: Utdrag
    seter: Utdrag | None
    kommuner: list[Kommune] | None
    prosjekter: list[Prosjektkort]


def oversikt(bruker: Bruker, dag: date) -> Oversikt:
    """Return the overview for ``bruker`` on ``dag``: a fixed number of queries, however much there is."""
    planlagte = Aktivitet.objects.for_bruker(bruker).filter(status="planlagt")
    kommer = i_dagene(planlagte, dag, date.max).order_by("fra_dato", "fra_tid", "pk")
    ser_alt = Rett.SE_NETTVERK in bruker.omfang.rettigheter
    oppfoelging = _utdrag(aapne_over_frist(bruker, dag))
    return Oversikt(
        ubesvarte=ubesvarte(bruker, dag),
        moeter=_utdrag(kommende_moeter(bruker, dag)),
        aktiviteter=_utdrag(kommer),
        passerte=_utdrag(_passerte(bruker, dag)),
        oppfoelging=Utdrag([(punkt, ansvarlig(punkt)) for punkt in oppfoelging.rader], oppfoelging.antall),
        seter=_seter(bruker, dag) if ser_alt else None,
        kommuner=kommuner_uten_kontaktperson(bruker, dag) if ser_alt else None,
        prosjekter=_prosjekter(bruker, dag),
    )


def _utdrag(rader: QuerySet) -> Utdrag:
    foerste = list(rader[: VISES + 1])
    # Counted only where there are more than the page shows.
    return Utdrag(foerste[:VISES], len(foerste) if len(foerste) <= VISES else rader.count())


def _passerte(bruker: Bruker, dag: date) -> QuerySet[Aktivitet]:
    """Return activities whose last day has passed and that still stand as planned: for those who lead to settle."""
    foerer = bruker.omfang.embeter_med(Rett.FOERE_NETTVERK)
    rader = Aktivitet.objects.filter(prosjekt__embete__in=foerer, status="planlagt", fra_dato__lt=dag)
    return rader.exclude(til_dato__gte=dag).order_by("fra_dato", "pk")


def _seter(bruker: Bruker, dag: date) -> Utdrag:
    """Return the seats that end soon. Their number is small: they are read whole."""
    synlige = Gruppe.objects.for_bruker(bruker)
    rader = slutter_snart(Medlemskap.objects.for_bruker(bruker).filter(gruppe__in=synlige), dag)
    return Utdrag(rader[:VISES], len(rader))


def _prosjekter(bruker: Bruker, dag: date) -> list[Prosjektkort]:
    rader = Prosjekt.objects.for_bruker(bruker).filter(fra__lte=dag).exclude(til__lte=dag)
    foerer = bruker.omfang.embeter_med(Rett.FOERE_NETTVERK)
    return [
        Prosjektkort(
            prosjekt,
            [fase for fase in prosjekt.faser.all() if gjelder(fase.fra, fase.til, dag)],
            prosjekt.embete_id in foerer,
        )
        for prosjekt in rader.prefetch_related("faser")
    ]
