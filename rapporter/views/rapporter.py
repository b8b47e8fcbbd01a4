"""Reports: the list, a new one, the whole document on screen and as PDF."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import Hinder
from nettverk.models import Prosjekt
from rapporter import actions, definisjoner, kapitler, queries, queries_utgaver
from rapporter.definisjon import MAALENE
from rapporter.dokument import filnavn
from rapporter.ferdig import ferdig_dokument
from rapporter.forms import NyRapportForm, RapportForm
from rapporter.models import Rapport
from rapporter.tables import RapportTable

from . import hent, kan_skrive, krev_skriving
from .utgaver import utgavekontekst


def _skriveprosjekter(request):
    """Return the projects this person writes reports for."""
    egne = request.user.omfang.embeter_med(Rett.SKRIVE_RAPPORTER)
    return Prosjekt.objects.for_bruker(request.user).filter(embete__in=egne)


@requires(Rett.SE_RAPPORTER)
@require_safe
def index(request):
    rapporter = queries.rapportliste(request.user)
    return render(
        request,
        "rapporter/rapporter/index.html",
        {
            "tabell": RapportTable(rapporter, request=request) if rapporter else None,
            "kan_lage": _skriveprosjekter(request).exists(),
            "oppsettembeter": sorted(request.user.omfang.embeter_med(Rett.GODKJENNE_RAPPORTER)),
        },
    )


@requires(Rett.SKRIVE_RAPPORTER)
@require_safe
def choose(request):
    """Which type of report to make."""
    kontekst = {"typer": definisjoner.typer().values(), "prosjekter": _skriveprosjekter(request).exists()}
    return render(request, "rapporter/rapporter/choose.html", kontekst)


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, type_):
    definert = definisjoner.typer().get(type_)
    if definert is None:
        raise Http404
    prosjekter, dag = _skriveprosjekter(request).select_related("embete"), i_dag()
    form = NyRapportForm(
        request.POST or None,
        prosjekter=prosjekter,
        periode=definert.periode,
        initial=queries.forslag(definert, prosjekter, dag),
    )
    if request.method == "POST" and form.is_valid():
        try:
            rapport = actions.lag_rapport(by=request.user, dag=dag, type_=type_, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Rapporten er opprettet. Skriv kapitlene, så er den klar."))
            return redirect(rapport)
    kontekst = {"form": form, "prosjekter": prosjekter, "type": definert}
    return render(request, "rapporter/rapporter/create.html", kontekst, status=422 if form.errors else 200)


@requires(Rett.SE_RAPPORTER)
@require_safe
def show(request, pk):
    """The report as it is now; as it was frozen when it is approved."""
    rapport = hent(request, pk)
    if utgave := queries_utgaver.gjeldende_utgave(rapport):
        return render(request, "rapporter/rapporter/frozen.html", utgavekontekst(utgave))
    grunnlag = queries.grunnlag(rapport)
    deler = kapitler.skrivedeler(grunnlag.type, grunnlag.maal, grunnlag.verdier)
    return render(
        request,
        "rapporter/rapporter/show.html",
        {
            "rapport": rapport,
            "grunnlag": grunnlag,
            # The list of chapters beside it takes the place of the contents.
            "dokument": som_html(replace(ferdig_dokument(rapport, grunnlag), innholdsfortegnelse=False)),
            "maalene": next((ett for ett in grunnlag.type.kapitler if MAALENE in ett.blokker), None),
            "vedlegg": [ett for ett in grunnlag.type.kapitler if ett.vedlegg],
            "deler": queries.skrivestatus(rapport, deler),
            "uskrevne": len(kapitler.uskrevne(deler, grunnlag.tekster)),
            # A report that was opened again: what was sent is still what counts outside.
            "siste_utgave": queries_utgaver.siste_utgave(rapport),
            "kan_skrive": kan_skrive(request, rapport) and rapport.status == Rapport.UTKAST,
        },
    )


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    if rapport.status != Rapport.UTKAST and request.method != "POST":
        return redirect("rapporter:behandling-show", pk)
    initial = {"bosettingsaar": rapport.bosettingsaar, "skjaeringsdato": rapport.skjaeringsdato}
    form = RapportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.endre_rapport(by=request.user, rapport=rapport, dag=i_dag(), **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Rapporten er endret, og tallene er hentet på nytt."))
            return redirect(rapport)
    kontekst = {
        "form": form,
        "rapport": rapport,
        "navn": queries.rapportnavn(rapport),
        "periode": queries.perioden(rapport),
    }
    return render(request, "rapporter/rapporter/edit.html", kontekst, status=422 if form.errors else 200)


@requires(Rett.SE_RAPPORTER)
@require_safe
def pdf(request, pk):
    """The report's file: the very bytes that were frozen when it is approved, else as it is now."""
    rapport = hent(request, pk)
    if utgave := queries_utgaver.gjeldende_utgave(rapport):
        return pdf_svar(bytes(utgave.pdf), f"{utgave.adresse}.pdf", last_ned=True)
    grunnlag = queries.grunnlag(rapport)
    return pdf_svar(som_pdf(ferdig_dokument(rapport, grunnlag)), filnavn(grunnlag), last_ned=True)
