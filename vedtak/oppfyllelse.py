"""Requested → decided → settled: how much of what was asked for became a place, and how many places were used.

Plain values in, plain values out. Unknown stays unknown, except where it cannot change the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .domain import Delsum, Kommunestatus


def ubrukte(status: Kommunestatus, bosatt: int | None) -> int | None:
    """Return max(0, min(requested, decided) − settled); None when a part that matters is unknown.

    Nobody is asked, or no number is decided: then there is no place to use, whatever the count.
    """
    if status.anmodet is None or status.vedtatt is None:
        return 0
    plasser = (status.anmodet.totalt, status.vedtatt.totalt)
    if 0 in plasser:
        return 0
    return None if None in (*plasser, bosatt) else max(0, min(plasser) - bosatt)


@dataclass(frozen=True)
class Oppfyllelse:
    """How far one municipality came in a year. ``bosatt`` is the count that holds; None is unknown."""

    status: Kommunestatus
    bosatt: int | None

    @property
    def anmodet(self) -> int | None:
        return self.status.anmodet.totalt if self.status.anmodet else None

    @property
    def vedtatt(self) -> int | None:
        return self.status.vedtatt.totalt if self.status.vedtatt else None

    @property
    def ubrukte(self) -> int | None:
        """Places that were both asked for and decided, and nobody settled in; None when unknown."""
        return ubrukte(self.status, self.bosatt)

    @property
    def andel(self) -> int | None:
        """Settled in per cent of decided, rounded down; None when a part is unknown or nothing is decided."""
        return self.bosatt * 100 // self.vedtatt if self.vedtatt and self.bosatt is not None else None

    @property
    def venter_tall(self) -> bool:
        """Whether a count is missing of a municipality that is asked, or has decided."""
        return self.bosatt is None and (self.status.anmodet is not None or self.status.vedtatt is not None)


@dataclass(frozen=True)
class Oppfyllelsessum:
    """The sums of many municipalities; an unknown part makes a sum unknown."""

    anmodet: Delsum
    vedtatt: Delsum
    bosatt: Delsum
    ubrukte: Delsum


def _delsum(deler: Iterable[int | None]) -> Delsum:
    verdier = list(deler)
    return Delsum(sum(verdi for verdi in verdier if verdi is not None), verdier.count(None))


def summer(oppfyllelser: Iterable[Oppfyllelse]) -> Oppfyllelsessum:
    """Return the sums. Who is neither asked, has decided nor has a count adds nothing."""
    alle = list(oppfyllelser)
    return Oppfyllelsessum(
        anmodet=_delsum(ett.anmodet for ett in alle if ett.status.anmodet is not None),
        vedtatt=_delsum(ett.vedtatt for ett in alle if ett.status.vedtatt is not None),
        bosatt=_delsum(ett.bosatt for ett in alle if ett.bosatt is not None or ett.venter_tall),
        ubrukte=_delsum(ett.ubrukte for ett in alle),
    )
