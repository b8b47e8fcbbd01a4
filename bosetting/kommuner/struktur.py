"""Municipalities of one year in the structure of any date: which line each is in, and what cannot be compared.

Plain values in, plain values out. Every municipality of a year stands in exactly one line, so sums are the same in
every structure. Rule 7 in docs/domene.md; docs/struktur.md tells what is compared with what.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Slektskap:
    """Who became whom: pairs of (forgjenger, etterfølger), walked both ways. A ring ends where it began."""

    def __init__(self, overganger: Iterable[tuple[int, int]]):
        self.etterfoelgere: dict[int, list[int]] = {}
        self.forgjengere: dict[int, list[int]] = {}
        for forgjenger, etterfoelger in dict.fromkeys(overganger):
            self.etterfoelgere.setdefault(forgjenger, []).append(etterfoelger)
            self.forgjengere.setdefault(etterfoelger, []).append(forgjenger)

    def hel(self, forgjenger: int) -> bool:
        """Return whether all of it went to one place: one that was parted says nothing about any of its parts."""
        return len(self.etterfoelgere.get(forgjenger, ())) == 1

    def opphav(self, egne: Iterable[int]) -> set[int]:
        """Return ``egne`` and all that became them, by way of others too."""
        return _naadd(egne, self.forgjengere)

    def arvinger(self, egne: Iterable[int]) -> set[int]:
        """Return ``egne`` and all that they became, by way of others too."""
        return _naadd(egne, self.etterfoelgere)


def _naadd(egne: Iterable[int], neste: Mapping[int, list[int]]) -> set[int]:
    funnet: set[int] = set()
    igjen = list(egne)
    while igjen:
        pk = igjen.pop()
        if pk not in funnet:
            funnet.add(pk)
            igjen += neste.get(pk, ())
    return funnet


@dataclass(frozen=True)
class Enhet:
    """A municipality under one number: its county, and the period ``[fra, til)`` it had that number."""

    id: int
    fylke: int
    fra: date
    til: date | None = None

    def gjelder(self, dag: date) -> bool:
        return self.fra <= dag and (self.til is None or dag < self.til)

    def gjelder_i(self, aar: int) -> bool:
        return self.fra < date(aar + 1, 1, 1) and (self.til is None or self.til > date(aar, 1, 1))


class Merke(StrEnum):
    """Why a line cannot be compared with what the municipality is on the date of the structure."""

    FYLKESGRENSE = "fylkesgrense"
    """It was made of municipalities in more than one county."""
    MANGLER = "mangler"
    """Parts of it are not among those chosen."""
    UFULLSTENDIG = "ufullstendig"
    """A municipality that cannot be divided belongs partly to it."""
    FORDELES = "fordeles"
    """The municipality covers several lines of the structure and cannot be divided: it stands by itself."""
    UTENFOR = "utenfor"
    """The register has nothing on the date that the municipality was or became."""


@dataclass(frozen=True)
class Linje:
    """One line: the municipality it is named by, the municipalities of the year summed in it, and its marks.

    ``omtalt`` has the municipalities that each mark is about: those of several counties, those missing, those between
    which the figures cannot be divided.
    """

    kommune: int
    deler: tuple[int, ...]
    omtalt: Mapping[Merke, tuple[int, ...]]

    @property
    def sammenlignbar(self) -> bool:
        return not self.omtalt


class Struktur:
    """The structure on ``dag``: every municipality of the register, and who became whom."""

    def __init__(self, enheter: Iterable[Enhet], overganger: Iterable[tuple[int, int]], dag: date):
        self.dag = dag
        self.enheter = {enhet.id: enhet for enhet in enheter}
        self.slekt = Slektskap(
            (fra, til) for fra, til in overganger if fra in self.enheter and til in self.enheter
        )
        self._opphav_til: dict[int, frozenset[int]] = {}
        self._arvinger_etter: dict[int, frozenset[int]] = {}

    def plass(self, pk: int) -> frozenset[int]:
        """Return the municipalities on the date that this one was, is or became; more than one cannot be told apart."""
        enhet = self.enheter[pk]
        if enhet.gjelder(self.dag):
            return frozenset((pk,))
        frem = enhet.fra <= self.dag
        slekt = self.slekt.arvinger((pk,)) if frem else self.slekt.opphav((pk,))
        return frozenset(ett for ett in slekt if self.enheter[ett].gjelder(self.dag))

    def linjer(self, aar: int, utvalg: Iterable[int]) -> list[Linje]:
        """Return the lines of the municipalities ``utvalg`` of ``aar``, in the order their first parts stand in it."""
        deler: dict[tuple[int, bool], list[int]] = {}
        for pk in utvalg:
            plass = self.plass(pk)
            # By itself, where it belongs to none or to several.
            deler.setdefault((next(iter(plass)), True) if len(plass) == 1 else (pk, False), []).append(pk)
        aaret = self._plasser_i(aar)
        return [
            Linje(
                kommune,
                tuple(ett),
                self._samlet(kommune, set(ett), aaret) if samlet else self._for_seg(kommune),
            )
            for (kommune, samlet), ett in deler.items()
        ]

    def _plasser_i(self, aar: int) -> dict[int, list[tuple[int, bool]]]:
        """Return, by municipality on the date, those of ``aar`` that belong to it and whether they do so wholly."""
        svar: dict[int, list[tuple[int, bool]]] = {}
        for enhet in self.enheter.values():
            if enhet.gjelder_i(aar):
                plass = self.plass(enhet.id)
                for maal in plass:
                    svar.setdefault(maal, []).append((enhet.id, len(plass) == 1))
        return svar

    def _for_seg(self, pk: int) -> dict[Merke, tuple[int, ...]]:
        plass = self.plass(pk)
        return {Merke.FORDELES if plass else Merke.UTENFOR: tuple(sorted(plass))}

    def _samlet(self, kommune: int, deler: set[int], aaret) -> dict[Merke, tuple[int, ...]]:
        hele = {pk for pk, hel in aaret.get(kommune, ()) if hel}
        delte = {pk for pk, hel in aaret.get(kommune, ()) if not hel}
        funn = {
            Merke.FYLKESGRENSE: self._over_fylkesgrensen(kommune, hele | delte | deler),
            Merke.MANGLER: hele - deler,
            Merke.UFULLSTENDIG: delte,
        }
        return {merke: tuple(sorted(ider)) for merke, ider in funn.items() if ider}

    def _over_fylkesgrensen(self, kommune: int, aarets: set[int]) -> set[int]:
        """Return those that met, or were parted, across a county line on the way between ``aarets`` and ``kommune``.

        Judged when it happened: a county that only got a new number parts nobody.
        """
        funnet: set[int] = set()
        for neste, tilbake in (
            (self.slekt.forgjengere, self._opphav),
            (self.slekt.etterfoelgere, self._arvinger),
        ):
            for ledd in tilbake(kommune):
                moetes = [pk for pk in neste.get(ledd, ()) if pk != ledd and tilbake(pk) & aarets]
                if len({self.enheter[pk].fylke for pk in moetes}) > 1:
                    funnet.update(moetes)
        return funnet

    def _opphav(self, pk: int) -> frozenset[int]:
        if pk not in self._opphav_til:
            self._opphav_til[pk] = frozenset(self.slekt.opphav((pk,)))
        return self._opphav_til[pk]

    def _arvinger(self, pk: int) -> frozenset[int]:
        if pk not in self._arvinger_etter:
            self._arvinger_etter[pk] = frozenset(self.slekt.arvinger((pk,)))
        return self._arvinger_etter[pk]
