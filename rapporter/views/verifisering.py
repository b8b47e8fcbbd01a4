"""Whether a PDF is a report as it was approved. Open to all: who has the file may ask; nothing is stored."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import aapen
from rapporter import publisering, queries, queries_utgaver
from rapporter.behandlingskjema import VerifiserForm
from rapporter.models import Utgave

from .utgaver import ser_utgave


@aapen
@require_http_methods(["GET", "HEAD", "POST"])
def show(request):
    form = VerifiserForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    kontekst = {"form": form}
    if request.method == "POST" and form.is_valid():
        utgave = queries_utgaver.utgave_med(form.sha256)
        kontekst |= {"verifisert": True, "utgave": utgave}
        if utgave:
            egen = ser_utgave(request, utgave)
            kontekst |= {
                "navn": queries.rapportnavn(utgave.rapport),
                "sendt": queries_utgaver.sendt(utgave),
                "egen": egen,
                # Nobody outside learns of an edition that is not public.
                "nyere": _nyere(utgave) if egen else publisering.nyere_offentlig(utgave),
            }
    status = (413 if form.for_stor else 422) if form.errors else 200
    return render(request, "rapporter/verifisering/show.html", kontekst, status=status)


def _nyere(utgave: Utgave) -> Utgave | None:
    siste = queries_utgaver.siste_utgave(utgave.rapport)
    return None if siste == utgave else siste
