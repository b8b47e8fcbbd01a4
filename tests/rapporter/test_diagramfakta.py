"""The answer curve agrees with the status of each day, and the map's classes with the figures."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporter import diagramfakta as fakta
from rapporter.diagramfakta import Svaruke, dekning, svarkurve
from vedtak.domain import Anmodningsrad, Svarrad, Svartype, Tall, kommunestatus

SENDT = date(2015, 11, 17)  # a Tuesday
TIL = date(2016, 3, 31)


def anmodning(kommune, totalt=10, sendt=SENDT):
    return Anmodningsrad(kommune * 100 + sendt.day, kommune, sendt, Tall(totalt))


def vedtak(kommune, dag, totalt=10, nr=1, **felt):
    return Svarrad(kommune * 100 + nr, kommune, dag, Tall(totalt), **felt)


def kurve(anmodninger, svar, til=TIL, kjent=TIL):
    return svarkurve({rad.kommune for rad in anmodninger}, anmodninger, svar, til, kjent)


def test_the_curve_begins_the_week_the_first_round_is_sent_and_counts_on_sundays():
    punkter = kurve(
        [anmodning(1), anmodning(2)], [vedtak(1, date(2015, 12, 6)), vedtak(2, date(2015, 12, 7))]
    )
    assert punkter[0] == Svaruke(date(2015, 11, 22), 2, 0, 0)
    assert {p.dag.weekday() for p in punkter[:-1]} == {6}
    assert [(p.med_vedtak, p.vedtatt) for p in punkter[1:5]] == [(0, 0), (1, 10), (2, 20), (2, 20)]


def test_the_curve_ends_four_weeks_after_the_last_change_or_on_the_day():
    svar = [vedtak(1, date(2015, 12, 1))]
    assert kurve([anmodning(1)], svar)[-1].dag == date(2016, 1, 3)
    assert kurve([anmodning(1)], svar, til=date(2015, 12, 3))[-1] == Svaruke(date(2015, 12, 3), 1, 1, 10)


def test_nobody_asked_gives_no_curve_and_a_decision_without_a_request_does_not_count():
    assert kurve([], [vedtak(1, SENDT)]) == ()
    assert svarkurve([1, 2], [anmodning(1)], [vedtak(2, SENDT)], TIL, TIL)[-1].med_vedtak == 0


def test_an_unknown_decision_makes_the_sum_unknown_and_not_the_count():
    siste = kurve([anmodning(1), anmodning(2)], [vedtak(1, SENDT), vedtak(2, SENDT, None)])[-1]
    assert (siste.med_vedtak, siste.vedtatt) == (2, None)


def test_what_was_not_known_does_not_count_and_what_came_late_counts_from_the_day_it_was_decided():
    svar = [vedtak(1, date(2016, 3, 1), vedtaksdato=date(2015, 12, 10))]
    assert {p.med_vedtak for p in kurve([anmodning(1)], svar, kjent=date(2016, 2, 1))} == {0}
    assert [p.med_vedtak for p in kurve([anmodning(1)], svar)][:5] == [0, 0, 0, 1, 1]


dager = st.dates(date(2015, 11, 1), date(2016, 4, 30))
anmodninger = st.builds(anmodning, st.integers(1, 3), st.integers(0, 30), dager)
svarrader = st.builds(
    vedtak,
    st.integers(1, 3),
    dager,
    st.none() | st.integers(0, 30),
    vedtaksdato=st.none() | dager,
    type=st.sampled_from([Svartype.VEDTAK, Svartype.TRUKKET]),
)


@given(st.lists(anmodninger, max_size=5), st.lists(svarrader, max_size=6))
def test_every_point_is_the_status_of_its_day(bedt, gitt):
    bedt = [Anmodningsrad(nr, rad.kommune, rad.sendt, rad.tall) for nr, rad in enumerate(bedt)]
    gitt = [
        Svarrad(nr, rad.kommune, rad.mottatt, rad.tall, rad.vedtaksdato, rad.type)
        for nr, rad in enumerate(gitt)
    ]
    for punkt in svarkurve([1, 2, 3], bedt, gitt, TIL, TIL):
        statuser = [
            kommunestatus(
                nr,
                [rad for rad in bedt if rad.kommune == nr],
                [rad for rad in gitt if rad.kommune == nr],
                punkt.dag,
                TIL,
            )
            for nr in (1, 2, 3)
        ]
        anmodede = [ett for ett in statuser if ett.anmodet is not None]
        assert punkt.anmodede == len(anmodede)
        assert punkt.med_vedtak == sum(ett.vedtatt is not None for ett in anmodede)


def test_a_round_of_long_ago_is_cut_to_two_years():
    gammel = kurve([anmodning(1, sendt=date(2010, 1, 1))], [vedtak(1, date(2016, 3, 1))])
    assert gammel[0].dag - timedelta(days=7) < TIL - fakta.LENGSTE_KURVE <= gammel[0].dag


@pytest.mark.parametrize(
    ("bedt", "gitt", "klasse"),
    [
        (None, Tall(5), fakta.IKKE_ANMODET),
        (Tall(10), None, fakta.UTEN_VEDTAK),
        (Tall(10), Tall(None), fakta.UKJENT),
        (Tall(10), Tall(0), fakta.NEI),
        (Tall(10), Tall(4), fakta.UNDER_HALVE),
        (Tall(9), Tall(5), fakta.OVER_HALVE),
        (Tall(10), Tall(5), fakta.OVER_HALVE),
        (Tall(10), Tall(9), fakta.OVER_HALVE),
        (Tall(10), Tall(10), fakta.ALT),
        (Tall(10), Tall(15), fakta.ALT),
        (Tall(0), Tall(0), fakta.ALT),
    ],
)
def test_the_map_has_a_class_for_every_answer(bedt, gitt, klasse):
    assert dekning(bedt, gitt) == klasse
