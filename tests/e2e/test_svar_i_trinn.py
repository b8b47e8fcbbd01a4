"""A kontaktperson answers in steps on her phone, from her start page to the receipt, with script and without."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.brukere.factories import PASSORD, BrukerFactory
from tests.vedtak.dokumentfactories import pdf
from tests.vedtak.factories import AnmodningFactory, VilkaarFactory
from vedtak.models import Svarkladd, Vedtak

TELEFON = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def anmodning(transactional_db, halden, settings, tmp_path):
    settings.DOKUMENTMAPPE = tmp_path
    return AnmodningFactory(kommune=halden)


def videre(side):
    side.get_by_role("main").get_by_role("button", name="Lagre og gå videre").last.click()


def feil_paa(side, felt, melding):
    expect(side.locator(f"#id_{felt}_error")).to_contain_text(melding)


def gaa_hele_veien(side, sjekk):
    """Go through every step, with a mistake in each that can have one; ``sjekk`` looks at each page."""
    expect(side.get_by_role("main")).to_contain_text("Dere er bedt om å bosette 30 personer i 2016")
    side.get_by_role("link", name="Registrer svar", exact=True).click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Svar for 2016")
    sjekk(side)
    videre(side)
    feil_paa(side, "type", "Velg hva kommunen svarer.")
    expect(side).to_have_title("Feil: Svaret – Svar for 2016 – bosetting")
    sjekk(side)
    side.get_by_label("Kommunen har vedtatt et antall").check()
    side.get_by_label("Antall personer totalt").fill("25")
    side.get_by_label("Herav enslige mindreårige").fill("26")
    videre(side)
    feil_paa(side, "em", "Antallet enslige mindreårige (26) kan ikke være høyere enn totalt (25).")
    expect(side.get_by_label("Antall personer totalt")).to_have_value("25")
    side.get_by_label("Herav enslige mindreårige").fill("5")
    videre(side)

    expect(side.get_by_role("heading", name="Står det vilkår i vedtaket?")).to_be_visible()
    sjekk(side)
    side.get_by_label("Annet", exact=True).check()
    videre(side)
    feil_paa(side, "vilkaar_annet_merknad", "Skriv hva vilkåret går ut på.")
    sjekk(side)
    side.get_by_label("Merknad til «annet»").fill("Helsetilbudet må på plass.")
    videre(side)

    sjekk(side)
    side.get_by_label("Vedtaksdato").fill("2016-03-10")
    videre(side)
    feil_paa(side, "vedtaksdato", "Vedtaksdatoen kan ikke være i framtiden.")
    sjekk(side)
    side.get_by_label("Vedtaksdato").fill("2016-02-18")
    side.get_by_label("Vedtatt av").fill("Kommunestyret")
    side.get_by_label("Saksnummer").fill("16/77")
    videre(side)

    sjekk(side)
    side.get_by_label("Velg en fil").set_input_files(
        {"name": "notat.txt", "mimeType": "text/plain", "buffer": b"Bare tekst."}
    )
    videre(side)
    expect(side.locator("#id_fil_error")).to_be_visible()
    sjekk(side)
    side.get_by_label("Velg en fil").set_input_files(
        {"name": "protokoll.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    side.get_by_role("button", name="Last opp").click()
    expect(side.get_by_role("link", name="protokoll.pdf")).to_be_visible()
    sjekk(side)
    videre(side)

    expect(side.get_by_role("main")).to_contain_text("Status går fra «Ikke svart» til «Delvis»")
    expect(side.get_by_role("main")).to_contain_text("Helsetilbudet må på plass.")
    sjekk(side)
    assert not Vedtak.objects.exists()
    side.get_by_role("button", name="Send inn svaret").click()

    expect(side.get_by_role("heading", level=1)).to_have_text("Svaret for 2016 er sendt inn")
    vedtak = Vedtak.objects.get()
    expect(side).to_have_url(re.compile(reverse("vedtak:vedtak-receipt", args=[vedtak.pk]) + "$"))
    for biter in (
        "Svaret for 2016 er sendt inn",
        f"2016-0101-{vedtak.pk}",
        "Hanne Halden",
        "16/77",
        "protokoll.pdf",
    ):
        expect(side.get_by_role("main")).to_contain_text(biter)
    expect(side.get_by_role("main")).to_contain_text("Ubekreftet til embetet har bekreftet svaret.")
    sjekk(side)
    assert (vedtak.totalt, vedtak.em, vedtak.saksnummer) == (25, 5, "16/77")
    assert vedtak.dokumenter.get().navn == "protokoll.pdf"


def test_on_her_phone(side, logg_inn, tilgjengelig, kontaktperson):
    side.context.tillatt.add(413)
    side.set_viewport_size(TELEFON)
    logg_inn(side, kontaktperson)
    gaa_hele_veien(side, lambda side: tilgjengelig(side, (390, 320)))
    side.context.tillatt.add(404)
    side.go_back()
    expect(side.get_by_role("heading", level=1)).to_have_text("Kladden finnes ikke lenger")
    tilgjengelig(side, (390, 320))


def test_without_script(uten_skript, logg_inn, kontaktperson):
    uten_skript.set_viewport_size(TELEFON)
    logg_inn(uten_skript, kontaktperson)
    gaa_hele_veien(uten_skript, lambda side: None)


def test_the_number_folds_away_where_the_answer_has_none_and_comes_back_with_an_error(
    side, live_server, logg_inn, kontaktperson, halden
):
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:kladd-start", args=[halden.pk, 2016]))
    side.get_by_label("Kommunen har vedtatt et antall").check()
    side.get_by_label("Antall personer totalt").fill("30")
    side.get_by_label("Kommunen ber om utsatt frist").check()
    expect(side.get_by_label("Antall personer totalt")).to_be_hidden()
    videre(side)
    feil_paa(side, "totalt", "Dette svaret har ikke noe antall.")
    side.wait_for_load_state()  # the error is read before the page's scripts have run on a busy machine
    side.get_by_label("Antall personer totalt").fill("")
    videre(side)
    side.get_by_label("Hvilken frist ber dere om?").fill("2016-04-01")
    videre(side)
    videre(side)
    side.get_by_role("button", name="Send inn svaret").click()
    expect(side.get_by_text("Svaret for 2016 er sendt inn")).to_be_visible()
    assert Vedtak.objects.get().type == "utsatt"


def test_enter_saves_and_goes_on(side, live_server, logg_inn, kontaktperson, halden):
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:kladd-start", args=[halden.pk, 2016]))
    side.get_by_label("Kommunen har vedtatt et antall").check()
    side.get_by_label("Antall personer totalt").fill("30")
    side.get_by_label("Antall personer totalt").press("Enter")
    expect(side.get_by_role("heading", name="Står det vilkår i vedtaket?")).to_be_visible()


def test_a_colleague_goes_on_where_she_left(side, uten_skript, logg_inn, live_server, kontaktperson, halden):
    kollega = BrukerFactory(navn="Mona Medhjelper", tilgang={"rolle": "kontaktperson", "kommune": halden})
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:kladd-start", args=[halden.pk, 2016]))
    side.get_by_label("Kommunen har vedtatt 0, altså nei").check()
    side.get_by_role("navigation", name="Trinnene i svaret").get_by_role("button", name="Vedtaket").click()
    side.get_by_label("Saksnummer").fill("16/8")
    side.get_by_role("button", name="Lagre og fortsett senere").click()
    expect(side.get_by_text("Svaret er lagret som kladd.")).to_be_visible()

    logg_inn(uten_skript, kollega)
    uten_skript.get_by_role("link", name="Fortsett").first.click()
    expect(uten_skript.get_by_role("main")).to_contain_text("Hanne Halden begynte på dette svaret")
    expect(uten_skript.get_by_label("Saksnummer")).to_have_value("16/8")


def test_two_at_once_see_both(side, tilgjengelig, logg_inn, live_server, kontaktperson, halden):
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + reverse("vedtak:kladd-start", args=[halden.pk, 2016]))
    side.get_by_label("Kommunen har vedtatt et antall").check()
    side.get_by_label("Antall personer totalt").fill("25")
    videre(side)
    kladd = Svarkladd.objects.get()
    side.goto(live_server.url + reverse("vedtak:kladd-trinn", args=[kladd.pk, "svar"]))
    kladd.data["felt"]["totalt"] = "28"
    kladd.versjon += 1
    kladd.data["lagret"]["svar"] = [kladd.versjon, "Mona Medhjelper", "2016-03-09T10:00:00+00:00"]
    kladd.save()
    side.get_by_label("Antall personer totalt").fill("29")
    videre(side)
    expect(side.get_by_role("alert")).to_contain_text(
        "Mona Medhjelper lagret dette trinnet 9. mars kl. 11.00"
    )
    expect(side.get_by_role("alert")).to_contain_text("28")
    expect(side.get_by_label("Antall personer totalt")).to_have_value("29")
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre det jeg skrev").click()
    expect(side.get_by_role("heading", name="Står det vilkår i vedtaket?")).to_be_visible()
    assert Svarkladd.objects.get().data["felt"]["totalt"] == "29"


def test_a_session_that_ends_loses_nothing(side, logg_inn, live_server, kontaktperson, halden):
    logg_inn(side, kontaktperson)
    adresse = live_server.url + reverse("vedtak:kladd-start", args=[halden.pk, 2016])
    side.goto(adresse)
    side.get_by_label("Kommunen har vedtatt et antall").check()
    side.get_by_label("Antall personer totalt").fill("25")
    Session.objects.all().delete()
    videre(side)
    expect(side.get_by_role("alert")).to_contain_text("Det du skrev, er ikke lagret.")
    side.get_by_label("E-post", exact=True).fill(kontaktperson.email)
    side.get_by_label("Passord", exact=True).fill(PASSORD)
    side.get_by_role("main").get_by_role("button", name="Logg inn").click()
    expect(side).to_have_url(adresse)
    expect(side.get_by_label("Antall personer totalt")).to_have_value("25")
    videre(side)
    assert Svarkladd.objects.get().data["felt"]["totalt"] == "25"


def test_a_correction_shows_before_and_after(
    side, tilgjengelig, logg_inn, live_server, kontaktperson, halden
):
    vedtak = VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25).vedtak
    side.set_viewport_size(TELEFON)
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + vedtak.get_absolute_url())
    side.get_by_role("link", name="Rett svaret").click()
    expect(side.get_by_label("Antall personer totalt")).to_have_value("25")
    tilgjengelig(side, (390, 320))
    side.get_by_label("Hvorfor rettes svaret?").fill("Feil tall i referatet.")
    side.get_by_label("Antall personer totalt").fill("28")
    side.get_by_role("navigation", name="Trinnene i svaret").get_by_role("button", name="Se over").click()
    expect(side.get_by_role("row", name="Totalt 25 28")).to_be_visible()
    tilgjengelig(side, (1280, 390, 320))
    side.get_by_role("button", name="Send inn rettelsen").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Rettelsen for 2016 er sendt inn")
    tilgjengelig(side, (1280, 390, 320))
    side.get_by_role("main").get_by_role("link", name="Til Min kommune").click()
    expect(side.get_by_role("main")).to_contain_text("Bosetting i 2016")
