"""When two persons may be the same one: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.personregler import Kjenning, liknende, likt_navn, navneord

NAVN = st.text(alphabet="abcæøå ,-", max_size=20)


@pytest.mark.parametrize(
    ("a", "b", "like"),
    [
        ("Kari Nordmann", "kari  nordmann", True),
        ("Nordmann, Kari", "Kari Nordmann", True),
        ("Kari Marie Nordmann", "Kari Nordmann", True),
        ("Kari Ås-Nordmann", "Kari Ås Nordmann", True),
        ("Kari Nordmann", "Ola Nordmann", False),
        ("Kari", "Kari Nordmann", False),
        ("", "", False),
    ],
)
def test_names_are_alike_whatever_order_case_and_middle_names(a, b, like):
    assert likt_navn(a, b) is like


@given(NAVN, NAVN)
def test_likeness_goes_both_ways_and_to_oneself(a, b):
    assert likt_navn(a, b) == likt_navn(b, a)
    assert likt_navn(a, a) == bool(navneord(a))


def test_the_same_address_is_the_same_person_unless_it_is_herself():
    kari, ola = Kjenning(1, "Kari Nordmann", "Kari@Halden.example"), Kjenning(2, "Ola Hansen")
    assert liknende(Kjenning(None, "K. N.", "kari@halden.example "), [kari, ola]) == [kari]
    assert liknende(Kjenning(1, "Kari Nordmann", "kari@halden.example"), [kari, ola]) == []
    assert liknende(Kjenning(None, "Nils Hansen", ""), [kari, ola]) == []
