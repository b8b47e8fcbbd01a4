"""Whom to contact first: the municipalities where something is missing, ranked by a score that shows its parts."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from vedtak import oppsoekingstabell as tabell
from vedtak.oppsoekingsliste import Oppsoekingsliste, oppsoekingsliste
from vedtak.queries import bosettingsaar


def _liste(request) -> tuple[list[int], Oppsoekingsliste | None]:
    """Return (the years to choose from, the list of the year in the address, else of the latest; None without one)."""
    aarene = bosettingsaar(Anmodningsrunde.objects.for_bruker(request.user))
    if not aarene:
        return [], None
    aar = request.GET.get("aar", str(aarene[0]))
    if aar not in map(str, aarene):
        raise Http404
    return aarene, oppsoekingsliste(request.user, int(aar), i_dag())


@requires(Rett.FOERE_DIALOG)
@require_safe
def index(request):
    """Show the list of one settlement year with how the score is worked out."""
    aarene, liste = _liste(request)
    innhold = {"alle_aar": aarene, "liste": liste}
    if liste is not None:
        innhold |= {
            "rader": tabell.visningsrader(liste),
            "forklaringer": tabell.forklaringer(liste.aar),
            "hoeyest": sum(tabell.HOEYEST.values()),
            "eksempel": tabell.eksempel(liste.rader[0].poeng) if liste.rader else "",
            "utelatte": tabell.utelatte(liste),
        }
    return render(request, "vedtak/oppsoeking/index.html", innhold)


@requires(Rett.FOERE_DIALOG)
@require_safe
def export(request, format: str):
    """Download the list that the page shows with the same address."""
    _aarene, liste = _liste(request)
    if format not in FORMATER or liste is None:
        raise Http404
    return som_svar(tabell.som_ark(liste), format, f"kontaktes-{liste.aar}-per-{liste.dag:%Y-%m-%d}")
