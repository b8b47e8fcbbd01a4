"""Norwegian order and search, alike on both databases."""

import pytest

from bosetting.kommuner.models import Kommune
from tests.kommuner.factories import KommuneFactory

pytestmark = pytest.mark.django_db

NAVN = [
    "Ås",
    "Ålesund",
    "Øksnes",
    "Ørsta",
    "Ærøy",
    "Alta",
    "Aurskog-Høland",
    "Våler",
    "Vaaler",
    "Zulu",
    "alta",
]


@pytest.fixture
def kommuner():
    for nr, navn in enumerate(NAVN, start=201):
        KommuneFactory(nr=f"0{nr}", navn=navn)


def test_ae_oe_aa_come_last_and_in_that_order(kommuner):
    navn = list(Kommune.objects.norsk().values_list("navn", flat=True))
    assert navn[-5:] == ["Ærøy", "Øksnes", "Ørsta", "Ålesund", "Ås"]
    assert navn.index("Zulu") < navn.index("Ærøy")
    assert navn[:2] == ["alta", "Alta"]


@pytest.mark.parametrize(("sok", "funn"), [("ålesund", "Ålesund"), ("ØKSNES", "Øksnes"), ("ærø", "Ærøy")])
def test_search_ignores_case_in_norwegian_letters(kommuner, sok, funn):
    assert list(Kommune.objects.filter(navn__icontains=sok).values_list("navn", flat=True)) == [funn]


def test_percent_and_underscore_are_ordinary_letters_in_a_search(kommuner):
    assert not Kommune.objects.filter(navn__icontains="%").exists()
    assert not Kommune.objects.filter(navn__icontains="_").exists()
