"""When two persons may be the same one: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk.personregler import Kjenning, liknende, likt_navn, navneord, spor

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


@given(
    st.lists(st.sampled_from(["kari", "ola", "ås", "berg", "li"]), max_size=4),
    st.sampled_from(["", "k@x.no"]),
)
def test_those_who_are_alike_share_a_mark(ordene, epost):
    andre = [
        Kjenning(1, "Kari Ås", "K@x.no"),
        Kjenning(2, "Ola Berg Li"),
        Kjenning(3, "Li, Ola"),
        Kjenning(4, "berg"),
    ]
    ny = Kjenning(None, " ".join(ordene), epost)
    assert all(spor(ny) & spor(annen) for annen in liknende(ny, andre))


def test_the_same_address_is_the_same_person_unless_it_is_herself():
    kari, ola = Kjenning(1, "Kari Nordmann", "Kari@Halden.example"), Kjenning(2, "Ola Hansen")
    assert liknende(Kjenning(None, "K. N.", "kari@halden.example "), [kari, ola]) == [kari]
    assert liknende(Kjenning(1, "Kari Nordmann", "kari@halden.example"), [kari, ola]) == []
    assert liknende(Kjenning(None, "Nils Hansen", ""), [kari, ola]) == []
