"""Imported feedback to a released quote, and barriers met, in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.nettverk.barrierefactories import BarriereFactory, SlagFactory, VirkemiddelFactory
from tests.nettverk.evalueringsfactories import SpoersmaalFactory
from tests.nettverk.factories import ProsjektFactory


@pytest.fixture
def prosjekt(live_server, embete, halden, moss):
    prosjekt = ProsjektFactory(embete=embete, navn="Bosettingsprosjektet")
    SpoersmaalFactory(prosjekt=prosjekt, nummer=1, tekst="Økt kompetanse", skala=True)
    SpoersmaalFactory(prosjekt=prosjekt, nummer=2, tekst="Hva var nyttig?")
    return prosjekt


def test_feedback_from_a_file_becomes_a_released_quote(
    side, logg_inn, prosjektleder, leser, live_server, prosjekt, tilgjengelig
):
    logg_inn(side, prosjektleder)
    side.goto(live_server.url + reverse("nettverk:evaluering-index"))
    tilgjengelig(side)
    side.get_by_role("link", name="Les inn svar").click()
    tilgjengelig(side)
    fil = {"name": "svar.csv", "mimeType": "text/csv"}
    feil = b"Navn;Kommune;Dato;1;2\nKari;Halden;2016-03-01;7;Nettverket\n"
    side.locator("input[type=file]").set_input_files(fil | {"buffer": feil})
    side.get_by_label("Kilde").fill("Evaluering 2016")
    side.get_by_role("button", name="Se hva som er nytt").click()
    expect(side.locator("ds-error-summary")).to_contain_text("Linje 2: «7» er ikke et svar fra 1 til 5")
    riktig = (
        "Navn;Kommune;Dato;1;2\n"
        "Kari;Halden;2016-03-01;4;Kontaktene har fått en helt annen kompetanse.\n"
        "Ola;Moss;2016-03-02;5;\n"
    )
    side.locator("input[type=file]").set_input_files(fil | {"buffer": riktig.encode()})
    side.get_by_role("button", name="Se hva som er nytt").click()
    expect(side.get_by_text("Disse kolonnene er ikke lest: «Navn»")).to_be_visible()
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre svarene").click()
    expect(side.get_by_text("3 svar er lest inn.")).to_be_visible()
    expect(side.get_by_role("row", name="1 Økt kompetanse 2 2 av 2 0 0 4,5 på 1–5")).to_be_visible()
    tilgjengelig(side)

    side.get_by_role("link", name="Hva var nyttig?").click()
    tilgjengelig(side)
    side.get_by_role("link", name="Halden", exact=True).click()
    side.get_by_role("link", name="Lag sitat").click()
    tilgjengelig(side)
    side.get_by_label("Hvem som sier det").fill("kontaktperson i en stor kommune")
    side.get_by_label("Sitat", exact=True).fill("en helt ny kompetanse")
    side.get_by_role("button", name="Lag sitat").click()
    expect(side.locator("ds-error-summary")).to_contain_text("Sitatet må stå ord for ord i svaret.")
    side.get_by_label("Sitat", exact=True).fill("en helt annen kompetanse")
    side.get_by_role("button", name="Lag sitat").click()
    expect(side.get_by_text("Ikke frigitt")).to_be_visible()
    side.get_by_role("button", name="Frigi til rapporten").click()
    expect(side.get_by_text("Sitatet er frigitt og kan stå i rapporten.")).to_be_visible()
    tilgjengelig(side)
    side.goto(live_server.url + reverse("nettverk:evaluering-index"))
    expect(side.get_by_text("«en helt annen kompetanse»")).to_be_visible()
    expect(side.get_by_text("kontaktperson i en stor kommune", exact=True)).to_be_visible()


def test_a_barrier_is_reported_and_met_without_script(
    uten_skript, logg_inn, saksbehandler, live_server, embete, halden, moss
):
    bolig = SlagFactory(embete=embete, navn="Bolig")
    VirkemiddelFactory(embete=embete, navn="Startlån", hjelper_mot=[bolig])
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("nettverk:barriere-index"))
    side.get_by_role("link", name="Meld barriere").click()
    side.get_by_label("Kommune", exact=True).select_option("Halden (0101)")
    side.get_by_label("Hva står i veien?").select_option("Bolig")
    side.get_by_role("button", name="Meld barriere").click()
    side.get_by_role("link", name=re.compile("^Ta i bruk ?: Startlån")).click()
    side.get_by_role("button", name="Lagre").click()
    side.goto(live_server.url + reverse("nettverk:barriere-index"))
    expect(side.get_by_role("row", name="Halden møtt 1")).to_be_visible()
    expect(side.get_by_role("row", name="Moss 0")).to_be_visible()


def test_the_matrix_is_a_table_on_a_wide_screen_and_a_list_on_a_phone(
    side, logg_inn, prosjektleder, live_server, embete, halden, moss, tilgjengelig
):
    for nr in range(10):
        BarriereFactory(slag=SlagFactory(embete=embete, navn=f"Kapasitet i tjenesten {nr}"), kommune=halden)
    logg_inn(side, prosjektleder)
    side.goto(live_server.url + reverse("nettverk:barriere-index"))
    tabell, liste = side.locator(".matrise"), side.locator("ul.matrise-liste")
    expect(tabell).to_be_visible()
    expect(liste).to_be_hidden()
    tilgjengelig(side)
    side.set_viewport_size({"width": 390, "height": 800})
    expect(tabell).to_be_hidden()
    expect(liste.get_by_role("link", name="Halden")).to_be_visible()
