"""Counts, distances in time and answers as plain bokmål sentences."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bosetting.felles.norsk import langdato, tall

from .domain import Slag, Svartype
from .models import Vedtak


def personer(antall: int) -> str:
    """Return «1 person», «30 personer»."""
    return ngettext("%(antall)s person", "%(antall)s personer", antall) % {"antall": tall(antall)}


def naar(dag: date, i_dag: date) -> str:
    """Return how far a day is from today: «for 43 dager siden», «i dag», «om 1 dag»."""
    dager = (dag - i_dag).days
    if dager == 0:
        return _("i dag")
    if dager > 0:
        return ngettext("om %(dager)s dag", "om %(dager)s dager", dager) % {"dager": tall(dager)}
    return ngettext("for %(dager)s dag siden", "for %(dager)s dager siden", -dager) % {"dager": tall(-dager)}


def enslige(antall: int) -> str:
    """Return «1 enslig mindreårig», «5 enslige mindreårige»."""
    tekst = ngettext("%(antall)s enslig mindreårig", "%(antall)s enslige mindreårige", antall)
    return tekst % {"antall": tall(antall)}


def svartittel(vedtak: Vedtak) -> str:
    """Return an answer in one line: «Vedtak om 25 personer, hvorav 5 enslige mindreårige»."""
    match vedtak.type:
        case Svartype.UTSATT:
            return _("Ber om utsatt frist til %(dato)s") % {"dato": langdato(vedtak.ny_dato)}
        case Svartype.VURDERES:
            return _("Vurderer saken på nytt %(dato)s") % {"dato": langdato(vedtak.ny_dato)}
        case Svartype.TRUKKET:
            return _("Svaret er trukket")
    if vedtak.totalt is None:
        return _("Innstilling uten antall")
    if vedtak.type == Svartype.FORELOEPIG:
        hva = _("Innstilling på %(personer)s")
    elif vedtak.slag == Slag.TILLEGG:
        hva = _("Tilleggsvedtak om %(personer)s")
    elif vedtak.totalt == 0:
        return _("Vedtak om 0 – kommunen har svart nei")
    else:
        hva = _("Vedtak om %(personer)s")
    hva %= {"personer": personer(vedtak.totalt)}
    if vedtak.em is None:
        return _("%(svar)s, ukjent hvor mange som er enslige mindreårige") % {"svar": hva}
    if vedtak.em == 0:
        return _("%(svar)s, ingen av dem enslige mindreårige") % {"svar": hva}
    return _("%(svar)s, hvorav %(em)s") % {"svar": hva, "em": enslige(vedtak.em)}
