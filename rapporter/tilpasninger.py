"""An embete's own words and order for the chapters of a type of report: what stands, and every write."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Embete
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from . import definisjoner
from .definisjon import INNSATT, INNSATT_RE, Kapitteldefinisjon, Rapporttype, innsatt
from .models import Rapporttilpasning
from .queries import rapporttype


@dataclass(frozen=True)
class Kapittelrad:
    """One chapter as the page of a type lists it: as it will be, as it is defined, and what the embete has changed.

    ``overskrift`` has the embete's area set in. ``nummer`` is its place among the chapters of its kind, None when it
    is left out.
    """

    overskrift: str
    kapittel: Kapitteldefinisjon
    definert: Kapitteldefinisjon
    nummer: int | None
    egen: Rapporttilpasning | None


def kapittelrader(embete: Embete, type_: str) -> list[Kapittelrad]:
    """Return the chapters of a type in the order ``embete`` has them, last those left out. Two queries."""
    definert = definisjoner.type_(type_)
    egne = {
        rad.kapittel: rad
        for rad in Rapporttilpasning.objects.filter(embete=embete, type=type_).select_related("endret_av")
    }
    rader, antall = [], {False: 0, True: 0}
    omraade = {"omraade": embete.omraade}
    for kapittel in rapporttype(type_, embete).kapitler:
        antall[kapittel.vedlegg] += 1
        rader.append(
            Kapittelrad(
                innsatt(kapittel.overskrift, omraade),
                kapittel,
                definert.kapittel(kapittel.noekkel),
                antall[kapittel.vedlegg],
                egne.get(kapittel.noekkel),
            )
        )
    med = {rad.kapittel.noekkel for rad in rader}
    return rader + [
        Kapittelrad(innsatt(ett.overskrift, omraade), ett, ett, None, egne.get(ett.noekkel))
        for ett in definert.kapitler
        if ett.noekkel not in med
    ]


@transaction.atomic
def tilpass(*, by, embete: Embete, type_: str, kapittel: str, versjon: int, felt: dict) -> None:
    """Save an embete's own words, place and choice for one chapter; all empty means as defined.

    ``versjon`` is the one the form was opened with (0: nothing of its own). Raises ``Hinder`` when somebody has
    changed it meanwhile, when nothing would be left to write, or when a heading has braces that mean nothing.
    """
    # One at a time per embete: what one of them leaves out counts for the next.
    Embete.objects.select_for_update().get(pk=embete.pk)
    _krev_innsatt(felt["overskrift"])
    rad = Rapporttilpasning.objects.filter(embete=embete, type=type_, kapittel=kapittel).first()
    if (rad.versjon if rad else 0) != versjon:
        raise Hinder([(None, _("Noen har endret kapittelet mens du skrev. Se over det som står nå."))])
    tom = not (felt["overskrift"] or felt["veiledning"] or felt["plass"] or felt["utelatt"])
    if tom:
        if rad:
            record(by=by, handling="satte rapportkapittel tilbake", objekt=rad, foer=bilde(rad))
            rad.delete()
        return
    if felt["utelatt"]:
        _krev_innhold(rapporttype(type_, embete), kapittel)
    foer = bilde(rad) if rad else None
    rad = rad or Rapporttilpasning(embete=embete, type=type_, kapittel=kapittel, versjon=0)
    for navn, verdi in felt.items():
        setattr(rad, navn, verdi)
    if foer is not None and bilde(rad) == foer:
        return
    rad.versjon, rad.endret_av, rad.endret_at = rad.versjon + 1, by, naa()
    rad.save()
    record(by=by, handling="tilpasset rapportkapittel", objekt=rad, foer=foer, etter=bilde(rad))


@transaction.atomic
def sett_tilbake(*, by, embete: Embete, type_: str) -> int:
    """Let every chapter of a type be as it is defined; return how many had something of their own."""
    Embete.objects.select_for_update().get(pk=embete.pk)
    rader = list(Rapporttilpasning.objects.filter(embete=embete, type=type_))
    for rad in rader:
        record(by=by, handling="satte rapportkapittel tilbake", objekt=rad, foer=bilde(rad))
        rad.delete()
    return len(rader)


def _krev_innsatt(overskrift: str) -> None:
    for navn in INNSATT_RE.findall(overskrift):
        if navn not in INNSATT:
            grunn = _("«{%(navn)s}» betyr ikke noe her. Du kan bruke {omraade}, {periode} og {prosjekt}.")
            raise Hinder([("overskrift", grunn % {"navn": navn})])


def _krev_innhold(type_: Rapporttype, utelates: str) -> None:
    if not any(ett.noekkel != utelates and not ett.vedlegg for ett in type_.kapitler):
        raise Hinder([("utelatt", _("Rapporten må ha minst ett kapittel."))])
