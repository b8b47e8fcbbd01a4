"""The project catalogue: on screen, and as a PDF."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.dokument.typst import som_pdf
from nettverk import katalogliste
from nettverk.prosjektkatalog import Kataloggrunnlag, bygg, filnavn
from nettverk.tilskuddsskjema import Katalogvalg


def _utvalg(request) -> tuple[Katalogvalg, Kataloggrunnlag]:
    prosjekter = katalogliste.katalogprosjekter(request.user)
    valg = Katalogvalg(
        request.GET, embeter=katalogliste.embeter(request.user), aarene=katalogliste.aarene(prosjekter)
    )
    if valg.embete is None:
        raise Http404
    dag = i_dag()
    return valg, katalogliste.grunnlag(prosjekter, valg.embete, valg.aar or dag.year, dag)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request):
    valg, grunnlag = _utvalg(request)
    innhold = {
        "form": valg,
        "grunnlag": grunnlag,
        "dokument": som_html(replace(bygg(grunnlag), innholdsfortegnelse=False)),
        "parametre": request.GET.urlencode(),
    }
    return render(request, "nettverk/prosjektkatalog/show.html", innhold)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def pdf(request):
    _valg, grunnlag = _utvalg(request)
    return pdf_svar(som_pdf(bygg(grunnlag)), filnavn(grunnlag), last_ned=True)
