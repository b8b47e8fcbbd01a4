"""Many letters as one PDF: the pages as they are, tags and bookmarks whole, memory that does not grow."""

import subprocess
import sys
import tracemalloc
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from bosetting.felles.dokument.blokker import Brevhode, Dokument, Overskrift, Underskrift
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.dokument.samling import Samlefeil, samle
from bosetting.felles.dokument.typst import som_pdf

from .lesere import pdf_sider, samlet

# A list, a link, a table, a page that runs over, and words that look like a PDF's own.
LANG = (
    """Vi viser til (12 0 R) [vedtaket](https://eksempel.no/a(1)?b=\\)2) og /ID(U1x0y0) /StructParents 7.

- én \\\\ )(
- to /S/Document endobj

| A | B |
|---|--:|
| 1 | 2 |

"""
    + "Et avsnitt som fyller siden med ord.\n\n" * 40
)


def brev(mottaker: str, tekst: str = "Vi ber om svar.") -> bytes:
    return som_pdf(
        Dokument(
            f"Anmodning til {mottaker}",
            date(2015, 11, 17),
            (
                Brevhode("Fylkesmannen i Østfold", mottaker, (("Dato", "17. november 2015"),)),
                Overskrift(1, "Anmodning", nummerert=False),
                les_markdown(tekst, 1),
                Underskrift("Med hilsen", "Fylkesmannen i Østfold", "fylkesmann"),
            ),
            forfatter="Fylkesmannen i Østfold",
            tittelside=False,
            innholdsfortegnelse=False,
        )
    )


@pytest.fixture(scope="module")
def brevene() -> list[tuple[str, bytes]]:
    tekster = {"Halden": "Vi ber om svar.", "Våler": LANG, "Ås": LANG, "Østre Toten": "Kort."}
    return [(f"{navn} kommune", brev(f"{navn} kommune", tekst)) for navn, tekst in tekster.items()]


@pytest.fixture(scope="module")
def skall() -> bytes:
    return som_pdf(
        Dokument("Anmodningsbrev 2016", date(2015, 11, 17), (), tittelside=False, innholdsfortegnelse=False)
    )


@pytest.fixture(scope="module")
def samlingen(brevene, skall) -> bytes:
    ut = BytesIO()
    assert samle(skall, brevene, ut) == 6
    return ut.getvalue()


@pytest.fixture
def pdf(samlingen):
    with pikepdf.open(BytesIO(samlingen)) as aapnet:
        yield aapnet


def _elementer(node):
    for barn in node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []:
        if isinstance(barn, pikepdf.Dictionary) and "/S" in barn:
            yield barn
            yield from _elementer(barn)


def _blader(tre, navn):
    for barn in tre.get("/Kids", []):
        par = list(barn[navn])
        grenser = list(barn.Limits)
        assert [par[0], par[-2]] == grenser
        yield from zip(par[::2], par[1::2], strict=True)


def test_the_pages_are_the_very_pages_of_the_letters(pdf, brevene):
    nye = list(pdf.pages)
    for _navn, fil in brevene:
        with pikepdf.open(BytesIO(fil)) as ett:
            for side in ett.pages:
                ny = nye.pop(0)
                assert ny.Contents.read_raw_bytes() == side.Contents.read_raw_bytes()
                assert list(ny.mediabox) == list(side.mediabox)
    assert nye == []
    assert pdf.check_pdf_syntax() == []


def test_the_words_are_those_of_the_letters_and_each_counts_its_own_pages(samlingen, brevene):
    sider = pdf_sider(samlingen)
    assert sider == [side for _navn, fil in brevene for side in pdf_sider(fil)]
    assert ["Side 2 av 2" in side for side in sider] == [False, False, True, False, True, False]


def test_every_letter_has_a_bookmark_to_its_first_page(pdf):
    with pdf.open_outline() as innhold:
        punkter = list(innhold.root)
    assert [punkt.title for punkt in punkter] == [
        "Halden kommune",
        "Våler kommune",
        "Ås kommune",
        "Østre Toten kommune",
    ]
    sider = [side.objgen for side in pdf.pages]
    assert [sider.index(punkt.destination[0].objgen) for punkt in punkter] == [0, 1, 3, 5]


def test_the_tags_are_one_whole_tree(pdf):
    rot = pdf.Root.StructTreeRoot
    (dokument,) = rot.K
    assert [str(del_.S) for del_ in dokument.K] == ["/Part"] * 4
    assert all(del_.P.objgen == dokument.objgen for del_ in dokument.K)
    assert dokument.P.objgen == rot.objgen
    for element in _elementer(dokument):
        for barn in element.get("/K", []):
            if isinstance(barn, pikepdf.Dictionary) and "/S" in barn:
                assert barn.P.objgen == element.objgen
    overskrifter = [str(e.S) for e in _elementer(dokument) if str(e.S) == "/H1"]
    assert len(overskrifter) == 4


def test_every_page_and_link_finds_its_tags(pdf):
    tre = dict(_blader(pdf.Root.StructTreeRoot.ParentTree, "/Nums"))
    assert list(tre) == sorted(tre)
    brukt = []
    for side in pdf.pages:
        brukt.append(int(side.obj.StructParents))
        assert all(element.Pg.objgen == side.objgen for element in tre[brukt[-1]])
        for lenke in side.obj.get("/Annots", []):
            brukt.append(int(lenke.StructParent))
            assert str(tre[brukt[-1]].S) == "/Link"
            assert str(lenke.A.URI) == "https://eksempel.no/a(1)?b=)2"
    assert sorted(brukt) == [int(nr) for nr in tre]
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey == len(tre)


def test_table_headers_have_names_of_their_own_that_their_cells_point_to(pdf):
    rot = pdf.Root.StructTreeRoot
    navn = {bytes(navn): element for navn, element in _blader(rot.IDTree, "/Names")}
    assert list(navn) == sorted(navn)
    assert len(navn) == 4
    tabeller = [e for e in _elementer(rot.K[0]) if str(e.S) == "/Table"]
    assert len(tabeller) == 2
    for tabell in tabeller:
        egne = {bytes(e.ID) for e in _elementer(tabell) if str(e.S) == "/TH"}
        pekere = {
            bytes(peker)
            for e in _elementer(tabell)
            if str(e.S) == "/TD"
            for egenskap in e.A
            for peker in egenskap.get("/Headers", [])
        }
        assert pekere == egne
        assert all(bytes(navn[ett].ID) == ett for ett in egne)


def test_peoples_words_are_left_alone(samlingen):
    assert samlet("(12 0 R) vedtaket og /ID(U1x0y0) /StructParents 7.") in samlet(pdf_sider(samlingen)[1])


def test_claims_both_standards_and_tells_its_title_and_number_of_pages(pdf):
    xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert xmp.count("<rdf:RDF") == 1
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<xmpTPg:NPages>6</xmpTPg:NPages>" in xmp
    assert str(pdf.docinfo["/Title"]) == "Anmodningsbrev 2016"
    assert str(pdf.Root.Lang) == "nb"
    assert pdf.Root.MarkInfo.Marked is True
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert len(pdf.Root.OutputIntents) == 1


def test_what_the_letters_share_is_written_once(samlingen, brevene, skall):
    like = BytesIO()
    samle(skall, [brevene[0]] * 10, like)
    assert len(like.getvalue()) < 5 * len(brevene[0][1])
    with pikepdf.open(like) as pdf:
        assert len({side.obj.Resources.objgen for side in pdf.pages}) == 1
        assert len({side.obj.objgen for side in pdf.pages}) == 10


def test_the_same_letters_give_the_same_bytes_and_others_another_identity(brevene, skall, samlingen):
    igjen, andre = BytesIO(), BytesIO()
    samle(skall, brevene, igjen)
    samle(skall, brevene[:2], andre)
    assert igjen.getvalue() == samlingen
    with pikepdf.open(igjen) as en, pikepdf.open(andre) as to:
        assert bytes(en.trailer.ID[0]) != bytes(to.trailer.ID[0])
    assert andre.getvalue()[-400:] != samlingen[-400:]


def test_memory_holds_one_letter_however_many_there_are(brevene, skall, tmp_path):
    def topp(antall: int) -> int:
        tracemalloc.start()
        with open(tmp_path / "ut.pdf", "wb") as ut:
            samle(skall, (brevene[nr % 4] for nr in range(antall)), ut)
        _naa, hoeyest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return hoeyest

    faa, mange = topp(8), topp(200)
    assert mange < faa + 300_000


@pytest.mark.parametrize(
    "daarlig", [b"", b"%PDF-1.7\nhei", b"%PDF-1.4\ntrailer\n<</Size 1>>\nstartxref\n0\n%%EOF"]
)
def test_a_file_of_another_form_is_refused(daarlig, skall):
    with pytest.raises(Samlefeil):
        samle(skall, [("x", daarlig)], BytesIO())


def test_nothing_cannot_be_put_together(skall):
    with pytest.raises(ValueError, match="ingenting"):
        samle(skall, [], BytesIO())


@pytest.fixture(scope="module")
def fil(samlingen, tmp_path_factory):
    sti = tmp_path_factory.mktemp("pdf") / "samlet.pdf"
    sti.write_bytes(samlingen)
    return sti


def test_outloud_finds_no_error(fil):
    pytest.importorskip("outloud", reason="outloud is not installed (make install-ci)")
    kode = (
        "import outloud, sys; "
        "[print(f.rule, f.page, f.message) for f in outloud.check(sys.argv[1]).findings if f.severity == 'error']"
    )
    ut = subprocess.run([sys.executable, "-c", kode, fil], capture_output=True, text=True, check=True)
    assert ut.stdout == ""


def test_pdfua_finds_no_error(fil):
    pytest.importorskip("pdfua", reason="pdfua is not installed (make install-ci)")
    ut = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", fil], capture_output=True, text=True, check=False
    )
    assert "errors=0 warnings=0" in ut.stdout
