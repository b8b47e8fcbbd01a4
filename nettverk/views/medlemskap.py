"""Members of a group: added, corrected and ended, never deleted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from nettverk.forms import AvsluttForm, EndreMedlemskapForm, NyttMedlemskapForm
from nettverk.medlemskap import avslutt_medlemskap, endre_medlemskap, opprett_medlemskap
from nettverk.models import Gruppe, Medlemskap, Organisasjon
from nettverk.skriving import Samtidig

from . import krev_foering


def _organisasjoner(request, gruppe):
    rader = Organisasjon.objects.for_bruker(request.user)
    return rader.filter(embete=gruppe.prosjekt.embete_id).values_list("navn", flat=True)


def _hent(request, pk) -> Medlemskap:
    rader = Medlemskap.objects.for_bruker(request.user)
    medlemskap = get_object_or_404(rader.select_related("gruppe__prosjekt", "organisasjon"), pk=pk)
    krev_foering(request, medlemskap.gruppe.prosjekt)
    return medlemskap


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    gruppe = get_object_or_404(Gruppe.objects.for_bruker(request.user).select_related("prosjekt"), pk=pk)
    krev_foering(request, gruppe.prosjekt)
    form = NyttMedlemskapForm(request.POST or None, initial={"fra": i_dag()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            medlemskap = opprett_medlemskap(
                by=request.user,
                gruppe=gruppe,
                organisasjon=data["organisasjon"],
                felt=form.felt,
                noekkel=data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("%(funksjon)s er lagt til.") % {"funksjon": medlemskap.funksjon})
            return redirect(medlemskap.gruppe)
    return render(
        request,
        "nettverk/medlemskap/create.html",
        {"form": form, "gruppe": gruppe, "organisasjoner": _organisasjoner(request, gruppe)},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    medlemskap = _hent(request, pk)
    form = EndreMedlemskapForm(request.POST or None, instance=medlemskap)
    if request.method == "POST" and form.is_valid():
        try:
            endre_medlemskap(
                by=request.user,
                medlemskap=medlemskap,
                organisasjon=form.cleaned_data["organisasjon"],
                felt=form.felt,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Medlemskapet er lagret."))
            return redirect(medlemskap.gruppe)
    return render(
        request,
        "nettverk/medlemskap/edit.html",
        {
            "form": form,
            "medlemskap": medlemskap,
            "organisasjoner": _organisasjoner(request, medlemskap.gruppe),
        },
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    medlemskap = _hent(request, pk)
    form = AvsluttForm(request.POST or None, initial={"til": i_dag()})
    if request.method == "POST" and form.is_valid():
        try:
            avslutt_medlemskap(by=request.user, medlemskap=medlemskap, til=form.cleaned_data["til"])
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Medlemskapet er avsluttet. Det står fortsatt i gruppens historikk."))
            return redirect(medlemskap.gruppe)
    return render(
        request,
        "nettverk/medlemskap/end.html",
        {"form": form, "medlemskap": medlemskap},
        status=422 if form.errors else 200,
    )
