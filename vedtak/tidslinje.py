"""All that happened to a municipality, on one line of time: what the clocks show, in which order. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


def synlig(gjelder: date, kjent_fra: date, per: date | None, kjent: date | None) -> bool:
    """Return whether the clocks show a row that counts from ``gjelder`` and was known from ``kjent_fra``.

    ``per`` None is any day, ``kjent`` None as known now (docs/domene.md, rule 3).
    """
    return (per is None or gjelder <= per) and (kjent is None or kjent_fra <= kjent)


class Slag(StrEnum):
    """What kind of thing happened; the order is that of the choices on the page."""

    ANMODNING = "anmodning"
    UTSETTELSE = "utsettelse"
    SVAR = "svar"
    RETTELSE = "rettelse"
    TRUKKET = "trukket"
    BEKREFTELSE = "bekreftelse"
    OENSKE = "oenske"
    PURRING = "purring"
    DIALOG = "dialog"
    VILKAAR = "vilkaar"
    BOSATT = "bosatt"
    PLAN = "plan"
    DOKUMENT = "dokument"
    KONTAKT = "kontakt"


@dataclass(frozen=True)
class Endring:
    """One field that a correction changed, as people read it."""

    navn: str
    foer: str
    etter: str


@dataclass(frozen=True)
class Punkt:
    """One thing that happened. ``dato`` is the day it stands under: when the embete knew of it.

    ``gjelder`` is the day it counts from (None: the same). ``aar`` is the settlement year it is about, if any.
    ``endringer`` and ``grunn`` belong to a correction; ``vedlegg`` are (text, address) of what lies with it.
    ``id`` orders what came on one day within its kind.
    """

    slag: Slag
    dato: date
    tittel: str
    id: int = 0
    gjelder: date | None = None
    aar: int | None = None
    tekst: str = ""
    url: str = ""
    vedlegg: tuple[tuple[str, str], ...] = ()
    saksnummer: str = ""
    hvem: str = ""
    kilde: str = ""
    grunn: str = ""
    endringer: tuple[Endring, ...] = ()
    etterregistrert: bool = False

    @property
    def virker_fra(self) -> date:
        """The day it counts from."""
        return self.gjelder or self.dato


@dataclass(frozen=True)
class Tidslinje:
    """What the clocks show, newest first. ``antall`` counts each kind before one was chosen."""

    punkter: list[Punkt]
    antall: dict[Slag, int]
    slag: Slag | None = None

    @property
    def alle(self) -> int:
        """How many there are of every kind together."""
        return sum(self.antall.values())

    @property
    def etter_aar(self) -> list[tuple[int, list[Punkt]]]:
        """The points by calendar year, newest first."""
        aarene: dict[int, list[Punkt]] = {}
        for punkt in self.punkter:
            aarene.setdefault(punkt.dato.year, []).append(punkt)
        return list(aarene.items())


def tidslinje(
    punkter: Iterable[Punkt], per: date, kjent: date | None = None, slag: Slag | None = None
) -> Tidslinje:
    """Return the points that the clocks show, newest first; of one ``slag`` when it is given.

    What counts by ``per`` and became known later is marked ``etterregistrert``. Ties: kind in the order of ``Slag``
    reversed, so that what follows from a thing stands above it, then the later row.
    """
    orden = {ett: nr for nr, ett in enumerate(Slag)}
    sett = [
        replace(punkt, etterregistrert=punkt.dato > per)
        for punkt in punkter
        if synlig(punkt.virker_fra, punkt.dato, per, kjent)
    ]
    sett.sort(key=lambda punkt: (punkt.dato, orden[punkt.slag], punkt.id), reverse=True)
    antall = {ett: sum(punkt.slag == ett for punkt in sett) for ett in Slag}
    return Tidslinje(
        punkter=[punkt for punkt in sett if slag is None or punkt.slag == slag],
        antall={ett: n for ett, n in antall.items() if n},
        slag=slag,
    )
