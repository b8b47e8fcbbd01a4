"""Quotes: made of what was answered, released for the report one by one, withdrawn."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder, oversatt
from nettverk import evaluering
from nettverk.evalueringsskjema import SitatForm
from nettverk.evalueringstabell import avsender
from nettverk.models import Sitat, Tilbakemelding

from . import krev_foering


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Make a quote of an answer."""
    rader = Tilbakemelding.objects.for_bruker(request.user).exclude(tekst="")
    svar = get_object_or_404(rader.select_related("spoersmaal", "kommune", "organisasjon"), pk=pk)
    initial = {"tekst": svar.tekst if len(svar.tekst) <= 1000 else "", "tilskrevet": avsender(svar)}
    form = SitatForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            evaluering.lag_sitat(
                by=request.user,
                tilbakemelding=svar,
                felt=form.felt,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Sitatet er laget. Det kommer ikke i rapporten før det er frigitt."))
            return redirect(svar)
    innhold = {"form": form, "svar": svar, "avsender": avsender(svar)}
    return render(request, "nettverk/sitater/create.html", innhold, status=422 if form.errors else 200)


def _hent(request, pk) -> Sitat:
    rader = Sitat.objects.for_bruker(request.user)
    sitat = get_object_or_404(rader.select_related("tilbakemelding__spoersmaal__prosjekt"), pk=pk)
    krev_foering(request, sitat.tilbakemelding.spoersmaal.prosjekt)
    return sitat


@requires(Rett.FOERE_NETTVERK)
@require_POST
def release(request, pk):
    """Let one quote stand in reports."""
    sitat = _hent(request, pk)
    evaluering.frigi_sitat(by=request.user, sitat=sitat)
    messages.success(request, _("Sitatet er frigitt og kan stå i rapporten."))
    return redirect(sitat)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def withdraw(request, pk):
    """Take a quote back; reports that are published keep what they had."""
    sitat = _hent(request, pk)
    evaluering.trekk_sitat(by=request.user, sitat=sitat)
    messages.success(request, _("Sitatet er trukket. Nye rapporter får det ikke."))
    return redirect(sitat)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def delete(request, pk):
    """Delete a quote that is not released."""
    sitat = _hent(request, pk)
    try:
        evaluering.slett_sitat(by=request.user, sitat=sitat)
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
    else:
        messages.success(request, _("Sitatet er slettet."))
    return redirect(sitat)
