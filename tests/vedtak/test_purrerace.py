"""Many at once with reminders, on a database that lets them: one row, one mail, one job, one plan."""

from datetime import date
from time import sleep
from uuid import uuid4

import pytest
from django.core import mail

from bosetting.felles.hinder import Hinder
from bosetting.jobber.models import Jobb
from tests.anmodninger.factories import RundeFactory
from tests.samtidig import samtidig
from tests.vedtak.purrefactories import PurremottakerFactory, lag_plan
from vedtak import purreutsending
from vedtak.models import Purreforsoek, Purreplan, Purring
from vedtak.purreplaner import lagre_plan
from vedtak.purreutsending import legg_i_koe, purr, send_til
from vedtak.purring import Trinn

DAG = date(2016, 1, 4)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


@pytest.fixture(autouse=True)
def dag(settings):
    settings.DEMO_DAG = DAG.isoformat()
    return DAG


@pytest.fixture
def runde(embete, halden, kontaktperson):
    return RundeFactory(embete=embete, svarfrist=date(2015, 12, 31), linjer=[(halden, 30, 5)])


def test_many_workers_with_the_same_duty_send_one_mail(runde):
    lag_plan(runde, aktiv_fra=date(2015, 12, 1))
    samtidig(lambda: purr(DAG))
    assert (Purring.objects.count(), Jobb.objects.count(), len(mail.outbox)) == (1, 1, 1)


def test_many_workers_on_one_recipient_send_one_mail(runde, kontaktperson, monkeypatch):
    mottaker = PurremottakerFactory(purring__anmodning=runde.anmodninger.get(), bruker=kontaktperson)
    ekte = purreutsending.lever

    def treg(*args, **kwargs):
        sleep(0.3)  # all the others come while the first one talks with the mail server
        return ekte(*args, **kwargs)

    monkeypatch.setattr(purreutsending, "lever", treg)
    svar = samtidig(lambda: send_til(mottaker.pk, DAG))
    assert len(mail.outbox) == 1
    assert list(Purreforsoek.objects.values_list("nr", "utfall").order_by("pk")) == [
        (1, "begynt"),
        (1, "sendt"),
    ]
    assert sum(isinstance(ett, Hinder) for ett in svar) == 7


def test_one_button_pressed_many_times_is_one_job(runde, saksbehandler):
    noekkel = uuid4()
    svar = samtidig(lambda: legg_i_koe(by=saksbehandler, runde=runde, dag=DAG, noekkel=noekkel, valgt=1).jobb)
    assert set(svar) == {Jobb.objects.get()}
    assert len(mail.outbox) == 1


def test_many_people_with_the_same_step_send_it_once(runde, saksbehandler):
    samtidig(lambda: legg_i_koe(by=saksbehandler, runde=runde, dag=DAG, noekkel=uuid4(), valgt=1))
    assert (Purring.objects.count(), len(mail.outbox)) == (1, 1)


def test_one_of_many_who_save_a_plan_wins_and_the_others_are_told(runde, saksbehandler):
    trinn = [Trinn(1, "Emne", "Tekst")]
    svar = samtidig(
        lambda: lagre_plan(by=saksbehandler, runde=runde, trinn=trinn, aktiv_fra=None, versjon=0, dag=DAG)
    )
    assert sum(isinstance(ett, Hinder) for ett in svar) == 7
    assert Purreplan.objects.get().trinn.count() == 1
