"""Planning of an import to the register: rows in, what to write and what is wrong out. No database, no files.

Municipalities are read first, then changes in order of date (so a chain may stand in any order of lines), then
inhabitants. A bad line never changes the register being planned; the caller writes nothing when there are faults.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

# IMDi's «uoppgitt/Svalbard»: a line in their files, not a municipality.
UOPPGITT = "9999"
KOLONNER = {
    "kommuner": ("kommune_nr", "navn", "fylke_nr", "fylke"),
    "endringer": ("fra_nr", "fra_navn", "til_nr", "til_navn", "dato"),
    "folketall": ("kommune_nr", "aar", "folketall"),
}
LENGSTE_NAVN = 60
HOEYESTE_FOLKETALL = 10_000_000
FOERSTE_AAR, SISTE_AAR = 1838, 2100


@dataclass(frozen=True)
class Linje:
    """One line of a file: where it stands, and its cells by column name, stripped."""

    fil: str
    nr: int
    felt: dict[str, str]


@dataclass(frozen=True)
class Merknad:
    """What is wrong (or was left out), and where. ``linje`` is None when it concerns the whole file."""

    fil: str
    linje: int | None
    grunn: str

    def __str__(self):
        return f"{self.fil}, linje {self.linje}: {self.grunn}" if self.linje else f"{self.fil}: {self.grunn}"


@dataclass(frozen=True)
class Fylkesrad:
    """A county under one number in the period ``[fra, til)``."""

    nr: str
    navn: str
    fra: date
    til: date | None = None


@dataclass
class Kommunerad:
    """A municipality under one number in the period ``[fra, til)``; ``fylke_nr`` is its county's number."""

    nr: str
    navn: str
    fylke_nr: str
    fra: date
    til: date | None = None

    @property
    def noekkel(self) -> tuple[str, date]:
        return self.nr, self.fra

    def gjelder(self, dag: date) -> bool:
        return self.fra <= dag and (self.til is None or dag < self.til)


@dataclass
class Register:
    """The register as it stands. ``endringer`` holds (forgjenger, etterfølger, dato), ``folketall`` (kommune, år)."""

    kommuner: list[Kommunerad] = field(default_factory=list)
    endringer: set[tuple] = field(default_factory=set)
    folketall: dict[tuple, int] = field(default_factory=dict)


@dataclass
class Plan:
    """What the import would write, by key; nothing may be written when ``feil`` is not empty."""

    nye_kommuner: list[Kommunerad] = field(default_factory=list)
    avsluttede: dict[tuple[str, date], date] = field(default_factory=dict)
    nye_endringer: list[tuple] = field(default_factory=list)
    nye_folketall: dict[tuple, int] = field(default_factory=dict)
    rettede_folketall: dict[tuple, int] = field(default_factory=dict)
    feil: list[Merknad] = field(default_factory=list)
    varsler: list[Merknad] = field(default_factory=list)

    @property
    def antall(self) -> dict[str, int]:
        """Return how many rows each kind of writing concerns, in the order they are told."""
        return {
            "nye kommuner": len(self.nye_kommuner),
            "avsluttede kommuner": len(self.avsluttede),
            "nye kommuneendringer": len(self.nye_endringer),
            "nye folketall": len(self.nye_folketall),
            "rettede folketall": len(self.rettede_folketall),
        }


def les_linjer(slag: str, fil: str, tekst: str) -> tuple[list[Linje], list[Merknad]]:
    """Return the lines of a CSV text of kind ``slag`` (a key of KOLONNER) and what could not be read."""
    leser = csv.reader(io.StringIO(tekst, newline=""), strict=True)
    linjer, feil = [], []
    try:
        hode = [navn.strip() for navn in next(leser, [])]
        if mangler := [navn for navn in KOLONNER[slag] if navn not in hode]:
            return [], [
                Merknad(fil, None, f"Mangler kolonner: {', '.join(mangler)}. Filen skal være delt med komma.")
            ]
        for celler in leser:
            if not any(celle.strip() for celle in celler):
                continue
            if len(celler) != len(hode):
                feil.append(
                    Merknad(fil, leser.line_num, f"Linjen har {len(celler)} felt, ventet {len(hode)}.")
                )
                continue
            felt = dict(zip(hode, (celle.strip() for celle in celler), strict=True))
            linjer.append(Linje(fil, leser.line_num, felt))
    except csv.Error as avbrudd:
        feil.append(Merknad(fil, leser.line_num, f"Linjen kan ikke leses som CSV ({avbrudd})."))
    return linjer, feil


def planlegg(
    register: Register,
    fylker: Iterable[Fylkesrad],
    *,
    kommuner: Iterable[Linje] = (),
    endringer: Iterable[Linje] = (),
    folketall: Iterable[Linje] = (),
) -> Plan:
    """Return the plan that brings ``register`` (changed on the way) in line with the files.

    ``fylker`` is every county there has been, with validity. Running the plan and planning again gives an empty one.
    """
    arbeid = _Arbeid(register, list(fylker))
    arbeid.les_kommuner(kommuner)
    arbeid.les_endringer(endringer)
    arbeid.les_folketall(folketall)
    arbeid.plan.feil.sort(key=lambda merknad: (merknad.fil, merknad.linje or 0))
    return arbeid.plan


class _Avvist(Exception):
    """The line is bad; the text says why."""


class _Uoppgitt(Exception):
    """The line is about 9999."""


class _Arbeid:
    """One planning: the register as it becomes, and the plan so far."""

    def __init__(self, register: Register, fylker: list[Fylkesrad]):
        self.register = register
        self.fylker = fylker
        self.plan = Plan()
        self.per_nr: dict[str, list[Kommunerad]] = {}
        for rad in register.kommuner:
            self.per_nr.setdefault(rad.nr, []).append(rad)
        # Numbers that a bad line would have opened: lines that lean on them are not reported a second time.
        self.avviste: set[str] = set()

    def _hver(self, linjer, les):
        for linje in linjer:
            try:
                les(linje)
            except _Avvist as grunn:
                self.plan.feil.append(Merknad(linje.fil, linje.nr, str(grunn)))
            except _Uoppgitt:
                self.plan.varsler.append(
                    Merknad(
                        linje.fil,
                        linje.nr,
                        "9999 er «uoppgitt/Svalbard», ikke en kommune. Linjen er avvist, resten leses videre.",
                    )
                )

    def les_kommuner(self, linjer):
        sett: dict[str, Linje] = {}

        def les(linje):
            nr = _kommune_nr(linje, "kommune_nr")
            try:
                forrige = sett.setdefault(nr, linje)
                if forrige is not linje and forrige.felt != linje.felt:
                    raise _Avvist(f"{nr} står også på linje {forrige.nr}, med annet innhold.")
                self._ny_kommune(nr, _navn(linje, "navn"), self._fylke_i_fil(linje, nr))
            except _Avvist:
                self.avviste.add(nr)
                raise

        self._hver(linjer, les)

    def _fylke_i_fil(self, linje, nr) -> Fylkesrad:
        fylke_nr = linje.felt["fylke_nr"]
        if fylke_nr != nr[:2]:
            raise _Avvist(f"Kommunenummeret {nr} begynner ikke med fylkesnummeret «{fylke_nr}».")
        navn = _navn(linje, "fylke")
        fylke = next((f for f in self.fylker if f.nr == fylke_nr), None)
        if fylke is None:
            raise _Avvist(f"Det finnes ikke noe fylke med nummer {fylke_nr}.")
        if fylke.navn != navn:
            raise _Avvist(f"Fylke {fylke_nr} heter {fylke.navn}, ikke «{navn}».")
        return fylke

    def _ny_kommune(self, nr, navn, fylke):
        finnes = self.per_nr.get(nr, [])
        if any(rad.navn == navn and rad.fylke_nr == fylke.nr for rad in finnes):
            return
        self._legg_til(Kommunerad(nr, navn, fylke.nr, fylke.fra))

    def _legg_til(self, ny: Kommunerad):
        for rad in self.per_nr.get(ny.nr, []):
            if rad.til is None or rad.til > ny.fra:
                raise _Avvist(
                    f"{ny.nr} er allerede {rad.navn} (fylke {rad.fylke_nr}) {_periode(rad)}, "
                    f"og kan ikke også være {ny.navn} fra {_dato(ny.fra)}."
                )
        self.per_nr.setdefault(ny.nr, []).append(ny)
        self.plan.nye_kommuner.append(ny)

    def les_endringer(self, linjer):
        lesbare = []
        self._hver(linjer, lambda linje: lesbare.append((_endring(linje)[0], linje.nr, linje)))
        ordnet = [linje for _, _, linje in sorted(lesbare, key=lambda rad: rad[:2])]

        def endre(linje):
            try:
                self._endre(*_endring(linje))
            except _Avvist:
                self.avviste.add(linje.felt["til_nr"])
                raise

        self._hver(ordnet, endre)

    def _endre(self, dato, fra_nr, fra_navn, til_nr, til_navn):
        if fra_nr in self.avviste and fra_nr not in self.per_nr:
            return
        forgjenger = self._forgjenger(fra_nr, fra_navn, dato)
        etterfoelger = next(
            (rad for rad in self.per_nr.get(til_nr, []) if rad is not forgjenger and rad.gjelder(dato)), None
        )
        if etterfoelger is not None and etterfoelger.navn != til_navn:
            raise _Avvist(f"{til_nr} er {etterfoelger.navn} {_periode(etterfoelger)}, ikke «{til_navn}».")
        foer = forgjenger.til
        forgjenger.til = dato
        if etterfoelger is None:
            fylke = next(
                (
                    f
                    for f in self.fylker
                    if f.nr == til_nr[:2] and f.fra <= dato and (f.til is None or dato < f.til)
                ),
                None,
            )
            try:
                if fylke is None:
                    raise _Avvist(f"Det finnes ikke noe fylke med nummer {til_nr[:2]} den {_dato(dato)}.")
                etterfoelger = Kommunerad(til_nr, til_navn, fylke.nr, dato)
                self._legg_til(etterfoelger)
            except _Avvist:
                forgjenger.til = foer
                raise
        if foer is None and forgjenger not in self.plan.nye_kommuner:
            self.plan.avsluttede[forgjenger.noekkel] = dato
        endring = (forgjenger.noekkel, etterfoelger.noekkel, dato)
        if endring not in self.register.endringer:
            self.register.endringer.add(endring)
            self.plan.nye_endringer.append(endring)

    def _forgjenger(self, nr, navn, dato) -> Kommunerad:
        rader = self.per_nr.get(nr, [])
        if not rader:
            raise _Avvist(f"Forgjengeren {nr} {navn} finnes ikke i registeret.")
        rad = next((rad for rad in rader if rad.fra < dato and (rad.til is None or rad.til >= dato)), None)
        if rad is None:
            raise _Avvist(
                f"Forgjengeren {nr} er {rader[-1].navn} {_periode(rader[-1])}, ikke fram til {_dato(dato)}."
            )
        if rad.navn != navn:
            raise _Avvist(f"Forgjengeren {nr} heter {rad.navn}, ikke «{navn}».")
        if rad.til not in (None, dato):
            raise _Avvist(
                f"Forgjengeren {nr} {navn} er allerede avsluttet {_dato(rad.til)}, ikke {_dato(dato)}."
            )
        return rad

    def les_folketall(self, linjer):
        sett: dict[tuple[str, int], Linje] = {}

        def les(linje):
            nr = _kommune_nr(linje, "kommune_nr")
            aar = _aar(linje)
            if not linje.felt["folketall"]:
                self.plan.varsler.append(
                    Merknad(linje.fil, linje.nr, "Folketallet er tomt. Linjen er hoppet over.")
                )
                return
            antall = _antall(linje)
            forrige = sett.setdefault((nr, aar), linje)
            if forrige is not linje and _antall(forrige) != antall:
                raise _Avvist(f"{nr} i {aar} står også på linje {forrige.nr}, med et annet folketall.")
            rader = self.per_nr.get(nr, [])
            if nr in self.avviste and not rader:
                return
            rad = next((rad for rad in rader if rad.gjelder(date(aar, 1, 1))), None)
            if rad is None:
                hvorfor = f"fantes ikke 1. januar {aar}" if rader else "finnes ikke i registeret"
                raise _Avvist(f"Kommune {nr} {hvorfor}.")
            foer = self.register.folketall.get((rad.noekkel, aar))
            if foer != antall:
                rettes = self.plan.nye_folketall if foer is None else self.plan.rettede_folketall
                rettes[rad.noekkel, aar] = antall

        self._hver(linjer, les)


def _kommune_nr(linje: Linje, kolonne: str) -> str:
    nr = linje.felt[kolonne]
    if UOPPGITT in (nr, *(linje.felt[navn] for navn in ("fra_nr", "til_nr") if navn in linje.felt)):
        raise _Uoppgitt
    if not re.fullmatch(r"\d{4}", nr, re.ASCII):
        raise _Avvist(f"Kommunenummeret «{nr}» i {kolonne} skal ha fire siffer.")
    return nr


def _navn(linje: Linje, kolonne: str) -> str:
    # The source tells namesakes apart as «Våler (Østf.)» and dates a county as «Sør-Trøndelag (t.o.m. 2017)».
    navn = re.sub(r"\s*\([^()]*\)$", "", linje.felt[kolonne])
    if not navn:
        raise _Avvist(f"Navnet i {kolonne} er tomt.")
    if not navn.isprintable():
        raise _Avvist(f"Navnet i {kolonne} har tegn som ikke kan vises.")
    if len(navn) > LENGSTE_NAVN:
        raise _Avvist(f"Navnet i {kolonne} er lengre enn {LENGSTE_NAVN} tegn.")
    return navn


def _endring(linje: Linje) -> tuple[date, str, str, str, str]:
    fra_nr, til_nr = _kommune_nr(linje, "fra_nr"), _kommune_nr(linje, "til_nr")
    fra_navn, til_navn = _navn(linje, "fra_navn"), _navn(linje, "til_navn")
    if (fra_nr, fra_navn) == (til_nr, til_navn):
        raise _Avvist(f"Forgjenger og etterfølger er samme kommune ({fra_nr} {fra_navn}).")
    return _lest_dato(linje), fra_nr, fra_navn, til_nr, til_navn


def _lest_dato(linje: Linje) -> date:
    tekst = linje.felt["dato"]
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII):
            raise ValueError
        dato = date.fromisoformat(tekst)
    except ValueError:
        raise _Avvist(f"Datoen «{tekst}» finnes ikke. Skriv åååå-mm-dd.") from None
    if not FOERSTE_AAR < dato.year <= SISTE_AAR:
        raise _Avvist(f"Datoen {tekst} er utenfor årene {FOERSTE_AAR + 1}–{SISTE_AAR}.")
    return dato


def _aar(linje: Linje) -> int:
    tekst = linje.felt["aar"]
    if not re.fullmatch(r"\d{4}", tekst, re.ASCII) or not FOERSTE_AAR <= int(tekst) <= SISTE_AAR:
        raise _Avvist(f"Årstallet «{tekst}» skal være mellom {FOERSTE_AAR} og {SISTE_AAR}.")
    return int(tekst)


def _antall(linje: Linje) -> int:
    tekst = linje.felt["folketall"]
    if not re.fullmatch(r"\d{1,8}", tekst, re.ASCII) or int(tekst) > HOEYESTE_FOLKETALL:
        raise _Avvist(f"Folketallet «{tekst}» skal være et helt tall fra 0 til {HOEYESTE_FOLKETALL}.")
    return int(tekst)


def _dato(verdi: date) -> str:
    return f"{verdi:%d.%m.%Y}"


def _periode(rad: Kommunerad) -> str:
    return f"fra {_dato(rad.fra)}" + (f" til {_dato(rad.til)}" if rad.til else "")
