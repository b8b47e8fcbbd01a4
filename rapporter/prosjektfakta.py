"""What a final report tells of the project itself, as the records of the network have it. Plain Python.

Sums and head-counts are made by ``nettverk`` (budget, state money, barriers, evaluation, groups); nothing is added up
here. Figures have the cut-off date; words (strategies, criteria) are as they stand when the report is made.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Fase:
    """A phase of the plan; ``siste_dag`` None while it is open."""

    bokstav: str
    navn: str
    fra: date
    siste_dag: date | None = None


@dataclass(frozen=True)
class Strategi:
    """One of the ways to the goals, and what was done."""

    nummer: int
    tekst: str
    gjort: str = ""


@dataclass(frozen=True)
class Kriterium:
    """Something that must be so for the work to succeed; ``sted`` says in whose hands it lies."""

    nummer: int
    tekst: str
    sted: str
    vurdering: str = ""


@dataclass(frozen=True)
class Budsjettlinje:
    """One line of a year's budget with what is spent on it. ``andel`` is ready text («60–100 %»)."""

    post: str
    dekkes_av: str = ""
    andel: str = ""
    kroner: int | None = None
    brukt: int = 0


@dataclass(frozen=True)
class Budsjettaar:
    """One year: its lines, what stands on none of them, and the sums. ``aarsverk`` is ready text."""

    aar: int
    linjer: tuple[Budsjettlinje, ...]
    utenom: int
    kroner: int
    brukt: int
    aarsverk: str = ""


@dataclass(frozen=True)
class Gruppestand:
    """The head-counts of one group on the days of ``Prosjektfakta.gruppedager``, in their order."""

    navn: str
    tall: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Effekt:
    """One question of the evaluation: who answered. ``snitt`` is ready text, empty without a scale."""

    nummer: int
    tekst: str
    maal: str
    svar: int
    kommuner: int
    partnere: int
    snitt: str = ""


@dataclass(frozen=True)
class Sitat:
    """A released quotation, with whom it is from and what it is about."""

    tekst: str
    fra: str
    om: str = ""


@dataclass(frozen=True)
class Bilde:
    """A chart that ``nettverk`` has drawn, and what it shows in words."""

    svg: str
    beskrivelse: str


@dataclass(frozen=True)
class Evaluering:
    """Who answered of those asked, each question, the chart, and what may be quoted."""

    svar: int = 0
    svart_tekst: str = ""
    effekter: tuple[Effekt, ...] = ()
    sitater: tuple[Sitat, ...] = ()
    bilde: Bilde | None = None


@dataclass(frozen=True)
class Virkemiddel:
    navn: str
    eier: str = ""


@dataclass(frozen=True)
class Barriere:
    """One kind of barrier: where it stands at the cut-off, where nothing is taken in use, what may help."""

    slag: str
    forklaring: str = ""
    staar: tuple[str, ...] = ()
    ikke_moett: tuple[str, ...] = ()
    virkemidler: tuple[Virkemiddel, ...] = ()


@dataclass(frozen=True)
class Tiltak:
    """An instrument taken in use against a municipality's barrier."""

    dato: date
    kommune: str
    slag: str
    virkemiddel: str


@dataclass(frozen=True)
class Ordningsrad:
    """What one scheme paid in each of ``Tilskudd.aar``; None where no figure is known."""

    navn: str
    kroner: tuple[int | None, ...]


@dataclass(frozen=True)
class Tilskudd:
    """State money to the municipalities year by year: schemes, what they come to, how many municipalities got some."""

    aar: tuple[int, ...] = ()
    ordninger: tuple[Ordningsrad, ...] = ()
    sum: tuple[int | None, ...] = ()
    kommuner: tuple[int, ...] = ()


@dataclass(frozen=True)
class Kommuneprosjekt:
    """A project in the catalogue that municipalities ran with state money."""

    aar: int
    tittel: str
    kommuner: str
    ordning: str = ""
    status: str = ""
    tildelt: int | None = None


@dataclass(frozen=True)
class Prosjektfakta:
    """Everything a report may tell of the project beside requests, decisions, goals, groups and activities."""

    faser: tuple[Fase, ...] = ()
    strategier: tuple[Strategi, ...] = ()
    kriterier: tuple[Kriterium, ...] = ()
    budsjett: tuple[Budsjettaar, ...] = ()
    gruppedager: tuple[date, ...] = ()
    gruppestand: tuple[Gruppestand, ...] = ()
    evaluering: Evaluering = Evaluering()
    barrierer: tuple[Barriere, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()
    tilskudd: Tilskudd = Tilskudd()
    kommuneprosjekter: tuple[Kommuneprosjekt, ...] = ()


def gruppedager(fra: date, til: date, dag: date) -> tuple[date, ...]:
    """Return the days that groups are counted on: the first of the period, the last of its years, the cut-off.

    At most four, so that the table fits a page: the first and the last three.
    """
    slutt = min(til, dag)
    dager = sorted({fra, *(date(aar, 12, 31) for aar in range(fra.year, slutt.year + 1)), dag})
    dager = [ett for ett in dager if fra <= ett <= dag]
    return tuple(dager if len(dager) <= 4 else [dager[0], *dager[-3:]])
