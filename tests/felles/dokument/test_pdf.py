"""The PDF as a file: standards, tags, fonts, and the same bytes every time."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from bosetting.felles.dokument.blokker import (
    Figur,
    Kolonne,
    Noekkeltall,
    Overskrift,
    Setning,
    Sideskift,
    Tabell,
    Tall,
    Varsel,
    Vedlegg,
)
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.dokument.tegn import FONTER, trygg_tekst
from bosetting.felles.dokument.typst import som_pdf

from .eksempel import bred_tabell, dokument
from .lesere import elementer, pdf_sider, pdf_tekst, samlet

ROT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def rapport() -> bytes:
    return som_pdf(dokument())


@pytest.fixture
def pdf(rapport):
    with pikepdf.open(BytesIO(rapport)) as apnet:
        yield apnet


def _merker(pdf):
    return [str(element.S) for element in elementer(pdf.Root.StructTreeRoot.K)]


def test_is_tagged_in_norwegian_and_shows_its_title(pdf):
    assert pdf.Root.MarkInfo.Marked is True
    assert str(pdf.Root.Lang) == "nb"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.docinfo["/Title"]) == "Tertialrapport 3.\N{NO-BREAK SPACE}tertial 2015"


def test_the_running_head_is_the_chapter_in_force_at_the_top_of_the_page():
    fyll = [Setning("Om lag en side. " * 150)] * 2
    blokker = [
        Overskrift(1, "Ettall"), *fyll, Overskrift(1, "Totall"), Overskrift(1, "Tretall"), *fyll, Sideskift(),
        Overskrift(1, "Firetall"), Setning("Slutt."),
    ]  # fmt: skip
    sider = pdf_sider(
        som_pdf(replace(dokument(), blokker=tuple(blokker), tittelside=False, innholdsfortegnelse=False))
    )
    hoder = [side.strip().split("\n")[0] for side in sider[1:]]
    midt = next(nr for nr, side in enumerate(sider) if "Totall" in side)
    assert hoder == ["Ettall"] * midt + ["Tretall"] * (len(sider) - midt - 2) + ["Firetall"]
    assert 0 < midt < len(sider) - 2


def test_claims_both_standards_in_one_metadata_packet(pdf):
    xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert xmp.count("<rdf:RDF") == 1
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "/OutputIntents" in pdf.Root


def test_tables_have_headers_that_every_cell_points_to(pdf):
    tabeller = [e for e in elementer(pdf.Root.StructTreeRoot.K) if str(e.S) == "/Table"]
    assert len(tabeller) == 5  # one in the prose, four of our own; not one per page
    for tabell in tabeller:
        celler = list(elementer(tabell.K))
        hoder = [e for e in celler if str(e.S) == "/TH"]
        data = [e for e in celler if str(e.S) == "/TD"]
        ids = {bytes(e.ID) for e in hoder}
        assert hoder
        assert data
        for celle in data:
            pekere = [bytes(h) for egenskap in celle.A for h in egenskap.get("/Headers", [])]
            assert pekere
            assert set(pekere) <= ids


def test_headings_begin_at_one_and_never_skip_a_level(pdf):
    nivaaer = [int(merke[2:]) for merke in _merker(pdf) if merke[:2] == "/H" and merke[2:].isdigit()]
    assert nivaaer[0] == 1
    assert all(neste <= forrige + 1 for forrige, neste in zip(nivaaer, nivaaer[1:], strict=False))


def test_figures_have_the_conclusion_as_alternative_text(pdf):
    figurer = [e for e in elementer(pdf.Root.StructTreeRoot.K) if str(e.S) == "/Figure"]
    assert [str(figur.Alt) for figur in figurer] == ["Fredrikstad og Sarpsborg vedtok flest plasser."]


def test_fonts_are_embedded_and_can_be_read_back(pdf):
    per_side = [side.resources.get("/Font", pikepdf.Dictionary()) for side in pdf.pages]
    fonter = {str(font.BaseFont): font for fonter in per_side for font in fonter.values()}
    assert fonter
    for navn, font in fonter.items():
        assert "Inter" in navn
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_has_nothing_that_runs_and_no_lock(pdf):
    assert not pdf.is_encrypted
    navn = pdf.Root.get("/Names", pikepdf.Dictionary())
    assert "/JavaScript" not in navn
    assert "/EmbeddedFiles" not in navn
    assert "/AA" not in pdf.Root


def test_pages_are_numbered_and_carry_the_chapter_and_the_author(rapport):
    sider = pdf_sider(rapport)
    for nr, side in enumerate(sider[1:], start=2):
        assert f"Side {nr} av {len(sider)}" in side
        assert "Fylkesmannen i Østfold" in side
    assert "Side" not in sider[0]
    assert sider[3].startswith("Flyktning- og bosettingssituasjonen")


def _tallstoerrelser(*verdier: str) -> dict[str, float]:
    """Return in how many points each key figure is set, side by side on one line."""
    blokk = Noekkeltall(tuple(Tall(f"Tall {nr}", verdi, "kroner") for nr, verdi in enumerate(verdier)))
    stoerrelser = {}

    def les(tekst, _cm, _tm, _font, stoerrelse):
        if tekst.strip() in verdier:
            stoerrelser[tekst.strip()] = stoerrelse

    for side in PdfReader(BytesIO(som_pdf(dokument((blokk,), innholdsfortegnelse=False)))).pages:
        side.extract_text(visitor_text=les)
    return stoerrelser


def test_key_figures_are_set_in_one_size_that_the_longest_has_room_for():
    assert _tallstoerrelser("300", "18", "780", "4,2") == {"300": 20, "18": 20, "780": 20, "4,2": 20}
    langt, lengre = "120\N{NO-BREAK SPACE}249\N{NO-BREAK SPACE}927", "-".join(["120249927"] * 2)
    [stoerrelse] = set(_tallstoerrelser("300", "18", langt, "24").values())
    [mindre] = set(_tallstoerrelser("300", "18", lengre, "24").values())
    assert 9 <= mindre < stoerrelse < 17
    # Alone it has the whole line.
    assert _tallstoerrelser(langt) == {langt: 20}


def test_no_page_is_empty(rapport):
    assert min(len(samlet(side)) for side in pdf_sider(rapport)) > 100


def test_only_the_turned_annex_lies_down(pdf):
    liggende = [nr for nr, side in enumerate(pdf.pages) if side.mediabox[2] > side.mediabox[3]]
    assert len(liggende) == 1


def test_the_same_document_gives_the_same_bytes_also_in_another_process(rapport):
    assert som_pdf(dokument()) == rapport
    kode = (
        "import django; django.setup(); import hashlib\n"
        "from tests.felles.dokument.eksempel import dokument\n"
        "from bosetting.felles.dokument.typst import som_pdf\n"
        "print(hashlib.sha256(som_pdf(dokument())).hexdigest())"
    )
    miljoe = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bosetting.settings",
        "DEBUG": "1",
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": str(ROT),
    }
    ut = subprocess.run(
        [sys.executable, "-c", kode], cwd=ROT, env=miljoe, capture_output=True, text=True, check=True
    )
    assert ut.stdout.strip() == hashlib.sha256(rapport).hexdigest()


def test_the_date_of_the_document_is_the_date_of_the_file(pdf):
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20160212")


def test_typst_code_in_a_text_is_only_text(tmp_path):
    hemmelig = tmp_path / "hemmelig.txt"
    hemmelig.write_text("SESAM")
    kode = f'#read("{hemmelig}") #eval("1+1") #sys.inputs'
    pdf = som_pdf(
        dokument((Overskrift(1, kode), les_markdown(kode, 1), Setning(kode)), tittel=kode, undertittel=kode)
    )
    tekst = pdf_tekst(pdf)
    assert "SESAM" not in tekst
    assert samlet(tekst).count('#eval("1+1")') >= 5


def test_a_word_longer_than_the_line_stays_inside_the_margins():
    langt = "bosettingskommune" * 20
    pdf = som_pdf(
        dokument((Setning(langt), Noekkeltall((Tall(langt, langt), Tall("B", "2")))), tittel="T " + langt)
    )
    tekst = pdf_tekst(pdf)
    assert samlet(tekst).count(langt) >= 3
    assert max(map(len, tekst.splitlines())) < 100


def test_characters_without_a_glyph_are_replaced_not_fatal():
    assert trygg_tekst("Smil 😀 中 e\u0301\u0000\u200d \u00ad\u0941z") == "Smil □ □ é z"
    pdf = som_pdf(dokument((les_markdown("Smil 😀 \u200d 中文 \u202e", 0),)))
    assert "Smil□□□" in samlet(pdf_tekst(pdf))


def test_all_norwegian_and_sami_letters_have_glyphs():
    bokstaver = "abcdefghijklmnopqrstuvwxyzæøåàéèêóòôüäöáčđŋšŧž"
    tegn = bokstaver + bokstaver.upper() + "0123456789–—−«»“”…•§·½□"
    assert trygg_tekst(tegn) == tegn


def test_the_fonts_come_with_their_licence():
    assert "SIL Open Font License" in (FONTER / "LICENSE").read_text()
    assert len(list(FONTER.glob("*.ttf"))) == 5


def test_a_letter_needs_neither_title_page_nor_contents():
    sider = pdf_sider(som_pdf(dokument((Setning("Hei."),), tittelside=False, innholdsfortegnelse=False)))
    assert len(sider) == 1
    assert "Tertialrapport" in sider[0]
    assert "Side 1 av 1" in sider[0]


def test_a_heading_follows_the_turned_table_it_introduces():
    blokker = (Setning("Før."), Overskrift(1, "Bredt"), bred_tabell(liggende=True), Overskrift(1, "Etter"))
    sider = pdf_sider(som_pdf(dokument(blokker, innholdsfortegnelse=False)))
    assert ["Bredt" in samlet(side) for side in sider] == [False, False, True, False]
    assert "Etter" in sider[3]


def test_an_annex_begins_on_a_new_page():
    blokker = (Overskrift(1, "Kapittel"), Vedlegg("Plan"), Setning("Planen."))
    sider = pdf_sider(som_pdf(dokument(blokker, innholdsfortegnelse=False)))
    assert "Vedlegg 1" in sider[2]
    assert len(sider) == 3


def test_lazy_translations_are_words_like_any_other():
    lat = gettext_lazy("Uoversatt tittel")
    utkast = dokument((Overskrift(1, lat), Tabell(lat, (Kolonne(lat),), ((lat,),)), Varsel(lat)), tittel=lat)
    assert samlet(pdf_tekst(som_pdf(utkast))).count("Uoversatttittel") >= 6


def _sider(foer: int, *blokker) -> list[str]:
    linjer = [Setning(f"Linje {nr}.") for nr in range(foer)]
    return pdf_sider(som_pdf(dokument((*linjer, *blokker), tittelside=False, innholdsfortegnelse=False)))


def _nummertabell(rader: int) -> Tabell:
    return Tabell(
        tittel="Tallene",
        kolonner=(Kolonne("Rad"), Kolonne("Tall", "tall")),
        rader=tuple((f"rad {nr:02}", str(nr)) for nr in range(rader)),
        sumrad=("Summen", "9"),
        radhode=1,
    )


def test_a_page_tells_the_chapter_in_force_at_its_top():
    andre = Overskrift(1, "Kapittel to")
    sider = _sider(
        0, Overskrift(1, "Kapittel en"), *[Setning("Linje.")] * 40, andre, *[Setning("Linje.")] * 30
    )
    begynner = next(nr for nr, side in enumerate(sider) if "Kapittel to" in side and "Linje." in side)
    assert sider[begynner].startswith("Kapittel en")
    assert sider[begynner + 1].startswith("Kapittel to")
    oeverst = _sider(
        0, Overskrift(1, "Kapittel en"), Setning("Linje."), Sideskift(), andre, Setning("Linje.")
    )
    assert oeverst[-1].startswith("Kapittel to")


@pytest.mark.parametrize("foer", [7, 8, 9, 20, 24])
def test_a_heading_stays_with_its_table_and_the_sum_with_rows(foer):
    sider = [side for side in _sider(foer, Overskrift(1, "Om tallene"), _nummertabell(20)) if "rad " in side]
    assert "Om tallene" in sider[0]
    assert sider[-1].count("rad ") >= 2
    assert "Summen" in sider[-1]


@pytest.mark.parametrize("foer", [20, 22, 24])
def test_a_small_table_is_never_divided(foer):
    assert len([side for side in _sider(foer, _nummertabell(5)) if "rad " in side]) == 1


def _figur(hoeyde: int) -> Figur:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {hoeyde}"><path d="M0 0h760v{hoeyde}H0z"/></svg>'
    return Figur("Bildet", svg, "En flate.")


def test_what_follows_fills_the_gap_before_a_tall_figure_but_never_the_next_chapter():
    blokker = (Overskrift(1, "En"), _figur(800), _nummertabell(6), Overskrift(1, "To"), Setning("Slutt."))
    foerste, andre = _sider(14, *blokker)
    assert "rad 00" in foerste
    assert "Bildet" not in foerste
    assert andre.index("Bildet") < andre.index("Slutt.")


@pytest.mark.parametrize("foer", [20, 21, 22, 23])
def test_a_short_sentence_goes_with_the_table_it_leads_to(foer):
    tabell = replace(_nummertabell(4), noekkel="t")
    sider = _sider(foer, Overskrift(1, "Om tallene"), Setning("Tallene følger.", se=("t",)), tabell)
    assert len({nr for nr, side in enumerate(sider) for ord_ in ("følger", "rad 00") if ord_ in side}) == 1
