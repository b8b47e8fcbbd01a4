"""The reaper: silent workers' jobs go back, are given up, or stop as somebody asked; forgotten ones are found."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from bosetting.felles.dag import naa
from bosetting.jobber import actions, loeper, opprydding
from bosetting.jobber.models import Jobb
from bosetting.jobber.opprydding import Opprydding
from tests.jobber.proevearbeid import spor

pytestmark = pytest.mark.django_db

FJORTEN, SEKSTEN = timedelta(minutes=14), timedelta(minutes=16)


@pytest.fixture
def doed(start, koe):
    """A job whose worker took its row in the queue and the job, and vanished a quarter of an hour ago."""
    jobb = start()
    tid = naa() - SEKSTEN
    DBTaskResult.objects.filter(pk=jobb.oppgave).update(status="RUNNING", started_at=tid)
    Jobb.objects.filter(pk=jobb.pk).update(tilstand=Jobb.KJOERER, omgang=1, hjerteslag_at=tid)
    return jobb


def i_koen(jobb) -> bool:
    jobb.refresh_from_db()
    return DBTaskResult.objects.ready().filter(pk=jobb.oppgave).exists()


def test_after_a_quarter_of_an_hour_the_job_goes_back_to_the_queue(doed):
    gammel = doed.oppgave

    assert opprydding.rydd(naa()) == Opprydding(tilbake=1)

    assert i_koen(doed)
    assert (doed.tilstand, doed.stanset) == (Jobb.VENTER, 1)
    assert DBTaskResult.objects.get(pk=gammel).status == "FAILED"
    assert opprydding.rydd(naa()) == Opprydding(), "once is enough"

    loeper.kjoer(doed.pk)
    assert spor(doed) == ["0", "1", "2"]


def test_before_that_the_worker_is_left_in_peace(doed):
    Jobb.objects.filter(pk=doed.pk).update(hjerteslag_at=naa() - FJORTEN)

    assert opprydding.rydd(naa()) == Opprydding()
    assert DBTaskResult.objects.get(pk=doed.oppgave).status == "RUNNING"


def test_the_third_time_it_is_given_up_with_words(doed, saksbehandler):
    Jobb.objects.filter(pk=doed.pk).update(stanset=2)

    assert opprydding.rydd(naa()) == Opprydding(oppgitt=1)

    assert not i_koen(doed)
    assert (doed.tilstand, doed.stanset) == (Jobb.FEILET, 3)
    assert "stanset uventet 3 ganger og er gitt opp" in doed.melding
    jobb = actions.fortsett(by=saksbehandler, jobb=doed)
    assert (jobb.tilstand, jobb.stanset, jobb.melding) == (Jobb.VENTER, 0, "")


def test_one_that_was_to_be_cancelled_is_cancelled(doed, saksbehandler):
    actions.avbryt(by=saksbehandler, jobb=doed)

    assert opprydding.rydd(naa()) == Opprydding(avbrutt=1)
    assert not i_koen(doed)
    assert doed.tilstand == Jobb.AVBRUTT


def test_a_waiting_job_whose_row_was_taken_by_a_killed_worker_is_found(start, koe):
    jobb = start()
    DBTaskResult.objects.update(status="RUNNING", started_at=naa())
    assert opprydding.rydd(naa()) == Opprydding(), "the worker may be about to take it"

    Jobb.objects.update(koet_at=naa() - timedelta(minutes=3))

    assert opprydding.rydd(naa()) == Opprydding(tilbake=1)
    assert i_koen(jobb)


def test_a_job_that_waits_behind_others_keeps_its_place(start, koe):
    jobb = start()
    Jobb.objects.update(koet_at=naa() - timedelta(hours=2))

    assert opprydding.rydd(naa()) == Opprydding()
    assert i_koen(jobb)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(("dager", "igjen"), [(13, 1), (15, 0)])
def test_rows_of_the_queue_long_finished_are_deleted_and_the_job_stays(start, koe, dager, igjen):
    start()
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=naa() - timedelta(days=dager))
    Jobb.objects.update(tilstand=Jobb.FERDIG)

    opprydding.rydd(naa())

    assert DBTaskResult.objects.count() == igjen
    assert Jobb.objects.count() == 1
