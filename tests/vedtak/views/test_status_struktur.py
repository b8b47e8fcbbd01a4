"""The status page in the structure of a date: lines that open, marks, filters, export and cost."""

import csv
import io
from datetime import date

import pytest

from bosetting.kommuner.models import Kommune, KommuneEndring
from tests.brukere.factories import BrukerFactory, EmbeteFactory
from tests.kommuner.factories import FylkeFactory, KommuneFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory

pytestmark = pytest.mark.django_db
URL = "/status/2016/"
I_2024 = "?struktur=dato&strukturdato=2024-01-01"


@pytest.fixture
def rygge(embete):
    return KommuneFactory(nr="0136", navn="Rygge")


@pytest.fixture
def roemskog(embete):
    return KommuneFactory(nr="0121", navn="Rømskog")


@pytest.fixture
def endret(halden, moss, rygge, roemskog):
    """From 2024: 3101 Halden alone, 3103 Moss of Moss and Rygge, 3226 of Rømskog and one in another county."""
    aurskog = KommuneFactory(nr="0221", navn="Aurskog-Høland", fylke=FylkeFactory(nr="02"))
    dag = date(2024, 1, 1)
    for nr, navn, gamle in (
        ("3101", "Halden", [halden]),
        ("3103", "Moss", [moss, rygge]),
        ("3226", "Aurskog-Høland", [roemskog, aurskog]),
    ):
        ny = Kommune.objects.create(nr=nr, navn=navn, fylke=FylkeFactory(nr=nr[:2]), fra=dag)
        for gammel in gamle:
            Kommune.objects.filter(pk=gammel.pk).update(til=dag)
            KommuneEndring.objects.create(forgjenger=gammel, etterfoelger=ny, dato=dag)
    for kommune, bedt, gitt in ((halden, 30, 30), (moss, 40, 25), (rygge, 20, 30), (roemskog, 10, None)):
        AnmodningFactory(kommune=kommune, totalt=bedt)
        if gitt is not None:
            VedtakFactory(kommune=kommune, totalt=gitt)
    return aurskog


def linjer(svar):
    return {
        rad.kommune.nr: ([del_.kommune.nr for del_ in rad.deler], rad.status.gap("totalt"), rad.sammenlignbar)
        for rad in svar.context["struktur"].rader
    }


def test_lines_are_summed_and_a_gap_in_one_part_is_not_covered_by_another(som, leser, endret):
    svar = som(leser).get(URL + I_2024)
    assert linjer(svar) == {
        "3101": (["0101"], 0, True),
        "3103": (["0104", "0136"], 15, True),
        "3226": (["0121"], 10, False),
    }
    side = svar.content.decode()
    assert side.count('<tbody class="samlet">') == 3
    assert side.count('<tr class="del">') == 5  # four parts, and why one line cannot be compared
    assert "Rømskog (0121) og Aurskog-Høland (0221) lå ikke i samme fylke" in side
    assert "Aurskog-Høland (0221) hører med, men er ikke med i tallene her." in side
    assert "3 kommuner slik de er 1. januar 2024" in side


def test_the_sums_are_those_of_the_year_itself(som, leser, endret):
    klient = som(leser)
    vanlig, i_2024 = klient.get(URL), klient.get(URL + I_2024)
    for navn in ("sumlinjer", "sumceller"):
        tekster = [[str(ett[0]) for ett in svar.context[navn]] for svar in (vanlig, i_2024)]
        assert tekster[0] == tekster[1]
    assert [ett["verdi"] for ett in vanlig.context["noekkeltall"]] == [
        ett["verdi"] for ett in i_2024.context["noekkeltall"]
    ]


def test_without_the_choice_and_today_before_the_change_nothing_is_summed(som, leser, endret):
    klient = som(leser)
    assert klient.get(URL).context["struktur"] is None
    assert set(linjer(klient.get(f"{URL}?struktur=i_dag"))) == {"0101", "0104", "0136", "0121"}


def test_a_date_that_is_missing_is_told_and_the_year_is_shown(som, leser, endret):
    svar = som(leser).get(f"{URL}?struktur=dato")
    assert svar.context["struktur"] is None
    assert "Velg datoen kommunene skal stå slik de var." in svar.content.decode()


@pytest.mark.parametrize(
    ("valg", "numre"),
    [
        ("&q=rygge", {"3103"}),
        ("&q=3103", {"3103"}),
        ("&svar=mer", {"3103"}),
        ("&svar=ikke_svart", {"3226"}),
        ("&fylke=01", {"3101", "3103", "3226"}),
        ("&fylke=31", {"3101", "3103"}),
        ("&fylke=32", {"3226"}),
        ("&q=ingen", set()),
    ],
)
def test_a_line_is_found_by_its_own_name_or_a_parts(som, leser, endret, valg, numre):
    assert set(linjer(som(leser).get(URL + I_2024 + valg))) == numre


def test_lines_are_sorted_by_their_sums(som, leser, endret):
    klient = som(leser)
    assert list(linjer(klient.get(f"{URL}{I_2024}&sorter=-udekket-totalt"))) == ["3103", "3226", "3101"]
    assert (
        list(linjer(klient.get(f"{URL}{I_2024}&sorter=svar-totalt")))[-1] == "3103"
    )  # different answers come last


def test_the_export_has_lines_and_parts_with_mark_and_reason(som, leser, endret):
    svar = som(leser).get(f"{URL}eksport.csv{I_2024}")
    hode, *rader = csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";")
    assert [(rad[0], rad[1], rad[4]) for rad in rader] == [
        ("kommune", "3226", "10"),
        ("del av 3226", "0121", "10"),
        ("kommune", "3101", "30"),
        ("del av 3101", "0101", "30"),
        ("kommune", "3103", "60"),
        ("del av 3103", "0104", "40"),
        ("del av 3103", "0136", "20"),
        ("", "Sum", "100"),
    ]
    assert {"Antall deler", "Merke", "Merknad"} <= set(hode)
    assert rader[0][hode.index("Merke")] == "Ikke sammenlignbart"
    assert rader[4][hode.index("Svar totalt")] == "Sammensatt: 1 mer enn anmodet, 1 delvis"
    assert all(len(rad) == len(hode) for rad in rader)


def test_who_sees_both_sides_of_the_county_line_sees_both_parts(som, endret):
    begge = EmbeteFactory(omraade="Begge", fylker=("01", "02"))
    svar = som(BrukerFactory(tilgang={"rolle": "leser", "embete": begge})).get(URL + I_2024)
    assert linjer(svar)["3226"] == (["0221", "0121"], 10, False)


@pytest.mark.parametrize("antall", [0, 60])
def test_the_choice_costs_two_queries_more_at_every_size(
    som, leser, endret, antall, django_assert_num_queries
):
    for nr in range(antall):
        AnmodningFactory(kommune=KommuneFactory(nr=f"{1200 + nr}", fylke=FylkeFactory(nr="01")))
    klient = som(leser)
    klient.get(URL)
    with django_assert_num_queries(10):
        klient.get(URL + I_2024)
