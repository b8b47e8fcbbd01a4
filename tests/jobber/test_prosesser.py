"""Workers as processes of their own, killed in the middle of the work: nothing is lost, nothing is done twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from bosetting.felles.dag import naa
from bosetting.jobber import domain, opprydding
from bosetting.jobber.models import Jobb
from tests.jobber.proevearbeid import spor

ROOT = Path(__file__).resolve().parents[2]
FRIST = 60


@pytest.fixture
def base(transactional_db, koe, tmp_path):
    """Return the address of the test's own database, where other processes see it: SQLite's moves to a file."""
    innstillinger = connection.settings_dict
    if connection.vendor == "postgresql":
        s = innstillinger
        yield f"postgres://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"
        return
    fil = tmp_path / "felles.sqlite3"
    minne = connections["default"]
    with sqlite3.connect(fil) as kopi:
        minne.connection.backup(kopi)
    kopi.close()
    connections["default"] = paa_fil = type(minne)({**innstillinger, "NAME": str(fil)}, alias="default")
    yield f"sqlite:///{fil}"
    paa_fil.close()
    connections["default"] = minne


@contextmanager
def arbeider(base, *valg):
    """Start a worker; it is killed at the end if it still runs."""
    miljoe = {**os.environ, "DATABASE_URL": base, "DEBUG": "false", "SECRET_KEY": "x" * 50, "DEMO_DAG": ""}
    prosess = subprocess.Popen(
        [sys.executable, "-m", "tests.jobber.arbeidsprosess", "--pause", "0.1", *valg],
        cwd=ROOT, env=miljoe, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        yield prosess
    finally:
        if prosess.poll() is None:
            prosess.kill()
        prosess.communicate()


def vent_til(sant, prosess) -> None:
    slutt = time.monotonic() + FRIST
    while not sant():
        assert prosess.poll() is None, prosess.communicate()[0]
        assert time.monotonic() < slutt, "tok for lang tid"
        time.sleep(0.02)


def arbeid_til_koen_er_tom(base, antall=1) -> None:
    with ExitStack() as stabel:
        prosesser = [stabel.enter_context(arbeider(base, "--til-koen-er-tom")) for _ in range(antall)]
        for prosess in prosesser:
            ut, _ = prosess.communicate(timeout=FRIST)
            assert prosess.returncode == 0, ut


def eldes(jobb) -> None:
    """Let a quarter of an hour pass since the job's worker last gave a sign of life."""
    Jobb.objects.filter(pk=jobb.pk).update(hjerteslag_at=naa() - domain.TAUS - timedelta(seconds=1))


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(base, start):
    jobb = start(deler=60, treg=0.02)
    with arbeider(base) as doedsdoemt:
        vent_til(lambda: len(spor(jobb)) >= 5, doedsdoemt)
        doedsdoemt.send_signal(signal.SIGKILL)
        doedsdoemt.wait()
    jobb.refresh_from_db()
    assert jobb.tilstand == Jobb.KJOERER
    assert jobb.ferdige == len(spor(jobb)) < 60

    assert opprydding.rydd(naa()).tilbake == 0, "the worker was silent for a moment only"
    eldes(jobb)
    assert opprydding.rydd(naa()).tilbake == 1
    arbeid_til_koen_er_tom(base)

    assert spor(jobb) == [str(nr) for nr in range(60)]
    jobb.refresh_from_db()
    assert (jobb.tilstand, jobb.ferdige, jobb.antall, jobb.stanset) == (Jobb.FERDIG, 60, 60, 1)


def test_a_worker_asked_to_stop_finishes_its_part_and_gives_the_job_back(base, start):
    jobb = start(deler=500, treg=0.02)
    with arbeider(base) as bedt:
        vent_til(lambda: len(spor(jobb)) >= 3, bedt)
        bedt.send_signal(signal.SIGTERM)
        ut, _ = bedt.communicate(timeout=FRIST)
    assert bedt.returncode == 0, ut
    jobb.refresh_from_db()
    assert (jobb.tilstand, jobb.stanset) == (Jobb.VENTER, 0)
    assert jobb.ferdige == len(spor(jobb)) < 500
    assert DBTaskResult.objects.ready().filter(pk=jobb.oppgave).exists()


def test_many_workers_share_many_jobs_and_each_part_is_done_once(base, start):
    jobber = [start(deler=3, treg=0.002) for _ in range(40)]

    arbeid_til_koen_er_tom(base, antall=2)

    for jobb in jobber:
        assert spor(jobb) == ["0", "1", "2"]
        jobb.refresh_from_db()
        assert (jobb.tilstand, jobb.ferdige, jobb.omgang) == (Jobb.FERDIG, 3, 1)
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()
