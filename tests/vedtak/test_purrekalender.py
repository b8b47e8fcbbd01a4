"""The days of reminders in people's calendars: those who send them see the days of plans that are on."""

from datetime import date

import pytest

from bosetting.brukere.kalender import hendelser
from tests.anmodninger.factories import RundeFactory
from tests.vedtak.purrefactories import lag_plan
from vedtak.purrekalender import purringer

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


@pytest.fixture
def runde(embete, halden):
    return RundeFactory(
        embete=embete, sendt_dato=date(2016, 3, 1), svarfrist=date(2016, 3, 31), linjer=[(halden, 30, 5)]
    )


def test_the_days_of_a_plan_that_is_on(runde, saksbehandler):
    plan = lag_plan(runde, aktiv_fra=DAG)
    rader = list(purringer(saksbehandler, DAG))
    assert [(rad.fra, rad.tittel) for rad in rader] == [
        (date(2016, 3, 14), "Purring for 2016, 10 virkedager før fristen"),
        (date(2016, 4, 1), "Purring for 2016, 1 virkedag etter fristen"),
        (date(2016, 4, 14), "Purring for 2016, 10 virkedager etter fristen"),
    ]
    assert rader[0].uid == f"purring-{plan.pk}--10"
    assert rader[0].url_sti == f"/anmodninger/runder/{runde.pk}/purring/"
    assert {rad.uid for rad in rader} <= {rad.uid for rad in hendelser(saksbehandler, DAG)}


def test_a_step_from_before_the_plan_was_switched_on_is_no_date(runde, saksbehandler):
    lag_plan(runde, aktiv_fra=date(2016, 3, 15))
    assert [rad.fra for rad in purringer(saksbehandler, DAG)] == [date(2016, 4, 1), date(2016, 4, 14)]


def test_a_plan_that_is_off_has_no_dates(runde, saksbehandler):
    lag_plan(runde)
    assert list(purringer(saksbehandler, DAG)) == []


def test_others_see_none(runde, leser, kontaktperson, nabosaksbehandler):
    lag_plan(runde, aktiv_fra=DAG)
    for person in (leser, kontaktperson, nabosaksbehandler):
        assert list(purringer(person, DAG)) == []


def test_the_feed_costs_the_same_for_many_rounds(embete, halden, saksbehandler, django_assert_num_queries):
    for aar in range(2016, 2022):
        lag_plan(
            RundeFactory(embete=embete, aar=aar, svarfrist=date(2016, 3, 31), linjer=[(halden, 1, 0)]),
            aktiv_fra=DAG,
        )
    with django_assert_num_queries(3):
        assert len(list(purringer(saksbehandler, DAG))) == 18
