"""The page that an invitation's link opens: what each visitor is told, and that only a button does anything."""

import logging
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from bosetting.brukere.demo import DEMOPASSORD
from bosetting.brukere.models import Bruker, Hendelse, Invitasjon
from bosetting.felles.dag import naa
from bosetting.felles.logg import SkjulHemmeligheter
from tests.brukere.factories import PASSORD, BrukerFactory, InvitasjonFactory

pytestmark = pytest.mark.django_db
SIDE = "/invitasjon/en-lenke-fra-e-posten/"
NYTT = "grevling-under-bru-1814"


@pytest.fixture(autouse=True)
def _ingen_har_forsoekt():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def inviter(embete, halden, saksbehandler):
    def gjoer(**endret):
        felt = {
            "embete": embete,
            "kommuner": [halden],
            "hemmelighet": "en-lenke-fra-e-posten",
            "email": "nina@example.test",
            "navn": "Nina Ny",
            "opprettet_av": saksbehandler,
        }
        return InvitasjonFactory(**(felt | endret))

    return gjoer


def skjema(**endret):
    return {"navn": "Nina Ny", "telefon": "69 24 70 00", "passord1": NYTT, "passord2": NYTT} | endret


def test_a_scanner_that_fetches_the_link_changes_nothing(client, inviter):
    inviter()
    foer = (Invitasjon.objects.values().get(), Bruker.objects.count())
    for _ in range(30):
        assert client.get(SIDE).status_code == client.head(SIDE).status_code == 200
    assert (Invitasjon.objects.values().get(), Bruker.objects.count()) == foer
    assert not Hendelse.objects.exists()
    assert "sesjon" not in client.cookies


def test_the_page_says_who_invites_to_what(client, inviter):
    inviter()
    html = client.get(SIDE).content.decode()
    assert "Kontaktperson for Halden" in html
    assert "Siri Saksbehandler hos Fylkesmannen i Østfold inviterer deg" in html
    assert 'value="Nina Ny"' in html
    assert "Passordet må ha minst 15 tegn." in html


def test_she_chooses_a_password_and_lands_on_her_municipality(client, inviter, halden):
    inviter()
    svar = client.post(SIDE, skjema(navn="Nina Nyheim"), follow=True)
    assert svar.redirect_chain[-1][0] == "/min-kommune/"
    assert "Halden" in svar.content.decode()
    nina = Bruker.objects.get(email="nina@example.test")
    assert svar.wsgi_request.user == nina
    assert (nina.navn, nina.telefon, nina.check_password(NYTT)) == ("Nina Nyheim", "69 24 70 00", True)
    assert nina.last_login is not None


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"navn": " "}, "Skriv navnet."),
        ({"telefon": "ring meg"}, "Skriv telefonnummeret med siffer"),
        ({"telefon": "1"}, "Skriv telefonnummeret med siffer"),
        ({"passord1": ""}, "Velg et passord."),
        ({"passord2": ""}, "Gjenta passordet."),
        ({"passord2": "noe helt annet enn det første"}, "Passordene er ikke like."),
        ({"passord1": "kort", "passord2": "kort"}, "Det må ha minst 15 tegn."),
        ({"passord1": "nina@example.test", "passord2": "nina@example.test"}, "Passordet ligner for mye på"),
        *(({"passord1": demo, "passord2": demo}, "for lett å gjette") for demo in sorted(DEMOPASSORD)),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(client, inviter, endret, grunn):
    inviter()
    svar = client.post(SIDE, skjema(navn="Nina Nyheim") | endret)
    html = svar.content.decode()
    assert svar.status_code == 422
    assert "<title>Feil: Invitasjon – bosetting</title>" in html
    assert grunn in html
    assert NYTT not in html
    assert not Bruker.objects.filter(email="nina@example.test").exists()
    assert Invitasjon.objects.get().godtatt_at is None


def test_the_demos_passwords_may_be_chosen_in_the_demo_only(client, inviter, settings):
    settings.DEBUG = True
    inviter()
    demo = min(DEMOPASSORD)
    assert client.post(SIDE, skjema(passord1=demo, passord2=demo)).status_code == 302


@pytest.mark.parametrize(
    ("endret", "status", "tekst"),
    [
        ({"hemmelighet": "en-annen"}, 404, "Se etter at hele lenken i e-posten kom med."),
        ({"utloept": True}, 410, "Be Siri Saksbehandler ("),
        ({"til": "2016-03-09"}, 410, "Lenken er blitt for gammel"),
        ({"tilbakekalt_at": naa()}, 410, "Invitasjonen er trukket tilbake"),
    ],
)
def test_a_link_that_does_not_work_says_what_to_do(client, inviter, endret, status, tekst):
    inviter(**endret)
    for svar in (client.get(SIDE), client.post(SIDE, skjema())):
        assert svar.status_code == status
        assert tekst in svar.content.decode()
        assert "nina@example.test" not in svar.content.decode()
    assert not Bruker.objects.filter(email="nina@example.test").exists()


def test_a_used_link_leads_to_login(client, inviter):
    inviter()
    client.post(SIDE, skjema())
    html = client.get(SIDE).content.decode()
    assert "Invitasjonen er brukt" in html
    assert "Til forsiden" in html
    client.logout()
    svar = client.get(SIDE)
    assert svar.status_code == 410
    assert ">Logg inn</a>" in svar.content.decode()


def test_a_double_click_is_let_in_by_the_password_it_chose(client, inviter):
    inviter()
    client.post(SIDE, skjema())
    client.logout()
    svar = client.post(SIDE, skjema(), follow=True)
    assert svar.redirect_chain[-1][0] == "/min-kommune/"
    assert Bruker.objects.filter(email="nina@example.test").count() == 1
    client.logout()
    annet = client.post(SIDE, skjema(passord1="et helt annet passord", passord2="et helt annet passord"))
    assert annet.status_code == 410
    assert not annet.wsgi_request.user.is_authenticated


def test_one_with_an_account_gives_her_password_first(client, inviter, halden):
    nina = BrukerFactory(email="nina@example.test")
    inviter()
    html = client.get(SIDE).content.decode()
    assert "Du har en konto i bosetting fra før." in html
    assert "passord2" not in html
    feil = client.post(SIDE, {"passord": "feil passord"})
    assert (feil.status_code, "Passordet er feil." in feil.content.decode()) == (422, True)
    assert "Skriv passordet ditt." in client.post(SIDE, {"passord": ""}).content.decode()
    # A form for a new account does not replace the password of the one she has.
    assert client.post(SIDE, skjema()).status_code == 422
    nina.refresh_from_db()
    assert nina.check_password(PASSORD)
    svar = client.post(SIDE, {"passord": PASSORD}, follow=True)
    assert svar.redirect_chain[-1][0] == "/min-kommune/"
    assert Bruker.objects.get(pk=nina.pk).omfang.kommune_ids == (halden.pk,)


def test_guessing_the_password_of_an_account_is_stopped(client, inviter):
    BrukerFactory(email="nina@example.test")
    inviter()
    for _ in range(6):
        svar = client.post(SIDE, {"passord": "feil passord"})
    assert "Det er gjort for mange forsøk på å logge inn." in svar.content.decode()
    svar = client.post(SIDE, {"passord": PASSORD})
    assert not svar.wsgi_request.user.is_authenticated


def test_a_closed_account_stays_closed(client, inviter):
    BrukerFactory(email="nina@example.test", is_active=False)
    inviter()
    for svar in (client.get(SIDE), client.post(SIDE, {"passord": PASSORD}), client.post(SIDE, skjema())):
        assert "Kontoen din er stengt" in svar.content.decode()
        assert not svar.wsgi_request.user.is_authenticated
    assert Invitasjon.objects.get().godtatt_at is None


def test_she_who_is_logged_in_only_says_yes(som, inviter, halden):
    nina = BrukerFactory(email="nina@example.test", navn="Nina Ny")
    inviter()
    assert "Du er logget inn som Nina Ny." in som(nina).get(SIDE).content.decode()
    svar = som(nina).post(SIDE, follow=True)
    assert svar.redirect_chain[-1][0] == "/min-kommune/"
    assert Bruker.objects.get(pk=nina.pk).omfang.kommune_ids == (halden.pk,)


def test_another_who_is_logged_in_is_told_so_and_gets_nothing(som, inviter, kontaktperson, moss):
    inviter(kommuner=[moss])
    for svar in (som(kontaktperson).get(SIDE), som(kontaktperson).post(SIDE, skjema())):
        html = svar.content.decode()
        assert "Du er logget inn som en annen" in html
        assert "nina@example.test" not in html
    assert Invitasjon.objects.get().godtatt_at is None
    assert moss.pk not in Bruker.objects.get(pk=kontaktperson.pk).omfang.kommune_ids
    ut = som(kontaktperson).post("/konto/logg-ut/", {"next": SIDE}, follow=True)
    assert ut.redirect_chain[-1][0] == SIDE
    assert "Velg passord" in ut.content.decode()


def test_too_many_forms_are_stopped(client, inviter):
    inviter()
    for _ in range(21):
        svar = client.post(SIDE, skjema(passord1="kort"))
    assert svar.status_code == 429
    assert "For mange forsøk" in svar.content.decode()
    assert client.get(SIDE).status_code == 200


def test_the_address_is_told_to_nobody(client, inviter, caplog):
    """Neither in Referer, nor to search engines or caches, nor in a line of the log."""
    inviter(utloept=True)
    svar = client.get(SIDE)
    assert svar["Referrer-Policy"] == "strict-origin"
    assert svar["X-Robots-Tag"] == "noindex"
    assert "no-store" in svar["Cache-Control"]
    with caplog.at_level(logging.INFO):
        caplog.handler.addFilter(SkjulHemmeligheter())
        client.get(SIDE)
        client.get("/invitasjon/en-lenke-fra-e-posten/feil/")
    assert "/invitasjon/…" in caplog.text
    assert "en-lenke-fra-e-posten" not in caplog.text


def test_no_link_on_the_page_carries_the_secret(client, inviter):
    BrukerFactory(email="nina@example.test")
    inviter()
    html = client.get(SIDE).content.decode()
    assert not re.search(r'(?:href|src|action)="[^"]*en-lenke', html)


def oekt(client) -> str:
    """Return the key of a session that somebody else knows, because she put it there."""
    oekt = client.session
    oekt["lagt ut av"] = "en annen"
    oekt.save()
    return oekt.session_key


@pytest.mark.parametrize("har_konto", [False, True])
def test_a_session_somebody_put_there_does_not_become_hers(client, inviter, har_konto):
    if har_konto:
        BrukerFactory(email="nina@example.test")
    inviter()
    kjent = oekt(client)
    svar = client.post(SIDE, {"passord": PASSORD} if har_konto else skjema(), follow=True)
    assert svar.wsgi_request.user.email == "nina@example.test"
    assert client.session.session_key != kjent
    annen = Client()
    annen.cookies[settings.SESSION_COOKIE_NAME] = kjent
    assert not annen.get("/min-kommune/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize("har_konto", [False, True])
@pytest.mark.parametrize(
    "neste", ["https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_when_she_accepts(client, inviter, har_konto, neste):
    if har_konto:
        BrukerFactory(email="nina@example.test")
    inviter()
    data = {"passord": PASSORD} if har_konto else skjema()
    svar = client.post(f"{SIDE}?next={quote(neste)}", data | {"next": neste})
    assert (svar.status_code, svar.url) == (302, "/")
