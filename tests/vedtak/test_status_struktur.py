"""``manage.py status --struktur`` on real figures: the municipalities of 2014 as they are today, and back again."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from bosetting.kommuner.models import Kommune, KommuneEndring
from tests.kommuner.factories import FylkeFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak import domain
from vedtak.domain import Kommunestatus, Svar, Tall
from vedtak.queries import statusliste
from vedtak.strukturliste import SAMMENSATT, registeret, samlet, strukturliste

I_2024 = date(2024, 1, 1)


def status(**valg):
    ut = StringIO()
    call_command("status", "--json", *(f"--{navn}={verdi}" for navn, verdi in valg.items()), stdout=ut)
    return json.loads(ut.getvalue())


def rad(svar, nr):
    return next(rad for rad in svar["rader"] if rad["kommune_nr"] == nr)


@pytest.fixture
def ks(db, shared_data, tmp_path):
    """The register of 2015 with all changes since, and the KS rows for 2014 and 2015."""
    call_command(
        "import_kommuner",
        kommuner=str(shared_data / "kommuner_2015.csv"),
        endringer=str(shared_data / "kommune_endringer.csv"),
        stdout=StringIO(),
        stderr=StringIO(),
    )
    fil = tmp_path / "ks.csv"
    with (shared_data / "ostfold_ks_2014_2015.csv").open(encoding="utf-8") as inn, fil.open("w") as ut:
        print("kommune_nr,aar,per_dato,anmodning,vedtak,bosatt", file=ut)
        for linje in csv.DictReader(inn):
            for aar in ("2014", "2015"):
                tall = f"{linje[f'anmodning_{aar}']},{linje[f'vedtak_{aar}']}"
                print(f"{linje['kommune_nr']},{aar},2014-11-24,{tall},", file=ut)
    call_command("import_imdi", str(fil), stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize(("dag", "nr"), [("2020-01-01", "3014"), ("2024-01-01", "3118")])
def test_indre_oestfold_in_2014_is_75_requested_and_35_decided(ks, dag, nr):
    indre = rad(status(aar=2014, per="2014-11-24", struktur=dag), nr)
    assert (indre["navn"], indre["struktur"]) == ("Indre Østfold", dag)
    assert (indre["anmodet"]["totalt"], indre["vedtatt"]["totalt"]) == (75, 35)
    assert (indre["sammenlignbar"], indre["merknad"]) == (True, "")
    assert indre["svar"]["totalt"] == SAMMENSATT
    assert [del_["kommune_nr"] for del_ in indre["deler"]] == ["0122", "0123", "0124", "0125", "0138"]
    assert sum(del_["anmodet"]["totalt"] for del_ in indre["deler"]) == 75
    assert set(indre["deler"][0]) >= {"kommune_nr", "navn", "anmodet", "vedtatt", "svar"}


@pytest.mark.parametrize("fylke", [{}, {"fylke": "01"}])
@pytest.mark.parametrize("aar", [2014, 2015])
def test_the_sums_are_the_same_in_every_structure(ks, aar, fylke):
    valg = {"aar": aar, "per": "2014-11-24", **fylke}
    sum_ = status(**valg)["sum"]
    assert sum_["anmodet"]["totalt"] == {2014: 435, 2015: 426}[aar]
    for dag in ("2015-01-01", "2020-01-01", "2023-12-31", "2024-01-01", "2099-01-01"):
        svar = status(**valg, struktur=dag)
        assert svar["sum"] == sum_
        assert svar["struktur"] == dag
        assert sum(rad["anmodet"]["totalt"] or 0 for rad in svar["rader"]) == sum_["anmodet"]["totalt"]


def test_a_line_across_the_county_line_is_marked_and_renumbering_is_not(ks):
    svar = status(aar=2014, per="2014-11-24", struktur="2024-01-01")
    aurskog = rad(svar, "3226")
    assert not aurskog["sammenlignbar"]
    assert "Rømskog (0121) og Aurskog-Høland (0221)" in aurskog["merknad"]
    assert rad(svar, "3101")["sammenlignbar"]
    assert [rad["kommune_nr"] for rad in svar["rader"] if not rad["sammenlignbar"]] == ["3226"]


def test_a_county_keeps_what_lay_there_or_lies_there(ks):
    valg = {"aar": 2014, "per": "2014-11-24", "struktur": "2024-01-01"}
    gammelt, nytt = status(**valg, fylke="01"), status(**valg, fylke="31")
    rest = {rad["kommune_nr"] for rad in gammelt["rader"]} - {rad["kommune_nr"] for rad in nytt["rader"]}
    assert rest == {"3226"}  # Rømskog left the county
    assert [del_["kommune_nr"] for del_ in rad(gammelt, "3226")["deler"]] == ["0121"]
    assert "Aurskog-Høland (0221) hører med, men er ikke med" in rad(gammelt, "3226")["merknad"]


def test_back_in_time_one_to_one_is_renamed_and_a_merged_one_stays(ks):
    svar = status(aar=2021, per="2021-01-01", fylke="30", struktur="2015-01-01")
    assert rad(svar, "0101")["deler"][0]["kommune_nr"] == "3001"
    indre = rad(svar, "3014")
    assert not indre["sammenlignbar"]
    assert indre["merknad"].startswith("Kan ikke fordeles: Indre Østfold svarer til Trøgstad (0122),")
    assert rad(svar, "3026")["deler"][0]["navn"] == "Aurskog-Høland"


def test_the_table_says_the_structure_and_why_lines_cannot_be_compared(ks):
    ut = StringIO()
    call_command("status", aar=2014, per="2014-11-24", struktur="2024-01-01", stdout=ut)
    tekst = ut.getvalue()
    assert tekst.startswith("Kommuner slik de er 01.01.2024\n")
    assert "3226 Aurskog-Høland: Ikke sammenlignbart: Rømskog (0121)" in tekst


def test_a_bad_date_of_the_structure_is_told(db):
    with pytest.raises(CommandError, match="åååå-mm-dd"):
        call_command("status", "--aar=2014", "--per=2014-11-24", "--struktur=i dag")


@pytest.mark.django_db
def test_over_fulfilment_in_one_part_never_covers_another(embete, halden, moss):
    ny = Kommune.objects.create(nr="3101", navn="Halden og Moss", fylke=FylkeFactory(nr="31"), fra=I_2024)
    for kommune, bedt, gitt in ((halden, 30, 20), (moss, 40, 60)):
        Kommune.objects.filter(pk=kommune.pk).update(til=I_2024)
        KommuneEndring.objects.create(forgjenger=kommune, etterfoelger=ny, dato=I_2024)
        AnmodningFactory(kommune=kommune, totalt=bedt, em=None if kommune == moss else 5)
        VedtakFactory(kommune=kommune, totalt=gitt, em=0)

    liste = strukturliste(statusliste(Kommune.objects.med_fylke(), 2016, date(2016, 3, 9)), I_2024)

    (linje,) = liste.rader
    assert (linje.status.anmodet, linje.status.vedtatt) == (Tall(70, None), Tall(80, 0))
    assert (linje.status.gap("totalt"), linje.status.gap("em")) == (10, None)
    assert linje.status.svarantall["totalt"] == {Svar.DELVIS: 1, Svar.MER: 1}
    assert liste.liste.summer["totalt"].udekket.verdi == 10


tall = st.none() | st.integers(0, 50)
ett_tall = st.none() | st.tuples(tall, tall).map(lambda par: Tall(*par))
statuser = st.builds(
    lambda anmodet, vedtatt, svar: Kommunestatus(1, anmodet, vedtatt, dict.fromkeys(domain.GRUPPER, svar)),
    ett_tall,
    ett_tall,
    st.sampled_from(list(Svar)),
)


@given(st.lists(statuser, min_size=1, max_size=6))
def test_a_line_has_the_sums_that_the_rules_give_its_parts(deler):
    linje, sum_ = samlet(deler), domain.summer(deler)
    for gruppe in domain.GRUPPER:
        for felt in ("anmodet", "vedtatt"):
            verdi = getattr(linje, felt)
            if verdi is None:
                assert getattr(sum_[gruppe], felt) == domain.Delsum()
            else:
                assert verdi.gruppe(gruppe) == getattr(sum_[gruppe], felt).verdi
        assert linje.gap(gruppe) == sum_[gruppe].udekket.verdi
        assert linje.ubesvart(gruppe) == sum_[gruppe].ubesvart.verdi
        assert (linje.svar[gruppe] == SAMMENSATT) == (len({del_.svar[gruppe] for del_ in deler}) > 1)


def test_in_the_real_register_everybody_stands_in_one_line_of_every_structure(ks):
    register = registeret()
    for aar in (2012, 2019, 2020, 2023, 2024, 2026):
        aarets = [pk for pk, ett in register.kommuner.items() if ett.gyldig_i(aar)]
        for dag in (
            date(ett, *maaned)
            for ett in (1990, 2015, 2019, 2020, 2023, 2024)
            for maaned in ((1, 1), (12, 31))
        ):
            linjer = register.paa(dag).linjer(aar, aarets)
            assert sorted(pk for linje in linjer for pk in linje.deler) == sorted(aarets)
            assert len({linje.kommune for linje in linjer}) == len(linjer)


def test_the_register_costs_two_queries(ks, django_assert_num_queries):
    liste = statusliste(Kommune.objects.med_fylke(), 2014, date(2014, 11, 24))
    with django_assert_num_queries(2):
        strukturliste(liste, I_2024)
    register = registeret()
    with django_assert_num_queries(0):
        strukturliste(liste, I_2024, fylke="01", register=register)
