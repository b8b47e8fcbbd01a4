"""Reports: what they cover, what is written in them, how they are approved, and what each embete has set."""

from .frysing import Behandling, Publisering, Utgave
from .grunn import Kapittel, Rapport
from .oppsett import Rapportfil, Rapportoppsett, Rapporttilpasning
from .skriving import Funnvurdering, Kapittelversjon, Setningsoverstyring

__all__ = [
    "Behandling",
    "Funnvurdering",
    "Kapittel",
    "Kapittelversjon",
    "Publisering",
    "Rapport",
    "Rapportfil",
    "Rapportoppsett",
    "Rapporttilpasning",
    "Setningsoverstyring",
    "Utgave",
]
