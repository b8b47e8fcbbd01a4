"""The structure of a date and the grid of settled, in a browser: without JavaScript too, and axe in each state."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from bosetting.brukere.demo import DEMOBRUKERE
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune
from tests.vedtak.factories import BosattFactory
from vedtak.models import Bosatt

I_2024 = "/status/2015/?struktur=dato&strukturdato=2024-01-01"


@pytest.fixture
def demo(transactional_db, settings):
    call_command("demodata", stdout=StringIO())
    settings.DEBUG = True  # the demo's passwords
    demobruker = next(bruker for bruker in DEMOBRUKERE if bruker.rolle == "prosjektleder")
    return Bruker.objects.get(email=demobruker.epost), demobruker.passord


def test_lines_open_into_their_parts_without_javascript(uten_skript, live_server, logg_inn, demo):
    logg_inn(uten_skript, *demo)
    uten_skript.goto(live_server.url + I_2024)
    del_ = uten_skript.locator("tr.del", has_text="Spydeberg")
    assert not del_.is_visible()
    uten_skript.locator("tr.linje", has_text="Indre Østfold").locator("summary").click()
    assert del_.is_visible()
    assert not uten_skript.locator("tr.del", has_text="Rygge").is_visible()
    linje = uten_skript.locator("tbody.samlet", has_text="Aurskog-Høland")
    linje.locator("summary").click()
    assert linje.locator(".merknad").inner_text().startswith("Ikke sammenlignbart: Rømskog (0121)")


def test_the_choice_is_made_in_the_filter_and_every_state_is_accessible(
    side, live_server, logg_inn, tilgjengelig, demo
):
    logg_inn(side, *demo)
    side.goto(f"{live_server.url}/status/2015/")
    dato = side.get_by_label("Kommuner på dato")
    assert not dato.is_visible()
    side.get_by_label("Kommuner slik de er").select_option("dato")
    dato.fill("2024-01-01")
    side.locator("#treff", has_text="13 kommuner slik de er 1. januar 2024").wait_for()
    tilgjengelig(side)
    for lukket in side.locator("details.deler").all():
        lukket.locator("summary").press("Enter")
    tilgjengelig(side)


def test_counts_are_entered_corrected_and_confirmed(side, live_server, logg_inn, tilgjengelig, demo):
    logg_inn(side, *demo)
    halden = Kommune.objects.get(nr="0101")
    tidligere = BosattFactory(kommune=halden, aar=2016, per_dato=date(2016, 1, 31), antall=9)
    navn = tidligere.kommune.navn
    side.goto(f"{live_server.url}/bosatte/2016/foer/")
    side.get_by_label("Kilde").fill("IMDi")
    rute = side.get_by_label(f"{navn}, bosatt")
    rute.fill("x")
    side.get_by_role("button", name="Lagre tallene").click()
    tilgjengelig(side)
    rute.fill("5")
    side.get_by_role("button", name="Lagre tallene").click()
    assert side.get_by_text(f"{navn}: 5 er lavere enn 9 per 31.01.2016.").is_visible()
    tilgjengelig(side)
    side.get_by_label("Ja, tallene er riktige").check()
    side.get_by_role("button", name="Lagre tallene").click()
    side.get_by_text("1 tall er lagret.").wait_for()
    side.get_by_role("link", name=f"Rett bosatt i {navn}").click()
    side.get_by_role("button", name="Lagre rettelsen").click()
    tilgjengelig(side)
    side.get_by_label("Riktig antall bosatt").fill("11")
    side.get_by_label("Hvorfor rettes tallet?").fill("Seks var glemt.")
    side.get_by_role("button", name="Lagre rettelsen").click()
    side.get_by_text("Rettelsen er lagret.").wait_for()
    assert list(Bosatt.objects.filter(aar=2016).order_by("pk").values_list("antall", flat=True)) == [9, 5, 11]
