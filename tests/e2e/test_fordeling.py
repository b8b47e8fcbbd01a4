"""From the county's figure to the sent round in a real browser: allocation with an override, and without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from anmodninger.models import Anmodningsrunde
from bosetting.kommuner.models import Folketall
from tests.anmodninger.factories import RundeFactory
from tests.kommuner.factories import KommuneFactory


@pytest.fixture
def fylket(live_server, embete, halden, moss):
    hvaler = KommuneFactory(nr="0111", navn="Hvaler")
    for kommune, antall in ((halden, 30_000), (moss, 60_000), (hvaler, 5_000)):
        Folketall.objects.create(kommune=kommune, aar=2015, antall=antall)
    RundeFactory(embete=embete, aar=2015, linjer=[(halden, 25, 4), (moss, 50, 6)])
    return embete


def celle(side, navn):
    return side.get_by_label(navn, exact=True)


def til_fordelingen(side, live_server):
    """Fill in the facts of a new round, and go on to the split."""
    side.goto(live_server.url + reverse("anmodninger:utkast-create"))
    celle(side, "Hvem anmoder").fill("Fylkesmannen i Østfold og IMDi")
    side.get_by_label("Svarfrist").first.fill("2016-04-15")
    side.get_by_label("Oppgitt for fylket, totalt").fill("103")
    side.get_by_label("Oppgitt for fylket, herav EM").fill("12")
    side.get_by_role("button", name="Lagre og gå videre").click()
    expect(side).to_have_title("Fordeling, utkast for 2016 – bosetting")


def beregn(side):
    side.get_by_role("button", name=re.compile("^Beregn")).first.click()
    expect(side.get_by_text("Forslaget er beregnet.")).to_be_visible()


def test_a_county_figure_is_split_overridden_and_sent(
    side, logg_inn, saksbehandler, live_server, fylket, tilgjengelig
):
    logg_inn(side, saksbehandler)
    til_fordelingen(side, live_server)
    tilgjengelig(side)
    side.get_by_label("Minst per kommune").fill("10")
    beregn(side)
    expect(side.get_by_text("3 av totalen er lagt til Moss.")).to_be_visible()
    expect(celle(side, "Moss, totalt")).to_have_value("63")

    # The override: the sum follows the typing, and the others share what is left.
    celle(side, "Moss, totalt").fill("70")
    expect(side.locator("[data-avvik=totalt]")).to_have_text("+7")
    side.get_by_label("Utelat Hvaler").check()
    expect(side.locator("[data-avvik=totalt]")).to_have_text("\u22123")
    side.get_by_label("Utelat Hvaler").uncheck()
    beregn(side)
    expect(celle(side, "Moss, totalt")).to_have_value("70")
    expect(side.get_by_label("Lås Moss")).to_be_checked()
    expect(celle(side, "Halden, totalt")).to_have_value("23")
    expect(side.locator("[data-avvik=totalt]")).to_have_text("0")

    side.get_by_role("button", name="Bruk tallene og gå videre").click()
    side.get_by_role("link", name="Moss: Forslaget er 63, herav 7 EM.").click()
    expect(celle(side, "Moss, begrunnelse")).to_be_focused()
    tilgjengelig(side)
    celle(side, "Moss, begrunnelse").fill("Har ledige boliger")
    side.get_by_role("button", name="Bruk tallene og gå videre").click()
    expect(side.get_by_text("Tallene fra fordelingen er ført inn i utkastet.")).to_be_visible()

    # A change in the grid afterwards needs a reason too.
    celle(side, "Halden, totalt").fill("22")
    celle(side, "Hvaler, totalt").fill("11")
    side.get_by_role("button", name="Lagre", exact=True).click()
    side.get_by_role("link", name="Se over og send").click()
    side.get_by_role("button", name="Send runden").click()
    expect(side.get_by_text("for disse kommunene: Halden, Hvaler.").first).to_be_visible()
    side.get_by_role("link", name="Skriv begrunnelsene").click()
    tilgjengelig(side)
    celle(side, "Halden, begrunnelse").fill("Avtalt med kommunen")
    celle(side, "Hvaler, begrunnelse").fill("Avtalt med kommunen")
    side.get_by_role("button", name="Lagre og se over").click()
    side.get_by_role("button", name="Send runden").click()

    expect(side.get_by_role("heading", name="Slik er tallene fordelt")).to_be_visible()
    expect(side.get_by_text("Har ledige boliger")).to_be_visible()
    tilgjengelig(side)
    runde = Anmodningsrunde.objects.get(aar=2016)
    assert set(
        runde.anmodninger.values_list("kommune__navn", "totalt", "foreslaatt_totalt", "begrunnelse")
    ) == {
        ("Halden", 22, 23, "Avtalt med kommunen"),
        ("Moss", 70, 63, "Har ledige boliger"),
        ("Hvaler", 11, 10, "Avtalt med kommunen"),
    }


def test_without_script_the_figure_is_split_left_out_and_moved(
    uten_skript, logg_inn, saksbehandler, live_server, fylket
):
    side = uten_skript
    logg_inn(side, saksbehandler)
    til_fordelingen(side, live_server)
    beregn(side)
    side.get_by_label("Utelat Hvaler").check()
    celle(side, "Hvaler, begrunnelse").fill("Tar ingen i år")
    beregn(side)
    expect(celle(side, "Hvaler, totalt")).to_have_value("")
    halden, moss = (int(celle(side, f"{navn}, totalt").input_value()) for navn in ("Halden", "Moss"))
    assert halden + moss == 103

    side.get_by_label("Fra", exact=True).select_option("Moss")
    side.get_by_label("Til", exact=True).select_option("Halden")
    side.get_by_label("Antall", exact=True).fill("5")
    side.get_by_label("Begrunnelse", exact=True).fill("Avtalt mellom de to")
    side.get_by_role("button", name="Flytt").click()

    expect(celle(side, "Halden, totalt")).to_have_value(str(halden + 5))
    expect(celle(side, "Moss, totalt")).to_have_value(str(moss - 5))
    expect(side.locator("tfoot [data-sum=totalt]")).to_have_text("103")
