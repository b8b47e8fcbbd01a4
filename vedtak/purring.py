"""Reminders reckoned: who still owes what, from which day a step counts, and which step is due. Values in, values out.

A step is a number of business days from the municipality's own deadline: an extension moves all its steps. So does a
day that the municipality has named itself (it asked for more time, or decides anew on a given day): until that day has
passed it is left in peace, and afterwards the steps count from there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bosetting.felles.virkedager import er_virkedag, flytt

from .domain import AAPNE_SVAR, Kommunestatus, Svar


class Mangel(StrEnum):
    """What a municipality owes: the whole answer, or only the part about enslige mindreårige."""

    ALT = "alt"
    EM = "em"


class Levering(StrEnum):
    """How far the mail to one recipient has come."""

    VENTER = "venter"
    SENDES = "sendes"
    SENDT = "sendt"
    STANSET = "stanset"
    FEILET = "feilet"
    OPPGITT = "oppgitt"
    USIKKER = "usikker"


# A mail server that answers at all has answered by then: an attempt still without a result is uncertain.
USIKKER_ETTER = timedelta(minutes=15)
MAKS_FORSOEK = 3
PAUSER = (timedelta(minutes=15), timedelta(hours=1))


class Grunn(StrEnum):
    """Why a municipality is not reminded."""

    ERSTATTET = "erstattet"
    SVART = "svart"
    UTEN_FRIST = "uten_frist"
    VENTER = "venter"
    UTSATT = "utsatt"
    IKKE_FORFALT = "ikke_forfalt"
    SENDT = "sendt"


@dataclass(frozen=True)
class Trinn:
    """A step of a plan: so many business days from the deadline (negative: before), and its text with named fields."""

    virkedager: int
    emne: str
    tekst: str


@dataclass(frozen=True)
class Vurdering:
    """What a day brings for one municipality: the step to send, or why not.

    ``frist`` is the day that its steps count from; ``naar`` the day that the reason is about (when it was sent, what
    it waits for, when the next step falls), None where there is none.
    """

    mangler: Mangel | None = None
    frist: date | None = None
    virkedager: int | None = None
    grunn: Grunn | None = None
    naar: date | None = None

    @property
    def skal(self) -> bool:
        return self.grunn is None


def mangel(status: Kommunestatus) -> Mangel | None:
    """Return what a municipality owes, or None. EM that nobody asked for is never owed; EM of 0 is an answer."""
    if status.anmodet is None:
        return None
    if status.svar["totalt"] in AAPNE_SVAR:
        return Mangel.ALT
    em_er_aapent = status.svar["em"] in AAPNE_SVAR or status.svar["em"] == Svar.UKJENT
    return Mangel.EM if status.anmodet.em and em_er_aapent else None


def teller_fra(frist: date | None, ventedag: date | None) -> date | None:
    """Return the day that steps count from: the deadline, or a later day that the municipality named itself."""
    return max(frist, ventedag) if frist and ventedag else frist


def trinndag(frist: date, virkedager: int) -> date:
    """Return the business day a step falls on. 0 is the deadline itself, or the last business day before it."""
    if virkedager == 0 and not er_virkedag(frist):
        return flytt(frist, -1)
    return flytt(frist, virkedager)


def passer(frist: date, virkedager: int, dag: date) -> bool:
    """Return whether a step can be sent on ``dag`` at all: one from before the deadline is pointless after it."""
    return dag > frist if virkedager > 0 else dag <= frist


def forfalt(trinn: Iterable[int], frist: date, dag: date, aktiv_fra: date | None = None) -> int | None:
    """Return the step that is due on ``dag``, or None: the latest one whose day has come, never those before it.

    A step whose day came before ``aktiv_fra`` is not sent late, so that a plan switched on does not fire in a heap.
    """
    naadd = [ett for ett in trinn if trinndag(frist, ett) <= dag and passer(frist, ett, dag)]
    siste = max(naadd, key=lambda ett: (trinndag(frist, ett), ett), default=None)
    if siste is None or (aktiv_fra is not None and trinndag(frist, siste) < aktiv_fra):
        return None
    return siste


def neste_dag(trinn: Iterable[int], frist: date, dag: date) -> date | None:
    """Return the first day after ``dag`` that a step falls on, or None."""
    return min((falt for ett in trinn if (falt := trinndag(frist, ett)) > dag), default=None)


def vurder(
    status: Kommunestatus,
    *,
    runde: int,
    ventedag: date | None,
    trinn: Iterable[int],
    sendt: Mapping[tuple[date, int], date],
    dag: date,
    aktiv_fra: date | None = None,
    valgt: int | None = None,
) -> Vurdering:
    """Judge one municipality on ``dag``: which step of ``runde`` it gets, or why none.

    ``sendt`` are the steps it has got, by (deadline, business days), with the day. ``valgt`` is a step somebody has
    chosen: it goes to all whom it fits, whatever day it was planned for. Without it the step is the one ``forfalt``.
    """
    trinn = list(trinn)
    if status.runde != runde:
        return Vurdering(grunn=Grunn.ERSTATTET)
    mangler = mangel(status)
    if mangler is None:
        return Vurdering(grunn=Grunn.SVART)
    frist = teller_fra(status.frist, ventedag)
    if frist is None:
        return Vurdering(mangler, grunn=Grunn.UTEN_FRIST)
    if ventedag is not None and ventedag >= dag:
        return Vurdering(mangler, frist, grunn=Grunn.VENTER, naar=ventedag)
    if valgt is None:
        virkedager = forfalt(trinn, frist, dag, aktiv_fra)
    else:
        virkedager = valgt if passer(frist, valgt, dag) else None
    if virkedager is None:
        rundens = status.rundens_frister.svarfrist
        if rundens is not None and status.frist > rundens and dag <= status.frist:
            return Vurdering(mangler, frist, grunn=Grunn.UTSATT, naar=status.frist)
        return Vurdering(mangler, frist, grunn=Grunn.IKKE_FORFALT, naar=neste_dag(trinn, frist, dag))
    if (frist, virkedager) in sendt:
        return Vurdering(mangler, frist, virkedager, Grunn.SENDT, sendt[frist, virkedager])
    return Vurdering(mangler, frist, virkedager)


@dataclass(frozen=True)
class Forsoek:
    """One row of the log of a recipient: an attempt that began (``begynt``), or what came of it."""

    nr: int
    utfall: str
    tidspunkt: datetime


def levering(forsoek: Iterable[Forsoek], tid: datetime) -> Levering:
    """Return how far a mail has come at ``tid``. An attempt that began and has no result for long is uncertain:
    the mail may have been taken, so it is never sent again by itself."""
    forsoek = list(forsoek)
    utfall = {ett.utfall for ett in forsoek}
    for ferdig in (Levering.SENDT, Levering.STANSET):
        if ferdig in utfall:
            return ferdig
    siste = max((ett for ett in forsoek), key=lambda ett: (ett.nr, ett.utfall != "begynt"), default=None)
    if siste is None:
        return Levering.VENTER
    if siste.utfall == "begynt":
        return Levering.SENDES if tid - siste.tidspunkt < USIKKER_ETTER else Levering.USIKKER
    return Levering.OPPGITT if siste.nr >= MAKS_FORSOEK else Levering.FEILET


def kan_proeves_igjen(forsoek: Iterable[Forsoek], tid: datetime) -> bool:
    """Return whether a mail that failed is to be tried again by itself now: later and later, and three times in all."""
    forsoek = list(forsoek)
    if levering(forsoek, tid) != Levering.FEILET:
        return False
    siste = max(ett.tidspunkt for ett in forsoek)
    nr = max(ett.nr for ett in forsoek)
    return tid - siste >= PAUSER[min(nr, len(PAUSER)) - 1]
