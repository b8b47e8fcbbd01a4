"""Which municipalities have somebody in the network, and which have nobody."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk.dekningsskjema import DekningForm, som_ark
from nettverk.kontaktdekning import dekning


def _liste(request):
    form = DekningForm(request.GET, dag=i_dag())
    alle = dekning(request.user, form.dag)
    return form, alle, form.velg(alle)


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    form, alle, rader = _liste(request)
    return render(
        request,
        "nettverk/kontaktdekning/index.html",
        {
            "form": form,
            "finnes": bool(alle),
            "rader": rader,
            "uten_innlogging": sum(not rad.brukere for rad in alle),
            "uten_plass": sum(not rad.plasser for rad in alle),
            "kan_invitere": Rett.INVITERE in request.user.omfang.rettigheter,
            "parametre": request.GET.urlencode(),
        },
        status=422 if form.errors else 200,
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, format):
    """Download the municipalities that the page with the same address shows."""
    if format not in FORMATER:
        raise Http404
    form, _alle, rader = _liste(request)
    return som_svar(som_ark(rader, form.dag), format, f"kontaktpersoner-per-{form.dag:%Y-%m-%d}")
