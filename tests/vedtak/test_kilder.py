"""The trace of a figure: its contributions add up to it, whatever happened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vedtak.historier import DAG0, dager, fasitsummer, historier
from vedtak import kilder, oppfyllelse
from vedtak.bosattregler import Bosattrad
from vedtak.domain import Anmodningsrad, Slag, Svarrad, Svartype, Tall, status, summer
from vedtak.oppfyllelse import Oppfyllelse

KOMMUNER = (1, 2, 3)
STATUSTALL = [tall for tall in kilder.TALL if tall.split(".")[0] not in ("bosatt", "ubrukte")]


def trace(tall, anmodninger, svar, per, kjent=None, kommuner=KOMMUNER, bosatte=None):
    etter_id = {rad.id: rad for rad in anmodninger}, {rad.id: rad for rad in svar}
    return [
        ett
        for kommunen in status(kommuner, anmodninger, svar, per, kjent)
        for ett in kilder.bidragene(tall, kommunen, *etter_id, (bosatte or {}).get(kommunen.kommune))
    ]


@settings(max_examples=300)
@given(historier(), dager, st.none() | dager, st.sampled_from([KOMMUNER, (1,), (2, 3)]))
def test_contributions_add_up_to_every_figure_on_both_clocks(historie, per, kjent, kommuner):
    summene = summer(status(kommuner, *historie, per, kjent))
    fasit = fasitsummer(kommuner, *historie, per, kjent)
    for tall in STATUSTALL:
        felt, gruppe = tall.split(".")
        delsum = kilder.sum_av(trace(tall, *historie, per, kjent, kommuner))
        assert delsum.verdi == fasit[felt][gruppe]
        if felt != "netto":
            assert delsum == getattr(summene[gruppe], felt)


@settings(max_examples=200)
@given(historier(), dager, st.dictionaries(st.sampled_from(KOMMUNER), st.integers(0, 30)))
def test_settled_and_unused_places_add_up_too(historie, per, antall):
    bosatte = {
        kommune: Bosattrad(pk=kommune, kommune=kommune, per_dato=per, antall=ett)
        for kommune, ett in antall.items()
    }
    statuser = status(KOMMUNER, *historie, per)
    oppfyllelser = [
        Oppfyllelse(ett, bosatte[ett.kommune].antall if ett.kommune in bosatte else None) for ett in statuser
    ]
    summene = oppfyllelse.summer(oppfyllelser)
    assert kilder.sum_av(trace("ubrukte.totalt", *historie, per, bosatte=bosatte)) == summene.ubrukte
    assert kilder.sum_av(trace("bosatt.totalt", *historie, per, bosatte=bosatte)) == summene.bosatt


def bidrag(tall, bedt, *gitt):
    """Return (what, contribution) of one municipality asked for ``bedt`` that decided ``gitt``."""
    runder = [] if bedt is None else [Anmodningsrad(1, 1, DAG0, bedt)]
    svar = [
        Svarrad(nr, 1, DAG0, ett, slag=Slag.TILLEGG if nr > 1 else Slag.HOVED)
        for nr, ett in enumerate(gitt, start=1)
    ]
    return [(ett.slag.value, ett.bidrag) for ett in trace(tall, runder, svar, DAG0, kommuner=(1,))]


@pytest.mark.parametrize(
    ("tall", "bedt", "gitt", "ventet"),
    [
        ("udekket.totalt", Tall(30), [Tall(20)], [("anmodning", 30), ("vedtak", -20)]),
        ("udekket.totalt", Tall(30), [Tall(20), Tall(15)],
         [("anmodning", 30), ("vedtak", -20), ("vedtak", -15), ("utover", 5)]),
        ("udekket.totalt", None, [Tall(20)], [("vedtak", -20), ("utover", 20)]),
        ("udekket.em", Tall(30, 5), [Tall(20)], [("anmodning", None), ("vedtak", None)]),
        ("udekket.em", Tall(30, 0), [Tall(20)], [("anmodning", 0), ("vedtak", 0)]),
        ("ubesvart.totalt", Tall(30), [], [("anmodning", 30)]),
        ("ubesvart.totalt", Tall(30), [Tall(0)], []),
        ("netto.totalt", Tall(30), [Tall(35)], [("anmodning", 30), ("vedtak", -35)]),
        # One part unknown leaves the whole municipality unknown: nothing of it is in the known sum.
        ("vedtatt.em", Tall(30), [Tall(20, 5), Tall(10)], [("vedtak", None), ("vedtak", None)]),
        ("vedtatt.voksne", Tall(30), [Tall(20, 5), Tall(10, 1)], [("vedtak", 15), ("vedtak", 9)]),
    ],
)  # fmt: skip
def test_each_row_says_what_it_adds(tall, bedt, gitt, ventet):
    assert bidrag(tall, bedt, *gitt) == ventet


def test_an_answer_without_a_number_stands_behind_the_state_and_not_behind_the_figure():
    svar = [Svarrad(1, 1, DAG0, Tall(20)), Svarrad(2, 1, DAG0, type=Svartype.UTSATT)]
    assert [ett.rad for ett in trace("vedtatt.totalt", [], svar, DAG0, kommuner=(1,))] == [1]
