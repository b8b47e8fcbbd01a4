"""Counts, changes and the sorting of activities, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporter.domain import (
    Aktivitetslinje,
    avvik,
    del_aktiviteter,
    endring,
    hinder_for_rapport,
    med_vilkaar,
    navn_i,
    oppfyllelse,
    uten_vedtak,
)
from vedtak.domain import Svar, Svartype, Tall

from .factories import linje, runde, tertialperiode

TERTIAL = tertialperiode(2015, 3)
DAG = date(2016, 1, 29)


def test_full_partial_and_unknown_are_counted_apart():
    linjer = [
        linje("Aremark", (20, 5), (24, 5)),
        linje("Halden", (70, 10), (57, 10)),
        linje("Moss", (80, 20), (80, None)),
        linje("Spydeberg", (30, 5)),
        linje("Oslo"),
    ]
    i_alt, voksne, em = (oppfyllelse(linjer, gruppe) for gruppe in ("totalt", "voksne", "em"))
    assert (i_alt.bedt, i_alt.fullt, i_alt.ukjent) == (4, 2, 0)
    assert (voksne.bedt, voksne.fullt, voksne.ukjent) == (4, 1, 1)
    assert (em.bedt, em.fullt, em.ukjent) == (4, 2, 1)
    assert uten_vedtak(linjer) == ("Spydeberg",)
    assert navn_i(linjer, "totalt", {Svar.IKKE_SVART}) == ("Spydeberg",)


def test_conditions_are_gathered_by_kind_in_the_order_of_the_municipalities():
    linjer = [
        linje("Halden", (70, 10), (57, 10), vilkaar=("bolig", "barnefamilier")),
        linje("Moss", (80, 20), (80, 20), vilkaar=("bolig",)),
        linje("Askim", (40, 10), type=Svartype.UTSATT, ny_dato=date(2016, 4, 1)),
    ]
    assert med_vilkaar(linjer) == {"bolig": ("Halden", "Moss"), "barnefamilier": ("Halden",)}


@pytest.mark.parametrize(
    ("fra", "til", "differanse", "prosent"),
    [(537, 780, 243, 45), (780, 700, -80, 10), (8, 9, 1, 13), (0, 5, 5, None)],
)
def test_a_change_is_told_in_persons_and_in_percent_rounded_half_up(fra, til, differanse, prosent):
    skille = endring(fra, til)
    assert (skille.differanse, skille.prosent) == (differanse, prosent)


def test_nothing_is_compared_with_the_unknown():
    assert endring(None, 780) is None
    assert endring(537, None) is None


def test_a_county_figure_that_its_rows_do_not_add_up_to_is_found():
    assert avvik(runde(oppgitt=(430, None), rader=(426, None))) == [("totalt", 430, 426)]
    assert avvik(runde(oppgitt=(780, 197), rader=(780, None))) == []
    assert avvik(runde(oppgitt=(None, None), rader=(426, 20))) == []


def test_the_sum_of_the_rows_goes_before_the_stated_county_figure():
    assert runde(oppgitt=(537, 40), rader=(530, None)).anmodet == Tall(530, 40)


def aktivitet(tittel, fra, status="gjennomfoert", til=None):
    return Aktivitetslinje(tittel, "kurs", status, fra, til)


def test_an_activity_belongs_to_the_tertial_of_its_first_day():
    deling = del_aktiviteter(
        [
            aktivitet("januarsamling", date(2016, 1, 8)),
            aktivitet("nyttårsaften", date(2015, 12, 31), til=date(2016, 1, 2)),
            aktivitet("høst", date(2015, 9, 1)),
            aktivitet("glemt", date(2015, 10, 1), "planlagt"),
            aktivitet("avlyst", date(2015, 10, 2), "avlyst"),
            aktivitet("vår", date(2016, 3, 1)),
        ],
        TERTIAL,
        DAG,
    )
    assert [rad.tittel for rad in deling.gjennomfoert] == ["høst", "nyttårsaften"]
    assert [rad.tittel for rad in deling.ubekreftet] == ["glemt"]
    assert [rad.tittel for rad in deling.framover] == ["januarsamling", "vår"]


def test_what_lies_after_the_cut_off_was_planned_then_whatever_came_later():
    vaar = aktivitet("vår", date(2016, 3, 1), "gjennomfoert")
    assert vaar.status_per(DAG) == "planlagt"
    assert vaar.status_per(date(2016, 3, 1)) == "gjennomfoert"


dager = st.integers(-200, 400).map(lambda n: date(2015, 9, 1) + timedelta(days=n))
aktiviteter = st.lists(
    st.builds(
        aktivitet,
        st.text(min_size=1, max_size=5),
        dager,
        st.sampled_from(["planlagt", "gjennomfoert", "avlyst"]),
    )
)


@given(aktiviteter, dager)
def test_every_activity_of_the_period_stands_in_one_list_unless_cancelled(rader, dag):
    deling = del_aktiviteter(rader, TERTIAL, dag)
    alle = [*deling.gjennomfoert, *deling.ubekreftet, *deling.framover]
    ventet = [rad for rad in rader if rad.fra >= TERTIAL.fra and rad.status != "avlyst"]
    assert sorted(alle, key=repr) == sorted(ventet, key=repr)
    for liste in (deling.gjennomfoert, deling.ubekreftet, deling.framover):
        assert list(liste) == sorted(liste, key=lambda rad: (rad.fra, rad.tittel))


def hinder(**felt):
    gyldig = {
        "periode": TERTIAL,
        "aar": 2015,
        "skjaeringsdato": DAG,
        "bosettingsaar": 2016,
        "dag": date(2016, 3, 9),
        "prosjekt_fra": date(2015, 2, 1),
        "prosjekt_til": date(2017, 1, 1),
    }
    return [navn for navn, _grunn in hinder_for_rapport(**gyldig | felt)]


def test_a_report_that_may_be_made_meets_no_hindrance():
    assert hinder() == []
    assert hinder(prosjekt_til=None) == []


@pytest.mark.parametrize(
    ("felt", "navn"),
    [
        (
            {"periode": tertialperiode(2016, 2), "aar": 2016, "skjaeringsdato": date(2016, 3, 9)},
            ["tertial", "skjaeringsdato"],
        ),
        ({"periode": tertialperiode(2014, 3), "aar": 2014, "bosettingsaar": 2015}, ["tertial"]),
        ({"prosjekt_til": date(2015, 9, 1)}, ["tertial"]),
        ({"skjaeringsdato": date(2016, 3, 10)}, ["skjaeringsdato"]),
        ({"skjaeringsdato": date(2015, 8, 31)}, ["skjaeringsdato"]),
        ({"bosettingsaar": 2013}, ["bosettingsaar"]),
        ({"bosettingsaar": 2018}, ["bosettingsaar"]),
    ],
)
def test_each_hindrance_stands_at_its_field(felt, navn):
    assert hinder(**felt) == navn
