"""Pages of sign-up: those of whoever runs the activity, and the open ones."""

import re
import uuid
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from nettverk.models import Aktivitet, Paamelding, Paameldingsside
from nettverk.paameldingslenker import egen_sti, medlemssti
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.nettverk.paameldingsfactories import DeltakerpersonFactory, PaameldingFactory, SideFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def side(prosjekt):
    return SideFactory(aktivitet__prosjekt=prosjekt)


def adresse(verb, side, *mer):
    return reverse(f"nettverk:paamelding-{verb}", args=[side.aktivitet.pk, *mer])


def aapen(side):
    return reverse("nettverk:paamelding-create", args=[side.adresse])


def skjema(**endret):
    return {"noekkel": uuid.uuid4(), "navn": "Kari Nordmann", "epost": "kari@example.no"} | endret


def test_a_page_is_made_once_and_then_changed(som, prosjektleder, prosjekt):
    aktivitet = AktivitetFactory(prosjekt=prosjekt, status="planlagt", fra_dato=date(2016, 4, 12))
    url = reverse("nettverk:paamelding-edit", args=[aktivitet.pk])
    assert "Lag påmeldingsside" in som(prosjektleder).get(aktivitet.get_absolute_url()).content.decode()
    data = {
        "noekkel": uuid.uuid4(),
        "aapen": "on",
        "venteliste": "on",
        "kapasitet": "30",
        "frist": "2016-04-01",
    }
    liste = reverse("nettverk:paamelding-index", args=[aktivitet.pk])
    assert som(prosjektleder).post(url, data).url == liste
    assert som(prosjektleder).post(url, data | {"versjon": 1}).url == liste
    side = Paameldingsside.objects.get()
    assert (side.kapasitet, side.frist, side.versjon) == (30, date(2016, 4, 1), 1)
    svar = som(prosjektleder).post(url, data | {"versjon": 1, "frist": "2016-04-13"})
    assert svar.status_code == 422
    assert "kan ikke være etter at aktiviteten er over" in svar.content.decode()
    som(prosjektleder).post(url, data | {"versjon": 1, "kapasitet": "40"})
    svar = som(prosjektleder).post(url, data | {"versjon": 1, "kapasitet": "50"})
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har lagret" in svar.content.decode()
    side.refresh_from_db()
    assert side.kapasitet == 40


def test_only_those_who_may_see_people_see_who_has_signed_up(
    som, client, side, leser, saksbehandler, prosjektleder, kontaktperson, nabosaksbehandler
):
    PaameldingFactory(side=side, navn="Kari Nordmann")
    for url in (adresse("index", side), adresse("export", side, "csv")):
        assert client.get(url).status_code == 302
        for bruker in (saksbehandler, prosjektleder):
            svar = som(bruker).get(url)
            assert svar.status_code == 200
            assert "Kari Nordmann" in svar.content.decode()
        for bruker, kode in ((leser, 403), (kontaktperson, 403), (nabosaksbehandler, 404)):
            assert som(bruker).get(url).status_code == kode
        client.logout()
    Aktivitet.objects.update(innsyn="medlemmer")
    assert som(saksbehandler).get(adresse("index", side)).status_code == 404
    for bruker in (leser, kontaktperson):
        assert "Kari" not in som(bruker).get(side.aktivitet.get_absolute_url()).content.decode()


def navn(svar):
    return re.findall(r'<th scope="row">(.*?)</th>', svar.content.decode())


def test_the_list_is_narrowed_sorted_and_downloaded(som, prosjektleder, side, halden, moss):
    PaameldingFactory(side=side, navn="Åse", kommune=halden, epost="a@example.no")
    PaameldingFactory(side=side, navn="Zara", kommune=moss, arbeidssted="NAV", moette=True)
    PaameldingFactory(side=side, navn="=1+1", kommune=halden, status="venteliste")
    PaameldingFactory(side=SideFactory(aktivitet__prosjekt=side.aktivitet.prosjekt), navn="Andre steder")
    klient, url = som(prosjektleder), adresse("index", side)
    for valg, treff in (
        ({}, ["Åse", "Zara", "=1+1"]),
        ({"sort": "navn"}, ["=1+1", "Zara", "Åse"]),
        ({"sort": "-kommune"}, ["Zara", "Åse", "=1+1"]),
        ({"status": "venteliste"}, ["=1+1"]),
        ({"kommune": halden.pk}, ["Åse", "=1+1"]),
        ({"q": "nav"}, ["Zara"]),
        ({"q": "ingen slik"}, []),
        ({"kommune": "x"}, ["Åse", "Zara", "=1+1"]),
    ):
        assert navn(klient.get(url, valg)) == treff, valg
    ark = klient.get(adresse("export", side, "csv"), {"kommune": halden.pk}).content.decode("utf-8-sig")
    assert [linje.split(";")[0] for linje in ark.splitlines()] == ["Navn", "Åse", "'=1+1"]
    assert klient.get(adresse("export", side, "xlsx")).status_code == 200
    assert klient.get(adresse("export", side, "doc")).status_code == 404


@pytest.mark.parametrize("antall", [1, 25])
def test_the_list_costs_the_same_however_long(
    som, prosjektleder, side, halden, antall, django_assert_max_num_queries
):
    PaameldingFactory.create_batch(antall, side=side, kommune=halden)
    klient = som(prosjektleder)
    with django_assert_max_num_queries(14):
        klient.get(adresse("index", side))


def test_an_empty_list_says_what_to_do(som, prosjektleder, side):
    assert "Ingen er påmeldt ennå" in som(prosjektleder).get(adresse("index", side)).content.decode()


def test_attendance_becomes_participants(som, prosjektleder, side, halden, moss):
    kom = PaameldingFactory(side=side, navn="Kom", kommune=halden)
    borte = PaameldingFactory(side=side, navn="Borte", kommune=moss)
    data = {"vist": [kom.pk, borte.pk], "moette": [kom.pk, "x", "9" * 20]}
    klient = som(prosjektleder)
    assert "Aktiviteten er ikke holdt ennå." in klient.post(adresse("attend", side), data).content.decode()
    Aktivitet.objects.update(fra_dato=date(2016, 3, 9))
    assert "Se de påmeldte, før oppmøte og tell deltakerne" in (
        klient.get(side.aktivitet.get_absolute_url()).content.decode()
    )
    assert "Kom" in klient.get(adresse("attend", side)).content.decode()
    assert klient.post(adresse("attend", side), data).url == adresse("index", side)
    liste = klient.get(adresse("index", side)).content.decode()
    assert "1 som møtte, føres som deltaker" in liste
    assert "møtte ikke" in liste
    [versjon] = re.findall(r'name="versjon" value="(\d+)"', liste)
    gammel = klient.post(adresse("count", side), {"versjon": 7}, follow=True).content.decode()
    assert "Aktiviteten er endret etter at du åpnet siden." in gammel
    assert "Tell og sett gjennomført" in liste
    svar = klient.post(adresse("count", side), {"versjon": versjon}, follow=True)
    assert svar.redirect_chain == [(side.aktivitet.get_absolute_url(), 302)]
    assert "1 deltaker er ført på aktiviteten, som nå er gjennomført." in svar.content.decode()
    aktivitet = Aktivitet.objects.get(pk=side.aktivitet.pk)
    assert (aktivitet.deltakere, aktivitet.status) == (1, "gjennomfoert")
    assert [(rad.kommune, rad.antall) for rad in aktivitet.deltakertall.all()] == [(halden, 1)]


def test_the_button_says_no_more_than_it_does(som, prosjektleder, side):
    PaameldingFactory(side=side, moette=True)
    Aktivitet.objects.update(fra_dato=date(2016, 3, 8), til_dato=date(2016, 3, 10))
    liste = som(prosjektleder).get(adresse("index", side)).content.decode()
    assert "Aktiviteten varer til 10. mars 2016, og står som planlagt til da." in liste.replace("\xa0", " ")
    assert "gjennomført" not in liste
    svar = som(prosjektleder).post(adresse("count", side), {"versjon": 1}, follow=True).content.decode()
    assert "1 deltaker er ført på aktiviteten." in svar
    assert Aktivitet.objects.get().status == "planlagt"


def test_to_count_nobody_is_told(som, prosjektleder, side):
    svar = som(prosjektleder).post(adresse("count", side), follow=True)
    assert "Ingen er ført som møtt ennå." in svar.content.decode()


def test_the_leader_signs_somebody_off(som, prosjektleder, side):
    rad = PaameldingFactory(side=side)
    url = reverse("nettverk:paamelding-end", args=[rad.pk])
    assert rad.navn in som(prosjektleder).get(url).content.decode()
    assert som(prosjektleder).post(url).url == adresse("index", side)
    rad.refresh_from_db()
    assert rad.status == "avmeldt"


# ---------------------------------------------------------------- the open pages


def test_somebody_without_an_account_signs_up_and_off(client, side, halden):
    svar = client.get(aapen(side))
    assert "2 av 2 plasser er ledige." in svar.content.decode()
    assert svar["Cache-Control"].count("no-store") == 1
    assert svar["Referrer-Policy"] == "strict-origin"
    assert not Paamelding.objects.exists()
    data = skjema(kommune=halden.pk, arbeidssted="NAV Halden")
    egen = client.post(aapen(side), data).url
    assert client.post(aapen(side), data).url == egen
    rad = Paamelding.objects.get()
    assert (rad.kommune, rad.arbeidssted, rad.status) == (halden, "NAV Halden", "paameldt")
    assert f"http://testserver{egen}" in mail.outbox[0].body
    svar = client.get(egen)
    assert "Du er påmeldt" in svar.content.decode()
    assert "no-store" in svar["Cache-Control"]
    assert client.get(f"{egen}meld-av/").status_code == 405
    assert client.post(f"{egen}meld-av/").url == egen
    assert "Du er meldt av" in client.get(egen).content.decode()
    rad.refresh_from_db()
    assert rad.status == "avmeldt"


def test_whose_address_is_signed_up_is_not_shown_to_whoever_types_it(client, side):
    PaameldingFactory(side=side, navn="Kari Nordmann", epost="kari@example.no", arbeidssted="NAV")
    svar = client.post(aapen(side), skjema(navn="Fremmed"), follow=True)
    assert svar.redirect_chain == [(aapen(side), 302)]
    assert "NAV" not in svar.content.decode()
    assert "Vi har sendt lenken" in svar.content.decode()
    assert Paamelding.objects.count() == 1


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"navn": ""}, "Skriv navnet ditt."),
        ({"epost": ""}, "Skriv e-postadressen din."),
        ({"epost": "kari"}, "gyldig e-postadresse"),
        ({"kommune": "0"}, "Velg et gyldig valg."),
    ],
)
def test_what_is_missing_is_told_at_the_field_and_nothing_lost(client, side, endret, grunn):
    svar = client.post(aapen(side), skjema(arbeidssted="NAV Halden") | endret)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "NAV Halden" in svar.content.decode()
    assert not Paamelding.objects.exists()


def test_a_full_and_a_closed_page_say_so(client, side):
    PaameldingFactory.create_batch(2, side=side)
    assert "Still meg på venteliste" in client.get(aapen(side)).content.decode()
    egen = client.post(aapen(side), skjema()).url
    assert "Du er nummer 1 i køen." in client.get(egen).content.decode()
    Paameldingsside.objects.update(venteliste=False)
    assert "<form" not in client.get(aapen(side)).content.decode().partition("<main")[2]
    Paameldingsside.objects.update(frist=date(2016, 3, 8))
    side_ = client.get(aapen(side)).content.decode()
    assert "Påmeldingsfristen gikk ut 08.03.2016." in side_
    assert "<form" not in side_.partition("<main")[2]
    assert client.post(aapen(side), skjema(epost="ny@example.no")).status_code == 422


def test_wrong_and_dead_links_are_the_same_404(client, side):
    rad = PaameldingFactory(side=side)
    egen = egen_sti(rad)
    Paamelding.objects.update(anonymisert_at=rad.paameldt_at)
    feil = [egen, f"{egen[:-2]}/", aapen(Paameldingsside(adresse=uuid.uuid4())), f"{aapen(side)}x.y.z/"]
    svar = [client.get(url) for url in feil]
    assert {ett.status_code for ett in svar} == {404}
    assert len({re.sub(r'"X-CSRFToken": ".*?"', "", ett.content.decode()) for ett in svar}) == 1


def test_who_is_logged_in_finds_her_name_filled_in_and_her_sign_up_again(som, kontaktperson, side, halden):
    svar = som(kontaktperson).get(side.aktivitet.get_absolute_url()).content.decode()
    assert f'href="{aapen(side)}"' in svar
    skjema_ = som(kontaktperson).get(aapen(side)).content.decode()
    assert f'value="{kontaktperson.navn}"' in skjema_
    assert re.search(rf'<option value="{halden.pk}" selected>', skjema_)
    som(kontaktperson).post(aapen(side), skjema(navn=kontaktperson.navn, epost=kontaktperson.email))
    svar = som(kontaktperson).get(side.aktivitet.get_absolute_url()).content.decode()
    assert "Du er påmeldt." in svar
    assert egen_sti(Paamelding.objects.get()) in svar


@pytest.fixture
def gruppeside(side, embete):
    """The page, for a group with one member; the place of the meeting is for the members."""
    person = DeltakerpersonFactory(organisasjon__embete=embete, navn="Mia Medlem", epost="mia@example.no")
    side.gruppe = GruppeFactory(prosjekt=side.aktivitet.prosjekt)
    MedlemskapFactory(gruppe=side.gruppe, person=person, organisasjon=person.organisasjon)
    side.save()
    Aktivitet.objects.update(sted="Rom 301")
    return side, person


def test_a_page_for_a_group_sends_members_their_link_and_tells_others_the_same(client, gruppeside):
    side, person = gruppeside
    assert "Rom 301" not in client.get(aapen(side)).content.decode()
    svar = {
        client.post(aapen(side), {"epost": epost}, follow=True)
        .content.decode()
        .count("Er adressen i gruppen")
        for epost in ("mia@example.no", "fremmed@example.no")
    }
    assert svar == {1}
    [brev] = mail.outbox
    lenke = re.search(r"http://testserver(\S+)", brev.body)[1]
    assert "Rom 301" in client.get(lenke).content.decode()
    egen = client.post(lenke, {"noekkel": uuid.uuid4(), "navn": "Falsk", "epost": "falsk@example.no"}).url
    rad = Paamelding.objects.get()
    assert (rad.navn, rad.epost, rad.person) == ("Mia Medlem", "mia@example.no", person)
    assert client.get(egen).status_code == 200
    person.medlemskap.update(til=date(2016, 3, 1))
    assert client.get(lenke).status_code == 404


def test_a_member_who_is_logged_in_signs_up_at_once(som, leser, kontaktperson, gruppeside):
    side, person = gruppeside
    person.bruker = kontaktperson
    person.save()
    assert "Du melder på Mia Medlem." in som(kontaktperson).get(aapen(side)).content.decode()
    som(kontaktperson).post(aapen(side), {"noekkel": uuid.uuid4()})
    assert Paamelding.objects.get().person == person
    assert "Bare for medlemmer av" in som(leser).get(side.aktivitet.get_absolute_url()).content.decode()
    assert som(leser).post(aapen(side), skjema()).status_code == 302
    assert Paamelding.objects.count() == 1


def test_a_members_link_does_not_open_another_page(client, gruppeside, prosjekt):
    side, person = gruppeside
    annen = SideFactory(aktivitet__prosjekt=prosjekt, gruppe=side.gruppe)
    lenke = medlemssti(side, person).replace(str(side.adresse), str(annen.adresse))
    assert client.get(lenke).status_code == 404


def test_too_many_at_once_are_asked_to_wait(client, side, settings):
    settings.ACCOUNT_RATE_LIMITS = {"paamelding": "60/m/ip", "paameldingsbrev": "2/h/key"}
    svar = [client.post(aapen(side), skjema(epost="mange@example.no")).status_code for _ in range(3)]
    assert svar == [302, 302, 429]
    assert len(mail.outbox) == 2
