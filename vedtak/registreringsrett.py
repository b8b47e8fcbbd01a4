"""Who may register an answer for one municipality, and as what: staff of its embete, or its own kontaktperson.

``requires`` asks whether a person holds the right at all. A person may hold several roles, so here each role is held
against the municipality it was given for.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bosetting.brukere.domain import RETTIGHETER, Rett, Rolle
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.kommuner.models import Kommune

_ANSATTE = [
    rolle
    for rolle, rettigheter in RETTIGHETER.items()
    if {Rett.REGISTRERE_SVAR, Rett.SE_STATUS} <= rettigheter
]


@dataclass(frozen=True)
class Registreringsrett:
    """``ansatt``: works for the embete and sets any date and state. ``kontaktperson``: answers for the municipality."""

    ansatt: bool = False
    kontaktperson: bool = False

    def __bool__(self):
        return self.ansatt or self.kontaktperson


def registreringsrett(bruker: Bruker, kommune: Kommune, dag: date) -> Registreringsrett:
    """Return what ``bruker`` may be towards ``kommune`` on ``dag``. One query."""
    roller = set(
        Tilgang.objects.on_date(dag)
        .filter(bruker=bruker)
        .filter(
            Q(rolle__in=_ANSATTE, embete__fylker=kommune.fylke_id)
            | Q(rolle=Rolle.KONTAKTPERSON, kommune=kommune)
        )
        .values_list("rolle", flat=True)
    )
    return Registreringsrett(
        ansatt=bool(roller.intersection(_ANSATTE)), kontaktperson=Rolle.KONTAKTPERSON in roller
    )
