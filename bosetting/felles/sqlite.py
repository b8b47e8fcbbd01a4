"""Norwegian order and search on SQLite, so that both databases sort and find Æ, Ø and Å alike.

PostgreSQL has the collation built in (ICU, ``nb-NO-x-icu``); SQLite gets one under the same name, and a LIKE
that knows that «Å» and «å» are the same letter.
"""

import re
from functools import lru_cache

from django.db.backends.signals import connection_created
from django.dispatch import receiver

NORSK = "nb-NO-x-icu"

# Norwegian places æ, ø, å last, and reads aa as å; other letters with marks sort with the letter they are written with.
# The signs {, | and } follow z in Unicode.
_PLASS = str.maketrans("æäøöåáàâčéèêëüšŧŋđž", "{{||}aaaceeeeystndz")


@lru_cache(maxsize=4096)  # each comparison of a sort asks for both keys again
def norsk_noekkel(tekst: str) -> tuple[str, str]:
    """Return a sort key in Norwegian order: case only decides between otherwise equal words (lower first, as ICU)."""
    return tekst.casefold().replace("aa", "å").translate(_PLASS), tekst.swapcase()


def sammenlign(a: str, b: str) -> int:
    """Compare two texts in Norwegian order: -1, 0 or 1."""
    noekkel_a, noekkel_b = norsk_noekkel(a), norsk_noekkel(b)
    return (noekkel_a > noekkel_b) - (noekkel_a < noekkel_b)


def like(moenster, tekst, escape="\\"):
    """SQL LIKE that ignores case in every alphabet; NULL compares as NULL."""
    if moenster is None or tekst is None:
        return None
    uttrykk, flukt = [], False
    for tegn in str(moenster):
        if flukt or tegn not in "%_" + escape:
            uttrykk.append(re.escape(tegn))
            flukt = False
        elif tegn == escape:
            flukt = True
        else:
            uttrykk.append(".*" if tegn == "%" else ".")
    return re.fullmatch("".join(uttrykk), str(tekst), re.IGNORECASE | re.DOTALL) is not None


@receiver(connection_created)
def registrer(sender, connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NORSK, sammenlign)
        connection.connection.create_function("like", 2, like, deterministic=True)
        connection.connection.create_function("like", 3, like, deterministic=True)
