"""A kind of work for tests: each part leaves a row that nothing stops from coming twice, so that a double shows.

``data``: ``deler`` is how many parts there are, ``treg`` how many seconds each takes, inside its transaction.
"""

import time

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from bosetting.jobber.models import Jobb
from bosetting.jobber.register import Jobbtype


def spor(jobb: Jobb) -> list[str]:
    """Return the parts that were done, in the order they were done; one done twice stands here twice."""
    rader = Hendelse.objects.filter(handling="prøvde", objekttype=f"prøve {jobb.pk}")
    return list(rader.order_by("pk").values_list("objekt_id", flat=True))


def enheter(jobb: Jobb) -> list[str]:
    gjort = set(spor(jobb))
    return [nr for nr in map(str, range(jobb.data["deler"])) if nr not in gjort]


def gjoer(jobb: Jobb, enhet: str) -> None:
    Hendelse.objects.create(
        tidspunkt_at=naa(), handling="prøvde", objekttype=f"prøve {jobb.pk}", objekt_id=enhet, objekt=enhet
    )
    time.sleep(jobb.data.get("treg", 0))


PROEVE = Jobbtype(slag="proeve", navn="Prøve", enheter=enheter, gjoer=gjoer)
