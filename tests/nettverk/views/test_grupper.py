"""Pages of groups and their members."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse, Tilgang
from nettverk.models import Gruppe, Medlemskap, Organisasjon
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, ProsjektFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gruppe(embete):
    return GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppe", oppgave="Styrer prosjektet")


@pytest.fixture
def medlem(gruppe):
    return MedlemskapFactory(gruppe=gruppe, organisasjon__navn="IMDi", funksjon="regiondirektør")


def medlemskap(**endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "organisasjon": "KS", "funksjon": "rådgiver", "person": "",
        "rolle": "medlem", "fra": "2016-03-01", "til": "", "kilde": "", "andel": "", "avdeling": "",
    } | endret  # fmt: skip


def gruppefelt(**endret):
    return {
        "navn": "Styret", "slag": "annen", "oppgave": "", "rekkefoelge": "1", "innsyn": "embetet",
        "moeteinnsyn": "medlemmer", "versjon": 1,
    } | endret  # fmt: skip


def test_readers_see_the_groups_with_their_heads(som, leser, medlem):
    svar = som(leser).get(reverse("nettverk:gruppe-index")).content.decode()
    assert "Styringsgruppe" in svar
    assert "1 person fra 1 organisasjon" in svar
    assert "Ny gruppe" not in svar


def test_groups_are_shown_as_on_a_chosen_date(som, leser, medlem):
    svar = som(leser).get(reverse("nettverk:gruppe-index"), {"per": "2014-12-31"})
    assert "Ingen medlemmer" in svar.content.decode()
    svar = som(leser).get(medlem.gruppe.get_absolute_url(), {"per": "31.12.2014"})
    assert svar.status_code == 200
    assert "Gruppen har ingen medlemmer på denne datoen." in svar.content.decode()
    svar = som(leser).get(medlem.gruppe.get_absolute_url(), {"per": "i går"})
    assert svar.status_code == 422
    assert "Skriv en dato som finnes" in svar.content.decode()


def test_an_empty_installation_says_what_comes_here(som, leser):
    assert "Ingen prosjekter ennå" in som(leser).get(reverse("nettverk:gruppe-index")).content.decode()


@pytest.mark.parametrize("antall", [1, 8])
def test_the_list_of_groups_costs_the_same_however_long(
    som, leser, embete, antall, django_assert_max_num_queries
):
    prosjekt = ProsjektFactory(embete=embete)
    for _ in range(antall):
        MedlemskapFactory.create_batch(3, gruppe=GruppeFactory(prosjekt=prosjekt))
    klient = som(leser)
    with django_assert_max_num_queries(10):
        klient.get(reverse("nettverk:gruppe-index"))


def test_gates(som, client, gruppe, medlem, leser, kontaktperson, nabosaksbehandler, saksbehandler):
    sider = [
        gruppe.get_absolute_url(),
        reverse("nettverk:gruppe-edit", args=[gruppe.pk]),
        medlem.get_absolute_url(),
    ]
    for side in sider:
        assert client.get(side).status_code == 302
    assert som(kontaktperson).get(sider[0]).status_code == 404  # as if it were not
    assert som(nabosaksbehandler).get(sider[0]).status_code == 404
    for side in sider[1:]:
        assert som(saksbehandler).get(side).status_code == 403
        assert som(leser).post(side, {}).status_code == 403


def test_a_reader_here_who_leads_elsewhere_writes_nothing_here(som, leser, naboembete, gruppe):
    Tilgang.objects.create(bruker=leser, rolle="prosjektleder", embete=naboembete, fra=date(2015, 1, 1))
    assert som(leser).get(gruppe.get_absolute_url()).status_code == 200
    svar = som(leser).post(reverse("nettverk:medlemskap-create", args=[gruppe.pk]), medlemskap())
    assert svar.status_code == 403
    assert not Medlemskap.objects.exists()


def test_the_project_leader_makes_a_group_once(som, prosjektleder, embete):
    prosjekt = ProsjektFactory(embete=embete)
    side = reverse("nettverk:gruppe-create", args=[prosjekt.pk])
    data = gruppefelt(noekkel=uuid.uuid4(), navn="Prosjektgruppe", slag="prosjektgruppe")
    foerste, andre = som(prosjektleder).post(side, data), som(prosjektleder).post(side, data)
    assert foerste.url == andre.url == Gruppe.objects.get().get_absolute_url()
    assert Hendelse.objects.get().handling == "opprettet gruppe"
    svar = som(prosjektleder).post(side, data | {"noekkel": uuid.uuid4()})
    assert svar.status_code == 422
    assert "Navnet er alt i bruk her." in svar.content.decode()


def test_a_group_gets_a_new_name_and_the_log_tells(som, prosjektleder, gruppe):
    side = reverse("nettverk:gruppe-edit", args=[gruppe.pk])
    assert "Styringsgruppe" in som(prosjektleder).get(side).content.decode()
    som(prosjektleder).post(side, gruppefelt())
    endringer = Hendelse.objects.get().endringer
    assert ("navn", "Styringsgruppe", "Styret") in endringer
    assert {felt for felt, _foer, _etter in endringer} == {"navn", "oppgave", "versjon"}


def test_a_member_is_added_with_an_organisation_that_is_new(som, prosjektleder, gruppe):
    side = reverse("nettverk:medlemskap-create", args=[gruppe.pk])
    assert som(prosjektleder).get(side).status_code == 200
    svar = som(prosjektleder).post(side, data := medlemskap())
    assert som(prosjektleder).post(side, data).url == svar.url == gruppe.get_absolute_url()
    medlem = Medlemskap.objects.get()
    assert (medlem.organisasjon.navn, medlem.organisasjon.embete) == ("KS", gruppe.prosjekt.embete)
    assert list(Hendelse.objects.values_list("handling", flat=True).order_by("pk")) == [
        "opprettet organisasjon",
        "opprettet medlemskap",
    ]
    som(prosjektleder).post(side, medlemskap(organisasjon=" ks ", funksjon="avdelingsleder"))
    assert {rad.organisasjon_id for rad in Medlemskap.objects.all()} == {medlem.organisasjon_id}


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"til": "2016-03-01"}, "Sluttdatoen må være etter startdatoen."),
        ({"fra": "2016-02-30"}, "Skriv en dato som finnes"),
        ({"funksjon": ""}, "Feltet er påkrevet."),
        ({"organisasjon": "  "}, "Feltet er påkrevet."),
    ],
)
def test_a_faulty_member_is_refused_and_nothing_lost(som, prosjektleder, gruppe, feil, grunn):
    svar = som(prosjektleder).post(
        reverse("nettverk:medlemskap-create", args=[gruppe.pk]), medlemskap(kilde="Referat 12.1.") | feil
    )
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Referat 12.1." in svar.content.decode()
    assert not Medlemskap.objects.exists()
    assert not Hendelse.objects.exists()


def test_a_membership_ends_and_stays_in_the_history(som, prosjektleder, medlem):
    side = reverse("nettverk:medlemskap-end", args=[medlem.pk])
    assert 'value="2016-03-09"' in som(prosjektleder).get(side).content.decode()
    som(prosjektleder).post(side, {"til": "2016-03-01"})
    medlem.refresh_from_db()
    assert medlem.til == date(2016, 3, 1)
    assert "Tidligere medlemmer" in som(prosjektleder).get(medlem.gruppe.get_absolute_url()).content.decode()
    svar = som(prosjektleder).post(side, {"til": "2016-03-05"})
    assert svar.status_code == 422
    assert "alt avsluttet 01.03.2016" in svar.content.decode()


def test_a_membership_is_corrected(som, prosjektleder, medlem):
    side = medlem.get_absolute_url()
    assert 'value="IMDi"' in som(prosjektleder).get(side).content.decode()
    som(prosjektleder).post(side, medlemskap(organisasjon="IMDi", funksjon="direktør", fra="2015-01-01"))
    medlem.refresh_from_db()
    assert medlem.funksjon == "direktør"
    assert Hendelse.objects.get().endringer == [
        ("funksjon", "regiondirektør", "direktør"),
        ("versjon", 1, 2),
    ]
    som(prosjektleder).post(side, medlemskap(organisasjon="IMDi", funksjon="direktør", fra="2015-01-01"))
    assert Hendelse.objects.count() == 1


def test_two_who_change_the_same_group_or_seat_lose_nothing(som, prosjektleder, gruppe, medlem):
    side = reverse("nettverk:gruppe-edit", args=[gruppe.pk])
    assert som(prosjektleder).post(side, gruppefelt()).status_code == 302
    assert som(prosjektleder).post(side, gruppefelt()).status_code == 302  # a double click
    svar = som(prosjektleder).post(side, gruppefelt(navn="Ledelsen"))
    assert svar.status_code == 422
    assert "<dt>Navn</dt><dd>Styret</dd>" in svar.content.decode()
    assert "<dt>Oppgave</dt>" not in svar.content.decode()
    side = medlem.get_absolute_url()
    endret = {"fra": "2015-01-01", "funksjon": "direktør"}
    assert som(prosjektleder).post(side, medlemskap(organisasjon="KS", **endret)).status_code == 302
    svar = som(prosjektleder).post(side, medlemskap(organisasjon="Husbanken", **endret))
    assert svar.status_code == 422
    assert "<dt>Organisasjon</dt><dd>KS</dd>" in svar.content.decode()
    gruppe.refresh_from_db()
    medlem.refresh_from_db()
    assert (gruppe.navn, medlem.organisasjon.navn) == ("Styret", "KS")
    assert not Organisasjon.objects.filter(navn="Husbanken").exists()
