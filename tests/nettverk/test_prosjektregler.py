"""Goals by number, sums of a budget, accounts against it: pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.prosjektregler import (
    Linje,
    hvorfor_ikke_aar,
    hvorfor_ikke_fase,
    maaltre,
    mot_budsjett,
    samme_nummer,
    summer,
)

numre = st.from_regex(r"[1-9][0-9]?[ .]?[a-eA-E]?", fullmatch=True)
kroner = st.integers(-10_000, 10_000)
linjer = st.builds(
    Linje,
    noekkel=st.integers(1, 8),
    kroner=st.none() | st.integers(0, 10_000),
    andel=st.none() | st.integers(1, 100),
    antall=st.integers(1, 5),
)


def test_sub_goals_stand_under_their_goal_in_order_of_number():
    tre = maaltre((nummer, nummer) for nummer in ("10", "3c", "2", "3 a", "3", "3B", "4 a", "Annet"))
    assert [(maal.nummer, [nummer for nummer, _rad in maal.delmaal]) for maal in tre] == [
        ("2", []), ("3", ["3 a", "3B", "3c"]), ("4", ["4 a"]), ("10", []), ("Annet", []),
    ]  # fmt: skip
    assert [maal.rad for maal in tre] == ["2", "3", None, "10", "Annet"]


@given(st.lists(numre, unique_by=lambda nummer: nummer.replace(" ", "").replace(".", "").casefold()))
def test_every_goal_is_in_the_tree_once(numre_):
    tre = maaltre((nummer, nummer) for nummer in numre_)
    alle = [maal.rad for maal in tre if maal.rad] + [rad for maal in tre for _nr, rad in maal.delmaal]
    assert sorted(alle) == sorted(numre_)


@pytest.mark.parametrize(
    ("en", "annen", "like"),
    [("3 a", "3A", True), ("3.a", "3 a", True), ("3", "3a", False), ("03", "3", True)],
)
def test_what_people_read_as_the_same_number(en, annen, like):
    assert samme_nummer(en, annen) is like


def test_the_budget_of_the_plan_adds_up_in_kroner_and_in_positions():
    plan = [
        Linje(1, 900_000, 60, 100), Linje(2, None, 40), Linje(3, None, 20), Linje(4, None, 10),
        Linje(5, None, 5, None, 3), Linje(6, 80_000), Linje(7, 20_000),
    ]  # fmt: skip
    sum_ = summer(plan)
    assert (sum_.kroner, sum_.andel, sum_.andel_til) == (1_000_000, 145, 185)
    assert sum_.aarsverk == "1,45–1,85 årsverk"
    assert [linje.andelstekst for linje in plan] == ["60–100 %", "40 %", "20 %", "10 %", "3 × 5 %", "", ""]


@pytest.mark.parametrize(
    ("linje", "tekst"),
    [(Linje(1, 5), ""), (Linje(1, None, 100), "1 årsverk"), (Linje(1, None, 50), "0,5 årsverk")],
)
def test_how_positions_are_written(linje, tekst):
    assert summer([linje]).aarsverk == tekst


@given(
    st.lists(linjer, unique_by=lambda linje: linje.noekkel),
    st.lists(st.tuples(st.none() | st.integers(1, 10), kroner)),
)
def test_no_krone_is_lost_between_budget_and_accounts(plan, poster):
    regnskap = mot_budsjett(plan, poster)
    brukt = sum(ett.brukt for ett in regnskap.linjer.values()) + regnskap.uten_linje.brukt
    assert brukt == regnskap.sum.brukt == sum(beloep for _linje, beloep in poster)
    assert regnskap.sum.budsjett == sum(linje.kroner or 0 for linje in plan)
    for linje in plan:
        forbruk = regnskap.linjer[linje.noekkel]
        assert forbruk.rest == (None if linje.kroner is None else linje.kroner - forbruk.brukt)


PERIODE = (date(2015, 2, 1), date(2017, 1, 1))


@pytest.mark.parametrize(
    ("fra", "til", "gaar"),
    [
        (date(2015, 2, 1), date(2017, 1, 1), True), (date(2016, 1, 1), None, True),
        (date(2015, 1, 31), None, False), (date(2016, 1, 1), date(2017, 1, 2), False),
        (date(2016, 1, 1), date(2016, 1, 1), False),
    ],
)  # fmt: skip
def test_a_phase_lies_within_the_project(fra, til, gaar):
    assert (not hvorfor_ikke_fase("A", fra, til, PERIODE)) is gaar


@pytest.mark.parametrize(("aar", "gaar"), [(2014, False), (2015, True), (2016, True), (2017, False)])
def test_a_budget_is_for_a_year_that_the_project_lasts_in(aar, gaar):
    assert (not hvorfor_ikke_aar(aar, PERIODE)) is gaar
    assert not hvorfor_ikke_aar(max(aar, 2015), (date(2015, 2, 1), None))
