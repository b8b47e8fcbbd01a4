"""From a figure to the rows behind it and on to the answer, and to what changed; read by axe on the way."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak.models import Vedtak


@pytest.fixture
def svar(transactional_db, embete, halden, saksbehandler):
    AnmodningFactory(kommune=halden, runde__embete=embete)
    foerste = VedtakFactory(kommune=halden, totalt=20, em=5, mottatt=date(2016, 1, 20))
    VedtakFactory(
        kommune=halden, totalt=27, em=5, mottatt=date(2016, 3, 1), vedtaksdato=None, retter=foerste,
        rettegrunn="Lest feil i saksframlegget.", registrert_av=saksbehandler,
    )  # fmt: skip
    return Vedtak.objects.latest("pk")


def test_a_figure_leads_to_its_rows_and_on_to_the_answer(
    side, live_server, logg_inn, tilgjengelig, svar, saksbehandler
):
    logg_inn(side, saksbehandler)
    side.goto(f"{live_server.url}/status/2016/?per=2016-02-01")
    side.get_by_role("row", name="Halden").get_by_role("link", name="27", exact=True).first.click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Vedtatt, totalt – Halden")
    expect(side.get_by_role("row", name="Sum")).to_contain_text("27")
    tilgjengelig(side)
    side.get_by_role("link", name=re.compile("^Vedtak")).click()
    expect(side).to_have_url(f"{live_server.url}{svar.get_absolute_url()}")


def test_what_changed_shows_old_and_new_side_by_side(
    side, live_server, logg_inn, tilgjengelig, svar, saksbehandler
):
    logg_inn(side, saksbehandler)
    side.goto(f"{live_server.url}/status/2016/?per=2016-02-01")
    side.get_by_text("Hva de to datoene betyr, og hva som er endret").click()
    tilgjengelig(side)
    side.get_by_role("link", name="Hva er endret siden 1. februar 2016?").click()
    rad = side.get_by_role("row", name="Rettet svar")
    expect(rad).to_contain_text("Lest feil i saksframlegget.")
    rad.get_by_text("Gammelt og nytt svar").click()
    expect(rad).to_contain_text("20 → 27")
    tilgjengelig(side)


def test_without_script_the_trace_is_the_same(uten_skript, live_server, logg_inn, svar, saksbehandler):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(f"{live_server.url}/status/2016/kilder/?per=2016-03-09&tall=udekket.totalt&kommune=0101")
    expect(side.get_by_role("row", name="Sum")).to_contain_text("3")
