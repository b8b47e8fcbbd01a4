"""Which row about a municipality's plan holds on a day, and what may be registered. Plain values; no database."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from bosetting.felles.gyldighet import gjelder
from bosetting.felles.melding import melding as _

Grunner = list[tuple[str | None, str]]


class Planrad(Protocol):
    """A registered row: which plan, the day it tells of, and its id."""

    plan: str
    dato: date
    pk: int


Rad = TypeVar("Rad", bound=Planrad)


def gjeldende(rader: Iterable[Rad], per: date) -> dict[str, Rad]:
    """Return the row that holds for each plan on ``per``: the latest by date (ties: the later row)."""
    siste: dict[str, Rad] = {}
    for rad in rader:
        if rad.dato <= per and (rad.plan not in siste or _orden(rad) > _orden(siste[rad.plan])):
            siste[rad.plan] = rad
    return siste


def _orden(rad: Planrad) -> tuple[date, int]:
    return rad.dato, rad.pk


def hinder_for_planforankring(
    *, kommune: str, periode: tuple[date, date | None], dato: date, kilde: str, dag: date
) -> Grunner:
    """Return why a status cannot be registered so on ``dag``; ``periode`` is when the municipality had its number."""
    grunner: Grunner = []
    if dato > dag:
        grunner.append(("dato", _("Datoen er fram i tid. Før inn statusen når den gjelder.")))
    elif not gjelder(*periode, dato):
        navn = {"kommune": kommune, "dato": f"{dato:%d.%m.%Y}"}
        grunner.append(("dato", _("%(kommune)s var ikke en kommune %(dato)s.", **navn)))
    if not kilde:
        grunner.append(("kilde", _("Oppgi hvor det står.")))
    return grunner
