"""One settlement year of an embete as it stands on a day: its steps in groups, its rounds, and the picture of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bosetting.felles import norsk, tidsplan
from bosetting.felles.diagram import Diagram

from . import aarshjul
from .models import Aarshjulsteg, Anmodningsrunde

_TEGNES = {
    aarshjul.OVER_TIDEN: tidsplan.MANGLER,
    aarshjul.KOMMER: tidsplan.TOM,
    aarshjul.FERDIG: tidsplan.FULL,
    aarshjul.UTGAAR: tidsplan.STROEKET,
}


@dataclass(frozen=True)
class Rad:
    """A step with how it stands today."""

    steg: Aarshjulsteg
    tilstand: str
    tekst: str

    @property
    def lenketekst(self) -> str:
        """Where the link leads, without the rest of a long address."""
        return urlsplit(self.steg.lenke).netloc

    @property
    def knapper(self) -> list[tuple[str, str]]:
        """Return (status, text) of the changes that are one click away."""
        if self.steg.status == aarshjul.PLANLAGT:
            return [(aarshjul.FERDIG, _("Ferdig i dag")), (aarshjul.PAAGAAR, _("Sett i gang"))]
        if self.steg.status == aarshjul.PAAGAAR:
            return [(aarshjul.FERDIG, _("Ferdig i dag"))]
        return [(aarshjul.PAAGAAR, _("Åpne igjen"))]


@dataclass(frozen=True)
class Gruppe:
    """Steps that ask for the same thing from the reader."""

    kode: str
    tittel: str
    forklaring: str
    rader: list[Rad]


def rader(steg: Sequence[Aarshjulsteg], dag: date) -> list[Rad]:
    """Return the steps as they stand on ``dag``, in the order given."""
    ut = []
    for ett in steg:
        tilstand = aarshjul.tilstand(ett.status, ett.fra, ett.til, dag)
        ut.append(Rad(ett, tilstand, _tekst(ett, tilstand, dag)))
    return ut


def _tekst(steg: Aarshjulsteg, tilstand: str, dag: date) -> str:
    if tilstand == aarshjul.FERDIG:
        return _("ferdig %(dato)s") % {"dato": norsk.dato(steg.ferdig_dato)}
    if tilstand == aarshjul.OVER_TIDEN:
        dager = (dag - steg.til).days
        return ngettext("%(dager)s dag over tiden", "%(dager)s dager over tiden", dager) % {
            "dager": norsk.tall(dager)
        }
    return str(steg.get_status_display())


def grupper(alle: Sequence[Rad]) -> list[Gruppe]:
    """Return the groups that have steps: overdue, now, next, done, cancelled."""
    valg = [
        (
            aarshjul.OVER_TIDEN,
            _("Over tiden"),
            _("Perioden er over, men steget er ikke ført som ferdig."),
        ),
        (aarshjul.NAA, _("Nå"), _("Perioden er i gang, eller steget er begynt på.")),
        (aarshjul.KOMMER, _("Kommer"), ""),
        (aarshjul.FERDIG, _("Ferdig"), ""),
        (aarshjul.UTGAAR, _("Utgår"), ""),
    ]
    ut = [
        Gruppe(kode, tittel, tekst, [rad for rad in alle if rad.tilstand == kode])
        for kode, tittel, tekst in valg
    ]
    return [gruppe for gruppe in ut if gruppe.rader]


def bilde(
    alle: Sequence[Rad], runder: Sequence[Anmodningsrunde], *, aar: int, dag: date, smal: bool = False
) -> Diagram:
    """Return the picture of the year: a bar per step, and one per round from the day it was sent to its deadline."""
    deler = [("", [_stripe(rad) for rad in alle])]
    if runder:
        deler.append((_("Runder som er sendt"), [_rundestripe(runde) for runde in runder]))
    return tidsplan.tidsplan(
        tittel=_("Årshjulet for bosettingsåret %(aar)s") % {"aar": aar},
        beskrivelse=sammendrag(alle, runder),
        grupper=deler,
        dag=dag,
        dag_tekst=_("I dag, %(dato)s") % {"dato": norsk.dato(dag)},
        smal=smal,
        noekkel=f"aarshjul-{aar}",
    )


def sammendrag(alle: Sequence[Rad], runder: Sequence[Anmodningsrunde]) -> str:
    """Return how the year stands in one sentence."""
    antall = {kode: sum(rad.tilstand == kode for rad in alle) for kode in (*_TEGNES, aarshjul.NAA)}
    ledd = [
        tekst % {"antall": norsk.tall(antall[kode])}
        for kode, tekst in (
            (aarshjul.OVER_TIDEN, _("%(antall)s over tiden")),
            (aarshjul.NAA, _("%(antall)s nå")),
            (aarshjul.KOMMER, _("%(antall)s kommer")),
            (aarshjul.FERDIG, _("%(antall)s ferdig")),
            (aarshjul.UTGAAR, _("%(antall)s utgår")),
        )
        if antall[kode]
    ]
    steg = _("%(antall)s steg") % {"antall": norsk.tall(len(alle)) if alle else _("Ingen")}
    if ledd:
        steg = f"{steg}: {norsk.opplisting(ledd)}"
    sendt = norsk.stor(norsk.antall(len(runder), _("runde"), _("runder")))
    return _("%(steg)s. %(runder)s er sendt.") % {"steg": steg, "runder": sendt}


def _stripe(rad: Rad) -> tidsplan.Stripe:
    begynt = tidsplan.BEGYNT if rad.steg.status == aarshjul.PAAGAAR else tidsplan.TOM
    return tidsplan.Stripe(
        rad.steg.tittel,
        rad.steg.fra,
        rad.steg.til,
        _TEGNES.get(rad.tilstand, begynt),
        rad.tekst,
        rad.steg.ferdig_dato,
    )


def _rundestripe(runde: Anmodningsrunde) -> tidsplan.Stripe:
    frist = (
        _("svarfrist %(dato)s") % {"dato": norsk.dato(runde.svarfrist)}
        if runde.svarfrist
        else _("uten svarfrist")
    )
    return tidsplan.Stripe(
        _("Sendt %(dato)s") % {"dato": norsk.dato(runde.sendt_dato)},
        runde.sendt_dato,
        runde.sendt_dato,
        tidsplan.FULL,
        frist,
        runde.svarfrist,
    )
