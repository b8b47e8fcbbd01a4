"""Activities, by tertial."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.tertial import Tertial
from nettverk import actions, domain
from nettverk.filters import AktivitetFilter
from nettverk.forms import EndreAktivitetForm, NyAktivitetForm
from nettverk.models import Aktivitet, Prosjekt
from nettverk.skriving import Samtidig
from nettverk.tables import AktivitetTable

from . import kan_foere, krev_foering


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    dag, prosjekter = i_dag(), list(Prosjekt.objects.for_bruker(request.user))
    egne = Aktivitet.objects.for_bruker(request.user)
    tertialer = {
        Tertial.for_dato(dag) for dag in egne.order_by().values_list("fra_dato", flat=True).distinct()
    }
    filter_ = AktivitetFilter(
        request.GET,
        queryset=egne.order_by("-fra_dato", "tittel", "pk"),
        prosjekter=Prosjekt.objects.for_bruker(request.user),
        tertialer=sorted(tertialer, reverse=True),
    )
    grupper = [
        (tertial, list(rader))
        for tertial, rader in groupby(filter_.qs, key=lambda rad: Tertial.for_dato(rad.fra_dato))
    ]
    return htmx.svar(
        request,
        "nettverk/aktiviteter/index.html",
        "nettverk/aktiviteter/_resultat.html",
        {
            "filter": filter_,
            "finnes": bool(tertialer),
            "antall": sum(len(rader) for _tertial, rader in grupper),
            "deltakere": _deltakere(rad for _tertial, rader in grupper for rad in rader),
            "tertialer": [
                (tertial, AktivitetTable(rader, tertial=tertial, dag=dag, request=request), _deltakere(rader))
                for tertial, rader in grupper
            ],
            "prosjekter": prosjekter,
            "kan_foere": [prosjekt for prosjekt in prosjekter if kan_foere(request, prosjekt)],
        },
    )


def _deltakere(rader):
    return domain.sum_deltakere((rad.status, rad.deltakere) for rad in rader)


def _hent(request, pk) -> Aktivitet:
    rader = Aktivitet.objects.for_bruker(request.user).select_related("prosjekt")
    return get_object_or_404(rader.prefetch_related("resultatmaal"), pk=pk)


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    aktivitet = _hent(request, pk)
    return render(
        request,
        "nettverk/aktiviteter/show.html",
        {
            "aktivitet": aktivitet,
            "tertial": Tertial.for_dato(aktivitet.fra_dato),
            "kan_foere": kan_foere(request, aktivitet.prosjekt),
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = NyAktivitetForm(request.POST or None, prosjekt=prosjekt)
    if request.method == "POST" and form.is_valid():
        try:
            aktivitet = actions.opprett_aktivitet(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Aktiviteten er opprettet."))
            return redirect(aktivitet)
    return render(
        request,
        "nettverk/aktiviteter/create.html",
        {"form": form, "prosjekt": prosjekt},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    aktivitet = _hent(request, pk)
    krev_foering(request, aktivitet.prosjekt)
    form = EndreAktivitetForm(request.POST or None, instance=aktivitet, prosjekt=aktivitet.prosjekt)
    if request.method == "POST" and form.is_valid():
        try:
            actions.endre_aktivitet(
                by=request.user,
                aktivitet=aktivitet,
                felt=form.felt,
                dag=i_dag(),
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Aktiviteten er lagret."))
            return redirect(aktivitet)
    return render(
        request,
        "nettverk/aktiviteter/edit.html",
        {"form": form, "aktivitet": aktivitet},
        status=422 if form.errors else 200,
    )
