"""The line of time of a municipality: which rows the clocks show, in which order. No database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vedtak.tidslinje import Punkt, Slag, synlig, tidslinje

DAG0 = date(2016, 1, 1)
DAGER = st.integers(0, 30).map(lambda n: DAG0 + timedelta(days=n))
PUNKTER = st.lists(
    st.builds(
        Punkt,
        slag=st.sampled_from(Slag),
        dato=DAGER,
        tittel=st.just("Noe"),
        id=st.integers(1, 9),
        gjelder=st.none() | DAGER,
    ),
    max_size=30,
)
KJENT = st.none() | DAGER


def test_a_row_is_there_from_the_day_it_counts_and_was_known():
    vedtatt, mottatt = date(2016, 1, 20), date(2016, 2, 5)
    assert not synlig(vedtatt, mottatt, date(2016, 1, 19), None)
    assert synlig(vedtatt, mottatt, date(2016, 1, 20), None)
    assert not synlig(vedtatt, mottatt, date(2016, 1, 29), date(2016, 2, 4))
    assert synlig(vedtatt, mottatt, date(2016, 1, 29), date(2016, 2, 5))
    assert synlig(vedtatt, mottatt, None, None)


@given(PUNKTER, DAGER, KJENT)
def test_it_shows_what_the_clocks_show_and_nothing_else(punkter, per, kjent):
    linje = tidslinje(punkter, per, kjent)
    ventet = [
        (punkt.slag, punkt.id, punkt.dato, punkt.gjelder)
        for punkt in punkter
        if (punkt.gjelder or punkt.dato) <= per and (kjent is None or punkt.dato <= kjent)
    ]
    assert sorted((p.slag, p.id, p.dato, str(p.gjelder)) for p in linje.punkter) == sorted(
        (slag, id, dato, str(gjelder)) for slag, id, dato, gjelder in ventet
    )
    assert all(punkt.etterregistrert == (punkt.dato > per) for punkt in linje.punkter)


@given(PUNKTER, DAGER, KJENT)
def test_the_newest_stands_first_in_one_order_only(punkter, per, kjent):
    linje = tidslinje(punkter, per, kjent)
    datoer = [punkt.dato for punkt in linje.punkter]
    assert datoer == sorted(datoer, reverse=True)
    assert tidslinje(punkter[::-1], per, kjent).antall == linje.antall
    assert [punkt for _aar, deler in linje.etter_aar for punkt in deler] == linje.punkter


@given(PUNKTER, DAGER, KJENT)
def test_a_kind_that_is_chosen_narrows_the_rows_and_never_the_counts(punkter, per, kjent):
    alt = tidslinje(punkter, per, kjent)
    assert alt.alle == len(alt.punkter)
    for slag, antall in alt.antall.items():
        valgt = tidslinje(punkter, per, kjent, slag)
        assert valgt.punkter == [punkt for punkt in alt.punkter if punkt.slag == slag]
        assert len(valgt.punkter) == antall > 0
        assert valgt.antall == alt.antall


def test_what_follows_from_a_thing_stands_above_it():
    dag = date(2016, 1, 5)
    svar = Punkt(Slag.SVAR, dag, "Svar", id=1)
    bekreftet = Punkt(Slag.BEKREFTELSE, dag, "Bekreftet", id=1)
    nytt = Punkt(Slag.SVAR, dag, "Nytt svar", id=2)
    linje = tidslinje([svar, bekreftet, nytt], dag)
    assert [punkt.tittel for punkt in linje.punkter] == ["Bekreftet", "Nytt svar", "Svar"]
    assert [aar for aar, _punkter in linje.etter_aar] == [2016]
