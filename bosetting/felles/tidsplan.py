"""A plan over months as a picture: one bar per row, a line for today. Same shapes and renderer as the charts.

What a bar says is said twice, by its drawing and by the words beside it, so that it reads the same in greyscale.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import slugify

from .diagramformer import (
    DEMPET,
    MOERK,
    RUTENETT,
    STREK,
    Diagram,
    Linje,
    Rektangel,
    Tekst,
    tekstbredde,
)

TOM, BEGYNT, FULL, STROEKET, MANGLER = "tom", "begynt", "full", "stroeket", "mangler"
_FARGER = {TOM: MOERK, BEGYNT: "#0a5478", FULL: "#2f6b4f", STROEKET: STREK, MANGLER: "#9c1c28"}
I_DAG = "#0a5478"
STAV, TOPP = 14.0, 50.0
# Today is drawn in when it lies this close to the plan; far from it, it would only squeeze the months together.
NAER = timedelta(days=92)


@dataclass(frozen=True)
class Stripe:
    """One row: a period, how it is drawn, the words beside it, and a day that stands out (``merke``)."""

    tittel: str
    fra: date
    til: date
    tegnes: str
    tekst: str
    merke: date | None = None


def tidsplan(
    *,
    tittel: str,
    beskrivelse: str,
    grupper: Sequence[tuple[str, Sequence[Stripe]]],
    dag: date,
    dag_tekst: str,
    smal: bool = False,
    noekkel="",
) -> Diagram:
    """Draw the groups below each other, months to the right. A group without a heading has an empty text.

    ``smal`` is for a phone: the titles stand above the bars instead of to the left of them.
    """
    bredde, venstre, rad = (348.0, 0.0, 44.0) if smal else (1180.0, 300.0, 34.0)
    stripene = [stripe for _navn, stripene in grupper for stripe in stripene]
    foerst, sist = _spenn(stripene, dag)
    dager = (sist - foerst).days + 1

    def x(dato: date) -> float:
        return venstre + (bredde - venstre) * (dato - foerst).days / dager

    former: list = []
    y = TOPP
    for navn, rader in grupper:
        if navn:
            former.append(Tekst(0, y + 22, navn, fet=True, stoerrelse=13))
            y += 32
        for stripe in rader:
            former.append(Linje(0, y, bredde, y))
            if smal:
                former.append(Tekst(0, y + 16, _kortet(stripe.tittel, bredde - 24), stoerrelse=13))
            else:
                former += _etikett(stripe.tittel, y + rad / 2, venstre - 16)
            former += _stripe(stripe, x, y + (22 if smal else (rad - STAV) / 2), venstre, bredde)
            y += rad
    rutenett = _maaneder(foerst, sist, x, y, trang=smal)
    if foerst <= dag <= sist:
        rutenett.append(Rektangel(x(dag) - 1, TOPP - 2, 2, y - TOPP + 2, I_DAG))
        anker = "start" if x(dag) < venstre + 70 else "end" if x(dag) > bredde - 70 else "middle"
        rutenett.append(Tekst(x(dag), TOPP - 38, dag_tekst, anker, I_DAG, fet=True))
    return Diagram(
        tittel=tittel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        hoeyde=y + 4,
        former=(*rutenett, *former),
        kolonner=(),
        rader=tuple((stripe.tittel, stripe.tekst) for stripe in stripene),
        noekkel=f"diagram-{slugify(noekkel or tittel)}{'-smal' if smal else ''}",
    )


def _spenn(stripene: Sequence[Stripe], dag: date) -> tuple[date, date]:
    """Return whole months, a year of them at least, that hold every row, and today when it lies near."""
    datoer = [dato for stripe in stripene for dato in (stripe.fra, stripe.til, stripe.merke) if dato]
    foerst, sist = min(datoer, default=dag), max(datoer, default=dag)
    if foerst - NAER <= dag <= sist + NAER:
        foerst, sist = min(foerst, dag), max(sist, dag)
    sist = max(sist, foerst.replace(day=1) + timedelta(days=334))
    return foerst.replace(day=1), sist.replace(day=monthrange(sist.year, sist.month)[1])


def _maaneder(foerst: date, sist: date, x, bunn: float, *, trang: bool) -> list:
    former: list = []
    antall = (sist.year - foerst.year) * 12 + sist.month - foerst.month + 1
    trang = trang or antall > 24
    for nr in range(antall):
        aar, maaned = divmod(foerst.month - 1 + nr, 12)
        start = date(foerst.year + aar, maaned + 1, 1)
        former.append(
            Linje(x(start), TOPP - 12, x(start), bunn, STREK if start.month == 1 and nr else RUTENETT)
        )
        # A plan that begins in December has no room for that year's name beside the next.
        if start.month == 1 or (nr == 0 and start.month != 12):
            former.append(Tekst(x(start) + 4, TOPP - 24, str(start.year), fet=True))
        if not trang or start.month in (1, 4, 7, 10):
            former.append(Tekst(x(start) + 4, TOPP - 6, date_format(start, "b"), farge=DEMPET))
    return former


def _etikett(tittel: str, midt: float, bredde: float) -> list[Tekst]:
    """Set the title in one line or two; what has no room is left to the list beside the picture."""
    linjer = [""]
    for ordet in tittel.split():
        forsoek = f"{linjer[-1]} {ordet}".strip()
        if tekstbredde(forsoek, 13) <= bredde or not linjer[-1]:
            linjer[-1] = forsoek
        else:
            linjer.append(ordet)
    if len(linjer) > 2:
        linjer = [linjer[0], f"{linjer[1]} …"]
    linjer = [_kortet(linje, bredde) for linje in linjer]
    topp = midt + (4.5 if len(linjer) == 1 else -3)
    return [Tekst(0, topp + 15 * nr, linje, stoerrelse=13) for nr, linje in enumerate(linjer)]


def _kortet(linje: str, bredde: float) -> str:
    while tekstbredde(linje, 13) > bredde + 8:
        linje = f"{linje.rstrip('…')[:-1]}…"
    return linje


def _stripe(stripe: Stripe, x, y: float, venstre: float, bredde: float) -> list:
    farge = _FARGER[stripe.tegnes]
    fra, til = x(stripe.fra), max(x(stripe.til + timedelta(days=1)), x(stripe.fra) + 6)
    former: list = []
    match stripe.tegnes:
        case "full":
            former.append(Rektangel(fra, y, til - fra, STAV, farge))
        case "stroeket":
            former += [*_ramme(fra, til, y, farge), Linje(fra, y + STAV / 2, til, y + STAV / 2, MOERK)]
        case "mangler":
            former += [*_ramme(fra, til, y, farge, tykk=2), *_skraatt(fra, til, y, farge)]
        case "begynt":
            former += [*_ramme(fra, til, y, farge), Rektangel(fra, y + STAV / 2, til - fra, STAV / 2, farge)]
        case _:
            former += _ramme(fra, til, y, farge)
    slutt = til
    if stripe.merke:
        merke = x(stripe.merke)
        if not fra <= merke <= til:
            former.append(Linje(min(til, merke), y + STAV / 2, max(fra, merke), y + STAV / 2, farge))
            former.append(Rektangel(merke - 3, y + 1, 6, STAV - 2, farge))
        slutt = max(til, merke + 3)
        fra = min(fra, merke - 3)
    vekt = stripe.tegnes == MANGLER
    lengde = tekstbredde(stripe.tekst, 12)
    if slutt + 8 + lengde <= bredde:
        former.append(Tekst(slutt + 8, y + 11.5, stripe.tekst, farge=farge if vekt else MOERK, fet=vekt))
    elif fra - 8 - lengde >= venstre:
        former.append(Tekst(fra - 8, y + 11.5, stripe.tekst, "end", farge if vekt else MOERK, fet=vekt))
    return former


def _ramme(fra: float, til: float, y: float, farge: str, tykk: float = 1.5) -> list[Rektangel]:
    """Draw an empty bar: a white one inside a coloured one."""
    return [
        Rektangel(fra, y, til - fra, STAV, farge),
        Rektangel(fra + tykk, y + tykk, max(til - fra - 2 * tykk, 0), STAV - 2 * tykk, "#ffffff"),
    ]


def _skraatt(fra: float, til: float, y: float, farge: str) -> list[Linje]:
    """Hatch a bar that should have been finished."""
    streker = []
    sted = fra + 3
    while sted + STAV - 4 < til:
        streker.append(Linje(sted, y + STAV - 2, sted + STAV - 4, y + 2, farge))
        sted += 7
    return streker
