"""Status of the answers against the request in force: states, gaps and sums, on two clocks.

Everything that shows such a figure (page, export, command line, report) calls ``status`` and ``summer`` here.
Sources of the rules: docs/domene.md, rules 1–4. Plain values in, plain values out; no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from anmodninger import frister as fristregler
from anmodninger.domain import erstatningsorden
from anmodninger.frister import Frister, Utsettelse

from .svartilstand import AAPNE_SVAR, AAPNE_TYPER, EM_VURDERES, Slag, Svar, Svartype, gruppesvar

GRUPPER = ("totalt", "voksne", "em")


@dataclass(frozen=True)
class Tall:
    """Persons in all and, of these, enslige mindreårige. ``None`` is unknown, never zero."""

    totalt: int | None = None
    em: int | None = None

    @property
    def voksne(self) -> int | None:
        """Voksne og barnefamilier = totalt − EM; unknown when either is."""
        return None if self.totalt is None or self.em is None else self.totalt - self.em

    def gruppe(self, navn: str) -> int | None:
        """Return the figure of one of ``GRUPPER``."""
        return getattr(self, navn)

    @property
    def alle(self) -> tuple[int | None, int | None, int | None]:
        """The figures of ``GRUPPER``, in that order."""
        return self.totalt, self.voksne, self.em


@dataclass(frozen=True)
class Anmodningsrad:
    """A request to one municipality, with the dates of the round it was sent in and the extensions granted.

    ``avlest`` was read from IMDi's file: its day is the day of the file, when it was sent is not known.
    """

    id: int
    kommune: int
    sendt: date
    tall: Tall
    frister: Frister = Frister()
    utsettelser: tuple[Utsettelse, ...] = ()
    runde: int | None = None
    avlest: bool = False


@dataclass(frozen=True)
class Svarrad:
    """A registered answer of one municipality for one year; ``retter`` is the id of the row it corrects.

    One that the municipality sent in itself (``fra_kommunen``) is judged by the embete: the day it was confirmed, and
    the first day it was sent back.
    """

    id: int
    kommune: int
    mottatt: date
    tall: Tall = Tall()
    vedtaksdato: date | None = None
    type: Svartype = Svartype.VEDTAK
    slag: Slag = Slag.HOVED
    retter: int | None = None
    ny_dato: date | None = None
    vilkaar: tuple[str, ...] = ()
    fra_kommunen: bool = False
    bekreftet: date | None = None
    tilbake: date | None = None

    def er_ubekreftet(self, dag: date) -> bool:
        """Return whether the municipality sent it in and the embete had not confirmed it on ``dag``."""
        return self.fra_kommunen and (self.bekreftet is None or self.bekreftet > dag)

    def er_sendt_tilbake(self, dag: date) -> bool:
        """Return whether the embete had asked the municipality to look at it again, and not confirmed it since."""
        return self.er_ubekreftet(dag) and self.tilbake is not None and self.tilbake <= dag


def _mangel(bedt: int | None, gitt: int | None) -> int | None:
    """Return what is missing in one group. Of a group that nobody is asked for, nobody is missing."""
    if bedt == 0:
        return 0
    if bedt is None or gitt is None:
        return None
    return bedt - gitt if bedt > gitt else 0


@dataclass(frozen=True)
class Kommunestatus:
    """Where one municipality stands for one year at one date.

    ``anmodet`` is None when no round names it; ``vedtatt`` is None when no decided number counts. ``rader`` are the
    ids of the answers behind the figures, ``anmodning`` the id of the request. ``frister`` are the dates it is held to,
    extensions counted, ``rundens_frister`` those of the round itself. ``dager_over`` is days since the deadline while
    the answer is open, else None. ``etterregistrert``: a counted row became known after the date. ``ubekreftet`` and
    ``sendt_tilbake``: a row of ``rader`` was so on the date, or on the day things were known if that is earlier.
    """

    kommune: int
    anmodet: Tall | None
    vedtatt: Tall | None
    svar: dict[str, Svar]
    anmodning: int | None = None
    runde: int | None = None
    rader: tuple[int, ...] = ()
    vilkaar: tuple[str, ...] = ()
    frister: Frister = Frister()
    rundens_frister: Frister = Frister()
    dager_over: int | None = None
    ny_dato: date | None = None
    etterregistrert: bool = False
    ubekreftet: bool = False
    sendt_tilbake: bool = False

    @property
    def frist(self) -> date | None:
        """The reply deadline of this municipality, extended or not; None when it is unknown."""
        return self.frister.svarfrist

    @property
    def utsatt(self) -> bool:
        """Whether this municipality has another deadline than the round."""
        return self.frister.svarfrist != self.rundens_frister.svarfrist

    def gap(self, gruppe: str) -> int | None:
        """Return the real shortage in a group, never below zero; None when a part is unknown."""
        return self._gap[gruppe]

    @cached_property
    def _gap(self) -> dict[str, int | None]:
        """The shortages of all groups: a page asks for each many times."""
        if self.anmodet is None:
            return dict.fromkeys(GRUPPER, 0)
        gitt = (0, 0, 0) if self.vedtatt is None else self.vedtatt.alle
        return dict(zip(GRUPPER, map(_mangel, self.anmodet.alle, gitt), strict=True))

    def ubesvart(self, gruppe: str) -> int | None:
        """Return how much of the gap stands open because no number is decided; None when unknown."""
        return self.gap(gruppe) if self.vedtatt is None else 0


@dataclass(frozen=True)
class Delsum:
    """A sum with its honesty: ``kjent`` adds the known parts, ``ukjente`` counts parts that are unknown."""

    kjent: int = 0
    ukjente: int = 0

    @property
    def verdi(self) -> int | None:
        """The sum, or None when a part of it is unknown."""
        return None if self.ukjente else self.kjent


@dataclass(frozen=True)
class Gruppesum:
    """The sums of one group over many municipalities. ``netto`` = requested − decided; ``udekket`` is the real gap."""

    anmodet: Delsum
    vedtatt: Delsum
    udekket: Delsum
    ubesvart: Delsum

    @property
    def netto(self) -> int | None:
        if self.anmodet.verdi is None or self.vedtatt.verdi is None:
            return None
        return self.anmodet.verdi - self.vedtatt.verdi


def virkningsdatoer(rader: Iterable[Svarrad]) -> dict[int, date]:
    """Return the date each answer counts from, by id.

    That is ``vedtaksdato``; where it is unknown ``mottatt`` stands in. A correction without a date of its own counts
    from the same day as the row it corrects: the council decided then, only the record was wrong. One that says that
    the answer was known earlier than recorded moves that day back.
    """
    etter_id = {rad.id: rad for rad in rader}
    datoer: dict[int, date] = {}
    for rad in etter_id.values():
        ledd, mottatt = rad, rad.mottatt
        while ledd.vedtaksdato is None and ledd.retter in etter_id:
            ledd = etter_id[ledd.retter]
            mottatt = min(mottatt, ledd.mottatt)
        datoer[rad.id] = ledd.vedtaksdato or mottatt
    return datoer


def kjente(rader: Iterable[Svarrad], kjent: date | None) -> list[Svarrad]:
    """Return the answers that the state knew on ``kjent`` (None: all known now), without those corrected by then.

    A correction reaches through those before it, also one that was not known yet.
    """
    alle = list(rader)
    sett = [rad for rad in alle if kjent is None or rad.mottatt <= kjent]
    rettet = {rad.retter for rad in sett if rad.retter is not None}
    if rettet and len(sett) < len(alle):
        retter = {rad.id: rad.retter for rad in alle}
        for foer in list(rettet):
            while (foer := retter.get(foer)) is not None:
                rettet.add(foer)
    return [rad for rad in sett if rad.id not in rettet]


def _sum(deler: Iterable[int | None]) -> int | None:
    """Add up; unknown when a part is unknown."""
    verdier = list(deler)
    return None if None in verdier else sum(verdier)


def i_kraft(anmodninger: Iterable[Anmodningsrad], dag: date) -> Anmodningsrad | None:
    """Return the request that one municipality stands under on ``dag``: the last in ``erstatningsorden``, or None."""
    sendte = [rad for rad in anmodninger if rad.sendt <= dag]
    return max(
        sendte,
        key=lambda rad: erstatningsorden(avlest=rad.avlest, sendt=rad.sendt, id=rad.id),
        default=None,
    )


def kommunestatus(
    kommune: int,
    anmodninger: Iterable[Anmodningsrad],
    svar: Iterable[Svarrad],
    per: date,
    kjent: date | None = None,
) -> Kommunestatus:
    """Return where one municipality stands at ``per`` as known on ``kjent`` (None: as known now).

    The request is the one ``i_kraft``, with the extensions granted by then. The main decision is the latest by date
    it counts from (ties: received, then id); additional decisions from that date on add to it. A later answer without
    a number leaves the decided number standing and opens the state again.
    """
    svar = list(svar)
    grense = per if kjent is None else min(per, kjent)
    anmodning = i_kraft(anmodninger, grense)

    dato = virkningsdatoer(svar)
    gjeldende = [rad for rad in kjente(svar, kjent) if dato[rad.id] <= per]

    def orden(rad):
        return dato[rad.id], rad.mottatt, rad.id

    def er_tillegg(rad):
        return rad.type == Svartype.VEDTAK and rad.slag == Slag.TILLEGG

    hovedrader = [
        rad for rad in gjeldende if not er_tillegg(rad) and rad.type in (Svartype.VEDTAK, Svartype.TRUKKET)
    ]
    hoved = max(hovedrader, key=orden, default=None)

    def legges_til(rad):
        if hoved is None:
            return True
        # What the council added on the day of its main decision stands; a withdrawal takes all that came before it.
        return dato[rad.id] >= dato[hoved.id] if hoved.type == Svartype.VEDTAK else orden(rad) > orden(hoved)

    telles = [hoved] if hoved is not None and hoved.type == Svartype.VEDTAK else []
    telles += sorted((rad for rad in gjeldende if er_tillegg(rad) and legges_til(rad)), key=orden)
    vedtatt = (
        Tall(_sum(rad.tall.totalt for rad in telles), _sum(rad.tall.em for rad in telles)) if telles else None
    )

    siste = max(gjeldende, key=orden, default=None)
    aapent = AAPNE_TYPER.get(siste.type) if siste is not None else None
    vilkaar = tuple(dict.fromkeys(ett for rad in telles for ett in rad.vilkaar))
    bak = {rad.id for rad in telles} | ({siste.id} if siste is not None else set())
    ubekreftede = [rad for rad in gjeldende if rad.id in bak and rad.er_ubekreftet(grense)]

    anmodet = anmodning.tall if anmodning else None
    tilstander = dict.fromkeys(GRUPPER, Svar.IKKE_ANMODET)
    parene = (
        zip(GRUPPER, anmodet.alle, vedtatt.alle if vedtatt else (None,) * 3, strict=True) if anmodet else ()
    )
    for gruppe, bedt, gitt in parene:
        gruppe_aapen = aapent
        if gruppe == "em" and aapent is None and EM_VURDERES in vilkaar and not gitt:
            gruppe_aapen = Svar.VURDERES
        tilstander[gruppe] = gruppesvar(bedt, gitt, vedtatt is not None, gruppe_aapen)

    egne = anmodning.frister if anmodning else Frister()
    frister = fristregler.gjeldende(egne, anmodning.utsettelser, grense) if anmodning else egne
    frist, over = frister.svarfrist, None
    if frist is not None and tilstander["totalt"] in AAPNE_SVAR and per > frist:
        over = (per - frist).days
    return Kommunestatus(
        kommune=kommune,
        anmodet=anmodet,
        vedtatt=vedtatt,
        svar=tilstander,
        anmodning=anmodning.id if anmodning else None,
        runde=anmodning.runde if anmodning else None,
        rader=tuple(sorted(bak)),
        vilkaar=vilkaar,
        frister=frister,
        rundens_frister=egne,
        dager_over=over,
        ny_dato=siste.ny_dato if aapent is not None else None,
        etterregistrert=any(rad.mottatt > per for rad in gjeldende if rad.id in bak),
        ubekreftet=bool(ubekreftede),
        sendt_tilbake=any(rad.er_sendt_tilbake(grense) for rad in ubekreftede),
    )


def etter_kommune(rader: Iterable) -> dict[int, list]:
    """Return the rows (whatever has ``kommune``) by municipality, in the order given."""
    etter: dict[int, list] = {}
    for rad in rader:
        etter.setdefault(rad.kommune, []).append(rad)
    return etter


def status(
    kommuner: Iterable[int],
    anmodninger: Iterable[Anmodningsrad],
    svar: Iterable[Svarrad],
    per: date,
    kjent: date | None = None,
) -> list[Kommunestatus]:
    """Return ``kommunestatus`` of each municipality, in the order given."""
    anmodninger_for, svar_for = etter_kommune(anmodninger), etter_kommune(svar)
    return [
        kommunestatus(kommune, anmodninger_for.get(kommune, ()), svar_for.get(kommune, ()), per, kjent)
        for kommune in kommuner
    ]


def _delsum(deler: Iterable[int | None]) -> Delsum:
    kjent = ukjente = 0
    for verdi in deler:
        if verdi is None:
            ukjente += 1
        else:
            kjent += verdi
    return Delsum(kjent, ukjente)


def summer(statuser: Iterable[Kommunestatus]) -> dict[str, Gruppesum]:
    """Return the sums per group. Over-fulfilment in one municipality never lessens the gap of another (rule 2).

    A municipality that is not asked, or has no decided number, adds nothing; an unknown part makes the sum unknown.
    """
    statuser = list(statuser)
    anmodet = [s.anmodet.alle for s in statuser if s.anmodet is not None]
    vedtatt = [s.vedtatt.alle for s in statuser if s.vedtatt is not None]
    summene = {}
    for nr, gruppe in enumerate(GRUPPER):
        gap = [s.gap(gruppe) for s in statuser]
        summene[gruppe] = Gruppesum(
            anmodet=_delsum(tall[nr] for tall in anmodet),
            vedtatt=_delsum(tall[nr] for tall in vedtatt),
            udekket=_delsum(gap),
            ubesvart=_delsum(ett for s, ett in zip(statuser, gap, strict=True) if s.vedtatt is None),
        )
    return summene
