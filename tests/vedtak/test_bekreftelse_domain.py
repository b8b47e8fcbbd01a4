"""When an answer is unconfirmed, on both clocks: against the second reading of the rules, and at the edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vedtak import fasit
from vedtak.domain import Svarrad, Svartype, Tall, kommunestatus
from vedtak.svarregler import bedt_rettet

DAG0 = date(2016, 1, 1)
DAGER = st.integers(0, 20).map(lambda nr: DAG0 + timedelta(days=nr))
TYPER = [Svartype.VEDTAK, Svartype.VEDTAK, Svartype.UTSATT, Svartype.FORELOEPIG, Svartype.TRUKKET]


@st.composite
def historier(draw):
    """Draw up to six answers of one municipality, some corrected, some sent in by itself, with how they were judged."""
    rader, urettede = [], []
    for id in range(1, draw(st.integers(1, 6)) + 1):
        retter = draw(st.sampled_from([None, *urettede]))
        if retter is not None:
            urettede.remove(retter)
        urettede.append(id)
        type_ = draw(st.sampled_from(TYPER))
        mottatt = draw(DAGER)
        rader.append(
            Svarrad(
                id=id,
                kommune=1,
                mottatt=mottatt,
                tall=Tall(10, 0) if type_ == Svartype.VEDTAK else Tall(),
                vedtaksdato=draw(st.sampled_from([None, mottatt, mottatt - timedelta(days=5)])),
                type=type_,
                slag=draw(st.sampled_from(["hoved", "hoved", "tillegg"])) if type_ == "vedtak" else "hoved",
                retter=retter,
                fra_kommunen=draw(st.booleans()),
                bekreftet=draw(st.none() | DAGER),
                tilbake=draw(st.none() | DAGER),
            )
        )
    return rader


def som_dict(rad: Svarrad) -> dict:
    felt = ("id", "type", "slag", "vedtaksdato", "mottatt", "retter", "fra_kommunen")
    dommer = [("bekreftet", rad.bekreftet)] if rad.bekreftet else []
    return {navn: getattr(rad, navn) for navn in felt} | {
        "totalt": rad.tall.totalt,
        "em": rad.tall.em,
        "vilkaar": set(),
        "dommer": dommer,
    }


@given(historier(), DAGER, st.none() | DAGER)
def test_a_municipality_is_unconfirmed_as_the_rules_say(rader, per, kjent):
    status = kommunestatus(1, (), rader, per, kjent)
    assert status.ubekreftet == fasit.ubekreftet([som_dict(rad) for rad in rader], per, kjent)
    assert status.ubekreftet or not status.sendt_tilbake


@given(historier(), DAGER, st.none() | DAGER)
def test_confirmation_moves_no_figure(rader, per, kjent):
    fra_embetet = [Svarrad(**(vars(rad) | {"fra_kommunen": False})) for rad in rader]
    med, uten = kommunestatus(1, (), rader, per, kjent), kommunestatus(1, (), fra_embetet, per, kjent)
    assert (med.vedtatt, med.svar, med.rader) == (uten.vedtatt, uten.svar, uten.rader)
    assert not uten.ubekreftet


@given(historier(), DAGER)
def test_once_all_is_confirmed_nothing_is_unconfirmed(rader, per):
    bekreftet = [Svarrad(**(vars(rad) | {"bekreftet": DAG0})) for rad in rader]
    assert not kommunestatus(1, (), bekreftet, per).ubekreftet


def svar(id=1, **felt):
    return Svarrad(id=id, kommune=1, tall=Tall(30, 5), fra_kommunen=True, **({"mottatt": DAG0} | felt))


@pytest.mark.parametrize(
    ("per", "kjent", "ventet"),
    [(4, None, True), (5, None, False), (9, 4, True), (9, 5, False), (4, 9, True)],
)
def test_the_earlier_of_the_two_clocks_decides(per, kjent, ventet):
    rad = svar(bekreftet=DAG0 + timedelta(days=5))
    kjent = None if kjent is None else DAG0 + timedelta(days=kjent)
    assert kommunestatus(1, (), [rad], DAG0 + timedelta(days=per), kjent).ubekreftet is ventet


def test_a_correction_by_the_embete_needs_no_confirmation():
    rettelse = Svarrad(id=2, kommune=1, mottatt=DAG0, tall=Tall(20, 0), retter=1)
    assert not kommunestatus(1, (), [svar(), rettelse], DAG0).ubekreftet


def test_what_is_withdrawn_needs_no_confirmation():
    trukket = Svarrad(id=2, kommune=1, mottatt=DAG0 + timedelta(days=1), type=Svartype.TRUKKET)
    assert not kommunestatus(1, (), [svar(), trukket], DAG0 + timedelta(days=1)).ubekreftet
    assert kommunestatus(1, (), [svar(), trukket], DAG0).ubekreftet


class TestSentBack:
    """What the municipality may correct whatever the dates of the round say."""

    def test_an_answer_sent_back_until_it_is_confirmed(self):
        rad = svar(tilbake=DAG0)
        assert bedt_rettet([rad], 1, DAG0)
        assert not bedt_rettet([rad], 1, DAG0 - timedelta(days=1))
        assert not bedt_rettet([svar(tilbake=DAG0, bekreftet=DAG0)], 1, DAG0)

    def test_what_it_is_corrected_to_until_that_is_confirmed(self):
        foer = svar(tilbake=DAG0)
        assert bedt_rettet([foer, svar(2, retter=1)], 2, DAG0)
        assert not bedt_rettet([foer, svar(2, retter=1)], 1, DAG0), "it is corrected already"
        assert not bedt_rettet([foer, svar(2, retter=1, bekreftet=DAG0)], 2, DAG0)

    def test_not_what_the_embete_corrected_it_to(self):
        rettet = Svarrad(id=2, kommune=1, mottatt=DAG0, tall=Tall(20, 0), retter=1)
        assert not bedt_rettet([svar(tilbake=DAG0), rettet], 2, DAG0)

    def test_not_an_answer_that_a_later_one_has_taken_over_from(self):
        senere = svar(2, mottatt=DAG0 + timedelta(days=1))
        assert not bedt_rettet([svar(tilbake=DAG0), senere], 1, DAG0 + timedelta(days=1))

    def test_not_one_that_nobody_sent_back_or_that_is_unknown(self):
        assert not bedt_rettet([svar()], 1, DAG0)
        assert not bedt_rettet([], 1, DAG0)
