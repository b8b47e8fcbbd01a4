"""Following work in the background: the page counts by itself, ends in words, and works without JavaScript too."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bosetting.felles.dag import naa
from bosetting.jobber.models import Jobb, Jobbfeil
from tests.jobber.factories import JobbFactory


@pytest.fixture
def jobb(transactional_db, embete, saksbehandler):
    return JobbFactory(
        embete=embete,
        bestilt_av=saksbehandler,
        tilstand=Jobb.KJOERER,
        ferdige=214,
        antall=428,
        hjerteslag_at=naa(),
        retur=reverse("anmodninger:runde-index"),
    )


def sett(jobb, **felt) -> None:
    Jobb.objects.filter(pk=jobb.pk).update(hjerteslag_at=naa(), **felt)


def test_the_page_counts_by_itself_and_ends_in_words(
    side, live_server, logg_inn, tilgjengelig, jobb, saksbehandler
):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + jobb.get_absolute_url())
    expect(side.locator("#framdrift-tall")).to_have_text("214 av 428")
    expect(side.get_by_role("progressbar", name="Framdrift 214 av 428")).to_be_visible()
    side.locator("#avbryt").focus()

    sett(jobb, ferdige=300)
    expect(side.locator("#framdrift-tall")).to_have_text("300 av 428")
    expect(side.locator("#avbryt")).to_be_focused()
    expect(side.get_by_role("status")).to_have_text(re.compile("går i bakgrunnen"))

    Jobbfeil.objects.create(jobb=jobb, enhet="0101", navn="Halden", aarsak="Ingen kontaktperson.")
    sett(jobb, ferdige=427, tilstand=Jobb.FEILET, avsluttet_at=naa())
    expect(side.get_by_role("status")).to_have_text(re.compile("ikke alt lyktes"))
    expect(side.get_by_role("row", name="Halden Ingen kontaktperson.")).to_be_visible()
    expect(side.locator("[hx-trigger]")).to_have_count(0)
    tilgjengelig(side)


def test_counting_does_not_move_a_reader_who_has_focused_nothing(
    side, live_server, logg_inn, jobb, saksbehandler
):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + jobb.get_absolute_url())

    sett(jobb, ferdige=300)
    expect(side.locator("#framdrift-tall")).to_have_text("300 av 428")

    assert side.evaluate("document.activeElement.tagName") == "BODY"


def test_work_is_cancelled_with_the_button(side, live_server, logg_inn, jobb, saksbehandler):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + jobb.get_absolute_url())

    side.get_by_role("button", name="Avbryt arbeidet").click()

    expect(side.get_by_text("Avbrytes så snart den delen som pågår, er ferdig.")).to_be_visible()
    jobb.refresh_from_db()
    assert jobb.avbryt_bedt_at is not None


def test_without_javascript_a_link_shows_how_far_it_has_come(
    uten_skript, live_server, logg_inn, jobb, saksbehandler
):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + jobb.get_absolute_url())

    sett(jobb, ferdige=428, tilstand=Jobb.FERDIG, avsluttet_at=naa())
    side.get_by_role("link", name="Vis hvor langt det er kommet").click()

    expect(side.get_by_role("status")).to_have_text("Arbeidet er ferdig.")
    side.get_by_role("link", name="Gå videre").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Anmodninger")
