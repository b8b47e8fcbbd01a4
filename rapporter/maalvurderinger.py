"""The judgement of each result goal in a report: what stands, and how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.felles.hinder import Hinder

from .domain import Maal
from .kapitler import vurderingsnoekkel
from .maalblokker import VURDERINGER
from .models import Kapittel, Rapport
from .queries import maalene
from .skriving import lagre_kapittel


@dataclass(frozen=True)
class Vurdering:
    """One goal as the page shows it: what it was judged to be (a key of ``VURDERINGER`` or empty), by whom and when."""

    maal: Maal
    verdi: str = ""
    versjon: int = 0
    kapittel: Kapittel | None = None


def vurderinger(rapport: Rapport) -> list[Vurdering]:
    """Return each goal of the report's project with its judgement. Two queries."""
    maal = maalene(rapport.prosjekt)
    noekler = [vurderingsnoekkel(ett.noekkel) for ett in maal]
    rader = rapport.kapitler.filter(noekkel__in=noekler).select_related("endret_av")
    lagret = {rad.noekkel: rad for rad in rader}
    return [
        Vurdering(
            ett,
            rad.tekst if rad and rad.tekst in VURDERINGER else "",
            rad.versjon if rad else 0,
            rad if rad and rad.tekst else None,
        )
        for ett, noekkel in zip(maal, noekler, strict=True)
        for rad in [lagret.get(noekkel)]
    ]


@transaction.atomic
def vurder(*, by, rapport: Rapport, valg: Mapping[str, tuple[str, int]]) -> int:
    """Save ``valg``: the goal's key → (a key of ``VURDERINGER`` or empty, the version it was chosen from).

    Return how many were changed. Raises ``Hinder`` when somebody has judged one of them otherwise meanwhile (then
    nothing is saved), or the report is closed.
    """
    endret = 0
    for naa in vurderinger(rapport):
        if naa.maal.noekkel not in valg:
            continue
        verdi, versjon = valg[naa.maal.noekkel]
        if verdi == naa.verdi:
            continue
        if versjon != naa.versjon:
            grunn = _(
                "Noen har vurdert mål %(nummer)s mens du skrev. Ingenting er lagret; se over det som står nå."
            )
            raise Hinder([(naa.maal.noekkel, grunn % {"nummer": naa.maal.nummer})])
        lagre_kapittel(
            by=by, rapport=rapport, noekkel=vurderingsnoekkel(naa.maal.noekkel), tekst=verdi, versjon=versjon
        )
        endret += 1
    return endret
