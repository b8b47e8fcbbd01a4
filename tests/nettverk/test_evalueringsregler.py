"""Counts of feedback, and quotes that are what was said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.evalueringsregler import fordel, hvorfor_ikke_sitat, hvorfor_ikke_svar

SVAR = "Tror det er viktig at Fylkesmannen fortsatt samler aktørene, for slik å ha mulighet til å løfte fram temaer."


@given(st.lists(st.tuples(st.none() | st.integers(1, 5), st.sampled_from(["", "ord"]))))
def test_every_answer_is_counted_once_on_the_scale(svar):
    fordeling = fordel(svar, range(1, 6))
    assert [verdi for verdi, _n in fordeling.per_verdi] == [1, 2, 3, 4, 5]
    assert fordeling.paa_skala == sum(verdi is not None for verdi, _t in svar)
    assert fordeling.svar == len(svar)
    assert fordeling.i_ord == sum(tekst == "ord" for _v, tekst in svar)
    assert (fordeling.snitt is None) == (fordeling.paa_skala == 0)
    if fordeling.snitt is not None:
        assert 1 <= fordeling.snitt <= 5


def test_the_mean_has_one_decimal_and_rounds_up_at_the_half():
    assert fordel([(4, ""), (5, ""), (4, "")], range(1, 6)).snitt == Decimal("4.3")
    assert fordel([(1, "")] * 3 + [(2, "")], range(1, 3)).snitt == Decimal("1.3")
    assert fordel([(None, "ord")], ()).snitt is None


@pytest.mark.parametrize(
    "sitat",
    [
        SVAR,
        "viktig at Fylkesmannen fortsatt samler aktørene",
        "VIKTIG  at fylkesmannen\nfortsatt samler aktørene.",
        "Det er viktig at Fylkesmannen fortsatt samler aktørene […] til å løfte fram temaer.",
        "Fylkesmannen ... aktørene, for slik (…) mulighet",
    ],
)
def test_a_quote_is_the_words_of_the_answer(sitat):
    assert hvorfor_ikke_sitat(sitat, SVAR) == []


@pytest.mark.parametrize(
    "sitat",
    [
        "",
        "[…]",
        "Fylkesmannen samler aktørene",
        "svært viktig at Fylkesmannen fortsatt samler",
        "løfte fram temaer […] viktig at Fylkesmannen",
        "iktig at Fylkesmannen",
        "samler aktører",
    ],
)
def test_nothing_is_added_moved_or_cut_inside_a_word(sitat):
    [(felt, _grunn)] = hvorfor_ikke_sitat(sitat, SVAR)
    assert felt == "tekst"


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), st.data())
def test_any_stretch_of_the_words_may_be_quoted(ordene, data):
    fra = data.draw(st.integers(0, len(ordene) - 1))
    til = data.draw(st.integers(fra + 1, len(ordene)))
    assert hvorfor_ikke_sitat(" ".join(ordene[fra:til]), " ".join(ordene)) == []
    assert hvorfor_ikke_sitat(" ".join([*ordene, "z"]), " ".join(ordene))


@pytest.mark.parametrize(
    ("svar", "felt"),
    [
        ({"skala": 6}, ["skala"]),
        ({"skala": 0}, ["skala"]),
        ({"skala": 5}, []),
        ({"skala": None, "tekst": " "}, [None]),
        ({"skala": 3, "fra": None, "til": None}, ["skala"]),
        ({"skala": 3, "dato": date(2016, 3, 10)}, ["dato"]),
    ],
)
def test_an_answer_lies_on_its_scale(svar, felt):
    alt = {"tekst": "", "fra": 1, "til": 5, "dato": date(2016, 3, 9), "dag": date(2016, 3, 9)} | svar
    assert [f for f, _grunn in hvorfor_ikke_svar(**alt)] == felt
