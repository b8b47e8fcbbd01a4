"""Two at once, on a database that lets them: somebody is always left to give others access."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from bosetting.brukere import actions
from bosetting.brukere.models import Bruker
from bosetting.felles.hinder import Hinder
from tests.brukere.factories import BrukerFactory

DAG = date(2016, 3, 9)


@pytest.fixture(autouse=True)
def _only_where_writers_meet(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL: SQLite lets one writer in at a time, so nobody races; .ci/run runs this")


def deaktiver(by, bruker):
    actions.endre_bruker(by=by, bruker=bruker, navn=bruker.navn, email=bruker.email, is_active=False, dag=DAG)


def avslutt(by, bruker):
    actions.avslutt_tilgang(by=by, tilgang=bruker.tilganger.get(), til=DAG)


@pytest.mark.parametrize(
    ("foerste", "andre"), [(deaktiver, deaktiver), (avslutt, avslutt), (deaktiver, avslutt)]
)
def test_two_who_put_each_other_out_do_not_both_succeed(foerste, andre):
    a, b = (BrukerFactory(tilgang={"rolle": "systemansvarlig"}) for _ in range(2))
    startskudd = Barrier(2)

    def loep(skriv, by, bruker):
        startskudd.wait()
        try:
            skriv(by, bruker)
        except Hinder as hinder:
            return str(hinder)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as traader:
        svar = list(traader.map(loep, (foerste, andre), (a, b), (b, a)))

    assert sorted(map(bool, svar)) == [False, True]
    assert "siste aktive systemansvarlige" in "".join(filter(None, svar))
    assert sum(bruker.omfang_paa(DAG).alt for bruker in Bruker.objects.all()) == 1
