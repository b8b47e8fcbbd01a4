"""Barriers: the matrix on a day, the list, and one barrier with what is taken in use against it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.felles.tertial import Tertial
from bosetting.kommuner.models import Kommune
from nettverk import barriereliste, barrierer
from nettverk.barriererett import foerer, kan_endre, kan_melde, meldekommuner, meldeslag
from nettverk.barriereskjema import (
    BarriereFilter,
    EndreBarriereForm,
    EndreMeldForm,
    LukkForm,
    MatriseForm,
    NyBarriereForm,
    NyMeldForm,
)
from nettverk.barrieretabell import BarriereTable, barriereark, matriselinjer, merke
from nettverk.models import Barriere, Barriereslag
from nettverk.skriving import Samtidig

PER_SIDE = {"per_page": 25}


def _matriseform(request) -> MatriseForm:
    embeter = Embete.objects.for_bruker(request.user).filter(
        pk__in=request.user.omfang.embeter_med(Rett.SE_NETTVERK)
    )
    return MatriseForm(request.GET or None, dag=i_dag(), embeter=embeter)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    """Show the matrix; a kontaktperson, who has no others to see, gets the list of her own."""
    if not har_rett(request.user, Rett.SE_NETTVERK):
        return listing(request)
    form = _matriseform(request)
    stand = barriereliste.matrise(form.embete, form.dag)
    tertial = Tertial.for_dato(form.dag)
    tall = barriereliste.barrieretall(form.embete, tertial.fra, tertial.til)
    return render(
        request,
        "nettverk/barrierer/index.html",
        {
            "form": form,
            "stand": stand,
            "linjer": matriselinjer(stand.slag, form.ordnet(stand.rader)),
            "tertial": tertial,
            "tall": tall,
            "sum": barriereliste.summer(tall),
            "parametre": request.GET.urlencode(),
            "kan_melde": kan_melde(request.user),
        },
        status=422 if form.errors else 200,
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def matrix_export(request, format: str):
    """Download the matrix that the page shows with the same address, what is not met, and the tertial's counts."""
    if format not in FORMATER:
        raise Http404
    form = _matriseform(request)
    stand = barriereliste.matrise(form.embete, form.dag)
    tertial = Tertial.for_dato(form.dag)
    tall = barriereliste.barrieretall(form.embete, tertial.fra, tertial.til)
    stand.rader[:] = form.ordnet(stand.rader)
    return som_svar(
        barriereliste.matriseark(stand),
        format,
        f"barrierer-per-{stand.per:%Y-%m-%d}",
        barriereliste.slagark(stand),
        barriereliste.periodeark(tall, f"{tertial.tekst} ({tertial.datoer})"),
    )


def _utvalg(request) -> BarriereFilter:
    dag, egne = i_dag(), Barriere.objects.for_bruker(request.user)
    rader = egne.med_moett(dag).select_related("slag", "kommune").prefetch_related("tiltak__virkemiddel")
    return BarriereFilter(
        request.GET,
        queryset=rader.order_by("-dato", "-pk"),
        kommuner=Kommune.objects.for_bruker(request.user)
        .filter(pk__in=egne.order_by().values("kommune"))
        .norsk(),
        slag=Barriereslag.objects.for_bruker(request.user).filter(pk__in=egne.order_by().values("slag")),
        dag=dag,
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def listing(request):
    """List barriers, narrowed and sorted; with htmx only the part that the filter changes."""
    filter_ = _utvalg(request)
    tabell = BarriereTable(filter_.qs, dag=i_dag())
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    avgrenset = any(request.GET.get(felt) for felt in filter_.filters)
    return htmx.svar(
        request,
        "nettverk/barrierer/list.html",
        "nettverk/barrierer/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": bool(antall) or avgrenset,
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s barriere", "%(n)s barrierer", antall) % {"n": norsk.tall(antall)},
            "ser_matrise": har_rett(request.user, Rett.SE_NETTVERK),
            "kan_melde": kan_melde(request.user),
        },
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, format: str):
    """Download the barriers that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    rader, dag = list(_utvalg(request).qs), i_dag()
    # A note goes out only where every row is of an embete she enters barriers for.
    med_notat = bool(rader) and {ett.slag.embete_id for ett in rader} <= foerer(request.user)
    return som_svar(barriereark(rader, dag, med_notat=med_notat), format, f"barrierer-{dag:%Y-%m-%d}")


def _hent(request, pk) -> Barriere:
    rader = Barriere.objects.for_bruker(request.user).select_related("slag__embete", "kommune")
    return get_object_or_404(rader.prefetch_related("tiltak__virkemiddel"), pk=pk)


def _hent_til_endring(request, pk) -> Barriere:
    barriere = _hent(request, pk)
    if not kan_endre(request.user, barriere):
        raise PermissionDenied
    return barriere


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    """Show one barrier, what is taken in use against it, and what else may help."""
    barriere, dag = _hent(request, pk), i_dag()
    brukt = {ett.virkemiddel_id for ett in barriere.tiltak.all()}
    passer = barriereliste.virkemidler_mot(barriere.slag.embete, dag).get(barriere.slag_id, [])
    return render(
        request,
        "nettverk/barrierer/show.html",
        {
            "barriere": barriere,
            "merke": merke(barriere, dag),
            "passer": [ett for ett in passer if ett.pk not in brukt],
            "kan_endre": kan_endre(request.user, barriere),
            "er_foerer": barriere.slag.embete_id in foerer(request.user),
        },
    )


@requires(Rett.FOERE_KOMMUNE, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """Report a barrier; ``kommune`` and ``slag`` in the address fill in the form."""
    dag, ansatt = i_dag(), bool(foerer(request.user))
    form = (NyBarriereForm if ansatt else NyMeldForm)(
        request.POST or None,
        kommuner=meldekommuner(request.user, dag),
        slag=meldeslag(request.user),
        initial={"dato": dag}
        | {felt: request.GET.get(felt) for felt in ("kommune", "slag") if felt in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        kommune = form.cleaned_data["kommune"]
        egen = kommune.pk in request.user.omfang.kommune_ids
        try:
            barriere = barrierer.meld_barriere(
                by=request.user,
                felt=form.felt | ({} if ansatt else {"hvor": "kommunen"}),
                fra_kommunen=egen and not ansatt,
                dag=dag,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Barrieren er ført for %(kommune)s.") % {"kommune": kommune.navn})
            return redirect(barriere)
    innhold = {"form": form, "slag": list(form.fields["slag"].queryset)}
    return render(request, "nettverk/barrierer/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_KOMMUNE, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Correct a barrier. Whoever comes second is told, and keeps what she typed."""
    barriere, dag = _hent_til_endring(request, pk), i_dag()
    ansatt = barriere.slag.embete_id in foerer(request.user)
    # What it says stays a choice, although the kind has gone out of use.
    slag = meldeslag(request.user) | Barriereslag.objects.for_bruker(request.user).filter(pk=barriere.slag_id)
    form = (EndreBarriereForm if ansatt else EndreMeldForm)(
        request.POST or None,
        instance=barriere,
        kommuner=meldekommuner(request.user, dag),
        slag=slag.distinct(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            barrierer.endre_barriere(
                by=request.user,
                barriere=barriere,
                felt=form.felt,
                dag=dag,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Barrieren er lagret."))
            return redirect(barriere)
    innhold = {"form": form, "barriere": barriere}
    return render(request, "nettverk/barrierer/edit.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_KOMMUNE, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    """Say from which day it no longer stands in the way, and why."""
    barriere, dag = _hent_til_endring(request, pk), i_dag()
    initial = {"lukket_dato": barriere.lukket_dato or dag}
    form = LukkForm(request.POST or None, instance=barriere, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            barrierer.lukk_barriere(
                by=request.user,
                barriere=barriere,
                lukket_dato=form.cleaned_data["lukket_dato"],
                grunn=form.cleaned_data["lukket_grunn"],
                dag=dag,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Barrieren er lukket. Den står fortsatt i historikken."))
            return redirect(barriere)
    innhold = {"form": form, "barriere": barriere}
    return render(request, "nettverk/barrierer/close.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_KOMMUNE, Rett.DELTA_NETTVERK)
@require_POST
def reopen(request, pk):
    """Open a barrier that was closed."""
    barriere = _hent_til_endring(request, pk)
    if barriere.lukket_dato is not None:
        barrierer.gjenaapne_barriere(by=request.user, barriere=barriere)
        messages.success(request, _("Barrieren er åpen igjen."))
    return redirect(barriere)
