"""A table that somebody sends in: an XLSX workbook, a CSV file or pasted text, read as rows of plain texts.

The content is hostile until it is read. Everything that is wrong with it is an ``Arbeidsbokfeil`` with one sentence in
bokmål; nothing else comes out but rows. Time and memory are bounded by the limits here, whatever the file claims.
"""

import csv
import io
from dataclasses import dataclass

from .hinder import Hinder, oversatt
from .melding import melding as _

MAKS_BYTES = 5 * 1024 * 1024
MAKS_RADER = 20_000
MAKS_KOLONNER = 50
MAKS_TEGN = 2_000  # in one cell
MAKS_LINJE = 20_000  # characters in one line of text

# Blanks, and marks without width that follow cells copied from web pages and chat.
RUNDT = " \u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

SKILLETEGN = ("\t", ";", ",")

_ZIP, _OLE, _PROGRAM = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"MZ", b"\x7fELF", b"#!")
# Documents and pictures that may have no NUL, and so could pass for text.
_ANNET = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
# Many systems give out a web page, or XML, under a name that ends in .xls.
_NETTSIDE = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<head", b"<meta", b"<style")
# The directory entry of the encrypted package that Excel writes when a workbook has a password.
_KRYPTERT = "EncryptedPackage".encode("utf-16-le")


class Arbeidsbokfeil(Hinder):
    """The file cannot be used; the one sentence says why and what to do. ``for_stor``: the size alone stopped it."""

    def __init__(self, grunn: str, *, for_stor: bool = False):
        super().__init__([("fil", grunn)])
        self.grunn, self.for_stor = grunn, for_stor

    def paa_felt(self, form, felt: str) -> None:
        """Put the reason at ``felt``."""
        form.add_error(felt, oversatt(self.grunn))


@dataclass(frozen=True)
class Rad:
    """One row as texts; ``linjenr`` is the row's number in the sheet, or the line's in the text, from 1.

    Whole numbers are digits, other numbers have a decimal comma, dates are ISO.
    """

    linjenr: int
    celler: tuple[str, ...]

    def __bool__(self):
        return any(self.celler)


def les(innhold: bytes) -> list[Rad]:
    """Return the rows of an uploaded file; its content says what it is, never its name. Raises Arbeidsbokfeil."""
    if len(innhold) > MAKS_BYTES:
        raise for_stor()
    if not innhold.strip():
        raise Arbeidsbokfeil(_("Filen er tom."))
    if innhold.startswith(_ZIP):
        from .arbeidsbok_xlsx import les_xlsx  # expat and subprocess, only needed here

        return les_xlsx(innhold)
    return les_tekst(tekst_i(innhold))


def er_pakket(innhold: bytes) -> bool:
    """Return whether the file is packed as a workbook is."""
    return innhold.startswith(_ZIP)


def tekst_i(innhold: bytes) -> str:
    """Return the text of a file that is no workbook. Raises Arbeidsbokfeil when it is something else than text."""
    if innhold.startswith(_OLE):
        raise Arbeidsbokfeil(
            _("Filen er beskyttet med passord. Fjern passordet i regnearket og lagre den på nytt.")
            if _KRYPTERT in innhold
            else _("Filen har det gamle formatet .xls. Åpne den i regnearket og lagre den som .xlsx.")
        )
    if innhold.startswith(_PROGRAM):
        raise Arbeidsbokfeil(_("Filen er et program, ikke et regneark. Den er ikke lest."))
    if innhold.startswith(_ANNET):
        raise _ikke_regneark()
    if innhold.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(_NETTSIDE):
        raise Arbeidsbokfeil(
            _(
                "Filen er en nettside eller XML, ikke et regneark. Åpne den i regnearket og lagre den som .xlsx."
            )
        )
    return _som_tekst(innhold)


def _ikke_regneark() -> Arbeidsbokfeil:
    return Arbeidsbokfeil(_("Filen er verken et regneark (.xlsx) eller en tekstfil (.csv)."))


def for_stor() -> Arbeidsbokfeil:
    """Return the refusal of a file above the limit."""
    return Arbeidsbokfeil(_("Filen er større enn %(mb)s MB.", mb=MAKS_BYTES // 1024 // 1024), for_stor=True)


def _som_tekst(innhold: bytes) -> str:
    """Decode: UTF-8 with or without BOM, UTF-16 with BOM («Unicode-tekst» from Excel), else Windows-1252 or Latin-1."""
    if innhold.startswith((b"\xff\xfe", b"\xfe\xff")):
        kodinger = ("utf-16",)
    elif b"\x00" in innhold:
        raise _ikke_regneark()
    else:
        kodinger = ("utf-8-sig", "cp1252", "latin-1")
    for koding in kodinger:
        try:
            return innhold.decode(koding)
        except UnicodeDecodeError:
            continue
    raise Arbeidsbokfeil(_("Filen er ødelagt og kan ikke leses som tekst."))


def _skilletegn(linjer: list[str]) -> str:
    """Return what parts the cells: what stands in most of the first lines, so that decimal commas do not fool it."""
    foerste = [linje for linje in linjer[:50] if linje.strip()][:20]
    return max(SKILLETEGN, key=lambda tegn: sum(tegn in linje for linje in foerste))


def les_tekst(tekst: str) -> list[Rad]:
    """Return the rows of text parted by tabulator, semicolon or comma, as a CSV file or cells copied from a sheet."""
    if "\x00" in tekst:
        raise Arbeidsbokfeil(_("Teksten har tegn som ikke hører hjemme i en tekstfil."))
    linjer = tekst.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(linjer) > MAKS_RADER + 1:
        raise Arbeidsbokfeil(_("Filen har mer enn %(antall)s linjer.", antall=MAKS_RADER))
    for nr, linje in enumerate(linjer, start=1):
        if len(linje) > MAKS_LINJE:
            raise Arbeidsbokfeil(_("Linje %(nr)s er lengre enn %(antall)s tegn.", nr=nr, antall=MAKS_LINJE))
    leser = csv.reader(
        io.StringIO("\n".join(linjer)), delimiter=_skilletegn(linjer), strict=True, skipinitialspace=True
    )
    rader, foerste_linje = [], 1
    try:
        for celler in leser:
            rader.append(_rad(foerste_linje, celler))
            foerste_linje = leser.line_num + 1
    except csv.Error:
        raise Arbeidsbokfeil(
            _(
                "Linje %(nr)s kan ikke leses: anførselstegnene går ikke opp. Fjern dem eller lukk dem.",
                nr=foerste_linje,
            )
        ) from None
    return krev_innhold(rader)


def _rad(linjenr: int, celler: list[str]) -> Rad:
    if len(celler) > MAKS_KOLONNER:
        raise Arbeidsbokfeil(
            _("Linje %(nr)s har mer enn %(antall)s kolonner.", nr=linjenr, antall=MAKS_KOLONNER)
        )
    if any(len(celle) > MAKS_TEGN for celle in celler):
        raise Arbeidsbokfeil(
            _("Linje %(nr)s har en celle med mer enn %(antall)s tegn.", nr=linjenr, antall=MAKS_TEGN)
        )
    return Rad(linjenr, tuple(celle.strip().strip(RUNDT) for celle in celler))


def som_rader(celler: list[list[str]]) -> list[Rad]:
    """Return rows numbered from 1."""
    return krev_innhold([_rad(nr, rad) for nr, rad in enumerate(celler, start=1)])


def krev_innhold(rader: list[Rad]) -> list[Rad]:
    """Return the rows, unless all of them are blank."""
    if not any(rader):
        raise Arbeidsbokfeil(_("Filen har ingen rader."))
    return rader
