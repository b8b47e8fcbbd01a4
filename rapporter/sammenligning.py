"""Two reports beside each other: every figure by name, and each chapter's words. Plain values in, plain values out.

What is compared may be a report as it stands, an edition as it was frozen, or the figures of today: all of them are
figures by name (``tallregister``) and texts by chapter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .tallregister import Figur
from .tekstdiff import BORTE, LIKT, NYTT, orddiff

# So many unchanged words stand on each side of a change; what lies between is left out.
NABOORD = 25

_ORD = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True)
class Talldifferanse:
    """One figure on each side. A side without a figure of that name is None; ``Figur.verdi`` None is unknown there.

    ``tekst`` and ``enhet`` are those of the second side, and ``kilde`` the address of the rows behind it.
    """

    navn: str
    tekst: str
    foer: Figur | None
    naa: Figur | None
    enhet: str = ""
    kilde: str = ""

    @property
    def lik(self) -> bool:
        return bool(self.foer and self.naa and self.foer.verdi == self.naa.verdi)

    @property
    def endring(self) -> int | None:
        """From the first to the second; None when one of them is unknown or missing."""
        if not (self.foer and self.naa) or self.foer.verdi is None or self.naa.verdi is None:
            return None
        return self.naa.verdi - self.foer.verdi


def side_om_side(foer: Mapping[str, Figur], naa: Mapping[str, Figur]) -> tuple[Talldifferanse, ...]:
    """Return every figure that one of the sides has, in the order of the second; what only the first has comes last."""
    navnene = [*naa, *(navn for navn in foer if navn not in naa)]
    return tuple(_rad(navn, foer.get(navn), naa.get(navn)) for navn in navnene)


def _rad(navn: str, foer: Figur | None, naa: Figur | None) -> Talldifferanse:
    valgt = naa or foer
    if valgt is None:
        raise ValueError(f"Ingen av sidene har tallet «{navn}».")
    return Talldifferanse(navn, str(valgt.tekst), foer, naa, str(valgt.enhet), valgt.kilde)


def sammenlign_tall(foer: Mapping[str, Figur], naa: Mapping[str, Figur]) -> tuple[Talldifferanse, ...]:
    """Return the figures that are not the same on both sides. Unknown is not 0, and not the same as missing."""
    return tuple(rad for rad in side_om_side(foer, naa) if not rad.lik)


def figurer_fra_json(tall: Iterable[Mapping]) -> dict[str, Figur]:
    """Return the figures of an edition (``Utgave.tall``) by name, in the order they were frozen in."""
    return {
        rad["navn"]: Figur(rad["navn"], rad["tekst"], rad["verdi"], rad["enhet"], rad.get("kilde", ""))
        for rad in tall
    }


@dataclass(frozen=True)
class Kapitteltekst:
    """The prose of one chapter, as written, under the heading it had."""

    overskrift: str
    tekst: str


def tekster_fra_json(tekster: Mapping[str, Mapping]) -> dict[str, Kapitteltekst]:
    """Return the chapters of an edition (``Utgave.tekster``) by key, in the order of the report: PostgreSQL keeps no
    order of the keys."""
    ordnet = sorted(tekster.items(), key=lambda ett: ett[1].get("plass", 0))
    return {noekkel: Kapitteltekst(ett["overskrift"], ett["tekst"]) for noekkel, ett in ordnet}


@dataclass(frozen=True)
class Tekstdel:
    """Some words that stand on both sides, or on one of them. ``utelatt`` counts words left out in its place."""

    slag: str
    tekst: str
    utelatt: int = 0


@dataclass(frozen=True)
class Tekstdifferanse:
    """One chapter on both sides. ``deler`` is its text in order; empty when the words are the same."""

    noekkel: str
    overskrift: str
    deler: tuple[Tekstdel, ...] = ()

    @property
    def lagt_til(self) -> int:
        return self._ord(NYTT)

    @property
    def tatt_ut(self) -> int:
        return self._ord(BORTE)

    def _ord(self, slag: str) -> int:
        return sum(len(del_.tekst.split()) for del_ in self.deler if del_.slag == slag)


def sammenlign_tekster(
    foer: Mapping[str, Kapitteltekst], naa: Mapping[str, Kapitteltekst]
) -> tuple[Tekstdifferanse, ...]:
    """Return the chapters whose words are not the same, in the order of the second side."""
    tom = Kapitteltekst("", "")
    differanser = []
    for noekkel in [*naa, *(navn for navn in foer if navn not in naa)]:
        en, to = foer.get(noekkel, tom), naa.get(noekkel, tom)
        if en.tekst.split() != to.tekst.split():
            deler = tuple(_forkortet(orddiff(en.tekst, to.tekst)))
            differanser.append(Tekstdifferanse(noekkel, to.overskrift or en.overskrift, deler))
    return tuple(differanser)


def _forkortet(deler: list[tuple[str, str]]) -> Iterator[Tekstdel]:
    """Yield the parts, of unchanged text only the words next to a change."""
    for nr, (slag, tekst) in enumerate(deler):
        if slag != LIKT:
            yield Tekstdel(slag, tekst)
            continue
        foran = 0 if nr == 0 else NABOORD
        etter = 0 if nr == len(deler) - 1 else NABOORD
        biter = _biter(tekst)
        if len(biter) <= foran + etter:
            yield Tekstdel(LIKT, tekst)
            continue
        if foran:
            yield Tekstdel(LIKT, "".join(biter[:foran]))
        yield Tekstdel(LIKT, "", utelatt=len(biter) - foran - etter)
        if etter:
            yield Tekstdel(LIKT, "".join(biter[-etter:]))


def _biter(tekst: str) -> list[str]:
    """Return the words, each with the space after it; the first with the space before it too."""
    return _ORD.findall(tekst)
