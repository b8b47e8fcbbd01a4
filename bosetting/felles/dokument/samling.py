"""Many of our PDFs as one, a letter at a time: the pages as they are, tags, links and bookmarks whole.

A PDF of 428 letters is put together from the letters' own files, never laid out again: the pages are the very ones that
were sent, and memory holds one letter however many there are. What the letters share (fonts, colours) is written once.
Reads the plain form that Typst writes (a table of contents at the end, no compressed objects) and nothing else.
"""

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import BinaryIO

_SLUTT = re.compile(rb"trailer\s*<<(?P<trailer>.*)>>\s*startxref\s+(?P<start>\d+)\s+%%EOF\s*$", re.S)
_PEKER = re.compile(rb"\b(\d+) 0 R\b")
_NOEKKEL = re.compile(rb"/(StructParents?) (\d+)\b")
_TEKSTTEGN = re.compile(rb"[()\\]")
_NOEKKELPAR = re.compile(rb"(\d+) (\d+) 0 R")
_NAVNEPAR = re.compile(rb"\(([^()\\]*)\)(\d+) 0 R")
_ROLLE = re.compile(rb"/(\w+)/(\w+)")
_SIDETALL = re.compile(rb"(<xmpTPg:NPages>)\d+(</xmpTPg:NPages>)")
_IDENTITET = re.compile(rb"(<xmpMM:(?:Instance|Document)ID>)[^<]*(</xmpMM:)")
# What stands in a tree that points back to itself, and so belongs to one letter only.
_EGNE = (b"/Type/StructElem", b"/Type/Page", b"/Type/Annot")


class Samlefeil(ValueError):
    """The file is not a PDF in the form that Typst writes."""


class _Fil:
    """One of our PDFs: its objects by number."""

    def __init__(self, pdf: bytes):
        slutt = _SLUTT.search(pdf, max(0, len(pdf) - 2048))
        if slutt is None:
            raise Samlefeil("PDF-en har ikke den formen Typst skriver.")
        self.pdf = pdf
        self.trailer = slutt["trailer"]
        tabell = int(slutt["start"])
        hode = re.compile(rb"xref\s+0 (\d+)\s*\n").match(pdf, tabell)
        if hode is None:
            raise Samlefeil("PDF-en har ingen innholdsliste.")
        linjer = [pdf[hode.end() + 20 * nr :][:20] for nr in range(int(hode[1]))]
        self.steder = {nr: int(linje[:10]) for nr, linje in enumerate(linjer) if linje[17:18] == b"n"}
        grenser = [*sorted(self.steder.values()), tabell]
        self._ender = dict(zip(grenser, grenser[1:], strict=False))
        self.rot = self[self.peker(self.trailer, b"Root")]

    def __getitem__(self, nr: int) -> bytes:
        sted = self.steder[nr]
        raa = self.pdf[sted : self._ender[sted]]
        return raa[raa.index(b"obj") + 3 : raa.rindex(b"endobj")].strip(b"\r\n ")

    @staticmethod
    def peker(ordbok: bytes, navn: bytes) -> int:
        """Return the number of the object that a dictionary's key points to."""
        treff = re.search(rb"/" + navn + rb" (\d+) 0 R\b", ordbok)
        if treff is None:
            raise Samlefeil(f"PDF-en mangler {navn.decode()}.")
        return int(treff[1])

    @staticmethod
    def liste(ordbok: bytes, navn: bytes) -> bytes:
        """Return what stands between the brackets of a key; empty when it is not there."""
        treff = re.search(rb"/" + navn + rb"\[([^\]]*)\]", ordbok)
        return treff[1] if treff else b""


def _del_strengene(ordbok: bytes) -> Iterator[tuple[bool, bytes]]:
    """Yield an object in bits: (is a string, the bytes). People's words may look like anything."""
    dybde = sist = 0
    hopp = -1
    for treff in _TEKSTTEGN.finditer(ordbok):
        sted, tegn = treff.start(), treff[0]
        if sted == hopp:
            continue
        if tegn == b"\\":
            hopp = sted + 1
        elif tegn == b"(":
            if not dybde:
                yield False, ordbok[sist:sted]
                sist = sted
            dybde += 1
        elif dybde:
            dybde -= 1
            if not dybde:
                yield True, ordbok[sist : sted + 1]
                sist = sted + 1
    yield False, ordbok[sist:]


def _ordbok_og_stroem(objekt: bytes) -> tuple[bytes, bytes]:
    sted = objekt.find(b"\nstream") if objekt.endswith(b"endstream") else -1
    return (objekt, b"") if sted < 0 else (objekt[:sted], objekt[sted:])


def _pekere(objekt: bytes) -> list[int]:
    ordbok, _stroem = _ordbok_og_stroem(objekt)
    return [int(nr) for er_tekst, bit in _del_strengene(ordbok) if not er_tekst for nr in _PEKER.findall(bit)]


def _omskrevet(objekt: bytes, kart: dict[int, int], hode: bytes = b"", grunn: int = 0) -> bytes:
    """Return an object with the numbers of the new file.

    ``hode`` goes before the names of table headers, and ``grunn`` is added to the keys of the tree of tags.
    """
    ordbok, stroem = _ordbok_og_stroem(objekt)
    ut = []
    navner_hoder = False
    for er_tekst, bit in _del_strengene(ordbok):
        if er_tekst:
            ut.append(b"(" + hode + bit[1:] if navner_hoder else bit)
            continue
        # The names stand right after /ID, or one after another between the brackets of /Headers.
        navner_hoder = bit.endswith((b"/ID", b"/Headers[")) or (navner_hoder and not bit)
        bit = _PEKER.sub(lambda treff: b"%d 0 R" % kart[int(treff[1])], bit)
        ut.append(_NOEKKEL.sub(lambda treff: b"/%b %d" % (treff[1], int(treff[2]) + grunn), bit))
    return b"".join(ut) + stroem


class _Samling:
    """The file being written: where each object lies, and which are shared. The objects themselves are let go."""

    def __init__(self, ut: BinaryIO):
        self.ut = ut
        self.steder = array("q", [0])
        self.felles: dict[bytes, int] = {}
        self.delte: set[int] = set()
        self.sted = 0
        self.avtrykk = hashlib.sha256()
        self._raa(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")

    def _raa(self, data: bytes) -> None:
        self.ut.write(data)
        self.avtrykk.update(data)
        self.sted += len(data)

    def nytt(self) -> int:
        """Take the number of an object that is written later."""
        self.steder.append(0)
        return len(self.steder) - 1

    def skriv(self, objekt: bytes, nr: int = 0) -> int:
        nr = nr or self.nytt()
        self.steder[nr] = self.sted
        self._raa(b"%d 0 obj\n%b\nendobj\n" % (nr, objekt))
        return nr

    def nummerer(self, fil: _Fil, kart: dict[int, int], numre: Iterable[int]) -> list[int]:
        """Give new numbers to objects and all they point to. Return the old numbers of those still to be written."""
        egne, koe = [], list(numre)
        while koe:
            nr = koe.pop()
            if nr in kart or self._delt(fil, kart, nr):
                continue
            kart[nr] = self.nytt()
            egne.append(nr)
            koe += _pekere(fil[nr])
        return egne

    def _delt(self, fil: _Fil, kart: dict[int, int], nr: int) -> bool:
        """Return whether an object can be shared; it is then written, if no letter before had one just like it."""
        if nr in kart:
            return kart[nr] in self.delte
        objekt = fil[nr]
        if any(merke in objekt[:40] for merke in _EGNE):
            return False
        if not all(self._delt(fil, kart, under) for under in _pekere(objekt)):
            return False
        ferdig = _omskrevet(objekt, kart)
        avtrykk = hashlib.sha256(ferdig).digest()
        if avtrykk not in self.felles:
            self.felles[avtrykk] = self.skriv(ferdig)
            self.delte.add(self.felles[avtrykk])
        kart[nr] = self.felles[avtrykk]
        return True

    def avslutt(self, rot: int, info: int) -> None:
        tabell, avtrykk = self.sted, self.kjennetegn
        self._raa(b"xref\n0 %d\n0000000000 65535 f\r\n" % len(self.steder))
        for sted in self.steder[1:]:
            self._raa(b"%010d 00000 n\r\n" % sted)
        self._raa(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF"
            % (len(self.steder), rot, info, avtrykk, avtrykk, tabell)
        )

    @property
    def kjennetegn(self) -> bytes:
        """Return what tells this file from others: the same for the same letters."""
        return self.avtrykk.hexdigest()[:32].encode()


class _Treet:
    """What ties the letters together: pages, tags, the names of table headers, bookmarks."""

    def __init__(self, ny: _Samling):
        self.ny = ny
        self.sider, self.tagrot, self.dokument = ny.nytt(), ny.nytt(), ny.nytt()
        self.bokmerkerot = ny.nytt()
        self.bokmerker: list[tuple[str, int]] = []
        self.roller: dict[bytes, bytes] = {}
        self.sidetraer: list[int] = []
        self.elementer: list[int] = []
        self.noekkelblader: list[int] = []
        self.navneblader: list[int] = []
        self.antall = self.neste_noekkel = 0

    def legg_til(self, bokmerke: str, fil: _Fil) -> None:
        ny, grunn = self.ny, self.neste_noekkel
        hode = b"%05d-" % len(self.bokmerker)
        sidenr, tagnr = fil.peker(fil.rot, b"Pages"), fil.peker(fil.rot, b"StructTreeRoot")
        sidetre, tagrot = fil[sidenr], fil[tagnr]
        toppen = {int(nr) for nr in _PEKER.findall(fil.liste(tagrot, b"K"))}
        noekler = [(int(n), int(nr)) for n, nr in _NOEKKELPAR.findall(fil.liste(tagrot, b"Nums"))]
        navn = _NAVNEPAR.findall(fil.liste(tagrot, b"Names"))
        kart = {sidenr: ny.nytt(), tagnr: self.dokument}
        for gammelt in ny.nummerer(fil, kart, [*_pekere(sidetre), *toppen, *(nr for _n, nr in noekler)]):
            objekt = _omskrevet(fil[gammelt], kart, hode, grunn)
            if gammelt in toppen:
                objekt = objekt.replace(b"/S/Document", b"/S/Part", 1)
            ny.skriv(objekt, kart[gammelt])
        mor = b"/Type/Pages/Parent %d 0 R" % self.sider
        ny.skriv(_omskrevet(sidetre, kart).replace(b"/Type/Pages", mor, 1), kart[sidenr])

        self.bokmerker.append((bokmerke, kart[_foerste_side(fil, sidenr)]))
        self.sidetraer.append(kart[sidenr])
        self.elementer += [kart[nr] for nr in sorted(toppen)]
        self.antall += int(re.search(rb"/Count (\d+)", sidetre)[1])
        if treff := re.search(rb"/RoleMap<<([^>]*)>>", tagrot):
            self.roller |= dict(_ROLLE.findall(treff[1]))
        if noekler:
            par = b" ".join(b"%d %d 0 R" % (grunn + n, kart[nr]) for n, nr in noekler)
            grenser = (grunn + noekler[0][0], grunn + noekler[-1][0])
            self.noekkelblader.append(ny.skriv(b"<</Limits[%d %d]/Nums[%b]>>" % (*grenser, par)))
            self.neste_noekkel = grunn + noekler[-1][0] + 1
        if navn:
            par = b"".join(b"(%b%b)%d 0 R" % (hode, ett, kart[int(nr)]) for ett, nr in navn)
            grenser = (hode + navn[0][0], hode + navn[-1][0])
            self.navneblader.append(ny.skriv(b"<</Limits[(%b)(%b)]/Names[%b]>>" % (*grenser, par)))

    def fullfoer(self, skall: _Fil) -> None:
        ny = self.ny
        ny.skriv(b"<</Type/Pages/Count %d/Kids[%b]>>" % (self.antall, _liste(self.sidetraer)), self.sider)
        ny.skriv(
            b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (self.tagrot, _liste(self.elementer)),
            self.dokument,
        )
        navnetre = b"/IDTree<</Kids[%b]>>" % _liste(self.navneblader) if self.navneblader else b""
        ny.skriv(
            b"<</Type/StructTreeRoot/RoleMap<<%b>>/K[%d 0 R]/ParentTree<</Kids[%b]>>/ParentTreeNextKey %d%b>>"
            % (
                b"".join(b"/%b/%b" % par for par in sorted(self.roller.items())),
                self.dokument,
                _liste(self.noekkelblader),
                self.neste_noekkel,
                navnetre,
            ),
            self.tagrot,
        )
        self._skriv_bokmerker()
        self._skriv_rot(skall)

    def _skriv_bokmerker(self) -> None:
        ny, mor, antall = self.ny, self.bokmerkerot, len(self.bokmerker)
        foerste = len(ny.steder)
        for nr, (tekst, side) in enumerate(self.bokmerker):
            naboer = b"/Prev %d 0 R" % (foerste + nr - 1) if nr else b""
            if nr < antall - 1:
                naboer += b"/Next %d 0 R" % (foerste + nr + 1)
            tittel = (b"\xfe\xff" + tekst.encode("utf-16-be")).hex().encode()
            ny.skriv(
                b"<</Parent %d 0 R/Title<%b>%b/Dest[%d 0 R/XYZ null null null]>>"
                % (mor, tittel, naboer, side)
            )
        ny.skriv(
            b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (foerste, foerste + antall - 1, antall),
            mor,
        )

    def _skriv_rot(self, skall: _Fil) -> None:
        ny = self.ny
        metanr = skall.peker(skall.rot, b"Metadata")
        fargenr = skall.peker(skall.rot, b"OutputIntents")
        kart = {
            metanr: ny.skriv(self._metadata(skall[metanr])),
            skall.peker(skall.rot, b"Pages"): self.sider,
            skall.peker(skall.rot, b"StructTreeRoot"): self.tagrot,
        }
        for nr in ny.nummerer(skall, kart, [fargenr]):
            ny.skriv(_omskrevet(skall[nr], kart), kart[nr])
        rot = re.sub(rb"/(Outlines|Names|PageLabels) \d+ 0 R", b"", skall.rot)
        rot = _omskrevet(rot, kart).removesuffix(b">>") + b"/Outlines %d 0 R>>" % self.bokmerkerot
        info = _omskrevet(skall[skall.peker(skall.trailer, b"Info")], {})
        ny.avslutt(ny.skriv(rot), ny.skriv(info))

    def _metadata(self, objekt: bytes) -> bytes:
        """Return the packet of metadata with the whole's number of pages and identity."""
        xml = objekt[objekt.index(b"stream\n") + 7 : objekt.rindex(b"\nendstream")]
        xml = _SIDETALL.sub(rb"\g<1>%d\g<2>" % self.antall, xml)
        xml = _IDENTITET.sub(rb"\g<1>%b\g<2>" % self.ny.kjennetegn, xml)
        return b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%b\nendstream" % (len(xml), xml)


def samle(skall: bytes, deler: Iterable[tuple[str, bytes]], ut: BinaryIO) -> int:
    """Write one PDF of many (bookmark, file), at least one, to ``ut``; return how many pages. Raises Samlefeil.

    ``skall`` is a document of ours whose title, author, date and standards the whole gets; its pages are left out.
    """
    antall = 0
    for antall in samle_trinnvis(skall, deler, ut):  # noqa: B007 - the last one is the answer
        pass
    return antall


def samle_trinnvis(skall: bytes, deler: Iterable[tuple[str, bytes]], ut: BinaryIO) -> Iterator[int]:
    """Do what ``samle`` does, and pause after each file and at the end with the number of pages so far."""
    treet = _Treet(_Samling(ut))
    for bokmerke, pdf in deler:
        treet.legg_til(bokmerke, _Fil(pdf))
        yield treet.antall
    if not treet.bokmerker:
        raise ValueError("Det er ingenting å samle.")
    treet.fullfoer(_Fil(skall))
    yield treet.antall


def _foerste_side(fil: _Fil, nr: int) -> int:
    while b"/Type/Pages" in fil[nr]:
        nr = int(_PEKER.search(fil.liste(fil[nr], b"Kids"))[1])
    return nr


def _liste(numre: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % nr for nr in numre)
