"""Read the words back out of what the renderers made."""

import re
from html.parser import HTMLParser
from io import BytesIO

import pikepdf
from pypdf import PdfReader


class _Leser(HTMLParser):
    """Collect text as a reader meets it: list markers included, drawings left out."""

    def __init__(self):
        super().__init__()
        self.deler: list[str] = []
        self.lister: list[int | None] = []
        self.tegning = 0

    def handle_starttag(self, tag, attrs):
        egenskaper = dict(attrs)
        if tag == "svg":
            self.tegning += 1
        elif tag == "ul":
            self.lister.append(None)
        elif tag == "ol":
            self.lister.append(int(egenskaper.get("start", 1)))
        elif tag == "li" and "dok-nivaa" not in egenskaper.get("class", ""):
            nummer = self.lister[-1]
            self.deler.append("•" if nummer is None else f"{nummer}.")
            if nummer is not None:
                self.lister[-1] = nummer + 1

    def handle_endtag(self, tag):
        if tag == "svg":
            self.tegning -= 1
        elif tag in {"ul", "ol"}:
            self.lister.pop()

    def handle_data(self, data):
        if not self.tegning:
            self.deler.append(data)


def html_tekst(html: str) -> str:
    leser = _Leser()
    leser.feed(html)
    return " ".join(leser.deler)


def pdf_sider(pdf: bytes) -> list[str]:
    return [side.extract_text() for side in PdfReader(BytesIO(pdf)).pages]


def pdf_tekst(pdf: bytes) -> str:
    return "\n".join(pdf_sider(pdf))


def samlet(tekst: str) -> str:
    """Forget what line breaking adds: white space, hyphens and invisible places to break."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2010-]+", "", tekst)


def elementer(node):
    """Yield the elements of a tagged PDF's structure below ``node``, in order, each before what is in it."""
    if isinstance(node, pikepdf.Array):
        for barn in node:
            yield from elementer(barn)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elementer(node.K)
