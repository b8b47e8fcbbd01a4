"""Several at the same moment: work that starts together, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from bosetting.felles.hinder import Hinder


def samtidig(*arbeid: Callable[[], object], antall: int = 8, ventet=Hinder) -> list:
    """Run all of ``arbeid`` at once (one alone is run by ``antall``); return what each gave, in order.

    An exception of ``ventet`` is what that one gave; any other is raised here.
    """
    if len(arbeid) == 1:
        arbeid *= antall
    startskudd = Barrier(len(arbeid))

    def loep(gjoer):
        startskudd.wait(timeout=30)
        try:
            return gjoer()
        except ventet as feil:
            return feil
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arbeid)) as traader:
        return list(traader.map(loep, arbeid))
