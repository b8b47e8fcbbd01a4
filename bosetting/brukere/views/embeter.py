"""Embeter: area, counties, and what they were called when."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere import actions
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.forms import EmbeteForm, NavnFormSet, embetefelt
from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder


@requires(Rett.FORVALTE_BRUKERE)
@require_safe
def index(request):
    embeter = Embete.objects.for_bruker(request.user).prefetch_related("fylker", "navnerader")
    return render(
        request,
        "brukere/embeter/index.html",
        {"embeter": [(embete, embete.navn_paa(i_dag())) for embete in embeter]},
    )


def _skjema(request, mal, embete=None):
    form = EmbeteForm(request.POST or None, initial=embetefelt(embete) if embete else None)
    # What was posted stands alone: names that came to in the meantime must not shift the rows.
    vis_navn = embete is not None and request.method != "POST"
    rader = list(embete.navnerader.values("navn", "tittel", "fra", "til")) if vis_navn else []
    navn = NavnFormSet(request.POST or None, prefix="navn", initial=rader)
    # Both are validated, so that all faults are told at once.
    if request.method == "POST" and all([form.is_valid(), navn.is_valid()]):
        try:
            actions.lagre_embete(by=request.user, embete=embete, navn=navn.rader, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Embetet er lagret."))
            return redirect("brukere:embete-index")
    feil = bool(form.errors or navn.total_error_count())
    kontekst = {"form": form, "navn": navn, "feil": feil, "embete": embete}
    return render(request, mal, kontekst, status=422 if feil else 200)


@requires(Rett.FORVALTE_BRUKERE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    return _skjema(request, "brukere/embeter/create.html")


@requires(Rett.FORVALTE_BRUKERE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    embete = get_object_or_404(Embete.objects.for_bruker(request.user), pk=pk)
    return _skjema(request, "brukere/embeter/edit.html", embete)
