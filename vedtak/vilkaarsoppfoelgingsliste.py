"""The conditions in force and how they stand after their follow-ups (read model)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker

from . import domain
from .models import Vedtak, Vilkaar, Vilkaarsoppfoelging
from .queries import som_svarrad
from .vilkaarsoppfoelgingsregler import Oppfoelging, Tilstand, kjede, tilstand

# Follow-ups by the answer and the kind of the condition.
Oppfoelginger = dict[tuple[int, str], list[Vilkaarsoppfoelging]]


@dataclass(frozen=True)
class Vilkaarslinje:
    """A condition in force, its follow-ups up to the date (newest first) and how it stands."""

    vilkaar: Vilkaar
    vedtak: Vedtak
    oppfoelginger: list[Vilkaarsoppfoelging]
    tilstand: Tilstand
    dager_over: int | None


def som_oppfoelging(rad: Vilkaarsoppfoelging) -> Oppfoelging:
    """Return a row as the value that the state is computed from."""
    return Oppfoelging(rad.pk, rad.dato, rad.utfall, rad.ny_dato)


def _linje(vilkaar: Vilkaar, vedtak: Vedtak, gjort: Oppfoelginger, retter: dict, per: date) -> Vilkaarslinje:
    egne = [rad for ledd in kjede(vedtak.pk, retter) for rad in gjort.get((ledd, vilkaar.type), [])]
    staar = tilstand(vilkaar.oppfoelging_dato, map(som_oppfoelging, egne), per)
    vist = [rad for rad in egne if rad.dato <= per]
    vist.sort(key=lambda rad: (rad.dato, rad.pk), reverse=True)
    return Vilkaarslinje(vilkaar, vedtak, vist, staar, staar.dager_over(per))


def vilkaarslinjer(
    telles: Iterable[Vedtak],
    svar: Iterable[Vedtak],
    oppfoelginger: Iterable[Vilkaarsoppfoelging],
    per: date,
) -> list[Vilkaarslinje]:
    """Return the conditions of the answers ``telles`` as they stand on ``per``: open ones by day, then the settled.

    ``svar`` are the answers they may correct, ``oppfoelginger`` (with ``vilkaar``) all there are. No query.
    """
    gjort: Oppfoelginger = {}
    for rad in oppfoelginger:
        gjort.setdefault((rad.vilkaar.vedtak_id, rad.vilkaar.type), []).append(rad)
    retter = {rad.pk: rad.retter_id for rad in svar}
    linjer = [_linje(ett, vedtak, gjort, retter, per) for vedtak in telles for ett in vedtak.vilkaar.all()]

    def orden(linje):
        staar = linje.tilstand
        return staar.avklart, staar.neste is None, staar.neste or date.max, linje.vilkaar.pk

    return sorted(linjer, key=orden)


def oppfoelginger_av(vilkaar: Vilkaar) -> list[Vilkaarsoppfoelging]:
    """Return all that was done about a condition, on the answers its answer corrects too, newest first. Two queries."""
    svar = vilkaar.vedtak
    retter = dict(Vedtak.objects.filter(kommune=svar.kommune_id, aar=svar.aar).values_list("pk", "retter"))
    return list(
        Vilkaarsoppfoelging.objects.filter(
            vilkaar__vedtak__in=kjede(svar.pk, retter), vilkaar__type=vilkaar.type
        )
        .select_related("registrert_av", "vilkaar")
        .order_by("-dato", "-pk")
    )


def aapne_vilkaar(bruker: Bruker, dag: date) -> list[Vilkaarslinje]:
    """Return the conditions in force that are not settled, in the embeter where ``bruker`` keeps the dialogue.

    The most overdue first, those without a day last. A condition on an answer that is corrected, replaced or withdrawn
    is not in force. Four queries, none without the right.
    """
    if not bruker.omfang.embeter_med(Rett.FOERE_DIALOG):
        return []
    mulige = Vilkaar.objects.for_bruker(bruker).filter(vedtak__rettet_av=None)
    av_samme_aar = mulige.filter(vedtak__kommune=OuterRef("kommune"), vedtak__aar=OuterRef("aar"))
    svar: dict[tuple[int, int], list[Vedtak]] = {}
    for rad in Vedtak.objects.filter(Exists(av_samme_aar)).nyeste_foerst():
        svar.setdefault((rad.kommune_id, rad.aar), []).append(rad)
    gjort = list(
        Vilkaarsoppfoelging.objects.for_bruker(bruker).select_related("vilkaar").order_by("dato", "pk")
    )
    alle: list[Vedtak] = []
    telles: list[Vedtak] = []
    for (kommune, _aar), rader in svar.items():
        i_kraft = set(domain.kommunestatus(kommune, (), map(som_svarrad, rader), dag).rader)
        alle += rader
        telles += [rad for rad in rader if rad.pk in i_kraft]
    return [linje for linje in vilkaarslinjer(telles, alle, gjort, dag) if not linje.tilstand.avklart]
