"""The choices that the commands on status share, read in the same way, and JSON as they all write it."""

import json
from datetime import date

from django.core.management.base import CommandError, OutputWrapper

from bosetting.kommuner.models import Fylke, Kommune

from . import domain


def lest_dato(tekst: str | date | None) -> date | None:
    """Return the date; code that calls the command may give one. CommandError when it is none."""
    if tekst is None or isinstance(tekst, date):
        return tekst
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise CommandError(f"«{tekst}» er ikke en dato. Skriv åååå-mm-dd.") from None


def krev_aar(aar: int) -> None:
    """Raise CommandError for a year that cannot be a settlement year."""
    if not 1900 <= aar <= 2100:
        raise CommandError(f"Bosettingsåret {aar} må være mellom 1900 og 2100.")


def krev_fylke(fylke: str | None) -> None:
    """Raise CommandError for a county number that the register does not have."""
    if fylke and not Fylke.objects.filter(nr=fylke).exists():
        raise CommandError(f"Fylke «{fylke}» finnes ikke i registeret.")


def kommuneutvalg(aar: int, fylke: str | None, kommune: str | None):
    """Return the municipalities chosen (a QuerySet), all where nothing is; CommandError where there are none such."""
    krev_aar(aar)
    krev_fylke(fylke)
    kommuner = Kommune.objects.all()
    if fylke:
        kommuner = kommuner.filter(fylke__nr=fylke)
    if kommune:
        kommuner = kommuner.filter(nr=kommune)
        if not kommuner.i_aar(aar).exists():
            sted = f" i fylke {fylke}" if fylke else ""
            raise CommandError(f"Kommune «{kommune}» finnes ikke{sted} i {aar}.")
    return kommuner


def grupper(tall: domain.Tall | None) -> dict:
    """Return the three groups as JSON values; null for unknown."""
    return {gruppe: tall.gruppe(gruppe) if tall else None for gruppe in domain.GRUPPER}


def som_tekst(verdier: dict, stdout: OutputWrapper) -> str:
    """Return the JSON: with æ, ø, å as they are where the receiver reads UTF-8, else escaped."""
    koding = getattr(stdout, "encoding", None) or "utf-8"
    return json.dumps(verdier, ensure_ascii=koding.lower() != "utf-8", indent=2)
