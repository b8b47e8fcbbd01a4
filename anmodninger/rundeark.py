"""A round as a table to download: in own shape, with its sum row, or in IMDi's. ``rundefil`` reads both back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bosetting.felles.regneark import Ark

from .rundefil import EGEN, IMDI

EGNE_OVERSKRIFTER = ("Kommunenummer", "Kommune", "Bosettingsår", "Totalt", "Herav enslige mindreårige")
IMDIS_OVERSKRIFTER = ("kommune_nr", "aar", "bosetting.anmodning", "bosetting.vedtak", "bosetting.bosatt")
FORMER = (EGEN, IMDI)


@dataclass(frozen=True)
class Utlinje:
    """One municipality as it is written: a name that begins with = is text, a blank is no figure."""

    kommune_nr: str
    navn: str
    totalt: int | None
    em: int | None


def som_ark(form: str, aar: int, linjer: Sequence[Utlinje], forklaring: Sequence[str]) -> Ark:
    """Return a round in own shape, with its sum row, or in IMDi's."""
    navn = f"Anmodning {aar}"
    if form == IMDI:
        rader = [[str(int(linje.kommune_nr)), aar, linje.totalt, None, None] for linje in linjer]
        return Ark(navn, (), IMDIS_OVERSKRIFTER, rader)
    totaler = [linje.totalt for linje in linjer if linje.totalt is not None]
    em = [linje.em for linje in linjer if linje.totalt is not None]
    rader = [[linje.kommune_nr, linje.navn, aar, linje.totalt, linje.em] for linje in linjer]
    # A round that asks nobody has no sum, and a sum with an unknown part is unknown.
    summer = [sum(totaler) if totaler else None, None if None in em or not em else sum(em)]
    return Ark(navn, forklaring, EGNE_OVERSKRIFTER, [*rader, ["Sum", None, None, *summer]])
