"""An uploaded XLSX: judged as a zip, judged as XML in one stream, and only then read, in a process of its own.

The judging looks at names and sizes before anything is unpacked, and unpacks in small pieces with a count of its own,
because what a zip says of itself may be a lie. A workbook whose figures are not simply typed values (formulas, merged
cells, hidden sheets, macros) is refused with the place named, since what is read would not be what she sees.
"""

import io
import json
import logging
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from xml.parsers import expat

from .arbeidsbok import MAKS_KOLONNER, MAKS_RADER, MAKS_TEGN, Arbeidsbokfeil, Rad, som_rader
from .melding import melding as _
from .zippakke import BIT, Pakkefeil, pakk_ut, pakkefeil

logger = logging.getLogger(__name__)

MAKS_MEDLEMMER = 200
MAKS_ARK = 12  # read one by one, each in a process of its own
MAKS_UTPAKKET = 50 * 1024 * 1024
MAKS_ELEMENTER = 1_200_000
MAKS_DYBDE = 64
MAKS_BIT = 1024 * 1024  # of XML that does not end an element or a text
TIDSGRENSE = 15  # seconds of wall clock for the process

BOK, FORBINDELSER, TEKSTER = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
PROSESS = Path(__file__).with_name("arbeidsbok_prosess.py")
CELLE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def les_xlsx(innhold: bytes) -> list[Rad]:
    """Return the rows of the one sheet that holds anything. Raises Arbeidsbokfeil."""
    ark = _vurder(innhold)
    if len(ark) > 1:
        raise Arbeidsbokfeil(
            _(
                "Arbeidsboken har innhold i flere ark: %(ark)s. Behold bare arket med tallene.",
                ark=", ".join(f"«{ett.navn}»" for ett in ark[:5]),
            )
        )
    return som_rader(_les_i_prosess(innhold, ark[0].nr))


def les_alle_ark(innhold: bytes) -> list[tuple[str, list[Rad]]]:
    """Return the name and rows of every sheet that holds anything. Raises Arbeidsbokfeil, also for too many."""
    ark = _vurder(innhold)
    if len(ark) > MAKS_ARK:
        raise Arbeidsbokfeil(_("Arbeidsboken har innhold i mer enn %(antall)s ark.", antall=MAKS_ARK))
    return [(ett.navn, som_rader(_les_i_prosess(innhold, ett.nr))) for ett in ark]


def _vurder(innhold: bytes) -> list["_Funnet"]:
    """Return the sheets that hold anything, with every part of the workbook judged."""
    try:
        with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
            return _vurder_ark(pakke, _vurder_pakke(pakke))
    except Arbeidsbokfeil:
        raise
    except Exception as feil:
        # Whatever else zipfile and expat trip over in hostile content is the file's fault.
        logger.info("en arbeidsbok er avvist: %s", type(feil).__name__)
        raise oedelagt() from None


def oedelagt() -> Arbeidsbokfeil:
    """Return the refusal of something that only looks like a workbook."""
    return Arbeidsbokfeil(_("Filen er ødelagt eller ikke et regneark. Lagre den som .xlsx på nytt."))


# ---------------------------------------------------------------- the zip


def _vurder_pakke(pakke: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Refuse by names and sizes, before anything is unpacked. Return the members by name."""
    medlemmer = pakke.infolist()
    match pakkefeil(medlemmer, maks_medlemmer=MAKS_MEDLEMMER, maks_utpakket=MAKS_UTPAKKET):
        case Pakkefeil.FOR_MANGE:
            raise Arbeidsbokfeil(_("Filen inneholder mer enn %(antall)s deler.", antall=MAKS_MEDLEMMER))
        case Pakkefeil.PASSORD:
            raise Arbeidsbokfeil(_("Filen er beskyttet med passord. Fjern passordet og lagre den på nytt."))
        case Pakkefeil.BOMBE:
            raise _pakkbombe()
        case Pakkefeil.MAKROER:
            raise Arbeidsbokfeil(_("Filen har makroer. Lagre den som vanlig .xlsx, uten makroer."))
        case Pakkefeil():
            raise oedelagt()
    navn = {medlem.filename: medlem for medlem in medlemmer}
    if "mimetype" in navn and BOK not in navn:
        raise Arbeidsbokfeil(
            _("Filen er et OpenDocument-ark (.ods). Åpne den i regnearket og lagre som .xlsx.")
        )
    if "xl/workbook.bin" in navn:
        raise Arbeidsbokfeil(_("Filen har formatet .xlsb. Åpne den i regnearket og lagre den som .xlsx."))
    if BOK not in navn or FORBINDELSER not in navn:
        raise Arbeidsbokfeil(_("Filen er en pakket fil, men ikke et regneark (.xlsx)."))
    return navn


def _pakkbombe() -> Arbeidsbokfeil:
    return Arbeidsbokfeil(
        _("Filen blir urimelig stor når den pakkes ut, og er ikke lest. Lagre bare arket med tallene.")
    )


# ---------------------------------------------------------------- the XML


class _Leser:
    """One part of the workbook as a stream of elements, within the limits."""

    def __init__(self, budsjett: list[int]):
        self.budsjett = budsjett  # elements left for the whole workbook
        self.dybde = 0
        self.tegn = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._slutt
        self.parser.CharacterDataHandler = self._tekst
        self.parser.StartDoctypeDeclHandler = self._doctype

    def les(self, pakke: zipfile.ZipFile, medlem: zipfile.ZipInfo):
        lest = 0
        with pakke.open(medlem) as fil:
            while bit := fil.read(BIT):
                lest += len(bit)
                self.parser.Parse(bit, False)
                if lest - self.parser.CurrentByteIndex > MAKS_BIT:
                    raise oedelagt()
        self.parser.Parse(b"", True)
        return self

    def _doctype(self, *_alt):
        raise oedelagt()

    def _start(self, navn, attributter):
        self.dybde += 1
        self.budsjett[0] -= 1
        if self.dybde > MAKS_DYBDE or self.budsjett[0] < 0:
            raise _pakkbombe()
        self.start(navn.rpartition(" ")[2], attributter)

    def _slutt(self, navn):
        self.dybde -= 1
        self.slutt(navn.rpartition(" ")[2])

    def _tekst(self, tekst):
        self.tegn += len(tekst)
        if self.tegn > MAKS_TEGN:
            raise Arbeidsbokfeil(self.for_lang_tekst())

    def for_lang_tekst(self) -> str:
        return _("En celle har mer enn %(antall)s tegn.", antall=MAKS_TEGN)

    def start(self, navn, attributter):
        self.tegn = 0

    def slutt(self, navn):
        self.tegn = 0


class _Bok(_Leser):
    """The list of sheets: (name, relation, hidden)."""

    def __init__(self, budsjett):
        super().__init__(budsjett)
        self.ark: list[tuple[str, str, bool]] = []

    def start(self, navn, attributter):
        super().start(navn, attributter)
        if navn == "sheet":
            felt = {attributt.rpartition(" ")[2]: verdi for attributt, verdi in attributter.items()}
            self.ark.append((felt["name"][:31], felt["id"], felt.get("state", "visible") != "visible"))


class _Forbindelser(_Leser):
    """Where each relation of the workbook leads: (member, kind)."""

    def __init__(self, budsjett):
        super().__init__(budsjett)
        self.til: dict[str, tuple[str, str]] = {}

    def start(self, navn, attributter):
        super().start(navn, attributter)
        if navn == "Relationship":
            maal = attributter["Target"]
            sti = maal.lstrip("/") if maal.startswith("/") else normpath(f"xl/{maal}")
            self.til[attributter["Id"]] = (sti, attributter["Type"].rpartition("/")[2])


class _Tekster(_Leser):
    """The workbook's shared texts: none of them longer than a cell may be, all its runs together."""

    def start(self, navn, attributter):
        if navn == "si":
            self.tegn = 0

    def slutt(self, navn):
        if navn == "si":
            self.tegn = 0


class _Ark(_Leser):
    """One sheet: whether it holds anything, and nothing but typed values within the limits."""

    def __init__(self, budsjett, navn):
        super().__init__(budsjett)
        self.navn = navn
        self.rad, self.kolonne, self.rader = 0, 0, 0
        self.i_celle = False
        self.har_innhold = False

    @property
    def sted(self) -> str:
        return f"{_bokstaver(self.kolonne)}{self.rad}"

    def for_lang_tekst(self) -> str:
        return _(
            "Celle %(celle)s i arket «%(ark)s» har mer enn %(antall)s tegn.",
            celle=self.sted,
            ark=self.navn,
            antall=MAKS_TEGN,
        )

    def start(self, navn, attributter):
        match navn:
            case "row":
                self.rader += 1
                self.rad = int(attributter["r"]) if "r" in attributter else self.rad + 1
                self.kolonne = 0
                if self.rader > MAKS_RADER:
                    raise self._for_mange_rader()
            case "c":
                self._celle(attributter.get("r"))
                if attributter.get("t") == "e":
                    raise self._feilverdi()
            case "v" | "is" if self.i_celle:
                self._verdi()
            case "f" if self.i_celle:
                raise Arbeidsbokfeil(
                    _(
                        "Celle %(celle)s i arket «%(ark)s» har en formel. Kopier cellene og lim inn bare verdiene.",
                        celle=self.sted,
                        ark=self.navn,
                    )
                )
            case "mergeCell":
                raise Arbeidsbokfeil(
                    _(
                        "Cellene %(celler)s i arket «%(ark)s» er slått sammen. Del dem, og lagre på nytt.",
                        celler=attributter.get("ref", "?")[:20],
                        ark=self.navn,
                    )
                )

    def slutt(self, navn):
        if navn == "c":
            self.i_celle = False
        if not self.i_celle:
            self.tegn = 0

    def _celle(self, henvisning: str | None) -> None:
        self.i_celle, self.tegn = True, 0
        if henvisning is None:
            self.kolonne += 1
            return
        funnet = CELLE.fullmatch(henvisning)
        if funnet is None:
            raise oedelagt()
        self.kolonne, self.rad = _kolonnenr(funnet[1]), int(funnet[2])

    def _feilverdi(self) -> Arbeidsbokfeil:
        """Return the refusal of #REF! and its like: read as blank it would pass for «no figure»."""
        return Arbeidsbokfeil(
            _(
                "Celle %(celle)s i arket «%(ark)s» har en feilverdi, for eksempel #REF!. Rett den eller tøm cellen.",
                celle=self.sted,
                ark=self.navn,
            )
        )

    def _verdi(self) -> None:
        self.har_innhold = True
        if self.rad > MAKS_RADER:
            raise self._for_mange_rader()
        if self.kolonne > MAKS_KOLONNER:
            raise Arbeidsbokfeil(
                _(
                    "Arket «%(ark)s» har innhold i celle %(celle)s, utenfor de %(antall)s første kolonnene.",
                    ark=self.navn,
                    celle=self.sted,
                    antall=MAKS_KOLONNER,
                )
            )

    def _for_mange_rader(self) -> Arbeidsbokfeil:
        return Arbeidsbokfeil(
            _(
                "Arket «%(ark)s» har mer enn %(antall)s rader. Også tomme rader med utseende teller; slett dem.",
                ark=self.navn,
                antall=MAKS_RADER,
            )
        )


def _kolonnenr(bokstaver: str) -> int:
    nr = 0
    for bokstav in bokstaver:
        nr = nr * 26 + ord(bokstav) - 64
    return nr


def _bokstaver(nr: int) -> str:
    svar = ""
    while nr > 0:
        nr, rest = divmod(nr - 1, 26)
        svar = chr(65 + rest) + svar
    return svar


@dataclass(frozen=True)
class _Funnet:
    navn: str
    nr: int


def _vurder_ark(pakke: zipfile.ZipFile, navn: dict[str, zipfile.ZipInfo]) -> list[_Funnet]:
    """Return the sheets that hold anything, with every part of the workbook judged."""
    budsjett = [MAKS_ELEMENTER]
    ark = _Bok(budsjett).les(pakke, navn[BOK]).ark
    til = _Forbindelser(budsjett).les(pakke, navn[FORBINDELSER]).til
    if skjulte := [ett for ett, _forbindelse, skjult in ark if skjult]:
        raise Arbeidsbokfeil(
            _("Arbeidsboken har et skjult ark: «%(ark)s». Vis det eller slett det.", ark=skjulte[0])
        )
    if TEKSTER in navn:
        _Tekster(budsjett).les(pakke, navn[TEKSTER])
    lest, funnet = {BOK, FORBINDELSER, TEKSTER}, []
    for nr, (ett, forbindelse, _skjult) in enumerate(ark):
        sti, slag = til[forbindelse]
        if slag != "worksheet":
            raise Arbeidsbokfeil(
                _("«%(ark)s» er ikke et vanlig ark med celler. Behold bare arket med tallene.", ark=ett)
            )
        lest.add(sti)
        if _Ark(budsjett, ett).les(pakke, navn[sti]).har_innhold:
            funnet.append(_Funnet(ett, nr))
    for medlem in navn.values():
        if medlem.filename not in lest:
            pakk_ut(pakke, medlem)
    if not funnet:
        raise Arbeidsbokfeil(_("Filen har ingen rader."))
    return funnet


# ---------------------------------------------------------------- the reading


def _les_i_prosess(innhold: bytes, ark: int) -> list[list[str]]:
    """Return the cells, read under limits of memory and time that the kernel holds."""
    bestilling = f"{ark} {MAKS_RADER} {MAKS_KOLONNER}\n".encode()
    try:
        kjoert = subprocess.run(
            [sys.executable, "-I", str(PROSESS)],
            input=bestilling + innhold,
            capture_output=True,
            timeout=TIDSGRENSE,
            env={},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as feil:
        # The operator should see the difference between a bad file and a server that cannot read any.
        logger.warning("en arbeidsbok kunne ikke leses: %s", type(feil).__name__)
        raise oedelagt() from None
    return json.loads(kjoert.stdout)
