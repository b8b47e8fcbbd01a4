"""From the mail of an invitation to her own municipality, on a phone, with and without script; and the other ways."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from bosetting.brukere.models import Bruker, Invitasjon
from bosetting.felles.dag import naa
from tests.brukere.factories import PASSORD, BrukerFactory, InvitasjonFactory
from tests.vedtak.factories import AnmodningFactory

NYTT = "grevling-under-bru-1814"
TELEFON = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _ingen_har_forsoekt(transactional_db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lenke_i_posten(live_server, mailoutbox, saksbehandler, halden, client):
    """Invite Nina as the case worker does, and return the link she gets."""
    AnmodningFactory(kommune=halden)

    def gjoer(**felt):
        client.force_login(saksbehandler)
        data = {"navn": "Nina Ny", "email": "nina@example.test", "kommuner": [halden.pk]} | felt
        svar = client.post(
            reverse("brukere:invitasjon-create"), data, headers={"host": live_server.url.split("//")[1]}
        )
        assert svar.status_code == 302
        return re.search(r"http://\S+/invitasjon/\S+/", mailoutbox[-1].body)[0]

    return gjoer


def svar_paa(side, lenke):
    side.set_viewport_size(TELEFON)
    side.goto(lenke)
    expect(side.get_by_role("heading", level=1)).to_have_text("Kontaktperson for Halden")
    expect(side.get_by_label("Navn")).to_have_value("Nina Ny")
    side.get_by_label("Telefon").fill("69 17 45 00")
    side.get_by_label("Velg passord").fill(NYTT)
    side.get_by_label("Gjenta passordet").fill(NYTT)
    side.get_by_role("button", name="Godta og logg inn").click()
    expect(side).to_have_url(re.compile("/min-kommune/$"))
    expect(side.get_by_role("main")).to_contain_text("Halden")
    assert Bruker.objects.get(email="nina@example.test").telefon == "69 17 45 00"


def test_from_the_mail_to_her_municipality_on_a_phone(side, lenke_i_posten, tilgjengelig):
    lenke = lenke_i_posten()
    hentet = []
    side.on("request", lambda bedt: hentet.append(bedt.headers.get("referer", "")))
    svar_paa(side, lenke)
    tilgjengelig(side, (1280, 390))
    assert len(hentet) > 3
    assert not any("invitasjon" in fra for fra in hentet)


def test_the_same_without_script(uten_skript, lenke_i_posten):
    svar_paa(uten_skript, lenke_i_posten())


def test_every_state_of_the_page_is_accessible(
    side, vaktet, live_server, lenke_i_posten, tilgjengelig, embete, halden, saksbehandler
):
    vaktet.tillatt.update({404, 410})
    side.set_viewport_size(TELEFON)
    lenke = lenke_i_posten()
    side.goto(lenke)
    tilgjengelig(side, (1280, 390, 320))
    side.get_by_label("Navn").fill("")
    side.get_by_label("Telefon").fill("ring")
    side.get_by_label("Velg passord").fill("kort")
    side.get_by_label("Gjenta passordet").fill("et annet")
    side.get_by_role("button", name="Godta og logg inn").click()
    expect(side).to_have_title("Feil: Invitasjon – bosetting")
    expect(side.get_by_text("Passordet er for kort.").first).to_be_visible()
    expect(side.get_by_label("Velg passord")).to_have_value("")
    tilgjengelig(side, (1280, 390, 320))

    felles = {"embete": embete, "kommuner": [halden], "opprettet_av": saksbehandler}
    InvitasjonFactory(hemmelighet="gammel", utloept=True, **felles)
    InvitasjonFactory(hemmelighet="trukket", tilbakekalt_at=naa(), **felles)
    InvitasjonFactory(hemmelighet="brukt", godtatt_at=naa(), bruker=saksbehandler, **felles)
    BrukerFactory(email="stengt@example.test", is_active=False)
    InvitasjonFactory(hemmelighet="stengt", email="stengt@example.test", **felles)
    for hemmelighet, tittel in (
        ("gammel", "Lenken er blitt for gammel"),
        ("trukket", "Invitasjonen er trukket tilbake"),
        ("brukt", "Invitasjonen er brukt"),
        ("ukjent", "Lenken virker ikke"),
        ("stengt", "Kontaktperson for Halden"),
    ):
        side.goto(f"{live_server.url}/invitasjon/{hemmelighet}/")
        expect(side.get_by_role("heading", level=1)).to_have_text(tittel)
        tilgjengelig(side, (1280, 390, 320))


def test_one_with_an_account_gives_her_password_and_is_there(side, lenke_i_posten, tilgjengelig):
    BrukerFactory(email="nina@example.test")
    side.set_viewport_size(TELEFON)
    side.goto(lenke_i_posten())
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Passord", exact=True).fill("feil")
    side.get_by_role("button", name="Logg inn og godta").click()
    expect(side.get_by_text("Passordet er feil.").first).to_be_visible()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Passord", exact=True).fill(PASSORD)
    side.get_by_role("button", name="Logg inn og godta").click()
    expect(side).to_have_url(re.compile("/min-kommune/$"))


def test_one_who_is_logged_in_as_another_gets_on_with_one_button(
    side, lenke_i_posten, logg_inn, kontaktperson, tilgjengelig
):
    lenke = lenke_i_posten()
    logg_inn(side, kontaktperson)
    side.set_viewport_size(TELEFON)
    side.goto(lenke)
    expect(side.get_by_role("heading", name="Du er logget inn som en annen")).to_be_visible()
    tilgjengelig(side, (1280, 390))
    side.get_by_role("button", name="Logg ut og svar på invitasjonen").click()
    expect(side).to_have_url(lenke)
    expect(side.get_by_label("Velg passord")).to_be_visible()


def test_the_case_worker_invites_hands_over_and_ends(
    side, live_server, logg_inn, tilgjengelig, saksbehandler, kontaktperson, nabokontaktperson, mailoutbox
):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("vedtak:kommune-index"))
    side.get_by_role("link", name="Kontaktpersoner").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Kontaktpersoner")
    tilgjengelig(side, (1280, 390))
    side.get_by_role("link", name="Bytt ut Hanne Halden, Halden").click()
    tilgjengelig(side, (1280, 390))
    side.get_by_role("link", name="Inviter en ny person").click()
    expect(side.get_by_label("Halden", exact=True)).to_be_checked()
    side.get_by_role("button", name="Send invitasjonen").click()
    expect(side.get_by_text("Skriv navnet.").first).to_be_visible()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Navn").fill("Nina Ny")
    side.get_by_label("E-postadresse").fill("nina@example.test")
    side.get_by_role("button", name="Send invitasjonen").click()
    expect(side.get_by_text("Invitasjonen er sendt til nina@example.test.")).to_be_visible()
    tilgjengelig(side, (1280, 390))
    assert len(mailoutbox) == 1
    assert Invitasjon.objects.get().overtar_for == kontaktperson

    side.get_by_role("button", name="Tilbakekall invitasjonen").click()
    expect(side.get_by_text("Lenken virker ikke lenger.")).to_be_visible()
    side.get_by_role("link", name="Halden", exact=True).click()
    tilgjengelig(side, (1280, 390))
    side.get_by_role("link", name="Avslutt tilgangen til Hanne Halden, Halden").click()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Slutter").fill("2016-03-01")
    side.get_by_role("button", name="Lagre sluttdatoen").click()
    expect(side.get_by_text("Velg i dag eller en senere dag.").first).to_be_visible()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Slutter").fill("2016-03-09")
    side.get_by_role("button", name="Lagre sluttdatoen").click()
    expect(side.get_by_text("Ingen svarer for kommunen i dag.")).to_be_visible()


def test_the_list_is_narrowed_while_one_types(
    side, live_server, logg_inn, saksbehandler, kontaktperson, nabokontaktperson, embete, halden, tilgjengelig
):
    InvitasjonFactory(embete=embete, kommuner=[halden], utloept=True)
    Invitasjon.objects.update(utloeper_at=naa() - timedelta(days=1))
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("brukere:kontaktperson-index"))
    expect(side.locator("#treff")).to_have_text("2 kommuner")
    side.get_by_label("Kommune, navn eller e-post").fill("mona")
    expect(side.locator("#treff")).to_have_text("1 kommune")
    side.get_by_role("link", name="Alle invitasjoner").click()
    expect(side.get_by_role("table")).to_contain_text("Utløpt")
    tilgjengelig(side, (1280, 390))


def test_her_own_profile(side, live_server, logg_inn, kontaktperson, tilgjengelig):
    logg_inn(side, kontaktperson)
    side.get_by_role("link", name=re.compile("Hanne Halden")).click()
    side.get_by_label("Telefon").fill("ring meg")
    side.get_by_role("button", name="Lagre").click()
    expect(side.get_by_text("Skriv telefonnummeret med siffer").first).to_be_visible()
    tilgjengelig(side, (1280, 390))
    side.get_by_label("Telefon").fill("69 17 45 00")
    side.get_by_role("button", name="Lagre").click()
    expect(side.get_by_text("Profilen er lagret.")).to_be_visible()
    tilgjengelig(side, (1280, 390))
