"""What has been kept long enough: the rows whose time is out on a day, kind by kind."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from bosetting.brukere.models import Hendelse
from bosetting.felles.norsk import stor

from .anonymisering import gjenstaar
from .politikk import Modell, Slag, politikk
from .registrert import klasse, sluttfelt


@dataclass(frozen=True)
class Kjoereplan:
    """One model with a time: its kind, how many days, and the rows whose time is out."""

    modell: Modell
    slag: Slag
    dager: int
    rader: models.QuerySet


def planer(dag: date) -> list[Kjoereplan]:
    """Return every model with a time, with what is due on ``dag``."""
    regler = politikk()
    return [
        Kjoereplan(
            modell, regler.slag[modell.slag], dager := dager_for(regler.slag[modell.slag]),
            forfalte(modell, dag - timedelta(days=dager), dag),
        )
        for modell in regler.modeller.values()
        if modell.frist
    ]  # fmt: skip


def dager_for(slag: Slag) -> int:
    return getattr(settings, slag.innstilling)


def forfalte(modell: Modell, grense: date, dag: date) -> models.QuerySet:
    """Return the rows that were last needed on ``grense`` or before, and have something left to take away.

    A row of which no day is known is left alone: nobody can say that its time is out.
    """
    alle = klasse(modell)._default_manager.order_by()
    rader = alle.filter(gjenstaar(modell))
    kjent = Q(pk__in=[])
    for sti in modell.frist.fra:
        felt = _dagsti(modell, sti)
        rader = rader.exclude(pk__in=alle.filter(**{f"{felt}__gt": grense}).values("pk"))
        kjent |= Q(pk__in=alle.filter(**{f"{sti}__isnull": False}).values("pk"))
    for sti in modell.frist.aapen:
        relasjon = sti.rpartition("__")[0]
        aapen = Q(**{f"{relasjon}__isnull": False, f"{sti}__isnull": True}) | Q(**{f"{sti}__gt": dag})
        rader = rader.exclude(pk__in=alle.filter(aapen).values("pk"))
    if modell.frist.logg:
        loggen = Hendelse.objects.filter(objekttype=str(klasse(modell)._meta.verbose_name))
        kjent |= Q(pk__in=_noekler(loggen))
        rader = rader.exclude(pk__in=_noekler(loggen.filter(tidspunkt_at__date__gt=grense)))
    return rader.filter(kjent).order_by("pk")


def _dagsti(modell: Modell, sti: str) -> str:
    """Return the path of the day: of a moment, the day it was in Norway."""
    return f"{sti}__date" if isinstance(sluttfelt(modell, sti), models.DateTimeField) else sti


def _noekler(hendelser: models.QuerySet) -> list[int]:
    ider = hendelser.order_by().values_list("objekt_id", flat=True).distinct()
    return [int(pk) for pk in ider if pk.isdecimal()]


def varighet(dager: int) -> str:
    """Return «2 år», «ett år», «90 dager»."""
    if dager % 365:
        return f"{dager} dager"
    return "ett år" if dager == 365 else f"{dager // 365} år"


def slag_i_ord() -> list[Slag]:
    """Return every kind of personal data as the page tells of it, with the times of this installation."""
    return [
        replace(slag, lagring=stor(slag.lagring.format(tid=varighet(dager_for(slag)))))
        if slag.innstilling
        else slag
        for slag in politikk().slag.values()
    ]
