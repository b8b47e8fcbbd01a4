"""The way of a report: where it stands, what is done, and the page of each step."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.html import som_html
from bosetting.felles.hinder import Hinder, oversatt
from rapporter import behandling, frysing, publisering, queries, queries_utgaver, steg
from rapporter.behandlingskjema import GjenaapneForm, GodkjennForm, MerknadForm, ReturForm, SendtForm
from rapporter.godkjenningskrav import krav
from rapporter.oppsett import oppsett

from . import hent, kan_skrive, krev_skriving

SIDE = "rapporter:behandling-show"


def kan_godkjenne(request, rapport) -> bool:
    """Return whether this person approves reports in the embete of the report's project."""
    return rapport.prosjekt.embete_id in request.user.omfang.embeter_med(Rett.GODKJENNE_RAPPORTER)


def krev_godkjenning(request, rapport) -> None:
    """Answer 403 to a person who may see the report but approves for another embete."""
    if not kan_godkjenne(request, rapport):
        raise PermissionDenied


@requires(Rett.SE_RAPPORTER)
@require_safe
def show(request, pk):
    rapport = hent(request, pk)
    utgave = queries_utgaver.gjeldende_utgave(rapport)
    return render(
        request,
        "rapporter/behandling/show.html",
        {
            "rapport": rapport,
            "navn": queries.rapportnavn(rapport),
            "utgave": utgave,
            "utgaver": queries_utgaver.utgaver(rapport),
            "offentlige": publisering.offentlige_av(rapport),
            "stegene": queries_utgaver.stegene(rapport),
            "krav": None if utgave else krav(rapport, queries.grunnlag(rapport)),
            "mulige": steg.mulige(rapport.status),
            "kan_skrive": kan_skrive(request, rapport),
            "kan_godkjenne": kan_godkjenne(request, rapport),
            "hvorfor_ikke": behandling.hvorfor_ikke_godkjenner(rapport, request.user)
            if rapport.status == rapport.TIL_GODKJENNING
            else None,
        },
    )


def _side(
    request, rapport, hvilket, skjema, utfoer, kvittering, *, initial=None, mal="create", kontekst=None
):
    """Show the form of a step and take it. A step that cannot be taken from here is told of on the report's page."""
    hinder_naa = steg.hvorfor_ikke(hvilket, rapport.status)
    if request.method != "POST" and hinder_naa:
        messages.info(request, oversatt(hinder_naa))
        return redirect(SIDE, rapport.pk)
    form = skjema(
        request.POST if request.method == "POST" else None,
        initial={"versjon": rapport.versjon} | (initial or {}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            utfoer(by=request.user, rapport=rapport, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
            # What is shown now is what the next try is about.
            form.data = form.data.copy()
            form.data["versjon"] = rapport.versjon
            if "avtrykk" in form.fields:
                form.data["avtrykk"] = form.initial.get("avtrykk", "")
        else:
            messages.success(request, kvittering)
            return redirect(SIDE, rapport.pk)
    return render(
        request,
        f"rapporter/behandling/{mal}.html",
        {"form": form, "rapport": rapport, "navn": queries.rapportnavn(rapport), "steg": hvilket}
        | (kontekst or {}),
        status=422 if form.errors else 200,
    )


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, pk):
    """Send a draft for approval."""
    rapport = hent(request, pk)
    krev_skriving(request, rapport)

    def utfoer(**felt):
        return behandling.send_til_godkjenning(dag=i_dag(), **felt)

    kvittering = _("Rapporten er sendt til godkjenning.")
    return _side(request, rapport, steg.SEND, MerknadForm, utfoer, kvittering)


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def reject(request, pk):
    """Send a report back to those who write it; those may also fetch it themselves."""
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    kvittering = _("Rapporten er sendt tilbake, og kan endres.")
    return _side(request, rapport, steg.RETUR, ReturForm, behandling.returner, kvittering)


@requires(Rett.GODKJENNE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request, pk):
    """Show the report as it will stand, and freeze it."""
    rapport = hent(request, pk)
    krev_godkjenning(request, rapport)
    kontekst, initial = {}, {}
    if rapport.status == rapport.TIL_GODKJENNING:
        bilde = frysing.oeyeblikk(rapport)
        initial = {"avtrykk": bilde.avtrykk}
        kontekst = {
            "dokument": som_html(bilde.dokument),
            "krav": krav(rapport, bilde.g),
            "hvorfor_ikke": behandling.hvorfor_ikke_godkjenner(rapport, request.user),
            "innsending": queries_utgaver.siste_innsending(rapport),
        }

    def utfoer(**felt):
        return behandling.godkjenn(sett_avtrykk=felt.pop("avtrykk"), dag=i_dag(), **felt)

    kvittering = _("Rapporten er godkjent og frosset.")
    return _side(
        request, rapport, steg.GODKJENN, GodkjennForm, utfoer, kvittering,
        initial=initial, mal="approve", kontekst=kontekst,
    )  # fmt: skip


@requires(Rett.GODKJENNE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, pk):
    """Note when and to whom the approved report was sent."""
    rapport = hent(request, pk)
    krev_godkjenning(request, rapport)
    initial = {"dato": i_dag(), "mottaker": oppsett(rapport.prosjekt.embete).mottaker}

    def utfoer(**felt):
        return behandling.merk_sendt(dag=i_dag(), **felt)

    kvittering = _("Rapporten er merket som sendt.")
    return _side(request, rapport, steg.MERK_SENDT, SendtForm, utfoer, kvittering, initial=initial)


@requires(Rett.GODKJENNE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    """Open a frozen report for a new edition."""
    rapport = hent(request, pk)
    krev_godkjenning(request, rapport)
    kvittering = _("Rapporten er åpnet igjen, og kan endres. Den frosne utgaven står som før.")
    return _side(request, rapport, steg.GJENAAPNE, GjenaapneForm, behandling.gjenaapne, kvittering)
