"""Answers to an invitation: by the signed link in the mail, by whoever logs in, or written down by who leads.

The link holds the row's own key, signed. To fetch it changes nothing; a wrong one and a dead one are the same. A
substitute has a link of her own, which shows the meeting and takes no answer.
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

from .innkallinger import innkallingsbilde
from .innkallingsregler import hvorfor_ikke_svar, hvorfor_ikke_svare, lenken_virker
from .innkallingsvara import meld_bytte, sett_lenke
from .models import Innkalling
from .moetelenke import noekkel_i, varanoekkel_i
from .skriving import krev_versjon, sett, valider

_RADER = ("moete__prosjekt__embete", "moete__gruppe", "person__organisasjon", "medlemskap__organisasjon")


def finn(merke: str, dag: date) -> Innkalling | None:
    """Return the invitation that a link opens on ``dag``; None for one that opens nothing (any more).

    One that is taken back is found: its page says so.
    """
    rad = Innkalling.objects.select_related(*_RADER).filter(lenkenoekkel=noekkel_i(merke)).first()
    levende = rad and rad.person and not rad.person.anonymisert_at and lenken_virker(rad.moete.dato, dag)
    return rad if levende else None


def finn_som_vara(merke: str, dag: date) -> Innkalling | None:
    """Return the invitation that the link of its substitute opens on ``dag``; None when she is not that (any more)."""
    noekkel = varanoekkel_i(merke)
    rader = Innkalling.objects.gjeldende().select_related(*_RADER)
    rad = rader.filter(vara_noekkel=noekkel).first() if noekkel else None
    return rad if rad and lenken_virker(rad.moete.dato, dag) else None


def finn_egen(bruker: Bruker, pk: int) -> Innkalling | None:
    """Return an invitation that ``bruker`` may answer: her own, or one to a meeting of the work she leads.

    Her own is found also when it is taken back: its page says so.
    """
    leder = bruker.omfang.embeter_med(Rett.FOERE_NETTVERK)
    rader = Innkalling.objects.select_related(*_RADER).filter(
        Q(person__bruker=bruker.pk) | Q(moete__prosjekt__embete__in=leder, trukket_at=None)
    )
    return rader.filter(pk=pk).first()


@transaction.atomic
def svar(*, by: Bruker | None, innkalling: Innkalling, felt: dict, versjon: int, dag: date) -> Innkalling:
    """Write the answer; the same again writes nothing. ``by`` is None by the link. Raises Samtidig, Hinder."""
    rader = Innkalling.objects.select_for_update(of=("self",)).select_related("moete__prosjekt__embete")
    rad = rader.get(pk=innkalling.pk)
    foer, forrige_vara = innkallingsbilde(rad), (rad.vara_navn, rad.vara_epost)
    sett(rad, felt)
    if rad.svar != "vara":
        rad.vara_navn = rad.vara_epost = ""
    if innkallingsbilde(rad) == foer and rad.svar != "ubesvart":
        return rad
    if rad.trukket_at:
        raise Hinder([(None, _("Innkallingen er trukket tilbake."))])
    krev_versjon(rad, versjon)
    grunner = hvorfor_ikke_svare(rad.moete.status, rad.moete.dato, dag) or hvorfor_ikke_svar(
        rad.svar, rad.vara_navn
    )
    if grunner:
        raise Hinder(grunner)
    bytter = sett_lenke(rad, forrige_vara)
    valider(rad)
    rad.svart_at = naa()
    rad.versjon += 1
    rad.save()
    record(by=by, handling="svarte på innkalling", objekt=rad, foer=foer, etter=innkallingsbilde(rad))
    if bytter:
        meld_bytte(by=by, rad=rad, forrige=forrige_vara)
    return rad
