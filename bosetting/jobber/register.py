"""What can be done in the background, and what is done again and again. Each app registers its own in ``ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .models import Jobb


@dataclass(frozen=True)
class Jobbtype:
    """One kind of long work, cut in parts ("enheter") that are done one at a time.

    ``navn``: what the reader calls this kind of work.
    ``enheter``: the keys (at most 100 characters) of the parts that *remain*. Asked at every start, also after a
    worker was killed, so it reads from the domain's rows what is done already.
    ``gjoer``: does one part. Raise ``Hinder`` with a sentence in bokmål for a failure the reader can understand; any
    other exception is logged and shown as unexpected. Either way the work goes on with the next part.
    ``ferdig``: once, when every part succeeded; in one transaction with the job being marked as done.
    ``enhetsnavn``: what the reader calls a part (a municipality's name); without it, the key.
    ``retur_tekst``: the words of the link to ``jobb.retur`` when all is done.
    ``atomisk``: ``gjoer`` and the progress are one transaction: both or neither. False for what a database cannot
    take back (mail): then ``gjoer`` commits for itself, before and after, and must bear to be asked again.
    """

    slag: str
    navn: str
    enheter: Callable[[Jobb], Iterable[str]]
    gjoer: Callable[[Jobb, str], object]
    ferdig: Callable[[Jobb], object] | None = None
    enhetsnavn: Callable[[Jobb, str], str] | None = None
    retur_tekst: str = ""
    atomisk: bool = True


_jobbtyper: dict[str, Jobbtype] = {}
_periodiske: dict[str, Callable[[date], object]] = {}


def registrer(jobbtype: Jobbtype) -> None:
    """Make a kind of work known. The same ``slag`` twice is a mistake."""
    if _jobbtyper.setdefault(jobbtype.slag, jobbtype) is not jobbtype:
        raise ValueError(f"To jobbtyper heter {jobbtype.slag!r}.")


def registrer_periodisk(navn: str, funksjon: Callable[[date], object]) -> None:
    """Let ``funksjon(dag)`` be called every few minutes, by each worker. Doing it again changes nothing: see to that
    with a unique row, for instance a job's ``noekkel``.
    """
    if _periodiske.setdefault(navn, funksjon) is not funksjon:
        raise ValueError(f"To periodiske oppgaver heter {navn!r}.")


def jobbtype(slag: str) -> Jobbtype | None:
    """Return the kind of work called ``slag``; None when this version of the program does not know it."""
    return _jobbtyper.get(slag)


def periodiske() -> dict[str, Callable[[date], object]]:
    """Return what is done again and again, by name, in the order it was registered."""
    return dict(_periodiske)
