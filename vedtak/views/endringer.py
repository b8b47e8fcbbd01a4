"""What changed between two dates, for one settlement year: each event, and what it did to the sums."""

from django.http import Http404
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from vedtak import endringstabell
from vedtak.endringsliste import endringsliste
from vedtak.endringsskjema import Endringsskjema
from vedtak.queries import bosettingsaar


def _utvalg(request, aar: int):
    """Return (the list, the form) for the choices in the address."""
    if not 1900 <= aar <= 2100:
        raise Http404
    kommuner = Kommune.objects.for_bruker(request.user).med_fylke()
    form = Endringsskjema(request.GET, dag=i_dag(), kommuner=list(kommuner.i_aar(aar).norsk()))
    valg = form.valg()
    if valg.kommune:
        kommuner = kommuner.filter(nr=valg.kommune)
    if valg.fylke:
        kommuner = kommuner.filter(fylke__nr=valg.fylke)
    liste = endringsliste(kommuner, aar, valg.fra, valg.til)
    return liste.med(valg.slag, etterregistrert=valg.etterregistrert), form


@requires(Rett.SE_STATUS)
@require_safe
def index(request, aar: int):
    """Show what the state came to know between two days, and the sums on both; with htmx only the result."""
    liste, form = _utvalg(request, aar)
    innhold = {
        "aar": aar,
        "form": form,
        "liste": liste,
        "spenn": endringstabell.spenntekst(liste),
        "utvalg": form.beskrivelse(),
        "summer": endringstabell.sumendringer(liste, kommune=form.valg().kommune, fylke=form.valg().fylke),
        "linjer": endringstabell.visningslinjer(liste),
        "etterregistrerte": sum(linje.endring.etterregistrert for linje in liste.linjer),
        "treff": ngettext("%(n)s endring", "%(n)s endringer", len(liste.linjer))
        % {"n": norsk.tall(len(liste.linjer))},
        "parametre": request.GET.urlencode(),
    }
    if not htmx.vil_ha_fragment(request):
        innhold["alle_aar"] = bosettingsaar(Anmodningsrunde.objects.for_bruker(request.user))
    return htmx.svar(request, "vedtak/endringer/index.html", "vedtak/endringer/_resultat.html", innhold)


@requires(Rett.SE_STATUS)
@require_safe
def export(request, aar: int, format: str):
    """Download exactly what the page shows with the same address."""
    if format not in FORMATER:
        raise Http404
    liste, form = _utvalg(request, aar)
    navn = f"endringer-{aar}-{liste.fra:%Y-%m-%d}-til-{liste.til:%Y-%m-%d}"
    return som_svar(endringstabell.som_ark(liste, form.beskrivelse()), format, navn)
