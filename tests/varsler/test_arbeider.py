"""Notices as a worker meets them: in the queue with what they tell of, sent by the worker, tidied after one killed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bosetting.felles.dag import naa
from bosetting.jobber import register
from bosetting.jobber.arbeider import Arbeider
from bosetting.varsler import feiing
from bosetting.varsler.actions import varsle
from bosetting.varsler.models import Varsel


@pytest.fixture(autouse=True)
def _koe(transactional_db, settings, monkeypatch):
    """A queue in the database, as in production, and pytest's own handling of Ctrl-C left alone."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(Arbeider, "configure_signals", lambda self: None)


def fortell(person):
    return varsle(til=[person], slag="proeve", tittel="Prøve", tekst="Noe skjedde.", noekkel="en")


def test_it_waits_in_the_queue_until_a_worker_comes(kontaktperson):
    fortell(kontaktperson)
    assert mail.outbox == []
    call_command("arbeider", "--til-koen-er-tom")
    assert [post.subject for post in mail.outbox] == ["Prøve"]
    assert not Varsel.objects.usendte().exists()


def test_what_is_undone_leaves_nothing_in_the_queue(kontaktperson):
    with transaction.atomic():
        fortell(kontaktperson)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    assert not Varsel.objects.exists()


def test_a_row_that_a_killed_worker_left_is_closed_and_its_mail_goes(kontaktperson, dag):
    fortell(kontaktperson)
    for_lenge_siden = naa() - timedelta(minutes=20)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=for_lenge_siden)
    Varsel.objects.update(opprettet_at=for_lenge_siden)
    feiing.fei(dag)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert len(mail.outbox) == 1


def test_a_row_that_is_being_worked_on_is_left_alone(kontaktperson, dag):
    fortell(kontaktperson)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=naa() - timedelta(minutes=5))
    feiing.fei(dag)
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_the_sweep_is_a_periodic_duty():
    assert register.periodiske()["varsler"] is feiing.fei
