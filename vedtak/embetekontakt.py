"""Whom a municipality can ask: the embete of its county and the people who work there."""

from dataclasses import dataclass
from datetime import date

from bosetting.brukere.domain import Rolle
from bosetting.brukere.models import Embete, Tilgang
from bosetting.kommuner.models import Kommune


@dataclass(frozen=True)
class Kontakt:
    """One person to ask. ``telefon`` may be empty."""

    navn: str
    epost: str
    telefon: str = ""

    def __str__(self):
        return ", ".join(filter(None, (self.navn, self.telefon, self.epost)))


@dataclass(frozen=True)
class Embetekontakt:
    """An embete under the name it has today, and its case workers."""

    navn: str
    personer: list[Kontakt]

    def __str__(self):
        """«Fylkesmannen i Østfold (Siri Saksbehandler, siri@example.no)»: whom to ask, in a sentence."""
        return f"{self.navn} ({self.personer[0]})" if self.personer else self.navn


def embetekontakt(kommune: Kommune, dag: date) -> Embetekontakt | None:
    """Return whom ``kommune`` can ask on ``dag``, case workers before the project leader. Three queries."""
    embete = Embete.objects.filter(fylker=kommune.fylke_id).prefetch_related("navnerader").first()
    if embete is None:
        return None
    tilganger = (
        Tilgang.objects.on_date(dag)
        .filter(embete=embete, rolle__in=[Rolle.SAKSBEHANDLER, Rolle.PROSJEKTLEDER], bruker__is_active=True)
        .order_by("-rolle", "bruker__navn")
        .values_list("bruker__navn", "bruker__email", "bruker__telefon")
    )
    navn = embete.navn_paa(dag)
    return Embetekontakt(
        navn.navn if navn else str(embete), [Kontakt(*rad) for rad in dict.fromkeys(tilganger)]
    )
