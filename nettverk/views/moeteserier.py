"""Series of meetings: made after a look at their days, changed from a day on, ended."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import moeteserier
from nettverk.models import Gruppe, Moete, Moeteserie, Prosjekt
from nettverk.moeteliste import seriedager, serier_for
from nettverk.moeteregler import PLANLAGT, Moenster
from nettverk.moeteserieskjema import AvsluttSerieForm, EndreRestenForm, NySerieForm, Seriefilter
from nettverk.moetetabell import SerieTable, klokken, serier_som_ark, siste_dag
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering
from .moeter import forvalgt_gruppe, ledede_prosjekter


def _utvalg(request):
    dag = i_dag()
    serier = serier_for(request.user, dag)
    grupper = Gruppe.objects.for_bruker(request.user).filter(moeteserier__isnull=False).distinct()
    filter_ = Seriefilter(request.GET, grupper=grupper, dag=dag)
    return filter_.avgrens(serier).order_by("-fra", "sortert_tittel", "pk"), filter_


def _hent(request, pk) -> Moeteserie:
    rader = Moeteserie.objects.for_bruker(request.user).select_related("prosjekt__embete", "gruppe")
    return get_object_or_404(rader, pk=pk)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    """List the series, the latest first."""
    rader, filter_ = _utvalg(request)
    tabell = SerieTable(rader)
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/moeteserier/index.html",
        "nettverk/moeteserier/_resultat.html",
        {
            "form": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": antall or Moeteserie.objects.for_bruker(request.user).exists(),
            "parametre": request.GET.urlencode(),
            "prosjekter": ledede_prosjekter(request),
            "treff": ngettext("%(n)s møteserie", "%(n)s møteserier", antall) % {"n": norsk.tall(antall)},
        },
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, format: str):
    """Download the series that the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    dag = i_dag()
    return som_svar(serier_som_ark(_utvalg(request)[0], dag), format, f"moeteserier-{dag:%Y-%m-%d}")


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    """Show a series with every day of it: meetings, those moved and cancelled, and days left out."""
    serie, dag = _hent(request, pk), i_dag()
    moeter = Moete.objects.for_bruker(request.user).filter(serie=serie)
    dager = seriedager(serie, moeter)
    return render(
        request,
        "nettverk/moeteserier/show.html",
        {
            "serie": serie,
            "moenster": Moenster.les(serie.regel).tekst,
            "klokken": klokken(serie),
            "siste": siste_dag(serie),
            "dager": dager,
            "kan_foere": kan_foere(request, serie.prosjekt),
            "kan_endres": any(en.moete and en.moete.status == PLANLAGT and en.dato >= dag for en in dager),
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Make a series: first the days of the pattern are shown, then they become meetings."""
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = NySerieForm(
        request.POST or None,
        prosjekt=prosjekt,
        grupper=Gruppe.objects.for_bruker(request.user).filter(prosjekt=prosjekt),
        initial=forvalgt_gruppe(request),
    )
    if request.method == "POST" and form.is_valid() and form.klar:
        try:
            serie = moeteserier.opprett_serie(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                datoer=form.datoer,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            antall = len(form.datoer)
            kvittering = ngettext(
                "Serien er opprettet med %(n)s møte.", "Serien er opprettet med %(n)s møter.", antall
            )
            messages.success(request, kvittering % {"n": antall})
            return redirect(serie)
    innhold = {"form": form, "prosjekt": prosjekt}
    return render(request, "nettverk/moeteserier/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change the rest of a series from a day on."""
    serie, dag = _hent(request, pk), i_dag()
    krev_foering(request, serie.prosjekt)
    dager = seriedager(serie, Moete.objects.for_bruker(request.user).filter(serie=serie))
    kommende = [en.dato for en in dager if en.moete and en.moete.status == PLANLAGT and en.dato >= dag]
    form = EndreRestenForm(
        request.POST or None,
        instance=serie,
        prosjekt=serie.prosjekt,
        grupper=Gruppe.objects.for_bruker(request.user).filter(prosjekt=serie.prosjekt),
        uten=[en.dato for en in dager if en.moete is None or en.moete.status != PLANLAGT],
        foerste=kommende[0] if kommende else dag,
    )
    if request.method == "POST" and form.is_valid() and form.klar:
        try:
            ny = moeteserier.endre_resten(
                by=request.user,
                serie=serie,
                felt=form.felt,
                datoer=form.datoer,
                dag=dag,
                versjon=form.cleaned_data["versjon"],
                noekkel=form.cleaned_data["noekkel"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            kvittering = _("Resten av serien er endret fra %(dato)s.")
            messages.success(request, kvittering % {"dato": norsk.langdato(form.cleaned_data["fra"])})
            return redirect(ny)
    innhold = {"form": form, "serie": serie}
    return render(request, "nettverk/moeteserier/edit.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    """End a series from a day on: the meetings that are left are cancelled."""
    serie, dag = _hent(request, pk), i_dag()
    krev_foering(request, serie.prosjekt)
    form = AvsluttSerieForm(request.POST or None, initial={"versjon": serie.versjon, "fra": dag})
    if request.method == "POST" and form.is_valid():
        try:
            moeteserier.avslutt_serie(
                by=request.user,
                serie=serie,
                fra=form.cleaned_data["fra"],
                grunn=form.cleaned_data["grunn"],
                dag=dag,
                versjon=form.cleaned_data["versjon"],
            )
        except Hinder as hinder:
            if isinstance(hinder, Samtidig):
                form.data = form.data.copy()
                form.data["versjon"] = hinder.rad.versjon
            hinder.paa(form)
        else:
            messages.success(request, _("Serien er avsluttet. Møtene som har vært, blir stående."))
            return redirect(serie)
    innhold = {"form": form, "serie": serie}
    return render(request, "nettverk/moeteserier/end.html", innhold, status=422 if form.errors else 200)
