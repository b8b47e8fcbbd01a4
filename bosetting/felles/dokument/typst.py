"""The document on paper: the model as JSON to one Typst file (dokument.typ), out comes PDF/UA-1 and PDF/A-2a.

Text reaches Typst only as JSON strings, never as markup, so nothing a person writes can be run. The bytes are the
same every time for the same document, versions of Typst and fonts: the creation time is the document's own date.
"""

import base64
import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import (
    Blokk,
    Brevhode,
    Dokument,
    Liste,
    Logo,
    Node,
    Overskrift,
    Prosa,
    Setning,
    Sitat,
    Tabell,
    Vedlegg,
    ren_tekst,
)
from bosetting.felles.dokument.plassering import Plassert, henvisning, hoderader, lister, plasser
from bosetting.felles.dokument.tegn import FONTER, trygg_tekst
from bosetting.felles.norsk import UKJENT, langdato

MAPPE = Path(__file__).resolve().parent
STANDARDER = ["ua-1", "a-2a"]
LENGSTE_ORD = 30
STORT_DOKUMENT = 20_000
_MELLOMROM = re.compile(r"[ \t\r\n\f\v]+")
# Four letters stay before a hyphen, and three after it. Short names (IMDi) are never divided.
_DELELIG = re.compile(r"(?<=(?<![^\W\d_])[^\W\d_]{4})([^\W\d_]{5,})(?=[^\W\d_]{3}(?![^\W\d_]))")
_DELT = "\x01"
_LANGT_ORD = re.compile(rf"[^\s\u200b]{{{LENGSTE_ORD + 1},}}")


class Tegnefeil(RuntimeError):
    """Typst refused the document; the message says so in bokmål, with Typst's own reason."""


def som_pdf(dokument: Dokument) -> bytes:
    """Return the document as PDF bytes, tagged and archivable; identical for identical documents.

    Takes about 0.2 s of processor time for 20 pages, in at most about 130 MB. Raises Tegnefeil.
    """
    import typst  # 77 MB: loaded only where a PDF is made

    data = json.dumps(som_data(dokument), ensure_ascii=False)
    try:
        pdf = typst.compile(
            MAPPE / "dokument.typ",
            root=MAPPE,
            font_paths=_fonter(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"dokument": data},
            pdf_standards=STANDARDER,
            timestamp=int(datetime.combine(dokument.dato, time(12), UTC).timestamp()),
        )
    except typst.TypstError as feil:
        grunn = str(feil).strip().split("\n")[0][:200]
        raise Tegnefeil(_("PDF-en kunne ikke tegnes: %(grunn)s") % {"grunn": grunn}) from feil
    if len(data) > STORT_DOKUMENT:
        # Typst keeps what it has laid out for the next ten compilations (390 MB after ten reports). Ten empty ones,
        # 20 ms together, let it go: the process stays near 120 MB.
        for _nr in range(10):
            typst.compile(b"", font_paths=_fonter(), ignore_system_fonts=True)
    return pdf


@cache
def _fonter() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTER)])


def som_data(dokument: Dokument) -> dict:
    """Return what dokument.typ reads: ready strings and blocks, in runs of upright or turned pages."""
    plasserte = plasser(dokument)
    data = {
        "tittel": dokument.tittel,
        "undertittel": dokument.undertittel,
        "forfatter": dokument.forfatter,
        "dato": [dokument.dato.year, dokument.dato.month, dokument.dato.day],
        "detaljer": [
            *map(list, dokument.detaljer),
            [dokument.datoetikett or _("Dato"), langdato(dokument.dato)],
        ]
        + ([[_("Versjon"), dokument.versjon]] if dokument.versjon else []),
        "spraak": dokument.spraak,
        "emneord": list(dokument.emneord),
        "topptekst": dokument.topptekst,
        "bunntekst": dokument.bunntekst
        or " · ".join(str(del_) for del_ in (dokument.forfatter, dokument.tittel) if del_),
        "tittelside": dokument.tittelside,
        "brev": bool(dokument.blokker) and isinstance(dokument.blokker[0], Brevhode),
        "innhold": dokument.innholdsfortegnelse,
        "lister": [
            {"navn": navn, "slag": type(linjer[0].blokk).__name__.lower()}
            for navn, linjer in lister(plasserte)
        ]
        if dokument.lister
        else [],
        "vannmerke": dokument.vannmerke,
        "farge": dokument.farge,
        "etiketter": {"innhold": _("Innhold"), "kilde": _("Kilde"), "side": _("Side"), "av": _("av")},
        "deler": [
            {"liggende": liggende, "blokker": [_blokk(plassert, plasserte) for plassert in del_]}
            for liggende, del_ in _deler(plasserte)
        ],
    }
    return _rens(data) | {"logo": _logo(dokument.logo)}


def _logo(logo: Logo | None) -> dict | None:
    """Return the file as numbers: JSON has no bytes, and Typst reads no base64."""
    if logo is None:
        return None
    return {"slag": logo.slag, "tekst": trygg_tekst(logo.tekst), "byte": list(base64.b64decode(logo.innhold))}


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


def _blokk(plassert: Plassert, plasserte: tuple[Plassert, ...]) -> dict:
    blokk: Blokk = plassert.blokk
    data = {"slag": type(blokk).__name__.lower(), "nummer": plassert.nummer, "anker": plassert.anker}
    if isinstance(blokk, Setning):
        ledd = [asdict(ett) for ett in henvisning(blokk.se, plasserte)]
        return data | {"delelig": blokk.tekst, "kilder": blokk.kilder, "se": ledd}
    if isinstance(blokk, Liste):
        return data | {"delelig": blokk.punkter, "ordnet": blokk.ordnet}
    if isinstance(blokk, Sitat):
        return data | {"delelig": blokk.tekst, "kilde": blokk.kilde}
    if isinstance(blokk, Prosa):
        return data | {"noder": [_node(node) for node in blokk.noder]}
    if isinstance(blokk, Tabell):
        return data | _tabell(blokk)
    if isinstance(blokk, Overskrift):
        return data | {"nivaa": blokk.nivaa, "tekst": blokk.tekst}
    felt = asdict(blokk)
    return data | {"type": felt.pop("slag", "")} | felt


def _node(node: Node, loepende: bool = True) -> dict:
    """Return a node as data. Headings and tables are not running text: their words stay whole."""
    loepende = loepende and node.slag not in ("overskrift", "tabell")
    data = {
        "slag": node.slag,
        "barn": [_node(barn, loepende) for barn in node.barn],
        "tekst": node.tekst,
        "delelig": node.tekst if loepende and node.slag == "tekst" else [],
        "nivaa": node.nivaa,
        "adresse": node.adresse,
        "start": node.start,
        "hoyre": node.hoyre,
    }
    if node.slag == "tabell":
        kolonner = zip(*(rad.barn for rad in node.barn), strict=True)
        data["kolonner"] = [_kolonne([ren_tekst(celle.barn) for celle in kolonne]) for kolonne in kolonner]
    return data


def _tabell(tabell: Tabell) -> dict:
    rader = [[UKJENT if celle is None else celle for celle in rad] for rad in tabell.rader]
    sumrad = [UKJENT if celle is None else celle for celle in tabell.sumrad] if tabell.sumrad else []
    alle = [*rader, sumrad] if sumrad else rader
    return {
        "tittel": tabell.tittel,
        "fotnote": tabell.fotnote,
        "kilde": tabell.kilde,
        "kolonner": [
            _kolonne([kolonne.overskrift, *(rad[nr] for rad in alle)], kolonne.slag == "tall", kolonne.bredde)
            for nr, kolonne in enumerate(tabell.kolonner)
        ],
        "hoderader": [
            [asdict(celle) | {"delelig": celle.tekst} for celle in rad] for rad in hoderader(tabell.kolonner)
        ],
        "rader": rader,
        "sumrad": sumrad,
    }


def _kolonne(celler: list[str], tall: bool = False, bredde: float = 0) -> dict:
    """Return what decides a column's width: the longest words, which must fit, and the longest text."""
    ord_ = sorted(
        {ord_ for celle in celler for ord_ in celle.split(" ")}, key=lambda ord_: (len(ord_), ord_)
    )[-3:]
    return {
        "tall": tall,
        "bredde": bredde,
        "ord": [ord_[:LENGSTE_ORD] for ord_ in ord_],
        "lengst": max(celler, key=len)[:400],
    }


def _rens(verdi: Any, noekkel: str = "", prosa: bool = False) -> Any:
    """Make every string printable; give words that are too long for a line places to break.

    Prose keeps its line feeds (they only occur in code); everywhere else white space is one space. Running text is cut
    in pieces, every second of them the middle of a long word, the only place it may be divided.
    """
    if isinstance(verdi, dict):
        return {navn: _rens(innhold, navn, prosa or navn == "noder") for navn, innhold in verdi.items()}
    if isinstance(verdi, list | tuple):
        return [_rens(innhold, noekkel, prosa) for innhold in verdi]
    if isinstance(verdi, Promise):  # a lazy translation
        verdi = str(verdi)
    if not isinstance(verdi, str) or noekkel == "adresse":
        return verdi
    tekst = trygg_tekst(verdi)
    if noekkel == "svg":
        return tekst
    tekst = _LANGT_ORD.sub(
        lambda treff: "\u200b".join(treff[0]), tekst if prosa else _MELLOMROM.sub(" ", tekst)
    )
    if noekkel in (
        "rader",
        "sumrad",
    ):  # one string for each cell; the pieces are parted by what no text can hold
        return _DELT.join(_DELELIG.split(tekst))
    return _DELELIG.split(tekst) if noekkel == "delelig" else tekst
