"""A text as lines, blocks and sentences, also where a scanner or a PDF has broken every line.

White space of all kinds is a plain space and control characters are gone, character for character, so that a place in
the cleaned text is a place in the original.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from .funn import kort
from .tall import Figur, finn_figurer

_TEGN = {nr: " " for nr in (*range(32), *range(127, 160)) if nr != 10}
_TEGN |= {nr: " " for nr in range(0x3000 + 1) if unicodedata.category(chr(nr)) in ("Zs", "Zl", "Zp", "Cf")}
_TEGN |= {0x2212: "-", 0x2011: "-", 0x2010: "-", 0xFEFF: " "}

# One bullet or more. OCR writes «o», «e», «®» and «¢» for round ones.
_PUNKT = re.compile(r"\s{0,40}(?:(?:[•≡*»®¢◦▪‣·●○►✓]|[-–—](?= )) ?|(?:[oe])(?= {1,3}[A-ZÆØÅ@]) )+")
_NUMMER = re.compile(r"\s{0,40}(?:(\d{1,3})[.)]|\(?([a-zæøå])\)) {1,4}(?=\S)")
_OVERSKRIFT = re.compile(
    r"\s{0,40}(?:#{1,6} |\d{1,2}(?:\.\d{1,2}){0,3}\.? {1,4}(?=[A-ZÆØÅ])|(?i:vedlegg) \d)"
)
# The number of a heading or list item, which counts nothing.
_PREFIKS = re.compile(r"\W{0,8}\d{1,3}(?:\.\d{1,3}){0,4}[.)]? ")
_SLUTT = (".", "!", "?", ";")
# A line this long was broken by the margin, a shorter one by its writer.
_FULL_LINJE = 45
_MAKS_OVERSKRIFT = 100
# A sentence with more figures than this is no sentence.
_FLEST_FIGURER = 80
# White space inside a line that parts columns of a page: such a line is no sentence.
_SPALTE = re.compile(r"(?<=\S) {3,}(?=\S)")
# Words whose full stop does not end a sentence.
_FORKORTELSER = frozenset(re.findall(
    r"\S+",
    "kl ca nr pr jf jfr evt ev bl.a f.eks mill inkl ekskl tlf div dvs st art kap s regj alt dr mrd m.m osv mv m.fl"
    " forts ref vedr ihht eks maks min avd res kgl prof",
))  # fmt: skip
_SKILLE = re.compile(r"[.!?] {1,9}(?=[A-ZÆØÅ«\"@\d\[])")


class Slag(Enum):
    """What a block is."""

    AVSNITT = "avsnitt"
    OVERSKRIFT = "overskrift"
    PUNKT = "punkt"


@dataclass
class Setning:
    """One sentence of a block: where it begins there, and its figures by place in the block."""

    start: int
    tekst: str
    figurer: list[Figur] = field(default_factory=list)

    @property
    def slutt(self) -> int:
        return self.start + len(self.tekst)


@dataclass
class Blokk:
    """A paragraph, heading or list item: its lines joined by spaces."""

    nr: int
    slag: Slag
    tekst: str
    _starter: list[int]
    _linjer: list[int]

    def linje(self, posisjon: int) -> int:
        """Return the number of the line that a place in the block stands on."""
        return self._linjer[max(0, bisect_right(self._starter, posisjon) - 1)]

    def sitat(self, posisjon: int) -> str:
        """Return the sentence that a place in the block stands in, short enough to quote."""
        setning = next((en for en in reversed(self.setninger) if en.start <= posisjon), None)
        return kort(setning.tekst, posisjon - setning.start) if setning else kort(self.tekst, posisjon)

    @property
    def foerste(self) -> int:
        return self._linjer[0]

    @property
    def siste(self) -> int:
        return self._linjer[-1]

    @cached_property
    def setninger(self) -> list[Setning]:
        """The sentences, with the figures of each."""
        setninger = [Setning(start, tekst) for start, tekst in _setninger(self.tekst)]
        nr = 0
        hopp = 0
        if self.slag is not Slag.AVSNITT and (treff := _PREFIKS.match(self.tekst)):
            hopp = treff.end()
        for figur in finn_figurer(self.tekst):
            if figur.start < hopp:
                continue
            while nr + 1 < len(setninger) and setninger[nr + 1].start <= figur.start:
                nr += 1
            if setninger:
                setninger[nr].figurer.append(figur)
        for setning in setninger:
            if len(setning.figurer) > _FLEST_FIGURER:
                setning.figurer = []
        return setninger


@dataclass(frozen=True)
class Linje:
    """A cleaned line with its number in the original, from 1."""

    nr: int
    tekst: str


def rens(tekst: str) -> str:
    """Return the text with every white space and control character but the line break as one plain space."""
    return tekst.translate(_TEGN)


def linjer(tekst: str) -> list[Linje]:
    """Return the cleaned lines, the blank ones too."""
    delt = tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [Linje(nr, rens(linje)) for nr, linje in enumerate(delt, start=1)]


def er_punkt(tekst: str) -> bool:
    """Return whether the line begins a list item with a bullet."""
    return bool(_PUNKT.match(tekst))


def nummer(tekst: str) -> int | None:
    """Return the number or letter (a = 1) that begins the line as of a numbered list."""
    treff = _NUMMER.match(tekst)
    if treff is None:
        return None
    return int(treff[1]) if treff[1] else ord(treff[2]) - ord("a") + 1


def uten_punkt(tekst: str) -> str:
    """Return a list item without its bullet or number."""
    for moenster in (_PUNKT, _NUMMER):
        if treff := moenster.match(tekst):
            return tekst[treff.end() :].strip()
    return tekst.strip()


def blokker(alle: Iterable[Linje], brukte: frozenset[int] | set[int] = frozenset()) -> list[Blokk]:
    """Return the blocks of the lines. Lines in ``brukte`` (of a table) are left out, and part what is round them."""
    innhold = [linje for linje in alle if linje.tekst.strip()]
    brukte = brukte | {linje.nr for linje in innhold if len(_SPALTE.findall(linje.tekst)) > 1}
    ut: list[Blokk] = []
    aapen: list[Linje] = []
    slag = Slag.AVSNITT

    def lukk():
        if aapen:
            ut.append(_blokk(len(ut), slag, aapen))
            aapen.clear()

    for nr, linje in enumerate(innhold):
        if linje.nr in brukte:
            lukk()
            slag = Slag.AVSNITT
            continue
        forrige = innhold[nr - 1] if nr else None
        neste = innhold[nr + 1] if nr + 1 < len(innhold) else None
        nytt = _slag(linje, forrige, neste, aapen, slag)
        if nytt is not None or (aapen and not _fortsetter(aapen[-1], linje)):
            lukk()
            slag = nytt or Slag.AVSNITT
        aapen.append(linje)
        if slag is Slag.OVERSKRIFT:
            lukk()
            slag = Slag.AVSNITT
    lukk()
    return ut


def _slag(
    linje: Linje, forrige: Linje | None, neste: Linje | None, aapen: list[Linje], slag: Slag
) -> Slag | None:
    """Return what the line begins; None when it may go on with what came before."""
    tekst = linje.tekst
    if er_punkt(tekst):
        return Slag.PUNKT
    if (nr := nummer(tekst)) is not None:
        naboer = {nummer(nabo.tekst) for nabo in (forrige, neste) if nabo is not None}
        i_liste = slag is Slag.PUNKT and aapen and nummer(aapen[0].tekst) == nr - 1
        if naboer & {nr - 1, nr + 1} or i_liste:
            return Slag.PUNKT
    return Slag.OVERSKRIFT if _er_overskrift(linje, forrige, neste) else None


def _er_overskrift(linje: Linje, forrige: Linje | None, neste: Linje | None) -> bool:
    tekst = linje.tekst.strip()
    if len(tekst) > _MAKS_OVERSKRIFT or tekst.endswith((*_SLUTT, ",", ":", "-")):
        return False
    if _OVERSKRIFT.match(linje.tekst):
        return not _SKILLE.search(tekst.split(" ", 1)[-1])
    if len(tekst) > 70 or not tekst[0].isupper() or _SKILLE.search(tekst):
        return False
    luft_foer = forrige is None or linje.nr - forrige.nr > 1 or forrige.tekst.rstrip().endswith(_SLUTT)
    if (
        forrige is not None
        and linje.nr - forrige.nr <= 2
        and not forrige.tekst.rstrip().endswith((*_SLUTT, ":"))
        and len(forrige.tekst) > _FULL_LINJE
    ):
        return False  # the last words of a broken sentence
    luft_etter = neste is None or neste.nr - linje.nr > 1
    ny_start = neste is None or not (neste.tekst.strip()[0].islower() or neste.tekst.strip()[0].isdigit())
    return luft_foer and luft_etter and ny_start and len(tekst) < 60


def _fortsetter(foer: Linje, linje: Linje) -> bool:
    """Return whether the line goes on with the block of the line before it."""
    avstand = linje.nr - foer.nr
    if avstand == 1:
        return True
    slutt, start = foer.tekst.rstrip(), linje.tekst.lstrip()
    if slutt.endswith((*_SLUTT, ":")) or avstand > 3:
        return False
    if start[0].islower() or start[0] in "(,0123456789":
        return True
    return avstand == 2 and len(slutt) >= _FULL_LINJE


def _blokk(nr: int, slag: Slag, aapen: list[Linje]) -> Blokk:
    biter, starter, lengde = [], [], 0
    for linje in aapen:
        starter.append(lengde)
        biter.append(" ".join(linje.tekst.split()))
        lengde += len(biter[-1]) + 1
    return Blokk(nr, slag, " ".join(biter), starter, [linje.nr for linje in aapen])


def _setninger(tekst: str) -> list[tuple[int, str]]:
    """Return (place, text) of each sentence; abbreviations, dates and ordinals do not end one."""
    ut, start = [], 0
    for treff in _SKILLE.finditer(tekst):
        if treff[0][0] == ".":
            foran = tekst[max(start, treff.start() - 12) : treff.start()].rpartition(" ")[2]
            etter = tekst[treff.end()]
            if foran.lower().lstrip("(«") in _FORKORTELSER or (etter.isdigit() and foran[-1:].isdigit()):
                continue
        ut.append((start, tekst[start : treff.start() + 1]))
        start = treff.end()
    if start < len(tekst):
        ut.append((start, tekst[start:]))
    return ut
