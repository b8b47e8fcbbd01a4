"""What an approved report is kept as: its document as data, from which page and PDF are drawn again."""

from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import mark_safe

from bosetting.felles.dokument import blokker
from bosetting.felles.dokument.blokker import Dokument

SLAG = "_"  # the key that says what a JSON object is
DATO, BYTES = "dato", "bytes"
_KLASSER = {navn: ting for navn, ting in vars(blokker).items() if is_dataclass(ting)}


class Frysefeil(ValueError):
    """A stored document that this version of the program cannot read; the message says why, in bokmål."""


def dokument_som_json(dokument: Dokument) -> dict:
    """Return the whole document as what JSON can hold. ``dokument_fra_json`` gives an equal one back."""
    return _ut(dokument)


def dokument_fra_json(data: dict) -> Dokument:
    """Return the document that was stored. Fields that have come since get their default. Raises Frysefeil."""
    dokument = _inn(data)
    if not isinstance(dokument, Dokument):
        raise Frysefeil("Det som er lagret, er ikke et dokument.")
    return dokument


def _ut(verdi: Any) -> Any:
    if is_dataclass(verdi):
        return {SLAG: type(verdi).__name__} | {
            felt.name: _ut(getattr(verdi, felt.name)) for felt in fields(verdi)
        }
    if isinstance(verdi, tuple | list):
        return [_ut(ett) for ett in verdi]
    if isinstance(verdi, date):
        return {SLAG: DATO, "verdi": verdi.isoformat()}
    if isinstance(verdi, bytes | memoryview):
        return {SLAG: BYTES, "verdi": b64encode(verdi).decode()}
    if isinstance(verdi, str | Promise):
        # A plain string also of a lazy translation, or of one marked as safe.
        return "".join(str(verdi))
    if verdi is None or isinstance(verdi, bool | int | float):
        return verdi
    raise TypeError(f"{type(verdi).__name__} kan ikke fryses.")


def _inn(verdi: Any) -> Any:
    if isinstance(verdi, list):
        return tuple(_inn(ett) for ett in verdi)
    if not isinstance(verdi, dict):
        return verdi
    slag = verdi.get(SLAG)
    if slag == DATO:
        return date.fromisoformat(verdi["verdi"])
    if slag == BYTES:
        return b64decode(verdi["verdi"])
    klasse = _KLASSER.get(slag)
    if klasse is None:
        raise Frysefeil(f"Dokumentet er lagret med «{slag}», som denne versjonen av programmet ikke kjenner.")
    felt = {navn: _inn(ett) for navn, ett in verdi.items() if navn != SLAG}
    if ukjente := felt.keys() - {ett.name for ett in fields(klasse)}:
        raise Frysefeil(
            f"«{slag}» er lagret med «{min(ukjente)}», som denne versjonen av programmet ikke kjenner."
        )
    if klasse is blokker.Figur:
        # Drawn by our own templates when it was frozen, in a table that nobody can change since.
        felt["svg"] = mark_safe(felt["svg"])
    return klasse(**felt)
