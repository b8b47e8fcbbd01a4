"""Activities: what may not be, and sums of participants and cost with the parts behind them. Values in, values out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Generic, TypeVar

from bosetting.felles.melding import melding as _

Noekkel = TypeVar("Noekkel")
PLANLAGT, GJENNOMFOERT, AVLYST = "planlagt", "gjennomfoert", "avlyst"


@dataclass(frozen=True)
class Deltakere:
    """Participants of several activities that were carried out: the known sum, and how many have no count."""

    sum: int
    kjente: int
    ukjente: int

    @property
    def tekst(self) -> str:
        """Return «1 234 deltakere», «minst 40 deltakere …» where counts are missing; unknown is never zero."""
        if not self.kjente:
            return "uten tall på deltakerne" if self.ukjente else "ingen gjennomført"
        tekst = f"{self.sum:,}".replace(",", "\N{NO-BREAK SPACE}")
        tekst += " deltaker" if self.sum == 1 else " deltakere"
        if not self.ukjente:
            return tekst
        mangler = "1 aktivitet" if self.ukjente == 1 else f"{self.ukjente} aktiviteter"
        return f"minst {tekst} (tallet mangler for {mangler})"


def sum_deltakere(rader: Iterable[tuple[str, int | None]]) -> Deltakere:
    """Sum (status, deltakere) over the activities that were carried out. Unknown is never counted as zero."""
    tall = [deltakere for status, deltakere in rader if status == GJENNOMFOERT]
    kjente = [deltakere for deltakere in tall if deltakere is not None]
    return Deltakere(sum(kjente), len(kjente), len(tall) - len(kjente))


@dataclass(frozen=True)
class Aktivitetstall:
    """What one activity adds to a sum."""

    slag: str
    fra_dato: date
    status: str
    deltakere: int | None = None
    kostnad: int | None = None


@dataclass(frozen=True)
class Delsum(Generic[Noekkel]):
    """One part of a sum, or all of it (``noekkel`` None): activities by status, participants, and the known cost.

    ``uten_kostnad``: how many that are not cancelled have no known cost.
    """

    noekkel: Noekkel
    planlagt: int
    gjennomfoert: int
    avlyst: int
    deltakere: Deltakere
    kostnad: int | None
    uten_kostnad: int

    @property
    def antall(self) -> int:
        return self.planlagt + self.gjennomfoert + self.avlyst


def delsum(noekkel: Noekkel, rader: Iterable[Aktivitetstall]) -> Delsum[Noekkel]:
    """Sum ``rader``. The cost is None when none of them has one, which is not the same as free."""
    rader = list(rader)
    statuser = [rad.status for rad in rader]
    kostnader = [rad.kostnad for rad in rader if rad.kostnad is not None]
    return Delsum(
        noekkel=noekkel,
        planlagt=statuser.count(PLANLAGT),
        gjennomfoert=statuser.count(GJENNOMFOERT),
        avlyst=statuser.count(AVLYST),
        deltakere=sum_deltakere((rad.status, rad.deltakere) for rad in rader),
        kostnad=sum(kostnader) if kostnader else None,
        uten_kostnad=sum(rad.kostnad is None and rad.status != AVLYST for rad in rader),
    )


def delsummer(
    rader: Iterable[Aktivitetstall], etter: Callable[[Aktivitetstall], Noekkel]
) -> list[Delsum[Noekkel]]:
    """Return the parts that ``rader`` fall in ``etter`` a key, in the order of the keys; each row in one part."""
    deler: dict[Noekkel, list[Aktivitetstall]] = {}
    for rad in rader:
        deler.setdefault(etter(rad), []).append(rad)
    return [delsum(noekkel, deler[noekkel]) for noekkel in sorted(deler)]


@dataclass(frozen=True)
class Fordeling:
    """How the participants of one activity divide: in all, and what is told of by municipality and organisation."""

    i_alt: int | None
    fordelt: int

    @property
    def ikke_fordelt(self) -> int | None:
        """Return how many came from nobody knows where; None when nobody knows how many came in all."""
        return None if self.i_alt is None else self.i_alt - self.fordelt


def hvorfor_ikke_fordele(i_alt: int | None, deler: Iterable[int]) -> list[tuple[str | None, str]]:
    """Return (field, reason) when the parts cannot belong to the whole. The whole is at least the sum of its parts."""
    fordelt = sum(deler)
    if i_alt is None or i_alt >= fordelt:
        return []
    grunn = _(
        "Tallene for kommuner og organisasjoner er %(fordelt)s til sammen. Antallet i alt kan ikke være lavere.",
        fordelt=fordelt,
    )
    return [("deltakere", grunn)]


def blir_gjennomfoert(status: str, siste_dag: date, dag: date) -> bool:
    """Return whether an activity is carried out when those who came are counted on ``dag``: planned, and it is over."""
    return status == PLANLAGT and siste_dag <= dag


def hvorfor_ikke_aktivitet(
    *,
    status: str,
    fra_dato: date,
    til_dato: date | None,
    deltakere: int | None,
    prosjekt: tuple[date, date | None],
    dag: date,
    fra_tid: time | None = None,
    til_tid: time | None = None,
    fordelt: int = 0,
    slag: str = "",
    innsyn: str = "",
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for each reason why an activity cannot stand so on ``dag``; ``prosjekt`` is its period."""
    grunner = []
    start, slutt = prosjekt
    if fra_dato < start or (slutt is not None and fra_dato >= slutt):
        grunner.append(("fra_dato", _("Datoen er utenfor prosjektperioden.")))
    if til_dato is not None and til_dato < fra_dato:
        grunner.append(("til_dato", _("Siste dag kan ikke være før første dag.")))
    if til_tid is not None and fra_tid is None:
        grunner.append(("fra_tid", _("Skriv også når aktiviteten begynner.")))
    en_dag = til_dato is None or til_dato == fra_dato
    if fra_tid is not None and til_tid is not None and en_dag and til_tid <= fra_tid:
        grunner.append(("til_tid", _("Aktiviteten må slutte etter at den begynner.")))
    if status == GJENNOMFOERT and (til_dato or fra_dato) > dag:
        grunner.append(("status", _("En aktivitet fram i tid kan ikke være gjennomført.")))
    if status == AVLYST and (deltakere or fordelt):
        grunner.append(("deltakere", _("En avlyst aktivitet har ingen deltakere.")))
    if slag == "besoek" and innsyn == "offentlig":
        grunn = _("Et kommunebesøk vises bare for embetet og kommunen det gjelder. Velg noe annet.")
        grunner.append(("innsyn", grunn))
    return grunner + hvorfor_ikke_fordele(deltakere, [fordelt])
