"""What the control finds: one frozen ``Funn`` for each place, with what stands there and what the arithmetic gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bosetting.felles.melding import Melding
from bosetting.felles.melding import melding as _

HARDT_MELLOMROM = "\N{NO-BREAK SPACE}"
MAKS_SITAT = 180


class Slag(StrEnum):
    """The kinds of finding; the value is what scripts read."""

    KOLONNESUM = "kolonnesum"
    RADSUM = "radsum"
    TEKSTSUM = "tekstsum"
    DEL = "del_av_helhet"
    DIFFERANSE = "differanse"
    PROSENT = "prosent"
    OPPTELLING = "opptelling"
    MOTSTRID = "motstrid"
    SKJAERINGSDATO = "skjaeringsdato"
    PERIODE = "periode"
    DATO = "dato"
    # Only of a report, which has records behind it (``rapporter.rapportkontroll``).
    REGISTER = "register"
    TIDLIGERE = "tidligere_rapport"
    SITERBART = "siterbart"
    UTEN_KILDE = "uten_kilde"


# What a reader sees, in the order of the page.
NAVN: dict[Slag, Melding] = {
    Slag.KOLONNESUM: _("Sum av en kolonne"),
    Slag.RADSUM: _("Sum av en rad"),
    Slag.TEKSTSUM: _("Sum i teksten"),
    Slag.DEL: _("Del større enn helheten"),
    Slag.DIFFERANSE: _("Differanse"),
    Slag.PROSENT: _("Prosent og forhold"),
    Slag.OPPTELLING: _("Antall mot liste"),
    Slag.MOTSTRID: _("Samme tall med ulik verdi"),
    Slag.SKJAERINGSDATO: _("Skjæringsdato"),
    Slag.PERIODE: _("Utenfor perioden"),
    Slag.DATO: _("Dato"),
    Slag.REGISTER: _("Annet tall enn i registreringene"),
    Slag.TIDLIGERE: _("Annet tall enn i en sendt rapport"),
    Slag.SITERBART: _("Tall som kan settes inn"),
    Slag.UTEN_KILDE: _("Tall uten kilde"),
}


@dataclass(frozen=True)
class Funn:
    """One thing that does not add up.

    ``linje`` is the line of the text or the row of the sheet, from 1; ``sted`` names sheet and cell in a workbook.
    ``funnet`` is what stands there, ``skal_vaere`` what the rest of the document gives. ``linjer`` are the lines it
    was reckoned from, ``linje`` among them.
    """

    slag: Slag
    linje: int
    sitat: str
    funnet: str
    skal_vaere: str
    forklaring: Melding
    linjer: tuple[int, ...]
    sted: str = ""


def funn(
    slag: Slag, linje: int, sitat: str, funnet: str, skal_vaere: str, forklaring: Melding,
    linjer: Iterable[int] = (), sted: str = "",
) -> Funn:  # fmt: skip
    """Return a finding with a short quote and its lines in order."""
    alle = tuple(sorted({linje, *linjer}))
    return Funn(slag, linje, kort(sitat), funnet, skal_vaere, forklaring, alle, sted)


def kort(tekst: str, rundt: int = 0) -> str:
    """Return the text on one line, cut at a word round the position ``rundt`` when it is too long to quote."""
    if len(tekst) > 4 * MAKS_SITAT:
        fra = max(0, rundt - 2 * MAKS_SITAT)
        tekst, rundt = tekst[fra : fra + 4 * MAKS_SITAT], rundt - fra
    ord_ = " ".join(tekst.split())
    if len(ord_) <= MAKS_SITAT:
        return ord_
    fra = max(0, min(rundt - MAKS_SITAT // 2, len(ord_) - MAKS_SITAT))
    bit = ord_[fra : fra + MAKS_SITAT]
    foran = "… " if fra else ""
    bak = " …" if fra + MAKS_SITAT < len(ord_) else ""
    if foran:
        bit = bit.partition(" ")[2] or bit
    if bak:
        bit = bit.rpartition(" ")[0] or bit
    return f"{foran}{bit}{bak}"


def skriv(verdi: Decimal | int) -> str:
    """Return the figure as Norwegian text writes it: 18 000 with a no-break space, 12,5 with a comma."""
    tekst = f"{Decimal(verdi):,f}"
    heltall, _punktum, desimaler = tekst.partition(".")
    desimaler = desimaler.rstrip("0")
    return heltall.replace(",", HARDT_MELLOMROM) + (f",{desimaler}" if desimaler else "")


def eller(verdier: Iterable[str]) -> str:
    """Return «300», «300 eller 325», «300, 315 eller 325»."""
    *foerst, sist = list(verdier)
    return _("%(foerst)s eller %(sist)s", foerst=", ".join(foerst), sist=sist) if foerst else sist


def og(ledd: Iterable[str]) -> str:
    """Return «Halden», «Halden og Moss», «Halden, Moss og Rygge»."""
    *foerst, sist = list(ledd)
    return _("%(foerst)s og %(sist)s", foerst=", ".join(foerst), sist=sist) if foerst else sist
