"""How an embete's reports look, and who may approve them: the settings, with what holds where nothing is set."""

import base64
from dataclasses import dataclass

from bosetting.brukere.models import Embete
from bosetting.felles.dokument.blokker import Logo

from .models import Rapportoppsett


@dataclass(frozen=True)
class Oppsett:
    """What an embete has set for its reports. Empty: our own colour, no logo, no recipient proposed."""

    logo: Logo | None = None
    farge: str = ""
    annen_godkjenner: bool = False
    mottaker: str = ""

    @property
    def logotekst(self) -> str:
        return self.logo.tekst if self.logo else ""


def oppsett(embete: Embete) -> Oppsett:
    """Return the settings of an embete's reports. One query."""
    rad = Rapportoppsett.objects.filter(embete=embete).first()
    return som_oppsett(rad) if rad else Oppsett()


def som_oppsett(rad: Rapportoppsett) -> Oppsett:
    """Return a row as what documents are made with."""
    return Oppsett(
        logo=Logo(rad.logotype, base64.b64encode(bytes(rad.logo)).decode("ascii"), rad.logotekst)
        if rad.logo
        else None,
        farge=rad.farge,
        annen_godkjenner=rad.annen_godkjenner,
        mottaker=rad.mottaker,
    )
