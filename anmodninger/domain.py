"""Rounds of requests: what adds up, and reasons why a round may not be saved or sent.

Plain values in, plain values out. Reasons are ``(field, text)``; the text is the bokmål source, which the action
translates. The field of a municipality's figure is ``totalt-<id>`` or ``em-<id>``, as in the grid.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bosetting.felles.melding import melding as _

from .frister import Frister, Grunn

TIDLIGSTE_AAR, SENESTE_AAR = 2000, 2100


@dataclass(frozen=True)
class Linje:
    """What one municipality is asked for: all blank is «not asked», ``em`` None is unknown and never zero.

    ``gyldig`` is whether the municipality exists in the settlement year, ``egen`` whether it lies in the embete.
    """

    kommune: int
    totalt: int | None
    em: int | None = None
    gyldig: bool = True
    egen: bool = True

    @property
    def voksne(self) -> int | None:
        """Voksne og barnefamilier = totalt − EM; unknown when either is."""
        return None if self.totalt is None or self.em is None else self.totalt - self.em


@dataclass(frozen=True)
class Rundesum:
    """The figures of a round added up. ``em`` adds the known ones only; ``em_kjente`` of ``kommuner`` are known."""

    totalt: int = 0
    em: int = 0
    em_kjente: int = 0
    kommuner: int = 0

    @property
    def em_ukjente(self) -> int:
        return self.kommuner - self.em_kjente

    @property
    def em_hel(self) -> int | None:
        """The sum of EM, or None when the EM of a municipality is unknown, or no municipality is asked."""
        return self.em if self.kommuner and not self.em_ukjente else None

    @property
    def voksne(self) -> int | None:
        return None if self.em_hel is None else self.totalt - self.em


def summer(linjer: Iterable[Linje]) -> Rundesum:
    """Add up the municipalities that are asked; those without a total are not."""
    bedt = [linje for linje in linjer if linje.totalt is not None]
    kjente = [linje.em for linje in bedt if linje.em is not None]
    return Rundesum(sum(linje.totalt for linje in bedt), sum(kjente), len(kjente), len(bedt))


def avvik(sum_av_kommuner: int | None, oppgitt: int | None) -> int | None:
    """Return sum of the municipalities − the stated county figure; None when one of them is unknown."""
    return None if sum_av_kommuner is None or oppgitt is None else sum_av_kommuner - oppgitt


@dataclass(frozen=True)
class Varsler:
    """What the sender should see before a round goes out. None of it stops her."""

    avvik_totalt: int | None = None
    avvik_em: int | None = None
    uten_tall: int = 0
    em_ukjente: int = 0
    uten_frist: bool = False
    uten_siste_svar: bool = False
    uten_siste_endring: bool = False

    def __bool__(self):
        return self != Varsler()


def varsler(
    rundesum: Rundesum, *, fylkestall: tuple[int | None, int | None], kommuner: int, frister: Frister
) -> Varsler:
    """Return what does not add up or is missing in a round; ``kommuner`` is how many could have been asked.

    A round without a single municipality differs from nothing: the stated county figure is all it says.
    """
    totalt, em = fylkestall
    return Varsler(
        avvik_totalt=avvik(rundesum.totalt if rundesum.kommuner else None, totalt) or None,
        avvik_em=avvik(rundesum.em_hel, em) or None,
        uten_tall=max(0, kommuner - rundesum.kommuner),
        em_ukjente=rundesum.em_ukjente,
        uten_frist=frister.svarfrist is None,
        uten_siste_svar=frister.siste_svar is None,
        uten_siste_endring=frister.siste_endring is None,
    )


def erstatningsorden(*, avlest: bool, sendt: date, id: int) -> tuple:
    """Return the place of a request among those to one municipality for one year: the last in order is in force.

    One that was only read from IMDi's file (``avlest``) stands in where the embete has sent none; which of them was
    entered first does not matter.
    """
    return not avlest, sendt, id


def aarsgrunner(aar: int) -> list[Grunn]:
    if TIDLIGSTE_AAR <= aar <= SENESTE_AAR:
        return []
    return [("aar", _("Bosettingsåret må være mellom 2000 og 2100."))]


def aarsbyttegrunner(grunner_i_nytt_aar: list[Grunn]) -> list[Grunn]:
    """A draft cannot move to a year where its lines could not stand."""
    if not grunner_i_nytt_aar:
        return []
    return [("aar", _("Noen av kommunene det er ført tall for, finnes ikke i dette året."))]


def summeringsgrunner(tall: dict[str, tuple[int | None, int | None]], hoeyeste: int) -> list[Grunn]:
    """Judge national and county figures: ``{"nasjonalt": (totalt, em), …}``."""
    grunner = []
    for nivaa, (totalt, em) in tall.items():
        grunner += _tallgrunner(f"{nivaa}_totalt", f"{nivaa}_em", totalt, em, hoeyeste)
    return grunner


def linjegrunner(linjer: Iterable[Linje], hoeyeste: int) -> list[Grunn]:
    """Judge the figures of the municipalities, each reason at its cell, in the order of the lines."""
    grunner: list[Grunn] = []
    sett = set()
    for linje in linjer:
        totalt, em = f"totalt-{linje.kommune}", f"em-{linje.kommune}"
        if linje.kommune in sett:
            grunner.append((totalt, _("Kommunen står mer enn én gang.")))
        sett.add(linje.kommune)
        if linje.totalt is not None and not linje.gyldig:
            grunner.append((totalt, _("Kommunen finnes ikke i bosettingsåret.")))
        if linje.totalt is not None and not linje.egen:
            grunner.append((totalt, _("Kommunen hører ikke til embetet.")))
        grunner += _tallgrunner(totalt, em, linje.totalt, linje.em, hoeyeste)
    return grunner


def _tallgrunner(totaltfelt, emfelt, totalt: int | None, em: int | None, hoeyeste: int) -> list[Grunn]:
    grunner = [
        (felt, _("Antallet må være mellom 0 og 100 000."))
        for felt, antall in ((totaltfelt, totalt), (emfelt, em))
        if antall is not None and not 0 <= antall <= hoeyeste
    ]
    if grunner or em is None:
        return grunner
    if totalt is None:
        return [(totaltfelt, _("Skriv totalen også. Enslige mindreårige er en del av den."))]
    if em > totalt:
        return [(emfelt, _("Antallet enslige mindreårige kan ikke være høyere enn totalt."))]
    return []


@dataclass(frozen=True)
class Forgjenger:
    """The round to be replaced, as far as the rule needs it."""

    embete: int | None
    aar: int
    sendt: date


def erstatningsgrunner(
    embete: int | None, aar: int, sendt: date, forgjenger: Forgjenger | None
) -> list[Grunn]:
    """A round replaces one of the same embete and year, sent earlier or the same day."""
    if forgjenger is None:
        return []
    grunner: list[Grunn] = []
    if forgjenger.embete != embete:
        grunner.append(("erstatter", _("Runden som erstattes, hører til et annet embete.")))
    if forgjenger.aar != aar:
        grunner.append(("erstatter", _("Runden som erstattes, gjelder et annet bosettingsår.")))
    if forgjenger.sendt > sendt:
        grunner.append(("erstatter", _("Runden som erstattes, er sendt senere enn denne.")))
    return grunner


def sendegrunner(sendt: date, dag: date, rundesum: Rundesum, fylkestall: int | None) -> list[Grunn]:
    """Judge whether a round may be sent on ``dag``: not ahead of time, and not empty."""
    grunner: list[Grunn] = []
    if sendt > dag:
        grunner.append(("sendt_dato", _("Sendt dato kan ikke være fram i tid.")))
    if not rundesum.kommuner and fylkestall is None:
        grunner.append(
            (
                None,
                _(
                    "Runden er tom. Skriv tall for minst én kommune, eller et samlet tall for fylket, før du sender."
                ),
            )
        )
    return grunner
