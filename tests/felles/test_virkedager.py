"""Business days: round trips, order, and the days every Norwegian calendar has in red. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.virkedager import er_virkedag, flytt, helligdag, mellom

DAGER = st.dates(date(1950, 1, 1), date(2190, 12, 31))
VIRKEDAGER = DAGER.filter(er_virkedag)
ANTALL = st.integers(-120, 120)


@pytest.mark.parametrize(
    ("dag", "navn"),
    [
        (date(2016, 1, 1), "Første nyttårsdag"),
        (date(2016, 3, 24), "Skjærtorsdag"),
        (date(2016, 3, 25), "Langfredag"),
        (date(2016, 3, 28), "Andre påskedag"),
        (date(2016, 5, 5), "Kristi himmelfartsdag"),
        (date(2016, 5, 16), "Andre pinsedag"),
        (date(2016, 5, 17), "Grunnlovsdag"),
        (date(2015, 12, 25), "Første juledag"),
        (date(2015, 12, 24), None),
        (date(2016, 3, 23), None),
    ],
)
def test_public_holidays_have_their_names_in_bokmaal(dag, navn):
    assert helligdag(dag) == navn
    assert er_virkedag(dag) is (navn is None)


@pytest.mark.parametrize(
    ("dag", "antall", "blir"),
    [
        # Easter 2016: Maundy Thursday 24 March to Easter Monday 28 March.
        (date(2016, 3, 23), 1, date(2016, 3, 29)),
        (date(2016, 3, 29), -1, date(2016, 3, 23)),
        (date(2016, 3, 31), -10, date(2016, 3, 14)),
        # Whit Monday and the 17th of May follow each other in 2016.
        (date(2016, 5, 13), 1, date(2016, 5, 18)),
        (date(2016, 5, 18), -1, date(2016, 5, 13)),
        # The deadline of the rounds for 2016: New Year's Day is a Friday.
        (date(2015, 12, 31), 1, date(2016, 1, 4)),
        (date(2015, 12, 31), 10, date(2016, 1, 15)),
        (date(2015, 12, 31), -10, date(2015, 12, 16)),
        # A weekend: 0 is the day itself or the next business day, 1 the first after it.
        (date(2016, 3, 5), 0, date(2016, 3, 7)),
        (date(2016, 3, 5), 1, date(2016, 3, 7)),
        (date(2016, 3, 5), -1, date(2016, 3, 4)),
        (date(2016, 3, 7), 0, date(2016, 3, 7)),
    ],
)
def test_moving_over_easter_the_17th_of_may_new_year_and_weekends(dag, antall, blir):
    assert flytt(dag, antall) == blir


@given(DAGER, ANTALL)
def test_it_never_lands_on_a_holiday_or_in_a_weekend(dag, antall):
    landet = flytt(dag, antall)
    assert landet.weekday() < 5
    assert helligdag(landet) is None


@given(VIRKEDAGER, ANTALL)
def test_there_and_back_is_where_one_was(dag, antall):
    assert flytt(flytt(dag, antall), -antall) == dag


@given(VIRKEDAGER, ANTALL, ANTALL)
def test_two_moves_are_one(dag, foerst, saa):
    assert flytt(flytt(dag, foerst), saa) == flytt(dag, foerst + saa)


@given(DAGER, ANTALL.filter(bool))
def test_counting_turns_moving_round(dag, antall):
    assert mellom(dag, flytt(dag, antall)) == antall


@given(VIRKEDAGER, ANTALL)
def test_one_more_business_day_is_always_later(dag, antall):
    assert flytt(dag, antall) < flytt(dag, antall + 1)


@given(DAGER, st.integers(0, 400), ANTALL)
def test_a_later_day_never_gives_an_earlier_one(dag, senere, antall):
    assert flytt(dag, antall) <= flytt(dag + timedelta(days=senere), antall)


@given(DAGER, st.integers(0, 200), st.integers(0, 200))
def test_stretches_add_up(dag, foerst, saa):
    midten, enden = dag + timedelta(days=foerst), dag + timedelta(days=foerst + saa)
    assert mellom(dag, midten) + mellom(midten, enden) == mellom(dag, enden)
    assert mellom(dag, dag) == 0
