"""Schemes of state money."""

from django.contrib import messages
from django.db.models import Count
from django.db.models.functions import Collate
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles import htmx, norsk
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.felles.sqlite import NORSK
from nettverk import tilskuddsordninger
from nettverk.models import Kommuneprosjekt, Organisasjon, Tilskuddsordning, Utbetaling
from nettverk.skriving import Samtidig
from nettverk.tilskuddsregler import summer
from nettverk.tilskuddsskjema import EndreOrdningForm, NyOrdningForm, Ordningsfilter
from nettverk.tilskuddstabell import KommuneprosjektTable, OrdningTable, ordninger_som_ark

from . import foerer, kan_foere, krev_embete, krev_foering

PER_SIDE = {"per_page": 25}


def _utvalg(request) -> Ordningsfilter:
    rader = Tilskuddsordning.objects.for_bruker(request.user).select_related("eier")
    # Grouping drops the model's own order.
    med_antall = rader.annotate(antall=Count("kommuneprosjekter")).order_by(Collate("navn", NORSK), "pk")
    return Ordningsfilter(request.GET, queryset=med_antall)


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    filter_ = _utvalg(request)
    tabell = OrdningTable(filter_.qs)
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/tilskuddsordninger/index.html",
        "nettverk/tilskuddsordninger/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": antall or Tilskuddsordning.objects.for_bruker(request.user).exists(),
            "treff": ngettext("%(n)s ordning", "%(n)s ordninger", antall) % {"n": norsk.tall(antall)},
            "parametre": request.GET.urlencode(),
            "embeter": foerer(request),
        },
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, format: str):
    """Download exactly the schemes that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    return som_svar(ordninger_som_ark(_utvalg(request).qs), format, "tilskuddsordninger")


def _hent(request, pk) -> Tilskuddsordning:
    rader = Tilskuddsordning.objects.for_bruker(request.user).select_related("eier", "embete")
    return get_object_or_404(rader, pk=pk)


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk: int):
    ordning = _hent(request, pk)
    prosjekter = Kommuneprosjekt.objects.for_bruker(request.user).filter(ordning=ordning)
    tabell = KommuneprosjektTable(
        prosjekter.select_related("ordning").prefetch_related("kommuner"),
        exclude=("ordning",),
        orderable=False,
    )
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    innhold = {
        "ordning": ordning,
        "per_aar": _per_aar(Utbetaling.objects.for_bruker(request.user).filter(ordning=ordning).gjeldende()),
        "tabell": tabell,
        "antall": tabell.paginator.count,
        "kan_foere": kan_foere(request, ordning),
    }
    return render(request, "nettverk/tilskuddsordninger/show.html", innhold)


def _per_aar(rader) -> list[tuple[int, int, int]]:
    """Return (year, kroner, municipalities) of a scheme's figures."""
    aar: dict[int, list[int]] = {}
    for ett, kroner in rader.order_by("aar").values_list("aar", "kroner"):
        aar.setdefault(ett, []).append(kroner)
    return [(ett, summer(kroner).kroner, len(kroner)) for ett, kroner in aar.items()]


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk: int):
    embete = get_object_or_404(Embete.objects.for_bruker(request.user), pk=pk)
    krev_embete(request, embete)
    eiere = Organisasjon.objects.for_bruker(request.user).filter(embete=embete)
    form = NyOrdningForm(request.POST or None, eiere=eiere)
    if request.method == "POST" and form.is_valid():
        try:
            ordning = tilskuddsordninger.opprett(
                by=request.user, embete=embete, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Tilskuddsordningen er opprettet."))
            return redirect(ordning)
    innhold = {"form": form, "embete": embete}
    status = 422 if form.errors else 200
    return render(request, "nettverk/tilskuddsordninger/create.html", innhold, status=status)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    ordning = _hent(request, pk)
    krev_foering(request, ordning)
    eiere = Organisasjon.objects.for_bruker(request.user).filter(embete=ordning.embete)
    form = EndreOrdningForm(request.POST or None, instance=ordning, eiere=eiere)
    if request.method == "POST" and form.is_valid():
        try:
            tilskuddsordninger.endre(
                by=request.user, ordning=ordning, felt=form.felt, versjon=form.cleaned_data["versjon"]
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Tilskuddsordningen er lagret."))
            return redirect(ordning)
    innhold = {"form": form, "ordning": ordning}
    status = 422 if form.errors else 200
    return render(request, "nettverk/tilskuddsordninger/edit.html", innhold, status=status)
