"""Pictures: each part follows the one before it, from the first byte to the last, and the picture is of sane size."""

import re
import zlib

from .filfeil import Filfeil, flere_i_en
from .melding import melding as _

MAKS_PIKSLER = 150_000_000  # a scanned A0 poster; more is a bomb for whoever opens it


def _oedelagt() -> Filfeil:
    return Filfeil(_("Bildet er ødelagt eller ufullstendig. Lagre det på nytt."))


def _krev_rimelig(bredde: int, hoyde: int) -> None:
    if not bredde or not hoyde:
        raise _oedelagt()
    if bredde * hoyde > MAKS_PIKSLER:
        raise Filfeil(_("Bildet har for mange piksler. Lagre det i mindre størrelse."))


def vurder_png(innhold: bytes) -> None:
    """Walk the chunks, checksums included: IHDR first, IEND last, and nothing behind it. Raises Filfeil."""
    sted, nr, data = 8, 0, False
    utsnitt = memoryview(innhold)
    while True:
        lengde, slag = int.from_bytes(utsnitt[sted : sted + 4], "big"), bytes(utsnitt[sted + 4 : sted + 8])
        slutt = sted + 12 + lengde
        if slutt > len(innhold) or not slag.isalpha():
            raise _oedelagt()
        if zlib.crc32(utsnitt[sted + 4 : slutt - 4]) != int.from_bytes(utsnitt[slutt - 4 : slutt], "big"):
            raise _oedelagt()
        if (nr == 0) != (slag == b"IHDR") or (slag == b"IHDR" and lengde != 13):
            raise _oedelagt()
        if slag == b"IHDR":
            _krev_rimelig(
                int.from_bytes(utsnitt[sted + 8 : sted + 12], "big"),
                int.from_bytes(utsnitt[sted + 12 : sted + 16], "big"),
            )
        data = data or slag == b"IDAT"
        sted, nr = slutt, nr + 1
        if slag == b"IEND":
            break
    if not data:
        raise _oedelagt()
    if sted != len(innhold):
        raise flere_i_en()


# Markers that stand alone, without a length behind them.
_ALENE = {0x01, *range(0xD0, 0xD9)}
_RAMMER = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
# Phones put a second picture (MPF) behind the first; it begins as a picture too.
_NYTT_BILDE = b"\xff\xd8\xff"
_MERKE = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
MAKS_SEGMENTER = 50_000


def vurder_jpeg(innhold: bytes) -> None:
    """Walk the segments to the end of the picture. Behind it only further pictures may follow. Raises Filfeil."""
    sted, igjen = 0, [MAKS_SEGMENTER]
    while sted < len(innhold):
        if not innhold.startswith(_NYTT_BILDE, sted):
            if innhold[sted:].strip(b"\0\r\n "):
                raise flere_i_en()
            return
        sted = _ett_bilde(innhold, sted + 2, igjen)


def _ett_bilde(innhold: bytes, sted: int, igjen: list[int]) -> int:
    """Return where a picture whose segments begin at ``sted`` ends."""
    ramme = False
    while sted + 2 <= len(innhold):
        igjen[0] -= 1
        if innhold[sted] != 0xFF or igjen[0] < 0:
            raise _oedelagt()
        while sted + 2 < len(innhold) and innhold[sted + 1] == 0xFF:
            sted += 1
        merke = innhold[sted + 1]
        sted += 2
        if merke == 0xD9:
            if not ramme:
                raise _oedelagt()
            return sted
        if merke in _ALENE:
            continue
        lengde = int.from_bytes(innhold[sted : sted + 2], "big")
        if merke < 0xC0 or lengde < 2 or sted + lengde > len(innhold):
            raise _oedelagt()
        if merke in _RAMMER:
            ramme = True
            _krev_rimelig(
                int.from_bytes(innhold[sted + 5 : sted + 7], "big"),
                int.from_bytes(innhold[sted + 3 : sted + 5], "big"),
            )
        sted += lengde
        if merke == 0xDA:
            sted = _etter_bildedata(innhold, sted)
    raise _oedelagt()


def _etter_bildedata(innhold: bytes, sted: int) -> int:
    """Return where the next marker stands: in the data, FF is followed by 00 or by a restart marker."""
    merke = _MERKE.search(innhold, sted)
    if merke is None:
        raise _oedelagt()
    return merke.start()
