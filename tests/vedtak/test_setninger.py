"""Answers and distances in time as people read them. No database."""

from datetime import date

import pytest

from vedtak.models import Vedtak
from vedtak.setninger import enslige, naar, personer, svartittel

APRIL = date(2016, 4, 1)


@pytest.mark.parametrize(
    ("felt", "tittel"),
    [
        ({"totalt": 25, "em": 5}, "Vedtak om 25 personer, hvorav 5 enslige mindreårige"),
        ({"totalt": 1, "em": 1}, "Vedtak om 1 person, hvorav 1 enslig mindreårig"),
        ({"totalt": 25, "em": 0}, "Vedtak om 25 personer, ingen av dem enslige mindreårige"),
        ({"totalt": 25}, "Vedtak om 25 personer, ukjent hvor mange som er enslige mindreårige"),
        ({"totalt": 0, "em": 0}, "Vedtak om 0 – kommunen har svart nei"),
        (
            {"slag": "tillegg", "totalt": 3, "em": 0},
            "Tilleggsvedtak om 3 personer, ingen av dem enslige mindreårige",
        ),
        (
            {"type": "foreloepig", "totalt": 20, "em": 2},
            "Innstilling på 20 personer, hvorav 2 enslige mindreårige",
        ),
        ({"type": "foreloepig"}, "Innstilling uten antall"),
        ({"type": "utsatt", "ny_dato": APRIL}, "Ber om utsatt frist til 1. april 2016"),
        ({"type": "vurderes", "ny_dato": APRIL}, "Vurderer saken på nytt 1. april 2016"),
        ({"type": "trukket"}, "Svaret er trukket"),
    ],
)
def test_an_answer_in_one_line(felt, tittel):
    assert svartittel(Vedtak(**felt)) == tittel


def test_one_is_one():
    assert (personer(1), personer(0), personer(1200)) == (
        "1 person",
        "0 personer",
        "1\N{NO-BREAK SPACE}200 personer",
    )
    assert (enslige(1), enslige(2)) == ("1 enslig mindreårig", "2 enslige mindreårige")


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [
        (date(2016, 4, 1), "i dag"),
        (date(2016, 4, 2), "om 1 dag"),
        (date(2016, 4, 4), "om 3 dager"),
        (date(2016, 3, 31), "for 1 dag siden"),
        (date(2016, 2, 18), "for 43 dager siden"),
    ],
)
def test_how_far_a_day_is(dag, tekst):
    assert naar(dag, APRIL) == tekst
