"""What a document may carry: lists of figures and tables, references, a watermark, the sender's logo and colour."""

import base64
import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from bosetting.felles.dokument.blokker import Liste, Logo, Overskrift, Setning, Sitat, Vedlegg
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.dokument.typst import som_pdf

from .eksempel import aktiviteter, bred_tabell, dokument, figur
from .lesere import html_tekst, pdf_sider, samlet

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="300" height="100" fill="#802030"/>'
    "</svg>"
)
LOGO = Logo("svg", base64.b64encode(SVG.encode()).decode(), "Embetets våpen")
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _merker(pdf: bytes) -> list[tuple[str, str]]:
    def gaa(node):
        if isinstance(node, pikepdf.Array):
            for barn in node:
                yield from gaa(barn)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S), str(node.get("/Alt", ""))
            if "/K" in node:
                yield from gaa(node.K)

    with pikepdf.open(BytesIO(pdf)) as apnet:
        return list(gaa(apnet.Root.StructTreeRoot.K))


def test_figures_and_tables_are_listed_with_their_pages_after_the_contents():
    blokker = (Overskrift(1, "Tall"), figur(), bred_tabell(), Overskrift(1, "Plan"), aktiviteter(60))
    utkast = dokument(blokker, lister=True)
    sider = pdf_sider(som_pdf(utkast))
    innhold = sider[1]
    for linje, side in (
        (r"Figur 1\s+Vedtatte plasser per kommune, 2015", 3),
        (r"Tabell 1\s+Anmodninger og vedtak for 2016, per kommune", 3),
        (r"Tabell 2\s+Aktiviteter i tertialet", 4),
    ):
        assert re.search(linje + rf"[\s.]+{side}\s", innhold), innhold
    html = html_tekst(som_html(utkast))
    assert html.count("Tabell 2") == 2
    assert "Tabeller" in html


def test_a_list_without_lines_is_left_out():
    innhold = pdf_sider(som_pdf(dokument((Overskrift(1, "Tall"), bred_tabell()), lister=True)))[1]
    assert "Tabeller" in innhold
    assert "Figurer" not in innhold


def test_a_document_lists_nothing_unless_asked():
    assert "Tabeller" not in pdf_sider(som_pdf(dokument()))[1]


def test_a_sentence_leads_to_what_it_speaks_of():
    blokker = (
        Overskrift(1, "Tall"),
        Setning("Spydeberg har ikke svart.", se=("kommunene", "plan", "finnes-ikke")),
        replace(figur(), noekkel="figuren"),
        replace(bred_tabell(), noekkel="kommunene"),
        Vedlegg("Aktivitetsplan", noekkel="plan"),
        Setning("Ingen.", se=("finnes-ikke",)),
    )
    utkast = dokument(blokker, innholdsfortegnelse=False)
    html = som_html(utkast)
    assert (
        'Se\N{NO-BREAK SPACE}<a href="#dok-kommunene">tabell\N{NO-BREAK SPACE}1</a> og <a href="#dok-plan">'
        in html
    )
    assert "<p>Ingen.</p>" in html
    pdf = som_pdf(utkast)
    assert samlet("Spydeberg har ikke svart. Se tabell 1 og vedlegg 1.") in samlet(pdf_sider(pdf)[1])
    lenker = [
        str(ett.get_object()["/Subtype"]) for ett in PdfReader(BytesIO(pdf)).pages[1].get("/Annots", [])
    ]
    assert lenker == ["/Link", "/Link"]


def test_a_row_of_tables_is_referred_to_as_a_row():
    tabeller = [replace(bred_tabell(), noekkel=f"t{nr}") for nr in range(1, 5)]
    setning = Setning("Tallene.", se=("t1", "t2", "t3", "f", "t4"))
    html = html_tekst(
        som_html(dokument((Overskrift(1, "T"), setning, *tabeller, replace(figur(), noekkel="f"))))
    )
    assert samlet("Se tabell 1–3, figur 1 og tabell 4.") in samlet(html)


def test_the_watermark_lies_on_every_page_and_is_no_part_of_the_text():
    med, uten = som_pdf(dokument(vannmerke="Utkast", versjon="")), som_pdf(dokument(versjon=""))
    assert all("Utkast" in side for side in pdf_sider(med))
    assert not any("Utkast" in side for side in pdf_sider(uten))
    # The tree that is read aloud is the same: the word is decoration.
    assert _merker(med) == _merker(uten)


@pytest.mark.parametrize("logo", [LOGO, Logo("png", PNG, "Embetets våpen")])
def test_the_logo_stands_on_the_title_page_with_its_words(logo):
    utkast = dokument((Overskrift(1, "Tall"),), logo=logo)
    assert ("/Figure", "Embetets våpen") in _merker(som_pdf(utkast))
    html = som_html(utkast, med_tittel=True)
    assert 'alt="Embetets våpen"' in html
    assert f'src="{logo.dataadresse}"' in html


def test_the_colour_is_that_of_the_sender():
    def farger(pdf):
        with pikepdf.open(BytesIO(pdf)) as apnet:
            return bytes(apnet.pages[0].Contents.read_bytes())

    assert farger(som_pdf(dokument(farge="#6b1d3a"))) != farger(som_pdf(dokument()))


@pytest.mark.parametrize("farge", ["rød", "#12345", '#123456") #panic(', "#12345g"])
def test_a_colour_is_six_hexadecimal_digits(farge):
    with pytest.raises(ValueError, match="er ikke en farge"):
        dokument(farge=farge)


def test_a_logo_needs_words():
    with pytest.raises(ValueError, match="alternativ tekst"):
        Logo("png", PNG, " ")


@pytest.mark.parametrize(
    "blokk", [Setning, lambda tekst: les_markdown(tekst, 1), lambda tekst: Liste((tekst,)), Sitat]
)
def test_long_words_are_divided_where_they_may_be_and_short_names_never(blokk):
    # Ten more letters for each line, so that the long word meets the margin in every way.
    linjer = tuple(blokk("a" * nr + " introduksjonsprogrammet IMDi" * 12) for nr in range(1, 12))
    tekst = "\n".join(pdf_sider(som_pdf(dokument((Overskrift(1, "Ord"), *linjer)))))
    brudd = set(re.findall(r"(\w+)[\u00ad\u2010-]\n", tekst))
    assert brudd
    assert all("introduksjonsprogrammet".startswith(del_) and 4 <= len(del_) <= 20 for del_ in brudd)
