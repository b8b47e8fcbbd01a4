"""A group's calendar: its secret address, and the file that calendar programs fetch there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bosetting.brukere import kalendersvar
from bosetting.brukere.access import aapen, requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.kalender import som_ics
from bosetting.felles.dag import i_dag
from nettverk import gruppekalendere
from nettverk.models import Gruppe

from . import krev_foering


def _gruppe(request, pk) -> Gruppe:
    gruppe = get_object_or_404(Gruppe.objects.for_bruker(request.user).select_related("prosjekt"), pk=pk)
    krev_foering(request, gruppe.prosjekt)
    return gruppe


def _side(request, gruppe, ny_adresse=""):
    return render(
        request,
        "nettverk/gruppekalendere/show.html",
        {"gruppe": gruppe, "adresse": gruppekalendere.gyldig(gruppe), "ny_adresse": ny_adresse},
    )


@requires(Rett.FOERE_NETTVERK)
@require_safe
def show(request, pk):
    return _side(request, _gruppe(request, pk))


@requires(Rett.FOERE_NETTVERK)
@require_POST
def create(request, pk):
    """Make an address (or a new one) and show it: in this answer only, so the secret is stored nowhere."""
    gruppe = _gruppe(request, pk)
    hemmelighet = gruppekalendere.lag(by=request.user, gruppe=gruppe)
    sti = reverse("nettverk:gruppekalender-feed", args=[hemmelighet])
    return _side(request, gruppe, request.build_absolute_uri(sti))


@requires(Rett.FOERE_NETTVERK)
@require_POST
def revoke(request, pk):
    gruppe = _gruppe(request, pk)
    if gruppekalendere.tilbakekall(by=request.user, gruppe=gruppe):
        messages.success(request, _("Kalenderadressen er tilbakekalt. Den virker ikke lenger."))
    return redirect("nettverk:gruppekalender-show", gruppe.pk)


@aapen
@require_safe
def feed(request, hemmelighet):
    """Answer whoever knows the secret with the group's meetings; 404 when it is unknown or revoked."""
    adresse = gruppekalendere.finn(hemmelighet)
    if adresse is None:
        return HttpResponse(status=404)
    dag = i_dag()
    gruppekalendere.merk_hentet(adresse, dag)
    innhold = som_ics(
        gruppekalendere.hendelser(adresse.gruppe, dag),
        adresse=lambda sti: request.build_absolute_uri(sti),
        navn=_("Bosetting: %(gruppe)s") % {"gruppe": adresse.gruppe.navn},
    )
    return kalendersvar.ics(request, innhold, "gruppe")
