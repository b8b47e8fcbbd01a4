"""A report that is on its way to approval, approved or sent is not written in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bosetting.felles.hinder import Hinder

from .models import Rapport

_STENGT = {
    Rapport.TIL_GODKJENNING: gettext_noop(
        "Rapporten er sendt til godkjenning og kan ikke endres. Be om å få den tilbake først."
    ),
    Rapport.GODKJENT: gettext_noop("Rapporten er godkjent og kan ikke endres. Den må åpnes igjen først."),
    Rapport.SENDT: gettext_noop("Rapporten er sendt og kan ikke endres. Den må åpnes igjen først."),
}


def laast(rapport: Rapport) -> Rapport:
    """Return the report's row, locked until the transaction ends."""
    return (
        Rapport.objects.select_for_update(of=("self",)).select_related("prosjekt__embete").get(pk=rapport.pk)
    )


def krev_aapen(rapport: Rapport) -> Rapport:
    """Return the report's row, locked; raise ``Hinder`` when it is not a draft. Call it first in the ``atomic`` of
    every write to its text, sentences, findings or settings."""
    rad = laast(rapport)
    if rad.status != Rapport.UTKAST:
        raise Hinder([(None, _(_STENGT[rad.status]))])
    return rad
