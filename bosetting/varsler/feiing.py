"""The periodic duty of notices: send what has not gone, tell of what is given up, clear away what is old."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bosetting.felles.dag import naa

from .actions import meld_oppgitte
from .domain import TAUS
from .models import Varsel
from .sending import send_forfalte, send_varsler


def fei(dag: date) -> None:
    """Do all of it. Safe to do again, and by several at once."""
    tid = naa()
    send_forfalte(tid)
    meld_oppgitte(dag=dag, tid=tid)
    slett_gamle(tid)
    lukk_koerader(tid)


def slett_gamle(tid: datetime) -> int:
    """Delete the notices that were read so long ago that nobody needs them; return how many."""
    grense = tid - timedelta(days=settings.VARSLER_BEHOLDES_DAGER)
    return Varsel.objects.filter(lest_at__lte=grense).delete()[0]


def lukk_koerader(tid: datetime) -> None:
    """Close the queue's rows of ours that a killed worker left running. What they were to send is sent by now."""
    DBTaskResult.objects.running().filter(
        task_path=send_varsler.module_path, started_at__lte=tid - TAUS
    ).update(status=TaskResultStatus.FAILED, finished_at=tid)
