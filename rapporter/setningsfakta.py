"""What the sentences know beside the figures: somebody's own words, and how it stood in the report before. Plain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from vedtak.domain import Gruppesum, Kommunestatus


@dataclass(frozen=True)
class Overstyring:
    """Somebody's own words for a sentence. ``generert`` is what the program wrote then, ``nr`` the row."""

    tekst: str
    generert: str
    begrunnelse: str = ""
    skrevet_av: str = ""
    skrevet_at: datetime | None = None
    nr: int = 0


@dataclass(frozen=True)
class Forrige:
    """The report before of the same type: the settlement year of *this* report as it was known at *its* cut-off.

    ``status`` is by number of municipality. ``adresse`` leads to that report.
    """

    navn: str
    skjaeringsdato: date
    adresse: str
    status: Mapping[str, Kommunestatus]
    summer: Mapping[str, Gruppesum]
