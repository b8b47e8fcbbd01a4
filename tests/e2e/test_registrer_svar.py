"""A kontaktperson answers, on a phone and without script; the pages around the answer are accessible."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.vedtak.factories import AnmodningFactory, BosattFactory, VedtakFactory, VilkaarFactory
from vedtak.models import Vedtak

TELEFON = {"width": 390, "height": 844}


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


def test_a_kontaktperson_answers_on_her_phone(side, logg_inn, tilgjengelig, anmodning, kontaktperson):
    side.set_viewport_size(TELEFON)
    logg_inn(side, kontaktperson)
    expect(side.get_by_role("main")).to_contain_text(
        "Dere er bedt om å bosette 30 personer i 2016, hvorav 5 enslige mindreårige. "
        "Fristen var 31. desember 2015, for 69 dager siden."
    )
    tilgjengelig(side)
    side.get_by_role("link", name="Registrer svar", exact=True).click()
    expect(side.get_by_label("Mottatt")).to_have_count(0)
    tilgjengelig(side)

    side.get_by_label("Antall personer totalt").fill("30")
    side.get_by_label("Herav enslige mindreårige").fill("31")
    side.get_by_label("Vedtaksdato").fill("2016-02-18")
    side.get_by_label("Vedtatt av").fill("Kommunestyret")
    expect(side.get_by_label("Merknad til «avhengig av bolig»")).to_be_hidden()
    side.get_by_label("Avhengig av bolig", exact=True).check()
    side.get_by_label("Merknad til «avhengig av bolig»").fill("To boliger mangler.")
    side.get_by_role("button", name="Registrer svaret").click()

    expect(side.locator("ds-error-summary")).to_be_focused()
    expect(side).to_have_title("Feil: Registrer svar for Halden 2016 – bosetting")
    expect(side.locator("#id_em_error")).to_have_text(
        "Antallet enslige mindreårige (31) kan ikke være høyere enn totalt (30)."
    )
    expect(side.get_by_label("Antall personer totalt")).to_have_value("30")
    expect(side.get_by_label("Vedtaksdato")).to_have_value("2016-02-18")
    expect(side.get_by_label("Merknad til «avhengig av bolig»")).to_have_value("To boliger mangler.")
    tilgjengelig(side)
    assert not Vedtak.objects.exists()

    side.get_by_label("Herav enslige mindreårige").fill("5")
    side.get_by_role("button", name="Registrer svaret").click()
    expect(side.get_by_text("Svaret for 2016 er registrert.")).to_be_visible()
    expect(side.get_by_role("heading", name="Alt er besvart")).to_be_visible()
    tilgjengelig(side)
    assert Vedtak.objects.get().vilkaar.get().merknad == "To boliger mangler."


def test_fields_that_do_not_apply_fold_away_and_come_back_with_an_error(
    side, live_server, logg_inn, anmodning, kontaktperson, halden
):
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:vedtak-create", args=[halden.pk, 2016]))
    side.get_by_label("Antall personer totalt").fill("30")
    expect(side.get_by_label("Ny dato")).to_be_hidden()
    side.get_by_label("Kommunen ber om utsatt frist").check()
    expect(side.get_by_label("Antall personer totalt")).to_be_hidden()
    side.get_by_label("Ny dato").fill("2016-04-01")
    side.get_by_role("button", name="Registrer svaret").click()

    expect(side.locator("#id_totalt_error")).to_contain_text("Dette svaret har ikke noe antall.")
    side.get_by_label("Antall personer totalt").fill("")
    side.get_by_role("button", name="Registrer svaret").click()
    expect(side.get_by_role("heading", name="Registrer det endelige svaret for 2016")).to_be_visible()


def test_it_works_without_script(uten_skript, logg_inn, anmodning, kontaktperson):
    logg_inn(uten_skript, kontaktperson)
    uten_skript.get_by_role("link", name="Registrer svar", exact=True).click()
    uten_skript.get_by_label("Antall personer totalt").fill("mange")
    uten_skript.get_by_role("button", name="Registrer svaret").click()
    expect(uten_skript.locator("#id_totalt_error")).to_contain_text("Skriv et helt tall")
    expect(uten_skript.get_by_label("Antall personer totalt")).to_have_value("mange")
    uten_skript.get_by_label("Antall personer totalt").fill("20")
    uten_skript.get_by_label("Herav enslige mindreårige").fill("0")
    uten_skript.get_by_role("button", name="Registrer svaret").click()
    expect(uten_skript.get_by_text("Det mangler plass til 10 personer.")).to_be_visible()


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
