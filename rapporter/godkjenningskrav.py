"""What must be in order before a report is approved, and what is pointed out without stopping anybody."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from . import sitering
from .domain import Maal, Rapportgrunnlag
from .kapitler import Skrivedel, skrivedeler, uskrevne
from .kontrollstatus import kontroll
from .maalblokker import uvurderte
from .models import Rapport
from .statussetninger import Statussetning, statussetninger
from .tallregister import figurer


@dataclass(frozen=True)
class Kapittelfeil:
    """A figure cited in a chapter that cannot be printed."""

    kapittel: Skrivedel
    linje: int
    melding: str


@dataclass(frozen=True)
class Krav:
    """How far a report is from being approved. ``uskrevne`` chapters and ``uvurderte`` goals stop nobody: the report
    says that they are."""

    aapne_funn: int
    feil: tuple[Kapittelfeil, ...]
    setningsfeil: tuple[Statussetning, ...]
    foreldede: tuple[Statussetning, ...]
    uskrevne: tuple[Skrivedel, ...]
    uvurderte: tuple[Maal, ...]

    @property
    def hindringer(self) -> list[tuple[str | None, str]]:
        """The reasons why the report cannot be sent for approval or approved."""
        grunner: list[tuple[str | None, str]] = []
        if self.aapne_funn:
            tekst = ngettext(
                "Tallkontrollen har ett funn som verken er rettet eller godtatt med begrunnelse.",
                "Tallkontrollen har %(n)s funn som verken er rettet eller godtatt med begrunnelse.",
                self.aapne_funn,
            )
            grunner.append((None, tekst % {"n": self.aapne_funn}))
        if antall := len(self.feil) + sum(len(ett.feil) for ett in self.setningsfeil):
            tekst = ngettext(
                "Teksten henter ett tall som ikke kan settes inn.",
                "Teksten henter %(n)s tall som ikke kan settes inn.",
                antall,
            )
            grunner.append((None, tekst % {"n": antall}))
        if self.foreldede:
            tekst = ngettext(
                "Ett avsnitt er skrevet om, og tallene i det er endret siden.",
                "%(n)s avsnitt er skrevet om, og tallene i dem er endret siden.",
                len(self.foreldede),
            )
            grunner.append((None, tekst % {"n": len(self.foreldede)}))
        return grunner


def krav(rapport: Rapport, g: Rapportgrunnlag) -> Krav:
    """Return what a report's facts and texts lack. One query beside those of its facts."""
    deler, tallene = skrivedeler(g.type, g.maal, g.verdier), figurer(g)
    setninger = statussetninger(g)
    return Krav(
        aapne_funn=len(kontroll(rapport, g).aapne),
        feil=tuple(
            Kapittelfeil(del_, feil.linje, feil.melding)
            for del_ in deler
            for feil in sitering.feil(g.tekster.get(del_.noekkel, ""), tallene)
        ),
        setningsfeil=tuple(ett for ett in setninger if ett.feil),
        foreldede=tuple(ett for ett in setninger if ett.foreldet),
        uskrevne=uskrevne(deler, g.tekster),
        uvurderte=uvurderte(g),
    )
