"""Fifty writers at once: every write that was acknowledged is there, once, and no other.

On a file of its own with SQLite, on its own rows with PostgreSQL; threads with a connection each, as the workers have.
"""

import os
import subprocess
import sys
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from bosetting.brukere.models import Hendelse
from tests.conftest import ROOT
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import AnmodningFactory
from vedtak import actions
from vedtak.models import Vedtak, Vilkaar
from vedtak.svarregler import Vilkaarsvalg

SKRIVERE = 50
DAG = date(2016, 3, 9)


def innhold(tall):
    return actions.Svarinnhold(mottatt=DAG, totalt=tall, em=0, vilkaar=(Vilkaarsvalg("bolig"),))


def skriv_samtidig(kommuner, by) -> dict:
    """Let each of fifty writers register an answer, send the same form again, and correct what she registered.

    Returns the ids that were acknowledged: {id of the answer: id of its correction}.
    """
    startskudd, bekreftet, feil = Barrier(SKRIVERE), {}, []

    def loep(nr):
        felles = {"by": by, "dag": DAG}
        try:
            startskudd.wait()
            noekkel = uuid4()
            svar = [
                actions.registrer_svar(
                    kommune=kommuner[nr % len(kommuner)],
                    aar=2016,
                    innhold=innhold(nr),
                    noekkel=noekkel,
                    **felles,
                ).pk
                for _klikk in range(2)
            ]
            assert svar[0] == svar[1]
            rettelse = actions.rett_svar(
                vedtak=Vedtak.objects.select_related("kommune").get(pk=svar[0]), innhold=innhold(nr + 100),
                grunn="Lest feil.", noekkel=uuid4(), **felles,
            )  # fmt: skip
            bekreftet[svar[0]] = rettelse.pk
        except Exception as grunn:
            feil.append(grunn)
        finally:
            connection.close()

    traader = [Thread(target=loep, args=[nr]) for nr in range(SKRIVERE)]
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    assert feil == []
    return bekreftet


def kontroller(bekreftet):
    assert len(bekreftet) == SKRIVERE
    assert set(Vedtak.objects.filter(retter=None).values_list("pk", flat=True)) == set(bekreftet)
    assert dict(Vedtak.objects.exclude(retter=None).values_list("retter_id", "pk")) == bekreftet
    assert sorted(Vedtak.objects.filter(retter=None).values_list("totalt", flat=True)) == list(
        range(SKRIVERE)
    )
    assert Vilkaar.objects.count() == Hendelse.objects.filter(objekttype="vedtak").count() == 2 * SKRIVERE


def proev():
    """Fill an empty database with a round to four municipalities, and let the fifty loose."""
    kommuner = [KommuneFactory(nr=f"010{nr}") for nr in range(1, 5)]
    for kommune in kommuner:
        AnmodningFactory(kommune=kommune)
    kontroller(skriv_samtidig(kommuner, by=None))


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL: .ci/run runs this; the next test is the same on a SQLite file")
    proev()


def test_fifty_at_once_on_a_sqlite_file(tmp_path):
    """In a process of its own: the tests' own SQLite lies in memory, where nobody waits for a lock."""
    program = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from tests.vedtak.test_femti import proev\n"
        "proev()\n"
        "print('alle skrevet')\n"
    )
    svar = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "bosetting.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'femti.sqlite3'}",
            "DEBUG": "false",
            "SECRET_KEY": "x" * 60,
            "DEMO_DAG": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert svar.stdout == "alle skrevet\n", svar.stderr
