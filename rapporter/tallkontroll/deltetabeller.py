"""Tables whose cells are parted by a tab, a bar or a semicolon, or come from a sheet: every cell is in its place."""

import re
from collections.abc import Sequence

from .celler import TOM, Celle, er_sum, les_celle
from .tabell import Rad, Tabell
from .tekst import Linje, rens

# Between two rows: blank lines of a double-spaced text.
MAKS_TOMME = 2
_STREK = re.compile(r"[\s|:+=_-]+")


def delte(linjer: Sequence[Linje], raa: Sequence[str]):
    """Yield tables whose cells are parted by a tab, a bar or a semicolon: every cell is in its place."""
    gruppe: list[tuple[int, list[str]]] = []
    for linje in [*linjer, Linje(10**9, "")]:
        tekst = raa[linje.nr - 1] if linje.nr <= len(raa) else ""
        skille = max("\t|;", key=tekst.count)
        if tekst.count(skille) and len(tekst) < 20_000 and (skille != ";" or _lik(gruppe, tekst)):
            if not _STREK.fullmatch(tekst):
                celler = tekst.strip().strip("|").split(skille) if skille == "|" else tekst.split(skille)
                gruppe.append((linje.nr, [rens(celle).strip() for celle in celler]))
            continue
        if not linje.tekst.strip() and gruppe and linje.nr - gruppe[-1][0] <= MAKS_TOMME and linje.nr < 10**9:
            continue
        if len(gruppe) > 2:
            for tabell in tabeller_av_celler(gruppe):
                yield tabell, set(range(gruppe[0][0], gruppe[-1][0] + 1))
        gruppe = []


def _lik(gruppe, tekst: str) -> bool:
    """Return whether a line with semicolons is a row: at least two cells, and not prose."""
    return tekst.count(";") >= 1 and max(map(len, tekst.split(";"))) < 80


def tabeller_av_celler(rader: Sequence[tuple[int, Sequence[str]]], ark: str = "") -> list[Tabell]:
    """Return the tables of rows of cells: each ends with a row that states its sums, or with a new heading."""
    ut: list[Tabell] = []
    hode: list[str] = []
    samlet: list[tuple[int, Sequence[str]]] = []

    def lukk():
        if len(samlet) >= 2 and (tabell := _av_celler(samlet, hode, ark)):
            ut.append(tabell)
        samlet.clear()

    for linje, celler in rader:
        tekster = [celle for celle in celler if celle]
        har_tall = any(les_celle(celle) is not None for celle in celler[1:])
        if not tekster:
            if samlet and er_sum(_etikett(samlet[-1][1])):
                lukk()
        elif _er_hode(celler) or not har_tall:
            if len(tekster) >= 2:
                lukk()
                hode = list(celler)
        else:
            if (
                samlet
                and er_sum(_etikett(samlet[-1][1]))
                and not er_sum(_etikett(celler))
                and _sum_paa_bunnen(samlet)
            ):
                lukk()
            samlet.append((linje, celler))
    lukk()
    return ut


def _er_hode(celler: Sequence[str]) -> bool:
    """Return whether the figures of a row are years only, beside names of columns."""
    verdier = [celle for celle in celler[1:] if celle]
    return (
        len(verdier) >= 2
        and not er_sum(_etikett(celler))
        and all(re.fullmatch(r"(?:19|20)\d\d", celle) for celle in verdier)
        and not (les_celle(celler[0]) not in (None, TOM))
        and (
            not celler[0]
            or celler[0].lower().split()[0] in ("kommune", "år", "navn", "område", "fylke", "post")
        )
    )


def _sum_paa_bunnen(samlet) -> bool:
    return len(samlet) > 1 and not er_sum(_etikett(samlet[0][1]))


def _etikett(celler: Sequence[str]) -> str:
    """Return the words of a row: its first cell that is no figure."""
    return next((celle for celle in celler if celle and les_celle(celle) is None), "")


_NAVNEKOLONNE = re.compile(
    r"(?:kommune)?(?:nr|nummer|kode|id)\.?|år|aar|dato|.{0,30}(?:nr|nummer|_id|kode|dato|år)", re.IGNORECASE
)


def _av_celler(samlet, hode: list[str], ark: str) -> Tabell | None:
    """Return the rows with the columns that hold figures; a column of codes, years or shares is none."""
    bredde = max(len(celler) for _linje, celler in samlet)
    kolonner = []
    for nr in range(bredde):
        verdier = [celler[nr] for _linje, celler in samlet if nr < len(celler) and celler[nr]]
        lest = [les_celle(verdi) for verdi in verdier]
        tall = [celle for celle in lest if celle not in (None, TOM)]
        # A cell that is marked as blank speaks neither for figures nor for words.
        fylte = [celle for celle in lest if celle is not TOM]
        navn = hode[nr] if nr < len(hode) else ""
        if not tall or len(tall) * 2 < len(fylte) or (navn and _NAVNEKOLONNE.fullmatch(navn.strip())):
            continue
        if all(re.fullmatch(r"0\d{2,}", verdi) or re.fullmatch(r"(?:19|20)\d\d", verdi) for verdi in verdier):
            continue
        if nr == 0 and not navn and bredde > 1 and all(re.fullmatch(r"\d{4}", verdi) for verdi in verdier):
            continue
        kolonner.append(nr)
    if not kolonner:
        return None
    rader = tuple(
        Rad(linje, _etikett(celler), tuple(_celle_i(celler, nr) for nr in kolonner))
        for linje, celler in samlet
    )
    navn = tuple(hode[nr] if nr < len(hode) else "" for nr in kolonner)
    return Tabell(rader, navn, ark, tuple(nr + 1 for nr in kolonner))


def _celle_i(celler: Sequence[str], nr: int) -> Celle | None:
    lest = les_celle(celler[nr]) if nr < len(celler) else None
    return None if lest is TOM else lest
