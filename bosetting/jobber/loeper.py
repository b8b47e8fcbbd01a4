"""Running one job: take it, do its parts, one at a time, and know at each part that it is still ours."""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder, oversatt

from .models import Jobb, Jobbfeil
from .register import Jobbtype, jobbtype

logger = logging.getLogger(__name__)


@dataclass
class Stopp:
    """Whether this process is asked to stop. A plain flag: a signal handler may set it at any moment."""

    bedt: bool = False


stopp = Stopp()


class Overtatt(Exception):
    """The job is no longer this worker's: it was silent too long, and another one has it now."""


def kjoer(pk: int) -> bool:
    """Do what remains of a job. Returns True when it must go back to the queue because the worker was asked to stop.

    A job that is taken, done or cancelled by somebody else is left alone.
    """
    jobb = _ta(pk)
    if jobb is None:
        return False
    type_ = jobbtype(jobb.slag)
    logger.info("Jobb %s (%s) er tatt, omgang %s", jobb.pk, jobb.slag, jobb.omgang)
    try:
        if type_ is None:
            _slutt(jobb, Jobb.FEILET, melding=_("Denne versjonen av programmet kjenner ikke dette arbeidet."))
            return False
        return _gjoer_alt(jobb, type_)
    except Overtatt:
        logger.warning("Jobb %s er overtatt av en annen arbeider.", jobb.pk)
        return False
    except (KeyboardInterrupt, SystemExit):
        # Asked to stop at once, in the middle of a part. The reaper finds the job waiting, and puts it in the queue.
        _vaar(jobb).update(tilstand=Jobb.VENTER, koet_at=naa())
        raise


def _ta(pk: int) -> Jobb | None:
    """Take a waiting job. Of several workers at once, the database lets one."""
    tid = naa()
    tatt = Jobb.objects.filter(pk=pk, tilstand=Jobb.VENTER).update(
        tilstand=Jobb.KJOERER,
        omgang=F("omgang") + 1,
        hjerteslag_at=tid,
        startet_at=Coalesce("startet_at", Value(tid)),
        melding="",
    )
    return Jobb.objects.select_related("embete", "bestilt_av").get(pk=pk) if tatt else None


def _vaar(jobb: Jobb):
    """Return the job's row as long as it is ours, else none."""
    return Jobb.objects.filter(pk=jobb.pk, tilstand=Jobb.KJOERER, omgang=jobb.omgang)


def _livstegn(jobb: Jobb, **felt) -> None:
    if not _vaar(jobb).update(hjerteslag_at=naa(), **felt):
        raise Overtatt


def _slutt(jobb: Jobb, tilstand: str, **felt) -> None:
    tid = naa()
    _livstegn(jobb, tilstand=tilstand, avsluttet_at=tid, **felt)
    logger.info("Jobb %s (%s) er avsluttet: %s", jobb.pk, jobb.slag, tilstand)


def _gjoer_alt(jobb: Jobb, type_: Jobbtype) -> bool:
    try:
        gjenstaar = list(type_.enheter(jobb))
        with transaction.atomic():
            # What failed the last time is among what remains, and gets its own answer this time.
            Jobbfeil.objects.filter(jobb=jobb).delete()
            _livstegn(jobb, antall=F("ferdige") + len(gjenstaar))
    except Overtatt:
        raise
    except Exception as feil:
        _slutt(jobb, Jobb.FEILET, melding=_aarsak(jobb, feil)[:300])
        return False
    feilet = 0
    for enhet in gjenstaar:
        bedt = _vaar(jobb).values_list("avbryt_bedt_at", flat=True).first()
        if bedt:
            _slutt(jobb, Jobb.AVBRUTT)
            return False
        if stopp.bedt:
            _livstegn(jobb, tilstand=Jobb.VENTER)
            return True
        feilet += not _gjoer_en(jobb, type_, enhet)
    if feilet:
        _slutt(jobb, Jobb.FEILET)
        return False
    try:
        with transaction.atomic():
            _livstegn(jobb)
            if type_.ferdig:
                type_.ferdig(jobb)
            _slutt(jobb, Jobb.FERDIG)
    except Overtatt:
        raise
    except Exception as feil:
        _slutt(jobb, Jobb.FEILET, melding=_aarsak(jobb, feil)[:300])
    return False


def _gjoer_en(jobb: Jobb, type_: Jobbtype, enhet: str) -> bool:
    """Do one part and count it. Returns False when it failed, and says why in a row of its own."""
    try:
        if type_.atomisk:
            with transaction.atomic():
                type_.gjoer(jobb, enhet)
                # Last in the transaction: a worker that was taken for dead undoes its part here.
                _livstegn(jobb, ferdige=F("ferdige") + 1)
        else:
            type_.gjoer(jobb, enhet)
            _livstegn(jobb, ferdige=F("ferdige") + 1)
    except Overtatt:
        raise
    except Exception as feil:
        navn, aarsak = _navn(jobb, type_, enhet), _aarsak(jobb, feil, enhet)
        with transaction.atomic():
            _livstegn(jobb)
            Jobbfeil.objects.create(jobb=jobb, enhet=enhet, navn=navn[:200], aarsak=aarsak[:500])
        return False
    return True


def _navn(jobb: Jobb, type_: Jobbtype, enhet: str) -> str:
    """Return what the reader calls a part that failed; its key when even that cannot be found out."""
    if type_.enhetsnavn is None:
        return enhet
    try:
        return type_.enhetsnavn(jobb, enhet)
    except Exception:
        logger.exception("Jobb %s: fant ikke navnet på delen «%s»", jobb.pk, enhet)
        return enhet


def _aarsak(jobb: Jobb, feil: Exception, enhet: str = "") -> str:
    """Return the failure in words for the one who asked. What we did not foresee is logged with all it knows."""
    if isinstance(feil, Hinder):
        return " ".join(oversatt(grunn) for _felt, grunn in feil.grunner)
    logger.error("Jobb %s, del «%s»: uventet feil", jobb.pk, enhet, exc_info=feil)
    return _("En uventet feil. Driften finner den i loggen som jobb %(pk)s.") % {"pk": jobb.pk}
