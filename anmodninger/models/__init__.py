"""Requests: rounds and drafts, extensions, the proposed split, letters, and the annual wheel."""

from .aarshjul import Aarshjulmalsteg, Aarshjulsteg
from .brev import Brev, Brevfil, Brevmal
from .fordeling import Fordeling, Fordelingsrad
from .frister import Fristutsettelse
from .runder import Anmodning, Anmodningsrunde, Rundeutkast, Utkastlinje

__all__ = [
    "Aarshjulmalsteg",
    "Aarshjulsteg",
    "Anmodning",
    "Anmodningsrunde",
    "Brev",
    "Brevfil",
    "Brevmal",
    "Fordeling",
    "Fordelingsrad",
    "Fristutsettelse",
    "Rundeutkast",
    "Utkastlinje",
]
