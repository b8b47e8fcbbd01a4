"""Persons settled, on the two clocks: which count holds, and why one may not be registered. Values in, values out.

A count is of a date and known from the day it was received (where that is unknown, from its date). A correction is a
new row of the same date that points to the one it corrects; without a number it withdraws the count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bosetting.felles.melding import melding as _


class Telling(Protocol):
    """A row of ``Bosatt``: the model, or ``Bosattrad``."""

    pk: int
    per_dato: date
    antall: int | None
    mottatt: date | None
    retter_id: int | None


T = TypeVar("T", bound=Telling)


@dataclass(frozen=True)
class Bosattrad:
    """A count of one municipality and year as plain values; ``antall`` None: withdrawn."""

    pk: int
    kommune: int
    per_dato: date
    antall: int | None
    mottatt: date | None = None
    retter_id: int | None = None


def kjent_fra(rad: Telling) -> date:
    """Return the day the count was known: ``mottatt``, else its own date."""
    return rad.mottatt or rad.per_dato


def staaende(rader: Iterable[T], kjent: date | None = None) -> list[T]:
    """Return the rows known on ``kjent`` (None: all known now) that no row known then corrects, withdrawals too.

    A correction reaches through those before it, also one that was not known yet.
    """
    alle = {rad.pk: rad for rad in rader}
    sett = [rad for rad in alle.values() if kjent is None or kjent_fra(rad) <= kjent]
    rettet: set[int] = set()
    for rad in sett:
        foer = rad.retter_id
        while foer is not None and foer not in rettet:
            rettet.add(foer)
            foer = alle[foer].retter_id if foer in alle else None
    return [rad for rad in sett if rad.pk not in rettet]


def tellinger(rader: Iterable[T], per: date, kjent: date | None = None) -> list[T]:
    """Return the counts up to ``per`` that stand as known on ``kjent``, the latest date first; none is withdrawn."""
    gjelder = [rad for rad in staaende(rader, kjent) if rad.antall is not None and rad.per_dato <= per]
    return sorted(gjelder, key=lambda rad: (rad.per_dato, rad.pk), reverse=True)


def gjeldende(rader: Iterable[T], per: date, kjent: date | None = None) -> T | None:
    """Return the count that holds at ``per`` as known on ``kjent``: the latest date's; None when there is none.

    ``rader`` are those of one municipality and year.
    """
    return next(iter(tellinger(rader, per, kjent)), None)


def hinder_for_telling(
    *, per_dato: date | None, mottatt: date | None, aar: int, dag: date
) -> list[tuple[str, str]]:
    """Return (field, reason) for dates that cannot be; empty when all is well."""
    hinder: list[tuple[str, str]] = []
    if per_dato is not None:
        felt = {"dato": f"{per_dato:%d.%m.%Y}", "aar": aar}
        if per_dato > dag:
            hinder.append(
                (
                    "per_dato",
                    _("%(dato)s er i framtiden. Et tall kan ikke telles før datoen er kommet.", **felt),
                )
            )
        elif per_dato < date(aar, 1, 1):
            hinder.append(("per_dato", _("%(dato)s er før bosettingsåret %(aar)s begynte.", **felt)))
    if mottatt is not None:
        if mottatt > dag:
            hinder.append(("mottatt", _("%(dato)s er i framtiden.", dato=f"{mottatt:%d.%m.%Y}")))
        elif per_dato is not None and mottatt < per_dato:
            hinder.append(("mottatt", _("Et tall kan ikke være mottatt før datoen det gjelder for.")))
    return hinder


def lavere_enn_foer(rader: Iterable[Telling], per_dato: date, antall: int) -> Telling | None:
    """Return the standing count of the nearest earlier date when it is higher: settled persons are counted up."""
    foer = gjeldende((rad for rad in rader if rad.per_dato < per_dato), per_dato)
    return foer if foer is not None and foer.antall > antall else None
