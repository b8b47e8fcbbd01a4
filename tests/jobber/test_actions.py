"""Asking for work, stopping it, and letting it go on; with the backend that does it at once."""

from uuid import uuid4

import pytest

from bosetting.jobber import actions, register
from bosetting.jobber.models import Jobb
from bosetting.jobber.register import Jobbtype

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrer(monkeypatch):
    """Return a function that makes a kind of work known for one test."""

    def gjoer_kjent(**felt):
        monkeypatch.setitem(register._jobbtyper, "proeve", Jobbtype(slag="proeve", navn="Prøve", **felt))

    return gjoer_kjent


@pytest.fixture
def start(embete, saksbehandler):
    def start(**felt):
        return actions.start(
            **{"by": saksbehandler, "slag": "proeve", "tittel": "Prøver", "embete": embete, "data": {}}
            | {"noekkel": uuid4()}
            | felt
        )

    return start


def test_a_job_does_every_part_once_and_is_done(registrer, start):
    gjort = []
    registrer(enheter=lambda jobb: jobb.data["deler"], gjoer=lambda jobb, enhet: gjort.append(enhet))

    jobb = start(data={"deler": ["a", "b", "c"]})

    assert gjort == ["a", "b", "c"]
    assert (jobb.tilstand, jobb.ferdige, jobb.antall) == (Jobb.FERDIG, 3, 3)
