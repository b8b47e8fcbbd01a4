"""What is done again and again: the reaper, and what each app has registered."""

import logging
from datetime import date, datetime

from . import register
from .opprydding import rydd

logger = logging.getLogger(__name__)


def utfoer(*, dag: date, naa: datetime) -> list[tuple[str, Exception | None]]:
    """Do every duty once, and return (name, what went wrong or None). One that fails does not stop the others."""
    plikter = {"opprydding": lambda _dag: rydd(naa)} | register.periodiske()
    utfall: list[tuple[str, Exception | None]] = []
    for navn, funksjon in plikter.items():
        try:
            funksjon(dag)
        except Exception as feil:
            logger.exception("Periodisk oppgave «%s» feilet", navn)
            utfall.append((navn, feil))
        else:
            utfall.append((navn, None))
    return utfall
