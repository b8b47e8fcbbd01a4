"""Half-open periods ``[fra, til)``: what is valid on a day, and which periods collide. An open end is None."""

from datetime import date

from django.db import models
from django.db.models import Q


def gjelder(fra: date, til: date | None, dag: date) -> bool:
    """Return True when ``dag`` lies in ``[fra, til)``."""
    return fra <= dag and (til is None or dag < til)


def overlapper(fra_a: date, til_a: date | None, fra_b: date, til_b: date | None) -> bool:
    """Return True when the two half-open periods share at least one day."""
    return (til_b is None or fra_a < til_b) and (til_a is None or fra_b < til_a)


class PeriodeQuerySet(models.QuerySet):
    """Rows with ``fra`` and ``til``."""

    def on_date(self, dag: date):
        """Rows valid on ``dag``."""
        return self.filter(Q(til__isnull=True) | Q(til__gt=dag), fra__lte=dag)

    def ikke_over(self, dag: date):
        """Rows valid on ``dag`` or that begin later."""
        return self.filter(Q(til__isnull=True) | Q(til__gt=dag))

    def i_aar(self, aar: int):
        """Rows valid on at least one day of the calendar year ``aar``."""
        return self.filter(Q(til__isnull=True) | Q(til__gt=date(aar, 1, 1)), fra__lt=date(aar + 1, 1, 1))


def gyldig_periode(navn: str) -> models.CheckConstraint:
    """Return the constraint that a period ends after it begins."""
    return models.CheckConstraint(
        condition=Q(til__isnull=True) | Q(til__gt=models.F("fra")),
        name=navn,
        violation_error_message="Sluttdatoen må være etter startdatoen.",
    )
