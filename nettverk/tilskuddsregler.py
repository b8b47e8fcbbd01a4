"""State money to municipalities: what is a sum of something else, what does not add up, what may be added together.

Plain values in, plain values out. Amounts are whole kroner; None is unknown, which is not zero. A negative amount is
money paid back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bosetting.felles.melding import melding as _

TIDLIGSTE_AAR, SENESTE_AAR = 1990, 2100
HOEYESTE_KRONER = 100_000_000_000

# What IMDi's file calls the schemes, and what people call them.
KJENTE_ORDNINGER = {
    "inttilsk_1": "Integreringstilskudd, år 1",
    "inttilsk_2_5": "Integreringstilskudd, år 2–5",
    "inttilsk_1_5": "Integreringstilskudd, år 1–5 (sum)",
    "barnehage_tilsk": "Barnehagetilskudd",
    "skole_tilsk": "Skoletilskudd",
    "eldre_tilsk": "Eldretilskudd",
    "funkhem": "Tilskudd for personer med funksjonshemning",
    "em_tilsk": "Tilskudd for enslige mindreårige",
    "ekstra_bosetting_tilsk": "Ekstratilskudd ved bosetting",
    "norsk_samf_tilsk": "Tilskudd til opplæring i norsk og samfunnskunnskap",
    "totalt": "Totalt (sum)",
}
# A part of the whole that a file also gives added up, and what it is made of.
DELSUMMER = {"inttilsk_1_5": ("inttilsk_1", "inttilsk_2_5")}
# The whole: everything that is no sum itself.
TOTALER = {"totalt", "total", "totalsum", "sum", "sum_totalt", "i_alt"}

SOEKT, AVSLAATT, TRUKKET = "soekt", "avslaatt", "trukket"
# The states of a project that got its money; those are what a catalogue holds.
MED_TILSAGN = ("innvilget", "paagaar", "avsluttet")


def er_sum(kode: str) -> bool:
    """Return whether a file's code means the sum of other codes."""
    return kode in TOTALER or kode in DELSUMMER


@dataclass(frozen=True)
class Avvik:
    """A stated sum that is not the sum of its parts, for one municipality and year."""

    kode: str
    oppgitt: int
    delene: int

    @property
    def differanse(self) -> int:
        """Return how much more the source states than its parts come to."""
        return self.oppgitt - self.delene


def sum_av(tall: Mapping[str, int], summer: Collection[str] = ()) -> int | None:
    """Return what the schemes come to together; sums (``er_sum``, or codes in ``summer``) are never added.

    None when there is no amount that is not a sum.
    """
    deler = [kroner for kode, kroner in tall.items() if not er_sum(kode) and kode not in summer]
    return sum(deler) if deler else None


def avvik(tall: Mapping[str, int], summer: Collection[str] = ()) -> list[Avvik]:
    """Return the sums in ``tall`` (code → kroner of one municipality and year) that differ from their parts.

    A sum whose parts are not known (one in ``summer`` only, or where no part stands beside it) cannot be checked.
    """
    ut = []
    for kode, oppgitt in tall.items():
        if kode in DELSUMMER:
            deler = [tall[del_] for del_ in DELSUMMER[kode] if del_ in tall]
            delene = sum(deler) if deler else None
        elif kode in TOTALER:
            delene = sum_av(tall, summer)
        else:
            continue
        if delene is not None and delene != oppgitt:
            ut.append(Avvik(kode, oppgitt, delene))
    return ut


def per_innbygger(kroner: int | None, innbyggere: int | None) -> int | None:
    """Return kroner per inhabitant, rounded half away from zero; None when one is unknown or nobody lives there."""
    if kroner is None or not innbyggere:
        return None
    helt = (abs(kroner) * 2 + innbyggere) // (innbyggere * 2)
    return helt if kroner >= 0 else -helt


@dataclass(frozen=True)
class Prosjektpenger:
    """What one municipal project got in its year: by key of project, municipalities and scheme."""

    prosjekt: int
    kommuner: frozenset[int]
    ordning: int | None
    utbetalt: int | None


@dataclass
class Fordeling:
    """Project money beside the imported figures: per municipality, and for several together.

    ``med_fra_foer`` are projects whose scheme has imported figures for the municipality that year: their money is in
    those figures. ``ukjente`` have no known payment. Neither is added.
    """

    egne: dict[int, int] = field(default_factory=dict)
    felles: int = 0
    med_fra_foer: list[int] = field(default_factory=list)
    ukjente: list[int] = field(default_factory=list)
    felles_prosjekter: list[int] = field(default_factory=list)

    @property
    def sum(self) -> int:
        """Return all project money, each krone once."""
        return sum(self.egne.values()) + self.felles


def fordel(prosjekter: Iterable[Prosjektpenger], importert: Collection[tuple[int, int]]) -> Fordeling:
    """Place what projects were paid, so that no krone counts twice. ``importert``: (municipality, scheme) with figures.

    What several municipalities got together is not divided between them: nobody has said how.
    """
    ut = Fordeling()
    for ett in prosjekter:
        if ett.utbetalt is None:
            ut.ukjente.append(ett.prosjekt)
        elif any((kommune, ett.ordning) in importert for kommune in ett.kommuner):
            ut.med_fra_foer.append(ett.prosjekt)
        elif len(ett.kommuner) == 1:
            [kommune] = ett.kommuner
            ut.egne[kommune] = ut.egne.get(kommune, 0) + ett.utbetalt
        else:
            ut.felles += ett.utbetalt
            ut.felles_prosjekter.append(ett.prosjekt)
    return ut


@dataclass(frozen=True)
class Beloepssum:
    """A sum of amounts where some may be unknown."""

    kroner: int
    kjente: int
    ukjente: int

    @property
    def verdi(self) -> int | None:
        """Return the sum of what is known, None when nothing is."""
        return self.kroner if self.kjente else None


def summer(beloep: Iterable[int | None]) -> Beloepssum:
    """Sum the known amounts and count those that are missing. Unknown is never zero."""
    alle = list(beloep)
    kjente = [ett for ett in alle if ett is not None]
    return Beloepssum(sum(kjente), len(kjente), len(alle) - len(kjente))


def hvorfor_ikke_prosjekt(
    *, status: str, aar: int, tildelt: int | None, utbetalt: int | None
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for each reason why a municipal project cannot stand so."""
    grunner = []
    if not TIDLIGSTE_AAR <= aar <= SENESTE_AAR:
        grunn = _("Skriv et årstall fra %(fra)s til %(til)s.", fra=TIDLIGSTE_AAR, til=SENESTE_AAR)
        grunner.append(("aar", grunn))
    if status == SOEKT and (tildelt or utbetalt):
        grunner.append(("status", _("Et prosjekt som har fått penger, står ikke lenger som søkt.")))
    if status == AVSLAATT and (tildelt or utbetalt):
        grunner.append(("status", _("Et prosjekt som er avslått, har ikke fått penger.")))
    return grunner


def merknader(
    *, soekt: int | None, tildelt: int | None, utbetalt: int | None, ordning_gjaldt: bool
) -> list[str]:
    """Return what does not add up in a project. It is shown, never set right by itself."""
    ut = []
    if soekt is not None and tildelt is not None and tildelt > soekt:
        ut.append(_("Det er tildelt mer enn det er søkt om."))
    if tildelt is not None and utbetalt is not None and utbetalt > tildelt:
        ut.append(_("Det er utbetalt mer enn det er tildelt."))
    if not ordning_gjaldt:
        ut.append(_("Tilskuddsordningen gjaldt ikke i dette året."))
    return ut
