"""What anonymising a person would do, before anybody does it: rows by kind, what stays, and which roles end."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bosetting.brukere.models import Tilgang

from .anonymisering import bare_hennes, gjenstaar
from .innsyn import egne, eid, soekeord
from .innsynsblad import Spor, omtaler
from .politikk import BRUKER, PERSON, Modell, Slag, politikk
from .registrert import Registrert

FRITEKST = "fritekst"


@dataclass(frozen=True)
class Plan:
    """``grupper``: (kind, rows) that can be taken away. ``roller`` end today, ``staar`` cannot be changed.

    ``delt_navn``: somebody else has the same name, so it is left in texts.
    """

    grupper: list[tuple[Slag, int]]
    roller: list[Tilgang]
    staar: list[Spor]
    delt_navn: bool


def plan(hvem: Registrert, dag: date) -> Plan:
    """Return what would be done for ``hvem`` on ``dag``."""
    regler, antall, ord_, nevnt = politikk(), {}, soekeord(hvem), omtaler(hvem)
    for rader in egne(hvem):
        if rader.modell.fjernes:
            gruppe = regler.gruppe(rader.modell)
            antall[gruppe] = antall.get(gruppe, 0) + rader.rader.filter(_igjen(rader.modell, hvem)).count()
    antall[FRITEKST] = sum(spor.antall for spor in nevnt if not spor.fast)
    utenom = {BRUKER: hvem.brukere, PERSON: hvem.personer}
    return Plan(
        grupper=[(regler.slag[navn], n) for navn, n in antall.items() if n],
        roller=list(
            Tilgang.objects.ikke_over(dag).filter(bruker__in=hvem.brukere).select_related("embete", "kommune")
        ),
        staar=[spor for spor in nevnt if spor.fast],
        delt_navn=bare_hennes(ord_, utenom) != ord_,
    )


def _igjen(modell: Modell, hvem: Registrert) -> Q:
    """Return the condition that a row has something of hers left: of another's row, only what she is substitute in."""
    if not modell.vara:
        return gjenstaar(modell)
    vara = set(modell.vara)
    sitt = eid(modell, hvem) & gjenstaar(modell, set(modell.fjernes) - vara)
    return sitt | (~eid(modell, hvem) & gjenstaar(modell, vara))
