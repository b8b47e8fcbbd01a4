"""The clock: the one place (besides management commands) that asks what day it is."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def i_dag() -> date:
    """Return today's date in Norway, or the demo's fixed day where DEMO_DAG is set."""
    if settings.DEMO_DAG:
        return date.fromisoformat(settings.DEMO_DAG)
    return timezone.localdate()


def demo_dag() -> date | None:
    """Return the demo's fixed day, or None when the calendar rules."""
    return date.fromisoformat(settings.DEMO_DAG) if settings.DEMO_DAG else None


def naa() -> datetime:
    """Return the technical moment a row is written (aware, UTC); never a date of the case."""
    return timezone.now()
