"""Groups: who sat in them on a date."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from nettverk import medlemsliste
from nettverk.forms import EndreGruppeForm, NyGruppeForm
from nettverk.grupper import endre_gruppe, opprett_gruppe
from nettverk.models import Gruppe, Prosjekt
from nettverk.skjema import DatoForm
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    form = DatoForm(request.GET or None, dag=i_dag())
    prosjekter = list(Prosjekt.objects.for_bruker(request.user).select_related("embete"))
    grupper = Gruppe.objects.for_bruker(request.user).order_by("prosjekt", "rekkefoelge", "navn", "pk")
    per_prosjekt = {
        pk: list(rader)
        for pk, rader in groupby(
            medlemsliste.alle_grupper_paa(grupper, form.dag), key=lambda rad: rad.gruppe.prosjekt_id
        )
    }
    return render(
        request,
        "nettverk/grupper/index.html",
        {
            "form": form,
            "prosjekter": [(p, per_prosjekt.get(p.pk, []), kan_foere(request, p)) for p in prosjekter],
            "kan_opprette": bool(request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)),
        },
        status=422 if form.errors else 200,
    )


def _hent(request, pk) -> Gruppe:
    grupper = Gruppe.objects.for_bruker(request.user).select_related("prosjekt__embete")
    return get_object_or_404(grupper, pk=pk)


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    gruppe = _hent(request, pk)
    form = DatoForm(request.GET or None, dag=i_dag())
    [stand] = medlemsliste.alle_grupper_paa(Gruppe.objects.for_bruker(request.user).filter(pk=pk), form.dag)
    return render(
        request,
        "nettverk/grupper/show.html",
        {"gruppe": gruppe, "stand": stand, "form": form, "kan_foere": kan_foere(request, gruppe.prosjekt)},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = NyGruppeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gruppe = opprett_gruppe(
                by=request.user, prosjekt=prosjekt, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Gruppen er opprettet. Legg til medlemmene."))
            return redirect(gruppe)
    return render(
        request,
        "nettverk/grupper/create.html",
        {"form": form, "prosjekt": prosjekt},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    gruppe = _hent(request, pk)
    krev_foering(request, gruppe.prosjekt)
    form = EndreGruppeForm(request.POST or None, instance=gruppe)
    if request.method == "POST" and form.is_valid():
        try:
            endre_gruppe(by=request.user, gruppe=gruppe, felt=form.felt, versjon=form.cleaned_data["versjon"])
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Gruppen er lagret."))
            return redirect(gruppe)
    return render(
        request,
        "nettverk/grupper/edit.html",
        {"form": form, "gruppe": gruppe},
        status=422 if form.errors else 200,
    )
