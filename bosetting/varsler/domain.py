"""When a notice is tried again by e-mail, and when it is given up: plain values."""

from datetime import timedelta

MAKS_FORSOEK = 3
# Before the first attempt by the sweep (the task that should have sent it is lost), and after each that failed.
PAUSER = (timedelta(minutes=10), timedelta(minutes=15), timedelta(hours=1))
# A mail server that answers at all has answered by then: an attempt still without a result has failed.
TAUS = timedelta(minutes=15)
