"""Which characters the PDF's fonts can draw.

PDF/A refuses a text with a character no embedded font has, so one emoji in a chapter would stop the whole report.
Such characters are replaced in the PDF only; the screen shows them as they are.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTER = Path(__file__).resolve().parent / "fonter"
ERSTATNING = "□"


def trygg_tekst(tekst: str) -> str:
    """Return the text as the PDF can print it: composed letters, plain line feeds, «□» for what no font has."""
    if tekst.isascii() and tekst.isprintable():
        return tekst
    kjente = _kjente_tegn()
    return "".join(
        tegn if tegn in kjente or tegn == "\n" else _erstatt(tegn)
        for tegn in unicodedata.normalize("NFC", tekst)
    )


def er_synlig(tekst: str) -> bool:
    """Return whether anything of the text can be seen in print."""
    return any(not tegn.isspace() for tegn in trygg_tekst(tekst))


def _erstatt(tegn: str) -> str:
    if tegn.isspace():
        return " "
    # Invisible control and format characters (Typst fails on a soft hyphen at the end of a link), and accents left over
    # from an unknown letter, are dropped.
    return "" if unicodedata.category(tegn) in {"Cc", "Cf", "Mn", "Me"} else ERSTATNING


@cache
def _kjente_tegn() -> frozenset[str]:
    """Return the characters every one of our fonts can draw; private use is not meant for text."""
    felles = set.intersection(*(_tegn_i_font(sti) for sti in sorted(FONTER.glob("*.ttf"))))
    return frozenset(
        chr(kode) for kode in felles if unicodedata.category(chr(kode)) not in {"Co", "Cc", "Cf"}
    )


def _tegn_i_font(sti: Path) -> set[int]:
    """Read the character map (cmap, format 12) of a TrueType file."""
    data = sti.read_bytes()
    for nr in range(struct.unpack_from(">H", data, 4)[0]):
        merke, _sum, start, _lengde = struct.unpack_from(">4sIII", data, 12 + 16 * nr)
        if merke == b"cmap":
            for tabell in range(struct.unpack_from(">H", data, start + 2)[0]):
                under = start + struct.unpack_from(">I", data, start + 4 + 8 * tabell + 4)[0]
                if struct.unpack_from(">H", data, under)[0] == 12:
                    antall = struct.unpack_from(">I", data, under + 12)[0]
                    grupper = struct.iter_unpack(">III", data[under + 16 : under + 16 + 12 * antall])
                    return {kode for foerste, siste, _glyf in grupper for kode in range(foerste, siste + 1)}
    raise ValueError(f"{sti.name} has no character map of format 12.")
