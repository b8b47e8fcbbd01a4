"""Pages of the network. ``kan_foere`` and ``krev_foering`` hold the right against the embete of the row."""

from django.core.exceptions import PermissionDenied

from bosetting.brukere.domain import Rett


def kan_foere(request, prosjekt) -> bool:
    """Return whether this person may change what belongs to ``prosjekt``: the right, in its own embete."""
    return prosjekt.embete_id in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)


def krev_foering(request, prosjekt) -> None:
    """Answer 403 to a person who may see ``prosjekt`` but writes for another embete."""
    if not kan_foere(request, prosjekt):
        raise PermissionDenied
