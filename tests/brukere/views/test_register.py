"""The page of the register."""

import re
from datetime import date

import pytest

from bosetting.kommuner.models import Folketall, KommuneEndring
from tests.kommuner.factories import FylkeFactory, KommuneFactory

pytestmark = pytest.mark.django_db
INDEX = "/brukere/register/"


@pytest.fixture
def indre():
    """Trøgstad becomes Indre Østfold in 2020."""
    troegstad = KommuneFactory(nr="0122", navn="Trøgstad", til=date(2020, 1, 1))
    ny = KommuneFactory(nr="3014", navn="Indre Østfold", fra=date(2020, 1, 1), fylke=FylkeFactory(nr="30"))
    KommuneEndring.objects.create(forgjenger=troegstad, etterfoelger=ny, dato=date(2020, 1, 1))
    Folketall.objects.create(kommune=troegstad, aar=2014, antall=5300)
    Folketall.objects.create(kommune=troegstad, aar=2015, antall=5355)
    return ny


def numre(svar):
    return re.findall(r'<td class="tall">(\d{4})</td>', svar.content.decode())


def test_gates(som, client, systemansvarlig, prosjektleder):
    assert client.get(INDEX).status_code == 302
    assert som(prosjektleder).get(INDEX).status_code == 403
    assert som(systemansvarlig).post(INDEX).status_code == 405
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "Registeret er tomt" in svar
    assert "import_kommuner --kommuner FIL --endringer FIL --folketall FIL" in svar


def test_a_row_tells_validity_relations_and_inhabitants(som, systemansvarlig, indre):
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "1 kommune" in svar
    assert "til 01.01.2020" in svar
    assert "3014 Indre Østfold" in svar
    assert "5\N{NO-BREAK SPACE}355 (2015)" in svar
    svar = som(systemansvarlig).get(INDEX, {"per": "2020-01-01"}).content.decode()
    assert "fra 01.01.2020" in svar
    assert "0122 Trøgstad" in svar


def test_search_by_number_name_county_and_day(som, systemansvarlig, indre):
    KommuneFactory(nr="0101", navn="Halden")
    klient = som(systemansvarlig)
    assert numre(klient.get(INDEX)) == ["0101", "0122"]
    assert numre(klient.get(INDEX, {"q": "TRØG"})) == ["0122"]
    assert numre(klient.get(INDEX, {"q": "01"})) == ["0101", "0122"]
    assert numre(klient.get(INDEX, {"q": "fylke 30", "alle": "on"})) == ["3014"]
    assert numre(klient.get(INDEX, {"per": "31.12.2019"})) == ["0101", "0122"]
    assert numre(klient.get(INDEX, {"per": "2020-01-01"})) == ["0101", "3014"]
    assert numre(klient.get(INDEX, {"alle": "on", "sort": "-nr"})) == ["3014", "0122", "0101"]
    assert numre(klient.get(INDEX, {"alle": "on", "sort": "navn"})) == ["0101", "3014", "0122"]
    assert "Skriv en dato som finnes" in klient.get(INDEX, {"per": "32.12.2019"}).content.decode()


@pytest.mark.parametrize("antall", [1, 60])
def test_the_register_costs_the_same_however_long_and_comes_in_pages(
    som, systemansvarlig, indre, antall, django_assert_num_queries
):
    for nr in range(antall):
        rad = KommuneFactory(nr=f"{1000 + nr}", fylke=FylkeFactory(nr="12"))
        KommuneEndring.objects.create(forgjenger=rad, etterfoelger=indre, dato=date(2020, 1, 1))
        Folketall.objects.create(kommune=rad, aar=2015, antall=nr)
    klient = som(systemansvarlig)
    with django_assert_num_queries(8):
        svar = klient.get(INDEX)
    assert len(numre(svar)) == min(antall + 1, 50)


def test_the_fragment_is_the_part_the_page_includes(som, systemansvarlig, indre):
    hele = som(systemansvarlig).get(INDEX).content.decode()
    treff, resten = (
        som(systemansvarlig).get(INDEX, headers={"HX-Request": "true"}).content.decode().split("</p>", 1)
    )
    assert treff == '<p id="treff" hx-swap-oob="innerHTML">1 kommune'
    assert resten.strip() in hele
