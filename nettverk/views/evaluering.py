"""The evaluation of a project: counts per effect, who answered, and the quotes that are released."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import evalueringsliste
from nettverk.barriererett import foerer
from nettverk.models import Prosjekt

from . import kan_foere


def _prosjekt(request) -> tuple[Prosjekt | None, list[Prosjekt]]:
    """Return (the project that is chosen, else the newest; all of them)."""
    alle = list(Prosjekt.objects.for_bruker(request.user).select_related("embete"))
    valgt = next((ett for ett in alle if str(ett.pk) == request.GET.get("prosjekt")), None)
    return valgt or next(iter(alle), None), alle


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    """Show what municipalities and partners said of each effect."""
    prosjekt, alle = _prosjekt(request)
    if prosjekt is None:
        return render(request, "nettverk/evaluering/index.html", {"prosjekt": None})
    stand = evalueringsliste.evaluering(prosjekt)
    return render(
        request,
        "nettverk/evaluering/index.html",
        {
            "prosjekt": prosjekt,
            "prosjekter": alle,
            "stand": stand,
            "diagram": evalueringsliste.diagram(stand) if stand.svar else None,
            "med_skala": any(ett.fordeling.paa_skala for ett in stand.effekter),
            "kan_foere": kan_foere(request, prosjekt),
            "ser_svar": prosjekt.embete_id in foerer(request.user),
        },
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, pk, format: str):
    """Download the counts per effect, and the released quotes on a sheet of their own."""
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    if format not in FORMATER:
        raise Http404
    stand = evalueringsliste.evaluering(prosjekt)
    return som_svar(evalueringsliste.effektark(stand), format, "evaluering", evalueringsliste.sitatark(stand))
