"""Planning of a register import: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.kommuner.domain import Fylkesrad, Kommunerad, Register, les_linjer, planlegg

GAMMELT = date(1838, 1, 1)
FYLKER = [
    Fylkesrad("01", "Østfold", GAMMELT, date(2020, 1, 1)),
    Fylkesrad("02", "Akershus", GAMMELT, date(2020, 1, 1)),
    Fylkesrad("16", "Sør-Trøndelag", GAMMELT, date(2018, 1, 1)),
    Fylkesrad("30", "Viken", date(2020, 1, 1), date(2024, 1, 1)),
    Fylkesrad("31", "Østfold", date(2024, 1, 1)),
]
HODE = {
    "kommuner": "kommune_nr,navn,fylke_nr,fylke",
    "endringer": "fra_nr,fra_navn,til_nr,til_navn,dato",
    "folketall": "kommune_nr,aar,folketall",
}
HALDEN = Kommunerad("0101", "Halden", "01", GAMMELT)
TROEGSTAD = Kommunerad("0122", "Trøgstad", "01", GAMMELT)
TIL_INDRE = "0122,Trøgstad,3014,Indre Østfold,2020-01-01"
TIL_NY_INDRE = "3014,Indre Østfold,3118,Indre Østfold,2024-01-01"


def linjer(slag, *rader):
    lest, feil = les_linjer(slag, f"{slag}.csv", "\n".join([HODE[slag], *rader]))
    assert feil == []
    return lest


def plan(*register, **filer):
    stand = register[0] if register and isinstance(register[0], Register) else Register(list(register))
    return planlegg(stand, FYLKER, **{slag: linjer(slag, *rader) for slag, rader in filer.items()})


def kopi(rad):
    return Kommunerad(rad.nr, rad.navn, rad.fylke_nr, rad.fra, rad.til)


def grunner(plan):
    return [str(merknad) for merknad in plan.feil]


def test_a_municipality_begins_with_its_county():
    nye = plan(kommuner=["0101,Halden,01,Østfold", "3101,Halden,31,Østfold"]).nye_kommuner
    assert nye == [HALDEN, Kommunerad("3101", "Halden", "31", date(2024, 1, 1))]


def test_names_lose_what_the_source_adds_to_tell_namesakes_apart():
    nye = plan(
        kommuner=["0137,Våler (Østf.),01,Østfold", "1601,Trondheim,16,Sør-Trøndelag (t.o.m. 2017)"]
    ).nye_kommuner
    assert [rad.navn for rad in nye] == ["Våler", "Trondheim"]


@pytest.mark.parametrize(
    ("rader", "grunn"),
    [
        (
            ["101,Halden,01,Østfold"],
            "kommuner.csv, linje 2: Kommunenummeret «101» i kommune_nr skal ha fire siffer.",
        ),
        (["O101,Halden,O1,Østfold"], "Kommunenummeret «O101» i kommune_nr skal ha fire siffer."),
        (["0101,,01,Østfold"], "linje 2: Navnet i navn er tomt."),
        ([f"0101,{'H' * 61},01,Østfold"], "lengre enn 60 tegn"),
        (["0101,Halden,02,Akershus"], "begynner ikke med fylkesnummeret «02»"),
        (["7701,Halden,77,Nordsjøen"], "Det finnes ikke noe fylke med nummer 77."),
        (["0101,Halden,01,Viken"], "Fylke 01 heter Østfold, ikke «Viken»."),
        (
            ["0101,Halden,01,Østfold", "", "0101,Haldn,01,Østfold"],
            "kommuner.csv, linje 4: 0101 står også på linje 2, med annet innhold.",
        ),
        (["0122,Trøgstad ny,01,Østfold"], "0122 er allerede Trøgstad (fylke 01) fra 01.01.1838"),
    ],
)
def test_a_bad_municipality_is_told_with_line_and_cause(rader, grunn):
    resultat = plan(kopi(TROEGSTAD), kommuner=rader)
    assert len(resultat.feil) == 1
    assert grunn in grunner(resultat)[0]


def test_every_bad_line_is_reported_and_the_good_ones_are_still_read():
    resultat = plan(kommuner=["x,Halden,01,Østfold", "0104,Moss,01,Østfold", "0105,,01,Østfold"])
    assert [merknad.linje for merknad in resultat.feil] == [2, 4]
    assert [rad.nr for rad in resultat.nye_kommuner] == ["0104"]


@pytest.mark.parametrize("rekkefoelge", [[TIL_INDRE, TIL_NY_INDRE], [TIL_NY_INDRE, TIL_INDRE]])
def test_a_chain_of_changes_is_followed_whatever_the_order_of_lines(rekkefoelge):
    resultat = plan(kopi(TROEGSTAD), endringer=rekkefoelge)
    assert resultat.feil == []
    assert resultat.nye_kommuner == [
        Kommunerad("3014", "Indre Østfold", "30", date(2020, 1, 1), date(2024, 1, 1)),
        Kommunerad("3118", "Indre Østfold", "31", date(2024, 1, 1)),
    ]
    assert resultat.avsluttede == {("0122", GAMMELT): date(2020, 1, 1)}
    assert [(fra[0], til[0], dato.year) for fra, til, dato in resultat.nye_endringer] == [
        ("0122", "3014", 2020),
        ("3014", "3118", 2024),
    ]


def test_a_merger_opens_one_successor():
    resultat = plan(
        Kommunerad("0104", "Moss", "01", GAMMELT),
        Kommunerad("0136", "Rygge", "01", GAMMELT),
        endringer=["0104,Moss,3002,Moss,2020-01-01", "0136,Rygge,3002,Moss,2020-01-01"],
    )
    assert [rad.nr for rad in resultat.nye_kommuner] == ["3002"]
    assert len(resultat.nye_endringer) == 2


def test_a_municipality_may_be_split():
    resultat = plan(
        kopi(HALDEN), endringer=["0101,Halden,3001,Halden,2020-01-01", "0101,Halden,3002,Tista,2020-01-01"]
    )
    assert resultat.feil == []
    assert [rad.nr for rad in resultat.nye_kommuner] == ["3001", "3002"]


def test_a_number_may_take_a_new_name():
    resultat = plan(kopi(HALDEN), endringer=["0101,Halden,0101,Fredrikshald,2010-01-01"])
    assert resultat.feil == []
    assert resultat.nye_kommuner == [Kommunerad("0101", "Fredrikshald", "01", date(2010, 1, 1))]


def test_a_neighbour_may_be_taken_in_by_one_that_keeps_its_number():
    resultat = plan(kopi(HALDEN), kopi(TROEGSTAD), endringer=["0122,Trøgstad,0101,Halden,2010-01-01"])
    assert resultat.nye_kommuner == []
    assert resultat.avsluttede == {("0122", GAMMELT): date(2010, 1, 1)}


@pytest.mark.parametrize(
    ("rader", "grunn"),
    [
        (["0199,Sted,3001,Halden,2020-01-01"], "Forgjengeren 0199 Sted finnes ikke i registeret."),
        (["0101,Haldn,3001,Halden,2020-01-01"], "Forgjengeren 0101 heter Halden, ikke «Haldn»."),
        (["0101,Halden,3001,Halden,2020-02-30"], "Datoen «2020-02-30» finnes ikke."),
        (["0101,Halden,3001,Halden,01.01.2020"], "Datoen «01.01.2020» finnes ikke. Skriv åååå-mm-dd."),
        (["0101,Halden,3001,Halden,1838-01-01"], "Datoen 1838-01-01 er utenfor årene 1839–2100."),
        (["0101,Halden,0101,Halden,2020-01-01"], "Forgjenger og etterfølger er samme kommune"),
        (["0101,Halden,3001,Halden,2019-01-01"], "Det finnes ikke noe fylke med nummer 30 den 01.01.2019."),
        (["0101,Halden,0122,Ny,2010-01-01"], "0122 er Trøgstad fra 01.01.1838, ikke «Ny»."),
        (["0101,Halden,3001,,2020-01-01"], "Navnet i til_navn er tomt."),
        (
            ["0101,Halden,3001,Halden,2020-01-01", "0101,Halden,3002,Moss,2021-01-01"],
            "linje 3: Forgjengeren 0101 er Halden fra 01.01.1838 til 01.01.2020, ikke fram til 01.01.2021.",
        ),
        (
            ["0101,Halden,3001,Halden,2020-01-01", "0122,Trøgstad,3001,Trøgstad,2020-01-01"],
            "linje 3: 3001 er Halden fra 01.01.2020, ikke «Trøgstad».",
        ),
    ],
)
def test_a_bad_change_is_told_with_line_and_cause(rader, grunn):
    resultat = plan(kopi(HALDEN), kopi(TROEGSTAD), endringer=rader)
    assert len(resultat.feil) == 1
    assert grunn in grunner(resultat)[0]


def test_a_predecessor_closed_on_another_date_stays_closed():
    lukket = Kommunerad("0101", "Halden", "01", GAMMELT, date(2020, 1, 1))
    resultat = plan(lukket, endringer=["0101,Halden,0102,Ny,2019-01-01"])
    assert (
        "Forgjengeren 0101 Halden er allerede avsluttet 01.01.2020, ikke 01.01.2019." in grunner(resultat)[0]
    )
    assert lukket.til == date(2020, 1, 1)


def test_a_bad_change_leaves_its_predecessor_open_for_the_next_line():
    resultat = plan(
        kopi(HALDEN), endringer=["0101,Halden,9901,Havet,2020-01-01", "0101,Halden,3001,Halden,2020-01-01"]
    )
    assert [merknad.linje for merknad in resultat.feil] == [2]
    assert [rad.nr for rad in resultat.nye_kommuner] == ["3001"]


def test_lines_that_lean_on_a_bad_line_are_not_blamed():
    resultat = plan(kommuner=["0122,,01,Østfold"], endringer=[TIL_INDRE], folketall=["0122,2015,5400"])
    assert [(merknad.fil, merknad.linje) for merknad in resultat.feil] == [("kommuner.csv", 2)]


@pytest.mark.parametrize(
    ("rad", "grunn"),
    [
        ("0101,2015,-3", "Folketallet «-3» skal være et helt tall"),
        ("0101,2015,mange", "Folketallet «mange» skal være et helt tall"),
        ("0101,2015,10000001", "Folketallet «10000001» skal være et helt tall fra 0 til 10000000."),
        ("0101,15,300", "Årstallet «15» skal være mellom 1838 og 2100."),
        ("0199,2015,300", "Kommune 0199 finnes ikke i registeret."),
        ("0104,2021,300", "Kommune 0104 fantes ikke 1. januar 2021."),
    ],
)
def test_a_bad_count_is_told_with_line_and_cause(rad, grunn):
    resultat = plan(
        kopi(HALDEN),
        Kommunerad("0104", "Moss", "01", GAMMELT, date(2020, 1, 1)),
        folketall=["0101,2014,1", rad],
    )
    assert [merknad.linje for merknad in resultat.feil] == [3]
    assert grunn in grunner(resultat)[0]


def test_two_counts_for_the_same_year_must_agree():
    like = plan(kopi(HALDEN), folketall=["0101,2015,30", "0101,2015,30"])
    ulike = plan(kopi(HALDEN), folketall=["0101,2015,30", "0101,2015,31"])
    assert (like.feil, list(like.nye_folketall.values())) == ([], [30])
    assert grunner(ulike) == [
        "folketall.csv, linje 3: 0101 i 2015 står også på linje 2, med et annet folketall."
    ]


def test_no_count_is_not_zero():
    resultat = plan(kopi(HALDEN), folketall=["0101,2014,", "0101,2015,0"])
    assert list(resultat.nye_folketall.values()) == [0]
    assert [merknad.linje for merknad in resultat.varsler] == [2]


def test_a_new_count_corrects_the_old_one():
    resultat = plan(
        Register([kopi(HALDEN)], folketall={(HALDEN.noekkel, 2015): 30}), folketall=["0101,2015,31"]
    )
    assert (resultat.nye_folketall, resultat.rettede_folketall) == ({}, {(HALDEN.noekkel, 2015): 31})


def test_9999_is_refused_in_every_file_and_the_rest_is_read():
    resultat = plan(
        kommuner=["9999,,99,Uoppgitt fylke", "0101,Halden,01,Østfold"],
        endringer=["0101,Halden,9999,Uoppgitt,2020-01-01", "9999,,3001,Halden,2020-01-01"],
        folketall=["9999,2015,1", "0101,2015,30"],
    )
    assert resultat.feil == []
    assert [(merknad.fil, merknad.linje) for merknad in resultat.varsler] == [
        ("kommuner.csv", 2),
        ("endringer.csv", 2),
        ("endringer.csv", 3),
        ("folketall.csv", 2),
    ]
    assert "«uoppgitt/Svalbard», ikke en kommune" in str(resultat.varsler[0])
    assert resultat.antall["nye kommuner"] == resultat.antall["nye folketall"] == 1


@pytest.mark.parametrize(
    ("tekst", "grunn"),
    [
        ("", "Mangler kolonner: kommune_nr, navn, fylke_nr, fylke"),
        ("kommune_nr;navn;fylke_nr;fylke\n", "Filen skal være delt med komma."),
        ("kommune_nr,navn,fylke\n0101,Halden,Østfold", "k.csv: Mangler kolonner: fylke_nr."),
        (HODE["kommuner"] + "\n0101,Halden", "k.csv, linje 2: Linjen har 2 felt, ventet 4."),
        (HODE["kommuner"] + '\n0101,"Halden,01,Østfold', "kan ikke leses som CSV"),
    ],
)
def test_a_file_of_another_shape_is_refused(tekst, grunn):
    _, feil = les_linjer("kommuner", "k.csv", tekst)
    assert len(feil) == 1
    assert grunn in str(feil[0])


@given(st.sampled_from(list(HODE)), st.text())
def test_no_text_stops_the_reading(slag, tekst):
    for innhold in (tekst, f"{HODE[slag]}\n{tekst}"):
        lest, feil = les_linjer(slag, "f.csv", innhold)
        planlegg(Register([kopi(HALDEN)]), FYLKER, **{slag: lest})
        assert all(merknad.linje is None or merknad.linje > 0 for merknad in feil)


@given(
    st.permutations(
        [
            "0101,Halden,3001,Halden,2020-01-01",
            "3001,Halden,3101,Halden,2024-01-01",
            TIL_INDRE,
            "0123,Spydeberg,3014,Indre Østfold,2020-01-01",
            TIL_NY_INDRE,
        ]
    )
)
def test_any_order_gives_the_same_register_and_a_second_run_nothing(rader):
    stand = Register([kopi(HALDEN), kopi(TROEGSTAD), Kommunerad("0123", "Spydeberg", "01", GAMMELT)])
    foerste = plan(stand, endringer=rader)
    assert foerste.feil == []
    stand.kommuner += foerste.nye_kommuner
    assert {(rad.nr, rad.fra.year, rad.til and rad.til.year) for rad in stand.kommuner} == {
        ("0101", 1838, 2020), ("0122", 1838, 2020), ("0123", 1838, 2020),
        ("3001", 2020, 2024), ("3014", 2020, 2024), ("3101", 2024, None), ("3118", 2024, None),
    }  # fmt: skip
    assert not any(plan(stand, endringer=reversed(rader)).antall.values())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["0101", "0122", "3014", "9999", "31", ""]),
            st.sampled_from(["Halden", "Trøgstad", "Indre Østfold", ""]),
            st.sampled_from(["0101", "3014", "3101", "3118"]),
            st.sampled_from(["Halden", "Indre Østfold"]),
            st.sampled_from(["2010-01-01", "2020-01-01", "2024-01-01", "2024-13-01"]),
        ),
        max_size=8,
    )
)
def test_no_file_makes_one_number_two_municipalities_on_one_day(rader):
    stand = Register([kopi(HALDEN), kopi(TROEGSTAD)])
    resultat = plan(stand, endringer=[",".join(rad) for rad in rader])
    perioder = [*stand.kommuner, *resultat.nye_kommuner]
    for dag in (date(2009, 1, 1), date(2015, 1, 1), date(2021, 1, 1), date(2025, 1, 1)):
        numre = [rad.nr for rad in perioder if rad.gjelder(dag)]
        assert len(numre) == len(set(numre))
