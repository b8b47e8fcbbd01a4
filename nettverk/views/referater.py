"""Minutes: written point by point, approved into a frozen document, read, downloaded and sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.hinder import Hinder, oversatt
from nettverk import innkallinger, referater
from nettverk.innkallingsliste import innkalte, til_moete
from nettverk.innkallingsregler import hvorfor_ikke_oppmoete
from nettverk.innkallingsskjema import NoekkelForm
from nettverk.models import Referat
from nettverk.moetepost import filnavn
from nettverk.referatdokument import bygg
from nettverk.referatskjema import GodkjennForm, SakReferatForm
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering
from .innkallinger import hent_moete


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Write what was said and decided, all points of the agenda on one page."""
    moete = hent_moete(request, pk)
    saker = moete.saker.filter(status="satt_opp").order_by("nummer", "pk")
    data = request.POST if request.method == "POST" else None
    skjemaer = [SakReferatForm(data, instance=sak, prefix=f"sak{sak.pk}") for sak in saker]
    grunner = []
    # Every form says what is wrong with it, not only the first.
    gyldige = [form.is_valid() for form in skjemaer]
    if request.method == "POST" and all(gyldige):
        try:
            referater.skriv(by=request.user, moete=moete, saker=[form.rad for form in skjemaer], dag=i_dag())
        except Samtidig as hinder:
            next(form for form in skjemaer if form.instance.pk == hinder.rad.pk).vis_samtidig(hinder)
        except Hinder as hinder:
            grunner = [oversatt(grunn) for _felt, grunn in hinder.grunner]
        else:
            messages.success(request, _("Referatet er lagret."))
            if "godkjenn" in request.POST:
                return redirect("nettverk:referat-approve", moete.pk)
            return redirect("nettverk:referat-edit", moete.pk)
    feil = bool(grunner) or any(form.errors for form in skjemaer)
    return render(
        request,
        "nettverk/referater/edit.html",
        {
            "moete": moete,
            "skjemaer": skjemaer,
            "grunner": grunner,
            "feil": feil,
            "innkalte": til_moete(request.user, moete),
            "stengt": [oversatt(g) for _f, g in hvorfor_ikke_oppmoete(moete.status, moete.dato, i_dag())],
        },
        status=422 if feil else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request, pk):
    """Show the minutes as they will stand, and freeze them under the next number."""
    moete, dag = hent_moete(request, pk), i_dag()
    nummer = referater.neste_nummer(moete)
    data = referater.innhold(moete, nummer=nummer, rettelse="", dag=dag)
    avtrykk = referater.avtrykk(data)
    form = GodkjennForm(
        request.POST if request.method == "POST" else None, nummer=nummer, initial={"avtrykk": avtrykk}
    )
    if request.method == "POST" and form.is_valid():
        try:
            referat = referater.godkjenn(
                by=request.user,
                moete=moete,
                rettelse=form.cleaned_data.get("rettelse", ""),
                sett_avtrykk=form.cleaned_data["avtrykk"],
                dag=dag,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
            form.data = form.data.copy()
            form.data["avtrykk"] = avtrykk
        else:
            messages.success(request, _("Referat %(nummer)s er godkjent.") % {"nummer": referat.nummer})
            return redirect("nettverk:referat-show", referat.pk)
    return render(
        request,
        "nettverk/referater/approve.html",
        {
            "form": form,
            "moete": moete,
            "nummer": nummer,
            "dokument": som_html(bygg(data)),
            "ikke_foert": sum(ett.rad.oppmoete == "ukjent" for ett in innkalte(request.user, moete)),
        },
        status=422 if form.errors else 200,
    )


def _hent(request, pk) -> Referat:
    rader = Referat.objects.for_bruker(request.user)
    rader = rader.select_related("moete__prosjekt__embete", "moete__gruppe", "godkjent_av")
    return get_object_or_404(rader, pk=pk)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    referat = _hent(request, pk)
    dokument = bygg(referat.innhold)
    leder = kan_foere(request, referat.moete.prosjekt)
    numre = Referat.objects.for_bruker(request.user).filter(moete=referat.moete_id)
    return render(
        request,
        "nettverk/referater/show.html",
        {
            "referat": referat,
            "moete": referat.moete,
            "fakta": dokument.detaljer,
            "godkjent": dokument.dato,
            "dokument": som_html(dokument),
            "numre": numre.defer("innhold", "pdf").order_by("-nummer"),
            "kan_foere": leder,
            "form": NoekkelForm(),
        },
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def pdf(request, pk):
    """Give the bytes that were approved."""
    referat = _hent(request, pk)
    navn = filnavn(referat.moete, "pdf", f"referat-{referat.nummer}")
    return pdf_svar(bytes(referat.pdf), navn, last_ned="last_ned" in request.GET)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def send(request, pk):
    """Send the minutes to all who were invited, in the background; each number once."""
    referat = _hent(request, pk)
    krev_foering(request, referat.moete.prosjekt)
    form = NoekkelForm(request.POST)
    if form.is_valid():
        jobb = innkallinger.send_referat(
            by=request.user, referat=referat, noekkel=form.cleaned_data["noekkel"]
        )
        if jobb is None:
            messages.info(request, _("Referatet er sendt til alle som har e-postadresse."))
        else:
            messages.success(request, _("%(hva)s: sendes nå.") % {"hva": jobb.tittel})
    return redirect("nettverk:referat-show", referat.pk)
