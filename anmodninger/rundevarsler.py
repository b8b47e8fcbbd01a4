"""Telling those who must answer: a round is sent, or their municipality has got a later deadline."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.brukere.domain import Rolle
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.brukere.mottakere import kontaktpersoner
from bosetting.felles.norsk import langdato
from bosetting.varsler.actions import varsle

from .models import Anmodning, Anmodningsrunde, Fristutsettelse


def meld_runde(runde: Anmodningsrunde, dag: date) -> None:
    """Tell the contact persons of all the municipalities that ``runde`` names, each once, however many she represents.

    A round for a year that is over is history entered afterwards: nobody has to act on it.
    """
    if runde.aar < dag.year:
        return
    kommuner = Anmodning.objects.filter(runde=runde).values("kommune")
    tilganger = Tilgang.objects.on_date(dag).filter(rolle=Rolle.KONTAKTPERSON, kommune__in=kommuner)
    deler = [
        _("Kommunen er bedt om å bosette flyktninger i %(aar)s.") % {"aar": runde.aar},
        _("Fristen for å svare er %(frist)s.") % {"frist": langdato(runde.svarfrist)}
        if runde.svarfrist
        else "",
        _("På kommunens side ser du hvor mange det gjelder, og der registrerer du svaret."),
    ]
    varsle(
        til=Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")),
        slag="anmodning",
        tittel=_("Anmodning om bosetting i %(aar)s") % {"aar": runde.aar},
        tekst=" ".join(filter(None, deler)),
        noekkel=f"runde-{runde.pk}",
        url_sti=reverse("start"),
    )


def meld_utsettelse(utsettelse: Fristutsettelse, dag: date) -> None:
    """Tell the municipality's contact persons of the deadline they have got; not of one that has passed."""
    if utsettelse.ny_svarfrist < dag:
        return
    kommune, aar = utsettelse.anmodning.kommune, utsettelse.anmodning.runde.aar
    felt = {"kommune": kommune.navn, "aar": aar, "frist": langdato(utsettelse.ny_svarfrist)}
    varsle(
        til=kontaktpersoner(kommune, dag),
        slag="utsettelse",
        tittel=_("Fristen for %(kommune)s er %(frist)s") % felt,
        tekst=_("%(kommune)s har fått frist til %(frist)s for å svare på anmodningen for %(aar)s.") % felt,
        noekkel=f"utsettelse-{utsettelse.pk}",
        url_sti=reverse("start"),
    )
