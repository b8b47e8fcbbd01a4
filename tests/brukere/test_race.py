"""Two at once, on a database that lets them: somebody is always left to give others access."""

from datetime import date

import pytest

from bosetting.brukere import actions
from bosetting.brukere.models import Bruker
from tests.brukere.factories import BrukerFactory
from tests.samtidig import samtidig

DAG = date(2016, 3, 9)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def deaktiver(by, bruker):
    actions.endre_bruker(by=by, bruker=bruker, navn=bruker.navn, email=bruker.email, is_active=False, dag=DAG)


def avslutt(by, bruker):
    actions.avslutt_tilgang(by=by, tilgang=bruker.tilganger.get(), til=DAG)


@pytest.mark.parametrize(
    ("foerste", "andre"), [(deaktiver, deaktiver), (avslutt, avslutt), (deaktiver, avslutt)]
)
def test_two_who_put_each_other_out_do_not_both_succeed(foerste, andre):
    a, b = (BrukerFactory(tilgang={"rolle": "systemansvarlig"}) for _ in range(2))
    svar = samtidig(lambda: foerste(a, b), lambda: andre(b, a))

    assert sorted(map(bool, svar)) == [False, True]
    assert "siste aktive systemansvarlige" in "".join(map(str, filter(None, svar)))
    assert sum(bruker.omfang_paa(DAG).alt for bruker in Bruker.objects.all()) == 1
