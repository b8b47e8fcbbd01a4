"""Weights: one or several keys mixed into one share per municipality."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger.fordeling import Umulig
from anmodninger.vekter import Noekkeltall, bland, tideler


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 500)), min_size=1, max_size=8), st.data())
def test_a_mix_is_the_weighted_mean_of_the_shares(rader, data):
    en, to = data.draw(st.integers(1, 99)), data.draw(st.integers(1, 99))
    folk = dict(enumerate(rad[0] for rad in rader))
    bosatt = dict(enumerate(rad[1] for rad in rader))

    vekter = bland([Noekkeltall("folketall", folk, en), Noekkeltall("bosatt", bosatt, to)], folk)

    assert sum(vekter.values()) == 1
    for ett, vekt in vekter.items():
        andel_folk = Fraction(folk[ett], sum(folk.values()))
        andel_bosatt = Fraction(bosatt[ett], sum(bosatt.values()))
        assert vekt == (andel_folk * en + andel_bosatt * to) / (en + to)


def test_a_municipality_that_one_of_the_keys_does_not_know_is_unknown_in_the_mix():
    folketall = Noekkeltall("folketall", {1: 100, 2: 300, 3: 600}, 60)
    bosatt = Noekkeltall("bosatt", {1: 5, 2: None, 3: 5}, 40)

    assert bland([folketall, bosatt], [1, 2, 3]) == {
        # 60 % of 100 : 600 and 40 % of 5 : 5; the one in between counts in neither.
        1: Fraction(2, 7),
        2: None,
        3: Fraction(5, 7),
    }


@pytest.mark.parametrize(
    ("tall", "grunn"),
    [
        ({1: None}, "Nøkkelen «bosatt i fjor» har ikke tall for noen av kommunene."),
        ({1: 0, 2: 0}, "Nøkkelen «bosatt i fjor» er 0 for alle kommunene, og gir ikke noe å fordele etter."),
    ],
)
def test_a_key_that_says_nothing_is_told(tall, grunn):
    with pytest.raises(Umulig) as umulig:
        bland([Noekkeltall("bosatt i fjor", tall)], [1, 2])
    assert umulig.value.grunner == [("noekler", grunn)]


def test_keys_that_know_different_municipalities_give_nothing_to_split_by():
    with pytest.raises(Umulig, match="Ingen av kommunene har tall i alle nøklene."):
        bland([Noekkeltall("folketall", {1: 5}), Noekkeltall("bosatt", {2: 5})], [1, 2])


def test_a_mix_of_nothing_is_refused():
    with pytest.raises(Umulig, match="minst én fordelingsnøkkel"):
        bland([], [1])
    with pytest.raises(Umulig, match="minst én fordelingsnøkkel"):
        bland([Noekkeltall("lik", {1: 1}, 0)], [1])


@pytest.mark.parametrize(
    ("teller", "nevner", "ventet"),
    [
        (70_000, 30_328, 23),
        (1, 4, 3),
        (0, 7, 0),
        (7, 0, None),
        (7, None, None),
        (Fraction(1, 8) * 100, 1, 125),
    ],
)
def test_tenths_are_rounded_half_up_without_floats(teller, nevner, ventet):
    assert tideler(teller, nevner) == ventet
