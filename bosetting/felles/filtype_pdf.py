"""PDF: ends with itself, opens without a password, and holds nothing that runs or carries other files.

It is read in a process of its own, under limits of memory and time that the kernel holds.
"""

import logging
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from .filfeil import Filfeil, flere_i_en
from .melding import melding as _

logger = logging.getLogger(__name__)

TIDSGRENSE = 20  # seconds of wall clock for the process
VENTETID = 40  # seconds in the queue for it
PROSESS = Path(__file__).with_name("filtype_pdf_prosess.py")

# Each of them may take half a gigabyte: a worker reads one at a time.
_en_om_gangen = BoundedSemaphore(1)

_HALE = 1024
_AKTIV = {"javascript", "launch", "xfa", "importdata", "submitform", "richmedia"}


def vurder_pdf(innhold: bytes) -> None:
    """Raise Filfeil unless the content is a plain PDF."""
    hale = innhold[-_HALE:]
    if b"%%EOF" not in hale:
        raise _oedelagt()
    if hale.rpartition(b"%%EOF")[2].strip(b"\0\t\n\x0c\r "):
        raise flere_i_en()
    funn = _les_i_prosess(innhold)
    if funn == "kryptert":
        raise Filfeil(
            _(
                "PDF-en er beskyttet med passord eller kryptering. Skriv den ut til PDF på nytt, uten beskyttelse."
            )
        )
    if funn == "vedlegg":
        raise Filfeil(
            _("PDF-en har andre filer inni seg. Lagre den uten vedlegg, og last dem opp hver for seg.")
        )
    if funn in _AKTIV:
        raise Filfeil(
            _(
                "PDF-en har skript eller andre handlinger som kjøres når den åpnes. Skriv den ut til PDF på nytt."
            )
        )
    if funn == "tung":
        raise Filfeil(
            _(
                "PDF-en er for innfløkt til å kontrolleres. Skriv den ut til PDF på nytt, eller del den i flere."
            )
        )
    if funn != "ren":
        raise _oedelagt()


def _oedelagt() -> Filfeil:
    return Filfeil(_("PDF-en er ødelagt eller ufullstendig. Skriv den ut til PDF på nytt."))


def _les_i_prosess(innhold: bytes) -> str:
    if not _en_om_gangen.acquire(timeout=VENTETID):
        raise Filfeil(_("Mange laster opp filer nå. Vent litt, og prøv igjen."))
    try:
        kjoert = subprocess.run(
            [sys.executable, "-I", str(PROSESS)],
            input=innhold,
            capture_output=True,
            timeout=TIDSGRENSE,
            env={},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as feil:
        # The operator should see the difference between a bad file and a server that cannot read any.
        logger.warning("en PDF kunne ikke leses: %s", type(feil).__name__)
        return "tung"
    finally:
        _en_om_gangen.release()
    return kjoert.stdout.decode("utf-8", "replace").strip()
