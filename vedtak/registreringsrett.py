"""Who may register an answer for one municipality, and as what: staff of its embete, or its own kontaktperson.

``requires`` asks whether a person holds the right at all. A person may hold several roles, so here each role is held
against the municipality it was given for.
"""

from dataclasses import dataclass

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Kommune


@dataclass(frozen=True)
class Registreringsrett:
    """``ansatt``: works for the embete and sets any date and state. ``kontaktperson``: answers for the municipality."""

    ansatt: bool = False
    kontaktperson: bool = False

    def __bool__(self):
        return self.ansatt or self.kontaktperson


def registreringsrett(bruker: Bruker, kommune: Kommune) -> Registreringsrett:
    """Return what ``bruker`` may be towards ``kommune`` today. One query."""
    omfang = bruker.omfang
    embeter = Embete.objects.filter(pk__in=omfang.embeter_med(Rett.REGISTRERE_SVAR), fylker=kommune.fylke_id)
    return Registreringsrett(ansatt=embeter.exists(), kontaktperson=kommune.pk in omfang.kommune_ids)
