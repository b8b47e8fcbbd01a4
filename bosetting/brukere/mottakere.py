"""Whom to tell: the people who represent a municipality, and those who handle its case in the embete."""

from datetime import date

from django.db.models import QuerySet

from bosetting.kommuner.models import Kommune

from .domain import RETTIGHETER, Rett, Rolle
from .models import Bruker, Tilgang


def kontaktpersoner(kommune: Kommune, dag: date) -> QuerySet[Bruker]:
    """Return the active people who represent ``kommune`` on ``dag``, by name."""
    tilganger = Tilgang.objects.on_date(dag).filter(rolle=Rolle.KONTAKTPERSON, kommune=kommune)
    return Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")).order_by("navn", "pk")


def ansatte(kommune: Kommune, dag: date, rett: Rett) -> QuerySet[Bruker]:
    """Return the active people who hold ``rett`` in an embete that covers ``kommune`` on ``dag``, by name."""
    roller = [rolle for rolle, retter in RETTIGHETER.items() if rett in retter]
    tilganger = Tilgang.objects.on_date(dag).filter(rolle__in=roller, embete__fylker=kommune.fylke_id)
    return Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")).order_by("navn", "pk")


def systemansvarlige(dag: date) -> QuerySet[Bruker]:
    """Return the active people who run the installation on ``dag``, by name."""
    tilganger = Tilgang.objects.on_date(dag).filter(rolle=Rolle.SYSTEMANSVARLIG)
    return Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")).order_by("navn", "pk")
