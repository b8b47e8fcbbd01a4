"""Whom to invite to a meeting, sending it, and reminding those who have not answered."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import innkallinger, personer
from nettverk.innkallingsark import som_ark
from nettverk.innkallingsliste import innkalte, kandidater, ser_navn, til_moete
from nettverk.innkallingsregler import hvorfor_ikke_innkalle, hvorfor_ikke_paa_listen, hvorfor_ikke_trekke
from nettverk.innkallingsskjema import InnkallingForm, NoekkelForm
from nettverk.models import Innkalling, Moete
from nettverk.moetepost import adressat, filnavn

from . import krev_foering, stengt


def hent_moete(request, pk) -> Moete:
    """Return a meeting that this person leads; 404 for one she may not see, 403 for one she only reads."""
    rader = Moete.objects.for_bruker(request.user).select_related("prosjekt__embete", "gruppe")
    moete = get_object_or_404(rader, pk=pk)
    krev_foering(request, moete.prosjekt)
    return moete


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Tick off whom to invite. What another has put on the list meanwhile stays."""
    moete = hent_moete(request, pk)
    if svar := stengt(request, moete, hvorfor_ikke_paa_listen(moete.status)):
        return svar
    form = InnkallingForm(
        request.POST if request.method == "POST" else None,
        kandidater=kandidater(moete),
        personer=personer.valgbare(request.user, moete.prosjekt.embete),
    )
    if request.method == "POST" and form.is_valid():
        try:
            innkallinger.velg(by=request.user, moete=moete, **form.valg)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Listen over innkalte er lagret."))
            if "send" in request.POST:
                return redirect("nettverk:innkalling-send", moete.pk)
            return redirect(moete)
    return render(
        request,
        "nettverk/innkallinger/edit.html",
        {
            "form": form,
            "moete": moete,
            "kan_sende": not hvorfor_ikke_innkalle(moete.status, moete.dato, i_dag()),
        },
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, pk):
    """Show who gets the invitation now and who gets none, and send it in the background."""
    moete = hent_moete(request, pk)
    if svar := stengt(request, moete, hvorfor_ikke_innkalle(moete.status, moete.dato, i_dag())):
        return svar
    form = NoekkelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            jobb = innkallinger.send(by=request.user, moete=moete, noekkel=form.cleaned_data["noekkel"])
        except Hinder as hinder:
            hinder.paa(form)
        else:
            return _bestilt(request, moete, jobb)
    return render(
        request,
        "nettverk/innkallinger/send.html",
        {
            "form": form,
            "moete": moete,
            "innkalte": til_moete(request.user, moete),
            "uten_nettadresse": not settings.NETTADRESSE,
        },
        status=422 if form.errors else 200,
    )


def _bestilt(request, moete, jobb):
    if jobb is None:
        messages.info(request, _("Det er ingen å sende til."))
    else:
        messages.success(request, _("%(hva)s sendes nå.") % {"hva": jobb.tittel})
    return redirect(moete)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def remind(request, pk):
    """Send a reminder to those who have not answered."""
    moete = hent_moete(request, pk)
    form = NoekkelForm(request.POST)
    if form.is_valid():
        try:
            jobb = innkallinger.paaminn(by=request.user, moete=moete, noekkel=form.cleaned_data["noekkel"])
        except Hinder as hinder:
            for _felt, grunn in hinder.grunner:
                messages.error(request, oversatt(grunn))
        else:
            return _bestilt(request, moete, jobb)
    return redirect(moete)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Take an invitation back that was sent by mistake."""
    rader = Innkalling.objects.for_bruker(request.user).med_brev()
    rader = rader.select_related(
        "moete__prosjekt__embete", "person__organisasjon", "person__bruker", "medlemskap__organisasjon"
    )
    rad = get_object_or_404(rader, pk=pk)
    moete = rad.moete
    krev_foering(request, moete.prosjekt)
    if rad.trukket_at:
        messages.info(request, _("Innkallingen er trukket tilbake."))
        return redirect(moete)
    if svar := stengt(request, moete, hvorfor_ikke_trekke(moete.status, moete.dato, rad.oppmoete, i_dag())):
        return svar
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            innkallinger.trekk(by=request.user, innkalling=rad)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Innkallingen er trukket tilbake."))
            return redirect(moete)
    return render(
        request,
        "nettverk/innkallinger/withdraw.html",
        {
            "form": form,
            "moete": moete,
            "hvem": innkallinger.hvem(rad),
            "rad": rad,
            "faar_brev": adressat(rad),
            "sendt": innkallinger.har_faatt(rad),
        },
        status=422 if form.errors else 200,
    )


@requires(Rett.SE_PERSONER, Rett.FOERE_NETTVERK)
@require_safe
def export(request, pk, format):
    """Download everybody on the list with answers and attendance."""
    if format not in FORMATER:
        raise Http404
    rader = Moete.objects.for_bruker(request.user).select_related("prosjekt__embete", "gruppe")
    moete = get_object_or_404(rader, pk=pk)
    if not ser_navn(request.user, moete):
        raise PermissionDenied
    return som_svar(
        som_ark(moete, innkalte(request.user, moete)), format, filnavn(moete, "", "innkalte").rstrip(".")
    )
