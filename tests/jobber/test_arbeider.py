"""The worker's loop, the periodic duties, their commands, and what health says of the queue."""

import signal
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.urls import reverse

from bosetting.felles.dag import naa
from bosetting.jobber import actions, arbeider, loeper, register
from bosetting.jobber.arbeider import Arbeider
from bosetting.jobber.models import Jobb
from tests.jobber.factories import JobbFactory
from tests.jobber.proevearbeid import spor

pytestmark = pytest.mark.django_db


@pytest.fixture
def uten_signaler(monkeypatch):
    """Leave pytest's own handling of Ctrl-C alone."""
    monkeypatch.setattr(Arbeider, "configure_signals", lambda self: None)


@pytest.mark.django_db(transaction=True)
def test_the_command_does_what_waits_and_ends(start, koe, uten_signaler):
    jobber = [start(), start()]

    call_command("arbeider", "--til-koen-er-tom")

    for jobb in jobber:
        jobb.refresh_from_db()
        assert (jobb.tilstand, spor(jobb)) == (Jobb.FERDIG, ["0", "1", "2"])


def test_the_loop_goes_on_after_the_database_was_away_and_ends_when_asked(monkeypatch, caplog):
    runder = []

    def run(self):
        runder.append(1)
        if len(runder) == 2:
            raise OperationalError("server closed the connection")
        if len(runder) == 3:
            self.shutdown(signal.SIGTERM, None)

    monkeypatch.setattr(Arbeider, "run", run)
    monkeypatch.setattr(arbeider, "PAUSE_ETTER_FEIL", 0.01)
    monkeypatch.setattr(arbeider.connection, "close", lambda: None)

    Arbeider(pause=0.01).loep()

    assert len(runder) == 3
    assert loeper.stopp.bedt
    assert "Databasen svarer ikke" in caplog.text


def test_the_first_time_a_database_that_is_away_is_an_error(monkeypatch):
    def run(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr(Arbeider, "run", run)

    with pytest.raises(OperationalError):
        Arbeider().loep()


def test_asked_twice_it_goes_at_once(monkeypatch):
    monkeypatch.setattr(Arbeider, "reset_signals", lambda self: None)
    ett = Arbeider()
    ett.shutdown(signal.SIGINT, None)
    with pytest.raises(SystemExit):
        ett.shutdown(signal.SIGINT, None)


def test_duties_are_done_at_the_start_and_then_when_it_is_time(monkeypatch):
    dager = []
    register.registrer_periodisk("purring", dager.append)
    ett = Arbeider()

    ett.plikter()
    ett.plikter()
    assert dager == [date(2016, 3, 9)]

    ett.plikter_ved -= arbeider.PLIKTER_HVERT
    ett.plikter()
    assert len(dager) == 2


def test_a_duty_may_ask_for_work_each_time_and_it_is_done_once(embete):
    def purr(dag):
        actions.start(
            by=None,
            slag="proeve",
            tittel="Purrer",
            embete=embete,
            data={"deler": 2},
            noekkel=f"purring-{dag}",
        )

    register.registrer_periodisk("purring", purr)
    for _ in range(3):
        call_command("periodisk", stdout=StringIO())

    assert spor(Jobb.objects.get()) == ["0", "1"]


def test_the_command_does_every_duty_and_fails_for_the_one_that_did(caplog):
    gjort = []

    def feil(dag):
        raise ValueError("serveren er nede")

    register.registrer_periodisk("feiler", feil)
    register.registrer_periodisk("virker", gjort.append)
    ut = StringIO()

    with pytest.raises(CommandError, match="1 av 3 oppgaver feilet"):
        call_command("periodisk", stdout=ut)

    assert gjort == [date(2016, 3, 9)]
    assert ut.getvalue().splitlines() == [
        "opprydding: i orden",
        "feiler: feilet (serveren er nede)",
        "virker: i orden",
    ]
    assert "serveren er nede" in caplog.text


@pytest.mark.parametrize("kommando", ["arbeider", "periodisk"])
def test_before_the_database_is_migrated_the_commands_say_so(monkeypatch, kommando):
    monkeypatch.setattr("bosetting.felles.kommando.mangler_migrering", lambda: True)
    with pytest.raises(CommandError, match="migrate"):
        call_command(kommando)


@pytest.mark.parametrize(
    ("felt", "koe"),
    [
        ({"tilstand": Jobb.FERDIG}, {"koe": "i orden", "koe_minutter": 0}),
        ({"koet_at": timedelta(minutes=9)}, {"koe": "i orden", "koe_minutter": 9}),
        ({"koet_at": timedelta(minutes=11)}, {"koe": "henger etter", "koe_minutter": 11}),
        ({"tilstand": Jobb.KJOERER, "hjerteslag_at": timedelta(minutes=14)}, {"koe": "i orden", "koe_minutter": 0}),
        ({"tilstand": Jobb.KJOERER, "hjerteslag_at": timedelta(minutes=16)},
         {"koe": "henger etter", "koe_minutter": 16}),
    ],
)  # fmt: skip
def test_health_tells_how_long_the_oldest_job_has_stood_and_the_pages_stay_up(client, felt, koe):
    tid = naa() - timedelta(seconds=5)
    JobbFactory(
        **{navn: tid - verdi if isinstance(verdi, timedelta) else verdi for navn, verdi in felt.items()}
    )

    svar = client.get(reverse("helse-klar"))

    assert svar.status_code == 200
    assert svar.json() == {"status": "klar"} | koe


def test_health_of_an_empty_queue(client):
    assert client.get(reverse("helse-klar")).json() == {"status": "klar", "koe": "i orden", "koe_minutter": 0}
