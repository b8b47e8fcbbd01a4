"""What the pages of a chapter show: who is writing in it, its versions, and other reports' texts to begin from."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .domain import Rapportgrunnlag
from .models import Kapittel, Kapittelversjon, Rapport
from .queries import grunnlag, rapportnavn
from .sitering import finn
from .tallregister import Figur, figurer

# Whoever saved a chapter so short a time ago is writing in it now.
SKRIVER_NAA = timedelta(minutes=2)

# More than anybody reads in a list to choose from.
VISTE_FIGURER, VISTE_VERSJONER = 100, 200


def antall_ord(tekst: str) -> int:
    return len(tekst.split())


def kapittel(rapport: Rapport, noekkel: str) -> Kapittel | None:
    """Return the chapter as saved, with who saved it; None before anybody has. One query."""
    return rapport.kapitler.filter(noekkel=noekkel).select_related("endret_av").first()


def skriver_naa(lagret: Kapittel | None, bruker, naa: datetime) -> str:
    """Return the name of another person who is writing in the chapter; empty when nobody is."""
    if lagret is None or lagret.endret_av is None or lagret.endret_av_id == bruker.pk or not lagret.tekst:
        return ""
    return lagret.endret_av.navn if naa - lagret.endret_at <= SKRIVER_NAA else ""


def figurer_til(rapport: Rapport, tekst: str) -> dict[str, Figur]:
    """Return the figures that prose may cite; nothing is looked up for a text that cites none."""
    return figurer(grunnlag(rapport)) if finn(tekst) else {}


@dataclass(frozen=True)
class Figurliste:
    """Figures to choose from; ``flere`` are not shown."""

    figurer: tuple[Figur, ...]
    flere: int


def figurliste(g: Rapportgrunnlag, soek: str) -> Figurliste:
    """Return the figures whose name and meaning hold every word of ``soek``, in the order of the register."""
    ord_ = soek.casefold().split()
    treff = [
        ett
        for ett in figurer(g).values()
        if all(ledd in f"{ett.navn} {ett.tekst}".casefold() for ledd in ord_)
    ]
    return Figurliste(tuple(treff[:VISTE_FIGURER]), max(0, len(treff) - VISTE_FIGURER))


@dataclass(frozen=True)
class Versjonslinje:
    """A version in the list: its words, and how many more than in the one before (None when that is not shown)."""

    versjon: Kapittelversjon
    ord: int
    endring: int | None
    gjeldende: bool


def versjonsliste(lagret: Kapittel) -> list[Versjonslinje]:
    """Return the latest versions of a chapter, newest first. One query."""
    rader = list(lagret.versjoner.select_related("skrevet_av")[:VISTE_VERSJONER])
    ord_ = [antall_ord(rad.tekst) for rad in rader]
    foer = [*ord_[1:], None if len(rader) == VISTE_VERSJONER else 0]
    return [
        Versjonslinje(
            versjon=rad,
            ord=antall,
            endring=None if forrige is None else antall - forrige,
            gjeldende=nr == 0 and rad.tekst == lagret.tekst,
        )
        for nr, (rad, antall, forrige) in enumerate(zip(rader, ord_, foer, strict=True))
    ]


@dataclass(frozen=True)
class Kilde:
    """Another report's text of the same chapter."""

    kapittel: Kapittel
    navn: str
    ord: int


def kilder(bruker, rapport: Rapport, noekkel: str) -> list[Kilde]:
    """Return the embete's other reports that have text in the chapter: those of the same type first, latest first.

    Two queries.
    """
    rader = (
        Kapittel.objects.filter(
            rapport__in=Rapport.objects.for_bruker(bruker),
            rapport__prosjekt__embete=rapport.prosjekt.embete_id,
            noekkel=noekkel,
        )
        .exclude(rapport=rapport)
        .exclude(tekst="")
        .select_related("rapport__prosjekt__embete", "endret_av")
        .order_by("-rapport__aar", "-rapport__tertial", "-rapport__pk")
    )
    ordnet = sorted(rader, key=lambda rad: rad.rapport.type != rapport.type)
    return [Kilde(rad, rapportnavn(rad.rapport), antall_ord(rad.tekst)) for rad in ordnet]
