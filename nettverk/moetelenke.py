"""The signed links to a meeting without logging in: of one who is invited, who answers there, and of her substitute."""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Innkalling

_SIGNERER = Signer(salt="nettverk.innkallingssvar")
# Another salt: what opens as the substitute's link never opens as the link of the one who is invited.
_FOR_VARA = Signer(salt="nettverk.varalenke")


def sti(innkalling: Innkalling) -> str:
    """Return the path of the page where this person answers."""
    return reverse("nettverk:innkallingssvar-show", args=[merke(innkalling)])


def merke(innkalling: Innkalling) -> str:
    """Return what the link holds: the row's own key, signed."""
    return _SIGNERER.sign(innkalling.lenkenoekkel.hex)


def varasti(innkalling: Innkalling) -> str:
    """Return the path of the page where the substitute reads the agenda; the empty text when she has no link."""
    if innkalling.vara_noekkel is None:
        return ""
    return reverse("nettverk:innkallingssvar-show", args=[_FOR_VARA.sign(innkalling.vara_noekkel.hex)])


def noekkel_i(merke: str) -> UUID | None:
    """Return the key that a link holds; None when nobody here signed it."""
    return _noekkel(_SIGNERER, merke)


def varanoekkel_i(merke: str) -> UUID | None:
    """Return the key that the link of a substitute holds; None for any other."""
    return _noekkel(_FOR_VARA, merke)


def _noekkel(signerer: Signer, merke: str) -> UUID | None:
    try:
        return UUID(signerer.unsign(merke))
    except (BadSignature, ValueError):
        return None
