"""Files from survey tools, in both shapes."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.arbeidsbok import Arbeidsbokfeil, les_tekst
from nettverk.tilbakemeldingsfil import Spoersmaal, fra_verdier, les, som_verdier

DAG, DATO = date(2016, 11, 30), date(2016, 10, 1)
KOMPETANSE = Spoersmaal(11, 1, "Økt kompetanse", 1, 5)
NYTTE = Spoersmaal(12, 2, "Hva var nyttig?")
ALLE = [KOMPETANSE, NYTTE]


def innlest(tekst, dato=DATO):
    return les(les_tekst(tekst), ALLE, DAG, dato=dato)


def svar(tekst, dato=DATO):
    lest = innlest(tekst, dato)
    assert lest.feil == []
    return [(rad.spoersmaal, rad.skala, rad.tekst) for rad in lest.linjer]


@pytest.mark.parametrize(
    "hode",
    ["1;2", "Spm 1;Spm 2", "1. Økt kompetanse;2. Hva var nyttig?", "Økt kompetanse;Hva var nyttig?", "Q1;q2"],
)
def test_one_column_for_each_question_by_number_or_text(hode):
    assert svar(f"Kommune;{hode}\nHalden;4;Nettverket\nMoss;;Kursene\n") == [
        (11, 4, ""),
        (12, None, "Nettverket"),
        (12, None, "Kursene"),
    ]


def test_a_comment_belongs_to_its_question():
    assert svar("Avsender;1;Kommentar til 1;2\nHalden;5;Mye;\n") == [(11, 5, "Mye")]
    assert svar("Avsender;Økt kompetanse;Økt kompetanse kommentar\nHalden;5;Mye\n") == [(11, 5, "Mye")]


def test_one_answer_per_line():
    fil = "Kommunenr;Spørsmål;Svar\n101;1;4 – Enig\n0104;Hva var nyttig?;Kursene\n"
    assert svar(fil) == [(11, 4, ""), (12, None, "Kursene")]
    assert [rad.kommune_nr for rad in innlest(fil).linjer] == ["0101", "0104"]
    assert svar("Kommune;Spørsmål;Skala;Svar i ord\nHalden;1;5;Mye\nMoss;1;;Lite\n") == [
        (11, 5, "Mye"),
        (11, None, "Lite"),
    ]
    assert svar("Kommune;Spørsmål;Svar\nHalden;1;4,0\n") == [(11, 4, "")]


@pytest.mark.parametrize(
    "celle", ["4", "4,0", "4.0", "04", "4.", "4. Enig", "4 – Enig", "4 (av 5)", "4 av 5", "4=Enig"]
)
def test_words_beside_the_value_do_not_hide_it(celle):
    assert svar(f"Kommune;1\nHalden;{celle}\n") == [(11, 4, "")]


@pytest.mark.parametrize("celle", ["4.5", "4,5", "3-4", "3–4", "3 - 4", "3 4", "4/5", "4. 5"])
def test_a_value_between_two_is_a_fault_and_never_rounded(celle):
    lang = "Kommune;Spørsmål;Svar;Kommentar\nHalden;1;"
    for fil in (f"Kommune;1\nHalden;{celle}\n", f"{lang}{celle};\n", f"{lang}{celle};Mye\n"):
        lest = innlest(fil)
        assert lest.linjer == []
        assert [nr for nr, _grunn in lest.feil] == [2]


def test_names_and_addresses_are_left_unread_and_named():
    lest = innlest("Svar-ID;Navn;E-post;Kommune;1\n7;Kari;kari@example.test;Halden;4\n")
    assert lest.ulest == ["Svar-ID", "Navn", "E-post"]
    assert "Kari" not in repr(lest.linjer)


def test_the_heading_may_stand_below_a_title_and_rows_without_answers_are_counted():
    lest = innlest("Evaluering 2016\n\nKommune;1;2\nHalden;;–\nMoss;3;\n")
    assert (len(lest.linjer), lest.tomme, lest.linjer[0].linjenr) == (1, 1, 5)


@pytest.mark.parametrize(
    ("celle", "ventet"),
    [("2016-10-14", date(2016, 10, 14)), ("14.10.2016 09:31", date(2016, 10, 14)), ("", DATO)],
)
def test_an_answer_has_its_own_day_else_the_one_that_is_given(celle, ventet):
    assert innlest(f"Kommune;Tidspunkt;1\nHalden;{celle};4\n").linjer[0].dato == ventet


@pytest.mark.parametrize(
    ("fil", "linje", "grunn"),
    [
        ("Kommune;1\nHalden;6\n", 2, "«6» er ikke et svar fra 1 til 5 på spørsmål 1."),
        ("Kommune;1\nHalden;fire\n", 2, "«fire» er ikke et svar"),
        ("Kommune;1\n;4\n", 2, "Det står ikke hvem svaret er fra."),
        ("Kommunenr;1\nHalden;4\n", 2, "er ikke et kommunenummer"),
        ("Kommune;Dato;1\nHalden;31.02.2016;4\n", 2, "«31.02.2016» er ikke en dato som finnes."),
        ("Kommune;Dato;1\nHalden;2016-12-01;4\n", 2, "fram i tid"),
        ("Kommune;Spørsmål;Svar\nHalden;9;4\n", 2, "«9» er ikke et av spørsmålene"),
        ("Kommune;1;Spm 1\nHalden;4;4\n", 1, "Spørsmål 1 har to kolonner"),
        ("Kommune;Noe\nHalden;4\n", 1, "Fant ingen svar."),
        ("1;2\n4;Mye\n", 1, "Fant ikke hvem svarene er fra."),
        ("Kommune;1\nHalden;\n", 1, "Filen har ingen svar."),
    ],
)
def test_every_bad_line_is_told_with_its_number(fil, linje, grunn):
    [(nr, tekst)] = innlest(fil).feil
    assert nr == linje
    assert grunn in tekst


def test_an_answer_without_a_day_anywhere_is_a_fault():
    assert "Datoen mangler" in innlest("Kommune;1\nHalden;4\n", dato=None).feil[0][1]


def test_what_is_read_survives_the_step_to_saving():
    lest = innlest("Kommune;Funksjon;Navn;1;2\nHalden;rådmann;Kari;4;Mye\n")
    assert fra_verdier(json.loads(json.dumps(som_verdier(lest)))) == lest


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(tekst):
    for hode in ("", "Kommune;1;2\n", "Avsender;Spørsmål;Svar;Dato\n"):
        try:
            rader = les_tekst(hode + tekst)
        except Arbeidsbokfeil:
            continue
        lest = les(rader, ALLE, DAG, dato=DATO)
        assert lest.linjer or lest.feil
        for rad in lest.linjer:
            assert rad.skala is None or 1 <= rad.skala <= 5
            assert rad.dato <= DAG
