"""A report as it was approved: on screen and as the very file."""

from dataclasses import replace

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.plassering import innhold, plasser
from bosetting.felles.dokument.svar import pdf_svar
from rapporter import frysing, queries, queries_utgaver
from rapporter.models import Utgave


def hent_utgave(request, pk) -> Utgave:
    """Return an edition this person may see, or answer 404."""
    rader = Utgave.objects.for_bruker(request.user).select_related("rapport__prosjekt__embete", "godkjent_av")
    return get_object_or_404(rader.defer(*queries_utgaver.INNHOLD), pk=pk)


def ser_utgave(request, utgave: Utgave) -> bool:
    """Return whether this person, logged in or not, sees the edition's report."""
    if not har_rett(request.user, Rett.SE_RAPPORTER):
        return False
    return Utgave.objects.for_bruker(request.user).filter(pk=utgave.pk).exists()


def utgavekontekst(utgave: Utgave) -> dict:
    """Return what the page of an edition shows. A document this version cannot read: the page points to the PDF."""
    try:
        dokument = replace(frysing.frosset_dokument(utgave), innholdsfortegnelse=False)
    except frysing.Frysefeil:
        dokument = None
    rapport = utgave.rapport
    return {
        "utgave": utgave,
        "rapport": rapport,
        # What the report is called, and the day of its figures, may have changed since.
        "navn": dokument.tittel if dokument else queries.rapportnavn(rapport),
        "tall_per": dokument.dato if dokument else rapport.skjaeringsdato,
        "dokument": dokument and som_html(dokument),
        "kapitler": [linje for linje in innhold(plasser(dokument)) if linje.nivaa == 1] if dokument else [],
        "sendt": queries_utgaver.sendt(utgave),
    }


@requires(Rett.SE_RAPPORTER)
@require_safe
def show(request, pk):
    utgave = hent_utgave(request, pk)
    godkjenner_for = request.user.omfang.embeter_med(Rett.GODKJENNE_RAPPORTER)
    kontekst = utgavekontekst(utgave) | {
        "siste": queries_utgaver.siste_utgave(utgave.rapport),
        "kan_publisere": utgave.rapport.prosjekt.embete_id in godkjenner_for,
    }
    return render(request, "rapporter/utgaver/show.html", kontekst)


@requires(Rett.SE_RAPPORTER)
@require_safe
def pdf(request, pk):
    utgave = hent_utgave(request, pk)
    return pdf_svar(bytes(utgave.pdf), f"{utgave.adresse}.pdf", last_ned=True)
