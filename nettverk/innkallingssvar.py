"""Answers to an invitation: by the signed link in the mail, by whoever logs in, or written down by who leads.

The link holds the row's own key, signed. To fetch it changes nothing; a wrong one and a dead one are the same.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bosetting.brukere.actions import record
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import langdato
from bosetting.jobber.actions import start

from .innkallinger import innkallingsbilde
from .innkallingsregler import hvorfor_ikke_svar, hvorfor_ikke_svare, lenken_virker
from .models import Innkalling
from .moetelenke import noekkel_i
from .moetepost import SLAG, TIL_VARA
from .skriving import krev_versjon, sett, valider

_RADER = ("moete__prosjekt__embete", "moete__gruppe", "person__organisasjon", "medlemskap__organisasjon")


def finn(merke: str, dag: date) -> Innkalling | None:
    """Return the invitation that a link opens on ``dag``; None for one that opens nothing (any more)."""
    rad = Innkalling.objects.select_related(*_RADER).filter(lenkenoekkel=noekkel_i(merke)).first()
    levende = rad and rad.person and not rad.person.anonymisert_at and lenken_virker(rad.moete.dato, dag)
    return rad if levende else None


def finn_egen(bruker: Bruker, pk: int) -> Innkalling | None:
    """Return an invitation that ``bruker`` may answer: her own, or one to a meeting of the work she leads."""
    rader = Innkalling.objects.select_related(*_RADER).filter(
        Q(person__bruker=bruker.pk)
        | Q(moete__prosjekt__embete__in=bruker.omfang.embeter_med(Rett.FOERE_NETTVERK))
    )
    return rader.filter(pk=pk).first()


@transaction.atomic
def svar(*, by: Bruker | None, innkalling: Innkalling, felt: dict, versjon: int, dag: date) -> Innkalling:
    """Write the answer; the same again writes nothing. ``by`` is None by the link. Raises Samtidig, Hinder."""
    rader = Innkalling.objects.select_for_update(of=("self",)).select_related("moete__prosjekt__embete")
    rad = rader.get(pk=innkalling.pk)
    foer, forrige_vara = innkallingsbilde(rad), rad.vara_epost
    sett(rad, felt)
    if rad.svar != "vara":
        rad.vara_navn = rad.vara_epost = ""
    if innkallingsbilde(rad) == foer and rad.svar != "ubesvart":
        return rad
    krev_versjon(rad, versjon)
    grunner = hvorfor_ikke_svare(rad.moete.status, rad.moete.dato, dag) or hvorfor_ikke_svar(
        rad.svar, rad.vara_navn
    )
    if grunner:
        raise Hinder(grunner)
    valider(rad)
    rad.svart_at = naa()
    rad.versjon += 1
    rad.save()
    record(by=by, handling="svarte på innkalling", objekt=rad, foer=foer, etter=innkallingsbilde(rad))
    if rad.vara_epost and rad.vara_epost != forrige_vara:
        _meld_vara(by, rad)
    return rad


def _meld_vara(by, rad: Innkalling) -> None:
    """Send the meeting to the substitute. The address is read from the row when the mail goes."""
    start(
        by=by,
        slag=SLAG,
        tittel=_("Melding til vara til møtet %(dato)s") % {"dato": langdato(rad.moete.dato)},
        embete=rad.moete.prosjekt.embete,
        data={TIL_VARA: rad.pk},
        noekkel=f"vara-{rad.pk}-{rad.versjon}",
        retur=rad.moete.get_absolute_url(),
    )
