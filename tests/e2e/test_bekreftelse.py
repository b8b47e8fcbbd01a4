"""The embete confirms many answers and sends one back; its kontaktperson corrects it after the last day, and asks."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.vedtak.bekreftfactories import InnsendtFactory
from tests.vedtak.factories import AnmodningFactory
from vedtak.models import Bekreftelse, Endringsoenske, Endringsoenskesvar, Vedtak

SISTE_DAG = {"runde__siste_svar_dato": date(2016, 3, 5), "runde__siste_endring_dato": date(2016, 3, 5)}


@pytest.fixture
def svarene(transactional_db, halden, moss, kontaktperson, nabokontaktperson):
    for kommune in (halden, moss):
        AnmodningFactory(kommune=kommune, **SISTE_DAG)
    return (
        InnsendtFactory(kommune=halden, registrert_av=kontaktperson),
        InnsendtFactory(kommune=moss, registrert_av=nabokontaktperson, totalt=20),
    )


@pytest.fixture
def bytt(live_server, logg_inn):
    """Return a function that logs the one who is in out, and somebody else in."""

    def gjoer(side, bruker):
        side.context.clear_cookies()
        logg_inn(side, bruker)

    return gjoer


def gaa_hele_veien(side, live_server, bytt, sjekk, svarene, saksbehandler, kontaktperson):
    halden, moss = svarene
    bytt(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:bekreftelse-index"))
    expect(side.get_by_role("navigation", name="Hovedmeny").locator("[aria-current]")).to_have_text(
        "Til bekreftelse (2 venter)"
    )
    sjekk(side)
    side.get_by_role("button", name="Bekreft valgte").click()
    expect(side.get_by_role("main")).to_contain_text("Kryss av for minst ett svar.")
    sjekk(side)

    side.get_by_role("link", name="Send tilbake Halden 2016").click()
    side.get_by_role("button", name="Send tilbake").click()
    expect(side.locator("#id_kommentar_error")).to_contain_text("Skriv hva kommunen skal se på.")
    sjekk(side)
    side.get_by_label("Hva skal kommunen se på?").fill("Referatet sier 28.")
    side.get_by_role("button", name="Send tilbake").click()
    expect(side.get_by_text("Svaret er sendt tilbake til Halden.")).to_be_visible()

    side.get_by_role("link", name="Velg alle").click()
    side.get_by_role("checkbox", name="Halden 2016").uncheck()
    sjekk(side)
    side.get_by_role("button", name="Bekreft valgte").click()
    expect(side.get_by_text("1 svar er bekreftet.")).to_be_visible()
    assert set(Bekreftelse.objects.values_list("vedtak", "utfall")) == {
        (halden.pk, "sendt_tilbake"), (moss.pk, "bekreftet"),
    }  # fmt: skip

    bytt(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:min-kommune"))
    expect(side.get_by_role("heading", name="Se på svaret for 2016 igjen")).to_be_visible()
    expect(side.get_by_role("main")).to_contain_text("Kommentar fra embetet: «Referatet sier 28.»")
    sjekk(side)
    side.get_by_role("main").get_by_role("link", name="Rett svaret").first.click()
    side.get_by_label("Hvorfor rettes svaret?").fill("Feil tall i det første referatet.")
    side.get_by_label("Antall personer totalt").fill("28")
    sjekk(side)
    while (knapp := side.get_by_role("main").get_by_role("button", name="Lagre og gå videre")).count():
        knapp.last.click()
    side.get_by_role("button", name="Send inn").click()
    nytt = Vedtak.objects.get(retter=halden)
    assert (nytt.totalt, nytt.fra_kommunen) == (28, True)

    bytt(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:bekreftelse-index"))
    expect(side.get_by_role("listitem").filter(has_text="Halden 2016")).to_contain_text("Rettelse")
    sjekk(side)
    side.get_by_role("link", name="Bekreft bare dette Halden 2016").click()
    sjekk(side)
    side.get_by_role("button", name="Bekreft svaret").click()
    expect(side.get_by_role("main")).to_contain_text("Ingen svar venter på bekreftelse")
    sjekk(side)


def test_the_embete_confirms_sends_back_and_the_municipality_corrects_after_the_last_day(
    side, live_server, bytt, tilgjengelig, svarene, saksbehandler, kontaktperson
):
    gaa_hele_veien(side, live_server, bytt, tilgjengelig, svarene, saksbehandler, kontaktperson)


def test_without_javascript(uten_skript, live_server, bytt, svarene, saksbehandler, kontaktperson):
    gaa_hele_veien(uten_skript, live_server, bytt, lambda side: None, svarene, saksbehandler, kontaktperson)


def test_who_is_closed_out_asks_on_her_phone_and_is_told_what_became_of_it(
    side, live_server, bytt, tilgjengelig, transactional_db, halden, saksbehandler, kontaktperson
):
    AnmodningFactory(kommune=halden, **SISTE_DAG)
    bytt(side, kontaktperson)
    side.set_viewport_size({"width": 390, "height": 844})
    side.goto(live_server.url + reverse("vedtak:min-kommune"))
    side.get_by_role("main").get_by_role("link", name="Be embetet om en endring").first.click()
    tilgjengelig(side)
    side.get_by_role("button", name="Send til embetet").click()
    expect(side.locator("#id_tekst_error")).to_contain_text("Skriv hva som skal endres, og hvorfor.")
    tilgjengelig(side)
    side.get_by_label("Hva skal endres, og hvorfor?").fill("Vi vedtok 28 den 3. mars.")
    side.get_by_role("button", name="Send til embetet").click()
    expect(side.get_by_text("Ønsket er sendt til embetet.")).to_be_visible()
    tilgjengelig(side)
    oenske = Endringsoenske.objects.get()

    side.set_viewport_size({"width": 1280, "height": 900})
    bytt(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:bekreftelse-index"))
    side.get_by_role("link", name="Halden 2016").click()
    tilgjengelig(side)
    side.get_by_label("Endringen blir ikke gjort").check()
    side.get_by_role("button", name="Send svaret").click()
    expect(side.locator("#id_tekst_error")).to_contain_text("Skriv hvorfor endringen ikke gjøres.")
    tilgjengelig(side)
    side.get_by_label("Svar til kommunen").fill("Runden er avsluttet.")
    side.get_by_role("button", name="Send svaret").click()
    expect(side.get_by_text("Svaret er sendt til Halden.")).to_be_visible()
    assert Endringsoenskesvar.objects.get().oenske == oenske

    bytt(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:endringsoenske-show", args=[oenske.pk]))
    expect(side.get_by_role("main")).to_contain_text("Runden er avsluttet.")
    tilgjengelig(side)
    side.goto(live_server.url + reverse("vedtak:endringsoenske-index"))
    tilgjengelig(side)
