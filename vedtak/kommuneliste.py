"""What the list of municipalities tells beside their names, in the same query."""

from datetime import date

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, When

from bosetting.brukere.domain import Rolle
from bosetting.brukere.models import Tilgang
from bosetting.kommuner.models import Kommune

from .models import Vedtak


def med_siste_svar(kommuner: QuerySet[Kommune]) -> QuerySet[Kommune]:
    """With ``siste_svar``: the day the latest answer was received, of any year; None for none."""
    svar = Vedtak.objects.filter(kommune=OuterRef("pk")).order_by("-mottatt")
    return kommuner.annotate(siste_svar=Subquery(svar.values("mottatt")[:1]))


def med_kontaktperson(kommuner: QuerySet[Kommune], dag: date) -> QuerySet[Kommune]:
    """With ``har_kontaktperson``: whether an active person represents it on ``dag``; and whether it is no more."""
    tilganger = Tilgang.objects.on_date(dag).filter(
        rolle=Rolle.KONTAKTPERSON, kommune=OuterRef("pk"), bruker__is_active=True
    )
    return kommuner.annotate(
        har_kontaktperson=Exists(tilganger), er_over=Case(When(til__lte=dag, then=True), default=False)
    )
