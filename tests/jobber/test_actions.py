"""Asking for work, stopping it, and letting it go on."""

from uuid import uuid4

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.jobber import actions, register
from bosetting.jobber.models import Jobb
from tests.jobber.proevearbeid import PROEVE, spor

pytestmark = pytest.mark.django_db


def test_the_same_key_is_the_same_job_and_the_work_is_done_once(start):
    noekkel = uuid4()

    foerste, andre = start(noekkel=noekkel), start(noekkel=noekkel, tittel="En gang til")

    assert foerste == andre
    assert andre.tittel == "Prøver"
    assert spor(foerste) == ["0", "1", "2"]


def test_the_key_of_one_embete_says_nothing_about_anothers(start, naboembete):
    assert start(noekkel="purring-2016-03-09") != start(noekkel="purring-2016-03-09", embete=naboembete)


def test_the_job_and_its_place_in_the_queue_stand_and_fall_with_the_callers_transaction(start, koe):
    def angre():
        start()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(angre)()

    assert not Jobb.objects.exists()
    assert not DBTaskResult.objects.exists()

    jobb = start()
    assert str(DBTaskResult.objects.get().pk) == jobb.oppgave
    assert (jobb.tilstand, spor(jobb)) == (Jobb.VENTER, [])


def test_work_nobody_has_registered_cannot_be_asked_for(start):
    with pytest.raises(ValueError, match="ukjent"):
        start(slag="ukjent")


@pytest.mark.parametrize("retur", ["https://ond.example/", "//ond.example/", "ond"])
def test_the_way_onward_leads_nowhere_else(start, retur):
    with pytest.raises(ValueError, match="sti"):
        start(retur=retur)


def test_a_waiting_job_is_cancelled_at_once(start, koe, saksbehandler):
    jobb = actions.avbryt(by=saksbehandler, jobb=start())

    assert jobb.tilstand == Jobb.AVBRUTT
    assert jobb.avsluttet_at is not None
    assert Hendelse.objects.get(handling="avbrøt arbeid").objekt_id == str(jobb.pk)


def test_cancelling_twice_leaves_one_trace(start, koe, saksbehandler):
    jobb = start()
    Jobb.objects.filter(pk=jobb.pk).update(tilstand=Jobb.KJOERER)

    for _ in range(2):
        actions.avbryt(by=saksbehandler, jobb=jobb)

    assert Hendelse.objects.filter(handling="avbrøt arbeid").count() == 1


def test_what_is_over_cannot_be_cancelled_and_what_is_done_cannot_go_on(start, saksbehandler):
    jobb = start()

    with pytest.raises(Hinder, match="avsluttet"):
        actions.avbryt(by=saksbehandler, jobb=jobb)
    with pytest.raises(Hinder, match="ferdig"):
        actions.fortsett(by=saksbehandler, jobb=jobb)


def test_a_cancelled_job_goes_on_with_what_remains(start, koe, saksbehandler, settings):
    jobb = actions.avbryt(by=saksbehandler, jobb=start())
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    jobb = actions.fortsett(by=saksbehandler, jobb=jobb)

    assert (jobb.tilstand, spor(jobb)) == (Jobb.FERDIG, ["0", "1", "2"])


def test_two_kinds_of_work_or_two_duties_of_one_name_are_a_mistake(typen):
    register.registrer(PROEVE)  # the same one again is the same one
    typen(gjoer=lambda jobb, enhet: None)
    with pytest.raises(ValueError, match="annen"):
        typen(gjoer=lambda jobb, enhet: None)

    register.registrer_periodisk("purring", print)
    with pytest.raises(ValueError, match="purring"):
        register.registrer_periodisk("purring", len)
