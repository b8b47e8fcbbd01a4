"""What a meeting agreed that somebody shall do: written, changed, closed and opened again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde
from bosetting.brukere.models import Bruker
from bosetting.felles.hinder import Hinder

from .models import Moete, Oppfoelgingspunkt
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny


def opprett(*, by: Bruker, moete: Moete, felt: dict, noekkel: UUID) -> Oppfoelgingspunkt:
    """Write a point of a meeting. The same key again returns the first one. Raises Hinder."""

    def skriv():
        punkt = Oppfoelgingspunkt(moete=moete, noekkel=noekkel, **felt)
        _krev_mulig(punkt)
        return skriv_ny(by, punkt, "opprettet oppfølgingspunkt")

    return en_gang(Oppfoelgingspunkt, noekkel, skriv)


@transaction.atomic
def endre(*, by: Bruker, punkt: Oppfoelgingspunkt, felt: dict, versjon: int) -> Oppfoelgingspunkt:
    """Change what, who and by when. Raises Samtidig, Hinder."""
    punkt = _laast(punkt)
    foer = bilde(punkt)
    sett(punkt, felt)
    if bilde(punkt) == foer:
        return punkt
    krev_versjon(punkt, versjon)
    _krev_mulig(punkt)
    return skriv_endret(by, punkt, "endret oppfølgingspunkt", foer)


@transaction.atomic
def lukk(
    *, by: Bruker, punkt: Oppfoelgingspunkt, status: str, lukket_dato: date, merknad: str, dag: date
) -> Oppfoelgingspunkt:
    """Close a point: done, or no longer to be done. Raises Hinder when it is closed already."""
    punkt = _laast(punkt)
    if punkt.status != "aapen":
        raise Hinder([(None, _("Punktet er alt lukket."))])
    if lukket_dato > dag:
        raise Hinder([("lukket_dato", _("Datoen kan ikke være i framtiden."))])
    if lukket_dato < punkt.moete.dato:
        raise Hinder([("lukket_dato", _("Punktet ble avtalt %(dato)s, og kan ikke lukkes før.") % {
            "dato": f"{punkt.moete.dato:%d.%m.%Y}"
        })])  # fmt: skip
    foer = bilde(punkt)
    sett(punkt, {"status": status, "lukket_dato": lukket_dato, "merknad": merknad})
    return skriv_endret(by, punkt, "lukket oppfølgingspunkt", foer)


@transaction.atomic
def aapne(*, by: Bruker, punkt: Oppfoelgingspunkt) -> Oppfoelgingspunkt:
    """Open again a point that was closed too soon; open already, nothing happens."""
    punkt = _laast(punkt)
    foer = bilde(punkt)
    sett(punkt, {"status": "aapen", "lukket_dato": None})
    return skriv_endret(by, punkt, "åpnet oppfølgingspunkt igjen", foer)


def _laast(punkt: Oppfoelgingspunkt) -> Oppfoelgingspunkt:
    rader = Oppfoelgingspunkt.objects.select_for_update(of=("self",)).select_related("moete__prosjekt")
    return rader.get(pk=punkt.pk)


def _krev_mulig(punkt: Oppfoelgingspunkt) -> None:
    grunner = []
    if punkt.person_id is None and not punkt.ansvarlig:
        grunner.append(("ansvarlig", _("Skriv hvem som har ansvaret, eller velg en person.")))
    if punkt.frist and punkt.frist < punkt.moete.dato:
        grunner.append(("frist", _("Fristen kan ikke være før møtet.")))
    if punkt.sak_id and punkt.sak.moete_id != punkt.moete_id:
        grunner.append(("sak", _("Saken hører til et annet møte.")))
    if punkt.person_id and punkt.person.embete_id != punkt.moete.prosjekt.embete_id:
        grunner.append(("person", _("Personen hører til et annet embete.")))
    if grunner:
        raise Hinder(grunner)
