"""Patterns of meetings and their days, and the clock of an agenda."""

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from nettverk.moeteregler import (
    HVER,
    NUMRE,
    Moenster,
    fordel,
    hvorfor_ikke_forslag,
    hvorfor_ikke_moete,
    hvorfor_ikke_serie,
    tidsplan,
)

TIRSDAG = 1
FOERSTE_TIRSDAG = Moenster(TIRSDAG, 1)
moenstre = st.builds(Moenster, st.integers(0, 6), st.sampled_from([None, *NUMRE]), st.sampled_from(HVER))
dager = st.dates(date(2015, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("moenster", "tekst", "regel"),
    [
        (FOERSTE_TIRSDAG, "første tirsdag i hver måned", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU"),
        (Moenster(3, -1, 2), "siste torsdag annenhver måned", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TH"),
        (Moenster(4, 2, 3), "andre fredag hver tredje måned", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2FR"),
        (Moenster(0), "hver mandag", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
        (Moenster(2, None, 2), "annenhver onsdag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        (Moenster(2, None, 3), "onsdag hver tredje uke", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE"),
        (Moenster(2, None, 5), "onsdag hver 5. uke", "FREQ=WEEKLY;INTERVAL=5;BYDAY=WE"),
    ],
)
def test_a_pattern_in_words_and_as_a_rule(moenster, tekst, regel):
    assert (moenster.tekst, moenster.regel) == (tekst, regel)


@pytest.mark.parametrize(
    "regel", ["", "FREQ=MONTHLY;INTERVAL=1;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=1;BYDAY=1TU", "FREQ=DAILY"]
)
def test_a_rule_that_is_none_of_ours_is_refused(regel):
    with pytest.raises(ValueError, match="ukjent gjentakelse"):
        Moenster.les(regel)


def test_the_first_tuesday_of_each_month():
    assert FOERSTE_TIRSDAG.datoer(date(2016, 1, 1), date(2016, 5, 3)) == [
        date(2016, 1, 5), date(2016, 2, 2), date(2016, 3, 1), date(2016, 4, 5),
    ]  # fmt: skip


def test_every_other_month_counts_from_the_first_meeting_not_from_the_first_day():
    # The first Tuesday of January is past on the 10th: February is the first, April the next.
    assert Moenster(TIRSDAG, 1, 2).datoer(date(2016, 1, 10), date(2016, 7, 1)) == [
        date(2016, 2, 2), date(2016, 4, 5), date(2016, 6, 7),
    ]  # fmt: skip
    # On a Wednesday, the Tuesday of that week is past too.
    assert Moenster(TIRSDAG, None, 2).datoer(date(2016, 3, 9), date(2016, 4, 6)) == [
        date(2016, 3, 15), date(2016, 3, 29),
    ]  # fmt: skip


@given(moenstre, dager, st.integers(1, 900))
def test_days_of_a_pattern(moenster, fra, lengde):
    til = date.fromordinal(fra.toordinal() + lengde)
    datoer = moenster.datoer(fra, til)
    assert Moenster.les(moenster.regel) == moenster
    assert datoer == sorted(set(datoer))
    assert all(fra <= dag < til and dag.weekday() == moenster.ukedag for dag in datoer)
    assert moenster.datoer(til, til) == []
    if datoer:
        # Any other reader of the rule that is told of the first day finds the same days.
        start, slutt = (
            datetime.combine(dag, time()) for dag in (datoer[0], date.fromordinal(til.toordinal() - 1))
        )
        assert [
            dag.date() for dag in rrulestr(moenster.regel, dtstart=start).between(start, slutt, inc=True)
        ] == datoer


@given(moenstre, dager, dager, st.data())
def test_a_changed_series_loses_and_doubles_nothing(moenster, en, annen, data):
    fra, til = min(en, annen), max(en, annen)
    gamle = data.draw(st.lists(st.dates(fra, til), max_size=20))
    nye = moenster.datoer(fra, til)[:40]
    par = fordel(gamle, nye, moenster)
    assert sorted(ny for _gammel, ny in par if ny) == nye
    assert sorted(gammel for gammel, _ny in par if gammel) == sorted(set(gamle))
    assert all(gammel == ny for gammel, ny in par if gammel in nye or ny in gamle)


def test_a_meeting_takes_the_new_day_of_its_month():
    gamle = [date(2016, 4, 5), date(2016, 6, 7), date(2016, 7, 5)]
    nye = [date(2016, 4, 7), date(2016, 5, 5), date(2016, 6, 2)]
    assert fordel(gamle, nye, Moenster(3, 1)) == [
        (date(2016, 4, 5), date(2016, 4, 7)),
        (None, date(2016, 5, 5)),
        (date(2016, 6, 7), date(2016, 6, 2)),
        (date(2016, 7, 5), None),
    ]


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"til": date(2016, 1, 1)}, ("til", "Siste dag kan ikke være før første dag.")),
        ({"til": date(2018, 1, 1)}, ("til", "Serien går ut over prosjektperioden.")),
        ({"fra": date(2014, 1, 1)}, ("til", "Serien går ut over prosjektperioden.")),
        ({"til": date(2016, 1, 4)}, ("til", "Mønsteret gir ingen møter i denne perioden.")),
        ({"til_tid": time(9)}, ("til_tid", "Møtet må slutte etter at det begynner.")),
    ],
)
def test_why_a_series_cannot_be(endret, grunn):
    felt = {
        "fra": date(2016, 1, 1), "til": date(2016, 12, 31), "fra_tid": time(9), "til_tid": time(11),
        "prosjekt": (date(2015, 1, 1), date(2017, 1, 1)),
    }  # fmt: skip
    assert hvorfor_ikke_serie(FOERSTE_TIRSDAG, **felt) == []
    assert hvorfor_ikke_serie(FOERSTE_TIRSDAG, **felt | endret) == [grunn]


def test_a_series_has_an_end_to_it():
    [(felt, grunn)] = hvorfor_ikke_serie(
        Moenster(0), fra=date(2015, 1, 1), til=date(2025, 1, 1), fra_tid=time(9), til_tid=time(10),
        prosjekt=(date(2015, 1, 1), None),
    )  # fmt: skip
    assert (felt, grunn) == ("til", "Mønsteret gir 522 møter, og en serie kan ha høyst 110.")


@pytest.mark.parametrize(
    ("endret", "felt"),
    [
        ({"til_tid": time(8)}, "til_tid"),
        ({"dato": date(2014, 12, 31), "svarfrist": None}, "dato"),
        ({"dato": date(2017, 1, 1)}, "dato"),
        ({"svarfrist": date(2016, 3, 10)}, "svarfrist"),
        ({"status": "avholdt", "dato": date(2016, 3, 10)}, "status"),
    ],
)
def test_why_a_meeting_cannot_be(endret, felt):
    verdier = {
        "status": "planlagt", "dato": date(2016, 3, 9), "fra_tid": time(8), "til_tid": time(9),
        "svarfrist": date(2016, 3, 9), "prosjekt": (date(2015, 1, 1), date(2017, 1, 1)), "dag": date(2016, 3, 9),
    }  # fmt: skip
    assert hvorfor_ikke_moete(**verdier) == []
    assert [sted for sted, _grunn in hvorfor_ikke_moete(**verdier | endret)] == [felt]


def test_points_are_proposed_for_meetings_that_are_to_come():
    dag = date(2016, 3, 9)
    assert hvorfor_ikke_forslag(status="planlagt", dato=dag, dag=dag) == []
    assert hvorfor_ikke_forslag(status="planlagt", dato=date(2016, 3, 8), dag=dag)
    assert hvorfor_ikke_forslag(status="avholdt", dato=dag, dag=dag)
    assert hvorfor_ikke_forslag(status="avlyst", dato=dag, dag=dag)


def test_the_clock_of_an_agenda():
    plan = tidsplan(time(11, 30), time(15), [30, 45, None, 15])
    assert plan.starter == [time(11, 30), time(12), time(12, 45), None]
    assert (plan.minutter, plan.uten_tid, plan.rest) == (90, 1, 120)
    assert tidsplan(time(23), time(23, 30), [60, 10]).starter == [time(23), None]
    assert tidsplan(time(23), time(23, 30), [60, 10]).rest == -40
    assert tidsplan(time(9), time(10), []).starter == []


@given(st.times(), st.times(), st.lists(st.none() | st.integers(0, 600), max_size=12))
def test_an_agenda_runs_forwards(fra, til, minutter):
    plan = tidsplan(fra, til, minutter)
    kjente = [start for start in plan.starter if start is not None]
    assert kjente == sorted(kjente)
    assert len(plan.starter) == len(minutter)
    assert plan.minutter == sum(m for m in minutter if m)
