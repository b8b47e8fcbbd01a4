"""Municipalities with and without contact persons, and fetching them into the network."""

from datetime import date

import pytest

from bosetting.brukere.models import Bruker, Tilgang
from nettverk.kontaktdekning import dekning, hent_kontaktpersoner, henteplan, kommuner_uten_kontaktperson
from nettverk.medlemsliste import medlemmer_paa
from nettverk.models import Medlemskap
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, PersonFactory
from tests.samtidig import samtidig


@pytest.fixture
def nettverk(embete):
    return GruppeFactory(prosjekt__embete=embete, slag="nettverk", navn="Nettverk på systemnivå")


def hent(gruppe, by, dag, **valg):
    return hent_kontaktpersoner(by=by, gruppe=gruppe, dag=dag, **{"avslutt": False} | valg)


def test_who_answers_for_a_municipality_by_login_and_by_seat(
    nettverk, embete, saksbehandler, leser, kontaktperson, halden, moss, bergen, dag
):
    sete = MedlemskapFactory(
        gruppe=nettverk, organisasjon=OrganisasjonFactory(embete=embete, navn="Moss", kommune=moss)
    )
    rader = {rad.kommune: rad for rad in dekning(saksbehandler, dag)}
    assert rader.keys() == {halden, moss}
    assert (rader[halden].brukere, rader[halden].plasser) == ([kontaktperson], [])
    assert (rader[moss].brukere, rader[moss].plasser) == ([], [sete])
    assert rader[halden].navngis
    assert not any(rad.navngis for rad in dekning(leser, dag))
    assert kommuner_uten_kontaktperson(leser, dag) == [moss]
    assert dekning(kontaktperson, dag) == []


def test_who_cannot_log_in_answers_for_nothing(embete, saksbehandler, kontaktperson, halden, dag):
    Bruker.objects.filter(pk=kontaktperson.pk).update(is_active=False)
    assert kommuner_uten_kontaktperson(saksbehandler, dag) == [halden]


def test_seats_of_other_groups_and_other_days_do_not_count(nettverk, embete, saksbehandler, moss, dag):
    organisasjon = OrganisasjonFactory(embete=embete, navn="Moss", kommune=moss)
    MedlemskapFactory(gruppe=GruppeFactory(prosjekt=nettverk.prosjekt), organisasjon=organisasjon)
    MedlemskapFactory(gruppe=nettverk, organisasjon=organisasjon, til=dag)
    assert [rad.plasser for rad in dekning(saksbehandler, dag)] == [[]]


@pytest.mark.parametrize("antall", [1, 6])
def test_the_cover_costs_four_queries_however_many(
    nettverk, saksbehandler, kontaktperson, antall, dag, django_assert_num_queries
):
    for _ in range(antall):
        kommune = kontaktperson.tilganger.get().kommune
        BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": kommune})
        organisasjon = OrganisasjonFactory(embete=nettverk.prosjekt.embete, kommune=kommune)
        MedlemskapFactory(gruppe=nettverk, organisasjon=organisasjon)
    assert saksbehandler.omfang
    with django_assert_num_queries(4):
        [rad] = dekning(saksbehandler, dag)
        assert [sete.navn for sete in rad.plasser] == [""] * antall


def test_contact_persons_get_their_seats_once(
    nettverk, prosjektleder, kontaktperson, halden, moss, bergen, dag
):
    Tilgang.objects.create(bruker=kontaktperson, rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": bergen})
    gjort = hent(nettverk, prosjektleder, dag)
    assert [tilgang.kommune for tilgang in gjort.nye] == [halden, moss]
    seter = Medlemskap.objects.order_by("pk")
    assert {(sete.person.bruker, sete.organisasjon.kommune) for sete in seter} == {
        (kontaktperson, halden), (kontaktperson, moss),
    }  # fmt: skip
    assert {(sete.rolle, sete.fra) for sete in seter} == {("kontaktperson", dag)}
    igjen = hent(nettverk, prosjektleder, dag)
    assert (igjen.nye, igjen.staar) == ([], 2)
    assert seter.count() == 2


def test_a_seat_she_has_by_her_address_is_hers(nettverk, embete, prosjektleder, kontaktperson, halden, dag):
    organisasjon = OrganisasjonFactory(embete=embete, navn="Halden kommune", kommune=halden)
    person = PersonFactory(embete=embete, organisasjon=organisasjon, epost=kontaktperson.email)
    MedlemskapFactory(gruppe=nettverk, organisasjon=organisasjon, person=person, fra=date(2017, 1, 1))
    assert hent(nettverk, prosjektleder, dag).nye == []


def test_a_seat_without_a_name_gives_way_to_the_one_who_is_known(
    nettverk, embete, prosjektleder, kontaktperson, halden, dag
):
    organisasjon = OrganisasjonFactory(embete=embete, navn="Halden kommune", kommune=halden)
    ukjente = [
        MedlemskapFactory(gruppe=nettverk, organisasjon=organisasjon, rolle="kontaktperson") for _ in range(2)
    ]
    gjort = hent(nettverk, prosjektleder, dag)
    assert (len(gjort.nye), len(gjort.erstattes)) == (1, 1)
    assert gjort.erstattes[0] in ukjente
    assert {sete.navn for sete in medlemmer_paa(nettverk, dag)} == {"", kontaktperson.navn}
    assert len(medlemmer_paa(nettverk, dag)) == len(medlemmer_paa(nettverk, date(2016, 3, 8))) == 2
    assert hent(nettverk, prosjektleder, dag).erstattes == []


def test_those_who_are_no_longer_contact_persons_lose_their_seats_if_asked(
    nettverk, prosjektleder, kontaktperson, dag
):
    hent(nettverk, prosjektleder, date(2015, 6, 1))
    Tilgang.objects.filter(bruker=kontaktperson).update(til=dag)
    sete = Medlemskap.objects.get()
    assert henteplan(nettverk, dag).sluttet == [sete]
    assert hent(nettverk, prosjektleder, dag).sluttet == []
    assert hent(nettverk, prosjektleder, dag, avslutt=True).sluttet == [sete]
    sete.refresh_from_db()
    assert sete.til == dag
    assert henteplan(nettverk, dag).sluttet == []


def test_two_who_fetch_at_once_make_one_seat(paa_postgresql, nettverk, prosjektleder, kontaktperson, dag):
    svar = samtidig(lambda: hent(nettverk, prosjektleder, dag), antall=4)
    assert sorted(len(gjort.nye) for gjort in svar) == [0, 0, 0, 1]
    assert Medlemskap.objects.count() == 1
