"""A contact person leaves: her access ends on a date, or somebody takes over that day.

What the municipality has begun (drafts, answers, documents) belongs to the municipality and stays where it is.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.felles.hinder import Hinder

from . import actions
from .domain import Rolle
from .models import Bruker, Tilgang


@transaction.atomic
def sett_slutt(*, by: Bruker, tilganger: list[Tilgang], til: date | None, dag: date) -> None:
    """Let each access end: ``til`` is the first day it no longer applies, today at the earliest, None never.

    An end that has not come yet can be moved or taken away. Raises Hinder.
    """
    _krev(tilganger, til, "til", dag)
    for tilgang in sorted(tilganger, key=lambda rad: rad.pk):
        rad = Tilgang.objects.select_for_update().get(pk=tilgang.pk)
        if rad.til is not None and rad.til <= dag:
            raise Hinder(
                [(None, _("Tilgangen er alt avsluttet %(dato)s.") % {"dato": f"{rad.til:%d.%m.%Y}"})]
            )
        if rad.til == til:
            continue
        if til is not None and (rad.til is None or til < rad.til):
            actions.avslutt_tilgang(by=by, tilgang=rad, til=til)
        else:
            _forleng(by, rad, til)


def _forleng(by: Bruker, rad: Tilgang, til: date | None) -> None:
    lik = Tilgang.objects.ikke_over(rad.til).filter(
        bruker=rad.bruker_id, rolle=rad.rolle, kommune=rad.kommune_id
    )
    if lik.exclude(pk=rad.pk).exists():
        raise Hinder([("til", _("Personen har fått ny tilgang etter denne. Endre den i stedet."))])
    foer = actions.tilgangsbilde(rad)
    rad.til = til
    rad.save(update_fields=["til"])
    actions.record(
        by=by, handling="forlenget tilgang", objekt=rad, foer=foer, etter=actions.tilgangsbilde(rad)
    )


@transaction.atomic
def overlat(*, by: Bruker, tilganger: list[Tilgang], til: Bruker, fra: date, dag: date) -> None:
    """Let ``til`` represent the municipalities from ``fra``, the day the access of the one before her ends.

    What she has already, she keeps. Raises Hinder.
    """
    _krev(tilganger, fra, "fra", dag)
    if any(rad.bruker_id == til.pk for rad in tilganger):
        raise Hinder([("etterfoelger", _("Velg en annen enn den som slutter."))])
    for tilgang in sorted(tilganger, key=lambda rad: rad.pk):
        actions.avslutt_tilgang(by=by, tilgang=tilgang, til=fra)
        har = Tilgang.objects.on_date(fra).filter(
            bruker=til, rolle=Rolle.KONTAKTPERSON, kommune=tilgang.kommune_id
        )
        if not har.exists():
            actions.gi_tilgang(by=by, bruker=til, rolle=Rolle.KONTAKTPERSON, kommune=tilgang.kommune, fra=fra)


def _krev(tilganger: list[Tilgang], slutt: date | None, felt: str, dag: date) -> None:
    if not tilganger:
        raise Hinder([("kommuner", _("Velg minst én kommune."))])
    if slutt is not None and slutt < dag:
        raise Hinder([(felt, _("Velg i dag eller en senere dag."))])
