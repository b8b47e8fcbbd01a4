"""The frame of every page: log in, menu, skip link, and the pages open to all."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    "adresse", ["/konto/logg-inn/", "/konto/passord/glemt/", "/tilgjengelighet/", "/personvern/"]
)
def test_open_pages_are_accessible(side, live_server, tilgjengelig, adresse):
    side.goto(live_server.url + adresse)
    tilgjengelig(side)


def test_wrong_password_moves_focus_to_the_summary_and_names_the_error_in_the_title(
    side, live_server, tilgjengelig, transactional_db
):
    side.goto(f"{live_server.url}/konto/logg-inn/")
    side.get_by_label("E-post", exact=True).fill("ingen@example.test")
    side.get_by_label("Passord", exact=True).fill("feil")
    side.get_by_role("main").get_by_role("button", name="Logg inn").click()
    expect(side).to_have_title("Feil: Logg inn – bosetting")
    expect(side.locator("ds-error-summary")).to_be_focused()
    tilgjengelig(side)


def test_login_and_logout_work_without_script(uten_skript, live_server, uten_rolle, logg_inn):
    logg_inn(uten_skript, uten_rolle)
    expect(uten_skript.get_by_role("link", name=re.compile("Uten Rolle"))).to_be_visible()
    uten_skript.get_by_role("button", name="Logg ut").click()
    expect(uten_skript).to_have_url(re.compile("/konto/logg-inn/"))


def test_the_skip_link_is_first_and_leads_to_the_content(side, live_server):
    side.goto(f"{live_server.url}/personvern/")
    side.keyboard.press("Tab")
    expect(side.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    side.keyboard.press("Enter")
    expect(side.locator("#innhold")).to_be_focused()


def test_the_narrow_menu_opens_below_the_header_and_closes_with_escape(
    side, live_server, uten_rolle, logg_inn
):
    logg_inn(side, uten_rolle)
    side.set_viewport_size({"width": 390, "height": 800})
    expect(side.get_by_role("button", name="Logg ut")).to_be_hidden()
    side.get_by_role("button", name="Meny").click()
    expect(side.get_by_role("button", name="Logg ut")).to_be_visible()
    header = side.locator("header.topp").bounding_box()
    assert side.locator("#meny").bounding_box()["y"] >= header["y"] + header["height"] - 2
    side.keyboard.press("Escape")
    expect(side.get_by_role("button", name="Logg ut")).to_be_hidden()


def test_a_wide_window_shows_the_menu_in_place(side, live_server, uten_rolle, logg_inn):
    logg_inn(side, uten_rolle)
    expect(side.get_by_role("button", name="Meny")).to_be_hidden()
    expect(side.get_by_role("button", name="Logg ut")).to_be_visible()


def test_my_account_changes_the_password(side, live_server, uten_rolle, logg_inn, tilgjengelig):
    logg_inn(side, uten_rolle)
    side.get_by_role("link", name=re.compile("Uten Rolle")).click()
    expect(side).to_have_title("Min profil – bosetting")
    side.get_by_role("link", name="Bytt passord").click()
    expect(side).to_have_title("Bytt passord – bosetting")
    tilgjengelig(side)
