"""Staff register an answer on one page, with script and without; the pages around the answer are accessible.

A kontaktperson answers in steps: test_svar_i_trinn.py.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.vedtak.factories import AnmodningFactory, BosattFactory, VedtakFactory, VilkaarFactory
from vedtak.models import Vedtak


@pytest.fixture
def anmodning(transactional_db, halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def rettet(anmodning, halden, saksbehandler):
    """An answer with conditions that has been corrected once; returns the newest row."""
    gammel = VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25).vedtak
    BosattFactory(kommune=halden)
    return VedtakFactory(
        kommune=halden,
        totalt=28,
        em=None,
        mottatt=date(2016, 2, 1),
        retter=gammel,
        rettegrunn="Feil tall i referatet.",
        registrert_av=saksbehandler,
    )


def test_fields_that_do_not_apply_fold_away_and_come_back_with_an_error(
    side, live_server, logg_inn, tilgjengelig, anmodning, saksbehandler, halden
):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:vedtak-create", args=[halden.pk, 2016]))
    side.get_by_label("Antall personer totalt").fill("30")
    expect(side.get_by_label("Ny dato")).to_be_hidden()
    side.get_by_label("Kommunen ber om utsatt frist").check()
    expect(side.get_by_label("Antall personer totalt")).to_be_hidden()
    side.get_by_label("Ny dato").fill("2016-04-01")
    side.get_by_role("button", name="Registrer svaret").click()

    expect(side.locator("ds-error-summary")).to_be_focused()
    expect(side).to_have_title("Feil: Registrer svar for Halden 2016 – bosetting")
    expect(side.locator("#id_totalt_error")).to_contain_text("Dette svaret har ikke noe antall.")
    expect(side.get_by_label("Ny dato")).to_have_value("2016-04-01")
    tilgjengelig(side)
    side.get_by_label("Antall personer totalt").fill("")
    side.get_by_role("button", name="Registrer svaret").click()
    expect(side.get_by_text("Svaret for 2016 er registrert.")).to_be_visible()
    assert Vedtak.objects.get().type == "utsatt"


def test_a_condition_unfolds_its_note(side, live_server, logg_inn, anmodning, saksbehandler, halden):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:vedtak-create", args=[halden.pk, 2016]))
    side.get_by_label("Antall personer totalt").fill("30")
    side.get_by_label("Herav enslige mindreårige").fill("5")
    expect(side.get_by_label("Merknad til «avhengig av bolig»")).to_be_hidden()
    side.get_by_label("Avhengig av bolig", exact=True).check()
    side.get_by_label("Merknad til «avhengig av bolig»").fill("To boliger mangler.")
    side.get_by_role("button", name="Registrer svaret").click()
    expect(side.get_by_text("Svaret for 2016 er registrert.")).to_be_visible()
    assert Vedtak.objects.get().vilkaar.get().merknad == "To boliger mangler."


def test_it_works_without_script(uten_skript, live_server, logg_inn, anmodning, saksbehandler, halden):
    logg_inn(uten_skript, saksbehandler)
    uten_skript.goto(live_server.url + reverse("vedtak:vedtak-create", args=[halden.pk, 2016]))
    uten_skript.get_by_label("Antall personer totalt").fill("mange")
    uten_skript.get_by_role("button", name="Registrer svaret").click()
    expect(uten_skript.locator("#id_totalt_error")).to_contain_text("Skriv et helt tall")
    expect(uten_skript.get_by_label("Antall personer totalt")).to_have_value("mange")
    uten_skript.get_by_label("Antall personer totalt").fill("20")
    uten_skript.get_by_label("Herav enslige mindreårige").fill("0")
    uten_skript.get_by_role("button", name="Registrer svaret").click()
    expect(uten_skript.get_by_text("Status er nå «Delvis»: 20 vedtatt av 30 anmodet.")).to_be_visible()


def test_two_who_correct_at_once(
    side, live_server, logg_inn, tilgjengelig, rettet, saksbehandler, kontaktperson
):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:vedtak-correct", args=[rettet.pk]))
    side.get_by_label("Hvorfor rettes svaret?").fill("Møteboka sier 29.")
    side.get_by_label("Antall personer totalt").fill("29")
    VedtakFactory(
        kommune=rettet.kommune,
        retter=rettet,
        rettegrunn="Først.",
        registrert_av=kontaktperson,
        noekkel=uuid4(),
    )
    side.get_by_role("button", name="Registrer rettelsen").click()

    expect(side.locator("ds-error-summary")).to_contain_text("Hanne Halden rettet dette svaret")
    expect(side.get_by_label("Hvorfor rettes svaret?")).to_have_value("Møteboka sier 29.")
    expect(side.get_by_label("Antall personer totalt")).to_have_value("29")
    tilgjengelig(side)
    foerst = Vedtak.objects.get(retter=rettet)
    side.get_by_role("button", name="Rett den nye raden").click()

    expect(side.get_by_text("Rettelsen er registrert.")).to_be_visible()
    assert Vedtak.objects.get(retter=foerst).totalt == 29


def test_the_pages_around_an_answer_are_accessible(
    side, live_server, logg_inn, tilgjengelig, rettet, saksbehandler, halden
):
    logg_inn(side, saksbehandler)
    for navn, argumenter in (
        ("kommune-index", []),
        ("kommune-show", [halden.pk]),
        ("vedtak-show", [rettet.pk]),
        ("vedtak-correct", [rettet.pk]),
        ("vedtak-create", [halden.pk, 2016]),
        ("vedtak-create", [halden.pk, 2018]),
    ):
        side.goto(live_server.url + reverse(f"vedtak:{navn}", args=argumenter))
        tilgjengelig(side)
