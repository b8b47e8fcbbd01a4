"""Deadline extensions: a dated row for one municipality, never an edit of the round."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anmodninger.frister import Frister, Utsettelse
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from .runder import Anmodning


class FristutsettelseQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Extensions of the municipalities this person may see."""
        return self.filter(anmodning__kommune__in=Kommune.objects.for_bruker(bruker))


class Fristutsettelse(models.Model):
    """A later set of dates granted to one municipality in one round. The latest granted applies."""

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    anmodning = models.ForeignKey(
        Anmodning, models.PROTECT, related_name="utsettelser", verbose_name=_("anmodning")
    )
    ny_svarfrist = models.DateField(_("ny svarfrist"))
    ny_siste_svar_dato = models.DateField(_("ny siste dag for nye svar"), null=True, blank=True)
    ny_siste_endring_dato = models.DateField(_("ny siste dag for endringer"), null=True, blank=True)
    begrunnelse = models.CharField(_("begrunnelse"), max_length=300)
    innvilget_av = models.CharField(_("innvilget av"), max_length=120)
    innvilget_dato = models.DateField(_("innvilget"))
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))

    objects = FristutsettelseQuerySet.as_manager()

    class Meta:
        verbose_name = _("fristutsettelse")
        verbose_name_plural = _("fristutsettelser")
        ordering = ["anmodning", "innvilget_dato", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{felt}__isnull": True}) | Q(**{f"{felt}__gte": models.F("ny_svarfrist")}),
                name=f"utsettelse_{kort}_etter_frist",
                violation_error_message=_("Datoen kan ikke være før den nye svarfristen."),
            )
            for felt, kort in (
                ("ny_siste_svar_dato", "siste_svar"),
                ("ny_siste_endring_dato", "siste_endring"),
            )
        ]

    def __str__(self):
        return f"{self.anmodning.kommune}: ny frist {self.ny_svarfrist:%d.%m.%Y}"

    @property
    def verdi(self) -> Utsettelse:
        """The extension as a value, for ``frister.gjeldende``."""
        frister = Frister(self.ny_svarfrist, self.ny_siste_svar_dato, self.ny_siste_endring_dato)
        return Utsettelse(self.pk, self.innvilget_dato, frister)
