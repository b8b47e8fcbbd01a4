"""The door: where each role lands, what the load balancer asks, and the page for a stale form."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import aapen, alle_innloggede
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import naa
from bosetting.jobber.domain import koetilstand
from bosetting.jobber.queries import eldste_ventende

# The first right that a person holds decides her start page: her own task before the overview.
_STARTSIDER = [
    (Rett.SE_EGEN_KOMMUNE, "vedtak:min-kommune"),
    (Rett.SE_STATUS, "vedtak:status-index"),
    (Rett.FORVALTE_BRUKERE, "brukere:bruker-index"),
]


@alle_innloggede
@require_safe
def start(request):
    """Send each person to the page where her work begins."""
    for rett, side in _STARTSIDER:
        if rett in request.user.omfang.rettigheter:
            return redirect(side)
    return render(request, "sider/uten_tilgang.html")


@aapen
@require_safe
def alive(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@aapen
@require_safe
def ready(request):
    """The database answers and every migration is applied; 503 otherwise.

    A queue that stands is told of but is no 503: the pages work, and taking them away helps nobody.
    """
    with connection.cursor() as peker:
        peker.execute("SELECT 1")
    leder = MigrationExecutor(connection)
    mangler = leder.migration_plan(leder.loader.graph.leaf_nodes())
    if mangler:
        return JsonResponse({"status": "venter på migrering"}, status=503)
    minutter = eldste_ventende(naa())
    return JsonResponse({"status": "klar", "koe": koetilstand(minutter), "koe_minutter": minutter})


def csrf_failure(request, reason=""):
    """The form was open too long or the session ended: say so, and how to go on."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception):
    """What was sent cannot be read: too many parts, or not the form it says it is."""
    return render(request, "400.html", {"feil": True}, status=400)
