"""A report's way through three people's hands: written and sent in, approved and frozen, sent, and verified; by axe."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from rapporter.models import Kapittel
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.vedtak.factories import VedtakFactory

BREDDER = (1280, 390, 320)


@pytest.fixture
def rapport(transactional_db, embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    prosjekt = ProsjektFactory(embete=embete, navn="Bosetting i Østfold", fra=date(2015, 2, 1))
    ResultatmaalFactory(prosjekt=prosjekt, nummer="1", tekst="Kommunene vedtar det de blir bedt om")
    rapport = RapportFactory(prosjekt=prosjekt)
    KapittelFactory(
        rapport=rapport, tekst="Kommunene ble bedt om 640 plasser. De sa ja til 590. Det mangler 60 plasser."
    )
    return rapport


def logg_ut(side):
    if not side.get_by_role("button", name="Logg ut").is_visible():
        side.get_by_role("button", name="Meny").click()
    side.get_by_role("button", name="Logg ut").click()
    if side.url.endswith("/logg-ut/"):
        side.get_by_role("main").get_by_role("button").first.click()


def bilde(side, navn):
    """Keep a picture of the page at both widths where E2E_BILDER names a folder."""
    if mappe := os.environ.get("E2E_BILDER"):
        foer = side.viewport_size
        for bredde in (1280, 390):
            side.set_viewport_size({"width": bredde, "height": 900})
            side.screenshot(path=Path(mappe) / f"{navn}-{bredde}.png", full_page=True)
        side.set_viewport_size(foer)


@pytest.mark.parametrize("bredde", [1280, 390])
def test_from_draft_to_a_file_that_is_known(
    side, live_server, logg_inn, tilgjengelig, rapport, saksbehandler, prosjektleder, leser, tmp_path, bredde
):
    side.set_viewport_size({"width": bredde, "height": 900})
    hoved = side.get_by_role("main")

    def sjekk(navn):
        bilde(side, navn)
        tilgjengelig(side, BREDDER)

    # The saksbehandler is stopped by a sum that does not add up, mends it and sends the report for approval.
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + rapport.get_absolute_url())
    side.get_by_role("navigation", name="Sider i rapporten").get_by_role("link", name="Behandling").click()
    expect(hoved).to_contain_text("verken er rettet eller godtatt med begrunnelse")
    expect(hoved.get_by_role("link", name="Send til godkjenning")).to_have_count(0)
    sjekk("1-hindret")
    Kapittel.objects.update(tekst="Kommunene har vedtatt å bosette {{ vedtatt.totalt }} personer.")
    side.reload()
    hoved.get_by_role("link", name="Send til godkjenning").click()
    side.get_by_label("Melding til den som godkjenner").fill("Tallene er hentet inn 29. januar.")
    sjekk("2-send-inn")
    hoved.get_by_role("button", name="Send til godkjenning").click()
    expect(side.get_by_text("Rapporten er sendt til godkjenning.")).to_be_visible()
    expect(hoved.get_by_role("link", name="Hent tilbake")).to_be_visible()
    sjekk("3-til-godkjenning")
    logg_ut(side)

    # The prosjektleder finds the notice, reads the report as it will stand, and approves it.
    logg_inn(side, prosjektleder)
    side.goto(live_server.url + reverse("varsler:varsel-index"))
    hoved.get_by_role("button", name="venter på godkjenning").or_(
        hoved.get_by_role("link", name="venter på godkjenning")
    ).first.click()
    expect(side.get_by_role("heading", name="Behandling", exact=True)).to_be_visible()
    hoved.get_by_role("link", name="Se over og godkjenn").click()
    expect(hoved.get_by_role("article")).to_contain_text("har vedtatt å bosette 57 personer")
    sjekk("4-godkjenn")
    hoved.get_by_role("button", name="Godkjenn og frys").click()
    expect(side.get_by_text("Rapporten er godkjent og frosset.")).to_be_visible()
    sjekk("5-godkjent")
    hoved.get_by_role("link", name="Merk som sendt").click()
    hoved.get_by_role("button", name="Merk som sendt").click()
    expect(side.get_by_role("link", name="Skriv hvem rapporten er sendt til.")).to_be_visible()
    side.get_by_label("Mottaker").fill("Barne-, likestillings- og inkluderingsdepartementet")
    side.get_by_label("Journalnummer").fill("2016/123-4")
    sjekk("6-merk-sendt")
    hoved.get_by_role("button", name="Merk som sendt").click()
    expect(hoved).to_contain_text("Utgave 1 sendt til Barne-")
    sjekk("7-sendt")
    logg_ut(side)

    # Those who only read see every step and who took it, and have the very file.
    logg_inn(side, leser)
    side.goto(live_server.url + reverse("rapporter:behandling-show", args=[rapport.pk]))
    for tekst in ("Tallene er hentet inn 29. januar.", "Siri Saksbehandler,", "Pia Prosjektleder,"):
        expect(hoved).to_contain_text(tekst)
    expect(hoved.get_by_role("link", name="Åpne igjen")).to_have_count(0)
    side.get_by_role("navigation", name="Sider i rapporten").get_by_role("link", name="Rapporten").click()
    expect(hoved.get_by_role("article")).to_contain_text("har vedtatt å bosette 57 personer")
    sjekk("8-frosset")
    with side.expect_download() as nedlasting:
        hoved.get_by_role("link", name="Last ned PDF").click()
    fil = tmp_path / "rapport.pdf"
    nedlasting.value.save_as(fil)
    logg_ut(side)

    # Anybody may ask whether the file is the one that was approved; one byte more, and it is not.
    side.goto(live_server.url + reverse("rapporter:verifisering-show"))
    side.get_by_label("PDF-fil").set_input_files(fil)
    side.get_by_role("button", name="Kontroller filen").click()
    expect(side.get_by_role("heading", name="Ja. Filen er utgave 1")).to_be_visible()
    sjekk("9-ja")
    fil.write_bytes(fil.read_bytes() + b"\n")
    side.get_by_label("PDF-fil").set_input_files(fil)
    side.get_by_role("button", name="Kontroller filen").click()
    expect(side.get_by_role("heading", name="Nei. Filen er ikke")).to_be_visible()
    sjekk("10-nei")


def test_the_way_works_without_javascript(uten_skript, live_server, logg_inn, rapport, prosjektleder):
    Kapittel.objects.update(tekst="Slik begynner den.")
    hoved = uten_skript.get_by_role("main")
    logg_inn(uten_skript, prosjektleder)
    uten_skript.goto(live_server.url + reverse("rapporter:behandling-show", args=[rapport.pk]))
    hoved.get_by_role("link", name="Send til godkjenning").click()
    hoved.get_by_role("button", name="Send til godkjenning").click()
    hoved.get_by_role("link", name="Send tilbake").click()
    uten_skript.get_by_label("Hva må gjøres?").fill("Skriv om målene.")
    hoved.get_by_role("button", name="Gjør til utkast igjen").click()
    expect(hoved).to_contain_text("Skriv om målene.")
    hoved.get_by_role("link", name="Send til godkjenning").click()
    hoved.get_by_role("button", name="Send til godkjenning").click()
    hoved.get_by_role("link", name="Se over og godkjenn").click()
    hoved.get_by_role("button", name="Godkjenn og frys").click()
    hoved.get_by_role("link", name="Åpne igjen").click()
    uten_skript.get_by_label("Hvorfor åpnes rapporten igjen?").fill("En kommune har rettet tallet.")
    hoved.get_by_role("button", name="Åpne rapporten igjen").click()
    expect(hoved).to_contain_text("Den frosne utgaven står som før.")
    expect(hoved.get_by_role("link", name="Utgave 1", exact=True)).to_be_visible()
