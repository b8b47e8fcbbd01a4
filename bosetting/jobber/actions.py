"""Asking for work in the background, stopping it, and letting it go on."""

from uuid import UUID

from django.db import IntegrityError, transaction

from bosetting.brukere.actions import record
from bosetting.brukere.models import Embete
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.melding import melding as _

from . import koe
from .models import Jobb
from .register import jobbtype


@transaction.atomic
def start(
    *, by, slag: str, tittel: str, embete: Embete, data: dict, noekkel: str | UUID, retur: str = ""
) -> Jobb:
    """Ask for work to be done, and return it. The same ``noekkel`` again, also at the same moment, is the same job.

    Call it last in the transaction that writes what the work reads: both stand or neither, and a backend that works
    at once (tests) finds it all there. The job's row is its own trace. ``retur`` is the path to go on to when it is
    done. ``by`` is None for what starts by itself.
    """
    if jobbtype(slag) is None:
        raise ValueError(f"Ingen jobbtype heter {slag!r}.")
    if retur and (not retur.startswith("/") or retur.startswith("//")):
        raise ValueError(f"retur er en sti her i systemet, ikke {retur!r}.")
    egne = {"slag": slag, "embete": embete, "noekkel": str(noekkel)}
    tid = naa()
    try:
        with transaction.atomic():
            jobb = Jobb.objects.create(
                **egne, tittel=tittel, data=data, retur=retur, bestilt_av=by, bestilt_at=tid, koet_at=tid
            )
    except IntegrityError:
        return Jobb.objects.get(**egne)
    koe.legg_i_koe(jobb.pk)
    jobb.refresh_from_db()
    return jobb


@transaction.atomic
def avbryt(*, by, jobb: Jobb) -> Jobb:
    """Stop a job: at once when it waits, after the part at hand when it runs. What is done stands.

    Raises Hinder when it is over already.
    """
    jobb = Jobb.objects.select_for_update().get(pk=jobb.pk)
    if not jobb.er_i_gang:
        raise Hinder([(None, _("Arbeidet er avsluttet, så det er ingenting å avbryte."))])
    if jobb.avbryt_bedt_at is None:
        jobb.avbryt_bedt_at = naa()
        if jobb.tilstand == Jobb.VENTER:
            jobb.tilstand, jobb.avsluttet_at = Jobb.AVBRUTT, jobb.avbryt_bedt_at
        jobb.save(update_fields=["avbryt_bedt_at", "tilstand", "avsluttet_at"])
        record(by=by, handling="avbrøt arbeid", objekt=jobb)
    return jobb


@transaction.atomic
def fortsett(*, by, jobb: Jobb) -> Jobb:
    """Go on with a job that was stopped or did not succeed: what remains is tried again. Raises Hinder otherwise."""
    jobb = Jobb.objects.select_for_update().get(pk=jobb.pk)
    if not jobb.kan_fortsette:
        raise Hinder([(None, _("Arbeidet er i gang eller ferdig, så det er ingenting å fortsette på."))])
    jobb.tilstand, jobb.melding, jobb.stanset = Jobb.VENTER, "", 0
    jobb.avbryt_bedt_at = jobb.avsluttet_at = None
    jobb.save(update_fields=["tilstand", "melding", "stanset", "avbryt_bedt_at", "avsluttet_at"])
    record(by=by, handling="fortsatte arbeid", objekt=jobb)
    koe.legg_i_koe(jobb.pk)
    jobb.refresh_from_db()
    return jobb
