"""State money: sums are checked and never added, and every krone counts once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.tilskuddsregler import (
    Avvik,
    Prosjektpenger,
    avvik,
    er_sum,
    fordel,
    hvorfor_ikke_prosjekt,
    merknader,
    per_innbygger,
    sum_av,
    summer,
)

beloep = st.integers(-1_000_000, 1_000_000_000)
koder = st.sampled_from(["inttilsk_1", "inttilsk_2_5", "em_tilsk", "skole_tilsk", "nytt"])


def test_sums_are_known_by_their_codes():
    assert er_sum("totalt")
    assert er_sum("inttilsk_1_5")
    assert not er_sum("inttilsk_1")


def test_the_row_of_halden_in_2015_is_one_krone_off():
    halden = {
        "barnehage_tilsk": 24_400, "ekstra_bosetting_tilsk": 100_000, "eldre_tilsk": 467_200, "em_tilsk": 908_675,
        "funkhem": 823_720, "inttilsk_1": 10_132_000, "inttilsk_1_5": 19_989_400, "inttilsk_2_5": 9_857_400,
        "norsk_samf_tilsk": 4_038_962, "totalt": 26_352_358,
    }  # fmt: skip
    assert avvik(halden) == [Avvik("totalt", 26_352_358, 26_352_357)]
    assert avvik(halden)[0].differanse == 1
    assert sum_av(halden) == 26_352_357


@given(st.dictionaries(koder, beloep, min_size=1))
def test_a_sum_of_its_parts_is_right_and_changes_nothing(tall):
    helt = sum_av(tall)
    assert avvik(tall | {"totalt": helt}) == []
    assert sum_av(tall | {"totalt": helt, "inttilsk_1_5": 7}) == helt
    assert sum_av(tall | {"min_sum": 7}, {"min_sum"}) == helt


@given(st.dictionaries(koder, beloep, min_size=1), st.integers(-1000, 1000).filter(bool))
def test_a_sum_that_is_off_is_told_by_how_much(tall, feil):
    [funnet] = avvik(tall | {"totalt": sum_av(tall) + feil})
    assert (funnet.kode, funnet.differanse) == ("totalt", feil)


def test_a_part_sum_is_checked_against_the_parts_that_stand_there():
    assert avvik({"inttilsk_1": 5, "inttilsk_1_5": 9}) == [Avvik("inttilsk_1_5", 9, 5)]
    assert avvik({"inttilsk_1_5": 9}) == []
    assert avvik({"totalt": 9}) == []
    assert sum_av({"totalt": 9}) is None


@pytest.mark.parametrize(
    ("kroner", "folk", "svar"),
    [(100, 3, 33), (150, 100, 2), (-150, 100, -2), (None, 3, None), (5, 0, None), (5, None, None)],
)
def test_kroner_per_inhabitant(kroner, folk, svar):
    assert per_innbygger(kroner, folk) == svar


prosjekter = st.lists(
    st.builds(
        Prosjektpenger,
        prosjekt=st.integers(1, 10_000),
        kommuner=st.frozensets(st.integers(1, 4), min_size=1),
        ordning=st.none() | st.integers(1, 3),
        utbetalt=st.none() | st.integers(0, 1_000_000),
    ),
    unique_by=lambda ett: ett.prosjekt,
)


@given(prosjekter, st.sets(st.tuples(st.integers(1, 4), st.integers(1, 3))))
def test_every_krone_of_a_project_counts_once_or_is_told_of(alle, importert):
    fordeling = fordel(alle, importert)
    utenfor = {*fordeling.med_fra_foer, *fordeling.ukjente}
    assert fordeling.sum == sum(ett.utbetalt for ett in alle if ett.prosjekt not in utenfor)
    assert {ett.prosjekt for ett in alle if ett.utbetalt is None} == set(fordeling.ukjente)
    assert all(
        any((kommune, ett.ordning) in importert for kommune in ett.kommuner)
        for ett in alle
        if ett.prosjekt in fordeling.med_fra_foer
    )


def test_what_several_got_together_is_not_divided():
    fordeling = fordel([Prosjektpenger(1, frozenset({1, 2}), None, 500)], set())
    assert (fordeling.egne, fordeling.felles, fordeling.felles_prosjekter) == ({}, 500, [1])


def test_unknown_amounts_are_counted_and_never_zero():
    assert summer([5, None, 7]).verdi == 12
    assert summer([5, None, 7]).ukjente == 1
    assert summer([None]).verdi is None


@pytest.mark.parametrize(
    ("felt", "grunn"),
    [
        ({"status": "soekt", "tildelt": 5}, "status"),
        ({"status": "avslaatt", "utbetalt": 5}, "status"),
        ({"aar": 15}, "aar"),
        ({"status": "avslaatt", "tildelt": 0}, None),
        ({"status": "innvilget", "tildelt": 5, "utbetalt": 9}, None),
    ],
)
def test_what_a_project_cannot_say(felt, grunn):
    staar = {"status": "paagaar", "aar": 2015, "tildelt": None, "utbetalt": None} | felt
    assert [felt for felt, _tekst in hvorfor_ikke_prosjekt(**staar)] == ([grunn] if grunn else [])


def test_what_does_not_add_up_is_said():
    assert merknader(soekt=5, tildelt=6, utbetalt=7, ordning_gjaldt=False) == [
        "Det er tildelt mer enn det er søkt om.",
        "Det er utbetalt mer enn det er tildelt.",
        "Tilskuddsordningen gjaldt ikke i dette året.",
    ]
    assert merknader(soekt=None, tildelt=6, utbetalt=6, ordning_gjaldt=True) == []
