"""The first page of the network: what comes, and what waits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from nettverk.oversikt import oversikt


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request):
    dag = i_dag()
    return render(
        request, "nettverk/oversikt/show.html", {"oversikt": oversikt(request.user, dag), "dag": dag}
    )
