"""Work in the background: what is under way, how far it has come, and what did not succeed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.jobber import actions, domain
from bosetting.jobber.models import Jobb
from bosetting.jobber.register import jobbtype
from bosetting.jobber.tables import JobbTable, framdrift


@requires(Rett.LAGE_RUNDER)
@require_safe
def index(request):
    tabell = JobbTable(Jobb.objects.for_bruker(request.user).select_related("bestilt_av"))
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    return htmx.svar(request, "jobber/jobber/index.html", "jobber/jobber/_resultat.html", {"tabell": tabell})


@requires(Rett.LAGE_RUNDER)
@require_safe
def show(request, pk):
    jobber = Jobb.objects.for_bruker(request.user).select_related("bestilt_av", "embete")
    jobb = get_object_or_404(jobber, pk=pk)
    type_, tid = jobbtype(jobb.slag), naa()
    return htmx.svar(
        request,
        "jobber/jobber/show.html",
        "jobber/jobber/_framdrift.html",
        {
            "jobb": jobb,
            "smuler": [
                (_("Anmodninger"), reverse("anmodninger:runde-index")),
                (_("Bakgrunnsarbeid"), reverse("jobber:jobb-index")),
            ],
            "slag": type_ and type_.navn,
            "framdrift": framdrift(jobb),
            "feil_per_del": list(jobb.feil.all()),
            "ventet": domain.minutter_siden(jobb.koet_at, tid)
            if jobb.tilstand == Jobb.VENTER and domain.har_ventet_lenge(jobb.koet_at, tid)
            else None,
            "taus": domain.minutter_siden(jobb.hjerteslag_at, tid)
            if jobb.tilstand == Jobb.KJOERER and domain.har_ventet_lenge(jobb.hjerteslag_at, tid)
            else None,
            "retur_tekst": (type_ and type_.retur_tekst) or _("Gå videre"),
        },
    )


@requires(Rett.LAGE_RUNDER)
@require_POST
def cancel(request, pk):
    """Stop the work; what is done stands."""
    return _endre(request, pk, actions.avbryt)


@requires(Rett.LAGE_RUNDER)
@require_POST
def resume(request, pk):
    """Go on with what remains."""
    return _endre(request, pk, actions.fortsett)


def _endre(request, pk, handling):
    jobb = get_object_or_404(Jobb.objects.for_bruker(request.user), pk=pk)
    try:
        handling(by=request.user, jobb=jobb)
    except Hinder as hinder:
        messages.info(request, " ".join(oversatt(grunn) for _felt, grunn in hinder.grunner))
    return redirect(jobb)
