"""Every write to groups."""

from uuid import UUID

from django.db import transaction

from bosetting.brukere.actions import bilde

from .models import Gruppe, Prosjekt
from .skriving import en_gang, krev_ledig_navn, krev_versjon, sett, skriv_endret, skriv_ny


def opprett_gruppe(*, by, prosjekt: Prosjekt, felt: dict, noekkel: UUID) -> Gruppe:
    """Create a group. The same key again returns the first one. Raises Hinder."""

    def skriv():
        gruppe = Gruppe(prosjekt=prosjekt, noekkel=noekkel, **felt)
        krev_ledig_navn(gruppe, prosjekt=prosjekt)
        return skriv_ny(by, gruppe, "opprettet gruppe")

    return en_gang(Gruppe, noekkel, skriv)


@transaction.atomic
def endre_gruppe(*, by, gruppe: Gruppe, felt: dict, versjon: int) -> Gruppe:
    """Change name, kind, task, place in the order, and who may see it. Raises Samtidig, Hinder."""
    gruppe = Gruppe.objects.select_for_update().get(pk=gruppe.pk)
    foer = bilde(gruppe)
    sett(gruppe, felt)
    if bilde(gruppe) == foer:
        return gruppe
    krev_versjon(gruppe, versjon)
    krev_ledig_navn(gruppe, prosjekt=gruppe.prosjekt)
    return skriv_endret(by, gruppe, "endret gruppe", foer)
