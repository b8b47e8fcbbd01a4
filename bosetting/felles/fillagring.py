"""From an uploaded file to what its row holds. The bytes are written before the row."""

import logging
from uuid import UUID

from django.utils.translation import gettext as _

from . import lager
from .dokumentfelt import Opplastet
from .hinder import Hinder

logger = logging.getLogger(__name__)


def skriv_fil(opplastet: Opplastet) -> UUID:
    """Write the bytes and return their name. A store that takes nothing is the operator's to mend, and said so."""
    try:
        return lager.lagre(opplastet.innhold)
    except OSError as feil:
        logger.error("en fil kunne ikke lagres: %s", feil)
        grunn = _("Filen kunne ikke lagres, for lageret svarer ikke. Prøv igjen om litt.")
        raise Hinder([("fil", grunn)]) from feil


def filfelt(opplastet: Opplastet, noekkel: UUID) -> dict:
    """Return the fields of ``LagretFil``, for the file that ``skriv_fil`` gave the name ``noekkel``."""
    return {
        "noekkel": noekkel,
        "navn": opplastet.navn,
        "type": opplastet.type,
        "stoerrelse": len(opplastet.innhold),
        "sha256": opplastet.sha256,
        "skanner": opplastet.skanner,
    }
