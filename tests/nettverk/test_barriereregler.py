"""Which barriers stand, and what is counted of them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nettverk.barriereregler import (
    Meldt,
    Periodetall,
    Tilstand,
    hvorfor_ikke_lukke,
    hvorfor_ikke_tiltak,
    tell,
    tilstand,
)

DAG = date(2016, 3, 9)
dager = st.dates(date(2015, 1, 1), date(2016, 12, 31))
meldte = st.builds(
    lambda dato, varer, tiltak: Meldt(
        dato, dato + timedelta(varer) if varer is not None else None, tuple(tiltak)
    ),
    dager,
    st.none() | st.integers(0, 400),
    st.lists(dager, max_size=3),
)


def test_a_barrier_stands_from_the_day_it_is_reported_until_the_day_it_is_gone():
    rad = Meldt(date(2016, 1, 1), date(2016, 2, 1))
    assert [rad.staar(date(2016, 1, 1)), rad.staar(date(2016, 1, 31)), rad.staar(date(2016, 2, 1))] == [
        True,
        True,
        False,
    ]
    assert not rad.staar(date(2015, 12, 31))


def test_one_that_is_not_met_decides():
    moett = Meldt(date(2016, 1, 1), None, (date(2016, 2, 1),))
    aapen, lukket = Meldt(date(2016, 1, 1)), Meldt(date(2016, 1, 1), date(2016, 2, 1))
    assert tilstand([moett, aapen], DAG) == Tilstand.AAPEN
    assert tilstand([moett, lukket], DAG) == Tilstand.MOETT
    assert tilstand([lukket], DAG) == Tilstand.LUKKET
    assert tilstand([moett], date(2016, 1, 15)) == Tilstand.AAPEN
    assert tilstand([aapen], date(2015, 12, 31)) == Tilstand.INGEN


@given(st.lists(meldte, max_size=8), dager, dager, dager)
def test_two_periods_side_by_side_make_the_whole(rader, a, b, c):
    fra, midt, til = sorted((a, b, c))
    foerst, sist, hele = tell(rader, fra, midt), tell(rader, midt, til), tell(rader, fra, til)
    for felt in ("meldt", "tiltak", "lukket"):
        assert getattr(foerst, felt) + getattr(sist, felt) == getattr(hele, felt)
    assert hele.staar == sum(rad.staar(til - timedelta(1)) for rad in rader)
    assert 0 <= hele.uten_tiltak <= hele.staar


@given(st.lists(meldte, max_size=8), dager)
def test_what_stands_is_what_came_less_what_went(rader, dag):
    tall = tell(rader, date.min, dag)
    assert tall.staar == tall.meldt - tall.lukket
    assert (tilstand(rader, dag - timedelta(1)) == Tilstand.AAPEN) == bool(tall.uten_tiltak)


def test_counts_are_added():
    assert Periodetall(1, 2, 3, 4, 5) + Periodetall(1, 1, 1, 1, 1) == Periodetall(2, 3, 4, 5, 6)


def test_a_barrier_is_not_closed_before_it_was_reported_nor_in_the_future():
    def grunn(lukket):
        grunner = hvorfor_ikke_lukke(dato=date(2016, 1, 1), lukket=lukket, tiltak=[date(2016, 2, 1)], dag=DAG)
        return grunner[0][1] if grunner else ""

    assert "fram i tid" in grunn(date(2016, 3, 10))
    assert "kan ikke lukkes før det" in grunn(date(2015, 12, 31))
    assert "tatt i bruk 01.02.2016" in grunn(date(2016, 1, 15))
    assert grunn(date(2016, 2, 1)) == grunn(DAG) == ""


def test_an_instrument_is_taken_in_use_while_it_exists_and_the_barrier_stands():
    def felt(dato, til=None, lukket=None):
        periode = (date(2016, 1, 1), til)
        return [f for f, _g in hvorfor_ikke_tiltak(dato=dato, virkemiddel=periode, lukket=lukket, dag=DAG)]

    assert felt(date(2016, 1, 1)) == felt(DAG) == []
    assert felt(date(2015, 12, 31)) == felt(date(2016, 3, 10)) == ["dato"]
    assert felt(date(2016, 2, 1), til=date(2016, 2, 1)) == ["dato"]
    assert felt(date(2016, 2, 2), lukket=date(2016, 2, 1)) == ["dato"]
