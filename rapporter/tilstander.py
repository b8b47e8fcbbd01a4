"""What of a report may be compared: the report as it stands, each edition as frozen, and the figures of today."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from . import queries
from .domain import Rapportgrunnlag
from .models import Rapport, Utgave
from .rettelogg import som_frosset
from .sammenligning import Kapitteltekst, figurer_fra_json, tekster_fra_json
from .skrevet import skrevne_tekster
from .tallregister import Figur, figurer

NAA = "naa"


@dataclass(frozen=True)
class Tilstand:
    """A report in one state: its figures by name and its prose by chapter."""

    navn: str
    hva: str
    skjaeringsdato: date
    bosettingsaar: int
    figurer: Mapping[str, Figur]
    tekster: Mapping[str, Kapitteltekst]


@dataclass(frozen=True)
class Valg:
    """One state that may be chosen: its key in the address, the report it belongs to, and what it is called there."""

    noekkel: str
    rapport: Rapport
    hva: str
    utgave: int | None = None


def valgene(bruker, rapport: Rapport) -> list[Valg]:
    """Return what ``rapport`` may be compared with, latest first: itself, today's figures, and all others she may see.

    A report that is approved or sent stands as its last edition. Two queries.
    """
    utgaver: dict[int, list[Valg]] = {}
    for pk, nummer, hvilken in Utgave.objects.for_bruker(bruker).values_list("pk", "nummer", "rapport_id"):
        utgaver.setdefault(hvilken, []).append(
            Valg(f"u{pk}", rapport, _("utgave %(nummer)s, slik den ble frosset") % {"nummer": nummer}, pk)
        )
    alle = Rapport.objects.for_bruker(bruker).select_related("prosjekt__embete")
    valg = [Valg(NAA, rapport, _("slik tallene er i dag"))]
    for ett in sorted(alle, key=lambda ett: (ett.pk != rapport.pk, -ett.aar, -ett.tertial, -ett.pk)):
        frosne = [Valg(rad.noekkel, ett, rad.hva, rad.utgave) for rad in utgaver.get(ett.pk, [])]
        if not (frosne and ett.status in (Rapport.GODKJENT, Rapport.SENDT)):
            valg.append(Valg(f"r{ett.pk}", ett, _("slik den står")))
        valg += frosne
    return valg


def forslag(valg: list[Valg], rapport: Rapport) -> tuple[Valg, Valg]:
    """Return the two to begin with: the report of the same type before this one, else this one and today."""
    egen = next(ett for ett in valg if ett.rapport.pk == rapport.pk and ett.noekkel != NAA)

    def alder(ett: Valg) -> tuple[int, int]:
        return ett.rapport.aar, ett.rapport.tertial

    def like(ett: Valg) -> bool:
        return (ett.rapport.type, ett.rapport.prosjekt_id) == (rapport.type, rapport.prosjekt_id)

    tidligere = [ett for ett in valg if like(ett) and alder(ett) < (rapport.aar, rapport.tertial)]
    if tidligere:
        return max(reversed(tidligere), key=alder), egen
    return egen, valg[0]


def tilstand(valg: Valg, dag: date) -> Tilstand:
    """Return the figures and texts of what was chosen. ``dag`` is today."""
    rapport = valg.rapport
    if valg.utgave is not None:
        return _frossen(valg)
    if valg.noekkel == NAA:
        rapport = copy(rapport)
        rapport.skjaeringsdato = dag
    return _levende(valg, queries.grunnlag(rapport))


def _levende(valg: Valg, g: Rapportgrunnlag) -> Tilstand:
    return Tilstand(
        navn=queries.rapportnavn(valg.rapport),
        hva=valg.hva,
        skjaeringsdato=g.skjaeringsdato,
        bosettingsaar=g.bosettingsaar,
        figurer=figurer(g),
        tekster=skrevne_tekster(g),
    )


def _frossen(valg: Valg) -> Tilstand:
    utgave = Utgave.objects.select_related("rapport__prosjekt__embete").get(pk=valg.utgave)
    rapport = som_frosset(utgave)
    return Tilstand(
        navn=queries.rapportnavn(rapport),
        hva=valg.hva,
        skjaeringsdato=rapport.skjaeringsdato,
        bosettingsaar=rapport.bosettingsaar,
        figurer=figurer_fra_json(utgave.tall),
        tekster=tekster_fra_json(utgave.tekster),
    )
