"""Cells of a table as text: what is a figure, what is blank, and how many figures a line of a table may end in."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .tall import les_tall
from .tekst import er_punkt, uten_punkt

_SUM = re.compile(
    r"(?:sum|total|totalt|totalsum|hovedsum|samlet|i alt|ialt|til sammen|tilsammen"
    r"|hele (?:landet|fylket|perioden|året))(?:\b.{0,60})?"
    r"|.{0,60}[ (,:-](?:sum|totalt?|i alt|ialt|til sammen|tilsammen|samlet)\)?:?",
    re.IGNORECASE,
)
_DELSUM = re.compile(r"(?:del-?sum|subtotal|sum [a-zæøå]).{0,60}", re.IGNORECASE)
_CELLE = re.compile(
    r"(?P<fortegn>[+–-] ?)?(?:kr\.? ?)?(?P<tall>\d{1,3}(?:([ .])\d{3}(?:\3\d{3}){0,4})|\d{1,15})(?P<desimal>,\d{1,6})?"
    r"(?P<enhet>,-|,–| ?kr\.?| ?kroner| ?%| ?prosent)?\*{0,3}",
    re.IGNORECASE,
)
_TOMT = frozenset({"-", "–", "—", "..", ".", ":", "x", "X", "*", "i.a.", "ikke svart", "ukjent"})
_MAKS_BREDDE = 12


@dataclass(frozen=True)
class Celle:
    """A figure in a table; ``prosent`` when it is a share, which no column adds up."""

    verdi: Decimal
    tekst: str
    start: int = 0
    slutt: int = 0
    prosent: bool = False


# A cell that says it is blank: «–».
TOM = Celle(Decimal(0), "")


def er_sum(etikett: str) -> bool:
    """Return whether a row with this label states sums."""
    return bool(_SUM.fullmatch(etikett.strip(" *_#").rstrip(":")))


def er_delsum(etikett: str) -> bool:
    """Return whether a row with this label states the sum of the rows since the last such row."""
    return bool(_DELSUM.fullmatch(etikett.strip(" *_").rstrip(":")))


def les_celle(tekst: str, start: int = 0) -> Celle | None:
    """Return the figure of a cell, ``TOM`` for a mark of nothing, None for anything else."""
    tekst = tekst.strip().strip("*").strip()
    if tekst in _TOMT:
        return TOM
    if tekst.startswith("(") and tekst.endswith(")"):
        tekst = tekst[1:-1].strip()  # «780 (199)»: a part of the figure before it
    if not tekst or not (treff := _CELLE.fullmatch(tekst)):
        return None
    verdi = les_tall(treff["tall"] + (treff["desimal"] or ""))
    if verdi is None:
        return None
    if treff["fortegn"] and treff["fortegn"].strip() in "–-":
        verdi = -verdi
    prosent = (treff["enhet"] or "").strip() in ("%", "prosent")
    return Celle(verdi, tekst, start, start + len(tekst), prosent)


def radkandidater(tekst: str) -> tuple[str, dict[int, tuple[Celle | None, ...]]] | None:
    """Return a line's label and its cells by how many they may be; None when it is no row of a table.

    «12 345» may be one figure or two: every count that joining thousands can give is there.
    """
    if len(tekst) > 300:
        return None
    renset = tekst.rstrip()
    if er_punkt(renset):
        uten = uten_punkt(renset)
        forskyvning = len(renset) - len(uten)
    else:
        uten, forskyvning = renset, 0
    ord_ = [(treff.start() + forskyvning, treff[0]) for treff in re.finditer(r"\S+", uten)]
    hale: list[tuple[int, str]] = []
    while ord_ and _er_celleord(ord_[-1][1]):
        hale.insert(0, ord_.pop())
        if len(hale) > 3 * _MAKS_BREDDE:
            return None
    if ord_ and ord_[-1][1].lower().strip(".") in ("kr", "nok") and hale:
        ord_.pop()
    etikett = uten[: ord_[-1][0] - forskyvning + len(ord_[-1][1])].strip() if ord_ else ""
    if not hale or not any(tegn.isalpha() for tegn in etikett):
        return None
    if len(etikett) > 60 or etikett.endswith((".", ",")) and len(etikett) > 30:
        return None
    valg = _deling(hale)
    return (etikett, valg) if valg else None


def _er_celleord(tekst: str) -> bool:
    return (
        tekst in _TOMT - {"x", "X", "ukjent"} or tekst in ("%",) or bool(_CELLE.fullmatch(tekst.strip("()")))
    )


def _deling(hale: list[tuple[int, str]]) -> dict[int, tuple[Celle | None, ...]]:
    """Return the cells by their number: each word one cell, with spaced thousands joined one by one from the left."""
    enkle = []
    for start, tekst in hale:
        if tekst == "%" and enkle:
            forrige_start, forrige = enkle.pop()
            enkle.append((forrige_start, f"{forrige} %"))
        else:
            enkle.append((start, tekst))
    sammenslaatt: list[list[tuple[int, str]]] = []
    for start, tekst in enkle:
        siste = sammenslaatt[-1][-1] if sammenslaatt else None
        hoerer_til = (
            siste is not None
            and re.fullmatch(r"\d{3}(?:,\d+)?(?:,-|%)?", tekst)
            and re.fullmatch(r"[+–-]?\d{1,3}", sammenslaatt[-1][0][1])
            and (len(sammenslaatt[-1]) == 1 or re.fullmatch(r"\d{3}", siste[1]))
            and start - (siste[0] + len(siste[1])) == 1
            and siste[1] != "0"
        )
        if hoerer_til:
            sammenslaatt[-1].append((start, tekst))
        else:
            sammenslaatt.append([(start, tekst)])
    ut: dict[int, tuple[Celle | None, ...]] = {}
    # From all thousands joined to none: each step parts one more group, the last first.
    for delte in range(len([gruppe for gruppe in sammenslaatt if len(gruppe) > 1]) + 1):
        celler, igjen = [], delte
        for gruppe in reversed(sammenslaatt):
            if len(gruppe) > 1 and igjen:
                igjen -= 1
                celler[:0] = [(start, tekst) for start, tekst in gruppe]
            else:
                celler.insert(0, (gruppe[0][0], " ".join(tekst for _start, tekst in gruppe)))
        lest = [les_celle(tekst, start) for start, tekst in celler]
        if len(lest) <= _MAKS_BREDDE and all(celle is not None for celle in lest):
            ut.setdefault(len(lest), tuple(None if celle is TOM else celle for celle in lest))
    return ut
