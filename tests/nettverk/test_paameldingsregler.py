"""Who gets a place and who waits: no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.paameldingsregler import (
    Plasser,
    hvorfor_ikke_side,
    hvorfor_lukket,
    kan_melde_av,
    ny_status,
    opprykk,
)

DAG = date(2016, 3, 9)


@pytest.mark.parametrize(
    ("plasser", "status"),
    [
        (Plasser(None, 900), "paameldt"),
        (Plasser(2, 1), "paameldt"),
        (Plasser(2, 2), "venteliste"),
        (Plasser(2, 5), "venteliste"),
        (Plasser(2, 1, venter=1), "venteliste"),
    ],
)
def test_the_last_place_is_given_once_and_to_nobody_before_those_who_wait(plasser, status):
    assert ny_status(plasser, venteliste=True) == status
    assert ny_status(plasser, venteliste=False) == (status if status == "paameldt" else None)


@given(st.integers(1, 6), st.lists(st.integers(-8, 30), max_size=60))
def test_no_more_get_a_place_than_there_are_and_nobody_waits_for_a_free_one(kapasitet, hendelser):
    """A course lived through: 0 or more signs up, a negative number signs off who came so long ago."""
    inne, venter, nummer = [], [], 0
    for hendelse in hendelser:
        if hendelse >= 0:
            status = ny_status(Plasser(kapasitet, len(inne), len(venter)), venteliste=True)
            (inne if status == "paameldt" else venter).append(nummer)
            nummer += 1
        else:
            alle = sorted(inne + venter)
            if not alle:
                continue
            gaar = alle[hendelse % len(alle)]
            (inne if gaar in inne else venter).remove(gaar)
            for _ in range(opprykk(Plasser(kapasitet, len(inne), len(venter)))):
                inne.append(venter.pop(0))
        assert len(inne) <= kapasitet
        assert not venter or len(inne) == kapasitet
        assert venter == sorted(venter)
        assert not venter or max(inne) < max(venter)


def test_more_places_let_in_as_many_as_there_is_room_for():
    assert opprykk(Plasser(10, 7, venter=2)) == 2
    assert opprykk(Plasser(10, 9, venter=2)) == 1
    assert opprykk(Plasser(None, 9, venter=2)) == 2
    assert opprykk(Plasser(5, 9, venter=2)) == 0


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({}, ""),
        ({"frist": DAG}, ""),
        ({"frist": DAG - timedelta(1)}, "Påmeldingsfristen gikk ut 08.03.2016."),
        ({"fra_dato": DAG}, ""),
        ({"fra_dato": DAG - timedelta(1)}, "Arrangementet har vært."),
        ({"aapen": False}, "Påmeldingen er lukket."),
        ({"status": "avlyst", "aapen": False}, "Arrangementet er avlyst."),
    ],
)
def test_when_nobody_can_sign_up(endret, grunn):
    felt = {"aapen": True, "frist": None, "status": "planlagt", "fra_dato": DAG + timedelta(7), "dag": DAG}
    assert hvorfor_lukket(**felt | endret) == grunn


def test_what_cannot_be_on_a_sign_up_page():
    felt = {"kapasitet": 10, "paameldte": 10, "frist": DAG, "siste_dag": DAG}
    assert hvorfor_ikke_side(**felt) == hvorfor_ikke_side(**felt | {"kapasitet": None, "frist": None}) == []
    assert hvorfor_ikke_side(**felt | {"kapasitet": 9})[0][0] == "kapasitet"
    assert hvorfor_ikke_side(**felt | {"frist": DAG + timedelta(1)})[0][0] == "frist"


def test_one_signs_off_until_it_is_over_and_once():
    assert kan_melde_av(status="venteliste", siste_dag=DAG, dag=DAG)
    assert not kan_melde_av(status="paameldt", siste_dag=DAG, dag=DAG + timedelta(1))
    assert not kan_melde_av(status="avmeldt", siste_dag=DAG, dag=DAG)
