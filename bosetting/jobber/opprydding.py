"""The reaper: jobs whose worker vanished go back to the queue, or are given up. Many may run it, at any time."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import domain
from .koe import kjoer_jobb, legg_i_koe
from .models import Jobb

logger = logging.getLogger(__name__)

# A finished row of the queue says nothing that the Jobb does not; it is kept for a while for whoever reads a log.
KOERADER_BEHOLDES = timedelta(days=14)


@dataclass(frozen=True)
class Opprydding:
    """What one round of the reaper did: how many jobs were put back, given up, and stopped as somebody had asked."""

    tilbake: int = 0
    oppgitt: int = 0
    avbrutt: int = 0


def rydd(naa: datetime) -> Opprydding:
    """See to jobs that nobody works on although they are not over, and to rows of the queue that are of no use."""
    taus = [_etter_taus(pk, naa) for pk in _tause(naa).values_list("pk", flat=True)]
    glemt = [_hent_fram(pk, naa) for pk in _glemte(naa)]
    _avslutt_koerader(naa)
    utfall = [tilstand for tilstand in [*taus, *glemt] if tilstand]
    return Opprydding(
        tilbake=utfall.count(Jobb.VENTER),
        oppgitt=utfall.count(Jobb.FEILET),
        avbrutt=utfall.count(Jobb.AVBRUTT),
    )


def _tause(naa: datetime):
    return Jobb.objects.filter(tilstand=Jobb.KJOERER, hjerteslag_at__lte=naa - domain.TAUS)


@transaction.atomic
def _etter_taus(pk: int, naa: datetime) -> str:
    """Take a job from a worker that is silent; returns its new state, or "" when it gave a sign of life after all."""
    # The row is read again under its lock: the worker may have counted a part in the meantime, and then it lives.
    jobb = _tause(naa).select_for_update(skip_locked=True).filter(pk=pk).first()
    if jobb is None:
        return ""
    jobb.stanset += 1
    if jobb.avbryt_bedt_at:
        jobb.tilstand, jobb.avsluttet_at = Jobb.AVBRUTT, naa
    elif jobb.stanset >= domain.FORSOEK:
        jobb.tilstand, jobb.avsluttet_at = Jobb.FEILET, naa
        jobb.melding = _(
            "Arbeidet stanset uventet %(n)s ganger og er gitt opp. Det som er gjort, blir stående. "
            "Driften finner årsaken i loggen som jobb %(pk)s."
        ) % {"n": jobb.stanset, "pk": jobb.pk}
    else:
        jobb.tilstand = Jobb.VENTER
    logger.warning(
        "Jobb %s: ingen livstegn siden %s, nå %s (gang %s)",
        pk,
        jobb.hjerteslag_at,
        jobb.tilstand,
        jobb.stanset,
    )
    jobb.save(update_fields=["stanset", "tilstand", "avsluttet_at", "melding"])
    if jobb.tilstand == Jobb.VENTER:
        legg_i_koe(pk)
        return Jobb.VENTER
    return jobb.tilstand


def _glemte(naa: datetime) -> list[int]:
    """Return waiting jobs without a row in the queue: their worker was killed between taking the row and the job."""
    venter = Jobb.objects.filter(tilstand=Jobb.VENTER, koet_at__lte=naa - domain.TREG)
    i_koe = {str(pk) for pk in DBTaskResult.objects.ready().values_list("pk", flat=True)}
    return [pk for pk, oppgave in venter.values_list("pk", "oppgave") if oppgave not in i_koe]


@transaction.atomic
def _hent_fram(pk: int, naa: datetime) -> str:
    venter = Jobb.objects.filter(pk=pk, tilstand=Jobb.VENTER, koet_at__lte=naa - domain.TREG)
    if not venter.select_for_update(skip_locked=True).exists():
        return ""
    logger.warning("Jobb %s ventet uten rad i køen, og er lagt inn igjen", pk)
    legg_i_koe(pk)
    return Jobb.VENTER


def _avslutt_koerader(naa: datetime) -> None:
    """Close the queue's rows that a killed worker left running, and delete those long finished."""
    i_gang = Jobb.objects.filter(tilstand=Jobb.KJOERER).values_list("oppgave", flat=True)
    forlatt = DBTaskResult.objects.running().filter(
        task_path=kjoer_jobb.module_path, started_at__lte=naa - domain.TAUS
    )
    lever = set(i_gang)
    doede = [pk for pk in forlatt.values_list("pk", flat=True) if str(pk) not in lever]
    DBTaskResult.objects.running().filter(pk__in=doede).update(
        status=TaskResultStatus.FAILED, finished_at=naa
    )
    DBTaskResult.objects.finished().filter(finished_at__lte=naa - KOERADER_BEHOLDES).delete()
