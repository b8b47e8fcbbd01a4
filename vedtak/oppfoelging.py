"""Whom a person may keep the dialogue with, and what of it stands open (read model)."""

from datetime import date

from django.db.models import F, Q, QuerySet

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Fylke, Kommune

from .models import Dialog

# How many contacts the municipality's page shows before it points to the whole list.
SISTE = 5


def dialogkommuner(bruker: Bruker, dag: date) -> QuerySet[Kommune]:
    """Return the municipalities, of today and of the past, in the embeter where this person keeps the log."""
    embeter = bruker.omfang.embeter_med(Rett.FOERE_DIALOG)
    return Kommune.objects.filter(fylke__in=Fylke.objects.filter(embeter__in=embeter), fra__lte=dag)


def dialogembete(bruker: Bruker, kommune: Kommune) -> Embete | None:
    """Return the embete in whose log this person writes about ``kommune``, or None. No query without the right."""
    embeter = bruker.omfang.embeter_med(Rett.FOERE_DIALOG)
    return (
        Embete.objects.filter(pk__in=embeter, fylker=kommune.fylke_id).order_by("pk").first()
        if embeter
        else None
    )


def aapne_foerst_ut(dialoger: QuerySet[Dialog]) -> QuerySet[Dialog]:
    """Return the open follow-ups, the most overdue first; those without a day last, the oldest contact first."""
    return dialoger.aapne().order_by(F("oppfoelging_dato").asc(nulls_last=True), "dato", "pk")


def for_sent(dag: date) -> Q:
    """Return the condition of an open follow-up whose day has passed."""
    return Q(oppfoelging_dato__lt=dag)


def kommunens_dialog(bruker: Bruker, kommune: Kommune, dag: date) -> dict | None:
    """Return what ``bruker`` may see of the dialogue with ``kommune``: latest contacts, open follow-ups; None for none.

    None also for one who sees the municipality in another capacity. Three queries, none without the right.
    """
    embete = dialogembete(bruker, kommune)
    if embete is None:
        return None
    egne = Dialog.objects.for_bruker(bruker).filter(kommune=kommune).select_related("registrert_av")
    siste = list(egne.defer("notat")[: SISTE + 1])
    return {
        "siste": siste[:SISTE],
        "flere": len(siste) > SISTE,
        "aapne": list(aapne_foerst_ut(egne).defer("notat")),
        "kan_registrere": kommune.fra <= dag,
    }
