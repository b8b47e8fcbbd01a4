"""Reading municipality borders from a GeoJSON file that nobody has judged yet: plain values out, or a sentence.

Nothing of the file is believed: its size, depth, number of points, kinds of geometry and every coordinate are checked.
Neighbours keep a border in common when it is simplified, because a line between the same two points is simplified the
same way wherever it occurs.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, isfinite, radians

MEGABYTE = 1024 * 1024
STOERSTE_FIL = 10 * MEGABYTE
DYPEST = 12  # a MultiPolygon in a collection is 9 deep
FLEST_KOMMUNER, FLEST_PUNKTER, FLEST_RINGER = 1000, 400_000, 5000
# The mainland, Svalbard and Jan Mayen in degrees; what lies outside is another place, or another kind of coordinates.
VEST, OEST, SOER, NORD = -10.0, 35.0, 57.0, 82.0
# What is lost by simplifying, in degrees of latitude: 100 metres, less than a pixel in a map of a county. A long line
# is simplified in pieces, because a line made to be difficult costs the square of its length.
SLINGRING, LENGSTE_STYKKE = 0.0009, 200
# A ring smaller than this (square degrees of latitude; 0.1 km²) is an islet that no map of ours can show.
MINSTE_RING = 0.000008
DESIMALER = 5
_NUMMERFELT = ("kommunenummer", "kommunenr", "KOMMUNENR", "komm", "nr")

Punkt = tuple[float, float]
Ring = list[Punkt]


class GeojsonFeil(ValueError):
    """Why a file cannot be read, as a sentence in bokmål."""


def les(data: bytes) -> dict[str, list[Ring]]:
    """Return the rings of each municipality by its number, simplified. Raises GeojsonFeil.

    A ring inside another is a hole, or an island in it: drawn even-odd, they need not be told apart.
    """
    samling = _innhold(data)
    if not isinstance(samling, dict) or samling.get("type") != "FeatureCollection":
        raise GeojsonFeil("Filen må være en GeoJSON av typen FeatureCollection.")
    trekk = samling.get("features")
    if not isinstance(trekk, list) or not trekk:
        raise GeojsonFeil("Filen har ingen kommuner («features»).")
    if len(trekk) > FLEST_KOMMUNER:
        raise GeojsonFeil(f"Filen har {len(trekk)} områder. Den kan ha høyst {FLEST_KOMMUNER}.")
    grenser: dict[str, list[Ring]] = {}
    punkter = 0
    for plass, ett in enumerate(trekk, 1):
        nr = _nummer(ett, plass)
        if nr in grenser:
            raise GeojsonFeil(f"Kommunenummeret {nr} står to ganger i filen.")
        grenser[nr] = _ringer(ett, nr)
        punkter += sum(map(len, grenser[nr]))
        if punkter > FLEST_PUNKTER:
            raise GeojsonFeil(f"Grensene har over {FLEST_PUNKTER} punkter. Bruk en forenklet fil.")
    return forenkle(grenser)


def _innhold(data: bytes):
    if len(data) > STOERSTE_FIL:
        raise GeojsonFeil(f"Filen er større enn {STOERSTE_FIL // MEGABYTE} MB. Bruk en forenklet fil.")
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GeojsonFeil("Filen er ikke UTF-8.") from None
    if _dybde(tekst) > DYPEST:
        raise GeojsonFeil("Filen har flere lag enn en GeoJSON kan ha.")
    try:
        return json.loads(tekst, parse_constant=_avvis)
    except GeojsonFeil:
        raise
    except json.JSONDecodeError as feil:
        raise GeojsonFeil(f"Filen er ikke gyldig JSON (linje {feil.lineno}).") from None
    except ValueError:  # a whole number of thousands of digits
        raise GeojsonFeil("Filen har et tall som er for langt.") from None


def _avvis(verdi: str):
    raise GeojsonFeil(f"Filen har verdien {verdi}, som ikke er et tall.")


def _dybde(tekst: str) -> int:
    """Return how deep brackets nest, before a parser has to follow them; those inside texts count too."""
    dypest = dybde = 0
    for tegn in tekst:
        if tegn in "[{":
            dybde += 1
            dypest = max(dypest, dybde)
        elif tegn in "]}":
            dybde -= 1
    return dypest


def _nummer(trekk, plass: int) -> str:
    """Return the municipality number of a feature, from its properties or its id."""
    if not isinstance(trekk, dict) or trekk.get("type") != "Feature":
        raise GeojsonFeil(f"Område {plass} er ikke et «Feature».")
    felt = trekk.get("properties")
    felt = felt if isinstance(felt, dict) else {}
    for verdi in [*(felt.get(navn) for navn in _NUMMERFELT), trekk.get("id")]:
        tekst = f"{verdi:04d}" if type(verdi) is int and 0 < verdi < 10_000 else verdi
        if isinstance(tekst, str) and len(tekst) == 4 and tekst.isascii() and tekst.isdigit():
            return tekst
    raise GeojsonFeil(f"Område {plass} mangler kommunenummer (fire siffer i «{_NUMMERFELT[0]}» eller «id»).")


def _ringer(trekk: dict, nr: str) -> list[Ring]:
    geometri = trekk.get("geometry")
    slag = geometri.get("type") if isinstance(geometri, dict) else None
    if slag not in ("Polygon", "MultiPolygon"):
        raise GeojsonFeil(f"Grensen til {nr} må være Polygon eller MultiPolygon.")
    koordinater = geometri.get("coordinates")
    flater = [koordinater] if slag == "Polygon" else koordinater
    if not isinstance(flater, list) or not all(isinstance(flate, list) and flate for flate in flater):
        raise GeojsonFeil(f"Koordinatene til {nr} har ikke rett form.")
    raa = [ring for flate in flater for ring in flate]
    if not raa or len(raa) > FLEST_RINGER:
        raise GeojsonFeil(f"Grensen til {nr} må ha mellom 1 og {FLEST_RINGER} ringer.")
    return [_ring(ring, nr) for ring in raa]


def _ring(raa, nr: str) -> Ring:
    """Return a ring without its closing point, and without a point that repeats the one before."""
    if not isinstance(raa, list) or len(raa) < 4:
        raise GeojsonFeil(f"Grensen til {nr} har en ring med færre enn fire punkter.")
    ring: Ring = []
    for verdi in raa:
        punkt = _punkt(verdi, nr)
        if not ring or punkt != ring[-1]:
            ring.append(punkt)
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _punkt(verdi, nr: str) -> Punkt:
    if not isinstance(verdi, list) or not 2 <= len(verdi) <= 4:
        raise GeojsonFeil(f"Grensen til {nr} har et punkt som ikke er et par av tall.")
    x, y = verdi[0], verdi[1]
    for tall in (x, y):
        if type(tall) is not int and not (isinstance(tall, float) and isfinite(tall)):
            raise GeojsonFeil(f"Grensen til {nr} har en koordinat som ikke er et tall.")
    if not (VEST <= x <= OEST and SOER <= y <= NORD):
        raise GeojsonFeil(
            f"Grensen til {nr} har et punkt som ikke ligger i Norge: {_kort(x)}, {_kort(y)}. Koordinatene må være "
            "lengde- og breddegrader i WGS 84, med lengden først."
        )
    return round(float(x), DESIMALER), round(float(y), DESIMALER)


def _kort(tall: int | float) -> str:
    return f"{tall:.6g}" if abs(tall) < 10**15 else "(et svært langt tall)"


# ---- Simplifying


def forenkle(grenser: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Return the borders with fewer points. Islets go, but never the largest ring of a municipality."""
    store = {nr: _uten_holmer(ringer) for nr, ringer in grenser.items()}
    knuter = _knuter(ring for ringer in store.values() for ring in ringer)
    return {nr: [_forenklet_ring(ring, knuter) for ring in ringer] for nr, ringer in store.items()}


def _uten_holmer(ringer: list[Ring]) -> list[Ring]:
    etter_areal = sorted(((_areal(ring), nr) for nr, ring in enumerate(ringer)), reverse=True)
    beholdt = {nr for areal, nr in etter_areal if areal >= MINSTE_RING} | {etter_areal[0][1]}
    return [ring for nr, ring in enumerate(ringer) if nr in beholdt]


def _areal(ring: Ring) -> float:
    dobbelt = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _kanter(ring))
    return abs(dobbelt) / 2 * cos(radians(ring[0][1]))


def _kanter(ring: Sequence[Punkt]) -> Iterable[tuple[Punkt, Punkt]]:
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)


def _knuter(ringer: Iterable[Ring]) -> set[Punkt]:
    """Return the points where borders meet: those that have other neighbours in one ring than in another."""
    naboer: dict[Punkt, frozenset[Punkt]] = {}
    knuter: set[Punkt] = set()
    for ring in ringer:
        for nr, punkt in enumerate(ring):
            egne = frozenset((ring[nr - 1], ring[(nr + 1) % len(ring)]))
            if naboer.setdefault(punkt, egne) != egne:
                knuter.add(punkt)
    return knuter


def _forenklet_ring(ring: Ring, knuter: set[Punkt]) -> Ring:
    """Simplify each line between two points that must stay; a ring alone keeps two points far apart."""
    faste = [nr for nr, punkt in enumerate(ring) if punkt in knuter]
    if len(faste) < 2:
        start = faste[0] if faste else ring.index(min(ring))
        ring = [*ring[start:], *ring[:start]]
        lengst = max(range(len(ring)), key=lambda nr: (_avstand(ring[nr], ring[0]), ring[nr]))
        faste = [0, lengst] if lengst else [0]
    else:
        ring = [*ring[faste[0] :], *ring[: faste[0]]]
        faste = [nr - faste[0] for nr in faste]
    punkter: Ring = []
    for fra, til in zip(faste, [*faste[1:], len(ring)], strict=True):
        punkter += _forenklet_linje([*ring[fra : til + 1], *([ring[0]] if til == len(ring) else [])])[:-1]
    # A ring that would fall together stays as it was.
    return punkter if len(punkter) >= 3 else ring


def _forenklet_linje(linje: Ring) -> Ring:
    """Return the line with the points that matter (Douglas–Peucker), the same from either end."""
    if linje[-1] < linje[0]:
        return _forenklet_linje(linje[::-1])[::-1]
    stykker = [*range(0, len(linje) - 1, LENGSTE_STYKKE), len(linje) - 1]
    beholdt = set(stykker)
    igjen = list(pairwise(stykker))
    while igjen:
        fra, til = igjen.pop()
        lengst, hvor = 0.0, 0
        for nr in range(fra + 1, til):
            avstand = _fra_linjen(linje[nr], linje[fra], linje[til])
            if avstand > lengst:
                lengst, hvor = avstand, nr
        if lengst > SLINGRING:
            beholdt.add(hvor)
            igjen += [(fra, hvor), (hvor, til)]
    return [linje[nr] for nr in sorted(beholdt)]


def _avstand(en: Punkt, annen: Punkt) -> float:
    """Return the distance in degrees of latitude."""
    return hypot((en[0] - annen[0]) * cos(radians(en[1])), en[1] - annen[1])


def _fra_linjen(punkt: Punkt, fra: Punkt, til: Punkt) -> float:
    """Return how far a point lies from a piece of line, in degrees of latitude."""
    krympet = cos(radians(punkt[1]))
    dx, dy = (til[0] - fra[0]) * krympet, til[1] - fra[1]
    px, py = (punkt[0] - fra[0]) * krympet, punkt[1] - fra[1]
    lengde = dx * dx + dy * dy
    andel = min(1.0, max(0.0, (px * dx + py * dy) / lengde)) if lengde else 0.0
    return hypot(px - andel * dx, py - andel * dy)
