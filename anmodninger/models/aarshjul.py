"""The annual wheel: an embete's template of steps, and the steps of one settlement year."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker, Embete

from .runder import Anmodningsrunde

MAANED = [MinValueValidator(1), MaxValueValidator(12)]


class AarshjulQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Steps of the embeter this person works in or reads from."""
        return self.filter(embete__in=bruker.omfang.embete_ids)


class Aarshjulmalsteg(models.Model):
    """A step of every year. ``aar_fra`` and ``aar_til`` count from the settlement year: −1 is the year before it."""

    embete = models.ForeignKey(Embete, models.CASCADE, related_name="aarshjulmal", verbose_name=_("embete"))
    tittel = models.CharField(_("tittel"), max_length=200)
    ansvarlig = models.CharField(_("ansvarlig"), max_length=120, blank=True)
    aar_fra = models.SmallIntegerField(_("starter, år"), default=-1)
    maaned_fra = models.PositiveSmallIntegerField(_("starter, måned"), validators=MAANED)
    aar_til = models.SmallIntegerField(_("slutter, år"), default=-1)
    maaned_til = models.PositiveSmallIntegerField(_("slutter, måned"), validators=MAANED)

    objects = AarshjulQuerySet.as_manager()

    class Meta:
        verbose_name = _("steg i malen for årshjulet")
        verbose_name_plural = _("steg i malen for årshjulet")
        ordering = ["embete", "aar_fra", "maaned_fra", "aar_til", "maaned_til", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(maaned_fra__gte=1, maaned_fra__lte=12, maaned_til__gte=1, maaned_til__lte=12),
                name="aarshjulmal_maaneder",
                violation_error_message=_("Måneden må være mellom 1 og 12."),
            ),
            models.CheckConstraint(
                condition=Q(aar_fra__gte=-2, aar_til__lte=2, aar_til__gte=models.F("aar_fra")),
                name="aarshjulmal_aar",
                violation_error_message=_("Steget kan ikke slutte før det starter."),
            ),
        ]

    def __str__(self):
        return f"{self.tittel} (mal for {self.embete})"


class Aarshjulsteg(models.Model):
    """A step of the request cycle of one settlement year: when, who, how it stands, and what it produced."""

    STATUSER = [
        ("planlagt", _("planlagt")),
        ("paagaar", _("pågår")),
        ("ferdig", _("ferdig")),
        ("utgaar", _("utgår")),
    ]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    embete = models.ForeignKey(Embete, models.PROTECT, related_name="aarshjul", verbose_name=_("embete"))
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    tittel = models.CharField(_("tittel"), max_length=200)
    ansvarlig = models.CharField(_("ansvarlig"), max_length=120, blank=True)
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til og med"))
    status = models.CharField(_("status"), max_length=8, choices=STATUSER, default="planlagt")
    ferdig_dato = models.DateField(_("ferdig"), null=True, blank=True)
    merknad = models.TextField(_("merknad"), blank=True, max_length=2000)
    runde = models.ForeignKey(
        Anmodningsrunde, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("runden")
    )
    lenke = models.URLField(_("lenke til det steget førte til"), max_length=500, blank=True)
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    endret_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("endret av")
    )
    endret_at = models.DateTimeField(_("sist endret"))

    objects = AarshjulQuerySet.as_manager()

    class Meta:
        verbose_name = _("steg i årshjulet")
        verbose_name_plural = _("steg i årshjulet")
        ordering = ["embete", "aar", "fra", "til", "pk"]
        indexes = [models.Index(fields=["embete", "aar"], name="aarshjul_embete_aar")]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__gte=models.F("fra")),
                name="aarshjul_periode",
                violation_error_message=_("Steget kan ikke slutte før det starter."),
            ),
            models.CheckConstraint(
                condition=Q(status="ferdig", ferdig_dato__isnull=False)
                | (~Q(status="ferdig") & Q(ferdig_dato__isnull=True)),
                name="aarshjul_ferdig_dato",
                violation_error_message=_("Et ferdig steg må ha en dato, og bare et ferdig steg har en."),
            ),
        ]

    def __str__(self):
        return f"{self.tittel} ({self.aar}, {self.embete})"
