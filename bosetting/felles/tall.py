"""Counts of persons: the limits that both databases hold on rows with ``totalt`` and ``em``."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# No municipality is asked for more; SQLite does not limit the size of integers by itself.
HOEYESTE_ANTALL = 100_000


def tallregler(navn: str) -> list[models.CheckConstraint]:
    """Return the constraints of a row with ``totalt`` and ``em``: in range, and EM a part of the total."""
    return [
        models.CheckConstraint(
            condition=Q(totalt__isnull=True) | Q(totalt__gte=0, totalt__lte=HOEYESTE_ANTALL),
            name=f"{navn}_totalt_rimelig",
            violation_error_message=_("Antallet må være mellom 0 og 100 000."),
        ),
        models.CheckConstraint(
            condition=Q(em__isnull=True) | Q(em__gte=0, em__lte=models.F("totalt")),
            name=f"{navn}_em_av_totalt",
            violation_error_message=_("Antallet enslige mindreårige kan ikke være høyere enn totalt."),
        ),
    ]
