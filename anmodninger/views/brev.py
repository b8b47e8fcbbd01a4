"""Letters: tried on a draft, listed for a sent round, and handed out as files."""

import logging
from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anmodninger import brev, brevfiler, brevgrunnlag, brevutsending, queries
from anmodninger.brevskjema import Kommunevalg
from anmodninger.models import Anmodning, Anmodningsrunde, Brev, Rundeutkast
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import oversatt
from bosetting.felles.norsk import dato

logger = logging.getLogger(__name__)


def _saker(request, pk):
    """Return a draft with its letters, and the reasons why they could not be sent as they are."""
    utkast = get_object_or_404(Rundeutkast.objects.for_bruker(request.user).select_related("embete"), pk=pk)
    saker = brevgrunnlag.utkastsaker(utkast)
    mal = brevgrunnlag.mal_for(utkast.embete_id)
    return utkast, saker, mal, brev.brevgrunner(mal, [sak for _kommune, sak in saker])


@requires(Rett.LAGE_RUNDER)
@require_safe
def preview(request, pk):
    utkast, saker, mal, grunner = _saker(request, pk)
    valg = Kommunevalg(request.GET or None, valg=[(kommune, sak.kommune) for kommune, sak in saker])
    valgt = valg.is_valid() and valg.cleaned_data["kommune"]
    kommune, sak = next((par for par in saker if par[0] == valgt), saker[0] if saker else (None, None))
    return render(
        request,
        "anmodninger/brev/preview.html",
        {
            "utkast": utkast,
            "form": Kommunevalg(initial={"kommune": kommune}, valg=valg.fields["kommune"].choices),
            "kommune": kommune,
            "sak": sak,
            "grunner": [oversatt(grunn) for _felt, grunn in grunner],
            "egen_mal": brevgrunnlag.lagret_mal(utkast.embete_id),
            "antall": len(saker),
            "brevet": som_html(brevgrunnlag.forhaandsvisning(sak, mal), forskyvning=2)
            if sak and not brev.malgrunner(mal)
            else "",
        },
    )


@requires(Rett.LAGE_RUNDER)
@require_safe
def preview_pdf(request, pk, kommune):
    utkast, saker, mal, _grunner = _saker(request, pk)
    sak = dict(saker).get(kommune)
    if sak is None or brev.malgrunner(mal):
        raise Http404
    navn = f"{sak.kommune_nr}-utkast-{utkast.aar}.pdf"
    return pdf_svar(som_pdf(brevgrunnlag.forhaandsvisning(sak, mal, merknad=_("Utkast, ikke sendt."))), navn)


@requires(Rett.SE_RUNDER)
@require_safe
def index(request, pk):
    runder = Anmodningsrunde.objects.for_bruker(request.user).select_related("embete")
    runde = get_object_or_404(runder, pk=pk)
    er_egen = runde.embete_id in request.user.omfang.embete_ids
    brevene = {
        anmodning: (sha256, laget)
        for anmodning, sha256, laget in Brev.objects.for_bruker(request.user)
        .filter(anmodning__runde=runde)
        .values_list("anmodning", "fil__sha256", "fil__opprettet_at")
    }
    rader = list(queries.rundens_linjer(runde, request.user)) if er_egen else []
    med_fil = sum(sha256 is not None for sha256, _laget in brevene.values())
    return render(
        request,
        "anmodninger/brev/index.html",
        {
            "runde": runde,
            "smuler": [
                (_("Anmodninger"), reverse("anmodninger:runde-index")),
                (f"{runde.aar}, {dato(runde.sendt_dato)}", runde.get_absolute_url()),
            ],
            "er_egen": er_egen,
            "lagret": bool(brevene),
            "rader": [(rad, *brevene.get(rad.pk, (None, None))) for rad in rader],
            "med_fil": med_fil,
            "ferdig": med_fil == len(brevene),
            "jobb": brevutsending.jobb_for(runde)
            if med_fil < len(brevene) and runde.embete_id in request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
            else None,
            "kan_lage": runde.embete_id in request.user.omfang.embeter_med(Rett.LAGE_RUNDER),
        },
    )


def _defekt(request, feil: brevfiler.Fildefekt) -> HttpResponse:
    """Say whose file is damaged, to the reader and in the log. The words of the letter stand in a row of their own."""
    logger.error("%s", feil)
    return render(request, "anmodninger/brev/defekt.html", {"feil": str(feil)}, status=500)


@requires(Rett.SE_RUNDER)
@require_safe
def export(request, pk, format):
    runde = get_object_or_404(Anmodningsrunde.objects.for_bruker(request.user), pk=pk)
    if format not in brevfiler.SKRIVERE or runde.embete_id not in request.user.omfang.embete_ids:
        raise Http404
    if not runde.anmodninger.exists():
        raise Http404
    lagret = brevfiler.er_lagret(runde)
    if lagret and brevutsending.uten_fil(runde.pk):
        messages.warning(request, _("Brevene lages fortsatt. Prøv igjen når alle er ferdige."))
        return redirect("anmodninger:runde-brev", runde.pk)
    navn = brevgrunnlag.samlet_filnavn(runde, format, kopi=not lagret)
    if not lagret:
        # Made now, 15 ms each: they go as they are ready. What is stored is checked whole before any of it goes.
        return StreamingHttpResponse(
            brevfiler.stroem(format, runde, brevfiler.kopier(runde, i_dag())),
            content_type=f"application/{format}",
            headers={"Content-Disposition": f'attachment; filename="{navn}"'},
        )
    ut = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        brevfiler.skriv(format, runde, brevfiler.lagrede(runde), ut)
    except brevfiler.Fildefekt as feil:
        ut.close()
        return _defekt(request, feil)
    ut.seek(0)
    return FileResponse(ut, as_attachment=True, filename=navn)


@requires(Rett.SE_RUNDER, Rett.SE_EGEN_KOMMUNE)
@require_safe
def show(request, pk):
    anmodninger = Anmodning.objects.for_bruker(request.user).select_related("runde", "kommune")
    anmodning = get_object_or_404(anmodninger, pk=pk)
    runde, kommune = anmodning.runde, anmodning.kommune
    rad = Brev.objects.for_bruker(request.user).filter(anmodning=anmodning).first()
    if rad is not None:
        rad.anmodning = anmodning
        try:
            pdf = brevfiler.lagret_pdf(rad)
        except brevfiler.Fildefekt as feil:
            return _defekt(request, feil)
        return pdf_svar(pdf, brevgrunnlag.filnavn(runde, kommune.nr, kommune.navn))
    # A letter that was not kept can be made again by those who know that it is not the one that was sent.
    if runde.embete_id not in request.user.omfang.embete_ids:
        raise Http404
    pdf = som_pdf(brevgrunnlag.kopi(anmodning, i_dag()))
    return pdf_svar(pdf, brevgrunnlag.filnavn(runde, kommune.nr, kommune.navn, kopi=True))
