"""What was done to personal data when, in numbers: the log of every run, without a name in it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker


class KjoeringQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """All runs for those who answer for personal data in the whole installation, nothing for others."""
        return (
            self
            if bruker.omfang.alt and Rett.FORVALTE_PERSONVERN in bruker.omfang.rettigheter
            else self.none()
        )


class Kjoering(models.Model):
    """One run over the personal data: because time had passed, or because a person asked. ``antall`` by kind."""

    bare_tilfoeye = True

    AARSAKER = [("lagringstid", _("lagringstiden er ute")), ("forespoersel", _("personen har bedt om det"))]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    aarsak = models.CharField(_("årsak"), max_length=12, choices=AARSAKER)
    antall = models.JSONField(_("antall rader"))
    utfoert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("utført av")
    )
    utfoert_at = models.DateTimeField(_("utført"))

    objects = KjoeringQuerySet.as_manager()

    class Meta:
        verbose_name = _("personvernkjøring")
        verbose_name_plural = _("personvernkjøringer")
        ordering = ["-utfoert_at", "-pk"]

    def __str__(self):
        return f"personvernkjøring {self.pk}"
