"""A worker that dies while sending reminders: no mail is lost, none goes twice, and the doubtful one is shown."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail

from bosetting.felles.dag import naa
from bosetting.jobber import loeper
from bosetting.jobber.models import Jobb
from tests.anmodninger.factories import RundeFactory
from vedtak import purreutsending
from vedtak.models import Purreforsoek, Purremottaker
from vedtak.purreutsending import legg_i_koe

pytestmark = pytest.mark.django_db(transaction=True)
DAG = date(2016, 1, 4)


@pytest.fixture(autouse=True)
def dag(settings):
    settings.DEMO_DAG = DAG.isoformat()
    return DAG


class Drept(BaseException):
    """Stands for SIGKILL: nothing in between catches it."""


@pytest.fixture
def venter(embete, halden, moss, kontaktperson, nabokontaktperson, saksbehandler, monkeypatch):
    """A job with two mails to send, not begun."""
    runde = RundeFactory(embete=embete, svarfrist=date(2015, 12, 31), linjer=[(halden, 30, 5), (moss, 40, 0)])
    with monkeypatch.context() as uten_arbeider:
        uten_arbeider.setattr("bosetting.jobber.koe.legg_i_koe", lambda pk: None)
        return legg_i_koe(by=saksbehandler, runde=runde, dag=DAG, valgt=1, noekkel=uuid4()).jobb


def tatt_tilbake(jobb):
    """What the reaper does with a job whose worker is gone."""
    Jobb.objects.filter(pk=jobb.pk).update(tilstand=Jobb.VENTER)


def doe(monkeypatch, *, foer_sending: bool):
    """Let the worker die at the first mail, before or after the server has taken it."""
    ekte = purreutsending.lever

    def lever(*args, **kwargs):
        if not foer_sending:
            ekte(*args, **kwargs)
        raise Drept

    monkeypatch.setattr(purreutsending, "lever", lever)


@pytest.mark.parametrize("foer_sending", [True, False])
def test_the_mail_it_died_with_is_uncertain_and_the_others_go_once(venter, monkeypatch, foer_sending):
    with monkeypatch.context() as drap:
        doe(drap, foer_sending=foer_sending)
        with pytest.raises(Drept):
            loeper.kjoer(venter.pk)
    foerste, andre = Purremottaker.objects.order_by("pk")
    assert list(Purreforsoek.objects.values_list("mottaker", "utfall")) == [(foerste.pk, "begynt")]
    sendt_foer = len(mail.outbox)
    assert sendt_foer == (0 if foer_sending else 1)

    tatt_tilbake(venter)
    senere = naa() + timedelta(minutes=16)
    monkeypatch.setattr(purreutsending, "naa", lambda: senere)
    loeper.kjoer(venter.pk)

    assert len(mail.outbox) == sendt_foer + 1
    assert andre.epost in mail.outbox[-1].to[0]
    assert not Purreforsoek.objects.filter(mottaker=foerste).exclude(utfall="begynt").exists()
    venter.refresh_from_db()
    assert venter.tilstand == Jobb.FEILET
    assert "usikkert om e-posten kom fram" in venter.feil.get().aarsak


def test_a_worker_that_died_before_it_began_loses_nothing(venter, monkeypatch):
    with monkeypatch.context() as drap:

        def begynn(*args):
            raise Drept

        drap.setattr(purreutsending, "_begynn", begynn)
        with pytest.raises(Drept):
            loeper.kjoer(venter.pk)
    tatt_tilbake(venter)
    loeper.kjoer(venter.pk)
    assert len(mail.outbox) == 2
    venter.refresh_from_db()
    assert venter.tilstand == Jobb.FERDIG
