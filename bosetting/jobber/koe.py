"""The queue: a row that wakes a worker. What is to be done, and how far it has come, stands in the Jobb."""

from django_tasks import task

from bosetting.felles.dag import naa

from . import loeper
from .models import Jobb


@task()
def kjoer_jobb(pk: int) -> None:
    """Do a job; when the worker is asked to stop before the end, let the next one go on with it."""
    if loeper.kjoer(pk):
        legg_i_koe(pk)


def legg_i_koe(pk: int) -> None:
    """Wake a worker for a waiting job. In the caller's transaction: both stand, or neither.

    With the immediate backend (tests) the job is done when this returns.
    """
    Jobb.objects.filter(pk=pk).update(koet_at=naa())
    oppgave = kjoer_jobb.enqueue(pk)
    Jobb.objects.filter(pk=pk).update(oppgave=oppgave.id)
