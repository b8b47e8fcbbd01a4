"""Pages of the network. ``kan_foere``, ``krev_foering``, ``ser_personer`` hold the right against the row's embete."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import redirect

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.hinder import oversatt


def kan_foere(request, prosjekt) -> bool:
    """Return whether this person may change what belongs to ``prosjekt``: the right, in its own embete."""
    return prosjekt.embete_id in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)


def stengt(request, tilbake, grunner):
    """Return the way back to the row ``tilbake`` with why, for a form that would be refused; None when it is open.

    Whoever sends the form anyway is told in it.
    """
    if not grunner or request.method == "POST":
        return None
    messages.warning(request, oversatt(grunner[0][1]))
    return redirect(tilbake)


def krev_foering(request, prosjekt) -> None:
    """Answer 403 to a person who may see ``prosjekt`` but writes for another embete."""
    if not kan_foere(request, prosjekt):
        raise PermissionDenied


def ser_personer(request, prosjekt) -> bool:
    """Return whether this person may see who sits in the groups of ``prosjekt``, and how they are reached."""
    return prosjekt.embete_id in request.user.omfang.embeter_med(Rett.SE_PERSONER)


def foerer(request) -> QuerySet[Embete]:
    """Return the embeter whose network this person writes in: where a new row may belong."""
    ids = request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)
    return Embete.objects.for_bruker(request.user).filter(pk__in=ids)


def krev_embete(request, embete: Embete) -> None:
    """Answer 403 to a person who may see ``embete`` but does not write for it."""
    if embete.pk not in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK):
        raise PermissionDenied
