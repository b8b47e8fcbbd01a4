"""A map of municipalities as plain geometry: their outlines where these are imported, else tiles placed as they lie.

The class of a municipality is its fill, from light to dark, and what it stands for is told by the words in the map, in
the legend and in the table beside it. Municipalities without a place of their own in ``kartruter.csv`` stand in order
in a grid.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import atan2, atanh, ceil, cos, radians, sin, sqrt, tan
from pathlib import Path

from django.utils.text import slugify

from bosetting.felles.diagramformer import (
    MOERK,
    Diagram,
    Flate,
    Form,
    Punkt,
    Rektangel,
    Ring,
    Stil,
    Tekst,
    boks,
    linjer_i,
    tekstbredde,
)

# Where each municipality stands in a map of tiles, drawn by hand.
RUTER = Path(__file__).with_name("kartruter.csv")
# More tiles than this cannot be read on one page.
FLEST_RUTER = 72
BREDDE, KARTBREDDE, KARTHOEYDE, LUFT, VENSTRE = 760.0, 500.0, 560.0, 24.0, 4.0
RUTE_BREDDE, RUTE_HOEYDE = 104.0, 58.0
LAND, SKRIFT = "#55616d", 10.5

Ringer = Sequence[Ring]


@dataclass(frozen=True)
class Klasse:
    """One class of the map: its key, what it is called in the legend, and how it looks."""

    noekkel: str
    etikett: str
    stil: Stil


@dataclass(frozen=True)
class Kartkommune:
    """One municipality of the map: its class, and a few words under its name («12 av 24»)."""

    nr: str
    navn: str
    klasse: str
    tekst: str = ""


def kart(
    *,
    tittel,
    beskrivelse,
    klasser: Sequence[Klasse],
    kommuner: Sequence[Kartkommune],
    grenser: Mapping[str, Ringer],
    noekkel: str = "",
) -> Diagram | None:
    """Return the map, with outlines when ``grenser`` (rings by number) has every one of ``kommuner``, else with tiles.

    None when there is nobody to draw, or too many for tiles. Only the classes in use are in the legend.
    """
    stiler = {klasse.noekkel: klasse.stil for klasse in klasser}
    if kommuner and all(ett.nr in grenser for ett in kommuner):
        former, bredde, hoeyde = _omriss(kommuner, stiler, grenser)
    elif 0 < len(kommuner) <= FLEST_RUTER:
        former, bredde, hoeyde = _fliser(kommuner, stiler)
    else:
        return None
    antall = Counter(ett.klasse for ett in kommuner)
    brukt = [klasse for klasse in klasser if antall[klasse.noekkel]]
    merker = [(f"{klasse.etikett}: {antall[klasse.noekkel]}", klasse.stil) for klasse in brukt]
    ved_siden = max(tekstbredde(tekst, 13) for tekst, _stil in merker) + 26 + LUFT <= BREDDE - bredde
    x, y = (bredde + LUFT, 8.0) if ved_siden else (VENSTRE, hoeyde + LUFT)
    for tekst, stil in merker:
        plass = 24 + tekstbredde(tekst, 13) + LUFT
        # Below the map as many stand on a line as there is room for; beside it, one.
        if not ved_siden and x > VENSTRE and x + plass > BREDDE:
            x, y = VENSTRE, y + 26
        former += [
            boks(x, y, 16, 16, replace(stil, kant=LAND)),
            Tekst(x + 24, y + 12.5, tekst, stoerrelse=13),
        ]
        x, y = (x, y + 26) if ved_siden else (x + plass, y)
    y += 0 if ved_siden else 26
    return Diagram(
        tittel=str(tittel),
        beskrivelse=str(beskrivelse),
        bredde=BREDDE,
        hoeyde=max(hoeyde + 6, y),
        former=tuple(former),
        kolonner=("", ""),
        rader=tuple(
            (ett.navn, next(klasse.etikett for klasse in klasser if klasse.noekkel == ett.klasse), ett.tekst)
            for ett in kommuner
        ),
        noekkel=f"diagram-{slugify(noekkel or tittel)}",
    )


# ---- Tiles


@cache
def _faste_ruter() -> dict[str, tuple[int, int]]:
    with RUTER.open(encoding="utf-8", newline="") as fil:
        return {rad["nr"]: (int(rad["kolonne"]), int(rad["rad"])) for rad in csv.DictReader(fil)}


def ruter(numre: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return (column, row) from 0 for each: their own places when all have one, else a grid in the order given."""
    faste = _faste_ruter()
    plasser = {nr: faste[nr] for nr in numre if nr in faste}
    if len(plasser) < len(numre) or len(set(plasser.values())) < len(numre):
        kolonner = min(7, max(1, ceil(sqrt(len(numre)))))
        return {nr: (plass % kolonner, plass // kolonner) for plass, nr in enumerate(numre)}
    venstre, topp = (min(plass[akse] for plass in plasser.values()) for akse in (0, 1))
    return {nr: (kolonne - venstre, rad - topp) for nr, (kolonne, rad) in plasser.items()}


def _fliser(kommuner: Sequence[Kartkommune], stiler: Mapping[str, Stil]) -> tuple[list[Form], float, float]:
    plasser = ruter([ett.nr for ett in kommuner])
    kolonner = max(kolonne for kolonne, _rad in plasser.values()) + 1
    bredde = min(RUTE_BREDDE, (BREDDE - 4) / kolonner)
    former: list[Form] = []
    for ett in kommuner:
        kolonne, rad = plasser[ett.nr]
        x, y, stil = 2 + bredde * kolonne, 2 + RUTE_HOEYDE * rad, stiler[ett.klasse]
        former.append(Rektangel(x, y, bredde - 4, RUTE_HOEYDE - 4, stil.farge, stil.moenster, LAND))
        former += _ord(ett, stil, x + (bredde - 4) / 2, y + RUTE_HOEYDE / 2 - 2, bredde - 10)
    return former, bredde * kolonner, RUTE_HOEYDE * (max(rad for _kolonne, rad in plasser.values()) + 1)


def _ord(ett: Kartkommune, stil: Stil, x: float, y: float, plass: float) -> list[Form]:
    """Write name and words in the middle of a tile, smaller where the name is long, on clean paper over lines."""
    stoerrelse = min(12.0, 12 * plass / max(tekstbredde(ett.navn, 12), 1))
    linjer = [Tekst(x, y - 3 if ett.tekst else y + 4, ett.navn, "middle", stil.skrift, stoerrelse, fet=True)]
    if ett.tekst:
        linjer.append(Tekst(x, y + 13, ett.tekst, "middle", stil.skrift, 11))
    return [*_lapp(stil, linjer), *linjer]


def _lapp(stil: Stil, linjer: Sequence[Tekst]) -> list[Form]:
    if not stil.moenster:
        return []
    return [
        Rektangel(
            linje.x - (b := tekstbredde(linje.tekst, linje.stoerrelse) + 4) / 2,
            linje.y - linje.stoerrelse + 1,
            b,
            linje.stoerrelse + 3,
            stil.farge,
        )
        for linje in linjer
    ]


# ---- Outlines


def projiser(grenser: Mapping[str, Ringer]) -> dict[str, list[list[Punkt]]]:
    """Return the rings on a plane, y downwards: transverse Mercator round the middle meridian, true in shape."""
    lengder = [x for ringer in grenser.values() for ring in ringer for x, _y in ring]
    midt = radians((min(lengder) + max(lengder)) / 2)

    def punkt(lengde: float, bredde: float) -> Punkt:
        vest, nord = radians(lengde) - midt, radians(bredde)
        return atanh(cos(nord) * sin(vest)), -atan2(tan(nord), cos(vest))

    return {nr: [[punkt(x, y) for x, y in ring] for ring in ringer] for nr, ringer in grenser.items()}


def _omriss(
    kommuner: Sequence[Kartkommune], stiler: Mapping[str, Stil], grenser: Mapping[str, Ringer]
) -> tuple[list[Form], float, float]:
    """Return outlines filled by class with their names on top, and the size of the map."""
    flatt = projiser({ett.nr: grenser[ett.nr] for ett in kommuner})
    xer, yer = zip(*(punkt for ringer in flatt.values() for ring in ringer for punkt in ring), strict=True)
    vest, nord = min(xer), min(yer)
    skala = min(KARTBREDDE / (max(xer) - vest or 1), KARTHOEYDE / (max(yer) - nord or 1))

    def paa_arket(ringer: Ringer) -> tuple[tuple[Punkt, ...], ...]:
        return tuple(
            tuple((2 + (x - vest) * skala, 2 + (y - nord) * skala) for x, y in ring) for ring in ringer
        )

    paa_plass = {ett.nr: paa_arket(flatt[ett.nr]) for ett in kommuner}
    bredde, hoeyde = 4 + (max(xer) - vest) * skala, 4 + (max(yer) - nord) * skala
    former: list[Form] = []
    ord_: list[Form] = []
    for ett in kommuner:
        ringer, stil = paa_plass[ett.nr], stiler[ett.klasse]
        # Between two dark areas only a light line is seen.
        former.append(Flate(ringer, stil.farge, stil.moenster, LAND if stil.skrift == MOERK else "#ffffff"))
        ord_ += _navn_i(ringer, ett, stil) or _navn_utenfor(
            ringer, ett, list(paa_plass.values()), bredde, hoeyde
        )
    return [*former, *ord_], bredde, hoeyde


def _navn_i(ringer: Sequence[Ring], ett: Kartkommune, stil: Stil) -> list[Form]:
    """Write name and words inside the area; the name alone, or nothing, where they have no room."""
    for linjer, hoeyde in (([ett.navn, ett.tekst], 28.0), ([ett.navn], 12.0)):
        bredest = max(tekstbredde(linje, SKRIFT) for linje in linjer)
        plass = etikettplass(ringer, hoeyde, bredest * 1.5)
        # Names may reach a little over the border, figures may not.
        if plass is None or plass[2] < bredest * (1 if len(linjer) > 1 else 0.85):
            continue
        x, y, _rom = plass
        topp = y - 3 if len(linjer) > 1 else y + 4
        tekster = [
            Tekst(x, topp + 13.5 * nr, linje, "middle", stil.skrift, SKRIFT, fet=nr == 0)
            for nr, linje in enumerate(linjer)
        ]
        return [*_lapp(stil, tekster), *tekster]
    return []


def _navn_utenfor(
    ringer: Sequence[Ring], ett: Kartkommune, alle: Sequence[Sequence[Ring]], bredde: float, hoeyde: float
) -> list[Form]:
    """Write the name beside an area too small for it (islands), where it meets no land; else nothing."""
    xer, yer = zip(*(punkt for ring in ringer for punkt in ring), strict=True)
    b = tekstbredde(ett.navn, SKRIFT) + 4
    midt_x, midt_y = (min(xer) + max(xer)) / 2, (min(yer) + max(yer)) / 2
    for x, y in (
        (midt_x, max(yer) + 9),
        (min(xer) - b / 2 - 4, midt_y),
        (max(xer) + b / 2 + 4, midt_y),
        (min(xer) - b / 2 - 4, max(yer) - 6),
        (midt_x, min(yer) - 9),
    ):
        proever = [(x + b * dx, y + dy) for dx in (-0.5, -0.25, 0, 0.25, 0.5) for dy in (-6, 0, 6)]
        inne = x - b / 2 >= 0 and x + b / 2 <= bredde and 6 <= y <= hoeyde - 6
        if inne and not any(_ligger_i(punkt, omriss) for punkt in proever for omriss in alle):
            return [Tekst(x, y + 4, ett.navn, "middle", stoerrelse=SKRIFT, fet=True)]
    return []


def _ligger_i(punkt: Punkt, ringer: Sequence[Ring]) -> bool:
    """Return whether a point lies in an area (even-odd)."""
    x, y = punkt
    inne = False
    for ring in ringer:
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                inne = not inne
    return inne


def etikettplass(ringer: Sequence[Ring], hoeyde: float, nok: float) -> tuple[float, float, float] | None:
    """Return (x, y, width) of the best place in an area for a text of that height; None when the area is lower.

    Best is widest, up to ``nok``; among those wide enough, the one nearest the middle of the area from top to bottom.
    """
    trinn = hoeyde / 4
    linjer: dict[float, list[tuple[float, float]]] = {}
    for (x1, y), (x2, _y) in linjer_i(ringer, 0, trinn):
        linjer.setdefault(y, []).append((x1, x2))
    nivaaer = sorted(linjer)
    plasser: list[tuple[float, float, float]] = []
    for start in range(len(nivaaer) - 4):
        stabel = nivaaer[start : start + 5]
        if stabel[-1] - stabel[0] > hoeyde * 1.01:  # between two islands
            continue
        felles = linjer[stabel[0]]
        for y in stabel[1:]:
            felles = [
                (max(a1, b1), min(a2, b2))
                for a1, a2 in felles
                for b1, b2 in linjer[y]
                if max(a1, b1) < min(a2, b2)
            ]
        plasser += [((fra + til) / 2, stabel[2], til - fra) for fra, til in felles]
    if not plasser:
        return None
    midt = (nivaaer[0] + nivaaer[-1]) / 2
    return max(plasser, key=lambda plass: (min(plass[2], nok), -abs(plass[1] - midt)))
