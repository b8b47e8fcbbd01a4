"""Every write to schemes of state money."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde
from bosetting.brukere.models import Embete
from bosetting.felles.hinder import Hinder

from .models import Tilskuddsordning
from .skriving import en_gang, krev_ledig_navn, krev_versjon, sett, skriv_endret, skriv_ny


def opprett(*, by, embete: Embete, felt: dict, noekkel: UUID) -> Tilskuddsordning:
    """Create a scheme. The same key again returns the first one. Raises Hinder."""

    def skriv():
        ordning = Tilskuddsordning(embete=embete, noekkel=noekkel, **felt)
        _krev_mulig(ordning)
        return skriv_ny(by, ordning, "opprettet tilskuddsordning")

    return en_gang(Tilskuddsordning, noekkel, skriv)


@transaction.atomic
def endre(*, by, ordning: Tilskuddsordning, felt: dict, versjon: int) -> Tilskuddsordning:
    """Change a scheme. Its code stays once figures are read by it. Raises Samtidig, Hinder."""
    ordning = Tilskuddsordning.objects.select_for_update().get(pk=ordning.pk)
    foer = bilde(ordning)
    sett(ordning, felt)
    if bilde(ordning) == foer:
        return ordning
    krev_versjon(ordning, versjon)
    if ordning.kode != foer["kode"] and ordning.utbetalinger.exists():
        grunn = _("Koden er i bruk: tall fra importerte filer er knyttet til den.")
        raise Hinder([("kode", grunn)])
    _krev_mulig(ordning)
    return skriv_endret(by, ordning, "endret tilskuddsordning", foer)


def _krev_mulig(ordning):
    krev_ledig_navn(ordning, embete=ordning.embete)
    if ordning.eier and ordning.eier.embete_id != ordning.embete_id:
        raise Hinder([("eier", _("Organisasjonen hører til et annet embete."))])
    samme = Tilskuddsordning.objects.filter(embete=ordning.embete, kode=ordning.kode).exclude(pk=ordning.pk)
    if ordning.kode and samme.exists():
        raise Hinder([("kode", _("En annen ordning har denne koden."))])
    if ordning.fra and ordning.til and ordning.til <= ordning.fra:
        raise Hinder([("til", _("Sluttdatoen må være etter startdatoen."))])
