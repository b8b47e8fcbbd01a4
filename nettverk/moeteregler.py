"""Rules of meetings: patterns that return and their dates, the time on an agenda, and what may not be.

Plain values in, plain values out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from bosetting.felles.melding import melding as _

PLANLAGT, AVHOLDT, AVLYST = "planlagt", "avholdt", "avlyst"
# A meeting a week for two years; more at once is a slip of the hand.
MAKS_I_SERIE = 110

UKEDAGER = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
NUMRE = {1: "første", 2: "andre", 3: "tredje", 4: "fjerde", -1: "siste"}
_ORDEN = {3: "tredje", 4: "fjerde", 6: "sjette"}
HVER = (1, 2, *_ORDEN)
_KODER = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_REGEL = re.compile(r"FREQ=(WEEKLY|MONTHLY);INTERVAL=(\d{1,2});BYDAY=(-1|[1-4])?(MO|TU|WE|TH|FR|SA|SU)")
_DAG = timedelta(days=1)

Grunner = list[tuple[str | None, str]]


@dataclass(frozen=True)
class Moenster:
    """How often a meeting returns: a weekday (0 is Monday) every ``hver`` week, or month when ``nummer`` is given.

    ``nummer`` is which of the weekday in the month, -1 the last.
    """

    ukedag: int
    nummer: int | None = None
    hver: int = 1

    @classmethod
    def les(cls, regel: str) -> "Moenster":
        """Return the pattern of a stored RRULE."""
        funn = _REGEL.fullmatch(regel)
        if funn is None or (funn[1] == "MONTHLY") != (funn[3] is not None):
            raise ValueError(f"ukjent gjentakelse: {regel!r}")
        return cls(_KODER.index(funn[4]), int(funn[3]) if funn[3] else None, int(funn[2]))

    @property
    def regel(self) -> str:
        """Return the pattern as an RRULE (RFC 5545), without its dates."""
        frekvens, nummer = ("WEEKLY", "") if self.nummer is None else ("MONTHLY", self.nummer)
        return f"FREQ={frekvens};INTERVAL={self.hver};BYDAY={nummer}{_KODER[self.ukedag]}"

    @property
    def tekst(self) -> str:
        """Return «første tirsdag i hver måned», «annenhver torsdag», «siste fredag hver tredje måned»."""
        dag = UKEDAGER[self.ukedag]
        if self.nummer is None:
            if self.hver == 1:
                return f"hver {dag}"
            return f"annenhver {dag}" if self.hver == 2 else f"{dag} hver {_orden(self.hver)} uke"
        hvilken = f"{NUMRE[self.nummer]} {dag}"
        if self.hver <= 2:
            return f"{hvilken} {'i hver' if self.hver == 1 else 'annenhver'} måned"
        return f"{hvilken} hver {_orden(self.hver)} måned"

    def datoer(self, fra: date, til: date) -> list[date]:
        """Return its days in ``[fra, til)``. The first day it falls on is the first; the others follow from that."""
        hva = {
            "freq": WEEKLY if self.nummer is None else MONTHLY,
            "byweekday": weekday(self.ukedag, self.nummer),
        }
        slutt = datetime.combine(til - _DAG, time())
        foerste = next(iter(rrule(dtstart=datetime.combine(fra, time()), until=slutt, **hva)), None)
        if foerste is None:
            return []
        return [dag.date() for dag in rrule(dtstart=foerste, until=slutt, interval=self.hver, **hva)]

    def periode(self, dag: date) -> tuple[int, int]:
        """Return the week or month of a day: where a changed series finds the meeting that takes the new day."""
        return dag.isocalendar()[:2] if self.nummer is None else (dag.year, dag.month)


def _orden(hver: int) -> str:
    return _ORDEN.get(hver, f"{hver}.")


def fordel(
    gamle: Iterable[date], nye: Iterable[date], moenster: Moenster
) -> list[tuple[date | None, date | None]]:
    """Return (old day, new day) of every meeting of a changed series: one that stays has both.

    A day that is in both stays where it is; else the meeting of the same week or month takes the new day.
    """
    gamle, nye = sorted(set(gamle)), sorted(set(nye))
    like = set(gamle) & set(nye)
    ledige = [dag for dag in nye if dag not in like]
    par: list[tuple[date | None, date | None]] = [(dag, dag) for dag in like]
    for dag in gamle:
        if dag in like:
            continue
        ny = next((en for en in ledige if moenster.periode(en) == moenster.periode(dag)), None)
        if ny is not None:
            ledige.remove(ny)
        par.append((dag, ny))
    return sorted([*par, *((None, dag) for dag in ledige)], key=lambda ett: ett[1] or ett[0])


def hvorfor_ikke_serie(
    moenster: Moenster,
    *,
    fra: date,
    til: date,
    fra_tid: time,
    til_tid: time,
    prosjekt: tuple[date, date | None],
) -> Grunner:
    """Return (field, reason) for each reason why a series cannot run in ``[fra, til)``."""
    grunner: Grunner = []
    if til_tid <= fra_tid:
        grunner.append(("til_tid", _("Møtet må slutte etter at det begynner.")))
    if til <= fra:
        return [*grunner, ("til", _("Siste dag kan ikke være før første dag."))]
    if fra < prosjekt[0] or (prosjekt[1] and til > prosjekt[1]):
        return [*grunner, ("til", _("Serien går ut over prosjektperioden."))]
    antall = len(moenster.datoer(fra, til))
    if not antall:
        grunner.append(("til", _("Mønsteret gir ingen møter i denne perioden.")))
    elif antall > MAKS_I_SERIE:
        grunn = _(
            "Mønsteret gir %(antall)s møter, og en serie kan ha høyst %(maks)s.",
            antall=antall,
            maks=MAKS_I_SERIE,
        )
        grunner.append(("til", grunn))
    return grunner


def hvorfor_ikke_moete(
    *,
    status: str,
    dato: date,
    fra_tid: time,
    til_tid: time,
    svarfrist: date | None,
    prosjekt: tuple[date, date | None],
    dag: date,
) -> Grunner:
    """Return (field, reason) for each reason why a meeting cannot be so on ``dag``."""
    grunner: Grunner = []
    if til_tid <= fra_tid:
        grunner.append(("til_tid", _("Møtet må slutte etter at det begynner.")))
    if dato < prosjekt[0] or (prosjekt[1] and dato >= prosjekt[1]):
        grunner.append(("dato", _("Datoen er utenfor prosjektperioden.")))
    if svarfrist is not None and svarfrist > dato:
        grunner.append(("svarfrist", _("Svarfristen kan ikke være etter møtet.")))
    if status == AVHOLDT and dato > dag:
        grunner.append(("status", _("Et møte fram i tid kan ikke være avholdt.")))
    return grunner


def hvorfor_ikke_saksliste(status: str) -> Grunner:
    """Return why nobody can change the agenda any more, or put papers with it."""
    if status == AVLYST:
        return [(None, _("Møtet er avlyst, så sakslisten kan ikke endres."))]
    return []


def hvorfor_ikke_sette_opp(status: str) -> Grunner:
    """Return why a proposal cannot be put on the agenda. It can be left off all the same, with an answer."""
    if status == AVLYST:
        return [
            ("status", _("Møtet er avlyst, så saken kan ikke settes opp her. Svar at den ikke settes opp."))
        ]
    return []


def hvorfor_ikke_forslag(*, status: str, dato: date, dag: date) -> Grunner:
    """Return why nobody can propose a point for a meeting, or change the proposal, any more."""
    if status == AVLYST:
        return [(None, _("Møtet er avlyst."))]
    if status == AVHOLDT or dato < dag:
        return [(None, _("Møtet har vært. Foreslå saken til neste møte."))]
    return []


@dataclass(frozen=True)
class Tidsplan:
    """The clock of an agenda: when each point begins (None after one of unknown length), and what is left.

    ``rest`` is the minutes between the points and the end of the meeting, negative when they do not fit.
    """

    starter: Sequence[time | None]
    minutter: int
    uten_tid: int
    rest: int


def tidsplan(fra_tid: time, til_tid: time, minutter: Iterable[int | None]) -> Tidsplan:
    """Return when the points of an agenda begin."""
    minutter = list(minutter)
    starter: list[time | None] = []
    naa: int | None = _minutt(fra_tid)
    for ett in minutter:
        # What would begin after midnight has no place on this day's clock.
        starter.append(time(*divmod(naa, 60)) if naa is not None and naa < 24 * 60 else None)
        naa = None if naa is None or ett is None else naa + ett
    kjent = sum(ett or 0 for ett in minutter)
    return Tidsplan(starter, kjent, minutter.count(None), _minutt(til_tid) - _minutt(fra_tid) - kjent)


def _minutt(klokken: time) -> int:
    return klokken.hour * 60 + klokken.minute
