"""Word, Excel and OpenDocument: a zip that begins and ends with itself, runs nothing and fetches nothing."""

import io
import logging
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from .filfeil import Filfeil, flere_i_en
from .melding import melding as _
from .zippakke import BIT, Pakkefeil, pakk_ut, pakkefeil

logger = logging.getLogger(__name__)

MAKS_MEDLEMMER = 3000
MAKS_UTPAKKET = 200 * 1024 * 1024
MAKS_INNBAKT = 25 * 1024 * 1024  # a document inside another is read whole
MAKS_XML_BIT = 4 * 1024 * 1024  # of XML that does not end an element or a text
MAKS_ELEMENTER = 3_000_000
MAKS_DYBDE = 500

TYPER, FORBINDELSER, MIMETYPE, INNHOLD = "[Content_Types].xml", "_rels/.rels", "mimetype", "content.xml"
ODT_MIME = b"application/vnd.oasis.opendocument.text"
_HOVEDDEL = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
# The chart of a document carries its figures as a workbook; it is judged as any other.
_INNBAKT = re.compile(r"(word|xl|ppt)/embeddings/[^/]+\.(xlsx|docx)", re.IGNORECASE)
_FARLIG_DEL = re.compile(
    r"(^|/)(activex|embeddings|externallinks|basic|scripts)/."
    r"|\.(exe|dll|js|vbs|ps1|bat|cmd|com|scr|lnk|jar|class|html?|mht|hta|swf|msi|ole)$|oleobject",
    re.IGNORECASE,
)
_EGEN_DISK = re.compile(r"(file:///)?[A-Za-z]:[\\/]|[^:\\/]+$")
_SLUTT = b"PK\x05\x06"


@dataclass
class _Rom:
    """What is left to be unpacked and read of one file: the documents inside it are counted with it."""

    byte: int = MAKS_UTPAKKET
    elementer: int = MAKS_ELEMENTER


def vurder_pakke(innhold: bytes) -> str:
    """Return «docx», «xlsx» or «odt». Raises Filfeil."""
    try:
        return _vurder(innhold, _Rom(), innbakt=False)
    except Filfeil:
        raise
    except Exception as feil:
        # Whatever else zipfile and expat trip over in hostile content is the file's fault.
        logger.info("et dokument er avvist: %s", type(feil).__name__)
        raise _oedelagt() from None


def _oedelagt() -> Filfeil:
    return Filfeil(_("Filen er ødelagt eller ufullstendig. Åpne den, og lagre den på nytt."))


def _makroer() -> Filfeil:
    return Filfeil(_("Filen har makroer eller innebygde programmer. Lagre den uten, eller som PDF."))


def _henter() -> Filfeil:
    return Filfeil(
        _("Filen henter innhold fra andre steder når den åpnes. Bryt koblingene, eller lagre den som PDF.")
    )


def _for_stor() -> Filfeil:
    return Filfeil(_("Filen blir urimelig stor når den pakkes ut, og er ikke tatt imot. Lagre den som PDF."))


def _vurder(innhold: bytes, rom: _Rom, *, innbakt: bool) -> str:
    with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
        medlemmer = pakke.infolist()
        _vurder_medlemmer(medlemmer, rom)
        _vurder_skjoeter(innhold, medlemmer)
        navn = {medlem.filename: medlem for medlem in medlemmer}
        if MIMETYPE in navn:
            return _odt(pakke, navn, rom)
        if TYPER in navn and FORBINDELSER in navn:
            return _ooxml(pakke, navn, rom, innbakt=innbakt)
    raise Filfeil(
        _(
            "Filen er en pakket fil (.zip), ikke et dokument. Pakk den ut, og last opp dokumentene hver for seg."
        )
    )


def _vurder_medlemmer(medlemmer: list[zipfile.ZipInfo], rom: _Rom) -> None:
    match pakkefeil(medlemmer, maks_medlemmer=MAKS_MEDLEMMER, maks_utpakket=rom.byte):
        case Pakkefeil.PASSORD:
            raise Filfeil(_("Filen er beskyttet med passord. Fjern passordet og lagre den på nytt."))
        case Pakkefeil.FOR_MANGE | Pakkefeil.BOMBE:
            raise _for_stor()
        case Pakkefeil.MAKROER:
            raise _makroer()
        case Pakkefeil():
            raise _oedelagt()
    rom.byte -= sum(medlem.file_size for medlem in medlemmer)


def _vurder_skjoeter(innhold: bytes, medlemmer: list[zipfile.ZipInfo]) -> None:
    """Hold the file to be its members, one behind the other, and their directory: no room for another file."""
    slutt = innhold.rfind(_SLUTT)
    if slutt < 0 or len(innhold) != slutt + 22 or not medlemmer:
        raise flere_i_en()
    (stoerrelse, katalog) = struct.unpack_from("<II", innhold, slutt + 12)
    sted = 0
    for medlem in sorted(medlemmer, key=lambda ett: ett.header_offset):
        # Behind a member may stand its sizes once more: 12 bytes, with a signature 16, in large files 24.
        if not 0 <= medlem.header_offset - sted <= 24:
            raise flere_i_en()
        navn, ekstra = struct.unpack_from("<HH", innhold, medlem.header_offset + 26)
        sted = medlem.header_offset + 30 + navn + ekstra + medlem.compress_size
    # Some programs write the end of the directory for large packages too, though the package is small.
    mellom = innhold[katalog + stoerrelse : slutt]
    if mellom and not (len(mellom) == 76 and mellom.startswith(b"PK\x06\x06")):
        raise flere_i_en()
    if not 0 <= katalog - sted <= 24 or katalog + stoerrelse > slutt:
        raise flere_i_en()
    if any(medlem.filename.startswith("/") or ".." in medlem.filename.split("/") for medlem in medlemmer):
        raise _oedelagt()


# ---------------------------------------------------------------- Word and Excel


def _ooxml(pakke: zipfile.ZipFile, navn: dict[str, zipfile.ZipInfo], rom: _Rom, *, innbakt: bool) -> str:
    slag: set[str] = set()

    def type_(element, felt):
        oppgitt = felt.get("ContentType", "")
        if "macroenabled" in oppgitt.lower() or "vbaproject" in oppgitt.lower():
            raise _makroer()
        if element == "Override" and oppgitt in _HOVEDDEL:
            slag.add(_HOVEDDEL[oppgitt])

    def forbindelse(element, felt):
        utenfor = element == "Relationship" and felt.get("TargetMode", "").lower() == "external"
        slag_ = felt.get("Type", "").rpartition("/")[2]
        # The template a letter was written from stands there by its path; on her own disk it fetches nothing.
        egen_mal = slag_ == "attachedTemplate" and _EGEN_DISK.match(felt.get("Target", ""))
        if utenfor and slag_ != "hyperlink" and not egen_mal:
            raise _henter()

    _les_xml(pakke, navn[TYPER], type_, rom)
    if len(slag) != 1:
        raise Filfeil(
            _("Filen er ikke et vanlig Word- eller Excel-dokument. Lagre den som .docx, .xlsx eller PDF.")
        )
    for ett, medlem in navn.items():
        if _INNBAKT.fullmatch(ett) and not innbakt:
            if medlem.file_size > MAKS_INNBAKT:
                raise _for_stor()
            _vurder(pakke.read(medlem), rom, innbakt=True)
        elif _FARLIG_DEL.search(ett):
            raise _henter() if "externallinks" in ett.lower() else _makroer()
        elif ett.lower().endswith(".rels"):
            _les_xml(pakke, medlem, forbindelse, rom)
        elif ett.lower().endswith(".xml"):
            _les_xml(pakke, medlem, lambda _element, _felt: None, rom)
        else:
            pakk_ut(pakke, medlem)
    return slag.pop()


# ---------------------------------------------------------------- OpenDocument


def _odt(pakke: zipfile.ZipFile, navn: dict[str, zipfile.ZipInfo], rom: _Rom) -> str:
    mimetype = navn[MIMETYPE]
    if (
        mimetype.header_offset != 0
        or mimetype.compress_type != zipfile.ZIP_STORED
        or mimetype.file_size > 100
    ):
        raise _oedelagt()
    if pakke.read(mimetype) != ODT_MIME or INNHOLD not in navn:
        raise Filfeil(_("Filen er et OpenDocument, men ikke et tekstdokument (.odt). Lagre den som PDF."))

    def element(navn_, felt):
        if navn_ == "encryption-data":
            raise Filfeil(_("Filen er beskyttet med passord. Fjern passordet og lagre den på nytt."))
        if navn_ in ("event-listener", "script", "applet", "plugin", "dde-connection-decl"):
            raise _makroer()
        maal = felt.get("href", "")
        # Clicked links, and the template it was written from, are not followed by themselves.
        if navn_ not in ("a", "template") and (
            re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\|/", maal, re.IGNORECASE) or ".." in maal
        ):
            raise _henter()

    for ett, medlem in navn.items():
        if _FARLIG_DEL.search(ett):
            raise _makroer()
        if ett.lower().endswith(".xml"):
            _les_xml(pakke, medlem, element, rom)
        else:
            pakk_ut(pakke, medlem)
    return "odt"


# ---------------------------------------------------------------- XML


def _les_xml(
    pakke: zipfile.ZipFile,
    medlem: zipfile.ZipInfo,
    vurder: Callable[[str, dict[str, str]], None],
    rom: _Rom,
) -> None:
    """Show ``vurder`` each element of a part, without its namespaces. No DOCTYPE, no end without a beginning."""
    if not medlem.file_size:
        return  # office programs leave empty parts behind
    dybde = 0

    def start(navn, felt):
        nonlocal dybde
        dybde += 1
        rom.elementer -= 1
        if dybde > MAKS_DYBDE or rom.elementer < 0:
            raise _oedelagt()
        vurder(navn.rpartition(" ")[2], {ett.rpartition(" ")[2]: verdi for ett, verdi in felt.items()})

    def slutt(_navn):
        nonlocal dybde
        dybde -= 1

    def doctype(*_alt):
        raise _oedelagt()

    leser = expat.ParserCreate(namespace_separator=" ")
    leser.StartElementHandler, leser.EndElementHandler = start, slutt
    leser.StartDoctypeDeclHandler = doctype
    lest = 0
    with pakke.open(medlem) as fil:
        while bit := fil.read(BIT):
            lest += len(bit)
            leser.Parse(bit, False)
            if lest - leser.CurrentByteIndex > MAKS_XML_BIT:
                raise _oedelagt()
    leser.Parse(b"", True)
