"""Editions and steps of a report: which counts now, who did what, and which edition a file is."""

from django.db.models import QuerySet

from .models import Behandling, Rapport, Utgave

FROSNE = (Rapport.GODKJENT, Rapport.SENDT)
# The heavy columns, each read when it is asked for.
INNHOLD = ("pdf", "dokument", "tall", "tekster")
_TUNGE = (*INNHOLD, "definisjon")


def utgaver(rapport: Rapport) -> QuerySet[Utgave]:
    """Return the editions of a report, newest first, without their contents."""
    rader = rapport.utgaver.select_related("godkjent_av", "rapport__prosjekt__embete").defer(*_TUNGE)
    return rader.order_by("-nummer")


def siste_utgave(rapport: Rapport) -> Utgave | None:
    """Return the newest edition of a report, whether it counts now or the report is open again. One query."""
    return utgaver(rapport).first()


def gjeldende_utgave(rapport: Rapport) -> Utgave | None:
    """Return the edition that the report is now; None while it can be written in. No query for a draft."""
    return siste_utgave(rapport) if rapport.status in FROSNE else None


def stegene(rapport: Rapport) -> list[Behandling]:
    """Return every step of a report, newest first, with who took it and the edition it made. One query."""
    rader = rapport.behandling.select_related("utfoert_av", "utgave")
    return list(rader.defer(*(f"utgave__{felt}" for felt in _TUNGE)).order_by("-pk"))


def siste_innsending(rapport: Rapport) -> Behandling | None:
    """Return the last time the report was sent for approval. One query."""
    innsendt = rapport.behandling.filter(steg=Behandling.TIL_GODKJENNING).select_related("utfoert_av")
    return innsendt.order_by("-pk").first()


def utgave_med(sha256: str) -> Utgave | None:
    """Return the edition whose PDF has these bytes, whoever asks: to have the file is to have the report."""
    rader = Utgave.objects.select_related("rapport__prosjekt__embete").defer(*_TUNGE)
    return rader.filter(sha256=sha256).first()


def sendt(utgave: Utgave) -> Behandling | None:
    """Return the step that says the edition was sent; None before."""
    return utgave.behandling.filter(steg=Behandling.SENDT).order_by("-pk").first()
