"""The annual wheel and a person's calendar in a real browser: with one click, on a phone, and without script."""

import icalendar
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from anmodninger.models import Aarshjulsteg
from tests.anmodninger.factories import RundeFactory


@pytest.fixture
def hjulet(live_server, embete):
    RundeFactory(embete=embete)
    return live_server.url + reverse("anmodninger:aarshjul-show", args=[embete.pk, 2016])


def test_a_year_is_started_and_a_step_is_done_with_one_click(
    side, logg_inn, tilgjengelig, saksbehandler, hjulet
):
    logg_inn(side, saksbehandler)
    side.goto(hjulet)
    side.get_by_role("button", name="Start årshjulet for 2016").click()
    expect(side.get_by_role("status")).to_contain_text("7 steg er lagt inn.")
    raden = side.locator(f"#steg-{Aarshjulsteg.objects.get(tittel='Rapporter til Nasjonalt utvalg').pk}")
    raden.get_by_role("button", name="Ferdig i dag").click()
    expect(raden).to_contain_text("ferdig 09.03.2016")
    expect(side.get_by_role("img", name="Årshjulet for bosettingsåret 2016")).to_have_count(1)
    tilgjengelig(side)


def test_on_a_phone_the_picture_is_as_wide_as_the_page(side, logg_inn, saksbehandler, embete, hjulet):
    logg_inn(side, saksbehandler)
    side.set_viewport_size({"width": 390, "height": 800})
    side.goto(hjulet)
    bilde = side.get_by_role("img", name="Årshjulet for bosettingsåret 2016")
    expect(bilde).to_have_count(1)
    assert bilde.bounding_box()["width"] < 360
    assert side.evaluate("document.documentElement.scrollWidth") == 390


def test_a_step_is_added_and_the_template_changed_without_script(
    uten_skript, logg_inn, saksbehandler, embete, hjulet
):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(hjulet)
    side.get_by_role("link", name="Rediger malen").click()
    side.get_by_label("Hva skal gjøres, linje 8").fill("Evaluer runden")
    side.get_by_label("Fra, linje 8").select_option(label="april samme år")
    side.get_by_label("Til og med, linje 8").select_option(label="mai samme år")
    side.get_by_role("button", name="Lagre malen").click()
    side.goto(hjulet)
    side.get_by_role("button", name="Start årshjulet for 2016").click()
    side.get_by_role("link", name="Nytt steg").click()
    side.get_by_label("Hva skal gjøres").fill("Møt Moss")
    side.get_by_label("Fra", exact=True).fill("2016-03-01")
    side.get_by_label("Til og med").fill("2016-03-11")
    side.get_by_role("button", name="Lagre").click()
    expect(side.get_by_role("heading", name="Møt Moss")).to_be_visible()
    assert Aarshjulsteg.objects.get(tittel="Evaluer runden").fra.isoformat() == "2016-04-01"


def test_the_calendar_address_is_copied_and_gives_a_calendar(
    side, context, live_server, logg_inn, tilgjengelig, saksbehandler, hjulet
):
    logg_inn(side, saksbehandler)
    side.get_by_role("link", name="Kalender", exact=True).click()
    side.get_by_role("button", name="Lag kalenderadresse").click()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    side.get_by_role("button", name="Kopier").click()
    expect(side.get_by_text("Adressen er kopiert.")).to_be_visible()
    adresse = side.evaluate("navigator.clipboard.readText()")
    assert adresse == side.get_by_label("Kalenderadresse", exact=True).input_value()
    tilgjengelig(side)
    svar = context.request.get(adresse)
    assert svar.headers["content-type"].startswith("text/calendar")
    titler = [str(rad["SUMMARY"]) for rad in icalendar.Calendar.from_ical(svar.body()).walk("VEVENT")]
    assert titler == ["Svarfrist for anmodningen for 2016"]
