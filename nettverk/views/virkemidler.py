"""Instruments: what may help against barriers, who owns it, and how a municipality gets it."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import barrierer
from nettverk.barriereskjema import EndreVirkemiddelForm, NyttVirkemiddelForm, VirkemiddelFilter
from nettverk.barrieretabell import VirkemiddelTable, periode, virkemiddelark
from nettverk.models import Barriere, Barriereslag, Virkemiddel
from nettverk.skriving import Samtidig

from . import foerer, kan_foere, krev_foering

PER_SIDE = {"per_page": 25}


def _utvalg(request) -> VirkemiddelFilter:
    rader = Virkemiddel.objects.for_bruker(request.user)
    return VirkemiddelFilter(
        request.GET,
        queryset=rader.annotate(antall=Count("tiltak", distinct=True))
        .select_related("eier")
        .prefetch_related("hjelper_mot")
        .order_by("navn"),
        slag=Barriereslag.objects.for_bruker(request.user).filter(virkemidler__in=rader).distinct(),
        dag=i_dag(),
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    """List the instruments; how often each was used only to those who see all municipalities."""
    filter_ = _utvalg(request)
    tabell = VirkemiddelTable(filter_.qs, med_antall=har_rett(request.user, Rett.SE_NETTVERK))
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/virkemidler/index.html",
        "nettverk/virkemidler/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": bool(antall) or any(request.GET.get(felt) for felt in filter_.filters),
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s virkemiddel", "%(n)s virkemidler", antall) % {"n": norsk.tall(antall)},
            "kan_foere": har_rett(request.user, Rett.FOERE_NETTVERK),
        },
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, format: str):
    """Download the instruments that the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    return som_svar(virkemiddelark(_utvalg(request).qs), format, f"virkemidler-{i_dag():%Y-%m-%d}")


def _hent(request, pk) -> Virkemiddel:
    rader = Virkemiddel.objects.for_bruker(request.user).select_related("eier")
    return get_object_or_404(rader.prefetch_related("hjelper_mot"), pk=pk)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    """Show an instrument, and the barriers this person may see that it was taken in use against."""
    virkemiddel = _hent(request, pk)
    brukt = Barriere.objects.for_bruker(request.user).filter(tiltak__virkemiddel=virkemiddel)
    return render(
        request,
        "nettverk/virkemidler/show.html",
        {
            "virkemiddel": virkemiddel,
            "periode": periode(virkemiddel),
            "brukt": brukt.select_related("slag", "kommune").order_by("kommune__navn", "dato"),
            "kan_foere": kan_foere(request, virkemiddel),
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """Enter an instrument."""
    form = NyttVirkemiddelForm(request.POST or None, embeter=foerer(request), initial={"fra": i_dag()})
    if request.method == "POST" and form.is_valid():
        try:
            virkemiddel = barrierer.opprett_virkemiddel(
                by=request.user,
                embete=form.cleaned_data["embete"],
                felt=form.felt,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Virkemiddelet er opprettet."))
            return redirect(virkemiddel)
    return render(
        request, "nettverk/virkemidler/create.html", {"form": form}, status=422 if form.errors else 200
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change an instrument. Whoever comes second is told, and keeps what she typed."""
    virkemiddel = _hent(request, pk)
    krev_foering(request, virkemiddel)
    form = EndreVirkemiddelForm(
        request.POST or None,
        instance=virkemiddel,
        innen=foerer(request).filter(pk=virkemiddel.embete_id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            barrierer.endre_virkemiddel(
                by=request.user,
                virkemiddel=virkemiddel,
                felt=form.felt,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Virkemiddelet er lagret."))
            return redirect(virkemiddel)
    innhold = {"form": form, "virkemiddel": virkemiddel}
    return render(request, "nettverk/virkemidler/edit.html", innhold, status=422 if form.errors else 200)
