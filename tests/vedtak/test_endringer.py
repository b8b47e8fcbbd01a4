"""What changed between two dates: every event with its effect, and effects that add up to the difference."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from tests.vedtak.historier import DAG0, dager, fasitsummer, historier, sum_av_virkninger
from vedtak.domain import GRUPPER, Anmodningsrad, Slag, Svarrad, Svartype, Tall, status, summer
from vedtak.endringer import FELT, Virkning, endringer, forskjell

KOMMUNER = (1, 2, 3)


def dag(nr):
    return DAG0 + timedelta(days=nr)


def anmodning(id, sendt, totalt, em=None, kommune=1, **felt):
    return Anmodningsrad(id=id, kommune=kommune, sendt=dag(sendt), tall=Tall(totalt, em), **felt)


def svar(id, mottatt, totalt=None, em=None, kommune=1, vedtatt=None, **felt):
    return Svarrad(
        id=id, kommune=kommune, mottatt=dag(mottatt), tall=Tall(totalt, em),
        vedtaksdato=None if vedtatt is None else dag(vedtatt), **felt,
    )  # fmt: skip


# ---------------------------------------------------------------- the effects add up


@settings(max_examples=400)
@given(historier(), dager, dager)
def test_effects_add_up_to_the_difference_whatever_happened(historie, en, annen):
    fra, til = sorted((en, annen))
    anmodninger, svarene = historie
    virkning = sum_av_virkninger(endringer(KOMMUNER, anmodninger, svarene, fra, til))
    foer = summer(status(KOMMUNER, anmodninger, svarene, fra, fra))
    etter = summer(status(KOMMUNER, anmodninger, svarene, til, til))
    fasit_foer = fasitsummer(KOMMUNER, anmodninger, svarene, fra, fra)
    fasit_etter = fasitsummer(KOMMUNER, anmodninger, svarene, til, til)
    for felt in FELT:
        for gruppe in GRUPPER:
            ventet = forskjell(getattr(foer[gruppe], felt), getattr(etter[gruppe], felt))
            ett = virkning[felt][gruppe]
            assert (ett.kjent, ett.ukjente) == (ventet.kjent, ventet.ukjente)
            a, b = fasit_foer[felt][gruppe], fasit_etter[felt][gruppe]
            if None not in (a, b, ett.verdi):
                assert ett.verdi == ett.kjent == b - a


@given(historier(), dager, dager, dager)
def test_a_span_cut_in_two_tells_the_same_events_with_the_same_effects(historie, en, annen, tredje):
    fra, midt, til = sorted((en, annen, tredje))
    hele = endringer(KOMMUNER, *historie, fra, til)
    delt = endringer(KOMMUNER, *historie, fra, midt) + endringer(KOMMUNER, *historie, midt, til)

    def sett(rader):
        return [(ett.slag, ett.er_anmodning, ett.rad.id, ett.gammel, ett.ny) for ett in rader]

    assert sett(hele) == sett(delt)


# ---------------------------------------------------------------- what each event is


def en(*rader, fra=5, til=20):
    """Return the only event of the rows in the span."""
    (ett,) = endringer(
        [1],
        [rad for rad in rader if isinstance(rad, Anmodningsrad)],
        [rad for rad in rader if isinstance(rad, Svarrad)],
        dag(fra),
        dag(til),
    )
    return ett


@pytest.mark.parametrize(
    ("rader", "slag", "gammel", "ny", "vedtatt", "udekket"),
    [
        ([anmodning(1, 1, 30), svar(1, 10, 20)], "nytt_svar", None, 20, 20, -20),
        ([anmodning(1, 1, 30), svar(1, 3, 20), svar(2, 10, 25)], "nytt_svar", 20, 25, 5, -5),
        ([anmodning(1, 1, 30), svar(1, 3, 20), svar(2, 10, 8, slag=Slag.TILLEGG)], "tillegg", 20, 28, 8, -8),
        ([anmodning(1, 1, 30), svar(1, 3, 20), svar(2, 10, 15, retter=1)], "rettet", 20, 15, -5, 5),
        ([anmodning(1, 1, 30), svar(1, 3, 40), svar(2, 10, type=Svartype.TRUKKET)], "trukket", 40, None, -40, 30),
        ([anmodning(1, 1, 30), svar(1, 10, type=Svartype.UTSATT)], "nytt_svar", None, None, 0, 0),
        ([anmodning(1, 10, 30)], "ny_anmodning", None, 30, 0, 30),
        ([anmodning(1, 1, 30), anmodning(2, 10, 40)], "erstattet_anmodning", 30, 40, 0, 10),
        ([anmodning(1, 10, 30, avlest=True)], "avlest_anmodning", None, 30, 0, 30),
        ([anmodning(1, 1, 30), anmodning(2, 10, 40, avlest=True)], "avlest_anmodning", 30, 30, 0, 0),
        # Decided later than the answer in force: known, and changes nothing.
        ([anmodning(1, 1, 30), svar(1, 4, 20), svar(2, 10, 9, vedtatt=2)], "nytt_svar", 20, 20, 0, 0),
    ],
)  # fmt: skip
def test_each_kind_of_event_tells_old_and_new_and_what_it_did(rader, slag, gammel, ny, vedtatt, udekket):
    ett = en(*rader)
    assert ett.slag == slag
    assert (ett.gammel and ett.gammel.totalt, ett.ny and ett.ny.totalt) == (gammel, ny)
    assert ett.virkning("vedtatt", "totalt").verdi == vedtatt
    assert ett.virkning("udekket", "totalt").verdi == udekket


def test_an_answer_known_after_the_span_began_that_counts_from_before_it_is_entered_late():
    assert en(svar(1, 10, 20, vedtatt=5)).etterregistrert
    assert not en(svar(1, 10, 20, vedtatt=6)).etterregistrert
    assert en(svar(1, 4, 20), svar(2, 10, 25, retter=1)).etterregistrert


def test_a_correction_known_before_the_day_it_counts_from_is_two_events():
    rader = [svar(1, 12, 20, vedtatt=11), svar(2, 7, 25, retter=1)]
    assert [(ett.slag, ett.kjent, ett.ny and ett.ny.totalt) for ett in endringer([1], [], rader, dag(5), dag(20))] == [
        ("rettet", dag(7), None), ("gjelder_fra", dag(11), 25), ("nytt_svar", dag(12), 25),
    ]  # fmt: skip


def test_an_unknown_part_is_told_as_unknown_and_not_as_nought():
    ett = en(anmodning(1, 1, 30, 5), svar(1, 10, 20))
    assert ett.virkning("vedtatt", "em") == Virkning(kjent=0, ukjente=1, verdi=None)
    assert ett.virkning("udekket", "em") == Virkning(kjent=-5, ukjente=1, verdi=None)
    assert ett.virkning("vedtatt", "totalt") == Virkning(20, 0, 20)


def test_the_day_of_the_beginning_is_outside_and_the_day_of_the_end_inside():
    rader = [svar(1, 5, 20), svar(2, 20, 25)]
    assert [ett.rad.id for ett in endringer([1], [], rader, dag(5), dag(20))] == [2]


def test_events_stand_in_the_order_they_became_known():
    rader = [svar(1, 9, 20, kommune=2), svar(2, 8, 20), svar(3, 8, 5, kommune=3)]
    runder = [anmodning(1, 9, 30)]
    assert [(ett.kommune, ett.er_anmodning) for ett in endringer([1, 2, 3], runder, rader, dag(5), date.max)] == [
        (1, False), (3, False), (1, True), (2, False),
    ]  # fmt: skip
