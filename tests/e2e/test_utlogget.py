"""The session ends while somebody types: nothing is saved, and nothing she typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.anmodninger.factories import UtkastFactory
from tests.brukere.factories import PASSORD
from tests.vedtak.factories import AnmodningFactory
from vedtak.models import Vedtak


@pytest.fixture
def adresse(transactional_db, live_server, halden):
    AnmodningFactory(kommune=halden)
    return live_server.url + reverse("vedtak:vedtak-create", args=[halden.pk, 2016])


def logg_inn_igjen(side, epost):
    side.get_by_label("E-post", exact=True).fill(epost)
    side.get_by_label("Passord", exact=True).fill(PASSORD)
    side.get_by_role("main").get_by_role("button", name="Logg inn").click()
    side.wait_for_url(lambda url: "logg-inn" not in url)


def skriv(side, adresse):
    side.goto(adresse)
    side.get_by_label("Antall personer totalt").fill("25")
    side.get_by_label("Avhengig av bolig", exact=True).check()
    side.get_by_label("Merknad til «avhengig av bolig»").fill("To boliger mangler.")
    side.get_by_label("Merknad (valgfritt)").fill("Se møteboka.")


def test_what_was_typed_comes_back_after_login(side, logg_inn, adresse, saksbehandler):
    logg_inn(side, saksbehandler)
    skriv(side, adresse)
    Session.objects.all().delete()
    side.get_by_role("button", name="Registrer svaret").click()

    expect(side.get_by_role("alert")).to_contain_text("Det du skrev, er ikke lagret.")
    assert not Vedtak.objects.exists()
    logg_inn_igjen(side, saksbehandler.email)
    expect(side).to_have_url(adresse)
    expect(side.get_by_role("alert")).to_contain_text("Det du skrev, står her igjen.")
    expect(side.get_by_label("Antall personer totalt")).to_have_value("25")
    side.get_by_role("button", name="Registrer svaret").click()

    expect(side.get_by_text("Svaret for 2016 er registrert.")).to_be_visible()
    vedtak = Vedtak.objects.get()
    assert (vedtak.totalt, vedtak.merknad) == (25, "Se møteboka.")
    assert vedtak.vilkaar.get().merknad == "To boliger mangler."


def test_a_form_older_than_the_login_is_refused_and_given_back(side, logg_inn, adresse, saksbehandler):
    logg_inn(side, saksbehandler)
    skriv(side, adresse)
    annen_fane = side.context.new_page()
    annen_fane.goto(adresse)
    annen_fane.get_by_role("button", name="Logg ut").click()
    logg_inn_igjen(annen_fane, saksbehandler.email)
    side.context.tillatt.add(403)
    side.get_by_role("button", name="Registrer svaret").click()

    expect(side.get_by_role("heading", level=1)).to_have_text("Skjemaet ble ikke sendt")
    side.get_by_role("link", name="Åpne skjemaet igjen").click()
    expect(side.get_by_label("Merknad (valgfritt)")).to_have_value("Se møteboka.")
    assert not Vedtak.objects.exists()


def test_nobody_else_is_given_what_was_typed(side, logg_inn, adresse, saksbehandler, prosjektleder):
    logg_inn(side, saksbehandler)
    skriv(side, adresse)
    Session.objects.all().delete()
    side.get_by_role("button", name="Registrer svaret").click()
    logg_inn_igjen(side, prosjektleder.email)

    expect(side).to_have_url(adresse)
    expect(side.get_by_label("Antall personer totalt")).to_have_value("")
    assert side.evaluate("sessionStorage.getItem('kladd')") is None


def test_a_saved_form_leaves_nothing_behind(side, logg_inn, adresse, saksbehandler):
    logg_inn(side, saksbehandler)
    skriv(side, adresse)
    side.get_by_role("button", name="Registrer svaret").click()
    expect(side.get_by_text("Svaret for 2016 er registrert.")).to_be_visible()
    assert side.evaluate("sessionStorage.getItem('kladd')") is None


def test_the_grid_comes_back_with_its_sums(
    side, logg_inn, live_server, adresse, embete, halden, saksbehandler
):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 40, 5)])
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("anmodninger:utkast-tall", args=[utkast.pk]))
    side.get_by_label("Halden, totalt").fill("55")
    Session.objects.all().delete()
    side.get_by_role("button", name="Lagre", exact=True).click()
    logg_inn_igjen(side, saksbehandler.email)

    expect(side.get_by_label("Halden, totalt")).to_have_value("55")
    expect(side.locator("tfoot [data-sum=totalt]")).to_have_text("55")
    expect(side.get_by_text("1 endret felt er ikke lagret")).to_be_visible()
