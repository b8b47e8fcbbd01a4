"""The tabs at the top of the network's lists: text, address name, and the rights of which one is enough.

Seven groups, in the order of the work: what comes, what is done, who does it, what is behind it. A group of several
pages shows them in a row of their own below the tabs while one of them is open. A part adds its own line.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett

ALLE = {Rett.SE_NETTVERK, Rett.DELTA_NETTVERK}

OVERSIKT = "nettverk:oversikt-show"
FANER = [
    (_("Oversikt"), [(_("Oversikt"), OVERSIKT, ALLE)]),
    (_("Kalender"), [(_("Kalender"), "nettverk:kalender-show", ALLE)]),
    (
        _("Møter"),
        [
            (_("Alle møter"), "nettverk:moete-index", ALLE),
            (_("Møteserier"), "nettverk:moeteserie-index", ALLE),
            (_("Oppfølging"), "nettverk:oppfoelgingspunkt-index", ALLE),
        ],
    ),
    (_("Aktiviteter"), [(_("Aktiviteter"), "nettverk:aktivitet-index", ALLE)]),
    (
        _("Grupper og personer"),
        [
            (_("Grupper"), "nettverk:gruppe-index", ALLE),
            (_("Personer"), "nettverk:person-index", {Rett.SE_PERSONER}),
            (_("Organisasjoner"), "nettverk:organisasjon-index", {Rett.SE_NETTVERK}),
        ],
    ),
    (
        _("Prosjekter og tilskudd"),
        [
            (_("Prosjekter"), "nettverk:prosjekt-index", {Rett.SE_NETTVERK}),
            (_("Tilskudd"), "nettverk:tilskudd-index", {Rett.SE_NETTVERK}),
            (_("Kommuneprosjekter"), "nettverk:kommuneprosjekt-index", ALLE),
        ],
    ),
    (
        _("Barrierer og evaluering"),
        [
            (_("Barrierer"), "nettverk:barriere-index", ALLE),
            (_("Virkemidler"), "nettverk:virkemiddel-index", ALLE),
            (_("Evaluering"), "nettverk:evaluering-index", {Rett.SE_NETTVERK}),
        ],
    ),
]


@dataclass(frozen=True)
class Fane:
    """One tab. ``her`` is the value of aria-current: «page», «true» on a page below it, or empty."""

    tekst: str
    url: str
    her: str = ""
    under: tuple["Fane", ...] = ()


def faner(omfang, sti: str) -> list[Fane]:
    """Return the tabs that somebody with ``omfang`` may open, as they look on the page at ``sti``."""
    oversikt = reverse(OVERSIKT)
    grupper = []
    for tekst, sider in FANER:
        egne = [Fane(navn, reverse(url)) for navn, url, retter in sider if omfang.rettigheter & retter]
        if egne:
            # The name of the whole group would promise pages that she may not open.
            grupper.append((tekst if len(egne) == len(sider) else egne[0].tekst, egne))
    # The overview's address is the start of all the others: only a page of its own is below it.
    alle = [side.url for _tekst, egne in grupper for side in egne if side.url != oversikt or sti == oversikt]
    naermest = max((url for url in alle if sti.startswith(url)), key=len, default=None)
    return [_gruppe(tekst, egne, sti, naermest) for tekst, egne in grupper]


def _gruppe(tekst: str, sider: list[Fane], sti: str, naermest: str | None) -> Fane:
    merket = [
        replace(side, her="page" if side.url == sti else "true") if side.url == naermest else side
        for side in sider
    ]
    her = next((side.her for side in merket if side.her), "")
    if len(sider) == 1:
        return Fane(tekst, sider[0].url, her)
    # The page itself is told by the row below, where it has its own name.
    return Fane(tekst, sider[0].url, "true" if her else "", tuple(merket) if her else ())
