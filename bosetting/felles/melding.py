"""A sentence that plain Python writes and a page translates: bokmål as it stands, with its pattern and values kept.

``domain.py`` may not know Django. It writes ``_("Høyst %(antall)s.", antall=3)``, with this function as ``_`` so that
``makemessages`` finds the pattern; ``Hinder`` translates it when it is shown.
"""


class Melding(str):
    """A ready sentence in bokmål that remembers how it was made."""

    moenster: str
    verdier: dict[str, object]


def melding(moenster: str, **verdier) -> Melding:
    """Return the sentence of ``moenster`` with ``verdier`` put in; it is an ordinary text to everybody else."""
    ferdig = Melding(moenster % verdier if verdier else moenster)
    ferdig.moenster, ferdig.verdier = moenster, verdier
    return ferdig
