"""The planned days of reminders, for the calendars of those who send them."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.domain import Rett
from bosetting.brukere.kalender import Kalenderhendelse, vindu

from .models import Purreplan
from .purretekst import trinnavn
from .purring import trinndag


def purringer(bruker, dag: date) -> Iterable[Kalenderhendelse]:
    """Return the day of each step of the plans that are on, counted from the deadline of the round. Three queries.

    A municipality with a deadline of its own has days of its own; those stand on the page of the round.
    """
    egne = bruker.omfang_paa(dag).embeter_med(Rett.LAGE_RUNDER)
    if not egne:
        return
    fra, til = vindu(dag)
    runder = Anmodningsrunde.objects.filter(embete__in=egne, svarfrist__isnull=False)
    planer = Purreplan.objects.filter(runde__in=runder, aktiv_fra__isnull=False)
    for plan in planer.select_related("runde").prefetch_related("trinn").order_by("pk"):
        for trinn in plan.trinn.all():
            naar = trinndag(plan.runde.svarfrist, trinn.virkedager)
            if fra <= naar <= til and naar >= plan.aktiv_fra:
                yield Kalenderhendelse(
                    uid=f"purring-{plan.pk}-{trinn.virkedager}",
                    tittel=_("Purring for %(aar)s, %(trinn)s")
                    % {"aar": plan.runde.aar, "trinn": trinnavn(trinn.virkedager)},
                    fra=naar,
                    beskrivelse=_("Sendes av seg selv til dem som ikke har svart."),
                    url_sti=reverse("vedtak:purring-preview", args=[plan.runde_id]),
                    endret=plan.endret_at,
                )
