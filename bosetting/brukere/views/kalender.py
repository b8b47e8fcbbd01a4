"""A person's own calendar: its secret address, and the file that calendar programs fetch there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bosetting.brukere import kalender, kalenderadresser, kalendersvar
from bosetting.brukere.access import aapen, requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Kalenderadresse
from bosetting.felles.dag import i_dag

# Whoever holds one of these has dates; the systemansvarlig alone has none.
RETTER = (Rett.SE_RUNDER, Rett.SE_EGEN_KOMMUNE)
NESTE = 8


def _side(request, ny_adresse=""):
    dag = i_dag()
    alle = kalender.hendelser(request.user, dag)
    return render(
        request,
        "brukere/kalender/show.html",
        {
            "adresse": Kalenderadresse.objects.for_bruker(request.user).filter(tilbakekalt_at=None).first(),
            "ny_adresse": ny_adresse,
            "neste": [ett for ett in alle if ett.siste_dag >= dag and not ett.ferdig][:NESTE],
            "antall": len(alle),
        },
    )


@requires(*RETTER)
@require_safe
def show(request):
    return _side(request)


@requires(*RETTER)
@require_POST
def create(request):
    """Make an address (or a new one) and show it: in this answer only, so the secret is stored nowhere."""
    hemmelighet = kalenderadresser.lag(by=request.user)
    return _side(request, request.build_absolute_uri(reverse("brukere:kalender-feed", args=[hemmelighet])))


@requires(*RETTER)
@require_POST
def revoke(request):
    if kalenderadresser.tilbakekall(by=request.user):
        messages.success(request, _("Kalenderadressen er tilbakekalt. Den virker ikke lenger."))
    return redirect("brukere:kalender-show")


@aapen
@require_safe
def feed(request, hemmelighet):
    """Answer whoever knows the secret with what its owner may see today; 404 when it is unknown or revoked.

    An owner who has lost her access gets an empty calendar, so that her program clears what it had fetched.
    """
    adresse = kalenderadresser.finn(hemmelighet)
    if adresse is None:
        return HttpResponse(status=404)
    dag = i_dag()
    kalenderadresser.merk_hentet(adresse, dag)
    innhold = kalender.som_ics(
        kalender.hendelser(adresse.bruker, dag), adresse=lambda sti: request.build_absolute_uri(sti)
    )
    return kalendersvar.ics(request, innhold, "bosetting")
