"""What the log may not hold: names, addresses and free text. A line says that they changed, never what they are.

The policy on personal data (bosetting/personvern) says which fields; it lies above the log, and registers them here.
"""

import re
from dataclasses import dataclass

from django.db import models

SKJERMET, NY_VERDI = "(skjermet)", "(skjermet, ny verdi)"
_EPOST = re.compile(r"[^\s<>(),;:\"']+@[^\s<>(),;:\"']+\.[^\W\d_]{2,}")


@dataclass(frozen=True)
class Skjerming:
    """What is kept out for one model: the values of ``felt``, and the row's name when ``navnet`` is somebody's."""

    felt: frozenset[str]
    navnet: bool = False


_SKJERMINGER: dict[str, Skjerming] = {}


def registrer(etikett: str, skjerming: Skjerming) -> None:
    """Let the log keep out what ``skjerming`` says of the model «app.Modell»."""
    _SKJERMINGER[etikett] = skjerming


def noekkeltekst(objekttype: str, objekt_id: str) -> str:
    """Return what the log calls a row whose name it may not hold."""
    return f"{objekttype} {objekt_id}"


def objekttekst(objekt: models.Model) -> str:
    """Return what the log calls a row: its name, or its key where the name would tell who somebody is."""
    tekst, skjerming = str(objekt), _SKJERMINGER.get(objekt._meta.label, Skjerming(frozenset()))
    verdier = (getattr(objekt, felt) for felt in skjerming.felt)
    if (
        skjerming.navnet
        or _EPOST.search(tekst)
        or any(verdi and isinstance(verdi, str) and verdi in tekst for verdi in verdier)
    ):
        return noekkeltekst(str(objekt._meta.verbose_name), str(objekt.pk))
    return tekst


def uten_personlig(etikett: str, foer: dict | None, etter: dict | None) -> tuple[dict | None, dict | None]:
    """Return the two pictures of a row of the model ``etikett`` as the log may keep them.

    An empty value stays empty, and one that changed still differs from what it was.
    """
    skjerming = _SKJERMINGER.get(etikett, Skjerming(frozenset()))
    return _bilde(skjerming, foer, None), _bilde(skjerming, etter, foer)


def _bilde(skjerming: Skjerming, bilde: dict | None, foer: dict | None) -> dict | None:
    if bilde is None:
        return None
    return {
        navn: _skjult(verdi, (foer or {}).get(navn)) if navn in skjerming.felt else _uten_epost(verdi)
        for navn, verdi in bilde.items()
    }


def _skjult(verdi, foer):
    if verdi in (None, ""):
        return verdi
    return SKJERMET if foer in (None, "", verdi) else NY_VERDI


def _uten_epost(verdi):
    """Return the value with every e-mail address in it left out, however deep it lies."""
    if isinstance(verdi, str):
        return _EPOST.sub(SKJERMET, verdi)
    if isinstance(verdi, list | tuple):
        return [_uten_epost(del_) for del_ in verdi]
    if isinstance(verdi, dict):
        return {navn: _uten_epost(del_) for navn, del_ in verdi.items()}
    return verdi
