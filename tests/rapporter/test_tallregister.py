"""Figures by name: each is one that the report prints, unknown stays unknown, and the sums lead to their rows."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

from rapporter.domain import Aarslinje, Aktivitetslinje, Gruppe
from rapporter.prosjektfakta import Budsjettaar, Prosjektfakta, Tilskudd
from rapporter.tallfakta import Tallfakta
from rapporter.tallregister import figurer
from tests.rapporter.factories import grunnlag, linje, runde


def eksempel():
    return grunnlag(
        linje("Halden", (70, 10), (57, 10), nr=101),
        linje("Moss", (80, 20), nr=104),
        linje("Rygge", (40, None), (45, None), nr=136),
        linje("Hvaler", nr=111),
        runder=(
            runde(date(2015, 6, 1), rader=(150, 20)),
            runde(date(2015, 11, 17), rader=(190, None), nasjonalt=(18_000, 4_400)),
        ),
        grupper=(Gruppe("Styringsgruppen på Østlandet", personer=18, organisasjoner=13),),
        aktiviteter=(
            Aktivitetslinje("Kurs", "kurs", "gjennomfoert", date(2015, 10, 1), deltakere=40),
            Aktivitetslinje("Møte", "møte", "gjennomfoert", date(2015, 11, 1)),
            Aktivitetslinje("Samling", "samling", "planlagt", date(2016, 4, 1)),
        ),
    )


def test_the_figures_are_those_of_the_sums_and_the_answers():
    f = figurer(eksempel())
    verdier = {
        "anmodet.totalt": 190,
        "vedtatt.totalt": 102,
        "netto.totalt": 88,
        "udekket.totalt": 93,
        "ubesvart.totalt": 80,
        "kommuner.alle": 4,
        "kommuner.anmodet": 3,
        "kommuner.vedtak": 2,
        "kommuner.uten-vedtak": 1,
        "kommuner.fullt.totalt": 1,
        "landet.totalt": 18_000,
        "forrige-runde.totalt": 150,
        "vedtatt.totalt.0101": 57,
        "gruppe.styringsgruppen-pa-ostlandet.personer": 18,
        "aktiviteter.gjennomfoert": 2,
        "aktiviteter.framover": 1,
        "aktiviteter.deltakere": 40,
    }
    assert {navn: f[navn].verdi for navn in verdier} == verdier
    assert f["landet.totalt"].vist.replace("\N{NO-BREAK SPACE}", " ") == "18 000"


def test_what_is_not_known_is_not_nought():
    f = figurer(eksempel())
    assert f["anmodet.em"].verdi is None
    assert f["anmodet.em"].vist == "–"
    assert f["vedtatt.totalt.0104"].verdi is None


def test_every_sum_leads_to_its_rows_as_known_at_the_cut_off():
    for navn, figur in figurer(eksempel()).items():
        ledd = navn.split(".")
        if ledd[0] not in ("anmodet", "vedtatt", "netto", "udekket", "ubesvart"):
            continue
        valg = parse_qs(urlsplit(figur.kilde).query)
        assert valg["tall"] == [".".join(ledd[:2])]
        assert (valg["per"], valg["kjent"]) == (["2016-01-29"], ["2016-01-29"])
        assert valg.get("kommune") == (ledd[2:] or None)


def test_an_empty_report_has_figures_too():
    f = figurer(grunnlag())
    assert f["kommuner.alle"].verdi == 0
    assert f["aktiviteter.deltakere"].verdi is None


def test_how_much_of_the_request_is_met_and_settled():
    g = eksempel()
    halden, moss, rygge = (linje.status.kommune for linje in g.linjer[:3])
    f = figurer(replace(g, tallfakta=Tallfakta(bosatt={halden: 50, rygge: 45})))
    assert (f["oppfyllelse.totalt"].verdi, f["oppfyllelse.totalt"].enhet) == (54, "prosent")  # 102 of 190
    assert f["oppfyllelse.em"].verdi is None
    assert (f["bosatt.totalt.0101"].verdi, f["bosatt.totalt.0104"].verdi) == (50, None)
    assert (f["udekket.totalt.0101"].verdi, f["udekket.totalt.0136"].verdi) == (13, 0)
    # One that is asked has no count: the sum is not known, and neither is its share.
    assert (f["bosatt.totalt"].verdi, f["bosatt.prosent"].verdi) == (None, None)
    alle = figurer(replace(g, tallfakta=Tallfakta(bosatt={halden: 50, moss: 0, rygge: 45})))
    assert (alle["bosatt.totalt"].verdi, alle["bosatt.prosent"].verdi) == (95, 93)  # of 102
    assert alle["ubrukte.totalt"].verdi == 7
    assert "tall=bosatt.totalt" in alle["bosatt.totalt"].kilde


def test_meetings_are_counted_in_all_and_by_group():
    g = replace(eksempel(), tallfakta=Tallfakta(moeter={"Styringsgruppen på Østlandet": 3, "": 2}))
    f = figurer(g)
    assert f["moeter.avholdt"].verdi == 5
    assert f["gruppe.styringsgruppen-pa-ostlandet.moeter"].verdi == 3


def test_money_has_figures_where_the_report_tells_of_it():
    assert not any(navn.startswith(("tilskudd", "budsjett")) for navn in figurer(eksempel()))
    fakta = Prosjektfakta(
        budsjett=(Budsjettaar(2015, (), 0, 1_000_000, 912_345),),
        tilskudd=Tilskudd(aar=(2014, 2015), sum=(None, 300_585_790), kommuner=(0, 18)),
    )
    f = figurer(replace(eksempel(), prosjektfakta=fakta))
    assert (f["tilskudd.sum.2014"].verdi, f["tilskudd.sum.2015"].verdi) == (None, 300_585_790)
    assert (f["budsjett.2015"].verdi, f["regnskap.2015"].verdi) == (1_000_000, 912_345)
    assert f["tilskudd.kommuner.2015"].kilde.endswith("aar=2015")


def test_a_municipality_whose_number_looks_like_a_year_does_not_take_the_years_name():
    hasvik = linje("Hasvik", (10, 0), (9, 0), nr=2015)
    aar = Aarslinje(2015, grunnlag(linje("Alta", (70, 10), (57, 10), nr=2012)).summer)
    f = figurer(grunnlag(hasvik, aarslinjer=(aar,)))
    assert (f["vedtatt.totalt.2015"].verdi, f["vedtatt.totalt.k2015"].verdi) == (57, 9)


def test_every_figure_of_persons_and_municipalities_says_where_its_rows_are():
    uten = [navn for navn, figur in figurer(eksempel()).items() if not figur.kilde]
    assert uten == [
        "landet.totalt",
        "landet.em",
        "forrige-runde.totalt",
    ]  # rounds without an address in the example
