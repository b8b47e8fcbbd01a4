"""What may stand in the dialogue log, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedtak.dialogregler import dager_over, hinder_for_kontakt, hinder_for_oppfulgt

DAG = date(2016, 3, 9)
DATOER = st.dates(date(2010, 1, 1), date(2030, 12, 31))


def kontakt(**endret):
    felt = {
        "kommune": "Halden", "periode": (date(1838, 1, 1), None), "i_embetet": True, "dato": date(2016, 2, 15),
        "oppfoelging": "Ringe", "oppfoelging_dato": date(2016, 3, 15), "dag": DAG,
    }  # fmt: skip
    return hinder_for_kontakt(**felt | endret)


def oppfulgt(**endret):
    felt = {
        "dato": date(2016, 2, 15), "oppfoelging": "Ringe", "alt_oppfulgt": None, "oppfulgt_dato": DAG,
        "merknad": "Ringte.", "dag": DAG,
    }  # fmt: skip
    return hinder_for_oppfulgt(**felt | endret)


def test_an_ordinary_contact_is_kept():
    assert kontakt() == []
    assert kontakt(oppfoelging="", oppfoelging_dato=None) == []
    assert kontakt(oppfoelging_dato=None) == []
    assert kontakt(dato=DAG, oppfoelging_dato=DAG) == []


@pytest.mark.parametrize(
    ("endret", "felt", "grunn"),
    [
        ({"dato": DAG + timedelta(days=1)}, "dato", "Datoen er fram i tid."),
        ({"oppfoelging": ""}, "oppfoelging", "Skriv hva som skal følges opp."),
        ({"oppfoelging_dato": date(2016, 2, 14)}, "oppfoelging_dato", "kan ikke være før kontakten"),
        ({"periode": (date(2020, 1, 1), None)}, "kommune", "var ikke en kommune 15.02.2016"),
        ({"periode": (date(1838, 1, 1), date(2016, 2, 15))}, "kommune", "var ikke en kommune 15.02.2016"),
        ({"i_embetet": False}, "kommune", "hørte ikke til embetet 15.02.2016"),
        (
            {"oppfulgt_dato": DAG, "oppfoelging": "", "oppfoelging_dato": None},
            "oppfoelging",
            "ført som gjort",
        ),
        ({"oppfulgt_dato": date(2016, 2, 14)}, "dato", "etter at den ble fulgt opp 14.02.2016"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(endret, felt, grunn):
    [(hvor, hva)] = kontakt(**endret)
    assert hvor == felt
    assert grunn in hva


@pytest.mark.parametrize(
    ("endret", "felt", "grunn"),
    [
        ({"oppfoelging": ""}, None, "ikke avtalt noen oppfølging"),
        ({"alt_oppfulgt": date(2016, 3, 1)}, None, "alt ført som gjort 01.03.2016"),
        ({"oppfulgt_dato": DAG + timedelta(days=1)}, "oppfulgt_dato", "fram i tid"),
        ({"oppfulgt_dato": date(2016, 2, 14)}, "oppfulgt_dato", "før kontakten"),
        ({"merknad": ""}, "oppfulgt_merknad", "Skriv hva som ble gjort."),
    ],
)
def test_a_follow_up_is_done_once_with_a_day_and_words(endret, felt, grunn):
    assert oppfulgt() == []
    [(hvor, hva)] = oppfulgt(**endret)
    assert hvor == felt
    assert grunn in hva


@given(dato=DATOER, oppfoelging_dato=st.none() | DATOER, dag=DATOER, fra=DATOER, til=st.none() | DATOER)
def test_what_is_kept_has_its_days_in_order(dato, oppfoelging_dato, dag, fra, til):
    grunner = kontakt(dato=dato, oppfoelging_dato=oppfoelging_dato, dag=dag, periode=(fra, til))
    i_orden = fra <= dato <= dag and (til is None or dato < til)
    i_orden &= oppfoelging_dato is None or dato <= oppfoelging_dato
    assert (not grunner) == i_orden


@given(frist=st.none() | DATOER, dag=DATOER)
def test_days_over_are_the_days_that_have_passed(frist, dag):
    over = dager_over(frist, dag)
    if over is None:
        assert frist is None or frist >= dag
    else:
        assert frist + timedelta(days=over) == dag
        assert over > 0
