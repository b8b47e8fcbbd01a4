"""Pages of activities."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Aktivitet
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory, ResultatmaalFactory

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/aktiviteter/"


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def aktivitet(**endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "tittel": "Nettverkssamling", "slag": "nettverk", "status": "planlagt",
        "fra_dato": "2016-04-12", "til_dato": "", "sted": "Sarpsborg", "arrangoerer": "", "maalgruppe": "",
        "deltakere": "", "beskrivelse": "", "kilde": "",
    } | endret  # fmt: skip


def test_activities_stand_by_tertial_with_its_dates_and_participants(som, leser, prosjekt):
    AktivitetFactory(prosjekt=prosjekt, tittel="Kurs på Tista", deltakere=40)
    AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2015, 12, 31))
    AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2016, 1, 8), deltakere=7)
    AktivitetFactory(prosjekt__embete__omraade="Hordaland", tittel="I Bergen")
    svar = som(leser).get(INDEX).content.decode()
    assert re.findall(r"<h2>(.*?)</h2>", svar) == [
        '1. tertial 2016 <span class="dempet">(1. januar–30. april 2016)</span>',
        '3. tertial 2015 <span class="dempet">(1. september–31. desember 2015)</span>',
    ]
    assert "3 aktiviteter, minst 47 deltakere (tallet mangler for 1 aktivitet)" in svar
    assert ">Minst 40 deltakere (tallet mangler for 1 aktivitet)<" in svar
    assert "I Bergen" not in svar


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"tertial": "2015-3"}, {"Østfoldmodellen", "Møte"}),
        ({"status": "avlyst"}, {"Møte"}),
        ({"slag": "kurs"}, {"Østfoldmodellen"}),
        ({"q": "ØSTFOLD"}, {"Østfoldmodellen"}),
        ({"q": "askim"}, {"Besøk"}),
        ({"q": "finnes ikke"}, set()),
        ({"tertial": "1999-1"}, {"Østfoldmodellen", "Møte", "Besøk"}),
    ],
)
def test_the_list_is_narrowed(som, leser, prosjekt, valg, treff):
    AktivitetFactory(prosjekt=prosjekt, tittel="Østfoldmodellen", slag="kurs")
    AktivitetFactory(prosjekt=prosjekt, tittel="Møte", status="avlyst")
    AktivitetFactory(prosjekt=prosjekt, tittel="Besøk", sted="Askim", fra_dato=date(2016, 2, 1))
    svar = som(leser).get(INDEX, valg).content.decode()
    assert {navn for navn in ("Østfoldmodellen", "Møte", "Besøk") if f">{navn}</a>" in svar} == treff
    assert ("Ingen aktiviteter passer" in svar) == (not treff)


def test_the_fragment_is_the_part_the_page_includes(som, leser, prosjekt):
    AktivitetFactory(prosjekt=prosjekt, deltakere=3)
    hele = som(leser).get(INDEX, {"status": "gjennomfoert"})
    del_ = som(leser).get(INDEX, {"status": "gjennomfoert"}, headers={"HX-Request": "true"})
    assert hele["Vary"].count("HX-Request") == 1
    treff, resten = re.fullmatch(
        r'<p id="treff" hx-swap-oob="innerHTML">(.*?)</p>(.*)', del_.content.decode().strip(), re.DOTALL
    ).groups()
    assert f'<p id="treff" role="status">{treff}</p>' in hele.content.decode()
    assert resten.strip() in hele.content.decode()


@pytest.mark.parametrize("antall", [1, 30])
def test_the_list_costs_the_same_however_long(som, leser, prosjekt, antall, django_assert_max_num_queries):
    for nr in range(antall):
        AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2015 + nr % 2, 1 + nr % 12, 1))
    klient = som(leser)
    with django_assert_max_num_queries(9):
        klient.get(INDEX)


def test_what_should_have_been_done_stands_out(som, leser, prosjekt):
    for dag in (8, 9):
        AktivitetFactory(prosjekt=prosjekt, status="planlagt", fra_dato=date(2016, 3, dag))
    assert som(leser).get(INDEX).content.decode().count("planlagt, dagen er passert") == 1


def test_an_empty_list_says_what_comes_here(som, leser, embete):
    assert "Ingen prosjekter ennå" in som(leser).get(INDEX).content.decode()
    ProsjektFactory(embete=embete)
    assert "Ingen aktiviteter ennå" in som(leser).get(INDEX).content.decode()


def test_gates(som, client, prosjekt, leser, kontaktperson, nabosaksbehandler, saksbehandler):
    rad = AktivitetFactory(prosjekt=prosjekt)
    skriving = [
        reverse("nettverk:aktivitet-edit", args=[rad.pk]),
        reverse("nettverk:aktivitet-create", args=[prosjekt.pk]),
    ]
    for side in (rad.get_absolute_url(), *skriving):
        assert client.get(side).status_code == 302
    assert som(kontaktperson).get(INDEX).status_code == 403
    assert som(leser).get(rad.get_absolute_url()).status_code == 200
    assert som(nabosaksbehandler).get(rad.get_absolute_url()).status_code == 404
    for side in skriving:
        assert som(saksbehandler).get(side).status_code == 403
        assert som(leser).post(side, aktivitet()).status_code == 403


def test_an_activity_is_made_once_with_its_goals(som, prosjektleder, prosjekt):
    maal = ResultatmaalFactory(prosjekt=prosjekt, nummer="3 b")
    side = reverse("nettverk:aktivitet-create", args=[prosjekt.pk])
    assert "3 b Kommunene" in som(prosjektleder).get(side).content.decode()
    data = aktivitet(resultatmaal=[maal.pk])
    svar = som(prosjektleder).post(side, data)
    assert som(prosjektleder).post(side, data).url == svar.url == Aktivitet.objects.get().get_absolute_url()
    assert Hendelse.objects.get().etter["resultatmaal"] == ["3 b"]
    assert "3 b Kommunene" in som(prosjektleder).get(svar.url).content.decode()


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"status": "gjennomfoert"}, "En aktivitet fram i tid kan ikke være gjennomført."),
        ({"til_dato": "2016-04-11"}, "Siste dag kan ikke være før første dag."),
        ({"fra_dato": "2019-01-01"}, "Datoen er utenfor prosjektperioden."),
        ({"status": "avlyst", "deltakere": "4"}, "En avlyst aktivitet har ingen deltakere."),
        ({"deltakere": "-4"}, "Tallet kan ikke være under 0."),
        ({"deltakere": "mange"}, "Skriv et helt tall"),
        ({"tittel": ""}, "Feltet er påkrevet."),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_nothing_lost(som, prosjektleder, prosjekt, feil, grunn):
    svar = som(prosjektleder).post(
        reverse("nettverk:aktivitet-create", args=[prosjekt.pk]), aktivitet(beskrivelse="Tre innlegg") | feil
    )
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Tre innlegg" in svar.content.decode()
    assert not Aktivitet.objects.exists()
    assert not Hendelse.objects.exists()


def test_goals_of_another_project_are_no_choice(som, prosjektleder, prosjekt):
    fremmed = ResultatmaalFactory()
    ResultatmaalFactory(prosjekt=prosjekt)
    side = reverse("nettverk:aktivitet-create", args=[prosjekt.pk])
    assert som(prosjektleder).post(side, aktivitet(resultatmaal=[fremmed.pk])).status_code == 422


def test_an_activity_is_carried_out_and_counted(som, prosjektleder, prosjekt):
    rad = AktivitetFactory(prosjekt=prosjekt, status="planlagt", tittel="Kurs", fra_dato=date(2016, 3, 1))
    side = reverse("nettverk:aktivitet-edit", args=[rad.pk])
    assert som(prosjektleder).get(side).status_code == 200
    data = aktivitet(tittel="Kurs", slag="annet", sted="", fra_dato="2016-03-01")
    data |= {"status": "gjennomfoert", "deltakere": "1 200"}
    assert som(prosjektleder).post(side, data).url == rad.get_absolute_url()
    assert Hendelse.objects.get().endringer == [
        ("deltakere", None, 1200),
        ("status", "planlagt", "gjennomfoert"),
        ("versjon", 1, 2),
    ]
    som(prosjektleder).post(side, data)
    assert Hendelse.objects.count() == 1


def test_two_who_change_the_same_activity_lose_nothing(som, prosjektleder, prosjekt):
    maal = [ResultatmaalFactory(prosjekt=prosjekt, nummer=nr, tekst=f"Mål {nr}") for nr in "12"]
    rad = AktivitetFactory(prosjekt=prosjekt, status="planlagt", fra_dato=date(2016, 4, 12))
    side = reverse("nettverk:aktivitet-edit", args=[rad.pk])
    foerste = aktivitet(sted="Moss", slag="kurs", fra_dato="2016-04-14", resultatmaal=[maal[0].pk])
    assert som(prosjektleder).post(side, foerste).status_code == 302
    andre = aktivitet(sted="Halden", deltakere="", resultatmaal=[maal[1].pk])
    svar = som(prosjektleder).post(side, andre)
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har lagret etter at du åpnet siden" in tekst
    lagret = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", tekst))
    assert lagret == {"Sted": "Moss", "Slag": "kurs", "Dato": "14.04.2016", "Resultatmål": "1 Mål 1"}
    assert 'value="Halden"' in tekst
    rad.refresh_from_db()
    assert (rad.sted, rad.versjon, Hendelse.objects.count()) == ("Moss", 2, 1)
    [versjon] = re.findall(r'name="versjon" value="(\d+)"', tekst)
    assert som(prosjektleder).post(side, andre | {"versjon": versjon}).status_code == 302
    rad.refresh_from_db()
    assert (rad.sted, rad.versjon) == ("Halden", 3)
