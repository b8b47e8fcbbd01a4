"""What a document is: judged by its content, never by what it is called. PDF, DOCX, XLSX, ODT, PNG and JPEG only.

The content is hostile. A file that is also something else (an archive behind a picture, a page before a PDF), that runs
or fetches something when it is opened, or that cannot be looked into, is refused with one sentence in bokmål.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from .filfeil import Filfeil, flere_i_en
from .filtype_bilde import vurder_jpeg, vurder_png
from .filtype_pakke import vurder_pakke
from .filtype_pdf import vurder_pdf
from .melding import melding as _


@dataclass(frozen=True)
class Filtype:
    """A kind of file that is taken: its MIME type, what its name may end with, and what people call it."""

    mime: str
    endelser: tuple[str, ...]
    navn: str


_OOXML = "application/vnd.openxmlformats-officedocument."
PDF = Filtype("application/pdf", ("pdf",), "PDF")
DOCX = Filtype(f"{_OOXML}wordprocessingml.document", ("docx",), "Word (.docx)")
XLSX = Filtype(f"{_OOXML}spreadsheetml.sheet", ("xlsx",), "Excel (.xlsx)")
ODT = Filtype("application/vnd.oasis.opendocument.text", ("odt",), "ODT")
PNG = Filtype("image/png", ("png",), "PNG")
JPEG = Filtype("image/jpeg", ("jpg", "jpeg"), "JPEG")
TYPER = (PDF, DOCX, XLSX, ODT, PNG, JPEG)
ENDELSER = tuple(f".{endelse}" for en in TYPER for endelse in en.endelser)

# Where readers of other kinds of file look for their own beginning, wherever the file itself begins.
_HODE = 1024
_FREMMED = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?php", b"<body", b"<iframe")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAM = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")


def kjenn_type(innhold: bytes) -> Filtype:
    """Return what the content is, looked through. Raises Filfeil."""
    if not innhold.strip(b"\0\t\n\r "):
        raise Filfeil(_("Filen er tom."))
    hode = innhold[:_HODE].lower()
    _avvis_kjente(innhold, hode)
    for magi, vurder in _VURDERERE:
        if innhold.startswith(magi):
            if any(tegn in hode for tegn in _FREMMED) or (magi != b"%PDF-" and b"%pdf-" in hode):
                raise flere_i_en()
            if magi != b"PK\x03\x04" and zipfile.is_zipfile(io.BytesIO(innhold)):
                raise flere_i_en()
            return vurder(innhold)
    raise Filfeil(_("Filtypen tas ikke imot. Bruk PDF, Word (.docx), Excel (.xlsx), ODT, PNG eller JPEG."))


def _avvis_kjente(innhold: bytes, hode: bytes) -> None:
    """Name what people often send and we do not take, so that they know what to do."""
    if innhold.startswith(_OLE):
        raise Filfeil(
            _("Filen er beskyttet med passord. Fjern passordet og lagre den på nytt.")
            if "EncryptedPackage".encode("utf-16-le") in innhold
            else _(
                "Filen har et gammelt format (.doc, .xls eller .msg). Lagre den som PDF, .docx eller .xlsx."
            )
        )
    if innhold.startswith(_PROGRAM):
        raise Filfeil(_("Filen er et program og er ikke tatt imot."))
    begynnelse = hode.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begynnelse.startswith((b"<", b"<?xml")) and not begynnelse.startswith(b"%pdf-"):
        raise Filfeil(_("Filen er en nettside, SVG eller XML, og er ikke tatt imot. Lagre den som PDF."))
    if b"ftypheic" in hode[:16] or b"ftypheif" in hode[:16] or b"ftypmif1" in hode[:16]:
        raise Filfeil(_("Bildet har formatet HEIC. Lagre det som JPEG."))
    if innhold.startswith((b"II*\0", b"MM\0*", b"GIF8")):
        raise Filfeil(_("Bildet har et format som ikke tas imot. Lagre det som PDF, PNG eller JPEG."))


def _pdf(innhold: bytes) -> Filtype:
    vurder_pdf(innhold)
    return PDF


def _pakke(innhold: bytes) -> Filtype:
    return {"docx": DOCX, "xlsx": XLSX, "odt": ODT}[vurder_pakke(innhold)]


def _png(innhold: bytes) -> Filtype:
    vurder_png(innhold)
    return PNG


def _jpeg(innhold: bytes) -> Filtype:
    vurder_jpeg(innhold)
    return JPEG


_VURDERERE: tuple[tuple[bytes, Callable[[bytes], Filtype]], ...] = (
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _pakke),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
)


def vurder(innhold: bytes, navn: str) -> Filtype:
    """Return the type of a file that came with the (cleaned) name ``navn``. Raises Filfeil, also when they disagree."""
    endelse = navn.rpartition(".")[2].lower() if "." in navn else ""
    funnet = kjenn_type(innhold)
    if endelse not in funnet.endelser:
        raise Filfeil(
            _(
                "Filen er %(type)s, men navnet slutter ikke på .%(endelse)s. Gi den riktig endelse, og prøv igjen.",
                type=funnet.navn,
                endelse=funnet.endelser[0],
            )
        )
    return funnet
