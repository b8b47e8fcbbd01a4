"""Business days in Norway: Monday to Friday that is no public holiday. Plain Python over the library ``holidays``.

Christmas Eve and New Year's Eve are no public holidays by law, and count.
"""

from datetime import date, timedelta
from functools import cache

import holidays

_DAG = timedelta(days=1)


@cache
def _helligdager(aar: int) -> dict[date, str]:
    return dict(holidays.country_holidays("NO", years=[aar], language="no").items())


def helligdag(dag: date) -> str | None:
    """Return the name in bokmål of the public holiday on ``dag``, or None."""
    return _helligdager(dag.year).get(dag)


def er_virkedag(dag: date) -> bool:
    """Return True on Monday to Friday, public holidays left out."""
    return dag.weekday() < 5 and helligdag(dag) is None


@cache
def flytt(dag: date, antall: int) -> date:
    """Return the business day that lies ``antall`` business days after ``dag`` (negative: before it).

    ``dag`` itself is never counted. 0 gives ``dag``, or the first business day after it when it is none.
    """
    if antall == 0:
        return dag if er_virkedag(dag) else flytt(dag, 1)
    steg = _DAG if antall > 0 else -_DAG
    igjen = abs(antall)
    while igjen:
        dag += steg
        igjen -= er_virkedag(dag)
    return dag


def mellom(fra: date, til: date) -> int:
    """Return how many business days lie after ``fra`` up to and with ``til``; negative when ``til`` comes first.

    Turns ``flytt`` round: ``mellom(dag, flytt(dag, n)) == n`` for every n but 0.
    """
    if til < fra:
        return -sum(er_virkedag(til + n * _DAG) for n in range((fra - til).days))
    return sum(er_virkedag(fra + n * _DAG) for n in range(1, (til - fra).days + 1))
