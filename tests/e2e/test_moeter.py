"""Meetings in the browser: a series with exceptions, and a point proposed and put on, with and without JavaScript."""

from datetime import date

import pytest

from nettverk.models import Moeteserie
from tests.nettverk.factories import GruppeFactory, ProsjektFactory
from tests.nettverk.seriefactories import SeriemoeteFactory
from tests.vedtak.dokumentfactories import pdf

TELEFON = {"width": 390, "height": 844}


@pytest.fixture
def prosjekt(transactional_db, settings, tmp_path, embete):
    settings.DOKUMENTMAPPE = tmp_path / "lager"
    prosjekt = ProsjektFactory(embete=embete)
    GruppeFactory(prosjekt=prosjekt, navn="Prosjektgruppen", moeteinnsyn="kommunene")
    return prosjekt


def lag_serie(side, live_server):
    """Make a series by its form: the third Tuesday, where May's is a holiday and June's is left out."""
    side.goto(f"{live_server.url}/nettverk/moeter/")
    side.get_by_role("link", name="Møteserier").click()
    side.get_by_role("link", name="Ny møteserie").click()
    side.get_by_label("Tittel").fill("Prosjektgruppemøte")
    side.get_by_label("Gruppe").select_option("Prosjektgruppen")
    side.get_by_label("Hvor ofte").select_option("hver måned")
    side.get_by_label("Hvilken i måneden").select_option("tredje")
    side.get_by_label("Ukedag").select_option("tirsdag")
    side.get_by_label("Fra og med").fill("2016-03-01")
    side.get_by_label("Til og med").fill("2016-08-31")
    side.get_by_label("Begynner").fill("11:30")
    side.get_by_label("Slutter").fill("15:00")
    side.get_by_role("button", name="Vis datoene").click()


def test_a_series_with_exceptions(
    side, live_server, logg_inn, prosjektleder, kontaktperson, prosjekt, tilgjengelig
):
    logg_inn(side, prosjektleder)
    lag_serie(side, live_server)
    side.get_by_text("6 datoer: tredje tirsdag i hver måned").wait_for()
    assert not side.get_by_label("tirsdag 17. mai 2016 (Grunnlovsdag)").is_checked()
    side.get_by_label("tirsdag 21. juni 2016").uncheck()
    tilgjengelig(side)
    side.get_by_role("button", name="Opprett serien").click()
    side.get_by_text("Serien er opprettet med 4 møter.").wait_for()
    tilgjengelig(side)

    # One is moved, one is cancelled; the others stay.
    side.get_by_role("link", name="19. april 2016").click()
    side.get_by_role("link", name="Rediger møtet").click()
    side.get_by_text("Bare dette møtet endres").wait_for()
    side.get_by_label("Dato").fill("2016-04-20")
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre").click()
    side.get_by_text("flyttet fra 19. april 2016").wait_for()
    side.get_by_role("link", name="Tredje tirsdag i hver måned").click()
    side.get_by_text("flyttet til 20. april 2016").wait_for()
    side.get_by_role("link", name="19. juli 2016").click()
    side.get_by_role("link", name="Avlys", exact=True).click()
    side.get_by_label("Hvorfor møtet avlyses").fill("Sommerferie")
    side.get_by_role("button", name="Avlys møtet").click()
    side.get_by_role("heading", name="Møtet er avlyst").wait_for()
    tilgjengelig(side)

    # The rest is changed from April on: what was moved by itself stays, and July stays cancelled.
    side.get_by_role("link", name="Tredje tirsdag i hver måned").click()
    side.get_by_role("link", name="Endre resten av serien").click()
    side.get_by_label("Endres fra og med").fill("2016-04-01")
    side.get_by_label("Ukedag").select_option("torsdag")
    side.get_by_role("button", name="Vis datoene").click()
    assert side.get_by_label("torsdag 21. april 2016").is_checked()
    assert not side.get_by_label("torsdag 21. juli 2016").is_checked()
    tilgjengelig(side)
    side.get_by_role("button", name="Endre serien").click()
    side.get_by_text("Resten av serien er endret fra 1. april 2016.").wait_for()
    ny = Moeteserie.objects.get(fra=date(2016, 4, 1))
    assert sorted(ny.moeter.values_list("seriedato", "dato")) == [
        (date(2016, 4, 21), date(2016, 4, 20)),
        (date(2016, 8, 18), date(2016, 8, 18)),
    ]
    gammel = Moeteserie.objects.get(fra=date(2016, 3, 1))
    assert sorted(gammel.moeter.values_list("dato", "status")) == [
        (date(2016, 3, 15), "planlagt"),
        (date(2016, 7, 19), "avlyst"),
    ]
    side.goto(f"{live_server.url}/nettverk/moeter/")
    tilgjengelig(side)


def test_a_series_without_javascript(uten_skript, live_server, logg_inn, prosjektleder, prosjekt):
    side = uten_skript
    logg_inn(side, prosjektleder)
    lag_serie(side, live_server)
    side.get_by_label("tirsdag 21. juni 2016").uncheck()
    side.get_by_role("button", name="Opprett serien").click()
    assert side.get_by_text("Serien er opprettet med 4 møter.").is_visible()


def test_a_point_is_proposed_and_put_on(
    side, live_server, logg_inn, prosjektleder, kontaktperson, prosjekt, tilgjengelig
):
    moete = SeriemoeteFactory(prosjekt=prosjekt, innsyn="kommunene", tittel="Nettverksmøte")
    side.set_viewport_size(TELEFON)
    logg_inn(side, kontaktperson)
    side.goto(f"{live_server.url}/nettverk/moeter/")
    side.get_by_role("link", name="Nettverksmøte").click()
    side.get_by_role("link", name="Foreslå sak").click()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Sak", exact=True).fill("Boliger til enslige")
    side.get_by_label("Minutter").fill("30")
    side.get_by_role("button", name="Send forslaget").click()
    side.get_by_text("Forslaget er sendt.").wait_for()
    side.get_by_role("link", name="Legg ved til Boliger til enslige").click()
    side.get_by_label("Fil", exact=True).set_input_files(
        {"name": "notat.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    side.get_by_role("button", name="Legg ved").click()
    side.get_by_text("«notat.pdf» er lagt ved.").wait_for()
    tilgjengelig(side, (1280, 390))
    side.context.clear_cookies()

    logg_inn(side, prosjektleder)
    side.goto(live_server.url + moete.get_absolute_url())
    side.get_by_text("Foreslått av Halden ved Hanne Halden").wait_for()
    side.get_by_role("link", name="Svar på forslaget Boliger til enslige").click()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("settes opp", exact=True).check()
    side.get_by_role("button", name="Lagre").click()
    side.get_by_role("heading", name="1. Boliger til enslige").wait_for()
    tilgjengelig(side, (1280, 390))
    with side.expect_download() as fil:
        side.get_by_role("link", name="notat.pdf", exact=True).click()
    assert fil.value.path().read_bytes() == pdf()
