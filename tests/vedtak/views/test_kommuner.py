"""The list of municipalities, and the history of one."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.anmodninger.factories import RundeFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import AnmodningFactory, BosattFactory, VedtakFactory, VilkaarFactory

pytestmark = pytest.mark.django_db

INDEX = reverse("vedtak:kommune-index")


def side(kommune):
    return reverse("vedtak:kommune-show", args=[kommune.pk])


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


@pytest.mark.parametrize("navn", ["saksbehandler", "prosjektleder", "leser"])
def test_staff_and_readers_see_the_municipalities_of_their_embete(navn, request, som, halden, moss, bergen):
    svar = som(request.getfixturevalue(navn)).get(INDEX)
    assert [kommune.navn for kommune in svar.context["kommuner"]] == ["Halden", "Moss"]
    assert f'<a href="{side(halden)}">Halden</a>' in innhold(svar)
    assert "2 kommuner" in innhold(svar)


@pytest.mark.parametrize("navn", ["kontaktperson", "systemansvarlig", "uten_rolle"])
def test_others_may_not_open_the_list(navn, request, som):
    assert som(request.getfixturevalue(navn)).get(INDEX).status_code == 403


def test_nobody_is_sent_to_login(client, halden):
    for url in (INDEX, side(halden)):
        assert client.get(url).url.startswith("/konto/")


@pytest.mark.parametrize(
    ("q", "navn"), [("hald", ["Halden"]), ("0104", ["Moss"]), ("ØY", ["Øymark"]), ("x", [])]
)
def test_the_list_is_searched_by_name_or_number(q, navn, som, saksbehandler, halden, moss):
    KommuneFactory(nr="0119", navn="Øymark")
    svar = som(saksbehandler).get(INDEX, {"q": q})
    assert [kommune.navn for kommune in svar.context["kommuner"]] == navn
    if not navn:
        assert "Ingen kommuner passer" in innhold(svar)


def test_municipalities_of_another_time_are_shown_when_asked_for(som, saksbehandler, halden):
    KommuneFactory(nr="0199", navn="Nyby", fra=date(2020, 1, 1))
    assert "Nyby" not in innhold(som(saksbehandler).get(INDEX))
    assert "fra 01.01.2020" in innhold(som(saksbehandler).get(INDEX, {"alle": "1"}))


def test_the_list_costs_the_same_however_long(som, saksbehandler, halden, django_assert_max_num_queries):
    KommuneFactory.create_batch(30, fylke=halden.fylke)
    klient = som(saksbehandler)
    with django_assert_max_num_queries(5):
        klient.get(INDEX)


def test_the_list_tells_the_latest_answer_and_where_a_contact_person_is_missing(
    som, saksbehandler, leser, kontaktperson, halden, moss
):
    VedtakFactory(kommune=halden, mottatt=date(2015, 12, 15))
    VedtakFactory(kommune=halden, aar=2017, vedtaksdato=None, mottatt=date(2016, 3, 1))
    tekst = innhold(som(saksbehandler).get(INDEX))
    assert '<td class="frist">01.03.2016</td><td>ja</td>' in tekst
    assert tekst.count("<em>mangler</em>") == 1
    assert "mangler" not in innhold(som(leser).get(INDEX))


def test_the_history_shows_rounds_answers_conditions_and_settled(som, saksbehandler, halden):
    AnmodningFactory(kommune=halden)
    RundeFactory(sendt_dato=date(2015, 11, 17), linjer=[(halden, 45, 12)])
    VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25)
    BosattFactory(kommune=halden)

    svar = som(saksbehandler).get(side(halden))

    [ett] = svar.context["aarene"]
    assert [rad.totalt for rad in ett.anmodninger] == [45, 30]
    assert ett.i_kraft.totalt == 45
    tekst = innhold(svar)
    assert "Vedtak om 25 personer, hvorav 5 enslige mindreårige" in tekst
    assert "avhengig av bolig (Kommunen må skaffe to boliger.), følges opp 1. juni 2016" in tekst
    assert "4 personer bosatt per 29. februar 2016" in tekst
    assert re.search(r'<td class="num mangel"><a href="[^"]+udekket.totalt[^"]+">20</a></td>', tekst)


def test_a_correction_shows_old_beside_new_and_why(som, saksbehandler, halden):
    AnmodningFactory(kommune=halden)
    gammel = VedtakFactory(kommune=halden, totalt=25)
    VedtakFactory(kommune=halden, totalt=28, retter=gammel, rettegrunn="Feil tall i referatet.")

    tekst = innhold(som(saksbehandler).get(side(halden)))

    assert '<del>25</del></td><td role="cell"><ins>28</ins>' in tekst
    assert "Feil tall i referatet." in tekst
    assert tekst.index("Vedtak om 28 personer") < tekst.index("Vedtak om 25 personer")


def test_years_come_newest_first(som, saksbehandler, halden):
    AnmodningFactory(kommune=halden)
    RundeFactory(aar=2015, sendt_dato=date(2014, 8, 20), linjer=[(halden, 20, 2)])
    svar = som(saksbehandler).get(side(halden))
    assert [ett.aar for ett in svar.context["aarene"]] == [2016, 2015]


@pytest.mark.parametrize(
    ("navn", "adresse"),
    [("saksbehandler", "vedtak-create"), ("kontaktperson", "kladd-start"), ("leser", None)],
)
def test_only_those_who_may_register_are_offered_to(navn, adresse, request, som, halden):
    AnmodningFactory(kommune=halden)
    tekst = innhold(som(request.getfixturevalue(navn)).get(side(halden)))
    for ett in ("vedtak-create", "kladd-start"):
        assert (f'href="{reverse(f"vedtak:{ett}", args=[halden.pk, 2016])}"' in tekst) is (ett == adresse)


@pytest.mark.parametrize("navn", ["nabosaksbehandler", "nabokontaktperson"])
def test_the_neighbour_finds_nothing(navn, request, som, halden):
    assert som(request.getfixturevalue(navn)).get(side(halden)).status_code == 404


@pytest.mark.parametrize("navn", ["systemansvarlig", "uten_rolle"])
def test_the_wrong_role_is_refused(navn, request, som, halden):
    assert som(request.getfixturevalue(navn)).get(side(halden)).status_code == 403


def test_a_municipality_without_history_says_so(som, saksbehandler, halden):
    assert "Ingenting er registrert ennå" in innhold(som(saksbehandler).get(side(halden)))


def test_a_request_leads_to_its_round_for_those_who_may_see_rounds(som, leser, kontaktperson, halden):
    runde = AnmodningFactory(kommune=halden).runde
    lenke = f'<a href="{runde.get_absolute_url()}">Sendt'
    svar = som(leser).get(side(halden))
    assert lenke in innhold(svar)
    assert som(leser).get(runde.get_absolute_url()).status_code == 200
    assert lenke not in innhold(som(kontaktperson).get(side(halden)))
