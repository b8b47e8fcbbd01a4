"""Roles and what each may do: plain values, so that the table can be read and tested without a database."""

from dataclasses import dataclass, field
from enum import StrEnum


class Rolle(StrEnum):
    """The roles of the field; the value is what the database stores."""

    SYSTEMANSVARLIG = "systemansvarlig"
    PROSJEKTLEDER = "prosjektleder"
    SAKSBEHANDLER = "saksbehandler"
    KONTAKTPERSON = "kontaktperson"
    LESER = "leser"


class Rett(StrEnum):
    """One thing a person may be allowed to do."""

    SE_STATUS = "se status for embetets kommuner"
    SE_EGEN_KOMMUNE = "se egen kommunes side"
    SE_SVAR = "se svar og historikk for en kommune"
    REGISTRERE_SVAR = "registrere og rette kommunens svar"
    SE_RUNDER = "se anmodningsrunder"
    LAGE_RUNDER = "lage og sende anmodningsrunder"
    SE_NETTVERK = "se grupper og aktiviteter"
    FOERE_NETTVERK = "føre grupper og aktiviteter"
    SE_RAPPORTER = "se rapporter"
    SKRIVE_RAPPORTER = "skrive rapporter"
    SE_HENDELSER = "se hendelsesloggen"
    FORVALTE_BRUKERE = "forvalte brukere, roller og register"


_LESER = {Rett.SE_STATUS, Rett.SE_SVAR, Rett.SE_RUNDER, Rett.SE_NETTVERK, Rett.SE_RAPPORTER}
_SAKSBEHANDLER = _LESER | {Rett.REGISTRERE_SVAR, Rett.LAGE_RUNDER}

# The permission table. Each right is also limited to the rows of the role's embete or municipality (for_bruker).
RETTIGHETER: dict[Rolle, frozenset[Rett]] = {
    Rolle.SYSTEMANSVARLIG: frozenset({Rett.SE_HENDELSER, Rett.FORVALTE_BRUKERE}),
    Rolle.PROSJEKTLEDER: frozenset(_SAKSBEHANDLER | {Rett.FOERE_NETTVERK, Rett.SKRIVE_RAPPORTER}),
    Rolle.SAKSBEHANDLER: frozenset(_SAKSBEHANDLER),
    Rolle.KONTAKTPERSON: frozenset({Rett.SE_EGEN_KOMMUNE, Rett.SE_SVAR, Rett.REGISTRERE_SVAR}),
    Rolle.LESER: frozenset(_LESER),
}


@dataclass(frozen=True)
class Omfang:
    """What one person may do and see on one day.

    ``alt`` is the systemansvarlig's view of the register and the log; case data follow embeter and municipalities:
    ``embete_ids`` are those she works in or reads from, ``kommune_ids`` the municipalities she represents.
    """

    roller: frozenset[Rolle] = frozenset()
    rettigheter: frozenset[Rett] = frozenset()
    embete_ids: frozenset[int] = frozenset()
    kommune_ids: tuple[int, ...] = field(default=())
    alt: bool = False
    embeteretter: frozenset[tuple[int, Rett]] = frozenset()

    def embeter_med(self, rett: Rett) -> frozenset[int]:
        """Return the embeter where this person holds ``rett``: one may work in one embete and only read in another."""
        return frozenset(embete for embete, holdt in self.embeteretter if holdt == rett)
