"""Status in the structure of any date: the municipalities of the year summed to lines, each with its parts (rule 7).

A line's figures are sums of its parts' under the rules of ``domain.summer``: what was not asked or not answered adds
nothing, an unknown part makes the sum unknown, and a shortage in one part is never covered by another.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from bosetting.felles import norsk
from bosetting.kommuner import struktur
from bosetting.kommuner.models import Kommune, KommuneEndring
from bosetting.kommuner.struktur import Merke

from . import domain
from .domain import GRUPPER, Kommunestatus, Svar, Tall
from .queries import Statusliste, Statusrad

SAMMENSATT = "sammensatt"


@dataclass(frozen=True)
class Linjestatus:
    """Where the municipalities of one line stand together. ``svar`` is the state that all share, else SAMMENSATT."""

    deler: tuple[Kommunestatus, ...]
    anmodet: Tall | None
    vedtatt: Tall | None
    svar: dict[str, Svar | str]
    svarantall: dict[str, Counter]
    vilkaar: tuple[str, ...]
    frist: date | None
    dager_over: int | None
    etterregistrert: bool
    ubekreftet: bool
    sendt_tilbake: bool

    def gap(self, gruppe: str) -> int | None:
        """Return the sum of the parts' shortages; None when one is unknown."""
        return _sum(del_.gap(gruppe) for del_ in self.deler)

    def ubesvart(self, gruppe: str) -> int | None:
        """Return how much of the gap stands open because no number is decided; None when unknown."""
        return _sum(del_.ubesvart(gruppe) for del_ in self.deler)


def _sum(deler: Iterable[int | None]) -> int | None:
    verdier = list(deler)
    return None if None in verdier else sum(verdier)


def _samlet_tall(tall: Iterable[Tall | None]) -> Tall | None:
    """Return the sum of those there are; None where there is none."""
    kjente = [ett for ett in tall if ett is not None]
    return Tall(_sum(ett.totalt for ett in kjente), _sum(ett.em for ett in kjente)) if kjente else None


def samlet(deler: Iterable[Kommunestatus]) -> Linjestatus:
    """Return where one or more municipalities stand together."""
    deler = tuple(deler)
    antall = {gruppe: Counter(del_.svar[gruppe] for del_ in deler) for gruppe in GRUPPER}
    frister = {del_.frist for del_ in deler if del_.anmodet is not None}
    return Linjestatus(
        deler=deler,
        anmodet=_samlet_tall(del_.anmodet for del_ in deler),
        vedtatt=_samlet_tall(del_.vedtatt for del_ in deler),
        svar={gruppe: next(iter(av)) if len(av) == 1 else SAMMENSATT for gruppe, av in antall.items()},
        svarantall=antall,
        vilkaar=tuple(dict.fromkeys(ett for del_ in deler for ett in del_.vilkaar)),
        frist=frister.pop() if len(frister) == 1 else None,
        dager_over=max((del_.dager_over for del_ in deler if del_.dager_over), default=None),
        etterregistrert=any(del_.etterregistrert for del_ in deler),
        ubekreftet=any(del_.ubekreftet for del_ in deler),
        sendt_tilbake=any(del_.sendt_tilbake for del_ in deler),
    )


@dataclass(frozen=True)
class Register:
    """Every municipality there has been, by id in Norwegian order of name, and who became whom."""

    kommuner: dict[int, Kommune]
    overganger: list[tuple[int, int]]

    def paa(self, dag: date) -> struktur.Struktur:
        """Return the structure on ``dag``."""
        enheter = (struktur.Enhet(ett.pk, ett.fylke_id, ett.fra, ett.til) for ett in self.kommuner.values())
        return struktur.Struktur(enheter, self.overganger, dag)

    def navngi(self, ider: Iterable[int]) -> str:
        """Return «Moss (0104) og Rygge (0136)»."""
        return norsk.opplisting(
            f"{ett.navn} ({ett.nr})" for ett in sorted(map(self.kommuner.get, ider), key=lambda ett: ett.nr)
        )

    def merknad(self, linje: struktur.Linje) -> str:
        """Return why a line cannot be compared, in sentences; the empty text when it can."""
        if linje.sammenlignbar:
            return ""
        grunner = " ".join(
            SETNINGER[merke](self.navngi(ider), self.kommuner[linje.kommune].navn)
            for merke, ider in linje.omtalt.items()
        )
        if Merke.FORDELES in linje.omtalt:
            return _("Kan ikke fordeles: %(grunner)s") % {"grunner": grunner}
        return _("Ikke sammenlignbart: %(grunner)s") % {"grunner": grunner}


def _fylkesgrense(navn: str, _linje: str) -> str:
    return _("%(navn)s lå ikke i samme fylke da kommunene ble endret.") % {"navn": navn}


def _mangler(navn: str, _linje: str) -> str:
    return _("%(navn)s hører med, men er ikke med i tallene her.") % {"navn": navn}


def _ufullstendig(navn: str, _linje: str) -> str:
    return _("En del av %(navn)s hører med, men tallene kan ikke fordeles.") % {"navn": navn}


def _fordeles(navn: str, linje: str) -> str:
    return _("%(linje)s svarer til %(navn)s, og tallene står derfor samlet.") % {
        "linje": linje,
        "navn": navn,
    }


def _utenfor(_navn: str, linje: str) -> str:
    return _("Registeret sier ikke hva %(linje)s var eller ble på datoen.") % {"linje": linje}


SETNINGER: dict[Merke, Callable[[str, str], str]] = {
    Merke.FYLKESGRENSE: _fylkesgrense,
    Merke.MANGLER: _mangler,
    Merke.UFULLSTENDIG: _ufullstendig,
    Merke.FORDELES: _fordeles,
    Merke.UTENFOR: _utenfor,
}


@dataclass(frozen=True)
class Strukturrad:
    """One line: the municipality it is named by, its parts in Norwegian order, and why it cannot be compared, if so."""

    kommune: Kommune
    status: Linjestatus
    deler: list[Statusrad]
    sammenlignbar: bool
    kan_fordeles: bool
    merknad: str


@dataclass(frozen=True)
class Strukturliste:
    """A Statusliste in the structure on ``dag``. ``liste`` has the parts and the sums, which no structure changes."""

    dag: date
    liste: Statusliste
    rader: list[Strukturrad]

    def bare(self, rader: list[Strukturrad]) -> "Strukturliste":
        """Return the same with only these lines, in this order; their parts' sums with them."""
        deler = [del_ for rad in rader for del_ in rad.deler]
        summer = domain.summer(del_.status for del_ in deler)
        return replace(self, rader=rader, liste=replace(self.liste, rader=deler, summer=summer))


def registeret() -> Register:
    """Return the whole register. Two queries."""
    return Register(
        {kommune.pk: kommune for kommune in Kommune.objects.med_fylke().norsk()},
        list(KommuneEndring.objects.order_by().values_list("forgjenger", "etterfoelger")),
    )


def strukturliste(
    liste: Statusliste, dag: date, *, fylke: str = "", register: Register | None = None
) -> Strukturliste:
    """Return ``liste`` with its municipalities summed to those of ``dag``, in Norwegian order. Two queries.

    ``fylke`` keeps the municipalities that lie in a county of this number, or whose line does.
    """
    register = register or registeret()
    strukturen = register.paa(dag)
    utvalg = {rad.kommune.pk: rad for rad in liste.rader}
    linjer = strukturen.linjer(liste.aar, utvalg)
    if fylke:
        beholdt = [
            pk
            for linje in linjer
            for pk in linje.deler
            if fylke in (register.kommuner[pk].fylke_nr, register.kommuner[linje.kommune].fylke_nr)
        ]
        linjer = strukturen.linjer(liste.aar, beholdt)
    plass = {pk: nr for nr, pk in enumerate(register.kommuner)}
    rader = [
        Strukturrad(
            kommune=register.kommuner[linje.kommune],
            status=samlet(utvalg[pk].status for pk in linje.deler),
            deler=[utvalg[pk] for pk in sorted(linje.deler, key=plass.__getitem__)],
            sammenlignbar=linje.sammenlignbar,
            kan_fordeles=Merke.FORDELES not in linje.omtalt,
            merknad=register.merknad(linje),
        )
        for linje in sorted(linjer, key=lambda linje: plass[linje.kommune])
    ]
    return Strukturliste(dag, liste, []).bare(rader)
