"""Charts as plain geometry, and one renderer to SVG that serves the screen and the PDF alike.

The builders place bars and words; `Diagram.svg` writes them with presentation attributes only (no style sheet, no
script), so the same string is safe under the CSP and readable by Typst. Nothing here adds figures up: what is shown
comes from the caller, and lengths are only drawn from it. Unknown (None) is hatched with «–»; 0 is an empty place
with «0».
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from bosetting.felles.norsk import tall

SERIEFARGER = ("#0a5478", "#b8591d", "#2f6b4f", "#6b7785")
# Fill and text colour per answer state; the contrast of every pair is at least 4.5:1 (tests/felles/test_diagram.py).
TILSTANDSFARGER = {
    "fullt": ("#2f6b4f", "#ffffff"),
    "mer": ("#17402e", "#ffffff"),
    "delvis": ("#b8591d", "#ffffff"),
    "avslag": ("#9c1c28", "#ffffff"),
    "foreloepig": ("#2f6f96", "#ffffff"),
    "utsatt": ("#a9cbdc", "#24303b"),
    "vurderes": ("#6f5a9c", "#ffffff"),
    "ikke_svart": ("#c3cad1", "#24303b"),
    "ikke_anmodet": ("#eceff1", "#24303b"),
    "ukjent": ("#ffffff", "#24303b"),  # drawn hatched
}
SKRAVERT = TILSTANDSFARGER["ukjent"][0]
MOERK, DEMPET, STREK, RUTENETT = "#24303b", "#55616d", "#8a949e", "#dde2e6"

Rad = tuple[str, Sequence[int | None]]


@dataclass(frozen=True, slots=True)
class Rektangel:
    x: float
    y: float
    bredde: float
    hoeyde: float
    farge: str
    skravert: bool = False


@dataclass(frozen=True, slots=True)
class Linje:
    x1: float
    y1: float
    x2: float
    y2: float
    farge: str = RUTENETT


@dataclass(frozen=True, slots=True)
class Tekst:
    x: float
    y: float
    tekst: str
    anker: str = "start"
    farge: str = MOERK
    stoerrelse: int = 12
    fet: bool = False
    skraa: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """One chart. `kolonner` and `rader` are the same figures as ready text, for the table beside it."""

    tittel: str
    beskrivelse: str
    bredde: float
    hoeyde: float
    former: tuple[Rektangel | Linje | Tekst, ...]
    kolonner: tuple[str, ...]
    rader: tuple[tuple[str, ...], ...]
    noekkel: str

    @property
    def svg(self) -> SafeString:
        return render_svg(self)


def soeyler(*, tittel, beskrivelse, serier: Sequence[str], rader: Sequence[Rad], bredde=760, noekkel=""):
    """Draw grouped vertical bars: one group per row, one bar per series. For a dozen groups or fewer."""
    venstre, topp, hoeyde = 44.0, 22.0, 240.0
    trinn, ender = _skala([v for _navn, verdier in rader for v in verdier])
    gruppe = (bredde - venstre - 8) / max(len(rader), 1)
    stolpe = min(30.0, gruppe * 0.78 / max(len(serier), 1))
    skraa = any(_tekstbredde(navn, 12) > gruppe - 4 for navn, _verdier in rader)
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
                former.append(Rektangel(x, bunn - h, stolpe - 2, h, _serie(plass), skravert=verdi is None))
            former.append(
                Tekst(x + stolpe / 2 - 1, bunn - h - 5, tall(verdi), "middle", fet=True, stoerrelse=11)
            )
        former.append(Tekst(midt, bunn + 18, navn, "end" if skraa else "middle", skraa=skraa))
    under = bunn + 36
    if skraa:
        under += max(_tekstbredde(navn, 12) for navn, _verdier in rader) * 0.6
    slutt = _forklaring(former, [(s, _serie(nr)) for nr, s in enumerate(serier)], venstre, under, bredde)
    return _ferdig(tittel, beskrivelse, bredde, slutt, former, serier, rader, noekkel)


def staver(*, tittel, beskrivelse, serier: Sequence[str], rader: Sequence[Rad], bredde=760, noekkel=""):
    """Draw grouped horizontal bars: names to the left, one group per row. Best for many rows, as all of a county."""
    venstre = max((_tekstbredde(navn, 13) for navn, _verdier in rader), default=0) + 14
    trinn, ender = _skala([v for _navn, verdier in rader for v in verdier])
    lengde = bredde - venstre - 48
    stav, luft = 13.0, 12.0
    hoeyde_gruppe = stav * len(serier) + luft
    former: list = []
    topp = _forklaring(former, [(s, _serie(nr)) for nr, s in enumerate(serier)], venstre, 4.0, bredde) + 22
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
                former.append(Rektangel(venstre, hjoerne, b, stav - 2, _serie(plass), skravert=verdi is None))
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
    venstre = max((_tekstbredde(navn, 13) for navn, _verdier in rader), default=0) + 14
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
            fyll, skrift = TILSTANDSFARGER["ukjent" if verdi is None else tilstand]
            b = 18.0 if verdi is None else (bredde - venstre - 24) * verdi / lengste
            if not b:
                continue
            former.append(Rektangel(x, y, max(b - 1, 1), stav, fyll, skravert=fyll == SKRAVERT))
            if _tekstbredde(tall(verdi), 12) + 4 <= b:
                former.append(Tekst(x + b / 2, y + stav / 2 + 4, tall(verdi), "middle", skrift, fet=True))
            x += b
        y += stav + luft
    merker = []
    for nr in brukt:
        tilstand, etikett = tilstander[nr]
        tillegg = f": {tall(rader[0][1][nr])}" if en_rad else ""
        merker.append((f"{etikett}{tillegg}", TILSTANDSFARGER[tilstand][0]))
    slutt = _forklaring(former, merker, venstre, y + 6, bredde)
    etiketter = [etikett for _tilstand, etikett in tilstander]
    return _ferdig(tittel, beskrivelse, bredde, slutt, former, etiketter, rader, noekkel)


def render_svg(diagram: Diagram) -> SafeString:
    """Return the chart as one standalone SVG element; the same chart gives the same bytes."""
    noekkel = diagram.noekkel
    deler = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(diagram.bredde)} {_n(diagram.hoeyde)}" '
        f'width="{_n(diagram.bredde)}" height="{_n(diagram.hoeyde)}" font-family="Inter, sans-serif" role="img" '
        f'aria-labelledby="{noekkel}-tittel {noekkel}-tekst">',
        f'<title id="{noekkel}-tittel">{escape(diagram.tittel)}</title>',
        f'<desc id="{noekkel}-tekst">{escape(diagram.beskrivelse)}</desc>',
    ]
    for form in diagram.former:
        match form:
            case Rektangel(skravert=True):
                deler.append(_skravert(form))
            case Rektangel():
                deler.append(
                    f'<rect x="{_n(form.x)}" y="{_n(form.y)}" width="{_n(form.bredde)}" '
                    f'height="{_n(form.hoeyde)}" fill="{form.farge}"/>'
                )
            case Linje():
                deler.append(
                    f'<path d="M{_n(form.x1)} {_n(form.y1)}L{_n(form.x2)} {_n(form.y2)}" stroke="{form.farge}"/>'
                )
            case Tekst():
                deler.append(_tekst(form))
    deler.append("</svg>")
    return mark_safe("".join(deler))  # every word above went through escape()


def _tekst(form: Tekst) -> str:
    sted = f'x="{_n(form.x)}" y="{_n(form.y)}"'
    snu = f' transform="rotate(-35 {_n(form.x)} {_n(form.y)})"' if form.skraa else ""
    fet = ' font-weight="600"' if form.fet else ""
    return (
        f'<text {sted} font-size="{form.stoerrelse}" text-anchor="{form.anker}" fill="{form.farge}"{fet}{snu}>'
        f"{escape(form.tekst)}</text>"
    )


def _skravert(form: Rektangel) -> str:
    """Draw hatching as plain lines clipped by arithmetic: patterns need ids, and ids must differ on a page."""
    x, y, b, h = form.x, form.y, form.bredde, form.hoeyde
    streker = []
    steg = -h + 6
    while steg < b:
        fra, til = max(steg, 0), min(steg + h, b)
        streker.append(f"M{_n(x + fra)} {_n(y + h - (fra - steg))}L{_n(x + til)} {_n(y + h - (til - steg))}")
        steg += 6
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(b)}" height="{_n(h)}" fill="#ffffff" stroke="{STREK}"/>'
        f'<path d="{"".join(streker)}" stroke="#c3cad1" fill="none"/>'
    )


def _forklaring(
    former: list, merker: Sequence[tuple[str, str]], venstre: float, y: float, bredde: float
) -> float:
    """Add the legend from (venstre, y), wrapped at the width; return the y below it."""
    x = venstre
    for tekst, farge in merker:
        b = 20 + _tekstbredde(tekst, 12) + 20
        if x > venstre and x + b > bredde:
            x, y = venstre, y + 20
        former.append(Rektangel(x, y, 12, 12, farge, skravert=farge == SKRAVERT))
        former.append(Tekst(x + 18, y + 10.5, tekst))
        x += b
    return y + 20


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


def _serie(plass: int) -> str:
    return SERIEFARGER[plass % len(SERIEFARGER)]


def _skala(verdier: Sequence[int | None]) -> tuple[int, int]:
    """Return (step, end) of an axis from 0 with round steps, at most five of them."""
    hoeyest = max((verdi for verdi in verdier if verdi is not None), default=0) or 1
    trinn, tierpotens = 1, 1
    while trinn * 5 < hoeyest:
        trinn = next(n * tierpotens for n in (1, 2, 5, 10) if n * tierpotens > trinn)
        if trinn == 10 * tierpotens:
            tierpotens *= 10
    return trinn, trinn * -(-hoeyest // trinn)


def _tekstbredde(tekst: str, stoerrelse: int) -> float:
    """Return about how wide Inter sets the text: enough for margins, exact for nothing."""
    bredder = {**dict.fromkeys("iljtfr.,:;'|! ()\u00a0", 0.32), **dict.fromkeys("mwMW", 0.86)}
    return (
        sum(bredder.get(tegn, 0.66 if tegn.isupper() or tegn.isdigit() else 0.57) for tegn in tekst)
        * stoerrelse
    )


def _n(verdi: float) -> str:
    """Write a coordinate with at most one decimal, always with a point."""
    return f"{verdi:.1f}".removesuffix(".0")
