"""Sums of a round and reasons why not: plain values, no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger import domain
from anmodninger.domain import Forgjenger, Linje, Rundesum
from anmodninger.frister import Frister

HOEYESTE = 100_000


@st.composite
def linjer(draw):
    """Lines as the rules let them stand: asked or not, EM known or not, EM a part of the total."""
    rader = []
    for kommune in range(draw(st.integers(0, 12))):
        totalt = draw(st.none() | st.integers(0, 500))
        em = None if totalt is None else draw(st.none() | st.integers(0, totalt))
        rader.append(Linje(kommune, totalt, em))
    return rader


@given(linjer(), st.integers(0, 12))
def test_the_sum_of_two_parts_is_the_sum_of_the_whole(rader, delt):
    hele, foerste, andre = domain.summer(rader), domain.summer(rader[:delt]), domain.summer(rader[delt:])

    assert hele == Rundesum(
        foerste.totalt + andre.totalt,
        foerste.em + andre.em,
        foerste.em_kjente + andre.em_kjente,
        foerste.kommuner + andre.kommuner,
    )


@given(linjer())
def test_an_unknown_em_is_never_counted_as_zero(rader):
    rundesum = domain.summer(rader)
    ukjent = any(rad.totalt is not None and rad.em is None for rad in rader)

    assert (rundesum.em_ukjente > 0) == ukjent
    if ukjent:
        assert rundesum.em_hel is None
        assert rundesum.voksne is None


@given(linjer())
def test_adults_and_em_are_the_whole_where_both_are_known(rader):
    rundesum = domain.summer(rader)
    if rundesum.em_hel is not None:
        assert rundesum.voksne + rundesum.em_hel == rundesum.totalt
        assert rundesum.voksne == sum(rad.voksne for rad in rader if rad.totalt is not None)


@given(linjer())
def test_lines_that_keep_the_rules_meet_no_objection(rader):
    assert domain.linjegrunner(rader, HOEYESTE) == []


def test_a_municipality_asked_for_zero_is_asked_and_one_left_blank_is_not():
    assert domain.summer([Linje(1, 0, 0), Linje(2, None)]).kommuner == 1


@pytest.mark.parametrize(
    ("linje", "felt"),
    [
        (Linje(7, -1), "totalt-7"),
        (Linje(7, 100_001), "totalt-7"),
        (Linje(7, 10, -1), "em-7"),
        (Linje(7, 10, 11), "em-7"),
        (Linje(7, None, 3), "totalt-7"),
        (Linje(7, 10, gyldig=False), "totalt-7"),
        (Linje(7, 10, egen=False), "totalt-7"),
    ],
)
def test_a_line_that_cannot_be_is_refused_at_its_cell(linje, felt):
    assert [f for f, _ in domain.linjegrunner([Linje(1, 5, 5), linje], HOEYESTE)] == [felt]


def test_the_same_municipality_twice_is_refused():
    assert [f for f, _ in domain.linjegrunner([Linje(7, 1), Linje(7, 2)], HOEYESTE)] == ["totalt-7"]


@pytest.mark.parametrize(("aar", "feil"), [(1999, 1), (2000, 0), (2100, 0), (2101, 1)])
def test_the_settlement_year_is_sensible(aar, feil):
    assert len(domain.aarsgrunner(aar)) == feil


def test_county_and_national_figures_follow_the_same_rules_as_the_municipalities():
    tall = {"nasjonalt": (None, 5), "fylkestall": (10, 11)}
    assert [felt for felt, _ in domain.summeringsgrunner(tall, HOEYESTE)] == [
        "nasjonalt_totalt",
        "fylkestall_em",
    ]


def test_a_round_replaces_one_of_its_own_embete_and_year_sent_no_later():
    sendt = date(2016, 3, 9)

    def grunner(forgjenger):
        return len(domain.erstatningsgrunner(1, 2016, sendt, forgjenger))

    assert grunner(None) == grunner(Forgjenger(1, 2016, sendt)) == 0
    assert grunner(Forgjenger(2, 2016, sendt)) == 1
    assert grunner(Forgjenger(1, 2015, sendt)) == 1
    assert grunner(Forgjenger(1, 2016, date(2016, 3, 10))) == 1


def test_a_round_is_sent_today_or_earlier_and_never_empty():
    dag, noe = date(2016, 3, 9), Rundesum(5, 0, 0, 1)

    assert domain.sendegrunner(dag, dag, noe, None) == []
    assert domain.sendegrunner(date(2015, 8, 20), dag, Rundesum(), 537) == []
    assert [felt for felt, _ in domain.sendegrunner(date(2016, 3, 10), dag, noe, None)] == ["sendt_dato"]
    assert [felt for felt, _ in domain.sendegrunner(dag, dag, Rundesum(), None)] == [None]


def test_the_warnings_name_what_differs_and_what_is_missing():
    rundesum = domain.summer([Linje(1, 60, 5), Linje(2, 80, None)])

    varsler = domain.varsler(rundesum, fylkestall=(780, 197), kommuner=18, frister=Frister())

    assert varsler == domain.Varsler(
        avvik_totalt=140 - 780,
        avvik_em=None,
        uten_tall=16,
        em_ukjente=1,
        uten_frist=True,
        uten_siste_svar=True,
        uten_siste_endring=True,
    )


def test_a_round_that_adds_up_has_no_warnings():
    rundesum = domain.summer([Linje(1, 60, 5), Linje(2, 80, 0)])

    frister = Frister(date(2016, 4, 1), date(2016, 4, 15), date(2016, 4, 30))
    assert not domain.varsler(rundesum, fylkestall=(140, 5), kommuner=2, frister=frister)
    assert not domain.varsler(Rundesum(), fylkestall=(537, 39), kommuner=0, frister=frister)
