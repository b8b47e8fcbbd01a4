"""Somebody asks to be forgotten: found, shown, anonymised with a reason; and every head-count stays what it was."""

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nettverk.models import Medlemskap, Person
from tests.personvern.factories import EPOST, NAVN, TELEFON, alt_om_kari, person


@pytest.fixture
def kari(transactional_db, embete, halden):
    kari = alt_om_kari(embete, halden)
    for nr in range(2):
        hvem = person(embete, navn=f"Person Nummer {nr}", epost=f"nr{nr}@example.test")
        Medlemskap.objects.create(
            gruppe=kari.gruppe,
            organisasjon=hvem.organisasjon,
            person=hvem,
            funksjon="rådgiver",
            fra="2015-01-01",
        )
    return kari


def hoder(side, live_server, kari) -> str:
    """Return what the group's own page counts."""
    side.goto(live_server.url + reverse("nettverk:gruppe-show", args=[kari.gruppe.pk]))
    return re.search(r"\d+ personer fra \d+ organisasjoner[^.<]*", side.locator("#treff").inner_text())[0]


def test_a_person_is_anonymised_and_the_head_counts_are_unchanged(
    side, live_server, logg_inn, tilgjengelig, kari, prosjektleder
):
    logg_inn(side, prosjektleder)
    foer = hoder(side, live_server, kari)
    expect(side.get_by_role("main")).to_contain_text(NAVN)

    side.get_by_role("link", name="Personvern").first.click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Personvern")
    side.get_by_label("Navn eller e-postadresse").fill("ka")
    side.get_by_role("button", name="Finn personen").click()
    expect(side.get_by_text("Skriv minst tre bokstaver.").first).to_be_visible()
    tilgjengelig(side)
    side.get_by_label("Navn eller e-postadresse").fill(EPOST)
    side.get_by_role("button", name="Finn personen").click()
    expect(side.locator("#treff")).to_have_text("4 treff")
    assert "kanari" not in side.url
    tilgjengelig(side)

    side.get_by_role("row", name="person", exact=False).get_by_role("link", name=NAVN).last.click()
    expect(side.get_by_role("heading", level=1)).to_have_text(NAVN)
    expect(side.get_by_role("main")).to_contain_text(TELEFON)
    tilgjengelig(side)
    with side.expect_download() as nedlasting:
        side.get_by_role("button", name="Last ned JSON").click()
    assert nedlasting.value.suggested_filename == "innsyn.json"
    with open(nedlasting.value.path(), encoding="utf-8") as fil:
        assert EPOST in json.dumps(json.load(fil))

    side.get_by_role("link", name="Anonymiser").click()
    expect(side.get_by_text("Kontoen stenges")).to_be_visible()
    tilgjengelig(side)
    side.get_by_role("button", name="Anonymiser").click()
    expect(side.get_by_text("Skriv hvorfor.").first).to_be_visible()
    tilgjengelig(side)
    side.get_by_label("Begrunnelse").fill("Henvendelse i sak 16/12")
    side.get_by_label("Jeg har kontrollert at henvendelsen gjelder denne personen").check()
    side.get_by_role("button", name="Anonymiser").click()
    expect(side.get_by_text("Anonymisert: ").first).to_be_visible()
    for tekst in (NAVN, EPOST, TELEFON):
        expect(side.get_by_role("main")).not_to_contain_text(tekst)
    tilgjengelig(side)

    assert hoder(side, live_server, kari) == foer
    expect(side.get_by_role("main")).not_to_contain_text(NAVN)
    expect(side.get_by_role("main")).to_contain_text("anonymisert")
    assert Person.objects.get(pk=kari.person.pk).anonymisert_at


def test_the_same_without_script(uten_skript, live_server, logg_inn, kari, prosjektleder):
    side = uten_skript
    logg_inn(side, prosjektleder)
    side.goto(live_server.url + reverse("personvern:innsyn-anonymise", args=["person", kari.person.pk]))
    side.get_by_label("Begrunnelse").fill("Sak 16/12")
    side.get_by_label("Jeg har kontrollert").check()
    side.get_by_role("button", name="Anonymiser").click()
    expect(side.get_by_text("Anonymisert: ").first).to_be_visible()
    assert not Person.objects.filter(navn=NAVN).exists()
