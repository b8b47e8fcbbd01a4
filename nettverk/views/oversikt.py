"""The first page of the network: what comes, and what waits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from nettverk.models import Prosjekt


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request):
    prosjekter = Prosjekt.objects.for_bruker(request.user).select_related("embete")
    return render(request, "nettverk/oversikt/show.html", {"prosjekter": prosjekter})
