"""What a report knows, and the counts it draws from it. Plain values in, plain values out.

Every figure of persons comes from ``vedtak.domain`` (status and sums); here municipalities are counted and listed by
the state they stand in, rounds are compared, and activities are sorted by the cut-off date.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from vedtak.domain import AAPNE_SVAR, Gruppesum, Kommunestatus, Svar, Tall

from .definisjon import AAR, PROSJEKT, TERTIAL, Periode, Rapporttype, innsatt
from .diagramfakta import Diagramfakta
from .prosjektfakta import Prosjektfakta
from .setningsfakta import Forrige, Overstyring
from .tallfakta import Tallfakta

OPPFYLT = frozenset({Svar.FULLT, Svar.MER})

KOMMUNEVEDLEGG = "anmodninger_og_vedtak"  # the block that has every municipality
PLANLAGT, GJENNOMFOERT, AVLYST = "planlagt", "gjennomfoert", "avlyst"


@dataclass(frozen=True)
class Kommunelinje:
    """One municipality and where it stands at the cut-off."""

    nr: str
    navn: str
    status: Kommunestatus


@dataclass(frozen=True)
class Rundefakta:
    """A round sent by the cut-off. ``oppgitt`` is what it states for the county, ``rader`` what its rows and those of
    earlier rounds still in force add up to that day (unknown when there are none)."""

    sendt: date
    svarfrist: date | None = None
    avsender: str = ""
    oppgitt: Tall = Tall()
    rader: Tall = Tall()
    nasjonalt: Tall = Tall()
    kilde: str = ""
    adresse: str = ""

    @property
    def anmodet(self) -> Tall:
        """The county's figure: what the rows add up to, as everywhere in the report; else what the round states."""
        return Tall(
            self.oppgitt.totalt if self.rader.totalt is None else self.rader.totalt,
            self.oppgitt.em if self.rader.em is None else self.rader.em,
        )


@dataclass(frozen=True)
class Aarslinje:
    """One settlement year at the cut-off: sums, unconfirmed answers then, and the municipalities behind them."""

    aar: int
    summer: dict[str, Gruppesum]
    ubekreftede: int = 0
    linjer: tuple[Kommunelinje, ...] = ()


@dataclass(frozen=True)
class Maal:
    """A result goal, with the key of its section in the report."""

    noekkel: str
    nummer: str
    tekst: str


@dataclass(frozen=True)
class Medlem:
    """A seat in a group at the cut-off."""

    funksjon: str
    organisasjon: str
    rolle: str
    rolletekst: str
    navn: str = ""


@dataclass(frozen=True)
class Gruppe:
    """A group as it stood at the cut-off, with the head-count of ``nettverk.domain``."""

    navn: str
    oppgave: str = ""
    personer: int = 0
    organisasjoner: int = 0
    medlemmer: tuple[Medlem, ...] = ()


@dataclass(frozen=True)
class Aktivitetslinje:
    """An activity of the project. ``maal`` are the numbers of the result goals it serves."""

    tittel: str
    slag: str
    status: str
    fra: date
    til: date | None = None
    sted: str = ""
    arrangoerer: str = ""
    maalgruppe: str = ""
    deltakere: int | None = None
    maal: tuple[str, ...] = ()

    def status_per(self, dag: date) -> str:
        """Return the state as it was on ``dag``: nothing is carried out before its last day."""
        if self.status == AVLYST:
            return AVLYST
        return self.status if (self.til or self.fra) <= dag else PLANLAGT


@dataclass(frozen=True)
class Rapportgrunnlag:
    """Everything a report is made of: facts as known at the cut-off, and the prose of each chapter by key."""

    prosjekt: str
    effektmaal: str
    embete: str
    omraade: str
    type: Rapporttype
    periode: Periode
    bosettingsaar: int
    skjaeringsdato: date
    linjer: tuple[Kommunelinje, ...] = ()
    summer: dict[str, Gruppesum] = field(default_factory=dict)
    runder: tuple[Rundefakta, ...] = ()
    aarslinjer: tuple[Aarslinje, ...] = ()
    maal: tuple[Maal, ...] = ()
    grupper: tuple[Gruppe, ...] = ()
    aktiviteter: tuple[Aktivitetslinje, ...] = ()
    vilkaarsnavn: Mapping[str, str] = field(default_factory=dict)
    prosjektfakta: Prosjektfakta = Prosjektfakta()
    diagramfakta: Diagramfakta = Diagramfakta()
    tekster: Mapping[str, str] = field(default_factory=dict)
    overstyringer: Mapping[str, Overstyring] = field(default_factory=dict)
    forrige: Forrige | None = None
    tallfakta: Tallfakta = Tallfakta()
    # What has been worked out from these facts, once; a changed copy begins anew.
    utregnet: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def verdier(self) -> dict[str, str]:
        """What a definition may set into its headings and its title."""
        return {"omraade": self.omraade, "periode": self.periode.tekst, "prosjekt": self.prosjekt}

    @property
    def tittel(self) -> str:
        """«Tertialrapport for 3. tertial 2015»."""
        return innsatt(self.type.tittel, self.verdier)

    @property
    def kommunevedlegg(self) -> int | None:
        """The number of the annex that has every municipality; None when the report has left it out."""
        vedlegg = (kapittel for kapittel in self.type.kapitler if kapittel.vedlegg)
        return next((nr for nr, ett in enumerate(vedlegg, 1) if KOMMUNEVEDLEGG in ett.blokker), None)

    @property
    def anmodede(self) -> tuple[Kommunelinje, ...]:
        """The municipalities that a round names."""
        return tuple(linje for linje in self.linjer if linje.status.anmodet is not None)

    @property
    def runde(self) -> Rundefakta | None:
        """The last round sent, or None."""
        return self.runder[-1] if self.runder else None

    @property
    def forrige_runde(self) -> Rundefakta | None:
        """The round before the last, or None."""
        return self.runder[-2] if len(self.runder) > 1 else None


def navn_i(linjer: Iterable[Kommunelinje], gruppe: str, tilstander: Iterable[Svar]) -> tuple[str, ...]:
    """Return the names of the municipalities whose answer for ``gruppe`` is one of ``tilstander``, in order."""
    tilstander = frozenset(tilstander)
    return tuple(linje.navn for linje in linjer if linje.status.svar[gruppe] in tilstander)


@dataclass(frozen=True)
class Oppfyllelse:
    """How many municipalities were asked for a group, met it in full, cannot be judged, and have no final answer."""

    bedt: int
    fullt: int
    ukjent: int
    aapne: int


def oppfyllelse(linjer: Iterable[Kommunelinje], gruppe: str) -> Oppfyllelse:
    """Count the answers for one group over the municipalities asked for it."""
    svar = [linje.status.svar[gruppe] for linje in linjer]
    return Oppfyllelse(
        bedt=sum(ett != Svar.IKKE_ANMODET for ett in svar),
        fullt=sum(ett in OPPFYLT for ett in svar),
        ukjent=sum(ett == Svar.UKJENT for ett in svar),
        aapne=sum(ett in AAPNE_SVAR for ett in svar),
    )


def med_vilkaar(linjer: Iterable[Kommunelinje]) -> dict[str, tuple[str, ...]]:
    """Return the names of the municipalities per kind of condition on a decision that counts."""
    navn: dict[str, list[str]] = {}
    for linje in linjer:
        for slag in linje.status.vilkaar:
            navn.setdefault(slag, []).append(linje.navn)
    return {slag: tuple(ledd) for slag, ledd in navn.items()}


# As many bars as one page holds in a size that can be read, and as many pages of them as anybody reads.
KOMMUNER_PER_FIGUR, FIGURER = 24, 3


def figurdeler(linjer: Sequence[Kommunelinje]) -> list[Sequence[Kommunelinje]] | None:
    """Return ``linjer`` in order, in as few and as equal parts as one chart each can hold; None: too many to draw."""
    antall = -(-len(linjer) // KOMMUNER_PER_FIGUR)
    if antall > FIGURER:
        return None
    grenser = [len(linjer) * nr // antall for nr in range(antall + 1)]
    return [linjer[fra:til] for fra, til in pairwise(grenser)]


def stoerst_gap(linjer: Iterable[Kommunelinje]) -> tuple[Kommunelinje, ...]:
    """Return the municipalities with the largest gaps, as many as one chart holds, largest first; ties in order."""
    ordnet = sorted(linjer, key=lambda linje: linje.status.gap("totalt") or 0, reverse=True)
    return tuple(ordnet[:KOMMUNER_PER_FIGUR])


def uten_vedtak(linjer: Iterable[Kommunelinje]) -> tuple[str, ...]:
    """Return the names of the municipalities asked that have no decided number."""
    return tuple(
        linje.navn for linje in linjer if linje.status.anmodet is not None and linje.status.vedtatt is None
    )


def ubekreftede(linjer: Iterable[Kommunelinje]) -> tuple[str, ...]:
    """Return the names of the municipalities with an answer behind the figures that the embete had not confirmed."""
    return tuple(linje.navn for linje in linjer if linje.status.ubekreftet)


def aapne(linjer: Iterable[Kommunelinje]) -> tuple[str, ...]:
    """Return the names of the municipalities whose answer in all is still open."""
    return navn_i(linjer, "totalt", AAPNE_SVAR)


@dataclass(frozen=True)
class Endring:
    """From one figure to another; ``prosent`` rounded half up, None when there is nothing to compare with."""

    fra: int
    til: int

    @property
    def differanse(self) -> int:
        return self.til - self.fra

    @property
    def prosent(self) -> int | None:
        return prosent(abs(self.differanse), self.fra)


def prosent(del_: int | None, hele: int | None) -> int | None:
    """Return the part in per cent, rounded half up; None when one is unknown, or there is nothing to be a part of."""
    return None if del_ is None or not hele else (200 * del_ + hele) // (2 * hele)


def endring(fra: int | None, til: int | None) -> Endring | None:
    """Return the change between two figures; None when one is unknown."""
    return None if fra is None or til is None else Endring(fra, til)


def avvik(runde: Rundefakta) -> list[tuple[str, int, int]]:
    """Return (group, stated, sum of the rows) where a round states another county figure than its rows add up to."""
    par = [(gruppe, runde.oppgitt.gruppe(gruppe), runde.rader.gruppe(gruppe)) for gruppe in ("totalt", "em")]
    return [
        (gruppe, oppgitt, rader)
        for gruppe, oppgitt, rader in par
        if oppgitt is not None and rader is not None and oppgitt != rader
    ]


@dataclass(frozen=True)
class Aktivitetsdeling:
    """The project's activities as a report tells of them, each list by date."""

    gjennomfoert: tuple[Aktivitetslinje, ...]
    ubekreftet: tuple[Aktivitetslinje, ...]
    framover: tuple[Aktivitetslinje, ...]


def del_aktiviteter(aktiviteter: Iterable[Aktivitetslinje], periode: Periode, dag: date) -> Aktivitetsdeling:
    """Sort activities round the period and the cut-off ``dag``.

    An activity belongs to the period of its first day. ``ubekreftet`` lies in the period, is over by the cut-off and
    is not marked as carried out; ``framover`` is what comes later, and what is left of the period at the cut-off.
    """
    fra, til = periode.fra, periode.til
    alle = sorted(aktiviteter, key=lambda rad: (rad.fra, rad.tittel))
    i_perioden = [rad for rad in alle if fra <= rad.fra < til]
    return Aktivitetsdeling(
        gjennomfoert=tuple(rad for rad in i_perioden if rad.status_per(dag) == GJENNOMFOERT),
        ubekreftet=tuple(
            rad for rad in i_perioden if rad.status_per(dag) == PLANLAGT and (rad.til or rad.fra) <= dag
        ),
        framover=tuple(
            rad
            for rad in alle
            if rad.status_per(dag) != AVLYST
            and (rad.fra >= til or (rad.fra >= fra and (rad.til or rad.fra) > dag))
        ),
    )


_ORD = {TERTIAL: "Tertialet", AAR: "Året", PROSJEKT: "Prosjektet"}


def hinder_for_rapport(
    *,
    periode: Periode,
    aar: int,
    skjaeringsdato: date,
    bosettingsaar: int,
    dag: date,
    prosjekt_fra: date,
    prosjekt_til: date | None,
) -> list[tuple[str, str]]:
    """Return (field, reason in bokmål) for each thing that keeps a report on ``periode`` from being made."""
    hinder: list[tuple[str, str]] = []
    fra, til, ord_ = periode.fra, periode.til, _ORD[periode.slag]
    felt = "tertial" if periode.slag == TERTIAL else "aar"
    if fra > dag:
        hinder.append((felt, f"{ord_} har ikke begynt ennå."))
    elif til <= prosjekt_fra or (prosjekt_til is not None and fra >= prosjekt_til):
        hinder.append((felt, f"Prosjektet varte ikke i dette {ord_.lower()}."))
    elif periode.slag == PROSJEKT and not fra.year <= aar <= max(dag.year, fra.year):
        hinder.append((felt, f"Skriv året rapporten lages, mellom {fra.year} og {dag.year}."))
    if skjaeringsdato > dag:
        hinder.append(
            ("skjaeringsdato", f"Skjæringsdatoen kan ikke være i framtiden. I dag er det {dag:%d.%m.%Y}.")
        )
    elif skjaeringsdato < fra:
        hinder.append(
            (
                "skjaeringsdato",
                f"Skjæringsdatoen kan ikke være før {ord_.lower()} begynte {fra:%d.%m.%Y}.",
            )
        )
    if not aar - 1 <= bosettingsaar <= aar + 2:
        hinder.append(
            ("bosettingsaar", f"Bosettingsåret må være mellom {aar - 1} og {aar + 2} for denne rapporten.")
        )
    return hinder
