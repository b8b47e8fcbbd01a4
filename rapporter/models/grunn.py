"""Reports: what period they cover, the cut-off of their figures, and the prose of each chapter."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker
from nettverk.models import Prosjekt


class RapportQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Reports of the embete's projects."""
        return self.filter(prosjekt__embete__in=bruker.omfang.embete_ids)


class RapportradQuerySet(models.QuerySet):
    """Rows that belong to a report, and are seen by those who see it. ``rapport_sti`` leads to it."""

    rapport_sti = "rapport"

    def for_bruker(self, bruker):
        return self.filter(**{f"{self.rapport_sti}__prosjekt__embete__in": bruker.omfang.embete_ids})


class Rapport(models.Model):
    """A report of a project: figures as of the cut-off date, prose per chapter.

    ``type`` is the key of a definition (``rapporter.definisjoner``), which says what period it covers. ``tertial`` is
    ``HELE`` in a report on a whole year or a whole project. ``status`` is the last step of its ``Behandling``;
    ``versjon`` rises with each of them.
    """

    HELE = 0  # of ``tertial``
    UTKAST, TIL_GODKJENNING, GODKJENT, SENDT = "utkast", "til_godkjenning", "godkjent", "sendt"
    STATUSER = [
        (UTKAST, _("utkast")),
        (TIL_GODKJENNING, _("til godkjenning")),
        (GODKJENT, _("godkjent")),
        (SENDT, _("sendt")),
    ]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    prosjekt = models.ForeignKey(
        Prosjekt, models.PROTECT, related_name="rapporter", verbose_name=_("prosjekt")
    )
    aar = models.PositiveSmallIntegerField(_("år"))
    type = models.CharField(
        _("rapporttype"), max_length=40, default="tertialrapport", db_default="tertialrapport"
    )
    tertial = models.PositiveSmallIntegerField(
        _("tertial"),
        choices=[
            (0, _("hele perioden")),
            (1, _("1. tertial")),
            (2, _("2. tertial")),
            (3, _("3. tertial")),
        ],
    )
    bosettingsaar = models.PositiveSmallIntegerField(
        _("bosettingsår"), help_text=_("Året anmodningene og vedtakene i rapporten gjelder.")
    )
    skjaeringsdato = models.DateField(
        _("skjæringsdato"), help_text=_("Tallene i rapporten er slik de var kjent denne dagen.")
    )
    opprettet_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opprettet av")
    )
    opprettet_at = models.DateTimeField(_("opprettet"))
    status = models.CharField(_("status"), max_length=16, choices=STATUSER, default=UTKAST, db_default=UTKAST)
    versjon = models.PositiveIntegerField(_("versjon"), default=1, db_default=1, editable=False)

    objects = RapportQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporter")
        ordering = ["-aar", "-tertial", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["prosjekt", "type", "aar", "tertial"],
                name="rapport_en_per_type_og_periode",
                violation_error_message=_("Prosjektet har allerede en slik rapport for perioden."),
            ),
            models.CheckConstraint(condition=Q(tertial__in=[0, 1, 2, 3]), name="rapport_tertial_0_til_3"),
            models.CheckConstraint(
                condition=Q(status__in=["utkast", "til_godkjenning", "godkjent", "sendt"]),
                name="rapport_status",
            ),
        ]

    def __str__(self):
        tertial = f"{self.tertial}. tertial " if self.tertial else ""
        return f"{self.prosjekt}: {tertial}{self.aar}"

    def get_absolute_url(self):
        return reverse("rapporter:rapport-show", args=[self.pk])


class Kapittel(models.Model):
    """The prose of one chapter, in Markdown. ``versjon`` rises by one each time it is saved."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="kapitler", verbose_name=_("rapport"))
    noekkel = models.CharField(_("kapittel"), max_length=40)
    tekst = models.TextField(_("tekst"), blank=True, max_length=100_000)
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    endret_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("endret av")
    )
    endret_at = models.DateTimeField(_("endret"))

    class Meta:
        verbose_name = _("kapittel")
        verbose_name_plural = _("kapitler")
        ordering = ["rapport", "pk"]
        constraints = [models.UniqueConstraint(fields=["rapport", "noekkel"], name="kapittel_en_per_rapport")]

    def __str__(self):
        return f"{self.noekkel} i {self.rapport}"
