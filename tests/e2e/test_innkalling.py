"""From the invitation to the minutes: the letter, the answer by its link on a phone, attendance, and the PDF."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from nettverk import innkallinger, moetelenke
from nettverk.models import Innkalling, Referat
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory
from tests.nettverk.moetefactories import MoeteFactory, SakFactory
from tests.nettverk.referatfactories import InnkallingFactory, PersonFactory
from tests.nettverk.seriefactories import SakspapirFactory

TELEFON = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _fra_denne_tjeneren(transactional_db, settings, live_server):
    settings.NETTADRESSE = live_server.url
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def moete(embete):
    """A meeting of today with one seat that has an address and one that nobody is known to sit in."""
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppe")
    person = PersonFactory(embete=embete, navn="Kari Nordmann", epost="kari@example.test")
    MedlemskapFactory(gruppe=gruppe, funksjon="regiondirektør", organisasjon__navn="IMDi", person=person)
    MedlemskapFactory(gruppe=gruppe, funksjon="rådmann", organisasjon__navn="Halden kommune")
    moete = MoeteFactory(
        prosjekt=gruppe.prosjekt, gruppe=gruppe, dato=date(2016, 3, 9), tittel="Møte i styringsgruppen"
    )
    SakFactory(moete=moete, nummer=1, tittel="Boliger", status="satt_opp")
    return moete


def test_invitation_answer_by_link_attendance_and_minutes(
    side, live_server, logg_inn, prosjektleder, moete, mailoutbox, tilgjengelig
):
    logg_inn(side, prosjektleder)
    side.goto(f"{live_server.url}{moete.get_absolute_url()}")
    side.get_by_role("link", name="Velg hvem som innkalles").click()
    expect(side.get_by_label("Kari Nordmann")).to_be_checked()
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre og se over utsendingen").click()
    expect(side.get_by_role("heading", name="1 får innkallingen nå")).to_be_visible()
    expect(side.get_by_role("region", name="Uten e-postadresse")).to_contain_text("rådmann")
    tilgjengelig(side)
    side.get_by_role("button", name="Send innkallingen").click()
    expect(side.get_by_role("main")).to_contain_text("2 har ikke svart")

    (brev,) = mailoutbox
    lenke = re.search(r"http://\S+/innkalling/\S+/", brev.body)[0]
    svarside = side.context.new_page()
    svarside.set_viewport_size(TELEFON)
    svarside.goto(lenke)
    expect(svarside.get_by_role("heading", level=1)).to_have_text("Møte i styringsgruppen")
    tilgjengelig(svarside, (1280, 390, 320))
    svarside.get_by_label("Vara kommer i stedet for meg").check()
    svarside.get_by_role("button", name="Send svaret").click()
    expect(svarside.get_by_label("Navnet til vara")).to_have_attribute("aria-invalid", "true")
    tilgjengelig(svarside, (390,))
    svarside.get_by_label("Jeg kommer", exact=True).check()
    svarside.get_by_role("button", name="Send svaret").click()
    expect(svarside.get_by_role("main")).to_contain_text("Takk, svaret ditt er lagret.")
    svarside.close()

    side.reload()
    expect(side.get_by_role("main")).to_contain_text(
        "1 kommer, 0 sender vara, 0 kommer ikke, 1 har ikke svart."
    )
    side.get_by_role("link", name="Før oppmøte").click()
    side.get_by_role("link", name="Fyll inn det de svarte, som forslag").click()
    expect(side.get_by_label("Kari Nordmann")).to_have_value("til_stede")
    side.get_by_label("rådmann").select_option("forfall")
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre oppmøtet").click()
    expect(side.get_by_role("main")).to_contain_text("1 av 2 innkalte møtte.")
    tilgjengelig(side)

    side.get_by_role("link", name="Skriv referat").click()
    side.get_by_label("Referat").fill("Husbanken orienterte om **boligplaner**.")
    side.get_by_label("Beslutning").fill("Kommunene melder inn ledige boliger.")
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre", exact=True).click()
    side.get_by_role("link", name="Nytt oppfølgingspunkt i sak 1").click()
    side.get_by_label("Hva som skal gjøres").fill("Samle listen over ledige boliger")
    side.get_by_label("Ansvarlig").fill("Husbanken")
    tilgjengelig(side)
    side.get_by_role("button", name="Legg til").click()
    side.get_by_role("button", name="Lagre og se over referatet").click()
    expect(side.get_by_role("article")).to_contain_text("Samle listen over ledige boliger")
    tilgjengelig(side)
    side.get_by_role("button", name="Godkjenn referatet").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Referat fra Møte i styringsgruppen")
    tilgjengelig(side)
    referat = Referat.objects.get()
    svar = side.request.get(f"{live_server.url}{reverse('nettverk:referat-pdf', args=[referat.pk])}")
    assert (svar.headers["content-type"], svar.body()) == ("application/pdf", bytes(referat.pdf))
    side.get_by_role("button", name="Send til de innkalte").click()
    expect(side.get_by_role("main")).to_contain_text("sendes nå")
    assert mailoutbox[-1].attachments[0][1] == bytes(referat.pdf)

    side.goto(f"{live_server.url}{reverse('nettverk:oppfoelgingspunkt-index')}")
    tilgjengelig(side)
    side.get_by_role("row", name="Samle listen over ledige boliger").get_by_role("link", name="Lukk").click()
    side.get_by_role("button", name="Lukk punktet").click()
    expect(side.get_by_role("main")).to_contain_text("Oppfølgingspunktet er lukket.")


def test_papers_by_link_a_dropped_substitute_and_an_invitation_taken_back(
    side, live_server, logg_inn, prosjektleder, moete, mailoutbox, tilgjengelig
):
    sak = moete.saker.get()
    papir = SakspapirFactory(moete=moete, sak=sak, navn="boligplan.pdf", innhold=b"boligplan")
    (sete,) = moete.gruppe.medlemskap.exclude(person=None)
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete])
    innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4())
    lenke = _lenken(mailoutbox[0])
    mottaker = side.context.browser.new_context(viewport=TELEFON, locale="nb-NO").new_page()
    mottaker.goto(lenke)
    with mottaker.expect_download() as lastet:
        mottaker.get_by_role("link", name="boligplan.pdf").click()
    assert lastet.value.path().read_bytes() == b"boligplan"
    mottaker.get_by_label("Vara kommer i stedet for meg").check()
    mottaker.get_by_label("Navnet til vara").fill("Nina Vara")
    mottaker.get_by_label("E-postadressen til vara").fill("nina@example.test")
    mottaker.get_by_role("button", name="Send svaret").click()
    expect(mottaker.get_by_role("main")).to_contain_text("Takk, svaret ditt er lagret.")

    varas = _lenken(mailoutbox[1])
    mottaker.goto(varas)
    expect(mottaker.get_by_role("main")).to_contain_text("Du er satt opp som vara.")
    expect(mottaker.get_by_role("button", name="Send svaret")).to_have_count(0)
    tilgjengelig(mottaker, (1280, 390, 320))
    assert mottaker.request.get(f"{varas}papir/{papir.pk}/").body() == b"boligplan"

    logg_inn(side, prosjektleder)
    side.goto(f"{live_server.url}{moete.get_absolute_url()}")
    side.get_by_role("link", name="Trekk innkallingen til Kari Nordmann").click()
    expect(side.get_by_role("main")).to_contain_text(
        "Det går en e-post om at innkallingen ble sendt ved en feil."
    )
    tilgjengelig(side)
    side.get_by_role("button", name="Trekk innkallingen").click()
    side.get_by_text("1 innkalling er trukket tilbake").click()
    expect(side.get_by_role("main")).to_contain_text(f"av {prosjektleder.navn}")
    tilgjengelig(side)
    assert sorted(brev.to[0].partition(" ")[0] for brev in mailoutbox[2:]) == ["Kari", "Nina"]

    mottaker.goto(lenke)
    expect(mottaker.get_by_role("heading", level=1)).to_have_text("Innkallingen er trukket tilbake")
    tilgjengelig(mottaker, (1280, 390, 320))
    for adresse in (varas, f"{lenke}papir/{papir.pk}/"):
        assert mottaker.goto(adresse).status == 404
    mottaker.context.close()


def _lenken(brev) -> str:
    return re.search(r"http://\S+/innkalling/\S+/", brev.body)[0]


def test_the_answer_without_script(uten_skript, live_server, moete):
    rad = InnkallingFactory(moete=moete)
    uten_skript.goto(f"{live_server.url}{moetelenke.sti(rad)}")
    uten_skript.get_by_label("Jeg kommer ikke").check()
    uten_skript.get_by_role("button", name="Send svaret").click()
    expect(uten_skript.get_by_role("main")).to_contain_text("Svaret ditt nå: kommer ikke")
    assert Innkalling.objects.get(pk=rad.pk).svar == "kommer_ikke"
