"""Every write to seats. Somebody who leaves has her seat ended; it is never deleted and never given to another."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde
from bosetting.felles.hinder import Hinder

from . import domain, organisasjoner
from .medlemsliste import plass
from .models import Gruppe, Medlemskap
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny


def opprett_medlemskap(
    *,
    by,
    gruppe: Gruppe,
    organisasjon: str,
    felt: dict,
    noekkel: UUID,
    avdeling: str = "",
    paa_vegne_av: str = "",
) -> Medlemskap:
    """Give a person a seat. The same key again returns the first one. Raises Hinder.

    ``organisasjon``, its ``avdeling`` and ``paa_vegne_av`` (whom the seat speaks for) are names; those the embete does
    not have yet are created. ``felt`` holds the model's other fields.
    """

    def skriv():
        medlemskap = Medlemskap(gruppe=gruppe, noekkel=noekkel, **felt)
        sett_organisasjon(by, medlemskap, organisasjon, avdeling, paa_vegne_av)
        _krev_plass(medlemskap)
        return skriv_ny(by, medlemskap, "opprettet medlemskap")

    return en_gang(Medlemskap, noekkel, skriv)


@transaction.atomic
def endre_medlemskap(
    *,
    by,
    medlemskap: Medlemskap,
    organisasjon: str,
    felt: dict,
    versjon: int,
    avdeling: str = "",
    paa_vegne_av: str = "",
) -> Medlemskap:
    """Correct a seat. Somebody who left is ended (``avslutt_medlemskap``), not changed into somebody else.

    Raises Samtidig, Hinder.
    """
    medlemskap = Medlemskap.objects.select_for_update().get(pk=medlemskap.pk)
    foer = bilde(medlemskap)
    sett(medlemskap, felt)
    sett_organisasjon(by, medlemskap, organisasjon, avdeling, paa_vegne_av)
    if bilde(medlemskap) == foer:
        return medlemskap
    krev_versjon(medlemskap, versjon)
    _krev_plass(medlemskap)
    return skriv_endret(by, medlemskap, "endret medlemskap", foer)


@transaction.atomic
def avslutt_medlemskap(*, by, medlemskap: Medlemskap, til: date) -> Medlemskap:
    """End a seat: ``til`` is the first day the person is no longer a member. Raises Hinder."""
    medlemskap = Medlemskap.objects.select_for_update().select_related("organisasjon").get(pk=medlemskap.pk)
    if medlemskap.til is not None:
        raise Hinder(
            [(None, _("Medlemskapet er alt avsluttet %(dato)s.") % {"dato": f"{medlemskap.til:%d.%m.%Y}"})]
        )
    foer = bilde(medlemskap)
    medlemskap.til = til
    _krev_plass(medlemskap)
    return skriv_endret(by, medlemskap, "avsluttet medlemskap", foer)


def sett_organisasjon(by, medlemskap, organisasjon: str, avdeling: str, paa_vegne_av: str) -> None:
    """Set whom an unsaved seat belongs to and speaks for, by name; those the embete does not have yet are created."""
    embete = medlemskap.gruppe.prosjekt.embete
    medlemskap.organisasjon = organisasjoner.finn_eller_opprett(by=by, embete=embete, navn=organisasjon)
    medlemskap.avdeling = organisasjoner.avdeling_i(
        by=by, organisasjon=medlemskap.organisasjon, navn=avdeling
    )
    medlemskap.paa_vegne_av = (
        organisasjoner.finn_eller_opprett(by=by, embete=embete, navn=paa_vegne_av)
        if paa_vegne_av.strip()
        else None
    )


def _krev_plass(medlemskap):
    person = medlemskap.person
    if person and person.embete_id != medlemskap.gruppe.prosjekt.embete_id:
        raise Hinder([("person", _("Personen hører til et annet embete."))])
    andre = medlemskap.gruppe.medlemskap.select_related("organisasjon").exclude(pk=medlemskap.pk)
    if grunner := domain.hvorfor_ikke_medlem(plass(medlemskap), map(plass, andre)):
        raise Hinder(grunner)
