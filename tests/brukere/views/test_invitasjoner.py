"""The embete's pages of invitations."""

import re
import smtplib
from uuid import uuid4

import pytest
from django.urls import reverse

from bosetting.brukere.models import Invitasjon, Tilgang
from bosetting.felles import epost
from tests.brukere.factories import BrukerFactory, InvitasjonFactory
from tests.kommuner.factories import KommuneFactory

pytestmark = pytest.mark.django_db
NY = "/kommuner/invitasjoner/ny/"
INDEX = "/kommuner/invitasjoner/"


def felt(*kommuner, **endret):
    return {
        "noekkel": str(uuid4()),
        "navn": "Nina Ny",
        "email": "nina@example.test",
        "kommuner": [kommune.pk for kommune in kommuner],
        "overtar_for": "",
        "til": "",
    } | endret


def send(invitasjon, verb, **data):
    return reverse(f"brukere:invitasjon-{verb}", args=[invitasjon.pk]), data


def lenke(brev):
    return re.search(r"http://testserver(/invitasjon/[\w-]+/)", brev.body)[1]


def test_somebody_is_invited_and_told_by_mail(som, saksbehandler, halden, moss, mailoutbox):
    svar = som(saksbehandler).post(NY, felt(halden, moss), follow=True)
    html = svar.content.decode()
    invitasjon = Invitasjon.objects.get()
    assert svar.redirect_chain == [(invitasjon.get_absolute_url(), 302)]
    assert "Invitasjonen er sendt til nina@example.test." in html
    assert "Venter på svar" in html
    [brev] = mailoutbox
    assert lenke(brev)
    assert lenke(brev) not in html


def test_only_the_embetes_own_municipalities_can_be_chosen(som, saksbehandler, halden, bergen, kontaktperson):
    html = som(saksbehandler).get(NY).content.decode()
    assert "Halden" in html
    assert "Bergen" not in html
    svar = som(saksbehandler).post(NY, felt(bergen))
    assert svar.status_code == 422
    assert not Invitasjon.objects.exists()


def test_a_key_that_cannot_be_is_refused_in_words(som, saksbehandler, halden):
    svar = som(saksbehandler).post(NY, felt(halden) | {"kommuner": "9" * 20})
    assert svar.status_code == 422
    assert "ikke et av de tilgjengelige valgene" in svar.content.decode()


def test_the_address_may_tick_a_municipality_and_whom_she_takes_over_for(
    som, saksbehandler, kontaktperson, halden
):
    html = som(saksbehandler).get(f"{NY}?kommune={halden.pk}&overtar_for={kontaktperson.pk}").content.decode()
    assert re.search(rf'value="{halden.pk}"[^>]*checked', html)
    assert re.search(rf'<option value="{kontaktperson.pk}" selected', html)
    assert som(saksbehandler).get(f"{NY}?kommune=x&overtar_for=y").status_code == 200


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"navn": ""}, "Skriv navnet."),
        ({"email": ""}, "Skriv e-postadressen."),
        ({"email": "ikke en adresse"}, "e-postadresse"),
        ({"kommuner": []}, "Velg minst én kommune."),
        ({"til": "2016-03-09"}, "Tilgangen må slutte etter i dag."),
    ],
)
def test_a_faulty_invitation_is_refused_and_nothing_lost(
    som, saksbehandler, halden, mailoutbox, endret, grunn
):
    svar = som(saksbehandler).post(NY, felt(halden) | {"navn": "Nina Ny"} | endret)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "ds-error-summary" in svar.content.decode()
    assert not Invitasjon.objects.exists()
    assert mailoutbox == []


def test_whether_an_address_has_an_account_is_not_told(
    som, saksbehandler, halden, nabosaksbehandler, mailoutbox
):
    """One who works elsewhere, one who is closed out and one nobody knows: the same answer."""
    stengt = BrukerFactory(is_active=False)
    sider = []
    for email in (nabosaksbehandler.email, stengt.email, "ingen@example.test"):
        svar = som(saksbehandler).post(NY, felt(halden, email=email), follow=True)
        html = re.sub(
            r'"X-CSRFToken": "\w+"|name="csrfmiddlewaretoken" value="\w+"', "", svar.content.decode()
        )
        invitasjon = Invitasjon.objects.latest("pk")
        html = html.replace(email, "…").replace(f"/invitasjoner/{invitasjon.pk}/", "/…/")
        sider.append(re.sub(r'name="versjon" value="[^"]+"', "", html))
    assert sider[0] == sider[1] == sider[2]
    assert len(mailoutbox) == 3


@pytest.mark.parametrize(
    ("utfall", "tekst"),
    [
        (
            (epost.Utfall.FEILET, "Connection refused"),
            "ble ikke sendt: Connection refused. Send den på nytt.",
        ),
        ((epost.Utfall.VET_IKKE, "timed out"), "det er uvisst om nina@example.test fikk den (timed out)."),
    ],
)
def test_a_mail_that_did_not_go_is_told_and_the_invitation_kept(
    som, saksbehandler, halden, monkeypatch, mailoutbox, utfall, tekst
):
    with monkeypatch.context() as brudd:
        brudd.setattr(epost, "lever", lambda brev: utfall)
        html = som(saksbehandler).post(NY, felt(halden), follow=True).content.decode()
    assert tekst in html
    assert "E-posten er ikke sendt" in html
    invitasjon = Invitasjon.objects.get()
    versjon = re.search(r'name="versjon" value="([^"]+)"', html)[1]
    url, data = send(invitasjon, "resend", versjon=versjon)
    assert "Invitasjonen er sendt til" in som(saksbehandler).post(url, data, follow=True).content.decode()
    assert len(mailoutbox) == 1


def test_a_mail_server_that_answers_no_is_quoted(som, saksbehandler, halden, monkeypatch, settings):
    class Nekter:
        def open(self):
            raise smtplib.SMTPAuthenticationError(535, b"nei takk")

        def close(self):
            return None

    monkeypatch.setattr(epost, "get_connection", Nekter)
    html = som(saksbehandler).post(NY, felt(halden), follow=True).content.decode()
    assert "535 nei takk" in html


def test_a_button_pressed_twice_sends_one_new_link(som, saksbehandler, embete, halden, mailoutbox):
    invitasjon = InvitasjonFactory(embete=embete, kommuner=[halden], hemmelighet="gammel")
    url, data = send(invitasjon, "resend", versjon=invitasjon.utloeper_at.isoformat())
    som(saksbehandler).post(url, data)
    svar = som(saksbehandler).post(url, data, follow=True)
    assert "alt sendt på nytt" in svar.content.decode()
    [brev] = mailoutbox
    assert som(saksbehandler).get("/invitasjon/gammel/").status_code == 404
    assert som(saksbehandler).get(lenke(brev)).status_code == 200


def test_a_revoked_invitation_can_only_be_read(som, saksbehandler, embete, halden, mailoutbox):
    invitasjon = InvitasjonFactory(embete=embete, kommuner=[halden])
    url, data = send(invitasjon, "revoke")
    html = som(saksbehandler).post(url, data, follow=True).content.decode()
    assert "Lenken virker ikke lenger" in html
    assert "Tilbakekalt" in html
    assert "Send på nytt" not in html
    url, data = send(invitasjon, "resend", versjon=invitasjon.utloeper_at.isoformat())
    assert "alt tilbakekalt" in som(saksbehandler).post(url, data, follow=True).content.decode()
    assert mailoutbox == []


def test_the_same_form_twice_sends_one_mail(som, saksbehandler, halden, mailoutbox):
    skjema = felt(halden)
    svar = [som(saksbehandler).post(NY, skjema) for _ in range(2)]
    assert svar[0].url == svar[1].url
    assert len(mailoutbox) == Invitasjon.objects.count() == 1


@pytest.fixture
def alle_slag(embete, halden, moss, saksbehandler, kontaktperson):
    from bosetting.felles.dag import naa

    felles = {"embete": embete, "kommuner": [halden]}
    InvitasjonFactory(navn="Åpen", **felles)
    InvitasjonFactory(navn="Gammel", utloept=True, **felles)
    InvitasjonFactory(navn="Svart", godtatt_at=naa(), bruker=kontaktperson, **felles)
    InvitasjonFactory(navn="Trukket", tilbakekalt_at=naa(), tilbakekalt_av=saksbehandler, **felles)
    InvitasjonFactory(navn="Mosse", email="m@example.test", embete=embete, kommuner=[moss])


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({}, {"Åpen", "Gammel", "Svart", "Trukket", "Mosse"}),
        ({"tilstand": "aapen"}, {"Åpen", "Mosse"}),
        ({"tilstand": "utloept"}, {"Gammel"}),
        ({"tilstand": "godtatt"}, {"Svart"}),
        ({"tilstand": "tilbakekalt"}, {"Trukket"}),
        ({"q": "moss"}, {"Mosse"}),
        ({"q": "m@example"}, {"Mosse"}),
        ({"q": "halden", "tilstand": "aapen"}, {"Åpen"}),
    ],
)
def test_the_list_shows_every_kind_and_is_narrowed(som, saksbehandler, alle_slag, valg, treff):
    html = som(saksbehandler).get(INDEX, valg).content.decode()
    assert set(re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)) == treff


@pytest.mark.parametrize("antall", [1, 20])
def test_the_list_costs_the_same_however_long(
    som, saksbehandler, embete, halden, antall, django_assert_num_queries
):
    for _ in range(antall):
        InvitasjonFactory(embete=embete, kommuner=[halden])
    klient = som(saksbehandler)
    with django_assert_num_queries(7):
        klient.get(INDEX)


def test_the_neighbour_sees_nothing_of_it(som, nabosaksbehandler, leser, kontaktperson, alle_slag):
    html = som(nabosaksbehandler).get(INDEX).content.decode()
    assert "Åpen" not in re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)
    invitasjon = Invitasjon.objects.get(navn="Åpen")
    for verb, metode in (("show", "get"), ("resend", "post"), ("revoke", "post")):
        url = reverse(f"brukere:invitasjon-{verb}", args=[invitasjon.pk])
        assert getattr(som(nabosaksbehandler), metode)(url).status_code == 404
        assert getattr(som(leser), metode)(url).status_code == 403
        assert getattr(som(kontaktperson), metode)(url).status_code == 403


def test_one_who_only_reads_elsewhere_invites_to_nothing_there(som, saksbehandler, naboembete, bergen):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra="2000-01-01")
    KommuneFactory(nr="0105", navn="Sarpsborg")
    html = som(saksbehandler).get(NY).content.decode()
    assert "Sarpsborg" in html
    assert "Bergen" not in html
