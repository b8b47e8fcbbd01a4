"""Figures that prose cites by name: «{{ vedtatt.totalt }}» is printed as «693».

What is cited is looked for in the texts of the parsed Markdown, so that nothing a figure says can become markup, and
code is left alone. Two braces that no name stands between on one line are text like any other text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from typing import Protocol

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Node
from bosetting.felles.dokument.markdown import tekstbiter

# Names are short; more than this between the braces is no name.
_SITERING_RE = re.compile(r"\{\{[^\S\n]*([^{}\s](?:[^{}\n]{0,78}[^{}\s])?)[^\S\n]*\}\}")

# Looking for a name like it takes 25 ms: a text with thousands of misspelt names gets them all pointed out, and a name
# proposed for the first.
_MEST_FORSLAG = 20


class Figurlik(Protocol):
    """What a citation needs to know of a figure (``tallregister.Figur``)."""

    verdi: object

    @property
    def vist(self) -> str: ...


@dataclass(frozen=True)
class Sitering:
    """A figure somebody cites: its name, the line of the source it stands on, and the words as written."""

    navn: str
    linje: int
    sitat: str


@dataclass(frozen=True)
class Siteringsfeil:
    """A citation that cannot be printed, and why."""

    linje: int
    sitat: str
    melding: str


def finn(tekst: str) -> tuple[Sitering, ...]:
    """Return every citation in Markdown, in order. Raises ``MarkdownFeil`` as ``les_markdown`` does."""
    if "{{" not in tekst:
        return ()
    return tuple(
        Sitering(treff[1], linje, treff[0])
        for linje, bit in tekstbiter(tekst)
        for treff in _SITERING_RE.finditer(bit)
    )


def feil(tekst: str, figurer: Mapping[str, Figurlik]) -> tuple[Siteringsfeil, ...]:
    """Return the citations of figures that do not exist, or have no value at the cut-off."""
    return _feil(finn(tekst), figurer)


def feil_i_avsnitt(tekst: str, figurer: Mapping[str, Figurlik]) -> tuple[Siteringsfeil, ...]:
    """Return what ``feil`` does, for a paragraph that is no Markdown: it is one line."""
    return _feil([Sitering(treff[1], 1, treff[0]) for treff in _SITERING_RE.finditer(tekst)], figurer)


def _feil(siteringer: Sequence[Sitering], figurer: Mapping[str, Figurlik]) -> tuple[Siteringsfeil, ...]:
    ukjente = dict.fromkeys(ett.navn for ett in siteringer if ett.navn not in figurer)
    naere = {
        navn: get_close_matches(navn.lower(), figurer, n=1, cutoff=0.75)
        for navn in islice(ukjente, _MEST_FORSLAG)
    }
    return tuple(
        Siteringsfeil(ett.linje, ett.sitat, _grunn(ett.navn, ett.navn in figurer, naere.get(ett.navn)))
        for ett in siteringer
        if not _har_verdi(ett.navn, figurer)
    )


def _har_verdi(navn: str, figurer: Mapping[str, Figurlik]) -> bool:
    return navn in figurer and figurer[navn].verdi is not None


def _grunn(navn: str, finnes: bool, naere: list[str] | None) -> str:
    if finnes:
        return _("Tallet «%(navn)s» er ikke kjent per skjæringsdatoen.") % {"navn": navn}
    if naere:
        return _("Det finnes ikke noe tall som heter «%(navn)s». Mente du «%(naer)s»?") % {
            "navn": navn,
            "naer": naere[0],
        }
    return _("Det finnes ikke noe tall som heter «%(navn)s».") % {"navn": navn}


def sett_inn(noder: Iterable[Node], figurer: Mapping[str, Figurlik]) -> tuple[Node, ...]:
    """Return the tree with the figures in place. What cannot be printed stands as it was written."""
    return tuple(_satt_inn(noder, figurer))


def sett_inn_i_avsnitt(tekst: str, figurer: Mapping[str, Figurlik]) -> str:
    """Return what ``sett_inn`` does, for a paragraph that is no Markdown."""

    def vist(treff: re.Match) -> str:
        return figurer[treff[1]].vist if _har_verdi(treff[1], figurer) else treff[0]

    return _SITERING_RE.sub(vist, tekst)


def _satt_inn(noder: Iterable[Node], figurer: Mapping[str, Figurlik]) -> Iterator[Node]:
    for node in noder:
        if node.slag == "tekst":
            yield replace(node, tekst=sett_inn_i_avsnitt(node.tekst, figurer))
        elif node.barn:
            yield replace(node, barn=sett_inn(node.barn, figurer))
        else:
            yield node
