"""Tables in a text, however they are laid out: parted by bars, tabs or semicolons, in columns of spaces, or with one
cell on each line as a scanner leaves them. What cannot be placed in a column for certain is left for ``summer``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .celler import TOM, Celle, er_sum, les_celle, radkandidater
from .deltetabeller import MAKS_TOMME, delte
from .tabell import Rad, Tabell
from .tekst import Linje, er_punkt, rens, uten_punkt

_MAKS_ETIKETT = 60
_MAKS_HODE = 24
_HARDE = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")


def finn_tabeller(linjer: Sequence[Linje], raa: Sequence[str]) -> tuple[list[Tabell], set[int]]:
    """Return the tables of a text and the numbers of the lines they take up.

    ``raa`` are the lines as they came, where a tab still is one.
    """
    tabeller, brukte = [], set()
    for finn in (delte, _i_kolonner, _en_celle_per_linje):
        for tabell, tatt in finn([linje for linje in linjer if linje.nr not in brukte], raa):
            tabeller.append(tabell)
            brukte |= tatt
    return sorted(tabeller, key=lambda tabell: tabell.rader[0].linje), brukte


# ------------------------------------------------------------------ columns of spaces


@dataclass(frozen=True)
class _Kandidat:
    linje: Linje
    etikett: str
    valg: dict[int, tuple[Celle | None, ...]]  # the row read with so many cells


def _i_kolonner(linjer: Sequence[Linje], raa: Sequence[str]):
    """Yield tables of lines that each end in figures: a label, and what stands in the columns."""
    gruppe: list[_Kandidat] = []
    foran: list[Linje] = []
    ord_: Linje | None = None
    tomme = 0
    for linje in [*linjer, Linje(10**9, "")]:
        if not linje.tekst.strip() and linje.nr < 10**9:
            tomme += 1
            continue
        # A hard space between digits parts thousands, never columns.
        valg = radkandidater(rens(_HARDE.sub(".", raa[linje.nr - 1])) if linje.nr <= len(raa) else "")
        if not gruppe and valg and not any(celle for celler in valg[1].values() for celle in celler):
            valg = None  # «Aktiviteter –»: a table does not begin with blanks
        borte = gruppe and linje.nr - (ord_ or gruppe[-1].linje).nr > MAKS_TOMME + 1
        if gruppe and (borte or (valg is None and (ord_ or not _mellomlinje(linje)))):
            yield from _lukk_kolonner(gruppe, foran)
            foran = [linje_ for linje_ in [ord_] if linje_] if not borte else []
            gruppe, ord_ = [], None
        if valg is None:
            if gruppe:
                ord_ = linje
            else:
                foran = [*foran[-2:], linje]
            continue
        if gruppe and er_sum(gruppe[-1].etikett) and not er_sum(valg[0]) and len(gruppe) > 1:
            yield from _lukk_kolonner(gruppe, foran)
            gruppe, foran = [], [linje_ for linje_ in [ord_] if linje_]
        ord_ = None
        gruppe.append(_Kandidat(linje, valg[0], valg[1]))
        tomme = 0


def _mellomlinje(linje: Linje) -> bool:
    """Return whether a line without figures may stand inside a table: a few words, no sentence."""
    tekst = linje.tekst.strip()
    return len(tekst) < 40 and not tekst.endswith((".", ":", "!", "?")) and not er_punkt(tekst)


def _lukk_kolonner(gruppe: list[_Kandidat], foran: list[Linje]):
    """Yield the table of the rows, if they are one: read with the number of columns that most of them can have."""
    while gruppe and _bare_aar(gruppe[0]):
        foran = [*foran, gruppe[0].linje]
        gruppe = gruppe[1:]
    har_sum = any(er_sum(rad.etikett) for rad in gruppe)
    if len(gruppe) < (2 if har_sum else 3):
        return
    mulige = Counter(bredde for rad in gruppe for bredde in rad.valg)
    flest = max(mulige.values())
    tabeller = []
    for bredde in sorted(bredde for bredde, antall in mulige.items() if antall == flest)[:4]:
        if bredde == 1 and not har_sum:
            continue
        rader = [_rad(rad, bredde) for rad in gruppe]
        if all(rader):
            plassert = _plasser(rader, bredde, gruppe)
            tabeller.append(Tabell(tuple(plassert), kolonnenavn(foran, bredde)))
    if tabeller:
        yield max(tabeller, key=_stemmer), {rad.linje.nr for rad in gruppe}


def _bare_aar(rad: _Kandidat) -> bool:
    """Return whether every figure of a line is a year: then it is a heading."""
    celler = [celle for celle in rad.valg[max(rad.valg)] if celle is not None]
    return not er_sum(rad.etikett) and all(re.fullmatch(r"(?:19|20)\d\d", celle.tekst) for celle in celler)


def _stemmer(tabell: Tabell) -> tuple[int, int]:
    """Return how well a reading of a table fits: columns whose sum is right, then how many cells it makes of them."""
    sum_ = next((rad for rad in reversed(tabell.rader) if rad.er_sum), tabell.rader[-1])
    riktige = 0
    for nr in range(tabell.bredde):
        verdier = [
            rad.celler[nr].verdi
            for rad in tabell.rader
            if rad is not sum_ and nr < len(rad.celler) and rad.celler[nr] is not None
        ]
        oppgitt = sum_.celler[nr] if nr < len(sum_.celler) else None
        riktige += oppgitt is not None and sum(verdier) == oppgitt.verdi
    return (riktige == tabell.bredde, bool(any(tabell.navn)), riktige, -tabell.bredde)


def _rad(kandidat: _Kandidat, bredde: int) -> Rad | None:
    """Return the row read with ``bredde`` cells, or as many as it has when they are fewer; None when it has more."""
    if bredde in kandidat.valg:
        return Rad(kandidat.linje.nr, kandidat.etikett, kandidat.valg[bredde])
    faerre = [antall for antall in kandidat.valg if antall < bredde]
    if not faerre:
        return None
    return Rad(kandidat.linje.nr, kandidat.etikett, kandidat.valg[max(faerre)], plassert=False)


def _plasser(rader: list[Rad], bredde: int, gruppe: list[_Kandidat]) -> list[Rad]:
    """Return the rows, the short ones with their cells in the columns that they stand under when all others line up."""
    fulle = [rad for rad in rader if rad.plassert]
    if len(fulle) == len(rader) or len(fulle) < 2:
        return rader
    kanter = []
    for nr in range(bredde):
        hoeyre = {rad.celler[nr].slutt for rad in fulle if rad.celler[nr] is not None}
        venstre = {rad.celler[nr].start for rad in fulle if rad.celler[nr] is not None}
        if hoeyre and max(hoeyre) - min(hoeyre) <= 1:
            kanter.append(("slutt", min(hoeyre), max(hoeyre)))
        elif venstre and max(venstre) - min(venstre) <= 1:
            kanter.append(("start", min(venstre), max(venstre)))
        else:
            return rader
    ut = []
    for rad in rader:
        if not rad.plassert:
            celler: list[Celle | None] = [None] * bredde
            for celle in rad.tall:
                under = [
                    nr for nr, (kant, fra, til) in enumerate(kanter) if fra <= getattr(celle, kant) <= til
                ]
                if len(under) != 1:
                    break
                celler[under[0]] = celle
            else:
                rad = replace(rad, celler=tuple(celler), plassert=True)
        ut.append(rad)
    return ut


def kolonnenavn(foran: Sequence[Linje], bredde: int) -> tuple[str, ...]:
    """Return the columns' names from the lines above: the nearest, then a wider heading; "" if none fits."""
    navn = [""] * bredde
    under: Linje | None = None
    for linje in reversed(foran[-2:]):
        if under is not None and under.nr - linje.nr > 1:
            break
        under = linje
        ord_ = _hodeord(linje.tekst, bredde)
        if ord_ is None:
            break
        navn = [f"{nederst} {over}".strip() for nederst, over in zip(navn, ord_, strict=True)]
    return tuple(navn)


def _hodeord(tekst: str, bredde: int) -> list[str] | None:
    if len(tekst.strip()) > 120 or tekst.rstrip().endswith((".", ":")):
        return None
    biter = [bit for bit in re.split(r" {2,}", tekst.strip()) if bit]
    for ord_ in (biter, tekst.split()):
        if len(ord_) == bredde:
            return ord_
        if len(ord_) == bredde + 1 and not re.fullmatch(r"\d{4}", ord_[0]):
            return ord_[1:]
    for ord_ in (biter, tekst.split()):
        if 1 < len(ord_) < bredde and bredde % len(ord_) == 0:
            return [ett for ett in ord_ for _nr in range(bredde // len(ord_))]
    return None


# ------------------------------------------------------------------ one cell on each line


def _en_celle_per_linje(linjer: Sequence[Linje], raa: Sequence[str]):
    """Yield tables whose cells follow each other down the page: a label, then its figures."""
    gruppe: list[tuple[Linje, Celle | None]] = []
    forrige = 0
    for linje in [*linjer, Linje(10**9, "")]:
        tekst = linje.tekst.strip()
        if not tekst and linje.nr < 10**9:
            continue
        celle = les_celle(tekst) if len(tekst) < 30 else None
        kort = celle is not None or (
            len(tekst) <= _MAKS_ETIKETT and not tekst.endswith((".", ":", "!", "?", ","))
        )
        if not kort or er_punkt(tekst) or linje.nr - forrige > MAKS_TOMME + 1:
            yield from _lukk_celler(gruppe)
            gruppe = []
        if kort and not er_punkt(tekst):
            gruppe.append((linje, celle))
        forrige = linje.nr


def _lukk_celler(gruppe: list[tuple[Linje, Celle | None]]):
    """Yield the table of a run of lines that are words or figures alone, up to its sum."""
    rader: list[tuple[Linje, list[Celle]]] = []
    hode: list[Linje] = []
    tatt: set[int] = set()
    for linje, celle in gruppe:
        if celle is None:
            if rader and er_sum(rader[-1][0].tekst) and rader[-1][1]:
                yield from _av_kolonner(rader, hode, tatt)
                rader, hode, tatt = [], [], set()
            if rader and not rader[-1][1]:
                ledd = rader.pop()[0]
                if not rader:
                    hode = [*hode[-_MAKS_HODE:], ledd]
            rader.append((linje, []))
        elif rader:
            rader[-1][1].append(celle)
        tatt.add(linje.nr)
    yield from _av_kolonner(rader, hode, tatt)


def _av_kolonner(rader, hode: list[Linje], tatt: set[int]):
    rader = [(linje, celler) for linje, celler in rader if celler]
    merket = bool(rader) and er_sum(rader[-1][0].tekst)
    if len(rader) < (3 if merket else 5):
        return
    vanligst = Counter(len(celler) for _linje, celler in rader)
    bredde = max(vanligst, key=lambda antall: (vanligst[antall], antall))
    bredde = max(bredde, len(rader[-1][1]))
    if not merket and (bredde < 2 or len(rader[-1][1]) != bredde):
        return
    if bredde > 12 or any(len(celler) > bredde for _linje, celler in rader):
        return
    ut = tuple(
        Rad(
            linje.nr,
            uten_punkt(linje.tekst),
            tuple(None if c is TOM else c for c in celler),
            len(celler) == bredde,
        )
        for linje, celler in rader
    )
    ord_ = [linje.tekst.strip() for linje in hode][-bredde:]
    yield Tabell(ut, tuple(ord_) if len(ord_) == bredde else ("",) * bredde), tatt
