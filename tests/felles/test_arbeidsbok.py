"""Tables that somebody sends in: what is read, what is refused, and that nothing else ever comes out."""

import io
import time
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bosetting.felles import arbeidsbok, arbeidsbok_xlsx
from bosetting.felles.arbeidsbok import Arbeidsbokfeil, Rad, les, les_tekst
from bosetting.felles.regneark import Ark, som_csv, som_xlsx

ARK = Ark("Tall", ["Forklaring"], ["Nr", "Navn", "Totalt"], [["0101", "Halden", 15], ["0104", "Ås", None]])


def bok(fyll, **valg) -> bytes:
    """Return a workbook that ``fyll`` has written."""
    ut = io.BytesIO()
    with xlsxwriter.Workbook(ut, {"in_memory": True, **valg}) as skriver:
        fyll(skriver)
    return ut.getvalue()


def ett_ark(fyll):
    return bok(lambda skriver: fyll(skriver.add_worksheet("Tall")))


def pakke(deler: dict[str, bytes], pakking=zipfile.ZIP_DEFLATED) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", pakking) as zip_:
        for navn, innhold in deler.items():
            zip_.writestr(navn, innhold)
    return ut.getvalue()


def med(innhold: bytes, endringer: dict[str, bytes], pakking=zipfile.ZIP_DEFLATED) -> bytes:
    """Return the workbook with some of its parts changed or added."""
    with zipfile.ZipFile(io.BytesIO(innhold)) as zip_:
        return pakke({navn: zip_.read(navn) for navn in zip_.namelist()} | endringer, pakking)


def del_av(innhold: bytes, navn: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(innhold)) as zip_:
        return zip_.read(navn)


def celler(rader):
    return [(rad.linjenr, *rad.celler) for rad in rader if rad]


# ---------------------------------------------------------------- what is read


def test_a_workbook_is_read_as_texts_with_the_sheets_own_row_numbers():
    assert celler(les(som_xlsx(ARK))) == [
        (1, "Forklaring", "", ""),
        (3, "Nr", "Navn", "Totalt"),
        (4, "0101", "Halden", "15"),
        (5, "0104", "Ås", ""),
    ]


def test_numbers_dates_and_truth_become_plain_texts():
    def fyll(ark):
        ark.write_row(0, 0, [101, 15.0, 15.5, True, "1 234"])
        ark.write_datetime(1, 0, date(2016, 2, 12))

    assert celler(ett_ark_lest(fyll)) == [
        (1, "101", "15", "15,5", "SANN", "1 234"),
        (2, "42412", "", "", "", ""),
    ]


def ett_ark_lest(fyll):
    return les(ett_ark(fyll))


def test_a_date_with_a_date_format_is_an_iso_date():
    def fyll(skriver):
        ark = skriver.add_worksheet("Tall")
        ark.write_datetime(0, 0, date(2016, 2, 12), skriver.add_format({"num_format": "dd.mm.yyyy"}))

    assert celler(les(bok(fyll))) == [(1, "2016-02-12")]


def test_empty_sheets_beside_the_one_with_figures_are_no_matter():
    def fyll(skriver):
        skriver.add_worksheet("Ark1")
        skriver.add_worksheet("Tall").write(0, 0, "Nr")

    assert celler(les(bok(fyll))) == [(1, "Nr")]


@pytest.mark.parametrize("koding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("tegn", [";", ",", "\t"])
def test_text_is_read_in_every_coding_and_with_every_mark(koding, tegn):
    tekst = f"nr{tegn}navn\r\n0137{tegn}Våler\r\n"
    assert celler(les(tekst.encode(koding))) == [(1, "nr", "navn"), (2, "0137", "Våler")]


def test_decimal_commas_do_not_pass_for_the_mark_between_cells():
    rader = les_tekst("kommune_nr;aar;bosetting.anmodning\n101;2016;15,0\n104;2016;80,0\n")
    assert rader[1].celler == ("101", "2016", "15,0")


def test_windows_1252_is_read_although_latin_1_is_asked_for():
    assert les("nr;navn\n1;Bø – Ås\n".encode("cp1252"))[1].celler == ("1", "Bø – Ås")


def test_marks_that_nobody_sees_are_no_part_of_a_cell():
    assert celler(les_tekst("Nr\u200b;Totalt\n\u200e0101\u00a0\u200b;\ufeff15\n")) == [
        (1, "Nr", "Totalt"),
        (2, "0101", "15"),
    ]


def test_a_quoted_cell_may_hold_the_mark_and_a_line_break_and_the_line_numbers_stay_right():
    rader = les_tekst('nr;navn\n1;"a;b\nc"\n2;d\n')
    assert rader[1:] == [Rad(2, ("1", "a;b\nc")), Rad(4, ("2", "d"))]


def test_our_own_csv_comes_back():
    assert celler(les(som_csv(ARK)))[1:] == [(2, "0101", "Halden", "15"), (3, "0104", "Ås", "")]


# ---------------------------------------------------------------- what is refused


def formel(ark):
    ark.write(0, 0, "Nr")
    ark.write_formula(6, 1, "=1+1", None, 2)


def slaatt_sammen(ark):
    ark.merge_range("A1:C1", "Anmodning 2016")


def to_ark(skriver):
    for navn in ("Tall", "Fasit"):
        skriver.add_worksheet(navn).write(0, 0, "x")


def skjult(skriver):
    skriver.add_worksheet("Tall").write(0, 0, "x")
    ark = skriver.add_worksheet("Hemmelig")
    ark.hide()


def diagram(skriver):
    ark = skriver.add_worksheet("Tall")
    ark.write(0, 0, 1)
    figur = skriver.add_chart({"type": "bar"})
    figur.add_series({"values": "=Tall!$A$1:$A$1"})
    skriver.add_chartsheet("Figur").set_chart(figur)


EN_RAD = ett_ark(lambda ark: ark.write(0, 0, "Nr"))
ARKDEL = "xl/worksheets/sheet1.xml"
NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HODE = b"<worksheet " + NS + b"><sheetData>"
HALE = b"</sheetData></worksheet>"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]>'

AVVIST = {
    "et program": (b"MZ" + bytes(500), "program"),
    "gammelt format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
    "passord": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "passord"),
    "pdf": (b"%PDF-1.7\n\x00\x01", "verken et regneark"),
    "pdf uten NUL": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "verken et regneark"),
    "nettside med etternavnet .xls": (b"\xef\xbb\xbf\n<HTML><table><tr><td>Nr</td></tr></table>", "en nettside"),
    "xml-regneark": (b'<?xml version="1.0"?><Workbook/>', "lagre den som .xlsx"),
    "tom": (b"  \n", "tom"),
    "for stor": (b"a;b\n" * (arbeidsbok.MAKS_BYTES // 4 + 1), "større enn 5 MB"),
    "NUL i teksten": (b"nr;navn\n1;\x00\n", "verken et regneark"),
    "for mange linjer": (b"1;2\n" * 20_002, "mer enn 20000 linjer"),
    "en kjempelinje": (b"nr;navn\n" + b"x" * 30_000, "Linje 2 er lengre"),
    "for mange kolonner": (b"x;" * 60 + b"\n", "mer enn 50 kolonner"),
    "åpent anførselstegn": (b'nr;navn\n1;"Halden\n2;Moss\n', "Linje 2 kan ikke leses"),
    "ods": (pakke({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
    "xlsb": (pakke({"xl/workbook.bin": b""}), ".xlsb"),
    "annen zip": (pakke({"word/document.xml": b"<w/>"}), "ikke et regneark"),
    "bare zip-merket": (b"PK\x03\x04" + bytes(40), "ødelagt"),
    "makroer": (med(EN_RAD, {"xl/vbaProject.bin": b"x"}), "makroer"),
    "pakket på en måte som kan kreve gigabyte": (med(EN_RAD, {}, zipfile.ZIP_LZMA), "ødelagt"),
    "for mange deler": (pakke({f"xl/{nr}": b"" for nr in range(201)}), "200 deler"),
    "bombe": (med(EN_RAD, {ARKDEL: b"<a>" + b" " * 40_000_000}), "urimelig stor"),
    "mange små bomber": (med(EN_RAD, {f"x{nr}": bytes(800_000) for nr in range(70)}), "urimelig stor"),
    "formel": (ett_ark(formel), "Celle B7 i arket «Tall» har en formel"),
    "feilverdi": (
        med(EN_RAD, {ARKDEL: HODE + b'<row r="1"><c r="C1" t="e"><v>#REF!</v></c></row>' + HALE}),
        "Celle C1 i arket «Tall» har en feilverdi",
    ),
    "sammenslåtte celler": (ett_ark(slaatt_sammen), "A1:C1 i arket «Tall» er slått sammen"),
    "flere ark": (bok(to_ark), "flere ark: «Tall», «Fasit»"),
    "skjult ark": (bok(skjult), "skjult ark: «Hemmelig»"),
    "diagramark": (bok(diagram), "«Figur» er ikke et vanlig ark"),
    "tomt ark": (ett_ark(lambda ark: None), "ingen rader"),
    "en million rader": (
        med(EN_RAD, {ARKDEL: HODE + b"".join(b'<row r="%d"/>' % nr for nr in range(1, 1_000_001)) + HALE}),
        "mer enn 20000 rader",
    ),
    "siste celle i regnearket": (ett_ark(lambda ark: ark.write(1_048_575, 0, 1)), "mer enn 20000 rader"),
    "siste kolonne": (ett_ark(lambda ark: ark.write(0, 16_383, 1)), "XFD1, utenfor"),
    "lang celle": (ett_ark(lambda ark: ark.write(0, 0, "x" * 3000)), "mer enn 2000 tegn"),
    "lang celle rett i arket": (
        med(EN_RAD, {ARKDEL: HODE + b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 9000 + b"</v></c></row>" + HALE}),
        "Celle A1 i arket «Tall» har mer enn 2000 tegn",
    ),
    "doctype": (med(EN_RAD, {ARKDEL: DOCTYPE + HODE + HALE}), "ødelagt"),
    "doctype i boken": (med(EN_RAD, {"xl/workbook.xml": DOCTYPE + b"<workbook/>"}), "ødelagt"),
    "dyp XML": (med(EN_RAD, {ARKDEL: b"<a>" * 5000}), "urimelig stor"),
    "halv XML": (med(EN_RAD, {ARKDEL: HODE}), "ødelagt"),
    "ukjent cellehenvisning": (
        med(EN_RAD, {ARKDEL: HODE + b'<row><c r="1A"><v>1</v></c></row>' + HALE}), "ødelagt"
    ),
    "rad uten tall": (med(EN_RAD, {ARKDEL: HODE + b'<row r="x"><c><v>1</v></c></row>' + HALE}), "ødelagt"),
    "ark uten forbindelse": (med(EN_RAD, {arbeidsbok_xlsx.FORBINDELSER: b"<Relationships/>"}), "ødelagt"),
    "ark som mangler": (
        med(EN_RAD, {arbeidsbok_xlsx.FORBINDELSER: del_av(EN_RAD, arbeidsbok_xlsx.FORBINDELSER).replace(
            b"sheet1", b"sheet9")}),
        "ødelagt",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hva", AVVIST)
def test_what_cannot_be_trusted_is_refused_with_one_sentence_in_bounded_time(hva):
    innhold, grunn = AVVIST[hva]
    start = time.process_time()
    with pytest.raises(Arbeidsbokfeil) as feil:
        les(innhold)
    assert grunn in feil.value.grunn
    assert feil.value.grunn.endswith((".", "MB"))
    assert time.process_time() - start < 3


def test_a_size_alone_can_be_told_from_the_other_faults():
    for hva, (innhold, _grunn) in AVVIST.items():
        with pytest.raises(Arbeidsbokfeil) as feil:
            les(innhold)
        assert feil.value.for_stor is (hva == "for stor")


def test_a_member_that_lies_about_its_size_is_not_unpacked_beyond_it():
    innhold = bytearray(med(EN_RAD, {"xl/theme/theme1.xml": bytes(30_000_000)}))
    # The central directory says one byte; calamine would believe the stream, so we must not.
    plass = innhold.rindex(b"PK\x01\x02", 0, innhold.rindex(b"xl/theme/theme1.xml"))
    innhold[plass + 24 : plass + 28] = (1).to_bytes(4, "little")
    with pytest.raises(Arbeidsbokfeil, match="ødelagt"):
        les(bytes(innhold))


def test_two_members_of_one_name_are_refused():
    ut = io.BytesIO(EN_RAD)
    with zipfile.ZipFile(ut, "a") as zip_:
        zip_.writestr("XL/worksheets/sheet1.xml", b"x")
    with pytest.raises(Arbeidsbokfeil, match="ødelagt"):
        les(ut.getvalue())


def test_one_long_text_that_every_cell_repeats_does_not_take_the_memory(monkeypatch):
    """Past our own checks there is still the kernel's limit on the process that reads."""
    rader = b"".join(
        b"<row>" + b'<c t="s"><v>0</v></c>' * arbeidsbok.MAKS_KOLONNER + b"</row>" for _ in range(2000)
    )
    tekst = b"<sst " + NS + b"><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    deler = {ARKDEL: HODE + rader + HALE, "xl/sharedStrings.xml": tekst}
    innhold = med(som_xlsx(ARK), deler, zipfile.ZIP_STORED)
    with pytest.raises(Arbeidsbokfeil, match="tegn"):
        les(innhold)
    monkeypatch.setattr(arbeidsbok_xlsx, "MAKS_TEGN", 10**9)
    with pytest.raises(Arbeidsbokfeil, match="ødelagt"):
        les(innhold)


def test_many_long_texts_within_the_limits_of_a_cell_are_stopped_by_their_sum():
    rader = b"<row>" + b'<c t="s"><v>0</v></c>' * arbeidsbok.MAKS_KOLONNER + b"</row>"
    tekst = b"<sst " + NS + b"><si><t>" + b"x" * 1_900 + b"</t></si></sst>"
    deler = {ARKDEL: HODE + rader * 200 + HALE, "xl/sharedStrings.xml": tekst}
    with pytest.raises(Arbeidsbokfeil, match="ødelagt"):
        les(med(som_xlsx(ARK), deler, zipfile.ZIP_STORED))


def test_a_reader_that_hangs_is_stopped(monkeypatch, tmp_path):
    evig = tmp_path / "evig.py"
    evig.write_text("while True: pass\n")
    monkeypatch.setattr(arbeidsbok_xlsx, "PROSESS", evig)
    monkeypatch.setattr(arbeidsbok_xlsx, "TIDSGRENSE", 0.5)
    with pytest.raises(Arbeidsbokfeil, match="ødelagt"):
        les(EN_RAD)


# ---------------------------------------------------------------- anything at all


def bare_rader_eller_feilen(lesing):
    try:
        rader = lesing()
    except Arbeidsbokfeil as feil:
        return feil.grunn
    assert any(rader)
    assert all(isinstance(celle, str) for rad in rader for celle in rad.celler)
    assert [rad.linjenr for rad in rader] == sorted({rad.linjenr for rad in rader})
    return rader


@given(st.binary(max_size=400) | st.builds(lambda b: b"PK\x03\x04" + b, st.binary(max_size=200)))
@example(b"\xff\xfe\x00\xd8")
def test_no_bytes_whatever_give_anything_but_rows_or_the_one_fault(innhold):
    assert bare_rader_eller_feilen(lambda: les(innhold))


@given(st.text(max_size=400) | st.text('01234567;,\t"\n', max_size=200))
def test_no_text_whatever_gives_anything_but_rows_or_the_one_fault(tekst):
    assert bare_rader_eller_feilen(lambda: les_tekst(tekst))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_workbook_with_any_part_destroyed_gives_rows_or_the_one_fault(data):
    navn = data.draw(st.sampled_from(zipfile.ZipFile(io.BytesIO(EN_RAD)).namelist()))
    del_ = bytearray(del_av(EN_RAD, navn))
    for _ in range(data.draw(st.integers(1, 5))):
        del_[data.draw(st.integers(0, len(del_) - 1))] = data.draw(st.integers(0, 255))
    assert bare_rader_eller_feilen(lambda: les(med(EN_RAD, {navn: bytes(del_)})))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(EN_RAD) - 1), st.integers(0, 255))
def test_a_file_with_any_byte_changed_gives_rows_or_the_one_fault(plass, verdi):
    innhold = bytearray(EN_RAD)
    innhold[plass] = verdi
    assert bare_rader_eller_feilen(lambda: les(bytes(innhold)))
