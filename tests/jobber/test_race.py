"""Many at once, on a database that lets them: one worker gets the job, one key makes one job, one reaper acts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from bosetting.felles.dag import naa
from bosetting.jobber import actions, loeper, opprydding
from bosetting.jobber.models import Jobb
from tests.jobber.proevearbeid import spor
from tests.samtidig import samtidig

pytestmark = pytest.mark.usefixtures("paa_postgresql", "koe")


def test_of_many_workers_with_one_job_one_does_it(start):
    jobb = start(deler=5, treg=0.01)

    samtidig(lambda: loeper.kjoer(jobb.pk))

    jobb.refresh_from_db()
    assert spor(jobb) == ["0", "1", "2", "3", "4"]
    assert (jobb.tilstand, jobb.ferdige, jobb.omgang) == (Jobb.FERDIG, 5, 1)


def test_one_key_asked_for_by_many_is_one_job_in_the_queue_once(start, embete):
    noekkel = uuid4()

    svar = samtidig(lambda: start(noekkel=noekkel))

    assert set(svar) == {Jobb.objects.get()}
    assert DBTaskResult.objects.count() == 1


def test_of_many_reapers_one_puts_the_job_back(start):
    jobb = start()
    Jobb.objects.update(tilstand=Jobb.KJOERER, omgang=1, hjerteslag_at=naa() - timedelta(hours=1))
    DBTaskResult.objects.update(status="RUNNING", started_at=naa() - timedelta(hours=1))

    svar = samtidig(lambda: opprydding.rydd(naa()).tilbake)

    assert sorted(svar) == [0] * 7 + [1]
    jobb.refresh_from_db()
    assert jobb.stanset == 1
    assert DBTaskResult.objects.ready().count() == 1


def test_a_job_cancelled_and_taken_at_the_same_moment_ends_as_cancelled(start, saksbehandler):
    for _ in range(5):
        jobb = start(deler=20, treg=0.005)
        handlinger = [
            lambda jobb=jobb: loeper.kjoer(jobb.pk),
            lambda jobb=jobb: actions.avbryt(by=None, jobb=jobb),
        ]

        samtidig(lambda handlinger=handlinger: handlinger.pop()(), antall=2)

        jobb.refresh_from_db()
        assert jobb.tilstand == Jobb.AVBRUTT
        assert jobb.ferdige == len(spor(jobb)) < 20
