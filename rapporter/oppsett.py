"""How an embete's reports look, and who may approve them: the settings, with what holds where nothing is set."""

import base64
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import record
from bosetting.brukere.models import Embete
from bosetting.felles.dag import naa
from bosetting.felles.dokument.blokker import Logo
from bosetting.felles.hinder import Hinder

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


def lagret(embete: Embete) -> Rapportoppsett | None:
    """Return the row of an embete's settings with who saved it; None when nothing is set. One query."""
    return Rapportoppsett.objects.filter(embete=embete).select_related("endret_av").first()


@transaction.atomic
def lagre_oppsett(
    *,
    by,
    embete: Embete,
    versjon: int,
    farge: str,
    annen_godkjenner: bool,
    mottaker: str,
    logotekst: str,
    ny_logo: tuple[str, bytes] | None = None,
    fjern_logo: bool = False,
) -> Rapportoppsett:
    """Save the settings opened in ``versjon`` (0: nothing was set). ``ny_logo`` is (kind, bytes), judged already.

    Raises ``Hinder`` when somebody has saved meanwhile; nothing is overwritten.
    """
    rad, ny = Rapportoppsett.objects.select_for_update().get_or_create(
        embete=embete, defaults={"versjon": 0, "endret_at": naa(), "endret_av": by}
    )
    if rad.versjon != versjon:
        hvem = rad.endret_av.navn if rad.endret_av else _("En annen")
        grunn = _("%(hvem)s har lagret oppsettet mens du fylte ut. Se over, og lagre på nytt.")
        raise Hinder([(None, grunn % {"hvem": hvem})])
    foer = None if ny else _spor(rad)
    if ny_logo:
        rad.logotype, rad.logo = ny_logo
    elif fjern_logo:
        rad.logotype, rad.logo = "", b""
    rad.logotekst = logotekst if rad.logo else ""
    rad.farge, rad.annen_godkjenner, rad.mottaker = farge, annen_godkjenner, mottaker
    rad.versjon, rad.endret_av, rad.endret_at = versjon + 1, by, naa()
    rad.save()
    record(by=by, handling="endret rapportoppsett", objekt=rad, foer=foer, etter=_spor(rad))
    return rad


def _spor(rad: Rapportoppsett) -> dict:
    """What the log keeps: the settings, and of the logo only what it is."""
    return {
        "logo": f"{rad.logotype}, {len(rad.logo)} byte" if rad.logo else "",
        "logotekst": rad.logotekst,
        "farge": rad.farge,
        "annen_godkjenner": rad.annen_godkjenner,
        "mottaker": rad.mottaker,
    }
