"""One at a time: work that two processes must not do side by side, although no single row stands for it."""

from zlib import crc32

from django.db import connection


def en_om_gangen(arbeid: str) -> None:
    """Wait until nobody else does ``arbeid``, and keep it to ourselves until the transaction ends.

    Call it first in an ``atomic``: what is read afterwards includes what the one before us wrote. SQLite needs
    nothing here, it lets one writer in at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as peker:
            peker.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(arbeid.encode())])
