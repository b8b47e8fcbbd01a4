"""Figures of persons typed by hand in a report's prose, held against its records. Cited figures are masked before the
prose comes here. What is counted besides persons is in ``antallskontroll``."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from . import antallskontroll, registerfunn
from .domain import Rapportgrunnlag, Rundefakta
from .registerlesing import ANMODET, LANDET, MAKS_SETNING, UDEKKET, Omtale, Stedsnavn, omtale
from .tallkontroll.funn import Funn
from .tallkontroll.regning import er_gap
from .tallkontroll.tall import Figur as Tekstfigur
from .tallkontroll.tekst import Blokk, Setning
from .tallkontroll.tekst import Slag as Blokkslag
from .tallregister import Figur

# Smaller figures are too many things: to be known by their value alone, to be asked for a source.
MINST_SITERBART, MINST_UTEN_KILDE = 50, 10

_KILDE = re.compile(
    r"ifølge|\bkilde|\biht\b|i henhold til|tall fra|oppgir|opplyser|statistikk|\bSSB\b|registrert (?:hos|i)"
    r"|rapporten fra|vedlegg|tabell|figur|\bjf\b|https?:|§|forskrift|loven|rundskriv|Meld\. ?St|Prop\.|budsjett",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sendt:
    """The figures of a report that is sent, by name."""

    tittel: str
    skjaeringsdato: date
    bosettingsaar: int
    tall: Mapping[str, int | None]


@dataclass(frozen=True)
class _Svar:
    """What the records say of a figure: the names it may be cited by, and other values it may rightly have."""

    navn: tuple[str, ...]
    andre: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Register:
    """What prose is held against: the report's facts, its figures by name, and what is sent before."""

    g: Rapportgrunnlag
    figurer: Mapping[str, Figur]
    sendte: tuple[Sendt, ...] = ()

    def kjente(self, navn: Sequence[str]) -> list[Figur]:
        """Return the figures of these names whose value is known."""
        alle = [self.figurer.get(ett) for ett in navn]
        return [ett for ett in alle if ett is not None and ett.verdi is not None]


def registerfunnene(blokker: Sequence[Blokk], register: Register) -> Iterator[Funn]:
    """Yield what is said of the typed figures, in the order of the text: at most one thing of each."""
    steder = Stedsnavn(register.g.linjer)
    for blokk in blokker:
        if blokk.slag is Blokkslag.OVERSKRIFT:
            continue
        for nr, setning in enumerate(blokk.setninger):
            if len(setning.tekst) > MAKS_SETNING:
                continue
            lest = [(figur, omtale(blokk, nr, figur, register.g, steder)) for figur in setning.figurer]
            like = Counter(_hva(om) for _figur, om in lest if om)
            for figur, om in lest:
                if om:
                    yield from _med_omtale(blokk, setning, figur, om, like[_hva(om)] == 1, register)
                    continue
                telt = antallskontroll.et_funn(blokk, setning, figur, register.g, register.kjente)
                yield from _uten_omtale(blokk, setning, figur, register) if telt is None else telt


def _hva(om: Omtale) -> tuple[str, str, str]:
    return om.rolle, om.gruppe, om.kommune


def _med_omtale(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, om: Omtale, entydig: bool, register: Register
) -> Iterator[Funn]:
    stor_nok = om.kommune or figur.verdi >= MINST_UTEN_KILDE
    sikker = om.sikker and entydig and stor_nok
    if (sendt := _sendt(om, register)) is not None:
        navn = f"{om.rolle}.{om.gruppe}" + (f".{om.kommune}" if om.kommune else "")
        verdi = sendt.tall.get(navn)
        if verdi is not None and sikker and figur.verdi != verdi:
            yield registerfunn.tidligere(blokk, setning, figur, sendt.tittel, verdi)
        return
    svar = _svar(om, register.g)
    kjente = register.kjente(svar.navn) if svar else []
    if like := [ett for ett in kjente if ett.verdi == figur.verdi]:
        yield registerfunn.siterbart(blokk, setning, figur, like)
    elif svar and figur.verdi in svar.andre:
        return
    elif kjente and sikker:
        yield registerfunn.avvik(blokk, setning, figur, kjente)
    elif not kjente:
        yield from _uten_omtale(blokk, setning, figur, register)


def _sendt(om: Omtale, register: Register) -> Sendt | None:
    """Return the sent report whose cut-off the figure is told as of, when it is another day than this report's."""
    if om.dag in (None, register.g.skjaeringsdato) or om.rolle == LANDET:
        return None
    return next(
        (
            ett for ett in register.sendte
            if ett.skjaeringsdato == om.dag and om.aar in (None, ett.bosettingsaar)
        ),
        None,
    )  # fmt: skip


def _uten_omtale(blokk: Blokk, setning: Setning, figur: Tekstfigur, register: Register) -> Iterator[Funn]:
    """Yield what can be said of a figure by its value alone."""
    if figur.slekt in ("personer", "em") and figur.verdi >= MINST_SITERBART and not figur.omtrent:
        # The sums have names of two parts; a figure of one municipality is not known by its value.
        sumnavn = [
            navn for navn in register.figurer if navn.count(".") == 1 and not navn.startswith("kommuner.")
        ]
        if like := [ett for ett in register.kjente(sumnavn) if ett.verdi == figur.verdi]:
            yield registerfunn.siterbart(blokk, setning, figur, like)
            return
    teller = figur.slekt in ("personer", "em", "kr", "%")
    # A gap is reckoned from figures near it, and held against them.
    stor = figur.verdi >= MINST_UTEN_KILDE and not figur.er_ord and not er_gap(blokk.tekst, figur)
    if teller and stor and not _KILDE.search(setning.tekst):
        yield registerfunn.uten_kilde(blokk, setning, figur)


def _svar(om: Omtale, g: Rapportgrunnlag) -> _Svar | None:
    """Return what the records have of what a figure is said to be of; None when that is not among them."""
    if om.rolle == LANDET:
        kjent = om.aar == g.bosettingsaar and om.gruppe != "voksne"
        return _Svar((f"landet.{om.gruppe}",)) if kjent else None
    if not g.anmodede:
        return None  # nothing is recorded for the year: its sums of 0 speak against nobody
    if om.dag not in (None, g.skjaeringsdato):
        return _rundesvar(om, g)
    if om.aar not in (None, g.bosettingsaar):
        kjent = om.gruppe == "totalt" and not om.kommune and om.rolle != UDEKKET
        return _Svar((f"{om.rolle}.totalt.{om.aar}",)) if kjent else None
    if om.kommune:
        return None if om.rolle == UDEKKET else _Svar((f"{om.rolle}.{om.gruppe}.{om.kommune}",))
    if om.rolle == UDEKKET:
        return _Svar(tuple(f"{felt}.{om.gruppe}" for felt in ("udekket", "netto", "ubesvart")))
    # An earlier round of the year may be told of without its date.
    andre = [_tall_av(runde, om.gruppe) for runde in g.runder] if om.rolle == ANMODET else []
    return _Svar((f"{om.rolle}.{om.gruppe}",), frozenset().union(*andre))


def _rundesvar(om: Omtale, g: Rapportgrunnlag) -> _Svar | None:
    """Return what the round sent on the day asked the county for."""
    runde = next((ett for ett in g.runder if ett.sendt == om.dag), None)
    if runde is None or om.rolle != ANMODET or om.kommune:
        return None
    if runde is g.runde:
        return _Svar((f"anmodet.{om.gruppe}",), _tall_av(runde, om.gruppe))
    er_forrige = runde is g.forrige_runde and om.gruppe == "totalt"
    return _Svar(("forrige-runde.totalt",) if er_forrige else (), _tall_av(runde, om.gruppe))


def _tall_av(runde: Rundefakta, gruppe: str) -> frozenset[int]:
    verdier = (tall.gruppe(gruppe) for tall in (runde.oppgitt, runde.rader))
    return frozenset(verdi for verdi in verdier if verdi is not None)
