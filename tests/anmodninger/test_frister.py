"""The three dates of a round and the extensions that move them: plain values, no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger.frister import (
    Frister,
    Utsettelse,
    datogrunner,
    foreslaa,
    gjeldende,
    siste_utsettelse,
)

DAG0 = date(2016, 1, 1)
SENDT = date(2015, 11, 17)
RUNDE = Frister(date(2016, 1, 15), date(2016, 1, 22), date(2016, 1, 29))


def dag(nr):
    return DAG0 + timedelta(days=nr)


def utsatt(id, innvilget, frist, siste_svar=None, siste_endring=None):
    return Utsettelse(id, dag(innvilget), Frister(frist, siste_svar, siste_endring))


def test_without_an_extension_the_round_stands():
    assert gjeldende(RUNDE, [], DAG0) == RUNDE


def test_an_extension_counts_from_the_day_it_is_granted():
    en = utsatt(1, 10, dag(60), dag(61), dag(62))
    assert gjeldende(RUNDE, [en], dag(9)) == RUNDE
    assert gjeldende(RUNDE, [en], dag(10)) == Frister(dag(60), dag(61), dag(62))


def test_of_two_granted_the_same_day_the_one_registered_last_stands():
    assert gjeldende(RUNDE, [utsatt(2, 10, dag(70)), utsatt(1, 10, dag(90))], dag(10)).svarfrist == dag(70)


def test_a_date_left_out_stays_as_the_round_has_it_but_never_before_the_new_deadline():
    assert gjeldende(RUNDE, [utsatt(1, 10, date(2016, 1, 25))], dag(10)) == Frister(
        date(2016, 1, 25), date(2016, 1, 25), date(2016, 1, 29)
    )


def test_the_other_dates_move_by_as_many_days_as_the_deadline():
    assert foreslaa(RUNDE, date(2016, 2, 14)) == Frister(
        date(2016, 2, 14), date(2016, 2, 21), date(2016, 2, 28)
    )


@pytest.mark.parametrize(
    ("naa", "ventet"),
    [
        (Frister(), Frister(dag(60))),
        (Frister(None, dag(5), dag(90)), Frister(dag(60), dag(60), dag(90))),
        (Frister(dag(14), None, dag(20)), Frister(dag(60), None, dag(66))),
    ],
)
def test_what_is_not_known_is_not_made_up(naa, ventet):
    assert foreslaa(naa, dag(60)) == ventet


def test_the_last_day_is_open_and_without_one_nothing_is_locked():
    assert RUNDE.kan_svare(date(2016, 1, 22))
    assert not RUNDE.kan_svare(date(2016, 1, 23))
    assert RUNDE.kan_endre(date(2016, 1, 29))
    assert not RUNDE.kan_endre(date(2016, 1, 30))
    assert Frister(date(2016, 1, 15)).kan_svare(date(2030, 1, 1))
    assert Frister(date(2016, 1, 15)).kan_endre(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("frister", "felt"),
    [
        (Frister(), []),
        (RUNDE, []),
        (Frister(SENDT, SENDT, SENDT), []),
        (Frister(None, SENDT, None), []),
        (Frister(date(2015, 11, 16)), ["svarfrist"]),
        (replace(RUNDE, siste_svar=date(2016, 1, 14)), ["siste_svar_dato"]),
        (replace(RUNDE, siste_endring=date(2016, 1, 14)), ["siste_endring_dato"]),
        (Frister(None, date(2015, 11, 16), date(2015, 11, 16)), ["siste_svar_dato", "siste_endring_dato"]),
        # Before the sending is the graver fault; one reason at a field is enough.
        (replace(RUNDE, siste_svar=date(2015, 11, 1)), ["siste_svar_dato"]),
    ],
)
def test_no_date_is_before_the_round_is_sent_or_closes_before_the_deadline(frister, felt):
    assert [navn for navn, _grunn in datogrunner(SENDT, frister)] == felt


# ---------------------------------------------------------------- properties

dager = st.integers(0, 400).map(dag)


@st.composite
def frister(draw):
    """The dates of a round, each known or not, none before the deadline (the database holds that)."""
    svarfrist = draw(st.none() | dager)
    senere = st.none() | (
        dager if svarfrist is None else st.integers(0, 90).map(lambda n: svarfrist + timedelta(n))
    )
    return Frister(svarfrist, draw(senere), draw(senere))


@st.composite
def utsettelser(draw):
    """Extensions in order of id, granted in any order, each with its dates known or left out."""
    rader = []
    for id in range(1, draw(st.integers(0, 6)) + 1):
        ny = draw(frister().filter(lambda ett: ett.svarfrist is not None))
        rader.append(Utsettelse(id, draw(dager), ny))
    return rader


@st.composite
def rekke(draw):
    """Extensions as the rules let them be registered: granted in order, each later than the one before."""
    runde = draw(frister())
    naa, innvilget, rader = runde, DAG0, []
    for id in range(1, draw(st.integers(0, 5)) + 1):
        innvilget += timedelta(days=draw(st.integers(0, 30)))
        ny = (naa.svarfrist or DAG0) + timedelta(days=draw(st.integers(1, 60)))
        naa = foreslaa(naa, ny)
        rader.append(Utsettelse(id, innvilget, naa))
    return runde, rader


@given(frister(), utsettelser(), dager, st.randoms(use_true_random=False))
def test_the_order_they_are_read_in_does_not_matter(runde, rader, per, tilfeldig):
    stokket = list(rader)
    tilfeldig.shuffle(stokket)
    assert gjeldende(runde, stokket, per) == gjeldende(runde, rader, per)


@given(frister(), utsettelser(), dager)
def test_what_is_granted_later_changes_nothing_before(runde, rader, per):
    assert gjeldende(runde, rader, per) == gjeldende(runde, [r for r in rader if r.innvilget <= per], per)


@given(frister(), utsettelser(), dager)
def test_replayed_day_by_day_the_last_one_granted_stands(runde, rader, per):
    ventet = None
    for nr in range((per - DAG0).days + 1):
        for rad in rader:
            if rad.innvilget == dag(nr):
                ventet = rad
    assert siste_utsettelse(rader, per) == ventet
    assert gjeldende(runde, rader, per).svarfrist == (ventet.frister if ventet else runde).svarfrist


@given(frister(), utsettelser(), dager)
def test_nothing_closes_before_the_deadline_and_no_lock_comes_or_goes_by_itself(runde, rader, per):
    naa = gjeldende(runde, rader, per)
    siste = siste_utsettelse(rader, per)
    for felt in ("siste_svar", "siste_endring"):
        dato = getattr(naa, felt)
        assert dato is None or naa.svarfrist is None or dato >= naa.svarfrist
        gitt = siste is not None and getattr(siste.frister, felt) is not None
        assert (dato is not None) == (gitt or getattr(runde, felt) is not None)


@given(rekke(), dager, dager)
def test_a_deadline_that_is_extended_never_moves_back(data, en, to):
    runde, rader = data
    foer, etter = gjeldende(runde, rader, min(en, to)), gjeldende(runde, rader, max(en, to))
    for felt in ("svarfrist", "siste_svar", "siste_endring"):
        assert getattr(foer, felt) is None or getattr(foer, felt) <= getattr(etter, felt)


@given(frister(), st.integers(1, 200))
def test_a_proposal_moves_every_known_date_alike_and_keeps_the_days_between(runde, flytt):
    ny = foreslaa(runde, (runde.svarfrist or DAG0) + timedelta(days=flytt))
    for felt in ("siste_svar", "siste_endring"):
        foer, etter = getattr(runde, felt), getattr(ny, felt)
        assert (foer is None) == (etter is None)
        if foer is not None and runde.svarfrist is not None:
            assert etter - foer == timedelta(days=flytt)
            assert etter >= ny.svarfrist
