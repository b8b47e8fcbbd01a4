"""What people write in a chapter can do no harm, on screen or in print: refused with a reason, or shown as text."""

import re
import socket
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bosetting.felles.dokument.blokker import Dokument, Overskrift, Varsel
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.typst import som_pdf
from rapporter.dokument import prosa
from rapporter.forms import KapittelForm
from tests.felles.dokument.lesere import html_tekst, samlet

from .factories import grunnlag, linje

SKJERM = {
    "article",
    "p",
    "em",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "blockquote",
    "br",
    "hr",
    "div",
    "span",
}
TABELL = {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "figure", "figcaption", "section"}
TEGNING = {
    "svg",
    "rect",
    "text",
    "line",
    "path",
    "g",
    "title",
    "desc",
    "defs",
    "pattern",
    "circle",
    "polyline",
}
FAKTA = {"dl", "dt", "dd", "nav", "header", "aside", "h1", "h2", "h3", "h4", "h5", "h6"}

VONDE = {
    "script": "<script>alert('hei')</script>",
    "hendelse": '<img src=x onerror="alert(1)"> <svg onload=alert(1)>',
    "iframe": '<iframe src="https://eksempel.no/"></iframe><object data="x"></object>',
    "stil": "<style>body{display:none}</style><link rel=stylesheet href=https://eksempel.no/x.css>",
    "bilde utenfra": "![spor](https://eksempel.no/spor.png) ![](http://169.254.169.254/)",
    "fil": "![passord](file:///etc/passwd) [les](file:///etc/passwd)",
    "javascript": "[trykk](javascript:alert(1)) [d](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(1)>",
    "referanse": "[trykk][x]\n\n[x]: javascript:alert(1)",
    "djangomal": "{% load static %}{% include 'base.html' %}{# kommentar #}",
    "åpen sitering": "{{ vedtatt.totalt {{ {{{{ }} {{",
    "python i sitering": "{{ ''.__class__.__mro__ }} {{ settings.SECRET_KEY }} {{ g|safe }}",
    "typst": '#read("/etc/passwd") #eval("1+1") #sys.inputs $x^2$ #image("x.png") #pagebreak() @dok-tabell-1 <dok-x>',
    "typst i kode": '```typ\n#panic("stopp")\n```\n`#import "x"`',
    "styretegn": "før\x00\x01\x08\x1b[31m\x7f\u0085etter \u202eLVES\u202c \ufeff\u2028\u2029 \ud7ff\uffff",
    "usynlige": "a\u200b\u200c\u200d\u2060\u00adb" * 50,
    "kombinerende": "Z" + "\u0301\u0310\u0334" * 500,
    "dype sitater": "> " * 10 + "bunn",
    "lister i lister": "\n".join("  " * nr + "- punkt" for nr in range(9)),
    "lange ord": "bosetting" * 2_000,
    "lang lenke": "[l](https://eksempel.no/" + "a" * 1_900 + ")",
    "åpne klammer": "[" * 1_900 + "](" * 900,
    "stjerner": "*_" * 5_000,
    "baktikk": "`" * 3_001 + " `` " * 500,
    "tabell uten ende": "|" * 400 + "\n" + "|-" * 18 + "|\n" + "|" * 4_000,
    "html-entiteter": "&lt;script&gt; &#60;script&#62; &#x0; &bogus; &" + "amp;" * 100,
}
FOR_STORE = {
    "tabell på 10 000 rader": "| a | b |\n|---|---|\n" + "| x | y |\n" * 10_000,
    "tabell på 200 kolonner": "|a" * 200 + "|\n" + "|-" * 200 + "|\n",
    "liste uten ende": "- punkt\n" * 9_000,
    "sitat i sitat i sitat": ">" * 60 + "bunn",
    "klammer": "[" * 5_000,
}


@pytest.fixture
def uten_nett(monkeypatch):
    """No request leaves the host: a socket that is opened is a failed test."""

    def nekt(*_args, **_kwargs):
        raise AssertionError("Noen åpnet en forbindelse.")

    monkeypatch.setattr(socket.socket, "connect", nekt)
    monkeypatch.setattr(socket, "create_connection", nekt)
    monkeypatch.setattr(socket, "getaddrinfo", nekt)


def _rapport(tekst: str) -> Dokument:
    """Return a document of one chapter of a report, written as ``tekst``."""
    g = grunnlag(linje("Moss", (80, 10), (70, 10)), tekster={"innledning": tekst})
    blokker = (Overskrift(1, "Innledning"), *prosa(g, "innledning", 1))
    return Dokument(tittel="Rapport", dato=g.skjaeringsdato, blokker=blokker, tittelside=False)


def _er_trygg_html(html: str) -> None:
    merker = {merke.lower() for merke in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", html)}
    assert merker <= SKJERM | TABELL | TEGNING | FAKTA
    for merke in re.findall(r"<[a-zA-Z][^>]*>", html):
        uten_verdier = re.sub(r'"[^"]*"', '""', merke)
        assert not re.search(r"\son\w+\s*=|\sstyle\s*=|\ssrc\s*=", uten_verdier), merke
        for adresse in re.findall(r'href="([^"]*)"', merke):
            assert adresse.startswith(("#", "http://", "https://", "mailto:")), merke


def _er_trygg_pdf(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as apnet:
        assert "/AA" not in apnet.Root
        assert "/OpenAction" not in apnet.Root
        for objekt in apnet.objects:
            if isinstance(objekt, pikepdf.Dictionary):
                assert str(objekt.get("/S", "")) not in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm")
                assert "/EmbeddedFile" not in str(objekt.get("/Type", ""))
                if "/URI" in objekt:
                    assert str(objekt["/URI"]).startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("navn", VONDE)
def test_it_is_shown_as_text_on_screen_and_in_print_and_fetches_nothing(navn, uten_nett):
    dokument = _rapport(VONDE[navn])
    html = som_html(dokument)
    _er_trygg_html(html)
    _er_trygg_pdf(som_pdf(dokument))


@pytest.mark.parametrize("navn", ["script", "typst", "djangomal", "åpen sitering", "hendelse"])
def test_the_words_of_an_attack_are_words(navn):
    tekst = VONDE[navn]
    dokument = _rapport(tekst)
    pdf = "".join(side.extract_text() for side in PdfReader(BytesIO(som_pdf(dokument))).pages)
    for sted in (html_tekst(som_html(dokument)), pdf):
        # Quotation marks and the like are typed as they are; what breaks lines is left out on both sides.
        assert samlet(tekst) in samlet(sted)


@pytest.mark.parametrize("navn", FOR_STORE)
def test_what_no_reader_gets_through_is_refused_at_the_field_and_never_drawn(navn):
    form = KapittelForm({"tekst": FOR_STORE[navn], "versjon": 0})
    assert not form.is_valid()
    assert form.errors["tekst"]
    # Stored all the same (by an earlier version), it is a box with the reason, and the report stands.
    [varsel] = [
        blokk
        for blokk in _rapport(FOR_STORE[navn]).blokker
        if isinstance(blokk, Varsel) and "kan ikke vises" in blokk.tekst
    ]
    assert varsel.slag == "mangler"


biter = st.sampled_from(
    [
        *VONDE.values(),
        "\n\n",
        "\n",
        "- ",
        "> ",
        "| ",
        "|---|\n",
        "# ",
        "* ",
        "`",
        "**",
        "{{ ",
        " }}",
        "[",
        "](",
        ")",
        "<",
        "æøå",
    ]
)


@given(st.lists(st.one_of(biter, st.text(max_size=20)), max_size=12).map("".join))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_mixture_of_attacks_gets_through(tekst):
    dokument = _rapport(tekst)
    _er_trygg_html(som_html(dokument))


@given(st.lists(st.one_of(biter, st.text(max_size=20)), max_size=12).map("".join))
@settings(deadline=None, max_examples=10)
def test_every_mixture_can_be_printed(tekst):
    _er_trygg_pdf(som_pdf(_rapport(tekst)))
