"""The prose of a report as the number control reads it: one text of all chapters, where each line knows its chapter."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .definisjon import MAALENE, PROSA, innsatt
from .domain import Rapportgrunnlag
from .kapitler import maaloverskrift
from .statussetninger import statussetninger

# What stands for a cited figure where only those typed by hand are looked at: no figure, and no end of a sentence.
SITERT = "…"
# Begins the key of a sentence in somebody's own words, which stands in no chapter that people write.
SETNING = "setning-"
_SITERING = re.compile(r"\{\{ {0,20}([a-zæøå0-9][a-zæøå0-9.-]{0,99}) {0,20}\}\}")


@dataclass(frozen=True)
class Tekstdel:
    """What somebody has written under one heading; ``noekkel`` is that of the chapter."""

    noekkel: str
    overskrift: str
    tekst: str


@dataclass(frozen=True)
class Sted:
    """A line of a chapter, from 1; the heading is line 0."""

    kapittel: str
    overskrift: str
    linje: int


@dataclass(frozen=True)
class Manus:
    """The whole text; ``steder`` has the place of each of its lines, ``siterte`` the figures cited with their lines."""

    tekst: str
    steder: tuple[Sted, ...]
    siterte: frozenset[tuple[int, str]]

    def sted(self, linje: int) -> Sted:
        """Return the place of a line of the whole text, from 1."""
        return self.steder[linje - 1]


def tekstdeler(g: Rapportgrunnlag) -> tuple[Tekstdel, ...]:
    """Return what people have written in the report, in its order: chapters, then sentences in their own words. Text
    without a place in the report is not read."""
    deler: list[Tekstdel] = []
    for kapittel in g.type.kapitler:
        if PROSA in kapittel.blokker:
            overskrift = innsatt(kapittel.overskrift, g.verdier)
            deler.append(Tekstdel(kapittel.noekkel, overskrift, g.tekster.get(kapittel.noekkel, "")))
        if MAALENE in kapittel.blokker:
            deler += [
                Tekstdel(maal.noekkel, str(maaloverskrift(maal)), g.tekster.get(maal.noekkel, ""))
                for maal in g.maal
            ]
    if g.overstyringer:
        deler += [
            Tekstdel(
                f"{SETNING}{ett.noekkel}", _("Setning: %(navn)s") % {"navn": ett.navn}, ett.overstyring.tekst
            )
            for ett in statussetninger(g)
            if ett.overstyring is not None
        ]
    return tuple(ett for ett in deler if ett.tekst.strip())


def manus(deler: tuple[Tekstdel, ...], sitert: Callable[[str], str]) -> Manus:
    """Return the parts as one text, each under its heading. ``sitert`` says what stands for the figure of a name."""
    linjer: list[str] = []
    steder: list[Sted] = []
    siterte: set[tuple[int, str]] = set()
    for del_ in deler:
        innhold = del_.tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        linjer += [f"# {del_.overskrift}", ""]
        for linje in innhold:
            siterte |= {(len(linjer) + 1, sitert(treff[1])) for treff in _SITERING.finditer(linje)}
            linjer.append(_SITERING.sub(lambda treff: sitert(treff[1]), linje))
        linjer.append("")
        for nr in (0, 0, *range(1, len(innhold) + 1), len(innhold)):
            steder.append(Sted(del_.noekkel, del_.overskrift, nr))
    return Manus("\n".join(linjer), tuple(steder), frozenset(siterte))
