"""Barriers: which stand on a day, which are met, how many in a period, and what may not be. Plain values in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bosetting.felles.melding import melding as _


class Tilstand(StrEnum):
    """How barriers of one kind stand in one municipality on a day."""

    INGEN = "ingen"
    AAPEN = "aapen"
    MOETT = "moett"
    LUKKET = "lukket"


@dataclass(frozen=True)
class Meldt:
    """One barrier: reported on ``dato``, gone from ``lukket``, with the days instruments were taken in use."""

    dato: date
    lukket: date | None = None
    tiltak: tuple[date, ...] = ()

    def staar(self, dag: date) -> bool:
        return self.dato <= dag and (self.lukket is None or dag < self.lukket)

    def moett(self, dag: date) -> bool:
        return any(tatt_i_bruk <= dag for tatt_i_bruk in self.tiltak)


def tilstand(barrierer: Iterable[Meldt], dag: date) -> Tilstand:
    """Return how ``barrierer`` stand together on ``dag``: one that is not met decides."""
    kjente = [rad for rad in barrierer if rad.dato <= dag]
    staar = [rad for rad in kjente if rad.staar(dag)]
    if any(not rad.moett(dag) for rad in staar):
        return Tilstand.AAPEN
    if staar:
        return Tilstand.MOETT
    return Tilstand.LUKKET if kjente else Tilstand.INGEN


@dataclass(frozen=True)
class Periodetall:
    """What happened in a period, and how it stood on its last day."""

    meldt: int
    tiltak: int
    lukket: int
    staar: int
    uten_tiltak: int

    def __add__(self, annen: "Periodetall") -> "Periodetall":
        return Periodetall(
            self.meldt + annen.meldt,
            self.tiltak + annen.tiltak,
            self.lukket + annen.lukket,
            self.staar + annen.staar,
            self.uten_tiltak + annen.uten_tiltak,
        )


def tell(barrierer: Iterable[Meldt], fra: date, til: date) -> Periodetall:
    """Count reported, met and closed in ``[fra, til)``, and what stood on the last day of it."""
    barrierer, siste = list(barrierer), til - timedelta(days=1)
    staar = [rad for rad in barrierer if rad.staar(siste)]
    return Periodetall(
        meldt=sum(fra <= rad.dato < til for rad in barrierer),
        tiltak=sum(fra <= dag < til for rad in barrierer for dag in rad.tiltak),
        lukket=sum(rad.lukket is not None and fra <= rad.lukket < til for rad in barrierer),
        staar=len(staar),
        uten_tiltak=sum(not rad.moett(siste) for rad in staar),
    )


Grunner = list[tuple[str | None, str]]


def hvorfor_ikke_barriere(
    *, dato: date, lukket: date | None, kommune: tuple[date, date | None], dag: date
) -> Grunner:
    """Return (field, reason) for why a barrier cannot stand so; ``kommune`` is the period of its municipality."""
    grunner = []
    fra, til = kommune
    if dato > dag:
        grunner.append(("dato", _("Datoen er fram i tid.")))
    if dato < fra or (til is not None and dato >= til):
        grunner.append(("kommune", _("Kommunen fantes ikke den dagen barrieren ble meldt.")))
    if lukket is not None and lukket < dato:
        grunner.append(
            ("dato", _("Barrieren ble lukket %(dag)s, før denne dagen.", dag=f"{lukket:%d.%m.%Y}"))
        )
    return grunner


def hvorfor_ikke_lukke(*, dato: date, lukket: date, tiltak: Iterable[date], dag: date) -> Grunner:
    """Return (field, reason) for why a barrier reported on ``dato`` cannot be closed from ``lukket``."""
    if lukket > dag:
        return [("lukket_dato", _("Datoen er fram i tid."))]
    if lukket < dato:
        grunn = _("Barrieren ble meldt %(dag)s. Den kan ikke lukkes før det.", dag=f"{dato:%d.%m.%Y}")
        return [("lukket_dato", grunn)]
    if siste := max((ett for ett in tiltak if ett > lukket), default=None):
        grunn = _("Et virkemiddel ble tatt i bruk %(dag)s, etter denne dagen.", dag=f"{siste:%d.%m.%Y}")
        return [("lukket_dato", grunn)]
    return []


def hvorfor_ikke_tiltak(
    *, dato: date, virkemiddel: tuple[date, date | None], lukket: date | None, dag: date
) -> Grunner:
    """Return (field, reason) for why an instrument that exists in ``virkemiddel`` was not taken in use on ``dato``."""
    grunner = []
    fra, til = virkemiddel
    if dato > dag:
        grunner.append(("dato", _("Datoen er fram i tid.")))
    if dato < fra or (til is not None and dato >= til):
        grunner.append(("dato", _("Virkemiddelet fantes ikke denne dagen.")))
    if lukket is not None and dato > lukket:
        grunner.append(
            ("dato", _("Barrieren ble lukket %(dag)s, før denne dagen.", dag=f"{lukket:%d.%m.%Y}"))
        )
    return grunner
