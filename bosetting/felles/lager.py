"""The file store: bytes under a random name in settings.DOKUMENTMAPPE, which no web server reaches.

A file is written before its row is committed and never changed afterwards. A row that was never committed leaves a file
that nobody knows; ``gamle`` names those that have lain so long that no transaction under way can be theirs.
"""

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

logger = logging.getLogger(__name__)

# No request and no job holds a transaction open for as long as this.
HVILETID = timedelta(days=1)


class Lagerfeil(Exception):
    """The bytes of a file are missing, or are no longer those that were stored."""


def sha256(innhold: bytes) -> str:
    """Return the fingerprint of the content, as rows keep it."""
    return hashlib.sha256(innhold).hexdigest()


def lagre(innhold: bytes) -> UUID:
    """Write the content under a new random name, on the disk when this returns, and return the name."""
    noekkel = uuid4()
    sti = _sti(noekkel)
    ny_mappe = not sti.parent.is_dir()
    sti.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fd = os.open(sti, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with os.fdopen(fd, "wb") as fil:
            fil.write(innhold)
            fil.flush()
            os.fsync(fil.fileno())
    except OSError:
        sti.unlink(missing_ok=True)
        raise
    _fsync_mappe(sti.parent)
    if ny_mappe:
        _fsync_mappe(sti.parent.parent)
    return noekkel


def les(noekkel: UUID, ventet_sha256: str) -> bytes:
    """Return the stored content. Raises Lagerfeil when it is gone, or is not what was stored."""
    try:
        innhold = _sti(noekkel).read_bytes()
    except OSError as feil:
        logger.error("filen %s kan ikke leses: %s", noekkel, type(feil).__name__)
        raise Lagerfeil from feil
    if sha256(innhold) != ventet_sha256:
        logger.error("filen %s er endret siden den ble lagret", noekkel)
        raise Lagerfeil
    return innhold


def fjern(noekkel: UUID) -> None:
    """Remove a file that no row points to. One that is gone already is no failure."""
    with suppress(FileNotFoundError):
        _sti(noekkel).unlink()


def gamle(naa: datetime) -> Iterator[UUID]:
    """Yield the names of the files that have lain long enough for their row to be committed, if it ever was."""
    grense = (naa - HVILETID).timestamp()
    for sti in sorted(Path(settings.DOKUMENTMAPPE).glob("[0-9a-f][0-9a-f]/*")):
        with suppress(ValueError, FileNotFoundError):
            if sti.stat().st_mtime < grense:
                yield UUID(sti.name)


def _sti(noekkel: UUID) -> Path:
    return Path(settings.DOKUMENTMAPPE) / noekkel.hex[:2] / str(noekkel)


def _fsync_mappe(mappe: Path) -> None:
    """Make the name of a new file as lasting as its content."""
    fd = os.open(mappe, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
