"""Word differences: both texts can be read out of them, what is alike is shown as alike, and no text takes long."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporter.tekstdiff import BORTE, LIKT, NYTT, endret, orddiff

tekst = st.text("ab .\n", max_size=60)


@given(tekst, tekst)
def test_both_texts_can_be_read_out_of_the_difference(foer, naa):
    diff = orddiff(foer, naa)
    assert "".join(bit for slag, bit in diff if slag != NYTT) == foer
    assert "".join(bit for slag, bit in diff if slag != BORTE) == naa
    assert endret(diff) == (foer != naa)
    assert all(bit for _slag, bit in diff)


def test_a_changed_word_is_the_only_difference():
    assert orddiff(
        "Tolv kommuner har svart.\n\nResten ikke.", "Tretten kommuner har svart.\n\nResten ikke."
    ) == [
        (BORTE, "Tolv"),
        (NYTT, "Tretten"),
        (LIKT, " kommuner har svart.\n\nResten ikke."),
    ]


def test_a_word_in_each_line_is_found_though_every_line_is_another():
    foer = "\n".join(f"Kommune {nr} har sagt nei." for nr in range(300))
    diff = orddiff(foer, foer.replace("nei", "ja"))
    assert sum(slag == NYTT for slag, _bit in diff) == 300
    assert {bit for slag, bit in diff if slag == NYTT} == {"ja"}


def test_a_paragraph_put_in_leaves_the_others_alike():
    assert orddiff("Først.\n\nSist.\n", "Først.\n\nMidt i.\n\nSist.\n") == [
        (LIKT, "Først.\n\n"),
        (NYTT, "Midt i.\n\n"),
        (LIKT, "Sist.\n"),
    ]


def _ord(antall, av, tilfeldig):
    return [str(tilfeldig.randrange(av)) for _ in range(antall)]


@pytest.mark.parametrize("skille", [" ", "\n"])
@pytest.mark.parametrize("av", [2, 101, 20_000])
def test_the_longest_texts_are_compared_in_little_time(skille, av):
    tilfeldig = random.Random(av)
    ord_ = _ord(25_000, av, tilfeldig)
    foer = skille.join(ord_)[:100_000]
    naa = skille.join(ett for ett in ord_ if tilfeldig.random() > 0.2)[:100_000]
    start = time.process_time()
    orddiff(foer, naa)
    assert time.process_time() - start < 5
