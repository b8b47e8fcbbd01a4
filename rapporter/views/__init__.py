"""Pages of reports: find the row, and hold the right against its embete."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from bosetting.brukere.domain import Rett
from rapporter.models import Rapport


def hent(request, pk) -> Rapport:
    """Return a report this person may see, or answer 404."""
    rapporter = Rapport.objects.for_bruker(request.user).select_related("prosjekt__embete")
    return get_object_or_404(rapporter, pk=pk)


def kan_skrive(request, rapport: Rapport) -> bool:
    """Return whether this person may write the report: the right, in the embete of its project."""
    return rapport.prosjekt.embete_id in request.user.omfang.embeter_med(Rett.SKRIVE_RAPPORTER)


def krev_skriving(request, rapport: Rapport) -> None:
    """Answer 403 to a person who may see the report but writes for another embete."""
    if not kan_skrive(request, rapport):
        raise PermissionDenied
