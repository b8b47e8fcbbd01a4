"""The tabs at the top of the network's lists: text, address name, and the rights of which one is enough.

In the order of the work: what comes, what is done, who does it, what is behind it. A part adds its own line.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett

ALLE = {Rett.SE_NETTVERK, Rett.DELTA_NETTVERK}

FANER = [
    (_("Oversikt"), "nettverk:oversikt-show", ALLE),
    (_("Kalender"), "nettverk:kalender-show", ALLE),
    (_("Møter"), "nettverk:moete-index", ALLE),
    (_("Oppfølging"), "nettverk:oppfoelgingspunkt-index", ALLE),
    (_("Aktiviteter"), "nettverk:aktivitet-index", ALLE),
    (_("Grupper"), "nettverk:gruppe-index", ALLE),
    (_("Personer"), "nettverk:person-index", {Rett.SE_PERSONER}),
    (_("Organisasjoner"), "nettverk:organisasjon-index", {Rett.SE_NETTVERK}),
    (_("Prosjekter"), "nettverk:prosjekt-index", {Rett.SE_NETTVERK}),
    (_("Tilskudd"), "nettverk:tilskudd-index", {Rett.SE_NETTVERK}),
    (_("Kommuneprosjekter"), "nettverk:kommuneprosjekt-index", ALLE),
    (_("Barrierer"), "nettverk:barriere-index", ALLE),
    (_("Virkemidler"), "nettverk:virkemiddel-index", ALLE),
    (_("Evaluering"), "nettverk:evaluering-index", {Rett.SE_NETTVERK}),
]


@dataclass(frozen=True)
class Fane:
    """One tab. ``her`` is the value of aria-current: «page», «true» on a page below it, or empty."""

    tekst: str
    url: str
    her: str


def faner(omfang, sti: str) -> list[Fane]:
    """Return the tabs that somebody with ``omfang`` may open, as they look on the page at ``sti``."""
    egne = [(tekst, reverse(navn)) for tekst, navn, retter in FANER if omfang.rettigheter & retter]
    # The overview's address is the start of all the others: only a page of its own is below it.
    under = [url for _tekst, url in egne[1:] if sti.startswith(url)]
    naermest = max(under, key=len, default=None)
    return [
        Fane(tekst, url, "page" if url == sti else "true" if url == naermest else "") for tekst, url in egne
    ]
