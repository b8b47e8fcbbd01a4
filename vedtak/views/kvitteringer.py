"""The receipt of an answer that a municipality sent in, for its own contact persons and those who handle its case."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from vedtak.kvitteringer import kvittering
from vedtak.models import Vedtak
from vedtak.registreringsrett import registreringsrett


@requires(Rett.REGISTRERE_SVAR)
@require_safe
def show(request, pk):
    """Show the receipt; an answer that the embete itself registered has none."""
    vedtak = get_object_or_404(
        Vedtak.objects.for_bruker(request.user).filter(fra_kommunen=True).nyeste_foerst(), pk=pk
    )
    rett = registreringsrett(request.user, vedtak.kommune)
    if not rett:
        raise PermissionDenied
    return render(request, "vedtak/kvitteringer/show.html", {"kvittering": kvittering(vedtak), "rett": rett})
