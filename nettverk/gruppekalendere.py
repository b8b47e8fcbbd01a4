"""The secret address of a group's calendar: made, renewed, revoked, and found again by its fingerprint."""

import secrets
from datetime import date

from django.db import transaction

from bosetting.brukere.actions import record
from bosetting.brukere.kalender import Kalenderhendelse, rekkefoelge, vindu
from bosetting.brukere.kalenderadresser import BYTES, fingeravtrykk
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa

from .kalenderkilde import moetehendelse
from .models import Gruppe, Gruppekalender, Moete


@transaction.atomic
def lag(*, by: Bruker, gruppe: Gruppe) -> str:
    """Give the group a new address and revoke the one it had. Return the secret: it is never seen again."""
    gruppe = Gruppe.objects.select_for_update().get(pk=gruppe.pk)
    fornyes = bool(_tilbakekall(gruppe))
    hemmelighet = secrets.token_urlsafe(BYTES)
    adresse = Gruppekalender.objects.create(
        gruppe=gruppe, fingeravtrykk=fingeravtrykk(hemmelighet), opprettet_av=by, opprettet_at=naa()
    )
    # No picture of the row: its fingerprint is nobody's business, not even the log's.
    record(by=by, handling="fornyet gruppekalender" if fornyes else "laget gruppekalender", objekt=adresse)
    return hemmelighet


@transaction.atomic
def tilbakekall(*, by: Bruker, gruppe: Gruppe) -> bool:
    """End the group's address at once. Return whether it had one."""
    gruppe = Gruppe.objects.select_for_update().get(pk=gruppe.pk)
    rader = _tilbakekall(gruppe)
    for adresse in rader:
        record(by=by, handling="tilbakekalte gruppekalender", objekt=adresse)
    return bool(rader)


def _tilbakekall(gruppe: Gruppe) -> list[Gruppekalender]:
    rader = list(Gruppekalender.objects.filter(gruppe=gruppe, tilbakekalt_at=None))
    for adresse in rader:
        adresse.tilbakekalt_at = naa()
        adresse.save(update_fields=["tilbakekalt_at"])
    return rader


def gyldig(gruppe: Gruppe) -> Gruppekalender | None:
    """Return the address that works now."""
    return Gruppekalender.objects.filter(gruppe=gruppe, tilbakekalt_at=None).first()


def finn(hemmelighet: str) -> Gruppekalender | None:
    """Return the address that this secret opens, with its group; None when it is unknown or revoked. One query."""
    gyldige = Gruppekalender.objects.filter(tilbakekalt_at=None).select_related("gruppe")
    return gyldige.filter(fingeravtrykk=fingeravtrykk(hemmelighet)).first()


def merk_hentet(adresse: Gruppekalender, dag: date) -> None:
    """Note the last day the calendar was fetched: one write a day, however often programs ask."""
    if adresse.sist_brukt_dato != dag:
        Gruppekalender.objects.filter(pk=adresse.pk).update(sist_brukt_dato=dag)


def hendelser(gruppe: Gruppe, dag: date) -> list[Kalenderhendelse]:
    """Return the group's meetings, cancelled ones too, for whoever has the address. One query."""
    fra, til = vindu(dag)
    moeter = Moete.objects.filter(gruppe=gruppe, dato__gte=fra, dato__lte=til)
    return sorted(map(moetehendelse, moeter), key=rekkefoelge)
