"""Addresses that stand for a person: her own sign-up, and a member's way in to a page for the members of a group.

Signed, so that a key that leaks from the database opens nothing by itself, and none can be guessed.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from .models import Paamelding, Paameldingsside, Person

_EGEN = signing.Signer(salt="nettverk.paamelding")
_MEDLEM = signing.TimestampSigner(salt="nettverk.paamelding.medlem")
MEDLEMSLENKE_VARER = timedelta(days=14)


def egen_sti(paamelding: Paamelding) -> str:
    """Return the path of her own page, where she sees her place and signs off."""
    return reverse("nettverk:paamelding-show", args=[_EGEN.sign(paamelding.lenkenoekkel.hex)])


def finn_side(adresse: UUID) -> Paameldingsside | None:
    """Return the sign-up page with this address; None when there is none. One query."""
    rader = Paameldingsside.objects.select_related("aktivitet__prosjekt__embete", "gruppe")
    return rader.filter(adresse=adresse).first()


def finn(lenke: str) -> Paamelding | None:
    """Return the sign-up that this link belongs to; None when there is none (any more). One query."""
    try:
        noekkel = UUID(_EGEN.unsign(lenke))
    except (signing.BadSignature, ValueError):
        return None
    rader = Paamelding.objects.select_related("side__aktivitet__prosjekt__embete", "kommune")
    return rader.filter(lenkenoekkel=noekkel, anonymisert_at=None).first()


def medlemssti(side: Paameldingsside, person: Person) -> str:
    """Return the path where ``person`` signs up, for as long as the link lasts."""
    return reverse("nettverk:paamelding-member", args=[side.adresse, _MEDLEM.sign(f"{side.pk}-{person.pk}")])


def finn_medlem(side: Paameldingsside, lenke: str) -> Person | None:
    """Return the person that a link to ``side`` was sent to; None when it is wrong or too old."""
    try:
        side_pk, person_pk = _MEDLEM.unsign(lenke, max_age=MEDLEMSLENKE_VARER).split("-")
    except (signing.BadSignature, ValueError):
        return None
    if side_pk != str(side.pk):
        return None
    return Person.objects.filter(pk=person_pk, anonymisert_at=None).select_related("organisasjon").first()
