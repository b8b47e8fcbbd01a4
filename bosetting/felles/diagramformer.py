"""The shapes a chart or a map is drawn with, how series and answer states look, and the renderer to SVG.

Presentation attributes only (no style sheet, no script, no pattern that needs an id), so the same string is safe under
the CSP, readable by Typst and can stand twice on a page. Every look differs from its neighbours in lightness or in
its lines, so that a chart printed in grey reads the same (tests/felles/test_diagram.py).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from math import ceil, cos, radians, sin

from django.utils.safestring import SafeString, mark_safe

from bosetting.felles.dokument.tegn import trygg_tekst

MOERK, DEMPET, STREK, RUTENETT = "#24303b", "#55616d", "#8a949e", "#dde2e6"

Punkt = tuple[float, float]
Ring = Sequence[Punkt]
Strek = tuple[Punkt, Punkt]


@dataclass(frozen=True, slots=True)
class Stil:
    """How an area looks: its fill, the text to be read on it, the lines over it (of ``MOENSTRE``), its edge."""

    farge: str
    skrift: str = MOERK
    moenster: str = ""
    kant: str = ""


# Lines over an area: the angles they run at, how far apart they are, and their colour.
MOENSTRE: dict[str, tuple[tuple[int, ...], float, str]] = {
    "ukjent": ((135,), 4.5, "#b4bdc6"),
    "skraa": ((135,), 8.5, "#ffffff"),
    "kryss": ((45, 135), 7, "#ffffff"),
    "vannrett": ((0,), 5, "#ffffff"),
    "loddrett": ((90,), 6, "#ffffff"),
    "tynn": ((45,), 5, "#4d8ba8"),
    "nei": ((45, 135), 6, "#b0525b"),
    "kors": ((0, 90), 6, "#8a949e"),
    "groenn": ((45,), 4.5, "#2f6b4f"),
}
UKJENT = Stil("#ffffff", MOERK, "ukjent", STREK)
# From dark to light, so that neighbours differ in grey too.
SERIER = (
    Stil("#0a5478", "#ffffff"),
    Stil("#cf7a33"),
    Stil("#d8eae0", MOERK, "groenn", "#2f6b4f"),
    Stil("#eceff1", MOERK, "", "#55616d"),
)
TILSTANDER = {
    "fullt": Stil("#2f6b4f", "#ffffff"),
    "mer": Stil("#17402e", "#ffffff"),
    "delvis": Stil("#b8591d", "#ffffff", "skraa"),
    "avslag": Stil("#9c1c28", "#ffffff", "kryss"),
    "foreloepig": Stil("#2f6f96", "#ffffff", "vannrett"),
    "utsatt": Stil("#a9cbdc", MOERK, "tynn"),
    "vurderes": Stil("#6f5a9c", "#ffffff", "loddrett"),
    "ikke_svart": Stil("#c3cad1", MOERK),
    "ikke_anmodet": Stil("#eceff1", MOERK, "", STREK),
    "ukjent": UKJENT,
}


@dataclass(frozen=True, slots=True)
class Rektangel:
    x: float
    y: float
    bredde: float
    hoeyde: float
    farge: str
    moenster: str = ""
    kant: str = ""

    @property
    def skravert(self) -> bool:
        """Whether it stands for something unknown."""
        return self.moenster == UKJENT.moenster


@dataclass(frozen=True, slots=True)
class Linje:
    x1: float
    y1: float
    x2: float
    y2: float
    farge: str = RUTENETT


@dataclass(frozen=True, slots=True)
class Kurve:
    """A line through points; ``stiplet`` is drawn in dashes."""

    punkter: tuple[Punkt, ...]
    farge: str = MOERK
    tykkelse: float = 2.5
    stiplet: bool = False


@dataclass(frozen=True, slots=True)
class Flate:
    """An area of one or more rings; a ring inside another is a hole."""

    ringer: tuple[tuple[Punkt, ...], ...]
    farge: str
    moenster: str = ""
    kant: str = ""


@dataclass(frozen=True, slots=True)
class Tekst:
    x: float
    y: float
    tekst: str
    anker: str = "start"
    farge: str = MOERK
    stoerrelse: float = 12
    fet: bool = False
    skraa: bool = False


Form = Rektangel | Linje | Kurve | Flate | Tekst


@dataclass(frozen=True, slots=True)
class Diagram:
    """One chart. `kolonner` and `rader` are the same figures as ready text, for the table beside it."""

    tittel: str
    beskrivelse: str
    bredde: float
    hoeyde: float
    former: tuple[Form, ...]
    kolonner: tuple[str, ...]
    rader: tuple[tuple[str, ...], ...]
    noekkel: str

    @property
    def svg(self) -> SafeString:
        return render_svg(self)


def boks(x: float, y: float, bredde: float, hoeyde: float, stil: Stil) -> Rektangel:
    """Return a rectangle in a look."""
    return Rektangel(x, y, bredde, hoeyde, stil.farge, stil.moenster, stil.kant)


def render_svg(diagram: Diagram) -> SafeString:
    """Return the chart as one standalone SVG element; the same chart gives the same bytes."""
    noekkel = diagram.noekkel
    deler = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(diagram.bredde)} {_n(diagram.hoeyde)}" '
        f'width="{_n(diagram.bredde)}" height="{_n(diagram.hoeyde)}" font-family="Inter, sans-serif" role="img" '
        f'aria-labelledby="{noekkel}-tittel {noekkel}-tekst">',
        f'<title id="{noekkel}-tittel">{_ren(diagram.tittel)}</title>',
        f'<desc id="{noekkel}-tekst">{_ren(diagram.beskrivelse)}</desc>',
    ]
    for form in diagram.former:
        match form:
            case Rektangel():
                deler.append(_rektangel(form))
            case Linje():
                deler.append(
                    f'<path d="M{_n(form.x1)} {_n(form.y1)}L{_n(form.x2)} {_n(form.y2)}" stroke="{form.farge}"/>'
                )
            case Kurve():
                stiplet = ' stroke-dasharray="6 4"' if form.stiplet else ""
                deler.append(
                    f'<path d="{_sti(form.punkter)}" fill="none" stroke="{form.farge}" '
                    f'stroke-width="{_n(form.tykkelse)}"{stiplet}/>'
                )
            case Flate():
                sti = "".join(f"{_sti(ring)}Z" for ring in form.ringer)
                deler.append(f'<path d="{sti}" fill="{form.farge}" fill-rule="evenodd"{_kant(form.kant)}/>')
                deler.append(_streker(form.moenster, partial(linjer_i, form.ringer)))
            case Tekst():
                deler.append(_tekst(form))
    deler.append("</svg>")
    return mark_safe("".join(deler))  # every word above went through _ren()


def _rektangel(form: Rektangel) -> str:
    x, y, b, h = form.x, form.y, form.bredde, form.hoeyde
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(b)}" height="{_n(h)}" fill="{form.farge}"{_kant(form.kant)}/>'
    ) + _streker(form.moenster, partial(linjer_i_rektangel, form))


def _kant(farge: str) -> str:
    return f' stroke="{farge}"' if farge else ""


def _sti(punkter: Sequence[Punkt]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in punkter)


def _streker(moenster: str, linjene: Callable[[int, float], Iterable[Strek]]) -> str:
    """Draw the lines of a pattern, cut by arithmetic: a pattern or a clip would need an id.

    The path is relative, so that lines that repeat are the same text and cost nothing when a page is compressed.
    """
    if not moenster:
        return ""
    vinkler, avstand, farge = MOENSTRE[moenster]
    sti, her = [], (0.0, 0.0)
    for strek in (strek for vinkel in vinkler for strek in linjene(vinkel, avstand)):
        for kommando, (x, y) in zip("ml", strek, strict=True):
            sted = (round(x, 1), round(y, 1))
            sti.append(f"{kommando}{_n(sted[0] - her[0])} {_n(sted[1] - her[1])}")
            her = sted
    return f'<path d="{"".join(sti)}" stroke="{farge}"/>' if sti else ""


def linjer_i_rektangel(form: Rektangel, vinkel: int, avstand: float) -> Iterator[Strek]:
    """Yield the lines of a pattern in a rectangle, at whole distances from its corner: 0, 45, 90 or 135 degrees."""
    x, y, b, h = (round(verdi, 1) for verdi in (form.x, form.y, form.bredde, form.hoeyde))
    if vinkel in (0, 90):
        lengde, steg = (h, round(avstand)) if vinkel == 0 else (b, round(avstand))
        for t in range(steg, ceil(lengde), steg):
            yield ((x, y + t), (x + b, y + t)) if vinkel == 0 else ((x + t, y), (x + t, y + h))
        return
    steg = round(avstand * 1.414)
    for nr in range(1, ceil((b + h) / steg)):
        t = nr * steg - h
        fra, til = (max(t, 0.0), y + h + min(t, 0.0)), (min(t + h, b), y + max(t + h - b, 0.0))
        # The other slant is its mirror image.
        yield tuple((x + u, v) if vinkel == 135 else (x + b - u, v) for u, v in (fra, til))


def linjer_i(ringer: Sequence[Ring], vinkel: float, avstand: float) -> Iterator[Strek]:
    """Yield the pieces of parallel lines that lie inside an area (even-odd), ``vinkel`` degrees from the x axis.

    The lines lie on one grid for the whole picture, so that they run on from one area into the next.
    """
    c, s = cos(radians(vinkel)), sin(radians(vinkel))
    kryss: dict[int, list[float]] = {}
    for ring in ringer:
        dreid = [(x * c + y * s, y * c - x * s) for x, y in ring]
        for (u1, v1), (u2, v2) in zip(dreid, [*dreid[1:], dreid[0]], strict=True):
            if v1 > v2:
                u1, v1, u2, v2 = u2, v2, u1, v1
            # Half-open, so that a corner that two edges share is met once.
            for nr in range(ceil(v1 / avstand), ceil(v2 / avstand)):
                kryss.setdefault(nr, []).append(u1 + (u2 - u1) * (nr * avstand - v1) / (v2 - v1))
    for nr in sorted(kryss):
        u_er = sorted(kryss[nr])
        v = nr * avstand
        for fra, til in zip(u_er[::2], u_er[1::2], strict=False):
            yield (fra * c - v * s, fra * s + v * c), (til * c - v * s, til * s + v * c)


def _ren(tekst: str) -> str:
    """Return the text as XML can hold it and the PDF's fonts can draw it: one odd name would stop the whole report."""
    return escape(trygg_tekst(tekst))


def _tekst(form: Tekst) -> str:
    sted = f'x="{_n(form.x)}" y="{_n(form.y)}"'
    snu = f' transform="rotate(-35 {_n(form.x)} {_n(form.y)})"' if form.skraa else ""
    fet = ' font-weight="600"' if form.fet else ""
    anker = "" if form.anker == "start" else f' text-anchor="{form.anker}"'
    return (
        f'<text {sted} font-size="{_n(form.stoerrelse)}"{anker} fill="{form.farge}"{fet}{snu}>'
        f"{_ren(form.tekst)}</text>"
    )


def forklaring(
    former: list, merker: Sequence[tuple[str, Stil]], venstre: float, y: float, bredde: float
) -> float:
    """Add the legend from (venstre, y), wrapped at the width; return the y below it."""
    x = venstre
    for tekst, stil in merker:
        b = 20 + tekstbredde(tekst, 12) + 20
        if x > venstre and x + b > bredde:
            x, y = venstre, y + 20
        former.append(boks(x, y, 12, 12, stil))
        former.append(Tekst(x + 18, y + 10.5, tekst))
        x += b
    return y + 20


def skala(verdier: Sequence[int | None]) -> tuple[int, int]:
    """Return (step, end) of an axis from 0 with round steps, at most five of them."""
    hoeyest = max((verdi for verdi in verdier if verdi is not None), default=0) or 1
    trinn, tierpotens = 1, 1
    while trinn * 5 < hoeyest:
        trinn = next(n * tierpotens for n in (1, 2, 5, 10) if n * tierpotens > trinn)
        if trinn == 10 * tierpotens:
            tierpotens *= 10
    return trinn, trinn * -(-hoeyest // trinn)


def tekstbredde(tekst: str, stoerrelse: float) -> float:
    """Return about how wide Inter sets the text: enough for margins, exact for nothing."""
    bredder = {**dict.fromkeys("iljtfr.,:;'|! ()\u00a0", 0.32), **dict.fromkeys("mwMW", 0.86)}
    return (
        sum(bredder.get(tegn, 0.66 if tegn.isupper() or tegn.isdigit() else 0.57) for tegn in tekst)
        * stoerrelse
    )


def _n(verdi: float) -> str:
    """Write a coordinate with at most one decimal, always with a point."""
    return f"{verdi:.1f}".removesuffix(".0")
