"""The shapes of a round's file: headings, cells, every fault with its line, and that what goes out comes back."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anmodninger import rundefil
from anmodninger.rundeark import Utlinje, som_ark
from anmodninger.rundefil import EGEN, IMDI, Linje, fra_verdier, navnet_stemmer, som_verdier
from bosetting.felles.arbeidsbok import Arbeidsbokfeil, les, les_tekst
from bosetting.felles.regneark import som_csv, som_xlsx

EGET_HODE = "Kommunenummer;Kommune;Totalt;Herav enslige mindreårige\n"
IMDIS_HODE = "kommune_nr;aar;bosetting.anmodning;bosetting.vedtak;bosetting.bosatt\n"


def lest(tekst, aar=2016, **valg):
    return rundefil.les(les_tekst(tekst), aar, **valg)


def tall(innlest):
    return [(linje.kommune_nr, linje.totalt, linje.em) for linje in innlest.linjer]


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "nr", ["kommune_nr", "Kommunenr.", "KOMMUNE-NR", "Kommunenummer", "Knr", "Komm. nr.", "Nr."]
)
@pytest.mark.parametrize(
    "totalt", ["Totalt", "Anmodning", "anmodning_totalt", "Anmodet 2016", "anmodning_2016"]
)
def test_columns_are_found_by_their_headings_in_any_order(nr, totalt):
    innlest = lest(f"Noe annet;{totalt};{nr}\nx;15;0101\n")
    assert (innlest.feil, tall(innlest)) == ([], [("0101", 15, None)])


@pytest.mark.parametrize(
    "em", ["EM", "Herav EM", "anmodning_em", "Enslige mindreårige", "herav enslige mindreaarige"]
)
def test_em_has_many_names_too(em):
    assert tall(lest(f"Kommunenr;Totalt;{em}\n101;15;5\n")) == [("0101", 15, 5)]


def test_a_column_of_row_numbers_is_not_taken_for_the_municipalities():
    assert tall(lest("Nr;Kommunenr;Totalt\n1;101;15\n")) == [("0101", 15, None)]


def test_a_title_above_the_headings_is_passed_by():
    innlest = lest("Anmodning for 2016\n\nKommunenr;Totalt\n101;15\n")
    assert (innlest.feil, tall(innlest)) == ([], [("0101", 15, None)])


def test_the_year_in_a_heading_chooses_the_column():
    tekst = "kommune_nr;anmodning_2014;anmodning_2015\n0101;35;30\n"
    assert tall(lest(tekst, 2014)) == [("0101", 35, None)]
    assert tall(lest(tekst, 2015)) == [("0101", 30, None)]
    assert "totalt (anmodning)" in lest(tekst, 2016).feil[0][1]


@pytest.mark.parametrize(
    ("tekst", "grunn"),
    [
        ("Navn;Antall\nHalden;15\n", "kommunenummer"),
        ("Kommunenr;Navn\n101;Halden\n", "totalt"),
        ("bare tekst\nover to linjer\n", "kommunenummer, totalt"),
        ("Kommunenr;Totalt;Anmodning\n101;1;2\n", "totalt (anmodning) finnes to ganger"),
    ],
)
def test_a_sheet_without_the_columns_says_which(tekst, grunn):
    ((linje, sagt),) = lest(tekst).feil
    assert linje == 1
    assert grunn in sagt


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("celle", "antall"),
    [
        ("15", 15), ("15,0", 15), ("15.0", 15), ("15,00", 15), ("1 234", 1234), ("1\u00a0234", 1234),
        ("1\u202f234,0", 1234), ("0", 0), ("0015", 15), ("100000", 100_000),
        ("", None), (".", None), (":", None), ("..", None), ("–", None),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_and_imdi_write_them(celle, antall):
    feil = []
    assert rundefil.les_antall(celle, "totalt", feil) == antall
    assert feil == []


@pytest.mark.parametrize(
    "celle",
    ["x", "-1", "−1", "15,5", "1.234", "1,000", "1 23", "12 345 6", "٣", "100001", "9" * 1900, "=1+1", "1e3"],
)
def test_what_is_no_count_is_a_fault_and_never_a_guess(celle):
    feil = []
    assert rundefil.les_antall(celle, "totalt", feil) is None
    assert len(feil) == 1


@pytest.mark.parametrize(
    ("celle", "nr"), [("0101", "0101"), ("101", "0101"), ("101,0", "0101"), ("'0101", "0101")]
)
def test_numbers_get_their_lost_zero_back(celle, nr):
    assert tall(lest(f"kommunenr;totalt\n{celle};1\n")) == [(nr, 1, None)]


@pytest.mark.parametrize("celle", ["", "1", "01", "12345", "Halden", "1O1"])
def test_a_number_that_is_none_is_a_fault(celle):
    assert [nr for nr, _grunn in lest(f"kommunenr;totalt\n{celle};1\n").feil] == [2]


# ---------------------------------------------------------------- rows


def test_every_bad_row_is_named_with_line_and_cause_all_at_once():
    innlest = lest(
        EGET_HODE
        + "0101;Halden;60;5\n0104;Moss;x;y\n;Rygge;1;\n0106;;10;11\n0101;Halden;1;\n0111;;;5\n0118\n\n0119;;20;\n"
    )
    assert [(nr, grunn.split(" ")[0]) for nr, grunn in innlest.feil] == [
        (3, "«x»"), (3, "«y»"), (4, "Kommunenummeret"), (5, "Enslige"), (6, "Kommunen"), (7, "Linjen"), (8, "Linjen")
    ]  # fmt: skip
    assert "linje 2" in innlest.feil[4][1]


def test_imdis_shape_is_read_as_it_is():
    innlest = lest(
        IMDIS_HODE + "101;2016;70,0;57,0;\n104;2016;.;:;\n9999;2016;;;74,0\n101;2015;65,0;65,0;65,0\n"
    )
    assert (innlest.form, innlest.feil, innlest.andre_aar, innlest.har_em) == (IMDI, [], 1, False)
    assert tall(innlest) == [("0101", 70, None), ("0104", None, None)]
    assert [nr for nr, _grunn in innlest.varsler] == [4]


def test_another_year_is_a_fault_in_own_shape_when_asked_and_else_passed_over_with_a_count():
    tekst = "kommunenr;år;totalt\n101;2016;5\n104;2015;6\n"
    assert [nr for nr, _grunn in lest(tekst, andre_aar_er_feil=True).feil] == [3]
    assert (tall(lest(tekst)), lest(tekst).andre_aar) == ([("0101", 5, None)], 1)
    assert "bare for andre år" in lest(tekst, 2014).feil[0][1]


def test_a_file_without_rows_says_so():
    assert "ingen linjer" in lest(EGET_HODE).feil[0][1]


@pytest.mark.parametrize(
    "sumrad",
    [
        "Sum;;{};{}",
        ";Sum;{};{}",
        "I alt;;{};{}",
        ";Hele fylket;{};{}",
        "TOTALT;;{};{}",
        ";Sum Østfold;{};{}",
        "Totalt for fylket;;{};{}",
    ],
)
def test_a_sum_row_is_no_municipality_and_is_compared_with_the_rows(sumrad):
    rader = EGET_HODE + "0101;Halden;60;5\n0104;Moss;1 200;20\n0106;;;\n"
    riktig = lest(rader + sumrad.format("1 260", 25) + "\n")
    assert (riktig.feil, riktig.varsler, len(riktig.linjer), riktig.sum) == ([], [], 3, (1260, 25))
    gal = lest(rader + sumrad.format(1300, 25) + "\n")
    assert [(nr, "1300" in grunn and "1260" in grunn) for nr, grunn in gal.varsler] == [(5, True)]


def test_a_sum_with_an_unknown_part_is_compared_with_nothing():
    innlest = lest(EGET_HODE + "0101;;60;5\n0104;;80;\nSum;;140;25\n")
    assert (innlest.feil, innlest.varsler) == ([], [])


def test_two_sum_rows_are_a_fault():
    assert [nr for nr, _grunn in lest(EGET_HODE + "0101;;60;5\nSum;;60;5\nSum;;60;5\n").feil] == [4]


@pytest.mark.parametrize("navn", ["Våler", "VÅLER", " våler ", "Våler (Østf.)", "Våler i Østfold"])
def test_a_name_may_be_written_in_several_ways(navn):
    assert navnet_stemmer(navn, "Våler")


@pytest.mark.parametrize("navn", ["Valer", "Vålerenga", "Moss", ""])
def test_another_name_is_another_name(navn):
    assert not navnet_stemmer(navn, "Våler")


@given(st.text(max_size=200) | st.text("0123456789;,. \n").map(lambda tekst: EGET_HODE + tekst))
def test_no_text_whatever_makes_the_reader_fail(tekst):
    try:
        rader = les_tekst(tekst)
    except Arbeidsbokfeil:
        return
    innlest = rundefil.les(rader, 2016)
    assert innlest.feil or innlest.linjer or innlest.varsler


# ---------------------------------------------------------------- out and in again

numre = st.integers(101, 2030).map(lambda nr: f"{nr:04d}")
tekster = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
farlige = st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "  =", "|", "%", "'="]), tekster)


@st.composite
def utlinjer(draw):
    totalt = draw(st.none() | st.integers(0, 100_000))
    em = None if totalt is None else draw(st.none() | st.integers(0, totalt))
    return Utlinje(draw(numre), draw(tekster | farlige), totalt, em)


runder = st.lists(utlinjer(), min_size=1, max_size=30, unique_by=lambda linje: linje.kommune_nr)


@pytest.mark.parametrize("skriv", [som_csv, som_xlsx])
@settings(max_examples=40, deadline=None)
@given(linjer=runder)
@example(linjer=[Utlinje("0101", '=HYPERLINK("x")', 15, None), Utlinje("0104", "-1+1", None, None)])
def test_own_shape_comes_back_as_it_went_out(skriv, linjer):
    ark = som_ark(EGEN, 2016, linjer, ["Anmodning for 2016", "=1+1"])
    innlest = rundefil.les(les(skriv(ark)), 2016, andre_aar_er_feil=True)
    assert (innlest.form, innlest.har_em, innlest.feil, innlest.varsler) == (EGEN, True, [], [])
    assert tall(innlest) == [(linje.kommune_nr, linje.totalt, linje.em) for linje in linjer]
    assert all(navnet_stemmer(inn.navn, ut.navn) for inn, ut in zip(innlest.linjer, linjer, strict=True))


@pytest.mark.parametrize("skriv", [som_csv, som_xlsx])
@settings(max_examples=40, deadline=None)
@given(linjer=runder)
def test_imdis_shape_comes_back_as_it_went_out(skriv, linjer):
    innlest = rundefil.les(les(skriv(som_ark(IMDI, 2016, linjer, ()))), 2016)
    assert (innlest.form, innlest.feil) == (IMDI, [])
    assert tall(innlest) == [(linje.kommune_nr, linje.totalt, None) for linje in linjer]


def test_imdis_shape_goes_out_with_imdis_headings_and_numbers_without_zero():
    ark = som_ark(IMDI, 2016, [Utlinje("0101", "Halden", 70, 5)], ())
    assert som_csv(ark).decode("utf-8-sig") == IMDIS_HODE.replace("\n", "\r\n") + "101;2016;70;;\r\n"


@pytest.mark.parametrize("skriv", [som_csv, som_xlsx])
def test_no_name_goes_out_as_a_formula(skriv):
    ark = som_ark(EGEN, 2016, [Utlinje("0101", "=1+1", 5, 1), Utlinje("0104", "@x", 5, 1)], ())
    # XLSX would be refused by our own reader if a cell were a formula.
    assert [rad.celler[1] for rad in les(skriv(ark)) if rad.celler[0] in ("0101", "0104")] == ["'=1+1", "'@x"]


@given(runder)
def test_what_lies_between_preview_and_saving_comes_back(linjer):
    innlest = rundefil.Innlest(
        linjer=[Linje(nr, rad.kommune_nr, rad.navn, rad.totalt, rad.em) for nr, rad in enumerate(linjer)],
        varsler=[(1, "Noe.")],
        andre_aar=2,
    )
    assert fra_verdier(som_verdier(innlest)) == innlest
