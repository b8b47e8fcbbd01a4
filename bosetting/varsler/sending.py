"""Notices as e-mail: sent by a worker soon after they are written, and tried again by a sweep until they have gone.

Who sends a mail takes it first, by counting the attempt in the notice's row: of several workers at once, the database
lets one. One that is killed after that leaves the notice unsent, and the sweep sends it again: a mail may come twice,
with the same Message-ID, but none is lost.
"""

import logging
from datetime import datetime

from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from bosetting.felles.dag import naa
from bosetting.felles.epost import Utfall, adresse, en_linje, hodefelt, lenke, lever
from bosetting.jobber import loeper

from .models import Varsel

logger = logging.getLogger(__name__)

# So many a round, so that a mail server that answers slowly does not keep the worker from other work.
PER_RUNDE = 50


@task()
def send_varsler(ider: list[int]) -> None:
    """Make the first attempt at each notice. What is left when the worker is asked to stop, the sweep finds."""
    for pk in ider:
        if loeper.stopp.bedt:
            return
        _forsoek(Varsel.objects.usendte().filter(pk=pk, epost_forsoek=0))


def send_forfalte(tid: datetime) -> int:
    """Try those whose next attempt is due, at most ``PER_RUNDE``, and return how many were tried."""
    forfalte = Varsel.objects.forfalte(tid)
    tatt = 0
    for pk in list(forfalte.order_by("opprettet_at", "pk").values_list("pk", flat=True)[:PER_RUNDE]):
        if loeper.stopp.bedt:
            break
        tatt += _forsoek(forfalte.filter(pk=pk))
    return tatt


def _forsoek(varsel: QuerySet) -> bool:
    """Send one notice if it is still to be sent. Returns False when somebody else has it."""
    ett = varsel.select_related("bruker").first()
    if ett is None or not varsel.filter(epost_forsoek=ett.epost_forsoek).update(
        epost_forsoek=F("epost_forsoek") + 1, epost_forsoek_at=naa(), epost_feil=""
    ):
        return False
    rad = Varsel.objects.filter(pk=ett.pk)
    if not ett.bruker.is_active:
        rad.update(epost=False, epost_feil=_("Mottakeren er ikke lenger aktiv."))
        return True
    try:
        utfall, feil = lever(som_epost(ett))
    except Exception as hva:
        # A notice must never stop what it tells of, nor the notices after it.
        logger.exception("Varsel %s kunne ikke sendes", ett.pk)
        utfall, feil = Utfall.FEILET, str(hva) or type(hva).__name__
    if utfall == Utfall.SENDT:
        rad.update(epost_sendt_at=naa())
    else:
        # Also what may have been taken is tried again: told twice is better than not told.
        logger.warning("Varsel %s ble ikke sendt: %s", ett.pk, feil)
        rad.update(epost_feil=feil[:300])
    return True


def som_epost(varsel: Varsel) -> EmailMessage:
    """Return the mail of a notice: its text, the way to the page where one acts, and who sent it."""
    url = lenke(varsel.url_sti) if varsel.url_sti else ""
    avsnitt = [
        varsel.tekst.strip(),
        _("Se mer her: %(url)s") % {"url": url} if url else _("Logg inn i bosetting for å se mer."),
        _("Hilsen bosetting"),
        _("E-posten er sendt automatisk, og svar på den blir ikke lest."),
    ]
    return EmailMessage(
        subject=en_linje(varsel.tittel),
        body="\n\n".join(avsnitt),
        to=[adresse(varsel.bruker.navn, varsel.bruker.email)],
        headers=hodefelt(f"varsel.{varsel.pk}.{varsel.opprettet_at:%Y%m%d%H%M%S}"),
    )
