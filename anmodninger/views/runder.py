"""Sent rounds: the list per settlement year, and everything one round says."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from anmodninger import domain, queries
from anmodninger.fordelingsskjema import slik_fordelt
from anmodninger.models import Anmodning, Anmodningsrunde, Rundeutkast, Utkastlinje
from anmodninger.rundefrister import rundens_rader, rundens_utsettelser
from anmodninger.tables import RundeTable, UtkastTable, em_tekst
from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag


@requires(Rett.SE_RUNDER)
@require_safe
def index(request):
    runder = (
        Anmodningsrunde.objects.for_bruker(request.user)
        .prefetch_related("erstattet_av")
        .order_by("-aar", "-sendt_dato", "-pk")
    )
    linjer = Anmodning.objects.for_bruker(request.user).filter(runde__in=runder)
    summer = queries.rundesummer(linjer, "runde")
    kan_lage = har_rett(request.user, Rett.LAGE_RUNDER)
    utkast = list(Rundeutkast.objects.for_bruker(request.user)) if kan_lage else []
    utkastsummer = queries.rundesummer(Utkastlinje.objects.for_bruker(request.user), "utkast")
    return render(
        request,
        "anmodninger/runder/index.html",
        {
            "aar_og_tabell": [
                (aar, RundeTable(list(rader), aar=aar, summer=summer, request=request))
                for aar, rader in groupby(runder, key=lambda runde: runde.aar)
            ],
            "utkast": UtkastTable(utkast, summer=utkastsummer, request=request) if utkast else None,
            "kan_lage": kan_lage,
        },
    )


@requires(Rett.SE_RUNDER)
@require_safe
def show(request, pk):
    runder = Anmodningsrunde.objects.for_bruker(request.user)
    runde = get_object_or_404(runder.select_related("embete", "erstatter", "registrert_av"), pk=pk)
    rader = list(queries.rundens_linjer(runde, request.user))
    rundesum = domain.summer(queries.som_linjer(rader))
    er_egen = runde.embete_id in request.user.omfang.embete_ids
    kan_erstatte = runde.embete_id in request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    return render(
        request,
        "anmodninger/runder/show.html",
        {
            "runde": runde,
            "erstattet_av": runder.filter(erstatter=runde),
            "er_egen": er_egen,
            "rader": rundens_rader(runde, rader, request.user, i_dag()),
            "utsettelser": rundens_utsettelser(rader),
            "har_kilder": any(rad.kilde for rad in rader),
            "sum": rundesum,
            "em_sum": em_tekst(rundesum),
            # The stated figure is for the county; a national round is seen in part only, so there it says nothing.
            "avvik": domain.varsler(
                rundesum,
                fylkestall=(runde.fylkestall_totalt, runde.fylkestall_em),
                kommuner=0,
                frister=runde.frister,
            )
            if er_egen
            else None,
            "kan_erstatte": kan_erstatte,
            # How the figures came about is the embete's own working paper.
            **(slik_fordelt(runde.fordeling, rader) if kan_erstatte else {}),
        },
    )
