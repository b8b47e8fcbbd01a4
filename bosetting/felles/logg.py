"""What the logs may not hold: the secret part of an address. Plain Python: gunicorn's settings use it too."""

import logging
import re

SKJULT = "…"
# What stands before .ics, and what is as long as a secret also where the ending is missing.
_HEMMELIG = re.compile(r"(/brukere/kalender/)(?:[^/\s?]+(?=\.ics)|[\w-]{30,})", re.IGNORECASE)


def uten_hemmelighet(tekst: str) -> str:
    """Return the text with the secret of a calendar address left out."""
    return _HEMMELIG.sub(rf"\1{SKJULT}", tekst)


class SkjulHemmeligheter(logging.Filter):
    """Leave secrets out of every line that passes, wherever in it they stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        tekst = record.getMessage()
        if (skjult := uten_hemmelighet(tekst)) != tekst:
            record.msg, record.args = skjult, None
        return True
