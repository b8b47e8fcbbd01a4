"""Read the tables and paragraphs of a PDF as a screen reader meets them: by the tags, cell by cell."""

import re
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

from tests.felles.dokument.lesere import elementer

_KODE = rb"<([0-9A-Fa-f]+)>"


@dataclass
class Lest:
    """A table as it is tagged: caption, header cells and rows."""

    tittel: str
    hode: list[str] = field(default_factory=list)
    rader: list[list[str]] = field(default_factory=list)


class Leser:
    def __init__(self, pdf: bytes):
        self.pdf = pikepdf.open(BytesIO(pdf))
        self.sider = {side.obj.objgen: _merket_tekst(side) for side in self.pdf.pages}

    def elementer(self, merke: str, fra=None):
        """Yield every element with the tag, in reading order."""
        for node in elementer(self.pdf.Root.StructTreeRoot.K if fra is None else fra):
            if str(node.S) == merke:
                yield node

    def tekst(self, node, side=None) -> str:
        """Return the words of an element and all below it."""
        side = node.Pg.objgen if "/Pg" in node else side
        barn = node.get("/K", [])
        return "".join(
            self.sider[side].get(int(ett), "") if isinstance(ett, int) else self._under(ett, side)
            for ett in (barn if isinstance(barn, pikepdf.Array) else [barn])
        )

    def _under(self, ett, side) -> str:
        if "/S" in ett:
            return self.tekst(ett, side)
        if "/MCID" in ett:
            return self.sider[ett.Pg.objgen if "/Pg" in ett else side].get(int(ett.MCID), "")
        return ""

    def tabeller(self) -> list[Lest]:
        ut = []
        for node in self.elementer("/Table"):
            lest = Lest("".join(self.tekst(ett) for ett in self.elementer("/Caption", node.K)))
            for rad in self.elementer("/TR", node.K):
                celler = [ett for ett in elementer(rad.K) if str(ett.S) in ("/TH", "/TD")]
                tekster = [self.tekst(celle) for celle in celler]
                if all(str(celle.S) == "/TH" for celle in celler):
                    lest.hode += tekster
                else:
                    lest.rader.append(tekster)
            ut.append(lest)
        return ut


def _merket_tekst(side) -> dict[int, str]:
    """Return the text of each marked content on the page by its id."""
    tegnkart = {navn: _tegn(font) for navn, font in side.Resources.get("/Font", {}).items()}
    ut: dict[int, str] = {}
    merker: list[int | None] = []
    font: dict[int, str] = {}
    for operander, operator in pikepdf.parse_content_stream(side):
        match str(operator):
            case "BDC":
                egenskaper = operander[1] if isinstance(operander[1], pikepdf.Dictionary) else {}
                ny = int(egenskaper["/MCID"]) if "/MCID" in egenskaper else None
                merker.append(ny if ny is not None or str(operander[0]) == "/Artifact" else _siste(merker))
            case "BMC":
                merker.append(_siste(merker))
            case "EMC":
                merker.pop()
            case "Tf":
                font = tegnkart[str(operander[0])]
            case "Tj" | "TJ" if _siste(merker) is not None:
                deler = operander[0] if isinstance(operander[0], pikepdf.Array) else [operander[0]]
                ord_ = "".join(
                    font.get(int.from_bytes(kode[nr : nr + 2]), "")
                    for del_ in deler
                    if isinstance(del_, pikepdf.String)
                    for kode in [bytes(del_)]
                    for nr in range(0, len(kode), 2)
                )
                ut[merker[-1]] = ut.get(merker[-1], "") + ord_
    return ut


def _siste(merker):
    return merker[-1] if merker else None


def _tegn(font) -> dict[int, str]:
    """Return what each glyph is, from the font's own table (ToUnicode)."""
    kart: dict[int, str] = {}
    innhold = font.ToUnicode.read_bytes()
    for blokk in re.findall(rb"beginbfchar(.*?)endbfchar", innhold, re.S):
        for kode, tekst in re.findall(_KODE + rb"\s*" + _KODE, blokk):
            kart[int(kode, 16)] = bytes.fromhex(tekst.decode()).decode("utf-16-be")
    for blokk in re.findall(rb"beginbfrange(.*?)endbfrange", innhold, re.S):
        for fra, til, foerste in re.findall(rb"\s*".join([_KODE] * 3), blokk):
            for nr in range(int(fra, 16), int(til, 16) + 1):
                kart[nr] = chr(int(foerste, 16) + nr - int(fra, 16))
    return kart
