"""When a worker is taken for dead, when a queue has stood too long, and how often a job gets another chance."""

from datetime import datetime, timedelta

# A worker gives a sign of life after each part. One that is silent this long is dead, or its machine is.
TAUS = timedelta(minutes=15)
# A job that workers vanish with so many times is itself what kills them.
FORSOEK = 3
# A queue that moves takes a job within seconds.
TREG = timedelta(minutes=2)
STAAR_MINUTTER = 10


def minutter_siden(tid: datetime | None, naa: datetime) -> int:
    """Return whole minutes since ``tid``; 0 for None and for what lies ahead."""
    return 0 if tid is None else max(0, int((naa - tid).total_seconds() // 60))


def koetilstand(minutter: int) -> str:
    """Return how the queue is, for those who watch over it, from how long its oldest job has stood."""
    return "henger etter" if minutter >= STAAR_MINUTTER else "i orden"


def har_ventet_lenge(tid: datetime | None, naa: datetime) -> bool:
    """Return True when something that takes seconds has taken minutes: people should be told."""
    return tid is not None and naa - tid >= TREG
