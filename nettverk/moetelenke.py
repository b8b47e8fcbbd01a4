"""The signed link where one who is invited answers without logging in."""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Innkalling

_SIGNERER = Signer(salt="nettverk.innkallingssvar")


def sti(innkalling: Innkalling) -> str:
    """Return the path of the page where this person answers."""
    return reverse("nettverk:innkallingssvar-show", args=[merke(innkalling)])


def merke(innkalling: Innkalling) -> str:
    """Return what the link holds: the row's own key, signed."""
    return _SIGNERER.sign(innkalling.lenkenoekkel.hex)


def noekkel_i(merke: str) -> UUID | None:
    """Return the key that a link holds; None when nobody here signed it."""
    try:
        return UUID(_SIGNERER.unsign(merke))
    except (BadSignature, ValueError):
        return None
