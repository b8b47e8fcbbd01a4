"""What the logs may not hold: the secret part of an address, and whose mail it was.

Plain Python: gunicorn's settings use it too.
"""

import logging
import re

SKJULT = "…"
# A calendar, a person's or a group's: what stands before .ics, and what is as long as a secret also where the ending
# is missing. An invitation, an answer to a meeting, a sign-up: whatever stands there, also where the address is the
# value of a parameter.
_HEMMELIG = re.compile(
    r"((?:/brukere/kalender|/nettverk/gruppekalender)/)(?:[^/\s?]+(?=\.ics)|[\w-]{30,})"
    r"|((?:/|%2F)(?:invitasjon|nettverk(?:/|%2F)(?:innkalling|paamelding(?:/|%2F)[\w-]+))(?:/|%2F))(?:[\w:-]|%3A)+",
    re.IGNORECASE,
)
# An e-mail address: mail servers quote it in what they answer. Begins where a word does: a long line is read once.
_EPOST = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+")


def uten_hemmelighet(tekst: str) -> str:
    """Return the text without the secret of a calendar address, an invitation or a signed link, or e-mail addresses."""
    return _EPOST.sub(SKJULT, _HEMMELIG.sub(lambda funn: f"{funn[1] or funn[2]}{SKJULT}", tekst))


class SkjulHemmeligheter(logging.Filter):
    """Leave secrets and e-mail addresses out of every line that passes, wherever in it they stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        tekst = record.getMessage()
        if (skjult := uten_hemmelighet(tekst)) != tekst:
            record.msg, record.args = skjult, None
        return True
