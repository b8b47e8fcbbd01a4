"""What may stand together in one answer: its kind, figures, new date and conditions. Plain Python, like domain.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .domain import Svartype, Tall

# The condition that says nothing by itself.
ANNET = "annet"


@dataclass(frozen=True)
class Vilkaarsvalg:
    """One condition of an answer: its kind, what it says, and the day to follow it up."""

    type: str
    merknad: str = ""
    oppfoelging_dato: date | None = None


def hinder_for_sammenheng(
    *, type: Svartype, tall: Tall, ny_dato: date | None, mottatt: date | None, vilkaar: Iterable[Vilkaarsvalg]
) -> list[tuple[str, str]]:
    """Return (field, reason in bokmål) for each thing that does not belong with the rest; empty when all is well.

    The fields of a condition are called vilkaar_<type>, vilkaar_<type>_merknad and vilkaar_<type>_dato.
    """
    hinder: list[tuple[str, str]] = []
    if ny_dato is not None and type in (Svartype.VEDTAK, Svartype.TRUKKET):
        grunn = "En ny dato hører til et svar som ikke er endelig. Slett den, eller velg et annet svar."
        hinder.append(("ny_dato", grunn))
    elif ny_dato is not None and mottatt is not None and ny_dato < mottatt:
        hinder.append(("ny_dato", f"Den nye datoen kan ikke være før svaret ble mottatt {mottatt:%d.%m.%Y}."))
    har_innhold = type in (Svartype.VEDTAK, Svartype.FORELOEPIG)
    for felt, verdi in (("totalt", tall.totalt), ("em", tall.em)):
        if verdi is not None and not har_innhold:
            hinder.append((felt, "Dette svaret har ikke noe antall. Slett tallet, eller velg et annet svar."))
    for ett in vilkaar:
        felt = f"vilkaar_{ett.type}"
        if not har_innhold:
            grunn = (
                "Vilkår hører til et vedtak eller en innstilling. Fjern krysset, eller velg et annet svar."
            )
            hinder.append((felt, grunn))
        if ett.type == ANNET and not ett.merknad.strip():
            hinder.append((f"{felt}_merknad", "Skriv hva vilkåret går ut på."))
        if ett.oppfoelging_dato is not None and mottatt is not None and ett.oppfoelging_dato < mottatt:
            grunn = f"Oppfølgingen kan ikke være før svaret ble mottatt {mottatt:%d.%m.%Y}."
            hinder.append((f"{felt}_dato", grunn))
    return hinder
