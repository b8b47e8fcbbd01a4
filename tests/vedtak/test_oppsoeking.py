"""The outreach score: by hand, and what must hold for any figures. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger.frister import Frister
from vedtak.domain import EM_VURDERES, Anmodningsrad, Slag, Svar, Svarrad, Svartype, Tall, kommunestatus
from vedtak.oppsoeking import (
    HOEYEST,
    Grunnlag,
    Kode,
    Poeng,
    Tidligere,
    grunnlag,
    poeng,
    rangert,
    utestaaende,
)

SENDT, FRIST, DAG = date(2015, 11, 17), date(2015, 12, 31), date(2016, 3, 9)
ANTALL = st.integers(0, 500)


@st.composite
def grunnlagene(draw, ukjent=True):
    kanskje = (lambda strategi: st.none() | strategi) if ukjent else (lambda strategi: strategi)
    anmodet = draw(st.integers(1, 500))
    tidligere = [
        Tidligere(aar, bedt := draw(st.integers(1, 500)), draw(kanskje(st.integers(0, bedt))))
        for aar in draw(st.sets(st.sampled_from([2013, 2014, 2015]), min_size=0 if ukjent else 1))
    ]
    return Grunnlag(
        kommune=draw(st.integers(1, 9999)),
        nr=f"{draw(st.integers(101, 2030)):04d}",
        anmodet=anmodet,
        mangler=draw(kanskje(st.integers(0, anmodet))),
        dager_over=draw(kanskje(st.integers(0, 900))),
        em_uten_svar=draw(kanskje(st.integers(0, anmodet))),
        tidligere=tuple(tidligere),
    )


def status(anmodet=(40, 10), *svar, frist=FRIST, dag=DAG):
    anmodning = Anmodningsrad(id=1, kommune=1, sendt=SENDT, tall=Tall(*anmodet), frister=Frister(frist))
    return kommunestatus(1, [anmodning], svar, dag)


def vedtak(totalt, em=None, *, id=1, type=Svartype.VEDTAK, vilkaar=()):
    return Svarrad(
        id=id, kommune=1, mottatt=SENDT + timedelta(days=10 + id), tall=Tall(totalt, em), type=type,
        slag=Slag.HOVED, vilkaar=vilkaar,
    )  # fmt: skip


def deler(ett: Poeng) -> dict:
    return {del_.kode.value: del_.poeng for del_ in ett.deler}


def maal(*svar, **felt) -> Grunnlag:
    anmodet = felt.pop("anmodet", (40, 10))
    return grunnlag("0101", status(anmodet, *svar, **felt), [], [])


def test_the_sum_by_hand():
    tidligere = [status((30, None), vedtak(20)), status((40, None), vedtak(50)), status((0, 0))]
    g = grunnlag("0101", status(), tidligere, [2013, 2014, 2015])
    assert g == Grunnlag(1, "0101", 40, 40, 69, 10, (Tidligere(2013, 30, 10), Tidligere(2014, 40, 0)))
    # all of 40 · 40 // 2, at most 25 · 69 days are 10 weeks · 10 places · 15 · 10 of 70
    assert deler(poeng(g)) == {"andel": 25, "personer": 20, "frist": 10, "em": 10, "tidligere": 2}
    assert poeng(g).sum == 67
    assert poeng(g).ukjente == ()


def test_the_weights_are_a_hundred():
    assert sum(HOEYEST.values()) == 100
    alt = Grunnlag(1, "0101", 400, 400, 900, 100, (Tidligere(2015, 50, 50),))
    assert poeng(alt).sum == 100


@pytest.mark.parametrize(
    ("dager", "ventet"), [(0, 0), (1, 1), (7, 1), (8, 2), (139, 20), (141, 20), (None, None)]
)
def test_a_week_that_has_begun_counts(dager, ventet):
    assert deler(poeng(Grunnlag(1, "0101", 10, 0, dager)))["frist"] == ventet


def test_the_deadline_counts_only_while_the_answer_is_missing():
    assert maal().dager_over == 69
    assert maal(vedtak(10, 0)).dager_over == 0
    assert maal(dag=FRIST).dager_over == 0
    assert maal(frist=None).dager_over is None
    assert maal(vedtak(10, 0), frist=None).dager_over == 0


@pytest.mark.parametrize(
    ("anmodet", "svar", "ventet"),
    [
        ((40, 10), [], 10),
        ((40, 0), [], 0),
        ((40, None), [], None),
        ((40, 10), [vedtak(40, 10)], 0),
        ((40, 10), [vedtak(30, 0)], 0),  # no is an answer
        ((40, 10), [vedtak(30, 4)], 0),
        ((40, 10), [vedtak(40)], None),  # the split is not stated
        ((40, None), [vedtak(40)], None),
        ((40, 10), [vedtak(30, 0, vilkaar=(EM_VURDERES,))], 10),
        ((40, 10), [vedtak(30, None, vilkaar=(EM_VURDERES,))], 10),
        ((40, 10), [vedtak(30, 4), vedtak(None, id=2, type=Svartype.VURDERES)], 6),
        ((40, 10), [vedtak(30), vedtak(None, id=2, type=Svartype.VURDERES)], None),
    ],
)
def test_em_places_without_an_answer(anmodet, svar, ventet):
    assert maal(*svar, anmodet=anmodet).em_uten_svar == ventet


def test_more_adults_do_not_hide_missing_em_places():
    assert maal(vedtak(40, 2)).mangler == 8
    assert maal(vedtak(45, 2)).mangler == 8
    assert maal(vedtak(25, 2)).mangler == 15
    assert maal(vedtak(40)).mangler == 0


@pytest.mark.parametrize(
    ("anmodet", "svar", "ventet"),
    [
        ((40, 10), [], True),
        ((40, 10), [vedtak(40, 10)], False),
        ((40, 10), [vedtak(45, 10)], False),
        ((40, 10), [vedtak(39, 10)], True),
        ((40, 10), [vedtak(40, 9)], True),
        ((40, None), [vedtak(40)], False),
        ((0, 0), [], False),
        ((40, 10), [vedtak(40, 10), vedtak(None, id=2, type=Svartype.VURDERES)], True),
    ],
)
def test_only_where_something_is_outstanding(anmodet, svar, ventet):
    assert utestaaende(status(anmodet, *svar)) is ventet


def test_nobody_asked_is_not_outstanding():
    assert not utestaaende(kommunestatus(1, [], [vedtak(10)], DAG))


def test_unknown_is_not_zero():
    g = Grunnlag(1, "0101", 40, None, None, None, (Tidligere(2015, 30, None),))
    assert set(deler(poeng(g)).values()) == {None}
    assert poeng(g).sum == 0
    assert poeng(g).ukjente == tuple(Kode)
    delvis = replace(g, tidligere=(*g.tidligere, Tidligere(2014, 30, 10)))
    assert deler(poeng(delvis))["tidligere"] == 5


def test_never_asked_before_is_unknown_not_perfect():
    assert Kode.TIDLIGERE in poeng(Grunnlag(1, "0101", 40, 0)).ukjente
    assert deler(poeng(Grunnlag(1, "0101", 40, 0, tidligere=(Tidligere(2015, 30, 0),))))["tidligere"] == 0


def test_every_open_state_is_outstanding():
    for type_, svar in ((Svartype.UTSATT, Svar.UTSATT), (Svartype.FORELOEPIG, Svar.FORELOEPIG)):
        ett = status((40, 10), vedtak(None, type=type_))
        assert ett.svar["totalt"] == svar
        assert utestaaende(ett)


@given(grunnlagene())
def test_the_parts_make_the_sum_and_keep_within_their_weights(g):
    ett = poeng(g)
    kjente = [del_ for del_ in ett.deler if del_.poeng is not None]
    assert ett.sum == sum(del_.poeng for del_ in kjente)
    assert all(0 <= del_.poeng <= HOEYEST[del_.kode] for del_ in kjente)
    assert [del_.kode for del_ in ett.deler] == list(Kode)
    assert 0 <= ett.sum <= 100


@given(grunnlagene(ukjent=False), ANTALL, ANTALL, ANTALL)
def test_more_of_anything_never_lowers_the_score(g, mer, dager, em):
    foer = poeng(g).sum
    assert poeng(replace(g, mangler=min(g.anmodet, g.mangler + mer))).sum >= foer
    assert poeng(replace(g, dager_over=g.dager_over + dager)).sum >= foer
    assert poeng(replace(g, em_uten_svar=g.em_uten_svar + em)).sum >= foer
    foerst, *resten = g.tidligere
    verre = replace(foerst, mangler=min(foerst.anmodet, foerst.mangler + mer))
    assert poeng(replace(g, tidligere=(verre, *resten))).sum >= foer


@given(grunnlagene(ukjent=False), st.sampled_from(["mangler", "dager_over", "em_uten_svar"]))
def test_to_get_to_know_a_part_never_lowers_the_score(g, felt):
    ukjent = poeng(replace(g, **{felt: None}))
    assert ukjent.sum <= poeng(g).sum
    assert ukjent.ukjente


@given(st.lists(grunnlagene(), max_size=12, unique_by=lambda g: g.kommune), st.randoms())
def test_the_order_is_the_same_whatever_the_order_in(alle, tilfeldig):
    stokket = alle[:]
    tilfeldig.shuffle(stokket)
    rekke = rangert(map(poeng, alle))
    assert rekke == rangert(map(poeng, stokket))
    assert [ett.sum for ett in rekke] == sorted((ett.sum for ett in rekke), reverse=True)


def test_ties_are_broken_by_what_is_unknown_then_persons_then_number():
    lik = Grunnlag(1, "0104", 40, 9, tidligere=(Tidligere(2015, 30, 0),))
    rekke = rangert(map(poeng, [replace(lik, nr="0105"), lik, replace(lik, nr="0106", em_uten_svar=None)]))
    assert [ett.grunnlag.nr for ett in rekke] == ["0106", "0104", "0105"]
    # 9 of 40 is 5 + 4, and so is 18 of 900 (0 + 9): the larger gap comes first.
    stor = replace(lik, nr="0999", anmodet=900, mangler=18)
    assert poeng(stor).sum == poeng(lik).sum == 9
    assert rangert(map(poeng, [lik, stor]))[0].grunnlag is stor
