"""An extension in a browser: the closing dates follow the deadline until somebody sets one by hand."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from anmodninger.models import Fristutsettelse
from tests.anmodninger.factories import RundeFactory


@pytest.fixture
def skjema(transactional_db, live_server, embete, halden, saksbehandler):
    runde = RundeFactory(
        embete=embete, sendt_dato=date(2016, 2, 1), svarfrist=date(2016, 3, 1), siste_svar_dato=date(2016, 3, 8),
        siste_endring_dato=date(2016, 3, 31), linjer=[(halden, 60, 5)],
    )  # fmt: skip
    return live_server.url + reverse("anmodninger:utsettelse-create", args=[runde.anmodninger.get().pk])


def test_the_dates_move_as_she_types_and_one_set_by_hand_stays(side, skjema, logg_inn, saksbehandler):
    logg_inn(side, saksbehandler)
    side.goto(skjema)
    frist, siste_svar, siste_endring = (
        side.get_by_label(navn)
        for navn in ("Ny svarfrist", "Ny siste dag for nye svar", "Ny siste dag for endringer")
    )
    frist.fill("2016-04-01")
    expect(siste_svar).to_have_value("2016-04-08")
    expect(siste_endring).to_have_value("2016-05-01")
    siste_svar.fill("2016-06-01")
    frist.fill("2016-04-02")
    expect(siste_svar).to_have_value("2016-06-01")
    expect(siste_endring).to_have_value("2016-05-02")

    side.get_by_label("Begrunnelse").fill("Kommunestyret møtes 2. april.")
    side.get_by_role("button", name="Lagre utsettelsen").click()
    expect(side.get_by_text("Halden har fått utsatt frist til 2. april 2016.")).to_be_visible()
    assert Fristutsettelse.objects.get().ny_siste_svar_dato == date(2016, 6, 1)


def test_without_javascript_the_dates_are_shown_before_they_are_saved(
    uten_skript, skjema, logg_inn, saksbehandler
):
    logg_inn(uten_skript, saksbehandler)
    uten_skript.goto(skjema)
    uten_skript.get_by_label("Ny svarfrist").fill("2016-04-01")
    uten_skript.get_by_label("Begrunnelse").fill("Kommunestyret møtes sent.")
    lagre = uten_skript.get_by_role("button", name="Lagre utsettelsen")
    lagre.click()
    expect(uten_skript.get_by_text("Ikke lagret ennå")).to_be_visible()
    expect(uten_skript.get_by_label("Ny siste dag for endringer")).to_have_value("2016-05-01")
    assert not Fristutsettelse.objects.exists()
    lagre.click()
    expect(uten_skript.get_by_text("Halden har fått utsatt frist til 1. april 2016.")).to_be_visible()
