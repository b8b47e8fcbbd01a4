"""The page of the log."""

import re
from datetime import UTC, datetime
from html import escape, unescape

import pytest

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker, Hendelse

pytestmark = pytest.mark.django_db
INDEX = "/brukere/hendelser/"


def skriv(tidspunkt="2016-03-09T12:00", handling="endret gruppe", bruker=None, objekttype="gruppe", **felt):
    return Hendelse.objects.create(
        tidspunkt_at=datetime.fromisoformat(tidspunkt).replace(tzinfo=UTC),
        bruker=bruker,
        handling=handling,
        objekttype=objekttype,
        objekt_id="1",
        objekt=felt.pop("objekt", "Styringsgruppe"),
        **felt,
    )


def test_gates(som, client, systemansvarlig, prosjektleder):
    assert client.get(INDEX).status_code == 302
    assert som(prosjektleder).get(INDEX).status_code == 403
    svar = som(systemansvarlig).get(INDEX)
    assert svar.status_code == 200
    assert "0 hendelser" in svar.content.decode()
    assert som(systemansvarlig).post(INDEX).status_code == 405


def test_lists_and_unknowns_are_written_for_people(som, systemansvarlig):
    skriv(etter={"linjer": [["0101", 70, None], ["0104", 80, 20]], "sum": {"em": None, "voksne": 60}})
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "linjer: 0101 70 –, 0104 80 20<" in svar
    assert "sum: em: –, voksne: 60<" in svar


def test_days_inside_lists_are_norwegian_and_what_only_looks_like_one_is_left(som, systemansvarlig):
    skriv(etter={"datoer": ["2016-04-05", "2016-05-03"], "kilde": "2016-99-99", "tittel": "Møte 2016-04-05"})
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "datoer: 05.04.2016, 03.05.2016<" in svar
    assert "kilde: 2016-99-99<" in svar
    assert "Møte 2016-04-05" in svar


def test_a_deed_tells_who_what_and_the_fields_that_changed(som, systemansvarlig, leser):
    foer = bilde(leser)
    leser.navn, leser.is_active = "Lars Annen", False
    record(by=systemansvarlig, handling="endret bruker", objekt=leser, foer=foer, etter=bilde(leser))
    skriv(handling="importerte register", objekt="kommuneregister", etter={"nye kommuner": 454})
    svar = " ".join(som(systemansvarlig).get(INDEX).content.decode().split())
    assert "Sys Ansvarlig" in svar
    assert "aktiv: <span" in svar
    assert "navn: <span" in svar
    assert "Lars Annen" not in svar
    assert "(skjermet)" in svar
    assert "e-postadresse" not in svar
    assert f"{escape(str(Bruker.objects.get(pk=leser.pk)))} <span" in svar
    assert "nye kommuner: 454" in svar
    assert "kommandolinjen" in svar


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"objekttype": "rapport"}, {"rapporten"}),
        ({"q": "FROSSET"}, {"rapporten"}),
        ({"q": "styrings"}, {"gruppen", "gammel"}),
        ({"q": "sys ans"}, {"kontoen"}),
        ({"fra": "2016-03-09"}, {"gruppen", "rapporten", "kontoen"}),
        ({"til": "2016-03-08"}, {"gammel"}),
        ({"fra": "2016-03-08", "til": "2016-03-08"}, {"gammel"}),
    ],
)
def test_the_log_is_narrowed_by_norwegian_days(som, systemansvarlig, valg, treff):
    skriv("2016-03-08T23:30", etter={"merke": "gruppen"})  # half past midnight in Norway
    skriv("2016-03-08T22:30", etter={"merke": "gammel"})
    skriv(handling="frosset", objekttype="rapport", objekt="3. tertial", etter={"merke": "rapporten"})
    record(by=None, handling="endret bruker", objekt=systemansvarlig, etter={"merke": "kontoen"})
    svar = som(systemansvarlig).get(INDEX, valg).content.decode()
    assert {
        navn for navn in ("gruppen", "gammel", "rapporten", "kontoen") if f"merke: {navn}" in svar
    } == treff


def test_the_log_is_narrowed_by_person_and_bad_days_are_told(som, systemansvarlig, leser):
    skriv(bruker=leser, etter={"merke": "leserens"})
    skriv(bruker=systemansvarlig, etter={"merke": "systemets"})
    svar = som(systemansvarlig).get(INDEX, {"bruker": leser.pk}).content.decode()
    assert "leserens" in svar
    assert "systemets" not in svar
    assert "Skriv en dato som finnes" in som(systemansvarlig).get(INDEX, {"fra": "i går"}).content.decode()
    for dag in ("0001-01-01", "9999-12-31"):
        svar = som(systemansvarlig).get(INDEX, {"fra": dag, "til": dag}).content.decode()
        assert svar.count("Skriv et årstall mellom 1800 og 2200.") >= 2


@pytest.mark.parametrize("antall", [1, 60])
def test_the_log_costs_the_same_however_long_and_comes_in_pages(
    som, systemansvarlig, leser, antall, django_assert_num_queries
):
    for nr in range(antall):
        skriv(bruker=leser, etter={"nr": nr})
    klient = som(systemansvarlig)
    with django_assert_num_queries(7):
        svar = klient.get(INDEX)
    assert svar.content.decode().count('<th scope="row"') == min(antall, 25)


def test_the_fragment_is_the_part_the_page_includes(som, systemansvarlig):
    skriv()
    hele = som(systemansvarlig).get(INDEX).content.decode()
    del_ = som(systemansvarlig).get(INDEX, headers={"HX-Request": "true"}).content.decode()
    treff, resten = del_.split("</p>", 1)
    assert treff == '<p id="treff" hx-swap-oob="innerHTML">1 hendelse'
    assert resten.strip() in hele


def test_fields_that_point_choose_or_date_are_told_as_people_write_them(som, systemansvarlig, leser, embete):
    etter = {
        "bruker": leser.pk, "embete": 0, "rolle": "leser", "fra": "2016-02-01", "til": None,
        "opprettet_at": "2016-02-01T11:30:00+00:00",
    }  # fmt: skip
    skriv(handling="ga tilgang", objekttype="tilgang", foer={"embete": embete.pk}, etter=etter)
    skriv(
        objekttype="bruker", foer={"opprettet_at": None}, etter={"opprettet_at": "2016-02-01T11:30:00+00:00"}
    )
    svar = unescape(re.sub(r"<[^>]+>", "", som(systemansvarlig).get(INDEX).content.decode()))
    assert f"bruker: fra – →til Lars Leser <{leser.email}>" in svar
    assert f"embete: fra {embete} →til 0" in svar
    assert "rolle: fra – →til lesetilgang" in svar
    assert "fra: fra – →til 01.02.2016" in svar
    assert "opprettet: fra – →til 1. februar 2016 12:30" in svar


def test_names_in_the_log_cost_the_same_however_many(som, systemansvarlig, leser, django_assert_num_queries):
    for _nr in range(25):
        skriv(objekttype="tilgang", etter={"bruker": leser.pk})
    klient = som(systemansvarlig)
    with django_assert_num_queries(8):
        klient.get(INDEX)


def test_of_a_list_only_what_went_and_came_is_told_and_long_texts_are_folded(som, systemansvarlig):
    skriv(
        foer={"navn": ["A", "B"], "linjer": [["0101", 1]]},
        etter={"navn": ["A", "C"], "linjer": [["0101", 2]]},
    )
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "<details>" not in svar
    svar = re.sub(r"<[^>]+>", "", svar)
    assert "navn: fra B →til C" in svar
    assert "linjer: fra 0101 1 →til 0101 2" in svar
    skriv(foer={"oppgave": "kort"}, etter={"oppgave": "lang " * 100})
    assert som(systemansvarlig).get(INDEX).content.decode().count("<details>") == 1
