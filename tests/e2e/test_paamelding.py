"""Sign-up to a full course: the last waits, one leaves, the first who waits gets the place; who came is counted."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from nettverk.models import Aktivitet, Paamelding
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory


@pytest.fixture
def kurs(transactional_db, embete, halden, moss):
    prosjekt = ProsjektFactory(embete=embete)
    return AktivitetFactory(
        prosjekt=prosjekt,
        tittel="Østfoldmodellen",
        slag="kurs",
        status="planlagt",
        fra_dato=date(2016, 4, 12),
    )


def meld_paa(side, adresse, navn, kommune, knapp="Meld meg på"):
    side.goto(adresse)
    side.get_by_label("Navn", exact=True).fill(navn)
    side.get_by_label("E-postadresse").fill(f"{navn.split()[0].lower()}@example.no")
    side.get_by_label("Kommunen du kommer fra").select_option(label=kommune)
    side.get_by_role("button", name=knapp).click()


def gaa_hele_veien(side, live_server, logg_inn, sjekk, kurs, prosjektleder):
    logg_inn(side, prosjektleder)
    side.goto(live_server.url + kurs.get_absolute_url())
    side.get_by_role("link", name="Lag påmeldingsside").click()
    sjekk(side)
    side.get_by_label("Antall plasser").fill("2")
    side.get_by_role("button", name="Lagre").click()
    expect(side.get_by_text("Påmeldingssiden er lagret.")).to_be_visible()
    adresse = side.get_by_role("link", name=re.compile("^http")).get_attribute("href")
    sjekk(side)

    side.context.clear_cookies()
    side.goto(adresse)
    expect(side.get_by_role("main")).to_contain_text("2 av 2 plasser er ledige.")
    side.get_by_role("button", name="Meld meg på").click()
    expect(side.locator("#id_navn_error")).to_contain_text("Skriv navnet ditt.")
    sjekk(side)
    meld_paa(side, adresse, "Ane Første", "Halden")
    expect(side.get_by_role("heading", name="Du er påmeldt")).to_be_visible()
    sjekk(side)
    meld_paa(side, adresse, "Bo Andre", "Halden")
    side.goto(adresse)
    expect(side.get_by_role("main")).to_contain_text("Alle plassene er tatt. Du kan stå på venteliste.")
    sjekk(side)
    meld_paa(side, adresse, "Cai Tredje", "Moss", knapp="Still meg på venteliste")
    expect(side.get_by_role("main")).to_contain_text("Du er nummer 1 i køen.")
    sjekk(side)
    ventende = side.url

    # The first signs off by the link in her mail; the third is told, and has the place.
    [bekreftelse] = [brev for brev in mail.outbox if "ane@example.no" in brev.to[0]]
    side.goto(re.search(r"http\S+", bekreftelse.body)[0])
    side.get_by_role("button", name="Meld meg av").click()
    expect(side.get_by_role("heading", name="Du er meldt av")).to_be_visible()
    sjekk(side)
    assert [brev.subject for brev in mail.outbox if "cai@example.no" in brev.to[0]] == [
        "På venteliste: Østfoldmodellen",
        "Du har fått plass: Østfoldmodellen",
    ]
    side.goto(ventende)
    expect(side.get_by_role("heading", name="Du er påmeldt")).to_be_visible()

    # The day has come: who was there is ticked off, and counted by municipality.
    Aktivitet.objects.update(fra_dato=date(2016, 3, 9))
    logg_inn(side, prosjektleder)
    side.goto(live_server.url + reverse("nettverk:paamelding-index", args=[kurs.pk]))
    sjekk(side)
    side.get_by_role("link", name="Før oppmøte").click()
    side.get_by_role("checkbox", name="Cai Tredje").check()
    sjekk(side)
    side.get_by_role("button", name="Lagre oppmøtet").click()
    expect(side.get_by_text("1 er ført som møtt.")).to_be_visible()
    side.get_by_role("button", name="Tell og sett gjennomført").click()
    expect(side.get_by_role("main")).to_contain_text("1 deltaker i alt.")
    expect(side.get_by_role("row").filter(has_text="Moss")).to_contain_text("1")
    sjekk(side)
    assert list(Paamelding.objects.order_by("pk").values_list("status", "moette")) == [
        ("avmeldt", None), ("paameldt", False), ("paameldt", True),
    ]  # fmt: skip


def test_sign_up_to_a_full_course(side, live_server, logg_inn, tilgjengelig, kurs, prosjektleder):
    gaa_hele_veien(side, live_server, logg_inn, tilgjengelig, kurs, prosjektleder)


def test_without_javascript(uten_skript, live_server, logg_inn, kurs, prosjektleder):
    gaa_hele_veien(uten_skript, live_server, logg_inn, lambda side: None, kurs, prosjektleder)
