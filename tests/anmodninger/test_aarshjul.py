"""The annual wheel's rules: when a step falls, how it stands on a day, what may not be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger import aarshjul
from anmodninger.aarshjul import STANDARDSTEG, Malsteg

MARS = Malsteg("Send anmodningene", "IMDi", -1, 3, -1, 5)
malsteg = st.builds(
    Malsteg,
    tittel=st.text(min_size=1, max_size=20),
    ansvarlig=st.text(max_size=20),
    aar_fra=st.integers(-2, 2),
    maaned_fra=st.integers(1, 12),
    aar_til=st.integers(-2, 2),
    maaned_til=st.integers(1, 12),
)
dager = st.dates(date(2012, 1, 1), date(2020, 12, 31))


def test_a_step_of_the_template_fills_whole_months_counted_from_the_settlement_year():
    assert aarshjul.periode(MARS, 2016) == (date(2015, 3, 1), date(2015, 5, 31))
    assert aarshjul.periode(Malsteg("Rapport", "", 0, 2, 0, 2), 2016) == (date(2016, 2, 1), date(2016, 2, 29))


def test_the_standard_steps_are_possible_and_stand_in_the_order_of_their_dates():
    assert aarshjul.malgrunner(STANDARDSTEG) == []
    assert list(STANDARDSTEG) == sorted(STANDARDSTEG, key=lambda steg: steg.rekkefoelge)
    assert all(steg.ansvarlig for steg in STANDARDSTEG)


@given(malsteg, st.integers(2000, 2100))
def test_what_the_template_lets_through_is_a_step_the_year_lets_through(steg, aar):
    if aarshjul.malgrunner([steg]):
        assert (steg.aar_til, steg.maaned_til) < (steg.aar_fra, steg.maaned_fra)
        return
    fra, til = aarshjul.periode(steg, aar)
    assert aarshjul.steggrunner(aar=aar, fra=fra, til=til, status="planlagt", ferdig_dato=None, dag=fra) == []


@given(st.lists(malsteg, max_size=8), st.integers(2000, 2100))
def test_every_step_has_a_key_of_its_own_and_the_same_one_each_time(mal, aar):
    noekler = aarshjul.noekler(mal, 1, aar)
    assert len(set(noekler)) == len(mal)
    assert noekler == aarshjul.noekler(mal, 1, aar)
    assert not set(noekler) & set(aarshjul.noekler(mal, 2, aar))
    assert not set(noekler) & set(aarshjul.noekler(mal, 1, aar + 1))


def test_moving_a_step_in_the_template_does_not_make_it_another_step():
    flyttet = replace(MARS, maaned_til=6, ansvarlig="KS")
    assert aarshjul.noekler([MARS], 1, 2016) == aarshjul.noekler([flyttet], 1, 2016)


@pytest.mark.parametrize(
    ("status", "fra", "til", "tilstand"),
    [
        ("planlagt", date(2016, 3, 10), date(2016, 4, 1), "kommer"),
        ("planlagt", date(2016, 3, 9), date(2016, 3, 9), "naa"),
        ("planlagt", date(2016, 3, 1), date(2016, 3, 8), "over_tiden"),
        ("paagaar", date(2016, 5, 1), date(2016, 5, 31), "naa"),
        ("paagaar", date(2016, 1, 1), date(2016, 3, 8), "over_tiden"),
        ("ferdig", date(2016, 1, 1), date(2016, 1, 31), "ferdig"),
        ("utgaar", date(2016, 1, 1), date(2016, 1, 31), "utgaar"),
    ],
)
def test_how_a_step_stands_follows_from_its_status_and_the_day(status, fra, til, tilstand):
    assert aarshjul.tilstand(status, fra, til, date(2016, 3, 9)) == tilstand


@given(st.sampled_from(["planlagt", "paagaar"]), dager, st.integers(0, 200), dager)
def test_an_open_step_is_overdue_exactly_when_its_last_day_is_past(status, fra, lengde, dag):
    til = fra + timedelta(days=lengde)
    assert (aarshjul.tilstand(status, fra, til, dag) == "over_tiden") == (til < dag)


def felt(grunner):
    return [navn for navn, _tekst in grunner]


def test_a_step_that_cannot_be_is_refused_at_the_field_that_is_wrong():
    mulig = {
        "aar": 2016,
        "fra": date(2015, 3, 1),
        "til": date(2015, 5, 31),
        "status": "planlagt",
        "ferdig_dato": None,
        "dag": date(2016, 3, 9),
    }
    assert aarshjul.steggrunner(**mulig) == []
    for endring, feltet in (
        ({"til": date(2015, 2, 28)}, ["til"]),
        ({"fra": date(1915, 3, 1)}, ["fra"]),
        ({"til": date(2055, 3, 1)}, ["til"]),
        ({"status": "ferdig"}, ["ferdig_dato"]),
        ({"ferdig_dato": date(2015, 4, 1)}, ["ferdig_dato"]),
        ({"status": "ferdig", "ferdig_dato": date(2016, 3, 10)}, ["ferdig_dato"]),
    ):
        assert felt(aarshjul.steggrunner(**(mulig | endring))) == feltet, endring
    assert aarshjul.steggrunner(**(mulig | {"status": "ferdig", "ferdig_dato": date(2016, 3, 9)})) == []


def test_a_template_step_that_ends_before_it_starts_is_refused_at_its_row():
    bakvendt = Malsteg("Bakvendt", "", 0, 3, -1, 12)
    assert felt(aarshjul.malgrunner([MARS, bakvendt])) == ["1-til"]


def test_the_year_shown_first_is_the_last_one_under_way():
    dag = date(2016, 3, 9)
    assert aarshjul.valgt_aar([2014, 2016], dag) == 2016
    assert aarshjul.valgt_aar([2016, 2017, 2030], dag) == 2017
    assert aarshjul.valgt_aar([], dag) == 2017
