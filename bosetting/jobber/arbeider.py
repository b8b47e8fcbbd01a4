"""The worker: takes jobs from the queue one at a time, and does the periodic duties in between."""

import logging
import time

from django.db import DatabaseError, InterfaceError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from bosetting.felles.dag import i_dag, naa

from . import loeper, periodisk

logger = logging.getLogger(__name__)

PLIKTER_HVERT = 5 * 60.0
PAUSE_ETTER_FEIL = 5.0


class Arbeider(Worker):
    """The library's worker, run until its queue is empty, again and again, with our duties and our way to stop.

    Asked to stop (SIGTERM, SIGINT), it finishes the part at hand and gives the job back; asked twice, it goes at once.
    """

    def __init__(self, *, pause: float = 1.0):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=pause,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.plikter_ved = 0.0

    def shutdown(self, signum, frame):
        if not self.running:
            self.reset_signals()
            raise SystemExit(1)
        self.running, loeper.stopp.bedt = False, True

    def run_task(self, db_task_result):
        super().run_task(db_task_result)
        self.plikter()

    def plikter(self) -> None:
        """Do the periodic duties when it is time."""
        if self.running and time.monotonic() >= self.plikter_ved:
            self.plikter_ved = time.monotonic() + PLIKTER_HVERT
            periodisk.utfoer(dag=i_dag(), naa=naa())

    def runde(self) -> None:
        """Do the duties that are due, and every job in the queue."""
        self.plikter()
        self.run()

    def loep(self) -> None:
        """Work until asked to stop. A database that goes away is waited for, once it has answered the first time."""
        self.runde()
        while self.running:
            self.vent(self.interval)
            try:
                self.runde()
            except (DatabaseError, InterfaceError):
                logger.exception("Databasen svarer ikke. Prøver igjen om %s sekunder.", PAUSE_ETTER_FEIL)
                connection.close()
                self.vent(PAUSE_ETTER_FEIL)

    def vent(self, sekunder: float) -> None:
        """Sleep, and wake soon after being asked to stop: a signal does not cut ``time.sleep`` short."""
        slutt = time.monotonic() + sekunder
        while self.running and (igjen := slutt - time.monotonic()) > 0:
            time.sleep(min(0.2, igjen))
