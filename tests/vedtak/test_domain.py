"""Status, gaps and sums: the rules of docs/domene.md, without a database."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger.frister import Frister
from vedtak.domain import (
    EM_VURDERES,
    GRUPPER,
    Anmodningsrad,
    Slag,
    Svar,
    Svarrad,
    Svartype,
    Tall,
    kommunestatus,
    status,
    summer,
)
from vedtak.svarregler import hinder_for_svar

DAG0 = date(2015, 11, 17)


def dag(n: int) -> date:
    return DAG0 + timedelta(days=n)


def anmodning(totalt=15, em=5, *, sendt=0, kommune=1, id=1, frist=None, utsettelser=()):
    return Anmodningsrad(
        id=id, kommune=kommune, sendt=dag(sendt), tall=Tall(totalt, em), frister=Frister(frist),
        utsettelser=utsettelser,
    )  # fmt: skip


def vedtak(totalt=15, em=5, *, id=1, vedtatt=None, mottatt=10, kommune=1, **felt):
    return Svarrad(
        id=id,
        kommune=kommune,
        mottatt=dag(mottatt),
        vedtaksdato=None if vedtatt is None else dag(vedtatt),
        tall=Tall(totalt, em),
        **felt,
    )


def svar(anmodninger, rader, per=100, kjent=None):
    return kommunestatus(1, anmodninger, rader, dag(per), None if kjent is None else dag(kjent))


@pytest.mark.parametrize(
    ("bedt", "gitt", "ventet"),
    [
        ((15, 5), (15, 5), ("fullt", "fullt", "fullt")),
        ((15, 5), (20, 5), ("mer", "mer", "fullt")),
        ((15, 5), (10, 5), ("delvis", "delvis", "fullt")),
        ((15, 5), (15, 0), ("fullt", "mer", "avslag")),
        ((15, 5), (0, 0), ("avslag", "avslag", "avslag")),
        ((15, 5), (15, None), ("fullt", "ukjent", "ukjent")),
        ((15, None), (15, 5), ("fullt", "ukjent", "ukjent")),
        ((15, 0), (15, 0), ("fullt", "fullt", "ikke_anmodet")),
        ((15, 0), (15, 2), ("fullt", "delvis", "mer")),
        ((0, 0), (0, 0), ("ikke_anmodet", "ikke_anmodet", "ikke_anmodet")),
    ],
)
def test_each_group_is_judged_by_itself(bedt, gitt, ventet):
    resultat = svar([anmodning(*bedt)], [vedtak(*gitt)])
    assert tuple(resultat.svar[gruppe].value for gruppe in GRUPPER) == ventet


def test_without_a_request_the_municipality_is_not_asked_even_if_it_decides():
    resultat = svar([], [vedtak(12, None)])
    assert set(resultat.svar.values()) == {Svar.IKKE_ANMODET}
    assert resultat.vedtatt == Tall(12, None)
    assert resultat.gap("totalt") == 0


def test_no_answer_is_not_zero():
    resultat = svar([anmodning()], [])
    assert set(resultat.svar.values()) == {Svar.IKKE_SVART}
    assert resultat.vedtatt is None
    assert (resultat.gap("totalt"), resultat.ubesvart("totalt")) == (15, 15)


@pytest.mark.parametrize(
    ("type_", "ventet"),
    [(Svartype.UTSATT, "utsatt"), (Svartype.FORELOEPIG, "foreloepig"), (Svartype.VURDERES, "vurderes")],
)
def test_answers_without_a_number_are_states_and_count_nothing(type_, ventet):
    resultat = svar([anmodning()], [vedtak(12, 2, type=type_, ny_dato=dag(60))])
    assert {tilstand.value for tilstand in resultat.svar.values()} == {ventet}
    assert resultat.vedtatt is None
    assert resultat.ny_dato == dag(60)
    assert resultat.ubesvart("totalt") == 15


def test_a_later_reconsideration_opens_the_state_but_leaves_the_number():
    resultat = svar(
        [anmodning()],
        [vedtak(10, 0), vedtak(None, None, id=2, mottatt=20, type=Svartype.VURDERES, ny_dato=dag(60))],
    )
    assert resultat.svar["totalt"] == Svar.VURDERES
    assert resultat.vedtatt == Tall(10, 0)
    assert (resultat.gap("totalt"), resultat.ubesvart("totalt")) == (5, 0)


def test_the_condition_that_em_is_reconsidered_keeps_only_em_open():
    resultat = svar([anmodning()], [vedtak(10, 0, vilkaar=(EM_VURDERES,))])
    assert [resultat.svar[gruppe].value for gruppe in GRUPPER] == ["delvis", "fullt", "vurderes"]


def test_additional_decisions_add_and_a_new_main_decision_replaces_them():
    rader = [
        vedtak(10, 0, vedtatt=1),
        vedtak(3, 3, id=2, vedtatt=5, slag=Slag.TILLEGG),
        vedtak(14, 4, id=3, vedtatt=20, mottatt=20),
    ]
    assert svar([anmodning()], rader, per=4).vedtatt == Tall(10, 0)
    assert svar([anmodning()], rader, per=10).vedtatt == Tall(13, 3)
    assert svar([anmodning()], rader, per=20).vedtatt == Tall(14, 4)


def test_a_round_replaces_the_earlier_one_for_the_municipalities_it_names_from_the_day_it_is_sent():
    runder = [anmodning(10, 0), anmodning(30, 5, sendt=20, id=2)]
    assert svar(runder, [], per=19).anmodet == Tall(10, 0)
    assert svar(runder, [], per=20).anmodet == Tall(30, 5)
    assert svar(runder, [], per=-1).anmodet is None


def test_a_request_read_from_imdis_file_stands_in_until_the_embete_has_sent_its_own():
    avlest = Anmodningsrad(id=9, kommune=1, sendt=dag(30), tall=Tall(70, None), avlest=True)
    assert svar([avlest], [], per=30).anmodet == Tall(70, None)
    assert svar([anmodning(60, 10), avlest], [], per=40).anmodet == Tall(60, 10)
    assert svar([anmodning(60, 10, sendt=50), avlest], [], per=40).anmodet == Tall(70, None)


def test_two_clocks_answer_two_questions():
    sent_inn = vedtak(15, 5, vedtatt=10, mottatt=40)
    assert svar([anmodning()], [sent_inn], per=20).vedtatt == Tall(15, 5)
    assert svar([anmodning()], [sent_inn], per=20).etterregistrert
    assert svar([anmodning()], [sent_inn], per=20, kjent=20).vedtatt is None
    assert not svar([anmodning()], [sent_inn], per=40).etterregistrert


def test_where_the_decision_date_is_unknown_received_stands_in():
    ukjent_dato = vedtak(15, 5, mottatt=10)
    assert svar([anmodning()], [ukjent_dato], per=9).vedtatt is None
    assert svar([anmodning()], [ukjent_dato], per=10).vedtatt == Tall(15, 5)


def test_a_correction_counts_from_the_day_of_what_it_corrects_but_only_once_known():
    rader = [vedtak(51, 5, mottatt=10), vedtak(15, 5, id=2, mottatt=30, retter=1)]
    assert svar([anmodning()], rader, per=12).vedtatt == Tall(15, 5)
    assert svar([anmodning()], rader, per=12, kjent=12).vedtatt == Tall(51, 5)
    assert svar([anmodning()], rader, per=12).rader == (2,)


def test_a_wrong_day_of_receipt_can_be_corrected_to_an_earlier_one():
    rader = [vedtak(15, 5, mottatt=40), vedtak(15, 5, id=2, mottatt=10, retter=1)]
    assert svar([anmodning()], rader, per=20).vedtatt == Tall(15, 5)
    assert svar([anmodning()], rader, per=20, kjent=20).vedtatt == Tall(15, 5)
    assert svar([anmodning()], rader, per=9).vedtatt is None


def test_a_correction_known_before_the_one_it_corrects_takes_the_place_of_all_before_it():
    feil = vedtak(10, 0, id=2, mottatt=20, slag=Slag.TILLEGG)
    rettet = vedtak(12, 0, id=3, mottatt=60, slag=Slag.TILLEGG, retter=2)
    # What was wrong was the day it was received, too.
    rettet_igjen = vedtak(11, 0, id=4, mottatt=25, slag=Slag.TILLEGG, retter=3)
    rader = [vedtak(30, 0, mottatt=10), feil, rettet, rettet_igjen]
    assert svar([anmodning()], rader, kjent=40).vedtatt == Tall(41, 0)
    assert svar([anmodning()], rader, kjent=40) == svar([anmodning()], rader, kjent=70)


def test_a_withdrawn_answer_is_no_answer():
    rader = [vedtak(10, 0), vedtak(None, None, id=2, mottatt=20, type=Svartype.TRUKKET)]
    assert svar([anmodning()], rader).svar["totalt"] == Svar.IKKE_SVART
    assert svar([anmodning()], rader).vedtatt is None


def test_a_withdrawal_takes_what_was_added_before_it_on_the_same_day_and_not_what_came_after():
    rader = [
        vedtak(10, 0),
        vedtak(5, 5, id=2, vedtatt=20, mottatt=20, slag=Slag.TILLEGG),
        vedtak(None, None, id=3, mottatt=20, type=Svartype.TRUKKET),
    ]
    assert svar([anmodning()], rader).vedtatt is None
    etterpaa = vedtak(4, 0, id=4, mottatt=20, slag=Slag.TILLEGG)
    assert svar([anmodning()], [*rader, etterpaa]).vedtatt == Tall(4, 0)


def test_days_over_the_deadline_are_counted_only_while_the_answer_is_open():
    runde = [anmodning(frist=dag(30))]
    assert svar(runde, [], per=30).dager_over is None
    assert svar(runde, [], per=33).dager_over == 3
    assert svar(runde, [vedtak()], per=33).dager_over is None


def test_over_fulfilment_never_lessens_the_real_gap():
    kommuner = status(
        [1, 2, 3],
        [anmodning(90, 0), anmodning(10, 0, kommune=2, id=2), anmodning(26, 0, kommune=3, id=3)],
        [vedtak(105, 0), vedtak(11, 0, id=3, kommune=3)],
        dag(100),
    )
    total = summer(kommuner)["totalt"]
    assert (total.anmodet.verdi, total.vedtatt.verdi) == (126, 116)
    assert (total.netto, total.udekket.verdi, total.ubesvart.verdi) == (10, 25, 10)


def test_an_unknown_part_makes_the_sum_unknown_and_says_how_many():
    kommuner = status(
        [1, 2],
        [anmodning(15, 5), anmodning(20, None, kommune=2, id=2)],
        [vedtak(15, None), vedtak(20, 5, id=2, kommune=2)],
        dag(100),
    )
    em = summer(kommuner)["em"]
    assert (em.anmodet.verdi, em.anmodet.kjent, em.anmodet.ukjente) == (None, 5, 1)
    assert em.netto is None
    assert summer(kommuner)["totalt"].netto == 0


# ---------------------------------------------------------------- properties

antall = st.integers(0, 300)


@st.composite
def tall(draw, ukjent=True):
    totalt = draw(antall)
    em = draw(st.integers(0, totalt))
    return Tall(totalt, None if ukjent and draw(st.booleans()) else em)


@st.composite
def historie(draw, ukjent=True):
    """Requests and answers of three municipalities, with corrections, in order of id."""
    anmodninger = [
        Anmodningsrad(
            id=n,
            kommune=draw(st.integers(1, 3)),
            sendt=dag(draw(st.integers(0, 60))),
            tall=draw(tall(ukjent)),
        )
        for n in range(1, draw(st.integers(0, 6)) + 1)
    ]
    rader: list[Svarrad] = []
    for n in range(1, draw(st.integers(0, 8)) + 1):
        mottatt = draw(st.integers(0, 60))
        urettede = [
            rad for rad in rader if rad.id not in {r.retter for r in rader} and rad.mottatt <= dag(mottatt)
        ]
        retter = draw(st.sampled_from(urettede)) if urettede and draw(st.booleans()) else None
        vedtatt = draw(st.none() | st.integers(0, mottatt))
        rader.append(
            Svarrad(
                id=n,
                kommune=retter.kommune if retter else draw(st.integers(1, 3)),
                mottatt=dag(mottatt),
                vedtaksdato=None if vedtatt is None else dag(vedtatt),
                tall=draw(tall(ukjent)),
                type=draw(st.sampled_from(list(Svartype))),
                slag=draw(st.sampled_from(list(Slag))),
                ny_dato=dag(200),
                retter=retter.id if retter else None,
            )
        )
    return anmodninger, rader


klokke = st.integers(-5, 70).map(dag)


@given(historie(), klokke, st.none() | klokke, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(data, per, kjent, tilfeldig: random.Random):
    anmodninger, rader = data
    fasit = status([1, 2, 3], anmodninger, rader, per, kjent)
    stokket_anmodninger, stokket_rader = list(anmodninger), list(rader)
    tilfeldig.shuffle(stokket_anmodninger)
    tilfeldig.shuffle(stokket_rader)
    assert status([1, 2, 3], stokket_anmodninger, stokket_rader, per, kjent) == fasit


@given(historie(), klokke)
def test_what_was_known_then_never_changes_when_more_becomes_known(data, per):
    anmodninger, rader = data
    senere = [rad for rad in rader if rad.mottatt > per]
    tidligere = [rad for rad in rader if rad.mottatt <= per]
    assert status([1, 2, 3], anmodninger, tidligere, per, per) == status(
        [1, 2, 3], anmodninger, tidligere + senere, per, per
    )


@given(historie(), klokke)
def test_sums_of_parts_equal_the_whole(data, per):
    anmodninger, rader = data
    kommuner = status([1, 2, 3], anmodninger, rader, per)
    hel = summer(kommuner)
    deler = [summer([ett]) for ett in kommuner]
    for gruppe in GRUPPER:
        for navn in ("anmodet", "vedtatt", "udekket", "ubesvart"):
            assert getattr(hel[gruppe], navn).kjent == sum(
                getattr(del_[gruppe], navn).kjent for del_ in deler
            )
            assert getattr(hel[gruppe], navn).ukjente == sum(
                getattr(del_[gruppe], navn).ukjente for del_ in deler
            )


@given(historie(ukjent=False), klokke)
def test_voksne_and_em_add_up_to_totalt_when_all_is_known(data, per):
    anmodninger, rader = data
    # A withdrawn or open answer may carry no number; those that do are whole.
    sum_ = summer(status([1, 2, 3], anmodninger, rader, per))
    for navn in ("anmodet", "vedtatt"):
        assert (
            getattr(sum_["voksne"], navn).verdi + getattr(sum_["em"], navn).verdi
            == getattr(sum_["totalt"], navn).verdi
        )


@given(historie(), klokke, st.integers(0, 200))
def test_more_from_one_municipality_never_lessens_the_gap_of_another(data, per, mer):
    anmodninger, rader = data
    kommuner = status([1, 2, 3], anmodninger, rader, per)
    ekstra = Svarrad(id=99, kommune=1, mottatt=per, tall=Tall(mer, 0), slag=Slag.TILLEGG)
    etter = status([1, 2, 3], anmodninger, [*rader, ekstra], per)
    for foer, naa in zip(kommuner[1:], etter[1:], strict=True):
        assert foer == naa
    for ett in etter:
        for gruppe in GRUPPER:
            gap = ett.gap(gruppe)
            assert gap is None or gap >= (ett.ubesvart(gruppe) or 0) >= 0


@given(historie(), klokke)
def test_the_real_gap_is_at_least_the_net_difference(data, per):
    anmodninger, rader = data
    kommuner = [ett for ett in status([1, 2, 3], anmodninger, rader, per) if ett.anmodet is not None]
    for sum_ in summer(kommuner).values():
        if sum_.netto is not None and sum_.udekket.verdi is not None:
            assert sum_.udekket.verdi >= max(0, sum_.netto)


# ---------------------------------------------------------------- what may be registered


def hinder(**felt):
    grunnlag = {
        "type": Svartype.VEDTAK,
        "tall": Tall(15, 5),
        "vedtaksdato": dag(5),
        "mottatt": dag(6),
        "dag": dag(10),
        "foerste_runde": dag(0),
    }
    return hinder_for_svar(**(grunnlag | felt))


def test_an_ordinary_decision_may_be_registered():
    assert hinder() == []
    assert hinder(vedtaksdato=None, tall=Tall(0, None)) == []


@pytest.mark.parametrize(
    ("felt", "paa"),
    [
        ({"tall": Tall(5, 6)}, "em"),
        ({"tall": Tall(-1, None)}, "totalt"),
        ({"tall": Tall(5, -1)}, "em"),
        ({"tall": Tall(None, None)}, "totalt"),
        ({"tall": Tall(100_001, None)}, "totalt"),
        ({"vedtaksdato": dag(11), "mottatt": dag(11)}, "vedtaksdato"),
        ({"vedtaksdato": dag(-1)}, "vedtaksdato"),
        ({"mottatt": dag(11)}, "mottatt"),
        ({"mottatt": dag(4)}, "mottatt"),
        ({"mottatt": None}, "mottatt"),
        ({"foerste_runde": None}, "aar"),
        ({"type": Svartype.UTSATT, "tall": Tall()}, "ny_dato"),
        ({"slag": Slag.TILLEGG, "har_hovedvedtak": False}, "slag"),
    ],
)
def test_bad_input_is_refused_at_its_field(felt, paa):
    assert paa in [navn for navn, _grunn in hinder(**felt)]
