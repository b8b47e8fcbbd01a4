"""The trace of a figure: the rows behind it, dated and signed, and their sum."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from vedtak import kildetabell, tables
from vedtak.kildeliste import kildeliste
from vedtak.kildeskjema import Kildeskjema, valgbare
from vedtak.statusutvalg import statusutvalg


def _kilder(request, aar: int):
    """Return (selection of the status page, form, the list of rows, the one municipality or None)."""
    utvalg = statusutvalg(request.user, aar, request.GET, i_dag())
    form = Kildeskjema.av(request.GET, utvalg)
    liste, kommune = utvalg.vist, None
    if nr := request.GET.get("kommune"):
        rad = next((rad for rad in valgbare(utvalg) if rad.kommune.nr == nr), None)
        if rad is None:
            raise Http404
        kommune = rad.kommune
        liste = replace(utvalg.hel, rader=rad.deler if utvalg.struktur else [rad])
    return utvalg, form, kildeliste(liste, form.valgt), kommune


@requires(Rett.SE_SVAR)
@require_safe
def show(request, aar: int):
    """Show the rows behind one figure of the status page, of all, of a selection, or of one municipality."""
    utvalg, form, liste, kommune = _kilder(request, aar)
    innhold = {
        "aar": aar,
        "liste": liste,
        "form": form,
        "kommune": kommune,
        "utvalg": "" if kommune else utvalg.beskrivelse,
        "klokker": tables.klokketekst(liste.per, liste.kjent),
        "struktur": utvalg.struktur,
        "ser_status": har_rett(request.user, Rett.SE_STATUS),
        "tabell": kildetabell.visning(liste, lenker=har_rett(request.user, Rett.SE_RUNDER)),
        "parametre": request.GET.urlencode(),
    }
    return render(request, "vedtak/kilder/show.html", innhold)


@requires(Rett.SE_SVAR)
@require_safe
def export(request, aar: int, format: str):
    """Download the rows that the page shows with the same address."""
    if format not in FORMATER:
        raise Http404
    utvalg, _form, liste, kommune = _kilder(request, aar)
    ark = kildetabell.som_ark(liste, str(kommune) if kommune else utvalg.beskrivelse)
    navn = f"kilder-{liste.tall.replace('.', '-')}-{aar}-per-{liste.per:%Y-%m-%d}"
    return som_svar(ark, format, navn)
