"""The account pages of django-allauth in our clothes: bokmål, closed to newcomers, and quiet about who exists."""

import re

import pytest
from django.core.cache import cache

from bosetting.brukere.models import Hendelse
from tests.brukere.factories import PASSORD, BrukerFactory

NYTT = "grevling-under-bru-1814"


@pytest.fixture
def kari(db):
    return BrukerFactory(email="kari@example.test", navn="Kari Nordmann")


def be_om_lenke(client, epost):
    return client.post("/konto/passord/glemt/", {"email": epost}, follow=True)


def test_the_login_page_says_what_this_is_and_names_no_demo_users(client, db):
    html = client.get("/konto/logg-inn/").content.decode()
    assert "<title>Logg inn – bosetting</title>" in html
    assert "kommunestyrenes vedtak" in html
    assert "Demobrukere" not in html


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client, kari):
    sider = [
        client.post("/konto/logg-inn/", {"login": epost, "password": "feil"}).content.decode()
        for epost in ("kari@example.test", "ingen@example.test")
    ]
    for html in sider:
        assert "<title>Feil: Logg inn – bosetting</title>" in html
        assert "ds-error-summary" in html
    feil = [re.findall(r"<li>([^<]+)</li>", html) for html in sider]
    assert feil[0] == feil[1] != []


def test_a_forgotten_password_is_replaced_by_a_link_in_the_mail(client, kari, mailoutbox):
    svar = be_om_lenke(client, "kari@example.test")
    assert "Sjekk e-posten din" in svar.content.decode()
    [brev] = mailoutbox
    assert brev.subject == "[bosetting] Nytt passord i bosetting"
    assert "Lenken gjelder i ett døgn" in brev.body
    lenke = re.search(r"https?://testserver(\S+)", brev.body)[1]

    skjema = client.get(lenke, follow=True)
    assert "Lag et nytt passord" in skjema.content.decode()
    adresse = skjema.redirect_chain[-1][0]
    ferdig = client.post(adresse, {"password1": NYTT, "password2": NYTT}, follow=True)
    assert "Nå kan du logge inn" in ferdig.content.decode()
    kari.refresh_from_db()
    assert kari.check_password(NYTT)
    spor = Hendelse.objects.get()
    assert (spor.bruker, spor.handling, spor.foer, spor.etter) == (kari, "valgte passord", None, None)
    assert "Lenken virker ikke" in client.get(lenke, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, kari, mailoutbox):
    kjent = be_om_lenke(client, "kari@example.test").content
    ukjent = be_om_lenke(client, "ingen@example.test").content
    uten_token = re.compile(rb'"X-CSRFToken": "\w+"')
    assert uten_token.sub(b"", kjent) == uten_token.sub(b"", ukjent)
    assert len(mailoutbox) == 1


def test_my_account_shows_who_i_am_and_changes_the_password(som, kari):
    client = som(kari)
    html = client.get("/konto/passord/endre/").content.decode()
    assert "<dd>kari@example.test</dd>" in html
    client.post("/konto/passord/endre/", {"oldpassword": PASSORD, "password1": NYTT, "password2": NYTT})
    kari.refresh_from_db()
    assert kari.check_password(NYTT)
    assert Hendelse.objects.get().handling == "valgte passord"


def test_nobody_signs_up_by_herself(client, db):
    assert "Du kan ikke registrere deg selv" in client.get("/konto/ingen-registrering/").content.decode()


def test_logging_out_takes_a_button(som, kari):
    client = som(kari)
    assert "Vil du logge ut?" in client.get("/konto/logg-ut/").content.decode()
    assert "_auth_user_id" in client.session
    client.post("/konto/logg-ut/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("passord", "grunn"),
    [
        ("kort", "Passordet er for kort. Det må ha minst 15 tegn."),
        ("kari@example.test", "Passordet ligner for mye på navnet ditt eller e-postadressen din."),
        ("passordpassord2016", "Passordet er for lett å gjette."),
        ("12345678901234567", "Dette passordet inneholder bare tall."),
    ],
)
def test_a_password_is_refused_in_bokmaal(som, kari, passord, grunn):
    svar = som(kari).post(
        "/konto/passord/endre/", {"oldpassword": PASSORD, "password1": passord, "password2": passord}
    )
    assert grunn in svar.content.decode()
    assert "password" not in " ".join(svar.context["form"].errors["password1"])


def test_the_wrong_present_password_is_called_wrong(som, kari):
    svar = som(kari).post(
        "/konto/passord/endre/", {"oldpassword": "feil", "password1": NYTT, "password2": NYTT}
    )
    assert "Dette er ikke passordet du har nå." in svar.content.decode()


def test_a_login_that_worked_is_not_announced(client, kari):
    svar = client.post("/konto/logg-inn/", {"login": kari.email, "password": PASSORD}, follow=True)
    assert svar.wsgi_request.user == kari
    assert 'class="meldinger"' not in svar.content.decode()


def test_one_who_asks_too_often_is_told_so_in_bokmaal(client, kari):
    cache.clear()
    for _forsoek in range(7):
        svar = client.post("/konto/passord/glemt/", {"email": kari.email})
    assert svar.status_code == 429
    assert "For mange forsøk på kort tid" in svar.content.decode()
    cache.clear()
