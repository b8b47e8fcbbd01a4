"""Who came to a meeting: written for all at once, never over what somebody else wrote meanwhile."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from .innkallinger import hvem, innkallingsbilde, laas
from .innkallingsregler import hvorfor_ikke_oppmoete
from .models import Innkalling, Moete


@transaction.atomic
def foer(*, by: Bruker, moete: Moete, oppmoete: dict[int, tuple[str, str]], dag: date) -> int:
    """Write attendance and return how many changed. ``oppmoete`` is, by invitation: what stood when the page was
    opened, and what is chosen now. Raises Hinder with the field ``rad-<pk>`` where somebody else wrote something else.
    """
    moete = laas(moete)
    if grunner := hvorfor_ikke_oppmoete(moete.status, moete.dato, dag):
        raise Hinder(grunner)
    rader = Innkalling.objects.gjeldende().filter(moete=moete, pk__in=oppmoete).order_by("pk")
    endres, grunner = [], []
    for rad in rader.select_related("medlemskap__organisasjon", "person__organisasjon"):
        staar, valgt = oppmoete[rad.pk]
        if valgt in (rad.oppmoete, staar):
            continue
        if rad.oppmoete != staar:
            grunn = _(
                "%(hvem)s er i mellomtiden ført som «%(oppmoete)s». Lagrer du på nytt, gjelder ditt valg."
            )
            felt = {"hvem": hvem(rad), "oppmoete": rad.get_oppmoete_display()}
            grunner.append((f"rad-{rad.pk}", grunn % felt))
        endres.append((rad, valgt))
    if grunner:
        raise Hinder(grunner)
    for rad, valgt in endres:
        foer = innkallingsbilde(rad)
        rad.oppmoete = valgt
        rad.versjon += 1
        rad.save(update_fields=["oppmoete", "versjon"])
        record(by=by, handling="førte oppmøte", objekt=rad, foer=foer, etter=innkallingsbilde(rad))
    if endres:
        merk_avholdt(by=by, moete=moete)
    return len(endres)


def merk_avholdt(*, by: Bruker, moete: Moete) -> None:
    """Note that a planned meeting was held. Call it with the meeting locked, in the write that shows it."""
    if moete.status == "planlagt":
        foer = bilde(moete)
        moete.status, moete.endret_at = "avholdt", naa()
        moete.versjon += 1
        moete.save(update_fields=["status", "endret_at", "versjon"])
        record(by=by, handling="førte møtet som avholdt", objekt=moete, foer=foer, etter=bilde(moete))
