"""What has changed in the records since an edition was frozen, on screen and as a file."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from rapporter import queries
from rapporter.rettelogg import rettelogg, som_ark

from .utgaver import hent_utgave


@requires(Rett.SE_RAPPORTER)
@require_safe
def show(request, pk):
    utgave = hent_utgave(request, pk)
    return render(
        request,
        "rapporter/rettelogg/show.html",
        {
            "utgave": utgave,
            "rapport": utgave.rapport,
            "navn": queries.rapportnavn(utgave.rapport),
            "logg": rettelogg(utgave, i_dag()),
            "formater": sorted(FORMATER, reverse=True),
        },
    )


@requires(Rett.SE_RAPPORTER)
@require_safe
def export(request, pk, format: str):
    """Download what the page shows."""
    if format not in FORMATER:
        raise Http404
    utgave = hent_utgave(request, pk)
    return som_svar(som_ark(utgave, rettelogg(utgave, i_dag())), format, f"rettelogg-{utgave.adresse}")
