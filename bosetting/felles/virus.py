"""The virus scanner: ClamAV's daemon, asked over its socket where the setting CLAMD names one.

The content goes to it as a stream (INSTREAM), so the daemon needs no access to our files.
"""

import logging
import socket
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

logger = logging.getLogger(__name__)

TIDSGRENSE = 30  # seconds for each send and each answer
PULSGRENSE = 2
BIT = 64 * 1024
MAKS_SVAR = 4096


class Utfall(StrEnum):
    """What the scanner says of a file."""

    REN = "ren"
    SMITTET = "smittet"
    UTILGJENGELIG = "utilgjengelig"
    IKKE_SATT_OPP = "ikke satt opp"


@dataclass(frozen=True)
class Skanning:
    """``skanner``: which program found the file clean. ``funn``: what it found in it."""

    utfall: Utfall
    skanner: str = ""
    funn: str = ""


def er_satt_opp() -> bool:
    """Return whether the installation names a scanner."""
    return bool(settings.CLAMD)


def skann(innhold: bytes) -> Skanning:
    """Return what the scanner says. One that is configured and gives no clear answer is unavailable, never clean."""
    if not er_satt_opp():
        return Skanning(Utfall.IKKE_SATT_OPP)
    try:
        svar = _spoer(b"zINSTREAM\0", innhold)
        skanner = _spoer(b"zVERSION\0")
    except OSError as feil:
        logger.error("virusskanneren svarer ikke: %s", type(feil).__name__)
        return Skanning(Utfall.UTILGJENGELIG)
    if svar == "stream: OK":
        return Skanning(Utfall.REN, skanner=(skanner or "ClamAV")[:60])
    if svar.startswith("stream: ") and svar.endswith(" FOUND"):
        funn = svar.removeprefix("stream: ").removesuffix(" FOUND")
        logger.warning("virusskanneren fant noe: %s", funn)
        return Skanning(Utfall.SMITTET, funn=funn[:100])
    logger.error("virusskanneren svarte noe annet enn ventet: %s", svar[:200])
    return Skanning(Utfall.UTILGJENGELIG)


def svarer() -> bool:
    """Return whether the scanner answers now."""
    try:
        return er_satt_opp() and _spoer(b"zPING\0", tidsgrense=PULSGRENSE) == "PONG"
    except OSError:
        return False


def _spoer(kommando: bytes, innhold: bytes | None = None, *, tidsgrense: float | None = None) -> str:
    with _koble(TIDSGRENSE if tidsgrense is None else tidsgrense) as forbindelse:
        forbindelse.sendall(kommando)
        if innhold is not None:
            _send(forbindelse, innhold)
        svar = b""
        while not svar.endswith(b"\0") and len(svar) < MAKS_SVAR and (bit := forbindelse.recv(MAKS_SVAR)):
            svar += bit
    return svar.rstrip(b"\0").decode("utf-8", "replace").strip()


def _send(forbindelse: socket.socket, innhold: bytes) -> None:
    """Send the content in pieces, each with its length in front. The daemon hangs up on what is too large for it."""
    utsnitt = memoryview(innhold)
    try:
        for start in range(0, len(utsnitt), BIT):
            bit = utsnitt[start : start + BIT]
            forbindelse.sendall(len(bit).to_bytes(4, "big"))
            forbindelse.sendall(bit)
        forbindelse.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        logger.warning("virusskanneren la på midt i filen")  # what it has to say of it may still be read


def _koble(tidsgrense: float) -> socket.socket:
    """Connect to «host:port», or to the path of a unix socket."""
    adresse = settings.CLAMD.removeprefix("unix:").removeprefix("tcp:")
    if adresse.startswith("/"):
        sti = "/" + adresse.lstrip("/")
        forbindelse = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        forbindelse.settimeout(tidsgrense)
        try:
            forbindelse.connect(sti)
        except OSError:
            forbindelse.close()
            raise
        return forbindelse
    vert, _skille, port = adresse.rpartition(":")
    return socket.create_connection((vert.strip("[]"), int(port)), timeout=tidsgrense)
