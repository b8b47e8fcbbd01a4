"""Invitations: made once, mailed, renewed, revoked, accepted once; and what each leaves behind."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail

from bosetting.brukere import invitasjoner
from bosetting.brukere.invitasjoner import HarKonto, Ugyldig
from bosetting.brukere.invitasjonsregler import Tilstand
from bosetting.brukere.models import Bruker, Hendelse, Invitasjon, Tilgang
from bosetting.felles.dag import naa
from bosetting.felles.epost import Utfall
from bosetting.felles.hinder import Hinder
from tests.brukere.factories import BrukerFactory, InvitasjonFactory
from tests.kommuner.factories import FylkeFactory, KommuneFactory

pytestmark = pytest.mark.django_db
PASSORD = "grevling-under-bru-1814"


@pytest.fixture
def inviter(saksbehandler, halden, dag):
    """Return a function that invites Nina to Halden, or as told."""

    def gjoer(**endret):
        felt = {
            "by": saksbehandler,
            "noekkel": uuid4(),
            "navn": "Nina Ny",
            "email": "Nina@Example.test",
            "kommuner": [halden],
            "til": None,
            "overtar_for": None,
            "dag": dag,
        }
        return invitasjoner.inviter(**(felt | endret))

    return gjoer


def godta(hemmelighet, dag, **endret):
    felt = {"navn": "Nina Ny", "telefon": "69 24 70 00", "passord": PASSORD} | endret
    return invitasjoner.godta_med_ny_konto(hemmelighet=hemmelighet, dag=dag, **felt)


def adresse(sti):
    return f"https://bosetting.example{sti}"


def handlinger():
    return list(Hendelse.objects.order_by("pk").values_list("handling", flat=True))


def test_only_a_fingerprint_of_the_link_is_kept(inviter, embete, halden, settings):
    settings.INVITASJON_DAGER = 5
    invitasjon, hemmelighet = inviter()
    assert len(hemmelighet) == 43
    assert (invitasjon.embete, invitasjon.email) == (embete, "nina@example.test")
    assert list(invitasjon.kommuner.all()) == [halden]
    assert invitasjon.utloeper_at - invitasjon.opprettet_at == timedelta(days=5)
    assert invitasjoner.finn(hemmelighet) == invitasjon
    alt = [str(rad) for modell in (Invitasjon, Hendelse) for rad in modell.objects.values()]
    assert hemmelighet not in "".join(alt)
    spor = Hendelse.objects.get()
    assert spor.handling == "inviterte kontaktperson"
    assert spor.etter["kommuner"] == ["0101 Halden"]
    assert "fingeravtrykk" not in spor.etter


def test_the_mail_says_who_asks_for_what_and_answers_go_to_her(inviter, saksbehandler):
    invitasjon, hemmelighet = inviter()
    utfall = invitasjoner.send(
        by=saksbehandler, invitasjon=invitasjon, hemmelighet=hemmelighet, adresse=adresse
    )
    assert utfall == (Utfall.SENDT, "")
    [brev] = mail.outbox
    assert brev.subject == "Invitasjon til bosetting: kontaktperson for Halden"
    assert brev.to == ["Nina Ny <nina@example.test>"]
    assert brev.reply_to == [f"Siri Saksbehandler <{saksbehandler.email}>"]
    assert f"https://bosetting.example/invitasjon/{hemmelighet}/" in brev.body
    assert "Siri Saksbehandler hos Fylkesmannen i Østfold" in brev.body
    invitasjon.refresh_from_db()
    assert invitasjon.sendt_at is not None
    assert handlinger() == ["inviterte kontaktperson", "sendte invitasjon"]


def test_a_name_cannot_bring_in_headers_of_its_own(inviter, saksbehandler):
    invitasjon, hemmelighet = inviter(navn="Nina\r\nBcc: alle@example.test")
    invitasjoner.send(by=saksbehandler, invitasjon=invitasjon, hemmelighet=hemmelighet, adresse=adresse)
    [brev] = mail.outbox
    assert brev.message()["Bcc"] is None
    assert brev.to == ['"Nina Bcc: alle@example.test" <nina@example.test>']


def test_the_same_form_twice_makes_one(inviter):
    noekkel = uuid4()
    foerste, hemmelighet = inviter(noekkel=noekkel)
    assert hemmelighet
    assert inviter(noekkel=noekkel) == (foerste, "")
    assert Invitasjon.objects.count() == 1


def test_the_same_address_is_not_invited_twice_to_the_same_municipality(inviter, moss):
    inviter()
    with pytest.raises(Hinder, match=r"har alt en åpen invitasjon for Halden\."):
        inviter(email="NINA@example.test")
    inviter(kommuner=[moss])
    assert Invitasjon.objects.count() == 2


@pytest.mark.parametrize(
    "over",
    [{"utloept": True}, {"tilbakekalt_at": naa()}, {"til": date(2016, 3, 9)}],
    ids=["expired", "revoked", "over that day"],
)
def test_an_invitation_that_is_over_stands_in_nobodys_way(inviter, embete, halden, over):
    InvitasjonFactory(embete=embete, kommuner=[halden], email="nina@example.test", **over)
    inviter()
    assert Invitasjon.objects.count() == 2


def test_she_who_represents_the_municipality_is_not_invited_to_it(inviter, kontaktperson, halden, moss):
    with pytest.raises(Hinder, match="er alt kontaktperson for Halden"):
        inviter(email=kontaktperson.email.upper(), kommuner=[halden, moss])
    kontaktperson.tilganger.update(til=date(2016, 3, 9))
    inviter(email=kontaktperson.email)


def test_municipalities_of_two_embeter_take_two_invitations(
    inviter, saksbehandler, naboembete, halden, bergen
):
    Tilgang.objects.create(
        bruker=saksbehandler, rolle="saksbehandler", embete=naboembete, fra=date(2000, 1, 1)
    )
    siri = Bruker.objects.get(pk=saksbehandler.pk)
    with pytest.raises(Hinder, match="ulike embeter"):
        inviter(by=siri, kommuner=[halden, bergen])
    assert inviter(by=siri, kommuner=[bergen])[0].embete == naboembete


def test_the_invitation_comes_from_the_embete_where_she_may_invite(
    inviter, saksbehandler, naboembete, bergen
):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra=date(2000, 1, 1))
    with pytest.raises(Hinder, match="ulike embeter"):
        inviter(by=Bruker.objects.get(pk=saksbehandler.pk), kommuner=[bergen])


def test_nobody_takes_over_for_herself_or_for_one_who_is_elsewhere(
    inviter, kontaktperson, nabokontaktperson, moss
):
    with pytest.raises(Hinder, match="Mona Moss er ikke kontaktperson for noen av kommunene"):
        inviter(overtar_for=nabokontaktperson)
    with pytest.raises(Hinder, match="Ingen kan overta for seg selv"):
        inviter(overtar_for=kontaktperson, email=kontaktperson.email, kommuner=[moss])


def test_a_new_link_kills_the_old_one_and_begins_the_time_again(inviter, saksbehandler, dag):
    invitasjon, gammel = inviter()
    Invitasjon.objects.update(utloeper_at=naa() - timedelta(days=1))
    invitasjon.refresh_from_db()
    sett = invitasjoner.versjon(invitasjon)
    ny = invitasjoner.forny(by=saksbehandler, invitasjon=invitasjon, lenke_fra=sett, dag=dag)
    assert invitasjoner.finn(gammel) is None
    assert invitasjoner.finn(ny).utloeper_at > naa() + timedelta(days=13)
    with pytest.raises(Hinder, match="alt sendt på nytt"):
        invitasjoner.forny(by=saksbehandler, invitasjon=invitasjon, lenke_fra=sett, dag=dag)
    assert invitasjoner.finn(ny)
    assert handlinger() == ["inviterte kontaktperson", "fornyet invitasjon"]


@pytest.mark.parametrize(
    ("hva", "grunn"),
    [
        ("slutt", "Dagen tilgangen skulle slutte, er passert"),
        ("annen", "har alt en åpen invitasjon for Halden"),
        ("tilgang", "er alt kontaktperson for Halden"),
    ],
)
def test_what_would_not_be_sent_is_not_sent_again(inviter, saksbehandler, embete, halden, dag, hva, grunn):
    gammel = InvitasjonFactory(
        embete=embete, kommuner=[halden], email="nina@example.test", utloept=True, til=date(2016, 7, 1)
    )
    if hva == "slutt":
        Invitasjon.objects.update(til=dag)
    elif hva == "annen":
        inviter()
    else:
        BrukerFactory(email="nina@example.test", tilgang={"rolle": "kontaktperson", "kommune": halden})
    with pytest.raises(Hinder, match=grunn):
        invitasjoner.forny(
            by=saksbehandler, invitasjon=gammel, lenke_fra=invitasjoner.versjon(gammel), dag=dag
        )


def test_a_revoked_link_opens_nothing_and_is_not_sent_again(inviter, saksbehandler, dag):
    invitasjon, hemmelighet = inviter()
    invitasjoner.tilbakekall(by=saksbehandler, invitasjon=invitasjon)
    with pytest.raises(Ugyldig) as feil:
        godta(hemmelighet, dag)
    assert feil.value.tilstand == Tilstand.TILBAKEKALT
    for skriv in (
        lambda: invitasjoner.tilbakekall(by=saksbehandler, invitasjon=invitasjon),
        lambda: invitasjoner.forny(
            by=saksbehandler, invitasjon=invitasjon, lenke_fra=invitasjoner.versjon(invitasjon), dag=dag
        ),
    ):
        with pytest.raises(Hinder, match="alt tilbakekalt"):
            skriv()
    assert handlinger() == ["inviterte kontaktperson", "tilbakekalte invitasjon"]


def test_she_who_accepts_has_an_account_and_the_municipalities(inviter, halden, moss, dag):
    invitasjon, hemmelighet = inviter(kommuner=[halden, moss], til=date(2016, 7, 1))
    nina = godta(hemmelighet, dag)
    assert (nina.email, nina.navn, nina.telefon) == ("nina@example.test", "Nina Ny", "69 24 70 00")
    assert nina.check_password(PASSORD)
    assert nina.omfang.kommune_ids == tuple(sorted([halden.pk, moss.pk]))
    assert set(nina.tilganger.values_list("fra", "til")) == {(dag, date(2016, 7, 1))}
    assert nina.omfang_paa(date(2016, 7, 1)).kommune_ids == ()
    invitasjon.refresh_from_db()
    assert (invitasjon.bruker, invitasjon.godtatt_at is None) == (nina, False)
    assert "godtok invitasjon" in handlinger()
    assert PASSORD not in str(list(Hendelse.objects.values()))


def test_an_invitation_is_accepted_once(inviter, dag):
    _invitasjon, hemmelighet = inviter()
    godta(hemmelighet, dag)
    with pytest.raises(Ugyldig) as feil:
        godta(hemmelighet, dag)
    assert feil.value.tilstand == Tilstand.GODTATT
    assert Bruker.objects.filter(email="nina@example.test").count() == 1


def test_an_expired_or_unknown_link_makes_nobody(embete, halden, dag):
    rad = InvitasjonFactory(embete=embete, kommuner=[halden], hemmelighet="gammel", utloept=True)
    foer = Bruker.objects.count()
    for hemmelighet, tilstand in (("gammel", Tilstand.UTLOEPT), ("ukjent", None)):
        with pytest.raises(Ugyldig) as feil:
            godta(hemmelighet, dag)
        assert feil.value.tilstand == tilstand
    assert Bruker.objects.count() == foer
    assert rad.tilstand_ved(naa(), dag) == Tilstand.UTLOEPT


def test_one_with_an_account_accepts_as_herself(inviter, halden, dag):
    nina = BrukerFactory(email="nina@example.test")
    _invitasjon, hemmelighet = inviter()
    with pytest.raises(HarKonto):
        godta(hemmelighet, dag)
    invitasjoner.godta(by=nina, hemmelighet=hemmelighet, dag=dag)
    assert Bruker.objects.get(pk=nina.pk).omfang.kommune_ids == (halden.pk,)


def test_nobody_accepts_for_another_or_with_a_closed_account(inviter, dag):
    _invitasjon, hemmelighet = inviter()
    for annen in (BrukerFactory(), BrukerFactory(email="nina@example.test", is_active=False)):
        with pytest.raises(Ugyldig):
            invitasjoner.godta(by=annen, hemmelighet=hemmelighet, dag=dag)
    assert not Tilgang.objects.filter(rolle="kontaktperson").exists()


def test_what_she_was_given_meanwhile_is_not_given_twice(inviter, halden, moss, dag):
    _invitasjon, hemmelighet = inviter(kommuner=[halden, moss])
    nina = BrukerFactory(email="nina@example.test", tilgang={"rolle": "kontaktperson", "kommune": halden})
    invitasjoner.godta(by=nina, hemmelighet=hemmelighet, dag=dag)
    assert sorted(nina.tilganger.values_list("kommune__nr", "fra")) == [
        ("0101", date(2000, 1, 1)),
        ("0104", dag),
    ]


def test_the_one_before_her_keeps_access_until_she_accepts(inviter, kontaktperson, halden, moss, dag):
    Tilgang.objects.create(bruker=kontaktperson, rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    _invitasjon, hemmelighet = inviter(overtar_for=kontaktperson)
    assert Bruker.objects.get(pk=kontaktperson.pk).omfang.kommune_ids == (halden.pk, moss.pk)
    godta(hemmelighet, dag)
    assert Bruker.objects.get(pk=kontaktperson.pk).omfang.kommune_ids == (moss.pk,)
    assert Tilgang.objects.get(bruker=kontaktperson, kommune=halden).til == dag
    assert "avsluttet tilgang" in handlinger()


def test_a_municipality_of_two_counties_embete_is_invited_by_one(inviter, embete, halden):
    embete.fylker.add(FylkeFactory(nr="02"))
    asker = KommuneFactory(nr="0220", navn="Asker")
    assert inviter(kommuner=[halden, asker])[0].embete == embete
