"""Charts as plain geometry: the builders place bars, lines and words; ``diagramformer`` draws them.

Nothing here adds figures up: what is shown comes from the caller, and lengths are only drawn from it. Unknown (None)
is hatched with «–»; 0 is an empty place with «0».
"""

from collections.abc import Sequence

from django.utils.text import slugify

from bosetting.felles.norsk import tall

from .diagramformer import (
    DEMPET,
    RUTENETT,
    SERIER,
    STREK,
    TILSTANDER,
    UKJENT,
    Diagram,
    Flate,
    Kurve,
    Linje,
    Rektangel,
    Stil,
    Tekst,
    boks,
    forklaring,
    skala,
    tekstbredde,
)

Rad = tuple[str, Sequence[int | None]]
_UNDER_KURVEN = "#dce8ef"


def soeyler(
    *, tittel, beskrivelse, serier: Sequence[str], rader: Sequence[Rad], bredde=760, hoeyde=240.0, noekkel=""
):
    """Draw grouped vertical bars: one group per row, one bar per series. For a dozen groups or fewer."""
    venstre, topp = 44.0, 22.0
    trinn, ender = skala([v for _navn, verdier in rader for v in verdier])
    gruppe = (bredde - venstre - 8) / max(len(rader), 1)
    stolpe = min(30.0, gruppe * 0.78 / max(len(serier), 1))
    skraa = any(tekstbredde(navn, 12) > gruppe - 4 for navn, _verdier in rader)
    bunn = topp + hoeyde
    former: list = []
    for verdi in range(0, ender + 1, trinn):
        y = bunn - hoeyde * verdi / ender
        former.append(Linje(venstre, y, bredde, y, STREK if verdi == 0 else RUTENETT))
        former.append(Tekst(venstre - 8, y + 4, tall(verdi), "end", DEMPET))
    for nr, (navn, verdier) in enumerate(rader):
        midt = venstre + 4 + gruppe * (nr + 0.5)
        for plass, verdi in enumerate(verdier):
            x = midt + stolpe * (plass - len(verdier) / 2) + 1
            h = 18.0 if verdi is None else hoeyde * verdi / ender
            if h:
                former.append(boks(x, bunn - h, stolpe - 2, h, _stil(plass, verdi)))
            former.append(
                Tekst(x + stolpe / 2 - 1, bunn - h - 5, tall(verdi), "middle", fet=True, stoerrelse=11)
            )
        former.append(Tekst(midt, bunn + 18, navn, "end" if skraa else "middle", skraa=skraa))
    under = bunn + 36
    if skraa:
        under += max(tekstbredde(navn, 12) for navn, _verdier in rader) * 0.6
    slutt = forklaring(former, _serienavn(serier), venstre, under, bredde)
    return _ferdig(tittel, beskrivelse, bredde, slutt, former, serier, rader, noekkel)


def staver(*, tittel, beskrivelse, serier: Sequence[str], rader: Sequence[Rad], bredde=760, noekkel=""):
    """Draw grouped horizontal bars: names to the left, one group per row. Best for many rows, as all of a county."""
    venstre = max((tekstbredde(navn, 13) for navn, _verdier in rader), default=0) + 14
    trinn, ender = skala([v for _navn, verdier in rader for v in verdier])
    lengde = bredde - venstre - 48
    stav, luft = (12.0, 7.0) if len(serier) < 3 else (11.0, 9.0)
    hoeyde_gruppe = stav * len(serier) + luft
    former: list = []
    topp = forklaring(former, _serienavn(serier), venstre, 4.0, bredde) + 22
    bunn = topp + hoeyde_gruppe * len(rader)
    for verdi in range(0, ender + 1, trinn):
        x = venstre + lengde * verdi / ender
        former.append(Linje(x, topp - 4, x, bunn, STREK if verdi == 0 else RUTENETT))
        former.append(Tekst(x, topp - 10, tall(verdi), "middle", DEMPET))
    for nr, (navn, verdier) in enumerate(rader):
        y = topp + hoeyde_gruppe * nr + luft / 2
        midt = y + stav * len(verdier) / 2
        former.append(Tekst(venstre - 10, midt + 4.5, navn, "end", stoerrelse=13))
        for plass, verdi in enumerate(verdier):
            b = 18.0 if verdi is None else lengde * verdi / ender
            hjoerne = y + stav * plass
            if b:
                former.append(boks(venstre, hjoerne, b, stav - 2, _stil(plass, verdi)))
            former.append(Tekst(venstre + b + 5, hjoerne + stav - 3, tall(verdi), fet=True, stoerrelse=11))
    return _ferdig(tittel, beskrivelse, bredde, bunn + 8, former, serier, rader, noekkel)


def stablet(
    *,
    tittel,
    beskrivelse,
    tilstander: Sequence[tuple[str, str]],
    rader: Sequence[Rad],
    bredde=760,
    noekkel="",
):
    """Draw one bar per row, divided by answer state.

    `tilstander` is (state, label) in the order of the segments; the rows carry one count per state. With a single row
    the legend repeats the counts, so that a segment too narrow for its number is still told.
    """
    venstre = max((tekstbredde(navn, 13) for navn, _verdier in rader), default=0) + 14
    stav, luft = 24.0, 10.0
    lengste = max((sum(v or 0 for v in verdier) for _navn, verdier in rader), default=0) or 1
    former: list = []
    en_rad = len(rader) == 1
    brukt = [nr for nr in range(len(tilstander)) if any(verdier[nr] != 0 for _navn, verdier in rader)]
    y = 4.0
    for navn, verdier in rader:
        former.append(Tekst(venstre - 10, y + stav / 2 + 4.5, navn, "end", stoerrelse=13))
        x = venstre
        for (tilstand, _etikett), verdi in zip(tilstander, verdier, strict=True):
            stil = TILSTANDER["ukjent" if verdi is None else tilstand]
            b = 18.0 if verdi is None else (bredde - venstre - 24) * verdi / lengste
            if not b:
                continue
            former.append(boks(x, y, max(b - 1, 1), stav, stil))
            former += _paa(stil, x + b / 2, y + stav / 2, tall(verdi), b)
            x += b
        y += stav + luft
    merker = []
    for nr in brukt:
        tilstand, etikett = tilstander[nr]
        tillegg = f": {tall(rader[0][1][nr])}" if en_rad else ""
        merker.append((f"{etikett}{tillegg}", TILSTANDER[tilstand]))
    slutt = forklaring(former, merker, venstre, y + 6, bredde)
    etiketter = [etikett for _tilstand, etikett in tilstander]
    return _ferdig(tittel, beskrivelse, bredde, slutt, former, etiketter, rader, noekkel)


def kurve(
    *,
    tittel,
    beskrivelse,
    serie: str,
    grense: str,
    punkter: Sequence[tuple[str, int, int]],
    bredde=760,
    noekkel="",
):
    """Draw a count that grows in steps below the limit it can reach: an area under a line, and a dashed line above.

    `punkter` are (label, count, limit) at equal distances; a count holds until the next point. Every change is
    written where there is room, and the last point always.
    """
    venstre, topp, hoeyde, hoeyre = 44.0, 22.0, 170.0, 30.0
    trinn, ender = skala([v for _navn, antall, hoeyst in punkter for v in (antall, hoeyst)])
    bunn, steg = topp + hoeyde, (bredde - venstre - hoeyre) / max(len(punkter) - 1, 1)
    former: list = []
    for verdi in range(0, ender + 1, trinn):
        y = bunn - hoeyde * verdi / ender
        former.append(Linje(venstre, y, bredde, y, STREK if verdi == 0 else RUTENETT))
        former.append(Tekst(venstre - 8, y + 4, tall(verdi), "end", DEMPET))
    xer = [venstre + steg * nr for nr in range(len(punkter))]

    def trapp(verdier: Sequence[int]) -> tuple[tuple[float, float], ...]:
        """Return the corners of the stairs; a height that goes on has no corner."""
        hjoerner: list[tuple[float, float]] = []
        for nr, (x, verdi) in enumerate(zip(xer, verdier, strict=True)):
            y = bunn - hoeyde * verdi / ender
            if nr and verdier[nr - 1] != verdi:
                hjoerner.append((x, hjoerner[-1][1]))
            if not nr or verdier[nr - 1] != verdi or nr == len(xer) - 1:
                hjoerner.append((x, y))
        return tuple(hjoerner)

    antallet = [antall for _navn, antall, _hoeyst in punkter]
    if punkter:
        linje = trapp(antallet)
        former.append(Flate(((*linje, (xer[-1], bunn), (xer[0], bunn)),), _UNDER_KURVEN))
        former.append(Kurve(trapp([hoeyst for _navn, _antall, hoeyst in punkter]), DEMPET, 1.5, stiplet=True))
        former.append(Kurve(linje, SERIER[0].farge))
    former += _kurvetekster(
        xer, punkter, [(bunn - hoeyde * a / ender, hoeyde * (h - a) / ender) for _n, a, h in punkter]
    )
    former += _akse(xer, [navn for navn, _antall, _hoeyst in punkter], bunn + 18)
    y = bunn + 36
    former += [
        Kurve(((venstre, y + 6), (venstre + 18, y + 6)), SERIER[0].farge),
        Tekst(venstre + 24, y + 10.5, serie),
    ]
    x = venstre + 24 + tekstbredde(serie, 12) + 24
    former += [
        Kurve(((x, y + 6), (x + 18, y + 6)), DEMPET, 1.5, stiplet=True),
        Tekst(x + 24, y + 10.5, grense),
    ]
    rader = [(navn, (antall, hoeyst)) for navn, antall, hoeyst in punkter]
    return _ferdig(tittel, beskrivelse, bredde, y + 20, former, (serie, grense), rader, noekkel)


def _kurvetekster(
    xer: Sequence[float], punkter: Sequence[tuple[str, int, int]], hoeyder: Sequence[tuple[float, float]]
) -> list[Tekst]:
    """Write the count at the last point, and at each change that has room before it.

    `hoeyder` are where each point is and how much room it has up to the limit; a narrow room puts the words below.
    """
    tekster: list[Tekst] = []
    endringer = [nr for nr, (_navn, antall, _h) in enumerate(punkter) if nr and antall != punkter[nr - 1][1]]
    for nr in sorted({*endringer, *([len(xer) - 1] if xer else [])}, reverse=True):
        if not tekster or tekster[-1].x - xer[nr] > 26:
            y, rom = hoeyder[nr]
            y += 16 if 0 < rom < 20 else -7
            tekster.append(
                Tekst(xer[nr] + (9 if 0 < rom < 20 else 0), y, tall(punkter[nr][1]), "middle", fet=True)
            )
    return tekster[::-1]


def _akse(xer: Sequence[float], navn: Sequence[str], y: float) -> list[Tekst]:
    """Write the names under the axis, as many as there is room for, at equal distances."""
    if not xer:
        return []
    plass = max(tekstbredde(ett, 12) for ett in navn) + 14
    hver = max(1, -(-int(plass * len(xer)) // max(int(xer[-1] - xer[0]), 1))) if len(xer) > 1 else 1
    return [Tekst(x, y, ett, "middle", DEMPET) for x, ett in list(zip(xer, navn, strict=True))[::hver]]


def _ferdig(tittel, beskrivelse, bredde, hoeyde, former, kolonner, rader, noekkel) -> Diagram:
    return Diagram(
        tittel=str(tittel),
        beskrivelse=str(beskrivelse),
        bredde=bredde,
        hoeyde=hoeyde,
        former=tuple(former),
        kolonner=tuple(str(kolonne) for kolonne in kolonner),
        rader=tuple((navn, *(tall(verdi) for verdi in verdier)) for navn, verdier in rader),
        noekkel=f"diagram-{slugify(noekkel or tittel)}",
    )


def _serienavn(serier: Sequence[str]) -> list[tuple[str, Stil]]:
    return [(str(navn), _stil(nr, 0)) for nr, navn in enumerate(serier)]


def _stil(plass: int, verdi: int | None) -> Stil:
    return UKJENT if verdi is None else SERIER[plass % len(SERIER)]


def _paa(stil: Stil, x: float, y: float, tekst: str, plass: float) -> list[Rektangel | Tekst]:
    """Return a figure in the middle of a segment where it has room, on a clean patch when there are lines under it."""
    bredde = tekstbredde(tekst, 12) + 4
    if bredde > plass:
        return []
    lapp = [Rektangel(round(x - bredde / 2), y - 8, round(bredde), 16, stil.farge)] if stil.moenster else []
    return [*lapp, Tekst(x, y + 4, tekst, "middle", stil.skrift, fet=True)]
