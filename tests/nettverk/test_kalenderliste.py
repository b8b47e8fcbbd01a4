"""The month: every event on each of its days, nothing twice, nothing lost. The list: kinds, groups, words."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.kalender import Kalenderhendelse
from nettverk.kalenderliste import FRIST, MOETE, Kalenderrad, Utvalg, maaned, neste_maaned

FOERSTE = date(2016, 3, 1)
DAG = date(2016, 3, 9)


def rad(fra, til=None, **felt):
    return Kalenderrad(Kalenderhendelse(f"a-{fra}-{til}", "Noe", fra, til, **felt), MOETE)


dager = st.dates(date(2016, 2, 1), date(2016, 4, 30))


@given(st.lists(st.tuples(dager, st.integers(0, 40))))
def test_each_event_stands_on_each_of_its_days_or_above_the_month(par):
    rader = [rad(fra, fra + timedelta(days=lengde)) for fra, lengde in par]
    bilde = maaned(FOERSTE, rader, DAG)
    assert [dagen.dato.day for dagen in bilde.dager] == list(range(1, 32))
    for ett in rader:
        staar = [dagen.dato for dagen in bilde.dager if any(ett is annen for annen in dagen.rader)]
        if any(ett is annen for annen in bilde.lange):
            assert staar == []
            assert ett.hendelse.siste_dag - ett.hendelse.fra > timedelta(days=6)
        else:
            egne = (ett.hendelse.fra + timedelta(days=nr) for nr in range(7))
            assert staar == [dato for dato in egne if dato <= ett.hendelse.siste_dag and dato.month == 3]


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_months_follow_each_other(dato):
    foerste = dato.replace(day=1)
    bilde = maaned(foerste, [], dato)
    assert (bilde.neste - timedelta(days=1)).replace(day=1) == foerste
    assert neste_maaned(bilde.forrige) == foerste
    assert len(bilde.dager) == (bilde.neste - foerste).days
    assert [dagen.dato for dagen in bilde.dager if dagen.i_dag] == [dato]


def test_days_know_their_place_week_and_holiday():
    bilde = maaned(FOERSTE, [], DAG)
    assert [(d.plass, d.uke) for d in bilde.dager[:7]] == [
        (2, 9), (3, 9), (4, 9), (5, 9), (6, 9), (7, 9), (1, 10),
    ]  # fmt: skip
    assert {d.dato.day: d.helligdag for d in bilde.dager if d.helligdag} == {
        24: "Skjærtorsdag", 25: "Langfredag", 27: "Første påskedag", 28: "Andre påskedag",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ett", "tekst"),
    [
        (rad(FOERSTE), "01.03.2016"),
        (rad(FOERSTE, start=time(11, 30), slutt=time(15)), "01.03.2016 kl. 11.30–15.00"),
        (rad(FOERSTE, date(2016, 5, 31)), "01.03.2016–31.05.2016"),
    ],
)
def test_when_in_words(ett, tekst):
    assert ett.naar == tekst


def test_a_group_has_meetings_and_nothing_else():
    assert Utvalg().vil_ha(FRIST)
    assert not Utvalg(gruppe=1).vil_ha(FRIST)
    assert Utvalg(gruppe=1).vil_ha(MOETE)
    assert not Utvalg(slag=FRIST, gruppe=1).vil_ha(MOETE)
