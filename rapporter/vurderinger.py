"""Findings of the number control that somebody accepts, with a reason, or takes back; nothing is written over."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from .aapen import krev_aapen
from .models import Funnvurdering, Rapport
from .rapportkontroll import Rapportfunn


def historikk(rapport: Rapport, funn: str) -> list[Funnvurdering]:
    """Return every verdict on one finding, latest first, each with who gave it. One query."""
    rader = Funnvurdering.objects.filter(rapport=rapport, funn=funn)
    return list(rader.select_related("vurdert_av").order_by("-pk"))


def godta(
    *, by, rapport: Rapport, funn: Rapportfunn, begrunnelse: str, nr: int, noekkel: UUID
) -> Funnvurdering:
    """Accept a finding. The same key again returns the first row. ``nr`` is the newest verdict on it that the writer
    had before her (0: none); raises ``Hinder`` when there is another by now, and when the report is no draft."""
    ny = Funnvurdering(
        noekkel=noekkel,
        rapport=rapport,
        funn=funn.id,
        slag=funn.funn.slag,
        sitat=funn.funn.sitat,
        begrunnelse=begrunnelse,
        vurdert_av=by,
    )
    return _skriv(ny, nr, "godtok funn i tallkontrollen")


def ta_tilbake(*, by, rapport: Rapport, forrige: Funnvurdering, nr: int, noekkel: UUID) -> Funnvurdering:
    """Let a finding be open again. Raises ``Hinder`` as ``godta`` does."""
    ny = Funnvurdering(
        noekkel=noekkel,
        rapport=rapport,
        funn=forrige.funn,
        slag=forrige.slag,
        sitat=forrige.sitat,
        vurdert_av=by,
    )
    return _skriv(ny, nr, "tok tilbake godtatt funn")


def _skriv(ny: Funnvurdering, nr: int, handling: str) -> Funnvurdering:
    try:
        with transaction.atomic():
            # The report's row is locked: two verdicts on one finding come one after the other.
            ny.rapport = krev_aapen(ny.rapport)
            if finnes := _med_noekkel(ny):
                return finnes
            siste = historikk(ny.rapport, ny.funn)[:1]
            if (siste[0].pk if siste else 0) != nr:
                grunn = _("%(hvem)s har vurdert funnet mens du skrev. Se hva som står nå, og lagre igjen.")
                raise Hinder([("begrunnelse", grunn % {"hvem": siste[0].vurdert_av.navn})])
            ny.vurdert_at = naa()
            ny.save(force_insert=True)
            record(by=ny.vurdert_av, handling=handling, objekt=ny, etter=bilde(ny))
            return ny
    except IntegrityError:
        if finnes := _med_noekkel(ny):
            return finnes
        raise Hinder([(None, _("Skjemaet er brukt før. Åpne funnet på nytt."))]) from None


def _med_noekkel(ny: Funnvurdering) -> Funnvurdering | None:
    return Funnvurdering.objects.filter(noekkel=ny.noekkel, rapport=ny.rapport, funn=ny.funn).first()
