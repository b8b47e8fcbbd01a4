"""The chapters of a report as people meet them: what is written, under which heading, with which guidance.

The definition (``definisjoner``) says what chapters there are; the blocks are drawn by ``rapporter.dokument``. One
chapter may stand for all result goals: each goal of the project becomes a section.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .definisjon import MAALENE, PROSA, Rapporttype, innsatt
from .domain import Maal


@dataclass(frozen=True)
class Skrivedel:
    """A chapter somebody writes, as the pages list it."""

    noekkel: str
    overskrift: str
    veiledning: str
    nivaa: int = 1


GRUPPEMAAL = "maal-3a"
MAALVEILEDNING = _("Hva som er gjort for å nå målet i perioden, om det er nådd, og hva som gjenstår.")


def maalnoekkel(nummer: str) -> str:
    """Return the key of a result goal's section: «3 a» gives «maal-3a»."""
    return f"maal-{slugify(nummer).replace('-', '')}"


# A goal's judgement is stored as the text of this key, beside its prose.
VURDERING = "vurdering-"


def vurderingsnoekkel(maalnoekkel: str) -> str:
    """Return where the judgement of a goal is stored: «maal-3a» gives «vurdering-maal-3a»."""
    return f"{VURDERING}{maalnoekkel}"


def er_vurdering(noekkel: str) -> bool:
    """Return whether a stored text is the judgement of a goal, and not prose."""
    return noekkel.startswith(VURDERING)


def maaloverskrift(maal: Maal) -> str:
    """Return «Resultatmål 3 a: Aktørene er kjent med hverandres roller»."""
    return _("Resultatmål %(nummer)s: %(tekst)s") % {"nummer": maal.nummer, "tekst": maal.tekst.rstrip(" .")}


def skrivedeler(type_: Rapporttype, maal: Iterable[Maal], verdier: dict[str, str]) -> tuple[Skrivedel, ...]:
    """Return every chapter that people write, in the order of the report. ``verdier`` go into the headings."""
    deler: list[Skrivedel] = []
    for kapittel in type_.kapitler:
        if PROSA in kapittel.blokker:
            overskrift = innsatt(kapittel.overskrift, verdier)
            deler.append(Skrivedel(kapittel.noekkel, overskrift, kapittel.veiledning))
        if MAALENE in kapittel.blokker:
            deler += [
                Skrivedel(ett.noekkel, str(maaloverskrift(ett)), str(MAALVEILEDNING), nivaa=2) for ett in maal
            ]
    return tuple(deler)


def uskrevne(deler: Iterable[Skrivedel], tekster) -> tuple[Skrivedel, ...]:
    """Return the chapters without text."""
    return tuple(del_ for del_ in deler if not tekster.get(del_.noekkel, "").strip())
