"""Sums of participants and cost with their parts, and what an activity cannot be: no database."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.aktivitetsregler import (
    Aktivitetstall,
    Fordeling,
    blir_gjennomfoert,
    delsum,
    delsummer,
    hvorfor_ikke_aktivitet,
    hvorfor_ikke_fordele,
    sum_deltakere,
)

I_FJOR, NESTE = date(2015, 1, 1), date(2017, 1, 1)


@pytest.mark.parametrize(
    ("rader", "tekst"),
    [
        ([], "ingen gjennomført"),
        ([("planlagt", 40)], "ingen gjennomført"),
        ([("gjennomfoert", None)], "uten tall på deltakerne"),
        ([("gjennomfoert", 1)], "1 deltaker"),
        ([("gjennomfoert", 0)], "0 deltakere"),
        (
            [("gjennomfoert", 800), ("gjennomfoert", 450), ("gjennomfoert", None)],
            "minst 1\N{NO-BREAK SPACE}250 deltakere (tallet mangler for 1 aktivitet)",
        ),
    ],
)
def test_unknown_participants_are_said_aloud(rader, tekst):
    assert sum_deltakere(rader).tekst == tekst


def hindre(**endret):
    felt = {"status": "planlagt", "fra_dato": date(2016, 3, 1), "til_dato": None, "deltakere": None}
    grunner = hvorfor_ikke_aktivitet(**felt | endret, prosjekt=(I_FJOR, NESTE), dag=date(2016, 3, 9))
    return [navn for navn, _grunn in grunner]


def test_what_an_activity_cannot_be():
    assert hindre() == []
    assert hindre(status="gjennomfoert", deltakere=30) == []
    assert hindre(status="gjennomfoert", fra_dato=date(2016, 3, 10)) == ["status"]
    assert hindre(status="gjennomfoert", til_dato=date(2016, 3, 10)) == ["status"]
    assert hindre(status="avlyst", deltakere=3) == ["deltakere"]
    assert hindre(til_dato=date(2016, 2, 29)) == ["til_dato"]
    assert hindre(fra_dato=date(2014, 12, 31)) == hindre(fra_dato=NESTE) == ["fra_dato"]


def test_a_visit_is_not_for_everybody():
    assert hindre(slag="besoek", innsyn="offentlig") == ["innsyn"]
    assert hindre(slag="besoek", innsyn="kommunene") == hindre(slag="kurs", innsyn="offentlig") == []


def test_times_of_the_clock_must_make_sense():
    ni, ti = time(9), time(10)
    assert hindre(fra_tid=ni, til_tid=ti) == hindre(fra_tid=ni) == []
    assert hindre(til_tid=ti) == ["fra_tid"]
    assert hindre(fra_tid=ti, til_tid=ni) == hindre(fra_tid=ni, til_tid=ni) == ["til_tid"]
    # A gathering from noon to the next day at ten.
    assert hindre(fra_tid=ti, til_tid=ni, til_dato=date(2016, 3, 2)) == []


def test_the_whole_is_never_less_than_its_parts():
    assert hindre(deltakere=30, fordelt=30) == hindre(deltakere=None, fordelt=30) == []
    assert hindre(deltakere=29, fordelt=30) == ["deltakere"]
    assert hindre(status="avlyst", fordelt=1) == ["deltakere"]


@given(st.none() | st.integers(0, 500), st.lists(st.integers(0, 50)))
def test_what_is_not_told_apart_is_the_difference(i_alt, deler):
    fordeling = Fordeling(i_alt, sum(deler))
    if hvorfor_ikke_fordele(i_alt, deler):
        assert fordeling.ikke_fordelt < 0
    elif i_alt is None:
        assert fordeling.ikke_fordelt is None
    else:
        assert fordeling.ikke_fordelt + sum(deler) == i_alt


tall = st.builds(
    Aktivitetstall,
    slag=st.sampled_from(["kurs", "forum", "besoek"]),
    fra_dato=st.dates(date(2015, 1, 1), date(2016, 12, 31)),
    status=st.sampled_from(["planlagt", "gjennomfoert", "avlyst"]),
    deltakere=st.none() | st.integers(0, 900),
    kostnad=st.none() | st.integers(0, 10**9),
)


@given(st.lists(tall))
def test_the_parts_make_the_sum(rader):
    alt, deler = delsum(None, rader), delsummer(rader, lambda rad: rad.slag)
    for felt in ("antall", "planlagt", "gjennomfoert", "avlyst"):
        assert sum(getattr(del_, felt) for del_ in deler) == getattr(alt, felt)
    for felt in ("sum", "kjente", "ukjente"):
        assert sum(getattr(del_.deltakere, felt) for del_ in deler) == getattr(alt.deltakere, felt)
    assert sum(del_.kostnad or 0 for del_ in deler) == (alt.kostnad or 0)
    assert sum(del_.uten_kostnad for del_ in deler) == alt.uten_kostnad
    assert (alt.kostnad is None) == all(del_.kostnad is None for del_ in deler)
    assert [del_.noekkel for del_ in deler] == sorted({rad.slag for rad in rader})


def test_close_to_800_is_a_figure_with_its_parts():
    """The course of the final report: two days each time, told as «nærmere 800 deltakere»."""
    kurs = [("gjennomfoert", antall) for antall in (260, 244, 198, 92)]
    assert sum_deltakere(kurs).tekst == "794 deltakere"
    assert sum_deltakere([*kurs, ("gjennomfoert", None), ("planlagt", 40)]).tekst == (
        "minst 794 deltakere (tallet mangler for 1 aktivitet)"
    )


@pytest.mark.parametrize(
    ("status", "dag", "blir"),
    [
        ("planlagt", date(2016, 4, 13), False),
        ("planlagt", date(2016, 4, 14), True),
        ("planlagt", date(2016, 4, 15), True),
        ("gjennomfoert", date(2016, 4, 15), False),
        ("avlyst", date(2016, 4, 15), False),
    ],
)
def test_only_what_is_planned_and_over_is_carried_out_by_counting(status, dag, blir):
    assert blir_gjennomfoert(status, date(2016, 4, 14), dag) is blir
