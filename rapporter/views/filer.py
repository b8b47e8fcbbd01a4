"""Files of a report made in the background: what there is, how far it has come, and downloading."""

import uuid

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.jobber.tables import framdrift
from rapporter import filer, queries
from rapporter.models import Rapportfil

from . import hent


class BestillForm(forms.Form):
    """The kind of file, and the key that makes a double click one file."""

    slag = forms.ChoiceField(choices=[(noekkel, slag.navn) for noekkel, slag in filer.SLAG.items()])
    noekkel = forms.UUIDField()


@requires(Rett.SE_RAPPORTER)
@require_safe
def index(request, pk):
    rapport = hent(request, pk)
    rader = [(fil, filer.SLAG[fil.slag].navn, framdrift(fil.jobb)) for fil in filer.filer(rapport)]
    return htmx.svar(
        request,
        "rapporter/filer/index.html",
        "rapporter/filer/_filer.html",
        {
            "rapport": rapport,
            "navn": queries.rapportnavn(rapport),
            "slagene": [(noekkel, slag, uuid.uuid4()) for noekkel, slag in filer.SLAG.items()],
            "filer": rader,
            "i_gang": any(fil.jobb.er_i_gang for fil, _navn, _tekst in rader),
        },
    )


@requires(Rett.SE_RAPPORTER)
@require_POST
def create(request, pk):
    """Ask for a file. A form that is not ours makes nothing."""
    rapport = hent(request, pk)
    form = BestillForm(request.POST)
    if form.is_valid():
        filer.bestill(by=request.user, rapport=rapport, **form.cleaned_data)
    return redirect("rapporter:fil-index", pk)


@requires(Rett.SE_RAPPORTER)
@require_safe
def download(request, pk):
    """A file that is made; one that is not yet, or is replaced by a newer one, is not there."""
    fil = get_object_or_404(Rapportfil.objects.for_bruker(request.user), pk=pk)
    if fil.laget_at is None:
        raise Http404
    return HttpResponse(
        bytes(fil.innhold),
        headers={
            "Content-Type": filer.SLAG[fil.slag].mime,
            "Content-Disposition": content_disposition_header(True, fil.filnavn),
            "Cache-Control": "no-store",
        },
    )
