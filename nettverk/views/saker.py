"""Points on agendas: put on, proposed, changed, answered and moved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.kommuner.models import Kommune
from nettverk import saker
from nettverk.models import Sak
from nettverk.moeteliste import er_eget_forslag
from nettverk.moeteregler import hvorfor_ikke_forslag, hvorfor_ikke_saksliste
from nettverk.saksskjema import EndreSakForm, ForslagForm, NySakForm, SvarForm
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering, stengt
from .moeter import hent_moete


def _hent(request, pk) -> Sak:
    rader = Sak.objects.for_bruker(request.user).select_related("moete__prosjekt", "kommune", "foreslaatt_av")
    return get_object_or_404(rader, pk=pk)


def _til(moete):
    return redirect(f"{moete.get_absolute_url()}#saksliste")


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Put a point on the agenda."""
    moete = hent_moete(request, pk)
    krev_foering(request, moete.prosjekt)
    if svar := stengt(request, moete, hvorfor_ikke_saksliste(moete.status)):
        return svar
    form = NySakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saker.opprett_sak(
                by=request.user, moete=moete, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Saken er satt opp."))
            return _til(moete)
    innhold = {"form": form, "moete": moete}
    return render(request, "nettverk/saker/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    """Propose a point for a meeting that she may see, for a municipality that she represents."""
    moete, dag = hent_moete(request, pk), i_dag()
    grunner = hvorfor_ikke_forslag(status=moete.status, dato=moete.dato, dag=dag)
    if svar := stengt(request, moete, grunner):
        return svar
    egne = Kommune.objects.for_bruker(request.user).filter(pk__in=request.user.omfang.kommune_ids)
    form = ForslagForm(request.POST or None, kommuner=egne)
    if request.method == "POST" and form.is_valid():
        try:
            saker.foreslaa_sak(
                by=request.user,
                moete=moete,
                kommune=form.cleaned_data["kommune"],
                felt=form.felt,
                dag=dag,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Forslaget er sendt. Du får beskjed når det er besvart."))
            return _til(moete)
    innhold = {"form": form, "moete": moete}
    return render(request, "nettverk/saker/propose.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a point: whoever leads any, a kontaktperson her municipality's proposal until it is answered."""
    sak = _hent(request, pk)
    leder = kan_foere(request, sak.moete.prosjekt)
    if not (leder or er_eget_forslag(request.user, sak)):
        raise PermissionDenied
    if svar := stengt(request, sak.moete, hvorfor_ikke_saksliste(sak.moete.status)):
        return svar
    form = EndreSakForm(request.POST or None, instance=sak)
    if request.method == "POST" and form.is_valid():
        try:
            saker.endre_sak(
                by=request.user,
                sak=sak,
                felt=form.felt,
                dag=i_dag(),
                versjon=form.cleaned_data["versjon"],
                leder=leder,
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Saken er lagret."))
            return _til(sak.moete)
    innhold = {"form": form, "sak": sak}
    return render(request, "nettverk/saker/edit.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Put a point on the agenda or leave it off, with a word to who proposed it."""
    sak = _hent(request, pk)
    krev_foering(request, sak.moete.prosjekt)
    form = SvarForm(request.POST or None, instance=sak)
    if request.method == "POST" and form.is_valid():
        try:
            sak = saker.svar_paa_forslag(
                by=request.user,
                sak=sak,
                status=form.cleaned_data["status"],
                svar=form.cleaned_data["svar"],
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            satt_opp = sak.status == saker.SATT_OPP
            messages.success(request, _("Saken er satt opp.") if satt_opp else _("Saken settes ikke opp."))
            return _til(sak.moete)
    innhold = {"form": form, "sak": sak}
    return render(request, "nettverk/saker/answer.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def move(request, pk):
    """Move a point up or down. ``nummer`` is where the page showed it: a double click moves it once."""
    sak = _hent(request, pk)
    krev_foering(request, sak.moete.prosjekt)
    nummer = request.POST.get("nummer", "")
    if nummer.isdecimal() and len(nummer) < 6 and request.POST.get("retning") in ("opp", "ned"):
        opp = request.POST["retning"] == "opp"
        try:
            saker.flytt_sak(by=request.user, sak=sak, fra_nummer=int(nummer), opp=opp)
        except Hinder as hinder:
            messages.error(request, oversatt(hinder.grunner[0][1]))
    return _til(sak.moete)
