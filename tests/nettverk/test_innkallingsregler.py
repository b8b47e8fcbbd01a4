"""Rules of answers and attendance."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk import innkallingsregler as regler
from nettverk.models import Innkalling

DAG = date(2016, 3, 9)
SVAR = [navn for navn, _tekst in Innkalling.SVAR]
OPPMOETE = [navn for navn, _tekst in Innkalling.OPPMOETE]


@given(st.lists(st.sampled_from(SVAR)))
def test_every_answer_is_counted_once(svar):
    telling = regler.tell_svar(svar)
    assert telling.innkalte == len(svar)
    assert telling.ventet + telling.kommer_ikke + telling.ubesvart == telling.innkalte


@given(st.lists(st.sampled_from(OPPMOETE)))
def test_every_attendance_is_counted_once(oppmoete):
    telling = regler.tell_oppmoete(oppmoete)
    assert telling.moett + telling.forfall + telling.fravaer + telling.ukjent == len(oppmoete)
    assert telling.foert == any(ett != "ukjent" for ett in oppmoete)


@given(st.sampled_from(SVAR), st.sampled_from(OPPMOETE))
def test_a_suggestion_never_replaces_what_is_noted(svar, oppmoete):
    forslag = regler.trolig_oppmoete(svar, oppmoete)
    assert forslag in OPPMOETE
    assert oppmoete in ("ukjent", forslag)
    assert svar != "ubesvart" or forslag == oppmoete


@given(st.sampled_from(["planlagt", "avholdt", "avlyst"]), st.integers(-40, 40))
def test_one_may_answer_or_write_minutes_or_neither_but_the_day_itself_both(status, dager):
    moetedag = DAG + timedelta(days=dager)
    svare = not regler.hvorfor_ikke_svare(status, moetedag, DAG)
    foere = not regler.hvorfor_ikke_oppmoete(status, moetedag, DAG)
    assert (svare and foere) == (status == "planlagt" and dager == 0)
    assert svare == (not regler.hvorfor_ikke_innkalle(status, moetedag, DAG))
    assert not (status == "avlyst" and (svare or foere))


@pytest.mark.parametrize(
    ("svar", "vara", "felt"),
    [
        ("kommer", "", None),
        ("vara", "Nina", None),
        ("vara", " ", "vara_navn"),
        ("ubesvart", "", "svar"),
        ("x", "", "svar"),
    ],
)
def test_an_answer_is_chosen_and_a_substitute_has_a_name(svar, vara, felt):
    grunner = regler.hvorfor_ikke_svar(svar, vara)
    assert [navn for navn, _grunn in grunner] == ([felt] if felt else [])


def test_the_link_lives_a_month_past_the_meeting():
    assert regler.lenken_virker(DAG, DAG + timedelta(days=30))
    assert not regler.lenken_virker(DAG, DAG + timedelta(days=31))
