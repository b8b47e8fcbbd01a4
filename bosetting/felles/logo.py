"""A logo: a PNG without what is not the picture, or an SVG of shapes only. The content is hostile until it is read.

An SVG is a program to some readers. Here it is read with limits, held against a short list of shapes and taken only
when nothing else is in it: no text of its own font, no picture, no address, nothing that is drawn again and again.
"""

import re
import xml.etree.ElementTree as ET

from .filfeil import Filfeil
from .filtype_bilde import vurder_png
from .melding import melding as _

MAKS_LOGO = 200 * 1024
MAKS_SIDE = 3_000  # pixels; a logo is 18 mm high in print
MAKS_ELEMENTER = 5_000
MAKS_DYBDE = 30
MAKS_KLIPPET = 20

_SVG = "{http://www.w3.org/2000/svg}"
_FORMER = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient")
    + ("radialGradient", "stop", "clipPath", "style", "title", "desc", "metadata")
)
_ORD = frozenset(("title", "desc", "metadata"))
# The parts of a PNG that are the picture. Names, places and colour profiles are left behind.
_BILDET = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_UTENFRA = re.compile(
    r"url\((?!\s*['\"]?#)|@import|javascript:|data:|expression\(|image-set\(|src\(|\\", re.IGNORECASE
)
_KLASSER = re.compile(r"\s*\.[\w-]+\s*(?:,\s*\.[\w-]+\s*)*")


def renset_logo(innhold: bytes) -> tuple[str, bytes]:
    """Return the kind («png», «svg») and the file as it may be stored. Raises Filfeil."""
    if len(innhold) > MAKS_LOGO:
        raise Filfeil(_("Logoen er større enn 200 kB. Gjør bildet mindre."))
    if innhold.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", _png(innhold)
    if b"<svg" in innhold[:2_000]:
        return "svg", _svg(innhold)
    raise Filfeil(_("Logoen må være en PNG- eller SVG-fil."))


def _png(innhold: bytes) -> bytes:
    vurder_png(innhold)
    bredde, hoeyde = (int.from_bytes(innhold[sted : sted + 4], "big") for sted in (16, 20))
    if max(bredde, hoeyde) > MAKS_SIDE:
        raise Filfeil(_("Logoen har for mange piksler. Den kan være høyst 3 000 piksler bred og høy."))
    deler, sted = [innhold[:8]], 8
    while sted < len(innhold):
        slutt = sted + 12 + int.from_bytes(innhold[sted : sted + 4], "big")
        if innhold[sted + 4 : sted + 8] in _BILDET:
            deler.append(innhold[sted:slutt])
        sted = slutt
    return b"".join(deler)


def _svg(innhold: bytes) -> bytes:
    try:
        tekst = innhold.decode("utf-8-sig")
        # Entities are how a small file becomes a large one; no logo needs them.
        if "<!ENTITY" in tekst or "<!DOCTYPE" in tekst.replace(_DOKTYPE, "") or "<?xml-stylesheet" in tekst:
            raise _ikke_bare_former()
        rot = _les(tekst)
    except (UnicodeDecodeError, ET.ParseError) as feil:
        raise Filfeil(_("SVG-filen er ødelagt eller ikke lagret som UTF-8. Lagre den på nytt.")) from feil
    if rot.tag != f"{_SVG}svg" or not (rot.get("viewBox") or (rot.get("width") and rot.get("height"))):
        raise Filfeil(_("SVG-filen mangler størrelse. Lagre den på nytt med «viewBox»."))
    ET.register_namespace("", _SVG.strip("{}"))
    return ET.tostring(rot, encoding="utf-8")


# What the drawing programs of the last twenty years begin with; it is dropped.
_DOKTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)


def _les(tekst: str) -> ET.Element:
    """Read, and judge each element. Raises Filfeil and ET.ParseError."""
    rot = ET.fromstring(tekst.replace(_DOKTYPE, ""))
    koe, antall = [(rot, 1)], 0
    while koe:
        (element, dybde), antall = koe.pop(), antall + 1
        if dybde > MAKS_DYBDE or antall > MAKS_ELEMENTER:
            raise _for_mange()
        _vurder(element)
        # The drawing program's own notes are kept by no one.
        for barn in [
            ett for ett in element if not str(ett.tag).startswith(_SVG) or ett.tag == f"{_SVG}metadata"
        ]:
            element.remove(barn)
        koe += [(barn, dybde + 1) for barn in element]
    _krev_faa_klipp(rot)
    return rot


def _krev_faa_klipp(rot: ET.Element) -> None:
    """A clip is drawn for each shape it clips: clips that are clipped make a drawing without end. Raises Filfeil."""
    klasser = _klippende("".join(tekst for stil in rot.iter(f"{_SVG}style") for tekst in stil.itertext()))

    def klippes(element: ET.Element) -> bool:
        stil = element.get("style", "").lower()
        return (
            "clip-path" in element.attrib
            or "clip-path" in stil
            or not klasser.isdisjoint(element.get("class", "").split())
        )

    i_klipp = (element for klipp in rot.iter(f"{_SVG}clipPath") for element in klipp.iter())
    if any(map(klippes, i_klipp)) or sum(map(klippes, rot.iter())) > MAKS_KLIPPET:
        raise _for_mange()


def _klippende(stil: str) -> set[str]:
    """Return the classes whose rules clip. What such a rule is for must be plain to see."""
    if "clip-path" not in stil.lower():
        return set()
    if any(tegn in stil for tegn in ("/*", '"', "'")):  # a brace that is none
        raise _for_mange()
    klasser: set[str] = set()
    for regel in stil.split("}"):
        if "clip-path" in regel.lower():
            velger = regel.rpartition("{")[0]
            if not _KLASSER.fullmatch(velger):
                raise _for_mange()
            klasser |= set(re.findall(r"[\w-]+", velger))
    return klasser


def _vurder(element: ET.Element) -> None:
    navn = str(element.tag).removeprefix(_SVG)
    if navn not in _FORMER:
        raise _ikke_bare_former()
    if navn == "style" and _UTENFRA.search("".join(element.itertext())):
        raise _ikke_bare_former()
    for attributt, verdi in list(element.attrib.items()):
        if attributt.startswith("{"):  # of the drawing program, or an address
            if attributt.endswith("}href"):
                raise _ikke_bare_former()
            del element.attrib[attributt]
        elif attributt.lower().startswith("on") or attributt.lower() == "href" or _UTENFRA.search(verdi):
            raise _ikke_bare_former()


def _for_mange() -> Filfeil:
    return Filfeil(_("SVG-filen har for mange former. Forenkle den, eller bruk PNG."))


def _ikke_bare_former() -> Filfeil:
    return Filfeil(
        _(
            "SVG-filen inneholder mer enn former: tekst, bilder, skript eller adresser. Gjør teksten om til kurver og "
            "lagre på nytt, eller bruk PNG."
        )
    )
