"""Read models of the rounds: the day a municipality was first asked, sums per round, who saved a draft last."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Collate

from bosetting.brukere.models import Hendelse
from bosetting.felles.sqlite import NORSK
from bosetting.kommuner.models import Kommune

from . import domain
from .models import Anmodning, Anmodningsrunde, Rundeutkast, Utkastlinje
from .noekler import Slekt


def foerste_sendt(kommune: Kommune, aar: int) -> date | None:
    """Return the day of the first round of ``aar`` that concerns ``kommune``, or None.

    That is a round of an embete that covers its county, a national round, or any round that names it.
    """
    navngir = Anmodning.objects.filter(kommune=kommune).values("runde")
    gjelder = Q(embete=None) | Q(embete__fylker=kommune.fylke_id) | Q(pk__in=navngir)
    return Anmodningsrunde.objects.filter(gjelder, aar=aar).aggregate(foerst=Min("sendt_dato"))["foerst"]


def i_kraft(kommune_id: int, aar: int, dag: date) -> Anmodning | None:
    """Return the request that a municipality stands under for ``aar`` on ``dag``, or None. One query."""
    return gjeldende_anmodninger([kommune_id], aar, dag).get(kommune_id)


def gjeldende_anmodninger(kommuner, aar: int, dag: date) -> dict[int, Anmodning]:
    """Return, by municipality, the request in force for ``aar`` on ``dag``; those not asked are left out. One query."""
    sendte = Anmodning.objects.filter(kommune__in=kommuner, runde__aar=aar, runde__sendt_dato__lte=dag)
    per_kommune: dict[int, list[Anmodning]] = {}
    for rad in sendte.select_related("runde"):
        per_kommune.setdefault(rad.kommune_id, []).append(rad)
    return {kommune: max(rader, key=_orden) for kommune, rader in per_kommune.items()}


def _orden(rad: Anmodning) -> tuple:
    return domain.erstatningsorden(avlest=rad.runde.embete_id is None, sendt=rad.runde.sendt_dato, id=rad.pk)


def rundesummer(linjer: QuerySet, nivaa: str) -> dict[int, domain.Rundesum]:
    """Return the sums per round (``nivaa`` "runde") or draft ("utkast") of the lines given, in one query."""
    per_runde: dict[int, list[domain.Linje]] = {}
    for runde, kommune, totalt, em in linjer.values_list(nivaa, "kommune", "totalt", "em"):
        per_runde.setdefault(runde, []).append(domain.Linje(kommune, totalt, em))
    return {runde: domain.summer(rader) for runde, rader in per_runde.items()}


def som_linjer(rader: Iterable[Anmodning | Utkastlinje]) -> list[domain.Linje]:
    """Return rows of a round or a draft as plain values."""
    return [domain.Linje(rad.kommune_id, rad.totalt, rad.em) for rad in rader]


def rundens_linjer(runde: Anmodningsrunde, bruker) -> QuerySet[Anmodning]:
    """Return the requests of a round in Norwegian order: all of her embete's own round, else those she may see."""
    rader = Anmodning.objects.filter(runde=runde)
    if runde.embete_id not in bruker.omfang.embete_ids:
        rader = rader.for_bruker(bruker)
    rader = rader.select_related("kommune").prefetch_related("utsettelser")
    return rader.order_by(Collate("kommune__navn", NORSK), "kommune__nr")


def kommuner_i(embete_id: int, aar: int) -> QuerySet[Kommune]:
    """Return the municipalities of an embete that exist in ``aar``, in Norwegian order."""
    return Kommune.objects.filter(fylke__embeter=embete_id).i_aar(aar).norsk()


def forrige_runde(utkast: Rundeutkast) -> Anmodningsrunde | None:
    """Return the round to compare a draft with: the one it replaces, else the last one sent, of its year or before.

    A national round (read from IMDi's file) is used only for a year in which the embete has sent none.
    """
    if utkast.erstatter_id:
        return utkast.erstatter
    aktuelle = Anmodningsrunde.objects.filter(
        Q(embete=utkast.embete_id) | Q(embete=None), aar__lte=utkast.aar
    )
    return aktuelle.order_by("-aar", F("embete").asc(nulls_last=True), "-sendt_dato", "-pk").first()


def forrige_tall(
    utkast: Rundeutkast, kommuner: Iterable[Kommune], forrige: Anmodningsrunde | None
) -> dict[int, tuple]:
    """Return (totalt, EM) of the round before, by municipality of the draft: new numbers have what the old ones had."""
    if forrige is None:
        return {}
    tall = {rad.kommune_id: (rad.totalt, rad.em) for rad in forrige.anmodninger.all()}
    if tall.keys() <= {kommune.pk for kommune in kommuner}:
        return tall
    slekt = Slekt(kommuner_i(utkast.embete_id, utkast.aar))
    totalt = slekt.summer({pk: par[0] for pk, par in tall.items()})
    em = slekt.summer({pk: par[1] for pk, par in tall.items()})
    # A municipality's own row is kept whole, so that an unknown EM is not looked for in another year's numbers.
    return {pk: tall.get(pk) or (totalt[pk], em[pk]) for pk in totalt if totalt[pk] is not None}


def sist_lagret_av(utkast: Rundeutkast) -> str:
    """Return the name of the one who last saved a draft, or an empty text when the log does not know."""
    spor = Hendelse.objects.filter(objekttype=str(utkast._meta.verbose_name), objekt_id=str(utkast.pk))
    return spor.values_list("bruker__navn", flat=True).first() or ""


def borte_utkast(pk: int, embete_ids: Iterable[int]) -> tuple[bool, Anmodningsrunde | None]:
    """Return whether a draft of one of the embeter had this key and is gone, and the round it became (None: deleted).

    The log is the only one that remembers a draft.
    """
    spor = Hendelse.objects.filter(objekttype=str(Rundeutkast._meta.verbose_name), objekt_id=str(pk))
    laget = spor.exclude(etter=None).order_by("pk").first()
    if laget is None or laget.etter["embete"] not in embete_ids or Rundeutkast.objects.filter(pk=pk).exists():
        return False, None
    return True, Anmodningsrunde.objects.filter(noekkel=laget.etter["noekkel"]).first()
