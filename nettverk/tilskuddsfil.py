"""A file of state money in long format: ``kommune_nr, aar, tilskuddstype, kroner``. Pure reading; nothing is saved.

An empty amount means that the file has no figure. ``tilskuddsimport`` decides what becomes rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bosetting.felles.arbeidsbok import Rad
from bosetting.felles.melding import melding as _

from .tilskuddsregler import HOEYESTE_KRONER, SENESTE_AAR, TIDLIGSTE_AAR

UOPPGITT = "9999"
SISTE_HODERAD = 30
OVERSKRIFTER = {
    "kommune_nr": {"kommunenr", "kommunenummer", "kommnr", "knr"},
    "aar": {"aar", "aarstall"},
    "tilskuddstype": {"tilskuddstype", "tilskudd", "ordning", "tilskuddsordning", "type"},
    "kroner": {"kroner", "beloep", "kr", "utbetalt", "beloepikroner"},
}
KOLONNENAVN = {
    "kommune_nr": _("kommune_nr"),
    "aar": _("aar"),
    "tilskuddstype": _("tilskuddstype"),
    "kroner": _("kroner"),
}
MANGLER = {"", ".", "..", ":", "–", "-"}
_HELT = re.compile(r"-?(\d+|\d{1,3}( \d{3})+)([.,]0{1,2})?", re.ASCII)

Merknad = tuple[int, str]


@dataclass(frozen=True)
class Linje:
    """One amount in a file."""

    linjenr: int
    kommune_nr: str
    aar: int
    kode: str
    kroner: int


@dataclass(frozen=True)
class Innlest:
    """The amounts of a file, the faults that stop it, and what is passed over without stopping it.

    ``uoppgitt`` are the lines of 9999, which is no municipality; ``tomme`` counts lines without an amount.
    """

    linjer: list[Linje] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)
    uoppgitt: list[Linje] = field(default_factory=list)
    tomme: int = 0


def les(rader: Sequence[Rad]) -> Innlest:
    """Read the file's rows. Every bad line is told with its number; the same figure twice is a fault."""
    plass, kolonner = _finn_hode(rader)
    if mangler := [str(KOLONNENAVN[navn]) for navn in OVERSKRIFTER if navn not in kolonner]:
        grunn = _(
            "Fant ikke kolonnen %(mangler)s. Filen må ha kommune_nr, aar, tilskuddstype og kroner i én rad øverst.",
            mangler=", ".join(mangler),
        )
        return Innlest(feil=[(rader[plass].linjenr, grunn)])
    linjer: list[Linje] = []
    uoppgitt: list[Linje] = []
    alle_feil: list[Merknad] = []
    sett: dict[tuple, int] = {}
    tomme = 0
    for rad in rader[plass + 1 :]:
        if not rad:
            continue
        celler = {navn: rad.celler[nr] if nr < len(rad.celler) else "" for navn, nr in kolonner.items()}
        feil: list[str] = []
        nr = _les_nr(celler["kommune_nr"], feil)
        aar = _les_aar(celler["aar"], feil)
        kode = _les_kode(celler["tilskuddstype"], feil)
        kroner = _les_kroner(celler["kroner"], feil)
        noekkel = nr, aar, kode
        if not feil and kroner is None:
            tomme += 1
            continue
        if not feil and noekkel in sett:
            feil.append(_("Samme kommune, år og tilskuddstype står også på linje %(nr)s.", nr=sett[noekkel]))
        if feil:
            alle_feil += [(rad.linjenr, grunn) for grunn in feil]
            continue
        sett[noekkel] = rad.linjenr
        (uoppgitt if nr == UOPPGITT else linjer).append(Linje(rad.linjenr, nr, aar, kode, kroner))
    if not linjer and not alle_feil:
        alle_feil.append((rader[plass].linjenr, _("Filen har ingen linjer med beløp for en kommune.")))
    return Innlest(linjer, alle_feil, uoppgitt, tomme)


def som_verdier(innlest: Innlest) -> dict:
    """Return a file without faults as plain values, for the step between preview and saving."""
    return {
        "linjer": [
            [linje.linjenr, linje.kommune_nr, linje.aar, linje.kode, linje.kroner] for linje in innlest.linjer
        ]
    }


def fra_verdier(verdier: dict) -> Innlest:
    """Return what ``som_verdier`` made values of."""
    return Innlest(linjer=[Linje(*linje) for linje in verdier["linjer"]])


def _finn_hode(rader: Sequence[Rad]) -> tuple[int, dict[str, int]]:
    """Return the place of the row of headings and the cell of each column: the row that has most of them."""
    beste: tuple[int, dict[str, int]] = (0, {})
    for plass, rad in enumerate(rader[:SISTE_HODERAD]):
        kolonner: dict[str, int] = {}
        for nr, celle in enumerate(rad.celler):
            tekst = celle.casefold().replace("å", "aa").replace("ø", "oe").replace("æ", "ae")
            tekst = re.sub(r"[\W_]", "", tekst)
            for navn, ord_ in OVERSKRIFTER.items():
                if tekst in ord_:
                    kolonner.setdefault(navn, nr)
        if len(kolonner) > len(beste[1]):
            beste = plass, kolonner
    return beste


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= 40 else f"{tekst[:40]}…"


def _les_nr(tekst: str, feil: list[str]) -> str:
    """Return a number of four digits; one of three has lost its zero."""
    tekst = re.sub(r"[.,]0$", "", tekst.removeprefix("'"))
    if re.fullmatch(r"[0-9]{3,4}", tekst):
        return tekst.zfill(4)
    feil.append(
        _("«%(tekst)s» er ikke et kommunenummer med fire siffer.", tekst=_kort(tekst))
        if tekst
        else _("Kommunenummeret mangler.")
    )
    return ""


def _les_aar(tekst: str, feil: list[str]) -> int:
    tekst = re.sub(r"[.,]0$", "", tekst)
    if re.fullmatch(r"[0-9]{4}", tekst) and TIDLIGSTE_AAR <= int(tekst) <= SENESTE_AAR:
        return int(tekst)
    verdier = {"tekst": _kort(tekst), "fra": TIDLIGSTE_AAR, "til": SENESTE_AAR}
    feil.append(_("«%(tekst)s» er ikke et år fra %(fra)s til %(til)s.", **verdier))
    return 0


def _les_kode(tekst: str, feil: list[str]) -> str:
    """Return the scheme's code, lower-case with no space in it: «Inttilsk 1» and «inttilsk_1» are the same."""
    kode = re.sub(r"\s+", "_", tekst.strip().removeprefix("'")).casefold()
    if not kode:
        feil.append(_("Tilskuddstypen mangler."))
    elif len(kode) > 40:
        feil.append(_("Tilskuddstypen «%(tekst)s» er lengre enn 40 tegn.", tekst=_kort(kode)))
    return kode


def _les_kroner(tekst: str, feil: list[str]) -> int | None:
    """Return whole kroner, negative when money was paid back; None when the file has no figure."""
    tekst = re.sub(r"\s", " ", tekst).strip().removeprefix("'").replace("\N{MINUS SIGN}", "-")
    if tekst in MANGLER:
        return None
    if not _HELT.fullmatch(tekst):
        feil.append(_("«%(tekst)s» er ikke et beløp i hele kroner.", tekst=_kort(tekst)))
        return None
    siffer = re.sub(r"[.,]0{1,2}$", "", tekst).replace(" ", "").removeprefix("-").lstrip("0") or "0"
    # Compare lengths first: Python refuses to read an integer of thousands of digits.
    if len(siffer) > len(str(HOEYESTE_KRONER)) or int(siffer) > HOEYESTE_KRONER:
        feil.append(_("«%(tekst)s» er mer enn 100 milliarder kroner.", tekst=_kort(tekst)))
        return None
    return -int(siffer) if tekst.startswith("-") else int(siffer)
