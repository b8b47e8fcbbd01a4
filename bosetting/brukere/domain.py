"""Roles and what each may do: plain values, so that the table can be read and tested without a database."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bosetting.felles.melding import melding as _


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
    FOERE_DIALOG = "se og føre dialogen med kommunene"
    BEKREFTE_SVAR = "bekrefte svar fra kommunene"
    FOERE_KOMMUNE = "føre bosatte og planforankring for kommunene"
    INVITERE = "invitere kontaktpersoner og avslutte tilgangen deres"
    SE_NETTVERK = "se grupper, møter og aktiviteter"
    DELTA_NETTVERK = "se og delta i nettverkets møter og aktiviteter for egen kommune"
    SE_PERSONER = "se personer i nettverket og hvordan de nås"
    FOERE_NETTVERK = "føre grupper, møter, aktiviteter og resten av prosjektet"
    SE_RAPPORTER = "se rapporter"
    SKRIVE_RAPPORTER = "skrive rapporter"
    GODKJENNE_RAPPORTER = "godkjenne, sende og offentliggjøre rapporter, og tilpasse dem for embetet"
    SE_HENDELSER = "se hendelsesloggen"
    FORVALTE_BRUKERE = "forvalte brukere, roller og register"
    FORVALTE_PERSONVERN = "svare på innsyn og sletting av personopplysninger"


_LESER = {Rett.SE_STATUS, Rett.SE_SVAR, Rett.SE_RUNDER, Rett.SE_NETTVERK, Rett.SE_RAPPORTER}
_SAKSBEHANDLER = _LESER | {
    Rett.REGISTRERE_SVAR,
    Rett.LAGE_RUNDER,
    Rett.FOERE_DIALOG,
    Rett.BEKREFTE_SVAR,
    Rett.FOERE_KOMMUNE,
    Rett.INVITERE,
    Rett.SE_PERSONER,
    Rett.SKRIVE_RAPPORTER,
}

# The permission table. Each right is also limited to the rows of the role's embete or municipality (for_bruker).
RETTIGHETER: dict[Rolle, frozenset[Rett]] = {
    Rolle.SYSTEMANSVARLIG: frozenset({Rett.SE_HENDELSER, Rett.FORVALTE_BRUKERE, Rett.FORVALTE_PERSONVERN}),
    Rolle.PROSJEKTLEDER: frozenset(
        _SAKSBEHANDLER | {Rett.FOERE_NETTVERK, Rett.GODKJENNE_RAPPORTER, Rett.FORVALTE_PERSONVERN}
    ),
    Rolle.SAKSBEHANDLER: frozenset(_SAKSBEHANDLER),
    Rolle.KONTAKTPERSON: frozenset(
        {Rett.SE_EGEN_KOMMUNE, Rett.SE_SVAR, Rett.REGISTRERE_SVAR, Rett.DELTA_NETTVERK}
    ),
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


def hvorfor_ikke_tilgang(
    rolle: Rolle, *, har_embete: bool, har_kommune: bool
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for what a role lacks, or has and cannot use: where it applies."""
    grunner = []
    if rolle == Rolle.SYSTEMANSVARLIG:
        if har_embete:
            grunner.append(
                ("embete", _("En systemansvarlig gjelder for hele systemet. La embetet stå tomt."))
            )
    elif rolle == Rolle.KONTAKTPERSON:
        if har_embete:
            grunner.append(("embete", _("En kontaktperson hører til en kommune. La embetet stå tomt.")))
    elif not har_embete:
        grunner.append(("embete", _("Velg embetet rollen gjelder for.")))
    if rolle == Rolle.KONTAKTPERSON and not har_kommune:
        grunner.append(("kommune", _("Velg kommunen rollen gjelder for.")))
    if rolle != Rolle.KONTAKTPERSON and har_kommune:
        grunner.append(("kommune", _("Bare en kontaktperson hører til en kommune. La feltet stå tomt.")))
    return grunner


def hvorfor_ikke_navn(rader: list[tuple[str, date, date | None]]) -> list[tuple[str | None, str]]:
    """Return reasons why these (name, fra, til) cannot be an embete's names: none at all, or two on one day."""
    if not rader:
        return [(None, _("Embetet må ha minst ett navn."))]
    grunner = []
    ordnet = sorted(rader, key=lambda rad: rad[1])
    for (navn, _fra, til), (neste, neste_fra, _til) in zip(ordnet, ordnet[1:], strict=False):
        if til is None or til > neste_fra:
            verdier = {"navn": navn, "neste": neste, "fra": f"{neste_fra:%d.%m.%Y}"}
            grunn = (
                _(
                    "Navnene overlapper: «%(navn)s» gjelder uten sluttdato, men «%(neste)s» fra %(fra)s.",
                    **verdier,
                )
                if til is None
                else _(
                    "Navnene overlapper: «%(navn)s» gjelder til %(til)s, men «%(neste)s» fra %(fra)s.",
                    til=f"{til:%d.%m.%Y}",
                    **verdier,
                )
            )
            grunner.append((None, grunn))
    return grunner + [
        (None, _("«%(navn)s»: sluttdatoen må være etter startdatoen.", navn=navn))
        for navn, fra, til in rader
        if til and til <= fra
    ]
