"""Figures and dates as Norwegian text."""

from datetime import date

import pytest
from django.template import Context, Template

from bosetting.felles import norsk


@pytest.mark.parametrize(
    ("verdi", "tekst"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1\u00a0234"),
        (1234567, "1\u00a0234\u00a0567"),
        (-12, "\u221212"),
        (None, "–"),
    ],
)
def test_thousands_are_parted_by_a_space_that_does_not_break(verdi, tekst):
    assert norsk.tall(verdi) == tekst


@pytest.mark.parametrize(
    ("verdi", "tekst"), [(15, "+15"), (0, "0"), (-1003, "\u22121\u00a0003"), (None, "–")]
)
def test_a_difference_shows_its_sign(verdi, tekst):
    assert norsk.fortegn(verdi) == tekst


def test_dates():
    assert norsk.dato(date(2016, 1, 29)) == "29.01.2016"
    assert norsk.langdato(date(2016, 1, 29)) == "29. januar 2016"
    assert norsk.dato(None) == norsk.langdato(None) == "–"


def test_unknown_is_read_out_and_zero_is_a_figure():
    mal = Template("{% load norsk %}{{ ukjent|tall }}|{{ null|tall }}|{{ ferdig|tall }}|{{ dag|dato }}")
    html = mal.render(Context({"ukjent": None, "null": 0, "ferdig": "72 %", "dag": date(2016, 1, 29)}))
    ukjent = '<span aria-hidden="true">–</span><span class="ds-sr-only">ukjent</span>'
    assert html == f"{ukjent}|0|72 %|29.01.2016"


@pytest.mark.parametrize(
    ("navn", "kort"),
    [
        ("Sør-Odal", "soer-odal"),
        ("Østre Toten", "oestre-toten"),
        ("Kárášjohka – Karasjok", "karasjohka-karasjok"),
    ],
)
def test_a_name_as_it_can_stand_in_an_address_or_a_file_name(navn, kort):
    assert norsk.kortnavn(navn) == kort
