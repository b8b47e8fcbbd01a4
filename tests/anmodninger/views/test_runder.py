"""The list of rounds and the page of one round."""

from datetime import date

import pytest
from django.urls import reverse

from tests.anmodninger.factories import RundeFactory, UtkastFactory, mange

pytestmark = pytest.mark.django_db

INDEX = reverse("anmodninger:runde-index")


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(
        embete=embete,
        linjer=[(halden, 60, 5), (moss, 1080, None)],
        fylkestall_totalt=1200,
        fylkestall_em=39,
        kilde="Brev 20.08.2015",
    )


def test_rounds_stand_under_their_year_with_sums_that_admit_what_is_unknown(som, saksbehandler, runde):
    side = som(saksbehandler).get(INDEX).content.decode()

    assert "Bosettingsår 2016" in side
    assert "1\xa0140" in side
    assert "5 (1 av 2 kjent)" in side
    assert runde.get_absolute_url() in side


def test_before_the_first_round_the_page_says_what_to_do(som, saksbehandler, leser):
    assert reverse("anmodninger:utkast-create") in som(saksbehandler).get(INDEX).content.decode()
    for_leser = som(leser).get(INDEX).content.decode()
    assert "Ingen runder er sendt ennå" in for_leser
    assert reverse("anmodninger:utkast-create") not in for_leser


def test_drafts_are_listed_for_those_who_make_rounds_only(
    som, embete, halden, saksbehandler, leser, nabosaksbehandler
):
    url = UtkastFactory(embete=embete, linjer=[(halden, 60)]).get_absolute_url()

    assert url in som(saksbehandler).get(INDEX).content.decode()
    assert url not in som(leser).get(INDEX).content.decode()
    assert url not in som(nabosaksbehandler).get(INDEX).content.decode()


@pytest.mark.parametrize("antall", [1, 12])
def test_the_list_costs_the_same_however_many_rounds(
    som, embete, halden, moss, saksbehandler, antall, django_assert_max_num_queries
):
    for n in range(antall):
        RundeFactory(embete=embete, aar=2010 + n, linjer=[(halden, 60, 5), (moss, 80)])
        UtkastFactory(embete=embete, linjer=[(halden, 60)])
    klient = som(saksbehandler)

    with django_assert_max_num_queries(9):
        klient.get(INDEX)


def test_a_round_shows_every_fact_and_the_sum_that_differs(som, leser, runde):
    side = som(leser).get(runde.get_absolute_url()).content.decode()

    assert "20. august 2015" in side
    assert "Brev 20.08.2015" in side
    assert "Kommunene summerer til 1\xa0140, men det er oppgitt 1\xa0200 for fylket (avvik −60)." in side
    assert "5 (1 av 2 kjent)" in side
    assert "1\xa0200, herav 39 EM" in side


def test_a_round_and_the_one_that_replaces_it_name_each_other(som, saksbehandler, embete, runde, moss):
    ny = RundeFactory(embete=embete, sendt_dato=date(2015, 11, 17), erstatter=runde, linjer=[(moss, 80)])
    klient = som(saksbehandler)

    assert ny.get_absolute_url() in klient.get(runde.get_absolute_url()).content.decode()
    assert runde.get_absolute_url() in klient.get(ny.get_absolute_url()).content.decode()


def test_only_those_who_make_rounds_are_offered_a_new_one(som, saksbehandler, leser, runde):
    ny = f"{reverse('anmodninger:utkast-create')}?erstatter={runde.pk}"

    assert ny in som(saksbehandler).get(runde.get_absolute_url()).content.decode()
    assert ny not in som(leser).get(runde.get_absolute_url()).content.decode()


def test_a_national_round_shows_the_municipalities_of_the_embete(som, saksbehandler, halden, bergen):
    runde = RundeFactory(embete=None, linjer=[(halden, 60), (bergen, 300)])

    side = som(saksbehandler).get(runde.get_absolute_url()).content.decode()

    assert "Halden" in side
    assert "Bergen" not in side
    assert "kommunene i ditt embete" in side


@pytest.mark.parametrize("antall", [3, 428])
def test_a_round_costs_the_same_at_every_size(
    som, embete, saksbehandler, antall, django_assert_max_num_queries
):
    runde = RundeFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in mange(embete, antall)])
    klient = som(saksbehandler)

    with django_assert_max_num_queries(13):
        assert klient.get(runde.get_absolute_url()).status_code == 200


def test_who_may_see_a_round(
    som, client, runde, saksbehandler, leser, nabosaksbehandler, kontaktperson, systemansvarlig, uten_rolle
):
    url = runde.get_absolute_url()

    assert client.get(url).status_code == 302
    for person, status in [
        (saksbehandler, 200),
        (leser, 200),
        (nabosaksbehandler, 404),
        (kontaktperson, 403),
        (systemansvarlig, 403),
        (uten_rolle, 403),
    ]:
        assert som(person).get(url).status_code == status, person
        assert som(person).get(INDEX).status_code == (403 if status == 403 else 200), person
    assert som(saksbehandler).post(url).status_code == 405
