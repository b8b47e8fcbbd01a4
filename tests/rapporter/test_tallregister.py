"""Figures by name: each is one that the report prints, unknown stays unknown, and the sums lead to their rows."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from rapporter.domain import Aktivitetslinje, Gruppe
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
