"""The document on paper: the model as JSON to one Typst file (dokument.typ), out comes PDF/UA-1 and PDF/A-2a.

Text reaches Typst only as JSON strings, never as markup, so nothing a person writes can be run. The bytes are the
same every time for the same document, versions of Typst and fonts: the creation time is the document's own date.
"""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import (
    Blokk,
    Dokument,
    Figur,
    Kolonne,
    Overskrift,
    Prosa,
    Tabell,
    Vedlegg,
)
from bosetting.felles.dokument.plassering import Plassert, hoderader, plasser
from bosetting.felles.dokument.tegn import FONTER, trygg_tekst
from bosetting.felles.norsk import UKJENT, langdato

MAPPE = Path(__file__).resolve().parent
STANDARDER = ["ua-1", "a-2a"]
LENGSTE_ORD = 30
_MELLOMROM = re.compile(r"[ \t\r\n\f\v]+")
_LANGT_ORD = re.compile(r"[^\s\u200b]{%d,}" % (LENGSTE_ORD + 1))


def som_pdf(dokument: Dokument) -> bytes:
    """Return the document as PDF bytes, tagged and archivable; identical for identical documents.

    Takes about 0.3 s for 20 pages. Call it from a worker or a command, see docs/dokumentmodell.md on memory.
    """
    import typst  # 77 MB: loaded only where a PDF is made

    return typst.compile(
        MAPPE / "dokument.typ",
        root=MAPPE,
        font_paths=_fonter(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"dokument": json.dumps(som_data(dokument), ensure_ascii=False)},
        pdf_standards=STANDARDER,
        timestamp=int(datetime.combine(dokument.dato, time(12), UTC).timestamp()),
    )


@cache
def _fonter() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTER)])


def som_data(dokument: Dokument) -> dict:
    """Return what dokument.typ reads: ready strings and blocks, in runs of upright or turned pages."""
    data = {
        "tittel": dokument.tittel,
        "undertittel": dokument.undertittel,
        "forfatter": dokument.forfatter,
        "dato": [dokument.dato.year, dokument.dato.month, dokument.dato.day],
        "detaljer": [*map(list, dokument.detaljer), [_("Dato"), langdato(dokument.dato)]]
        + ([[_("Versjon"), dokument.versjon]] if dokument.versjon else []),
        "spraak": dokument.spraak,
        "emneord": list(dokument.emneord),
        "topptekst": dokument.topptekst or dokument.tittel,
        "bunntekst": dokument.bunntekst or dokument.forfatter,
        "tittelside": dokument.tittelside,
        "innhold": dokument.innholdsfortegnelse,
        "etiketter": {"innhold": _("Innhold"), "kilde": _("Kilde"), "side": _("Side"), "av": _("av")},
        "deler": [
            {"liggende": liggende, "blokker": [_blokk(plassert) for plassert in del_]}
            for liggende, del_ in _deler(plasser(dokument))
        ],
    }
    return _rens(data)


def _deler(plasserte: tuple[Plassert, ...]) -> list[tuple[bool, list[Plassert]]]:
    """Split into runs of pages that stand or lie. Headings just before a turned table go with it."""
    deler: list[tuple[bool, list[Plassert]]] = []
    vedlegg_ligger = False
    for plassert in plasserte:
        if isinstance(plassert.blokk, Vedlegg):
            vedlegg_ligger = plassert.blokk.liggende
        ligger = vedlegg_ligger or getattr(plassert.blokk, "liggende", False)
        if not deler or deler[-1][0] != ligger:
            med = []
            while ligger and deler and deler[-1][1] and deler[-1][1][-1].nivaa:
                med.insert(0, deler[-1][1].pop())
            deler.append((ligger, med))
        deler[-1][1].append(plassert)
    return [(ligger, del_) for ligger, del_ in deler if del_]


def _blokk(plassert: Plassert) -> dict:
    blokk: Blokk = plassert.blokk
    data = {"slag": type(blokk).__name__.lower(), "nummer": plassert.nummer}
    if isinstance(blokk, Prosa):
        return data | {"noder": [asdict(node) for node in blokk.noder]}
    if isinstance(blokk, Tabell):
        return data | _tabell(blokk)
    if isinstance(blokk, Overskrift):
        return data | {"nivaa": blokk.nivaa, "tekst": blokk.tekst}
    felt = asdict(blokk)
    return data | {"type": felt.pop("slag", "")} | felt


def _tabell(tabell: Tabell) -> dict:
    rader = [[UKJENT if celle is None else celle for celle in rad] for rad in tabell.rader]
    sumrad = [UKJENT if celle is None else celle for celle in tabell.sumrad] if tabell.sumrad else []
    return {
        "tittel": tabell.tittel,
        "fotnote": tabell.fotnote,
        "kilde": tabell.kilde,
        "kolonner": [
            _kolonne(kolonne, [rad[nr] for rad in (*rader, *([sumrad] if sumrad else []))])
            for nr, kolonne in enumerate(tabell.kolonner)
        ],
        "hoderader": [[asdict(celle) for celle in rad] for rad in hoderader(tabell.kolonner)],
        "rader": rader,
        "sumrad": sumrad,
    }


def _kolonne(kolonne: Kolonne, celler: list[str]) -> dict:
    """Return what decides the column's width: the longest words, which must fit, and the longest text."""
    ord_ = sorted({ord_ for celle in (kolonne.overskrift, *celler) for ord_ in celle.split(" ")}, key=len)[-3:]
    return {
        "tall": kolonne.slag == "tall",
        "bredde": kolonne.bredde,
        "ord": [ord_[:LENGSTE_ORD] for ord_ in ord_],
        "lengst": max((kolonne.overskrift, *celler), key=len)[:400],
    }


def _rens(verdi: Any, noekkel: str = "") -> Any:
    """Make every string printable; give words that are too long for a line places to break."""
    if isinstance(verdi, dict):
        return {navn: _rens(innhold, navn) for navn, innhold in verdi.items()}
    if isinstance(verdi, list | tuple):
        return [_rens(innhold, noekkel) for innhold in verdi]
    if not isinstance(verdi, str):
        return verdi
    if noekkel in {"svg", "adresse"}:
        return trygg_tekst(verdi) if noekkel == "svg" else verdi
    return _LANGT_ORD.sub(lambda treff: "\u200b".join(treff[0]), trygg_tekst(verdi))
