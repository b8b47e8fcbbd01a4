"""Who represents the municipalities: the list, one municipality, and a contact person who leaves."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere import kontaktbytte
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.kontaktforms import AvsluttForm, KontaktfilterForm, OverlatForm
from bosetting.brukere.kontaktpersoner import (
    Utvalg,
    andre_tilganger,
    kontaktliste,
    kontaktpersonene,
    kontaktpersoner_for,
    tidligere,
    tilganger_for,
)
from bosetting.brukere.models import Invitasjon
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune


@requires(Rett.INVITERE)
@require_safe
def index(request):
    form = KontaktfilterForm(request.GET)
    valg = form.cleaned_data if form.is_valid() else {"q": "", "vis": ""}
    rader = kontaktliste(
        request.user, i_dag(), q=valg["q"], utvalg=Utvalg(valg["vis"]) if valg["vis"] else None
    )
    return htmx.svar(
        request,
        "brukere/kontaktpersoner/index.html",
        "brukere/kontaktpersoner/_liste.html",
        {
            "filterform": form,
            "rader": rader,
            "avgrenset": bool(valg["q"] or valg["vis"]),
            "uten": sum(rad.uten for rad in rader),
            "treff": ngettext("%(n)s kommune", "%(n)s kommuner", len(rader)) % {"n": len(rader)},
        },
    )


@requires(Rett.INVITERE)
@require_safe
def show(request, pk):
    """Show one municipality's contact persons, those before them too, and every invitation there has been."""
    kommune = get_object_or_404(Kommune.objects.for_bruker(request.user), pk=pk)
    dag = i_dag()
    kontakter = kontaktpersoner_for(request.user, kommune, dag)
    if kontakter is None or not kontakter.kan_invitere:
        raise PermissionDenied  # she invites in one county, and only reads here
    invitasjoner = Invitasjon.objects.for_bruker(request.user).filter(kommuner=kommune)
    return render(
        request,
        "brukere/kontaktpersoner/show.html",
        {
            "kommune": kommune,
            "kan_inviteres": gjelder(kommune.fra, kommune.til, dag),
            "kontakter": kontakter,
            "tidligere": tidligere(request.user, kommune, dag),
            "invitasjoner": [(rad, rad.tilstand_ved(naa(), dag)) for rad in invitasjoner],
        },
    )


def _tilgang(request, pk):
    return get_object_or_404(tilganger_for(request.user).ikke_over(i_dag()), pk=pk)


@requires(Rett.INVITERE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    """End a contact person's access on a date, or move the end."""
    tilgang, dag = _tilgang(request, pk), i_dag()
    form = AvsluttForm(
        request.POST or None,
        tilganger=andre_tilganger(request.user, tilgang, dag),
        kan_vaere_tom=tilgang.til is not None,
        initial={"til": tilgang.til or dag, "kommuner": [str(tilgang.pk)]},
    )
    if request.method == "POST" and form.is_valid():
        til = form.cleaned_data["til"]
        try:
            kontaktbytte.sett_slutt(by=request.user, tilganger=form.tilganger, til=til, dag=dag)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            verdier = {"navn": tilgang.bruker.navn, "dato": f"{til:%d.%m.%Y}" if til else ""}
            if til is None:
                tekst = _("Tilgangen til %(navn)s varer uten sluttdato.")
            elif til <= dag:
                tekst = _("Tilgangen til %(navn)s er avsluttet.")
            else:
                tekst = _("Tilgangen til %(navn)s slutter %(dato)s.")
            messages.success(request, tekst % verdier)
            return redirect("brukere:kontaktperson-show", tilgang.kommune_id)
    return render(
        request,
        "brukere/kontaktpersoner/end.html",
        {"form": form, "tilgang": tilgang},
        status=422 if form.errors else 200,
    )


@requires(Rett.INVITERE)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request, pk):
    """Let another contact person take over, from a date; or go on to invite somebody new."""
    tilgang, dag = _tilgang(request, pk), i_dag()
    tilganger = andre_tilganger(request.user, tilgang, dag)
    form = OverlatForm(
        request.POST or None,
        tilganger=tilganger,
        kontaktpersoner=kontaktpersonene(request.user, dag).exclude(pk=tilgang.bruker_id),
        initial={"fra": dag, "kommuner": [str(rad.pk) for rad in tilganger]},
    )
    if request.method == "POST" and form.is_valid():
        til, fra = form.cleaned_data["etterfoelger"], form.cleaned_data["fra"]
        try:
            kontaktbytte.overlat(by=request.user, tilganger=form.tilganger, til=til, fra=fra, dag=dag)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            verdier = {"ny": til.navn, "gammel": tilgang.bruker.navn, "dato": f"{fra:%d.%m.%Y}"}
            messages.success(request, _("%(ny)s overtar for %(gammel)s %(dato)s.") % verdier)
            return redirect("brukere:kontaktperson-show", tilgang.kommune_id)
    ny = urlencode([("overtar_for", tilgang.bruker_id), *(("kommune", rad.kommune_id) for rad in tilganger)])
    return render(
        request,
        "brukere/kontaktpersoner/handover.html",
        {"form": form, "tilgang": tilgang, "ny_url": f"{reverse('brukere:invitasjon-create')}?{ny}"},
        status=422 if form.errors else 200,
    )
