"""The number control of a report in a browser: a finding is accepted with a reason and taken back; with axe, without
JavaScript."""

import pytest
from django.urls import reverse

from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory

FEIL = "Kommunene ble bedt om 780 plasser og vedtok 713. Differansen er 87."


@pytest.fixture
def adresse(transactional_db, live_server, embete):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    KapittelFactory(rapport=rapport, noekkel="situasjonen", tekst=FEIL)
    return live_server.url + reverse("rapporter:kontroll-show", args=[rapport.pk])


def test_a_finding_is_accepted_and_taken_back(uten_skript, adresse, logg_inn, saksbehandler):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(adresse)
    side.get_by_role("link", name="Godta med begrunnelse").first.click()
    side.get_by_role("button", name="Godta funnet").click()
    assert side.get_by_text("Feltet er påkrevet").first.is_visible()
    side.get_by_label("Begrunnelse", exact=True).fill("Tjue plasser er lovet uten vedtak.")
    side.get_by_role("button", name="Godta funnet").click()
    assert side.get_by_role("heading", name="Ingen åpne funn").is_visible()
    assert side.get_by_text("Tjue plasser er lovet uten vedtak.").is_visible()
    side.get_by_role("link", name="Endre eller ta tilbake").click()
    side.get_by_role("button", name="Ikke godta lenger").click()
    assert side.get_by_role("heading", name="Må rettes eller godtas").is_visible()


def test_the_pages_are_accessible_with_findings_and_errors(
    side, adresse, logg_inn, tilgjengelig, saksbehandler
):
    logg_inn(side, saksbehandler)
    side.goto(adresse)
    tilgjengelig(side)
    side.get_by_role("link", name="Godta med begrunnelse").first.click()
    side.get_by_role("button", name="Godta funnet").click()
    tilgjengelig(side)
