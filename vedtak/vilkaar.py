"""Conditions as they are registered, and what may keep one from being registered. Plain Python, like domain.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .domain import Svartype

# The condition that says nothing by itself.
ANNET = "annet"


@dataclass(frozen=True)
class Vilkaarsvalg:
    """One condition of an answer: its kind, what it says, and the day to follow it up."""

    type: str
    merknad: str = ""
    oppfoelging_dato: date | None = None


def hinder_for_vilkaar(
    vilkaar: Iterable[Vilkaarsvalg], *, type: Svartype, mottatt: date | None
) -> list[tuple[str, str]]:
    """Return (field, reason in bokmål) for each thing that is wrong with the conditions of an answer.

    The fields of a condition are called vilkaar_<type>, vilkaar_<type>_merknad and vilkaar_<type>_dato.
    """
    hinder: list[tuple[str, str]] = []
    for ett in vilkaar:
        felt = f"vilkaar_{ett.type}"
        if type not in (Svartype.VEDTAK, Svartype.FORELOEPIG):
            grunn = (
                "Vilkår hører til et vedtak eller en innstilling. Fjern krysset, eller velg et annet svar."
            )
            hinder.append((felt, grunn))
        if ett.type == ANNET and not ett.merknad.strip():
            hinder.append((f"{felt}_merknad", "Skriv hva vilkåret går ut på."))
        if ett.oppfoelging_dato is not None and mottatt is not None and ett.oppfoelging_dato < mottatt:
            hinder.append(
                (f"{felt}_dato", f"Oppfølgingen kan ikke være før svaret ble mottatt {mottatt:%d.%m.%Y}.")
            )
    return hinder
