"""The number control in a browser: paste, follow a finding to its line; with axe, and without JavaScript."""

from django.urls import reverse

TEKST = """Kommunene ble bedt om 640 plasser. De sa ja til 590. Det mangler 60 plasser.

Kommune   Søkt  Fått
Moss        20    15
Råde        30    25
Sum         51    40
"""


def kontroller(side, adresse):
    side.goto(adresse)
    side.get_by_label("Tekst", exact=True).fill(TEKST)
    side.get_by_role("button", name="Kontroller tallene").click()
    assert side.get_by_role("heading", name="2 funn").is_visible()
    assert side.get_by_role("heading", name="Differanse (1)").is_visible()


def test_a_finding_leads_to_its_line(side, live_server, logg_inn, tilgjengelig, transactional_db, leser):
    logg_inn(side, leser)
    kontroller(side, live_server.url + reverse("rapporter:tallkontroll-show"))
    tilgjengelig(side)
    side.get_by_role("link", name="Linje 6", exact=True).click()
    assert side.locator("#linje-1-6").is_visible()
    assert side.locator(":target").inner_text().startswith("Sum")
    side.get_by_label("Tekst", exact=True).fill("")
    side.get_by_role("button", name="Kontroller tallene").click()
    assert side.get_by_role("link", name="Lim inn en tekst").is_visible()
    tilgjengelig(side)


def test_it_works_without_javascript(uten_skript, live_server, logg_inn, transactional_db, leser):
    logg_inn(uten_skript, leser)
    kontroller(uten_skript, live_server.url + reverse("rapporter:tallkontroll-show"))
