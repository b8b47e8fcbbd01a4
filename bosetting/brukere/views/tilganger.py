"""Roles: given and ended."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere import actions
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.forms import AvsluttTilgangForm, NyTilgangForm
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.brukere.tables import sted
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder

from .brukere import stedsvalg


@requires(Rett.FORVALTE_BRUKERE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    bruker = get_object_or_404(Bruker.objects.for_bruker(request.user), pk=pk)
    form = NyTilgangForm(request.POST or None, initial={"fra": i_dag()}, **stedsvalg(request, i_dag()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.gi_tilgang(by=request.user, bruker=bruker, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Rollen er gitt."))
            return redirect(bruker)
    return render(
        request,
        "brukere/tilganger/create.html",
        {"form": form, "bruker": bruker},
        status=422 if form.errors else 200,
    )


@requires(Rett.FORVALTE_BRUKERE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    rader = Tilgang.objects.for_bruker(request.user).select_related("bruker", "embete", "kommune")
    tilgang = get_object_or_404(rader, pk=pk)
    form = AvsluttTilgangForm(request.POST or None, initial={"til": i_dag()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.avslutt_tilgang(by=request.user, tilgang=tilgang, til=form.cleaned_data["til"])
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Rollen er avsluttet."))
            # She who ends her own role as systemansvarlig has no business on the next page.
            return redirect("start" if tilgang.bruker == request.user else tilgang.bruker)
    return render(
        request,
        "brukere/tilganger/end.html",
        {"form": form, "tilgang": tilgang, "sted": sted(tilgang)},
        status=422 if form.errors else 200,
    )
