"""The tertial report as data: its parts in order, what each is called, what its writer should think of, what it shows.

A part has a key (stored with the prose), a heading, guidance for the writer and the blocks it consists of; the blocks
are drawn by ``rapporter.dokument``. One part stands for all result goals: each goal of the project becomes a section.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .domain import Maal

Tekst = str | Promise

PROSA = "prosa"


@dataclass(frozen=True)
class Del:
    """One part of a report. ``vedlegg`` starts an annex; %(omraade)s in the heading is the embete's area."""

    noekkel: str
    overskrift: Tekst
    blokker: tuple[str, ...]
    veiledning: Tekst = ""
    vedlegg: bool = False


@dataclass(frozen=True)
class Skrivedel:
    """A chapter somebody writes, as the pages list it."""

    noekkel: str
    overskrift: str
    veiledning: str
    nivaa: int = 1


TERTIALRAPPORT = (
    Del(
        "innledning",
        _("Innledning"),
        (PROSA,),
        _("Hva rapporten bygger på: oppdragsbrevet, forrige rapport og hva det er lagt vekt på i perioden."),
    ),
    Del(
        "situasjonen",
        _("Flyktning- og bosettingssituasjonen i %(omraade)s"),
        (PROSA, "tall", "svar", "aarene", "kommunene"),
        _(
            "Det som forklarer tallene: hva som har endret seg i behovet, hvordan kommunene har tatt imot anmodningen, "
            "og hva dere venter framover. Tall, tabell, figur og setningene om svarene settes inn av programmet."
        ),
    ),
    Del("maal", _("Prosjektets resultatmål"), ("effektmaal", "maalene")),
    Del(
        "aktiviteter",
        _("Viktige aktiviteter"),
        (PROSA, "gjennomfoerte", "framover"),
        _(
            "Det som bør trekkes fram fra perioden. Listene over gjennomførte og planlagte aktiviteter settes inn av "
            "programmet."
        ),
    ),
    Del(
        "kommunikasjon",
        _("Kommunikasjonsplan"),
        (PROSA,),
        _("Hvordan kommunene, mediene og samfunnet for øvrig er blitt og skal bli informert."),
    ),
    Del(
        "oppsummering",
        _("Oppsummering og veien videre"),
        (PROSA,),
        _("Det viktigste fra perioden, og hva prosjektet skal legge vekt på framover."),
    ),
    Del("vedlegg-anmodninger", _("Anmodninger og vedtak"), ("anmodninger_og_vedtak",), vedlegg=True),
    Del("vedlegg-aktiviteter", _("Aktivitetsplan"), ("aktivitetsplan",), vedlegg=True),
)

GRUPPEMAAL = "maal-3a"
MAALVEILEDNING = _("Hva som er gjort for å nå målet i perioden, om det er nådd, og hva som gjenstår.")


def maalnoekkel(nummer: str) -> str:
    """Return the key of a result goal's section: «3 a» gives «maal-3a»."""
    return f"maal-{slugify(nummer).replace('-', '')}"


def maaloverskrift(maal: Maal) -> str:
    """Return «Resultatmål 3 a: Aktørene er kjent med hverandres roller»."""
    return _("Resultatmål %(nummer)s: %(tekst)s") % {"nummer": maal.nummer, "tekst": maal.tekst.rstrip(" .")}


def skrivedeler(maal: Iterable[Maal], omraade: str) -> tuple[Skrivedel, ...]:
    """Return every chapter that people write, in the order of the report."""
    deler: list[Skrivedel] = []
    for del_ in TERTIALRAPPORT:
        if PROSA in del_.blokker:
            deler.append(Skrivedel(del_.noekkel, overskrift(del_, omraade), str(del_.veiledning)))
        if "maalene" in del_.blokker:
            deler += [
                Skrivedel(ett.noekkel, str(maaloverskrift(ett)), str(MAALVEILEDNING), nivaa=2) for ett in maal
            ]
    return tuple(deler)


def overskrift(del_: Del, omraade: str) -> str:
    """Return the heading of a part, with the embete's area where it asks for it."""
    return str(del_.overskrift) % {"omraade": omraade}


def uskrevne(deler: Iterable[Skrivedel], tekster) -> tuple[Skrivedel, ...]:
    """Return the chapters without text."""
    return tuple(del_ for del_ in deler if not tekster.get(del_.noekkel, "").strip())
