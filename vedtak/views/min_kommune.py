"""Where a kontaktperson's work begins: her own municipality, its open task first."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.kommuner.models import Kommune
from bosetting.varsler.queries import siste
from vedtak.kommunehistorikk import historikker
from vedtak.minkommune import detaljer, oversikt

VARSLER = 3


@requires(Rett.SE_EGEN_KOMMUNE)
@require_safe
def show(request):
    """Show her municipality. Whoever represents several meets them all with what each has to do, and opens one."""
    dag = i_dag()
    egne = Kommune.objects.for_bruker(request.user).filter(pk__in=request.user.omfang.kommune_ids).norsk()
    kommuner = list(egne.select_related("fylke"))
    valgt = _valgt(request.GET.get("kommune"), kommuner)
    historikk = historikker([kommune.pk for kommune in kommuner], dag)
    deler = oversikt(request.user, kommuner, historikk, dag)
    varsler = siste(request.user, VARSLER)
    if valgt is None:
        return render(request, "vedtak/min_kommune/index.html", {"deler": deler, "varsler": varsler})
    del_ = next(ett for ett in deler if ett.kommune == valgt)
    return render(
        request,
        "vedtak/min_kommune/show.html",
        {
            "del": del_,
            "deler": deler,
            "kommune": valgt,
            "varsler": varsler,
            **detaljer(request.user, del_, dag),
        },
    )


def _valgt(tekst: str | None, kommuner: list[Kommune]) -> Kommune | None:
    """Return the municipality to show; None where she is to choose. Another's and a missing one are equally missing."""
    if tekst is None:
        return kommuner[0] if len(kommuner) == 1 else None
    for kommune in kommuner:
        if str(kommune.pk) == tekst:
            return kommune
    raise Http404(_("Du er ikke knyttet til denne kommunen."))
