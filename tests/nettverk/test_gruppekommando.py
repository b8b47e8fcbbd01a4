"""``manage.py gruppe``."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.kommuner.factories import KommuneFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gruppe(embete):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppen")
    halden = KommuneFactory(nr="0101", navn="Halden")
    organisasjon = OrganisasjonFactory(embete=embete, navn="Halden kommune", kommune=halden)
    person = PersonFactory(
        embete=embete, organisasjon=organisasjon, navn="Kari Nordmann", epost="k@h.example"
    )
    MedlemskapFactory(
        gruppe=gruppe, organisasjon=organisasjon, person=person, rolle="leder", funksjon="rådmann", andel=20
    )
    MedlemskapFactory(gruppe=gruppe, organisasjon__navn="IMDi", fra=date(2016, 1, 1))
    return gruppe


def kjoer(*argumenter, **valg):
    ut = StringIO()
    call_command("gruppe", *argumenter, stdout=ut, **valg)
    return ut.getvalue()


def test_the_group_as_it_stood_on_the_date(gruppe):
    svar = json.loads(kjoer("styringsgruppen", "--per", "2015-12-31", "--json"))
    assert (svar["personer"], svar["organisasjoner"], svar["kommuner"]) == (1, 1, 1)
    [plass] = svar["medlemmer"]
    assert (plass["funksjon"], plass["rolle"], plass["andel"], plass["til"]) == ("rådmann", "leder", 20, None)
    assert "navn" not in plass
    assert json.loads(kjoer("Styringsgruppen", "--json"))["organisasjoner"] == 2  # today


def test_people_are_named_only_when_asked_for(gruppe):
    tekst = kjoer("Styringsgruppen")
    assert "2 personer fra 2 organisasjoner, én av dem en kommune" in tekst
    assert "Kari" not in tekst
    assert "Kari Nordmann, rådmann, Halden kommune (leder, fra 01.01.2015)" in kjoer(
        "Styringsgruppen", "--navn"
    )
    svar = json.loads(kjoer("Styringsgruppen", "--navn", "--json"))
    assert [plass["epost"] for plass in svar["medlemmer"]] == ["k@h.example", None]


@pytest.mark.parametrize(
    ("argumenter", "grunn"),
    [
        (["Ingen"], "Fant ingen gruppe som heter «Ingen»."),
        (["Styringsgruppen", "--per", "i går"], "er ikke en dato"),
        (["Styringsgruppen", "--prosjekt", "Et annet"], "Fant ingen gruppe"),
    ],
)
def test_what_cannot_be_answered_is_said(gruppe, argumenter, grunn):
    with pytest.raises(CommandError, match=grunn):
        kjoer(*argumenter)


def test_one_of_several_is_chosen_by_its_project(gruppe):
    GruppeFactory(navn="Styringsgruppen", prosjekt__navn="Det neste")
    with pytest.raises(CommandError, match="Velg med --prosjekt"):
        kjoer("Styringsgruppen")
    assert "ingen medlemmer" in kjoer("Styringsgruppen", "--prosjekt", "det neste")
