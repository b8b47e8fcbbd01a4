"""The secret address of a person's calendar: made, renewed, revoked, and found again by its fingerprint."""

import secrets
from datetime import date
from hashlib import sha256

from django.db import transaction

from bosetting.felles.dag import naa

from .actions import record
from .models import Bruker, Kalenderadresse

BYTES = 32


def fingeravtrykk(hemmelighet: str) -> str:
    """Return what is stored of a secret. It is 256 random bits, so nothing slower than SHA-256 is needed."""
    return sha256(hemmelighet.encode()).hexdigest()


@transaction.atomic
def lag(*, by: Bruker) -> str:
    """Give the person a new address and revoke the one she had. Return the secret: it is never seen again."""
    Bruker.objects.select_for_update().get(pk=by.pk)
    fornyes = bool(_tilbakekall(by))
    hemmelighet = secrets.token_urlsafe(BYTES)
    adresse = Kalenderadresse.objects.create(
        bruker=by, fingeravtrykk=fingeravtrykk(hemmelighet), opprettet_at=naa()
    )
    # No picture of the row: its fingerprint is nobody's business, not even the log's.
    record(by=by, handling="fornyet kalenderadresse" if fornyes else "laget kalenderadresse", objekt=adresse)
    return hemmelighet


@transaction.atomic
def tilbakekall(*, by: Bruker) -> bool:
    """End the person's address at once. Return whether she had one."""
    Bruker.objects.select_for_update().get(pk=by.pk)
    rader = _tilbakekall(by)
    for adresse in rader:
        record(by=by, handling="tilbakekalte kalenderadresse", objekt=adresse)
    return bool(rader)


def _tilbakekall(bruker: Bruker) -> list[Kalenderadresse]:
    rader = list(Kalenderadresse.objects.filter(bruker=bruker, tilbakekalt_at=None))
    for adresse in rader:
        adresse.tilbakekalt_at = naa()
        adresse.save(update_fields=["tilbakekalt_at"])
    return rader


def finn(hemmelighet: str) -> Kalenderadresse | None:
    """Return the address that this secret opens, with its person; None when it is unknown or revoked. One query."""
    gyldige = Kalenderadresse.objects.filter(tilbakekalt_at=None).select_related("bruker")
    return gyldige.filter(fingeravtrykk=fingeravtrykk(hemmelighet)).first()


def merk_hentet(adresse: Kalenderadresse, dag: date) -> None:
    """Note the last day the calendar was fetched: one write a day, however often a program asks."""
    if adresse.sist_brukt_dato != dag:
        Kalenderadresse.objects.filter(pk=adresse.pk).update(sist_brukt_dato=dag)
