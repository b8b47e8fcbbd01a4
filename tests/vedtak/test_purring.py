"""Reminders reckoned: who owes what, which step is due, what has become of a mail. No database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger.frister import Frister, Utsettelse
from bosetting.felles.virkedager import er_virkedag
from vedtak.domain import Anmodningsrad, Slag, Svarrad, Svartype, Tall, kommunestatus
from vedtak.purretekst import foreslaatt_plan, fristsetning, mangelsetning
from vedtak.purring import (
    Forsoek,
    Grunn,
    Levering,
    Mangel,
    forfalt,
    kan_proeves_igjen,
    levering,
    mangel,
    passer,
    trinndag,
    vurder,
)

FRIST = date(2015, 12, 31)
PLAN = [-10, 1, 10]  # 16 December, 4 January, 15 January
DAGER = st.dates(date(2015, 6, 1), date(2016, 12, 31))
TRINN = st.lists(st.integers(-60, 60), unique=True, max_size=6)


def status(*svar, em=5, dag=date(2016, 1, 4), frist=FRIST, runde=7, utsatt_til=None):
    utsatt = (Utsettelse(1, date(2015, 12, 20), Frister(utsatt_til)),) if utsatt_til else ()
    anmodet = Anmodningsrad(
        1, 101, date(2015, 5, 20), Tall(30, em), runde=runde, frister=Frister(frist), utsettelser=utsatt
    )
    return kommunestatus(101, [anmodet], svar, dag)


def svar(nr=1, *, type_=Svartype.VEDTAK, totalt=30, em=5, mottatt=date(2015, 12, 1), **felt):
    return Svarrad(nr, 101, mottatt, Tall(totalt, em), type=type_, **felt)


def dom(staat, dag, **felt):
    valg = {"runde": 7, "ventedag": None, "trinn": PLAN, "sendt": {}} | felt
    return vurder(staat, dag=dag, **valg)


@pytest.mark.parametrize(
    ("staat", "mangler"),
    [
        (status(), Mangel.ALT),
        (status(svar()), None),
        (status(svar(totalt=0, em=0)), None),
        (status(svar(totalt=20, em=0)), None),
        (status(svar(em=None)), Mangel.EM),
        (status(svar(em=None), em=None), None),
        (status(svar(em=None), em=0), None),
        (status(svar(em=0, vilkaar=("em_vurderes",))), Mangel.EM),
        (status(svar(type_=Svartype.FORELOEPIG)), Mangel.ALT),
        (status(svar(type_=Svartype.UTSATT, totalt=None, em=None)), Mangel.ALT),
        (status(svar(), svar(2, type_=Svartype.TRUKKET, totalt=None, em=None)), Mangel.ALT),
        (status(svar(totalt=25, em=5), svar(2, totalt=5, em=0, slag=Slag.TILLEGG)), None),
    ],
)
def test_what_a_municipality_owes_follows_from_its_status(staat, mangler):
    assert mangel(staat) == mangler


def test_nobody_owes_an_answer_who_was_not_asked():
    assert mangel(kommunestatus(101, [], [], FRIST)) is None


@pytest.mark.parametrize(
    ("dag", "trinn"),
    [
        (date(2015, 12, 15), None),
        (date(2015, 12, 16), -10),
        (date(2015, 12, 31), -10),
        (date(2016, 1, 1), None),  # the deadline has passed, and the first business day after it has not come
        (date(2016, 1, 4), 1),
        (date(2016, 1, 14), 1),
        (date(2016, 1, 15), 10),
        (date(2016, 6, 1), 10),
    ],
)
def test_the_step_that_is_due_is_the_latest_whose_day_has_come(dag, trinn):
    assert forfalt(PLAN, FRIST, dag) == trinn


def test_a_step_from_before_the_plan_was_switched_on_is_not_sent_late():
    assert forfalt(PLAN, FRIST, date(2016, 1, 6), aktiv_fra=date(2016, 1, 5)) is None
    assert forfalt(PLAN, FRIST, date(2016, 1, 15), aktiv_fra=date(2016, 1, 5)) == 10
    assert forfalt(PLAN, FRIST, date(2016, 1, 4), aktiv_fra=date(2016, 1, 4)) == 1


def test_the_day_of_the_deadline_is_a_business_day_on_or_before_it():
    assert trinndag(FRIST, 0) == FRIST
    assert trinndag(date(2016, 1, 3), 0) == date(2015, 12, 31)


@given(TRINN, DAGER, DAGER)
def test_what_is_due_has_had_its_day_and_none_has_a_later_one(trinn, frist, dag):
    valgt = forfalt(trinn, frist, dag)
    kommet = [ett for ett in trinn if trinndag(frist, ett) <= dag and passer(frist, ett, dag)]
    if valgt is None:
        assert kommet == []
    else:
        assert er_virkedag(trinndag(frist, valgt))
        assert (valgt < 1) == (dag <= frist)
        assert trinndag(frist, valgt) == max(trinndag(frist, ett) for ett in kommet)


@given(TRINN, DAGER, st.integers(1, 200))
def test_day_by_day_each_step_is_sent_at_most_once_and_never_two_on_one_day(trinn, frist, antall):
    sendt = {}
    start = frist - timedelta(days=100)
    for nr in range(antall):
        dag = start + timedelta(days=nr)
        dommen = dom(status(dag=dag, frist=frist), dag, trinn=trinn, sendt=sendt)
        if dommen.skal:
            noekkel = (dommen.frist, dommen.virkedager)
            assert noekkel not in sendt
            assert dag not in sendt.values()
            sendt[noekkel] = dag


def test_an_answer_stops_the_reminders():
    assert dom(status(svar()), date(2016, 1, 4)).grunn == Grunn.SVART


def test_a_step_that_is_sent_is_not_due_again_and_the_next_one_is():
    sendt = {(FRIST, 1): date(2016, 1, 4)}
    igjen = dom(status(), date(2016, 1, 8), sendt=sendt)
    assert (igjen.grunn, igjen.naar) == (Grunn.SENDT, date(2016, 1, 4))
    assert dom(status(), date(2016, 1, 15), sendt=sendt).virkedager == 10


def test_an_extension_stops_the_reminders_and_moves_every_step():
    utsatt = status(utsatt_til=date(2016, 1, 29))
    vent = dom(utsatt, date(2016, 1, 4), sendt={(FRIST, -10): date(2015, 12, 16)})
    assert (vent.grunn, vent.naar) == (Grunn.UTSATT, date(2016, 1, 29))
    assert dom(utsatt, date(2016, 1, 15)).virkedager == -10
    dommen = dom(utsatt, date(2016, 2, 1), sendt={(FRIST, 1): date(2016, 1, 4)})
    assert (dommen.virkedager, dommen.frist) == (1, date(2016, 1, 29))


def test_a_municipality_that_named_a_day_is_left_in_peace_until_then_and_counted_from_it():
    ber = status(svar(type_=Svartype.UTSATT, totalt=None, em=None, ny_dato=date(2016, 1, 20)))
    vent = dom(ber, date(2016, 1, 20), ventedag=date(2016, 1, 20))
    assert (vent.grunn, vent.naar) == (Grunn.VENTER, date(2016, 1, 20))
    dommen = dom(ber, date(2016, 1, 21), ventedag=date(2016, 1, 20))
    assert (dommen.virkedager, dommen.frist) == (1, date(2016, 1, 20))


def test_a_chosen_step_goes_to_all_it_fits_whatever_its_day_was():
    assert dom(status(), date(2016, 1, 8), valgt=10).virkedager == 10
    assert dom(status(), date(2015, 12, 1), valgt=-10).virkedager == -10
    assert dom(status(), date(2015, 12, 1), valgt=1).grunn == Grunn.IKKE_FORFALT
    assert dom(status(), date(2016, 1, 4), valgt=-10).grunn == Grunn.IKKE_FORFALT


def test_another_round_in_force_or_no_deadline_is_a_reason_of_its_own():
    assert dom(status(runde=8), date(2016, 1, 4)).grunn == Grunn.ERSTATTET
    assert dom(status(frist=None), date(2016, 1, 4)).grunn == Grunn.UTEN_FRIST


@pytest.mark.parametrize(
    ("staat", "setning"),
    [
        (status(), "Vi mangler svar på anmodningen om 30 personer, hvorav 5 enslige mindreårige."),
        (status(em=None), "Vi mangler svar på anmodningen om 30 personer."),
        (
            status(svar(type_=Svartype.FORELOEPIG), em=1),
            "Vi mangler endelig svar på anmodningen om 30 personer, hvorav 1 enslig mindreårig.",
        ),
        (
            status(svar(em=None)),
            "Vi har fått svar på anmodningen, men ikke på delen om 5 enslige mindreårige.",
        ),
        (
            status(svar(em=0, vilkaar=("em_vurderes",))),
            "Vi har fått svar på anmodningen, men ikke endelig svar på delen om 5 enslige mindreårige.",
        ),
    ],
)
def test_the_sentence_names_what_is_missing(staat, setning):
    assert mangelsetning(staat, mangel(staat)) == setning


@pytest.mark.parametrize(
    ("dag", "setning"),
    [
        (date(2015, 12, 17), "Svarfristen er 31. desember 2015, om 14 dager."),
        (date(2015, 12, 31), "Svarfristen er 31. desember 2015, i dag."),
        (date(2016, 1, 4), "Svarfristen var 31. desember 2015, for 4 dager siden."),
    ],
)
def test_the_deadline_is_told_in_the_right_tense(dag, setning):
    assert fristsetning(status(), FRIST, Mangel.ALT, dag) == setning


def test_a_day_the_municipality_named_is_told_as_its_own():
    ber = status(svar(type_=Svartype.UTSATT, totalt=None, em=None))
    setning = fristsetning(ber, date(2016, 1, 20), Mangel.ALT, date(2016, 1, 21))
    assert setning == "Kommunen ba om utsatt frist til 20. januar 2016, for 1 dag siden."


def test_the_proposed_plan_reminds_once_before_and_twice_after():
    assert [ett.virkedager for ett in foreslaatt_plan()] == PLAN


NAA = datetime(2016, 1, 4, 12, tzinfo=UTC)


def rad(nr, utfall, siden=timedelta(hours=2)):
    return Forsoek(nr, utfall, NAA - siden)


@pytest.mark.parametrize(
    ("logg", "stand"),
    [
        ([], Levering.VENTER),
        ([rad(1, "begynt", timedelta(minutes=1))], Levering.SENDES),
        ([rad(1, "begynt")], Levering.USIKKER),
        ([rad(1, "begynt"), rad(1, "sendt")], Levering.SENDT),
        ([rad(1, "begynt"), rad(1, "feilet")], Levering.FEILET),
        ([rad(1, "begynt"), rad(1, "feilet"), rad(2, "begynt")], Levering.USIKKER),
        ([rad(1, "begynt"), rad(1, "feilet"), rad(2, "stanset")], Levering.STANSET),
        ([rad(n, u) for n in (1, 2, 3) for u in ("begynt", "feilet")], Levering.OPPGITT),
    ],
)
def test_how_far_a_mail_has_come_is_read_from_its_log(logg, stand):
    assert levering(logg, NAA) == stand
    assert levering(logg[::-1], NAA) == stand


def test_a_mail_that_failed_is_tried_again_later_and_later_and_an_uncertain_one_never():
    en_gang = [rad(1, "begynt", timedelta(minutes=16)), rad(1, "feilet", timedelta(minutes=14))]
    assert not kan_proeves_igjen(en_gang, NAA)
    assert kan_proeves_igjen(en_gang, NAA + timedelta(minutes=1))
    to_ganger = [*en_gang, rad(2, "begynt", timedelta()), rad(2, "feilet", timedelta())]
    assert not kan_proeves_igjen(to_ganger, NAA + timedelta(minutes=59))
    assert kan_proeves_igjen(to_ganger, NAA + timedelta(minutes=60))
    assert not kan_proeves_igjen([rad(1, "begynt")], NAA)
    assert not kan_proeves_igjen([rad(n, u) for n in (1, 2, 3) for u in ("begynt", "feilet")], NAA)
