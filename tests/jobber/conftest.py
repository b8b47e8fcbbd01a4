"""Work in the background: the kind of work the tests ask for, and a queue that is not emptied at once."""

from uuid import uuid4

import pytest

from bosetting.jobber import actions, loeper, register
from bosetting.jobber.register import Jobbtype
from tests.jobber.proevearbeid import PROEVE


@pytest.fixture(autouse=True)
def _known_work(monkeypatch):
    """Let what a test registers be forgotten after it, and no stop be asked for."""
    monkeypatch.setattr(register, "_jobbtyper", {})
    monkeypatch.setattr(register, "_periodiske", {})
    monkeypatch.setattr(loeper, "stopp", loeper.Stopp())
    register.registrer(PROEVE)


@pytest.fixture
def koe(settings):
    """A queue in the database, as in production: nothing is done before a worker takes it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def start(embete, saksbehandler):
    """Return a function that asks for work: three parts of PROEVE unless it says otherwise."""

    def start(*, deler=3, treg=0, **felt):
        return actions.start(
            **{"by": saksbehandler, "slag": "proeve", "tittel": "Prøver", "embete": embete}
            | {"data": {"deler": deler, "treg": treg}, "noekkel": uuid4()}
            | felt
        )

    return start


@pytest.fixture
def typen():
    """Return a function that makes a kind of work known, called «annen»."""

    def typen(**felt):
        register.registrer(
            Jobbtype(slag="annen", navn="Annen", **{"enheter": lambda jobb: ["a", "b"]} | felt)
        )

    return typen
