"""The main job as three people: the prosjektleder's round, the kontaktperson's answer, the status, the PDF."""

import io
import re
from datetime import date

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.nettverk.factories import ProsjektFactory


@pytest.fixture
def prosjekt(transactional_db, embete, halden, moss):
    return ProsjektFactory(embete=embete, navn="Bosetting i Østfold", fra=date(2015, 2, 1))


def statusrad(side, navn):
    """Return the words of a municipality's row on the status page."""
    return side.locator(".statustabell tbody tr").filter(has=side.get_by_role("rowheader", name=navn))


def test_from_request_to_report(
    side, live_server, logg_inn, tilgjengelig, prosjekt, prosjektleder, kontaktperson
):  # fmt: skip
    # The prosjektleder makes a round and sends it.
    logg_inn(side, prosjektleder)
    side.get_by_role("link", name="Anmodninger", exact=True).click()
    side.get_by_role("main").get_by_role("link", name="Ny runde").first.click()
    side.get_by_label("Bosettingsår").fill("2016")
    side.get_by_label("Hvem anmoder").fill("Fylkesmannen i Østfold og IMDi Øst")
    side.get_by_label("Sendes").fill("2016-02-01")
    side.get_by_label("Svarfrist").fill("2016-03-01")
    side.get_by_label("Oppgitt for fylket, totalt").fill("57")
    side.get_by_role("main").locator("button[type=submit]").last.click()
    # With a stated figure for the county the draft proposes to split it; here the figures are known already.
    side.get_by_role("link", name="Tall", exact=True).click()
    side.get_by_role("navigation", name="Stegene i runden").get_by_role("link", name="Tall").click()
    side.get_by_label("Halden, totalt").fill("37")
    side.get_by_label("Halden, herav EM").fill("7")
    side.get_by_label("Moss, totalt").fill("20")
    side.get_by_label("Moss, herav EM").fill("4")
    expect(side.locator('[data-sum="totalt"]').first).to_have_text("57")
    side.get_by_role("main").locator("form button[type=submit]").last.click()
    side.get_by_role("link", name="Gå videre").click()
    side.get_by_role("button", name="Send runden").click()
    expect(side.get_by_text("Runden er sendt og kan ikke lenger endres.")).to_be_visible()
    side.goto(f"{live_server.url}/status/")
    expect(statusrad(side, "Halden")).to_contain_text("Ikke svart")
    side.get_by_role("button", name="Logg ut").click()
    if side.url.endswith("/logg-ut/"):
        side.get_by_role("main").get_by_role("button").first.click()

    # The kontaktperson answers for her own municipality.
    logg_inn(side, kontaktperson)
    expect(side.get_by_role("main")).to_contain_text("37 personer i 2016, hvorav 7 enslige mindreårige")
    side.get_by_role("link", name="Registrer svar", exact=True).click()
    videre = side.get_by_role("main").get_by_role("button", name="Lagre og gå videre").last
    side.get_by_label("Kommunen har vedtatt et antall").check()
    side.get_by_label("Antall personer totalt").fill("31")
    side.get_by_label("Herav enslige mindreårige").fill("6")
    videre.click()
    expect(side.get_by_role("heading", name="Står det vilkår i vedtaket?")).to_be_visible()
    videre.click()
    side.get_by_label("Vedtaksdato").fill("2016-02-25")
    side.get_by_label("Vedtatt av").fill("Kommunestyret")
    videre.click()
    expect(side.get_by_label("Velg en fil")).to_be_visible()
    videre.click()
    side.get_by_role("button", name="Send inn svaret").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Svaret for 2016 er sendt inn")
    side.get_by_role("button", name="Logg ut").click()
    if side.url.endswith("/logg-ut/"):
        side.get_by_role("main").get_by_role("button").first.click()

    # The status has changed, and the report's PDF contains the new figure.
    logg_inn(side, prosjektleder)
    side.goto(f"{live_server.url}/status/2016/")
    expect(statusrad(side, "Halden")).to_contain_text("Delvis")
    expect(statusrad(side, "Halden")).to_contain_text("31")
    tilgjengelig(side)
    side.get_by_label("Svar", exact=True).select_option("delvis")
    expect(side.locator("#treff")).to_have_text("Viser 1 av 2 kommuner")
    expect(side).to_have_url(re.compile("svar=delvis"))
    side.goto(f"{live_server.url}/rapporter/")
    side.get_by_role("link", name="Ny rapport").first.click()
    side.get_by_role("link", name="Tertialrapport", exact=True).click()
    side.get_by_label("År", exact=True).fill("2016")
    side.get_by_label("Tertial", exact=True).select_option("1")
    side.get_by_label("Bosettingsår").fill("2016")
    side.get_by_label("Skjæringsdato").fill("2016-03-09")
    side.get_by_role("main").locator("form button[type=submit]").last.click()
    expect(side.get_by_text("Rapporten er opprettet.")).to_be_visible()
    with side.expect_download() as nedlasting:
        side.get_by_role("link", name="Last ned PDF").click()
    tekst = " ".join(
        ordet
        for ark in PdfReader(io.BytesIO(nedlasting.value.path().read_bytes())).pages
        for ordet in ark.extract_text().split()
    )
    assert "Kapittelet er ikke skrevet ennå" in tekst
    assert "Svaret fra Halden er ubekreftet per 9. mars 2016" in tekst
    assert "Halden Delvis (ubekreftet) 37 30 7 31 25 6" in tekst
