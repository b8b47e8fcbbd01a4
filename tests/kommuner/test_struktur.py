"""Municipalities in the structure of any date: sums never change, some lines compare, some cannot be divided."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.kommuner.struktur import Enhet, Merke, Slektskap, Struktur

FOER, FRA_2020, FRA_2024 = date(1838, 1, 1), date(2020, 1, 1), date(2024, 1, 1)
# Halden 101→3001→3101, Moss 104 + Rygge 136 → 3002 → 3103, Rømskog 121 + Aurskog-Høland 221 → 3026 → 3226.
ENHETER = [
    *(Enhet(nr, 1, FOER, FRA_2020) for nr in (101, 104, 136, 121)),
    Enhet(221, 2, FOER, FRA_2020),
    *(Enhet(nr, 30, FRA_2020, FRA_2024) for nr in (3001, 3002, 3026)),
    *(Enhet(nr, 31, FRA_2024) for nr in (3101, 3103)),
    Enhet(3226, 32, FRA_2024),
]
OVERGANGER = [
    (101, 3001), (3001, 3101), (104, 3002), (136, 3002), (3002, 3103), (121, 3026), (221, 3026), (3026, 3226),
]  # fmt: skip


def linjer(aar, dag, utvalg=None, enheter=ENHETER, overganger=OVERGANGER):
    utvalg = [enhet.id for enhet in enheter if enhet.gjelder_i(aar)] if utvalg is None else utvalg
    struktur = Struktur(enheter, overganger, dag)
    return {linje.kommune: (linje.deler, dict(linje.omtalt)) for linje in struktur.linjer(aar, utvalg)}


@pytest.mark.parametrize(("dag", "numre"), [(FRA_2020, (3001, 3002, 3026)), (FRA_2024, (3101, 3103, 3226))])
def test_forward_predecessors_are_summed_through_chains(dag, numre):
    halden, moss, aurskog = numre
    svar = linjer(2014, dag)
    assert svar[halden] == ((101,), {})
    assert svar[moss] == ((104, 136), {})
    assert svar[aurskog] == ((121, 221), {Merke.FYLKESGRENSE: (121, 221)})


def test_a_county_that_only_gets_a_new_number_parts_nobody():
    assert linjer(2021, FRA_2024) == {
        3101: ((3001,), {}),
        3103: ((3002,), {}),
        3226: ((3026,), {}),
    }


def test_the_structure_of_the_year_itself_leaves_everything_as_it_is():
    for aar, dag in ((2014, date(2014, 7, 1)), (2021, date(2021, 7, 1)), (2025, date(2025, 7, 1))):
        svar = linjer(aar, dag)
        assert {pk: deler for pk, (deler, _omtalt) in svar.items()} == {pk: (pk,) for pk in svar}
        assert not any(omtalt for _deler, omtalt in svar.values())


@pytest.mark.parametrize("aar", [2021, 2025])
def test_backward_one_to_one_is_renamed_and_a_merged_one_cannot_be_divided(aar):
    halden, moss = (3001, 3002) if aar == 2021 else (3101, 3103)
    svar = linjer(aar, date(2015, 1, 1))
    assert svar[101] == ((halden,), {})
    assert svar[moss] == ((moss,), {Merke.FORDELES: (104, 136)})
    assert 104 not in svar
    assert 136 not in svar


def test_a_part_outside_the_selection_makes_the_line_incomparable():
    assert linjer(2014, FRA_2024, [104, 101]) == {
        3103: ((104,), {Merke.MANGLER: (136,)}),
        3101: ((101,), {}),
    }


# Snillfjord (1) is parted between 11 and 12; 12 is made of it and 2.
DELT = [
    Enhet(1, 1, FOER, FRA_2020),
    Enhet(2, 1, FOER, FRA_2020),
    Enhet(11, 1, FRA_2020),
    Enhet(12, 1, FRA_2020),
]
DELINGER = [(1, 11), (1, 12), (2, 12)]


def test_a_parted_municipality_stays_by_itself_and_those_it_belongs_to_are_incomplete():
    assert linjer(2014, FRA_2020, enheter=DELT, overganger=DELINGER) == {
        1: ((1,), {Merke.FORDELES: (11, 12)}),
        12: ((2,), {Merke.UFULLSTENDIG: (1,)}),
    }


def test_backward_the_parts_of_one_are_summed_to_it_and_a_county_line_between_them_is_told():
    delt = [DELT[0], DELT[2], DELT[3]]
    assert linjer(2021, FOER, enheter=delt, overganger=DELINGER[:2]) == {1: ((11, 12), {})}
    over = [DELT[0], DELT[2], Enhet(12, 2, FRA_2020)]
    assert linjer(2021, FOER, enheter=over, overganger=DELINGER[:2]) == {
        1: ((11, 12), {Merke.FYLKESGRENSE: (11, 12)})
    }


def test_what_is_parted_and_joined_again_is_whole():
    enheter = [
        Enhet(1, 1, FOER, FRA_2020),
        Enhet(2, 1, FRA_2020, FRA_2024),
        Enhet(3, 1, FRA_2020, FRA_2024),
        Enhet(4, 1, FRA_2024),
    ]
    overganger = [(1, 2), (1, 3), (2, 4), (3, 4)]
    assert linjer(2014, FRA_2024, enheter=enheter, overganger=overganger) == {4: ((1,), {})}
    assert linjer(2025, FOER, enheter=enheter, overganger=overganger) == {1: ((4,), {})}


def test_one_that_ended_without_a_successor_stands_by_itself():
    alene = [Enhet(1, 1, FOER, FRA_2020), Enhet(2, 1, FRA_2024)]
    assert linjer(2014, FRA_2024, enheter=alene, overganger=[]) == {1: ((1,), {Merke.UTENFOR: ()})}
    assert linjer(2025, FOER, enheter=alene, overganger=[]) == {2: ((2,), {Merke.UTENFOR: ()})}


def test_changes_in_the_middle_of_a_year_count_both_numbers_once():
    midt = date(2019, 7, 1)
    enheter = [Enhet(1, 1, FOER, midt), Enhet(2, 1, FOER, midt), Enhet(3, 1, midt)]
    assert linjer(2019, FRA_2020, enheter=enheter, overganger=[(1, 3), (2, 3)]) == {3: ((1, 2, 3), {})}


@st.composite
def registre(draw):
    """Three generations with any changes between them, rings and self-references included, and any counties."""
    grenser = [FOER, FRA_2020, FRA_2024, None]
    enheter, ledd = [], []
    for nr in range(3):
        ider = [10 * nr + ett for ett in range(draw(st.integers(1, 4)))]
        ledd.append(ider)
        for pk in ider:
            til = None if draw(st.booleans()) and nr < 2 and not pk % 10 else grenser[nr + 1]
            enheter.append(Enhet(pk, draw(st.integers(1, 2)), grenser[nr], til))
    alle = [enhet.id for enhet in enheter]
    overganger = draw(st.lists(st.tuples(st.sampled_from(alle), st.sampled_from(alle)), max_size=10))
    return enheter, overganger


@given(
    registre(),
    st.sampled_from([2014, 2021, 2025]),
    st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    st.randoms(),
)
def test_every_municipality_stands_in_exactly_one_line_whatever_the_register_says(
    register, aar, dag, tilfeldig
):
    enheter, overganger = register
    aarets = [enhet.id for enhet in enheter if enhet.gjelder_i(aar)]
    utvalg = tilfeldig.sample(aarets, tilfeldig.randint(0, len(aarets)))
    svar = Struktur(enheter, overganger, dag).linjer(aar, utvalg)
    assert sorted(pk for linje in svar for pk in linje.deler) == sorted(utvalg)
    assert all(linje.deler for linje in svar)
    for linje in svar:
        if len(linje.deler) > 1 or linje.sammenlignbar:
            assert next(e for e in enheter if e.id == linje.kommune).gjelder(dag)


@given(registre(), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_only_a_line_with_all_its_parts_is_comparable(register, dag):
    enheter, overganger = register
    aarets = [enhet.id for enhet in enheter if enhet.gjelder_i(2014)]
    struktur = Struktur(enheter, overganger, dag)
    hele = {linje.kommune: linje for linje in struktur.linjer(2014, aarets)}
    for utelatt in aarets:
        for linje in struktur.linjer(2014, [pk for pk in aarets if pk != utelatt]):
            hel = hele[linje.kommune]
            assert (Merke.MANGLER in linje.omtalt) == (set(hel.deler) != set(linje.deler))
            assert linje.omtalt.get(Merke.FYLKESGRENSE) == hel.omtalt.get(Merke.FYLKESGRENSE)


def test_relatives_are_found_both_ways_and_a_ring_ends():
    slekt = Slektskap([(1, 2), (2, 3), (3, 1), (4, 3), (4, 5)])
    assert slekt.opphav([1]) == {1, 2, 3, 4}
    assert slekt.arvinger([4]) == {1, 2, 3, 4, 5}
    assert [slekt.hel(pk) for pk in (1, 4, 5)] == [True, False, False]
