"""Head-counts and reasons why not: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.domain import Plass, hvorfor_ikke_medlem, tell

I_FJOR, I_AAR, NESTE = date(2015, 1, 1), date(2016, 1, 1), date(2017, 1, 1)


def plass(organisasjon="IMDi", person=None, fra=I_FJOR, til=None):
    return Plass(organisasjon, person, fra, til)


@pytest.mark.parametrize(
    ("plasser", "tekst"),
    [
        ([], "ingen medlemmer"),
        ([plass()], "1 person fra 1 organisasjon"),
        ([plass(), plass()], "2 personer fra 1 organisasjon"),
        ([plass(), plass("KS")], "2 personer fra 2 organisasjoner"),
        ([plass(person=1), plass(person=1)], "1 person fra 1 organisasjon"),
        ([plass(person=1), plass("KS", 1)], "1 person fra 2 organisasjoner"),
        ([plass(person=1), plass(person=2)], "2 personer fra 1 organisasjon"),
    ],
)
def test_heads_are_counted_in_words(plasser, tekst):
    assert tell(plasser).tekst == tekst


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([None, 1, 2]))))
def test_there_are_never_more_heads_than_seats_nor_more_organisations(rader):
    telling = tell(plass(*rad) for rad in rader)
    assert max(telling.organisasjoner, telling.personer) <= len(rader)
    assert bool(telling.organisasjoner) == bool(telling.personer) == bool(rader)


def test_the_same_person_sits_once_at_a_time():
    ny = plass(person=1, fra=I_AAR)
    assert [felt for felt, _grunn in hvorfor_ikke_medlem(ny, [plass(person=1)])] == ["person"]
    assert hvorfor_ikke_medlem(ny, [plass(person=1, til=I_AAR)]) == []
    assert hvorfor_ikke_medlem(ny, [plass("KS", 1)]) == []
    assert hvorfor_ikke_medlem(plass(), [plass()]) == []


def test_a_membership_ends_after_it_begins():
    assert hvorfor_ikke_medlem(plass(fra=I_AAR, til=I_AAR), []) == [
        ("til", "Sluttdatoen må være etter startdatoen.")
    ]
