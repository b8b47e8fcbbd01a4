"""A hostile zip judged by names and sizes, before anything is unpacked. Workbooks and documents alike stand on it."""

import zipfile
from enum import Enum, auto

MAKS_FORHOLD = 200
PAKKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Short repetitive parts pack better than any ratio says, and harm nobody.
SMAATT = 256 * 1024
BIT = 64 * 1024


class Pakkefeil(Enum):
    """What is wrong with a zip; each reader of zips has its own sentence for it."""

    FOR_MANGE = auto()
    PASSORD = auto()
    UKJENT_PAKKING = auto()  # nobody's office program packs so, and some ways ask for gigabytes to unpack
    BOMBE = auto()
    DOBLE_NAVN = auto()
    MAKROER = auto()


def pakkefeil(
    medlemmer: list[zipfile.ZipInfo], *, maks_medlemmer: int, maks_utpakket: int
) -> Pakkefeil | None:
    """Return the first thing that is wrong with a zip of these members, or None."""
    if len(medlemmer) > maks_medlemmer:
        return Pakkefeil.FOR_MANGE
    if any(medlem.flag_bits & 0x1 for medlem in medlemmer):
        return Pakkefeil.PASSORD
    if any(medlem.compress_type not in PAKKING for medlem in medlemmer):
        return Pakkefeil.UKJENT_PAKKING
    if sum(medlem.file_size for medlem in medlemmer) > maks_utpakket:
        return Pakkefeil.BOMBE
    if any(
        medlem.file_size > SMAATT and medlem.file_size > MAKS_FORHOLD * medlem.compress_size
        for medlem in medlemmer
    ):
        return Pakkefeil.BOMBE
    navn = [medlem.filename.lower() for medlem in medlemmer]
    if len(set(navn)) != len(navn):
        return Pakkefeil.DOBLE_NAVN
    if any("vbaproject" in ett or "macrosheets" in ett for ett in navn):
        return Pakkefeil.MAKROER
    return None


def pakk_ut(pakke: zipfile.ZipFile, medlem: zipfile.ZipInfo) -> None:
    """Unpack a part that is not looked at, to hold it to the size and the checksum that it says it has."""
    with pakke.open(medlem) as fil:
        while fil.read(BIT):
            pass
