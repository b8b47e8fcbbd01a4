"""A sent report becomes everybody's: by the button, read and downloaded without login, and gone when taken back."""

import json
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from rapporter import frysing
from rapporter.models import Rapport
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import BehandlingFactory
from tests.vedtak.factories import VedtakFactory

BREDDER = (1280, 390, 320)


@pytest.fixture
def utgave(transactional_db, embete, halden, moss, prosjektleder):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete, fra=date(2015, 2, 1)))
    KapittelFactory(rapport=rapport, tekst="Dette kan **alle** lese.")
    MedlemskapFactory(gruppe=GruppeFactory(prosjekt=rapport.prosjekt), fra=date(2015, 2, 1))
    bilde = frysing.oeyeblikk(rapport)
    utskrift = frysing.trykk(rapport, bilde, date(2016, 2, 2))
    ny = frysing.frys(by=prosjektleder, rapport=rapport, bilde=bilde, utskrift=utskrift)
    BehandlingFactory(rapport=rapport, utgave=ny, mottaker="IMDi", utfoert_av=prosjektleder)
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.SENDT)
    return ny


@pytest.fixture
def utenfor(browser, browser_context_args):
    """The browser of somebody who has no account."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


def test_published_read_by_everybody_and_taken_back(
    side, utenfor, live_server, logg_inn, tilgjengelig, prosjektleder, utgave
):
    adresse = live_server.url + reverse("rapporter:offentlig-show", args=[utgave.adresse])
    publisering = live_server.url + reverse("rapporter:publisering-edit", args=[utgave.pk])
    assert utenfor.goto(adresse).status == 404

    logg_inn(side, prosjektleder)
    side.goto(publisering)
    tilgjengelig(side, BREDDER)
    side.get_by_role("button", name="Gjør utgaven offentlig").click()
    expect(side.get_by_role("heading", name="Utgaven er offentlig")).to_be_visible()
    tilgjengelig(side, BREDDER)

    assert utenfor.goto(adresse).status == 200
    expect(utenfor.get_by_role("heading", level=1)).to_have_text("Tertialrapport for 3. tertial 2015")
    expect(utenfor.get_by_text("Dette kan alle lese.")).to_be_visible()
    tilgjengelig(utenfor, BREDDER)
    with utenfor.expect_download() as fil:
        utenfor.get_by_role("link", name="CSV").click()
    innhold = fil.value.path().read_text(encoding="utf-8-sig")
    assert "vedtatt.totalt;" in innhold
    data = json.loads(utenfor.request.get(adresse + "tall.json").text())
    assert {rad["navn"]: rad["verdi"] for rad in data["tall"]}["vedtatt.totalt"] == 57
    assert utenfor.request.get(adresse + "rapport.pdf").body() == bytes(utgave.pdf)
    utenfor.get_by_role("link", name="Offentlige rapporter").first.click()
    expect(utenfor.get_by_role("link", name="Tertialrapport for 3. tertial 2015").first).to_be_visible()
    tilgjengelig(utenfor, BREDDER)

    side.goto(publisering)
    side.get_by_role("button", name="Trekk utgaven tilbake").click()
    expect(side.get_by_role("link", name="Begrunnelse")).to_be_visible()
    side.get_by_label("Begrunnelse", exact=True).fill("Vedlegget navnga en person.")
    side.get_by_role("button", name="Trekk utgaven tilbake").click()
    expect(side.get_by_text("Vedlegget navnga en person.")).to_be_visible()
    assert utenfor.goto(adresse).status == 404


def test_what_was_corrected_afterwards_is_told_and_compared(
    side, live_server, logg_inn, tilgjengelig, leser, utgave, halden
):
    galt = halden.vedtak.get()
    VedtakFactory(kommune=halden, totalt=60, em=10, mottatt=date(2016, 2, 20), retter=galt, rettegrunn="Feil")
    logg_inn(side, leser)
    side.goto(live_server.url + reverse("rapporter:rettelogg-show", args=[utgave.pk]))
    rad = side.get_by_role("row", name="Vedtatt, totalt, Halden")
    expect(rad).to_contain_text("57")
    expect(rad).to_contain_text("+3")
    tilgjengelig(side, BREDDER)
    side.get_by_role("link", name="Sammenlign", exact=True).click()
    side.get_by_label("Vis også tall som er like").check()
    side.get_by_role("button", name="Sammenlign").click()
    expect(side.get_by_role("row", name="Anmodet, totalt, Halden")).to_contain_text("70")
    tilgjengelig(side, BREDDER)
