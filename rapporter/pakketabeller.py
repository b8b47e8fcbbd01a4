"""The tables and figures of a report as sheets, where numbers are numbers. Plain values in, plain values out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bosetting.felles.dokument import blokker
from bosetting.felles.dokument.blokker import (
    Dokument,
    Kolonne,
    Noekkeltall,
    Setning,
    Tabell,
    Vedlegg,
)
from bosetting.felles.dokument.plassering import plasser
from bosetting.felles.norsk import HARDT_MELLOMROM, MINUS, UKJENT
from bosetting.felles.regneark import Ark, Celle

from .tallregister import Figur

_HELTALL = re.compile(r"[+-]?\d{1,3}(?: \d{3})*|[+-]?\d+")


@dataclass(frozen=True)
class Pakketabell:
    """A table of the document as a sheet. ``vedlegg`` is the annex it stands in («Vedlegg 1»), if any."""

    nummer: str
    tittel: str
    vedlegg: str
    ark: Ark


def tabeller(dokument: Dokument) -> tuple[Pakketabell, ...]:
    """Return every table of the document, in order."""
    funnet, vedlegg = [], ""
    for plassert in plasser(dokument):
        if isinstance(plassert.blokk, Vedlegg):
            vedlegg = plassert.nummer
        elif isinstance(plassert.blokk, Tabell):
            ark = _som_ark(plassert.blokk, plassert.nummer)
            funnet.append(Pakketabell(plassert.nummer, plassert.blokk.tittel, vedlegg, ark))
    return tuple(funnet)


def _som_ark(tabell: Tabell, nummer: str) -> Ark:
    rader = [*tabell.rader, *([tabell.sumrad] if tabell.sumrad else [])]
    return Ark(
        navn=nummer,
        forklaring=[f"{nummer} {tabell.tittel}", *filter(None, (tabell.fotnote, tabell.kilde))],
        overskrifter=[_overskrift(kolonne) for kolonne in tabell.kolonner],
        rader=[
            [
                verdi(celle) if kolonne.slag == "tall" else celle
                for celle, kolonne in zip(rad, tabell.kolonner, strict=True)
            ]
            for rad in rader
        ],
    )


def _overskrift(kolonne: Kolonne) -> str:
    return f"{kolonne.gruppe}: {kolonne.overskrift}" if kolonne.gruppe else kolonne.overskrift


def verdi(celle: str | None) -> Celle:
    """Return a printed figure as a number: «1 234» is 1234, «–» is None. What is no whole number stays text."""
    if celle is None or celle.strip() in ("", UKJENT):
        return None
    tekst = celle.strip().replace(HARDT_MELLOMROM, " ").replace(MINUS, "-")
    return int(tekst.replace(" ", "")) if _HELTALL.fullmatch(tekst) else celle


def som_verdier(figur: Figur) -> dict:
    """Return a figure as JSON holds it."""
    return {
        "navn": figur.navn,
        "tekst": str(figur.tekst),
        "verdi": figur.verdi,
        "enhet": str(figur.enhet),
        "kilde": figur.kilde,
    }


def tall_som_ark(figurene: Iterable[Figur]) -> Ark:
    """Return the figures as a sheet, one row for each. An empty cell is unknown."""
    kolonner = ["navn", "tekst", "verdi", "enhet", "kilde"]
    rader = [list(som_verdier(figur).values()) for figur in figurene]
    return Ark(_("Tall"), [_("Tallene i rapporten. Tom celle betyr ukjent, aldri null.")], kolonner, rader)


def kilder_som_ark(dokument: Dokument, figurene: Iterable[Figur]) -> Ark:
    """Return where each figure, table, chart and sentence is taken from, as far as the report says."""
    return Ark(
        navn=_("Kilder"),
        forklaring=[_("Hvor hvert tall og hver tabell i rapporten er hentet fra.")],
        overskrifter=[_("Hva"), _("Tekst"), _("Kilde")],
        rader=[
            *([figur.navn, str(figur.tekst), figur.kilde] for figur in figurene if figur.kilde),
            *([hva, tekst, kilde] for hva, tekst, kilde in _kilder_i(dokument)),
        ],
    )


def _kilder_i(dokument: Dokument) -> Iterator[tuple[str, str, str]]:
    for plassert in plasser(dokument):
        blokk = plassert.blokk
        if isinstance(blokk, Tabell | blokker.Figur) and blokk.kilde:
            yield plassert.nummer, blokk.tittel, blokk.kilde
        elif isinstance(blokk, Setning):
            for kilde in blokk.kilder:
                yield _("Setning"), blokk.tekst, str(kilde)
        elif isinstance(blokk, Noekkeltall):
            for tall in blokk.tall:
                if tall.kilde:
                    yield _("Nøkkeltall"), f"{tall.tekst}: {tall.verdi} {tall.enhet}".strip(), tall.kilde
