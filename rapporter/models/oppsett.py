"""What an embete has set for its reports, and files that are made in the background."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker, Embete
from bosetting.jobber.models import Jobb

from .grunn import Rapport, RapportradQuerySet


class EmbeteinnstillingQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        return self.filter(embete__in=bruker.omfang.embete_ids)


class Rapporttilpasning(models.Model):
    """An embete's own heading, guidance or place for one chapter of a type of report. Empty means as defined.

    ``type`` and ``kapittel`` are keys of a definition; ``plass`` counts from 1 among the chapters of the same kind.
    """

    embete = models.ForeignKey(
        Embete, models.CASCADE, related_name="rapporttilpasninger", verbose_name=_("embete")
    )
    type = models.CharField(_("rapporttype"), max_length=40)
    kapittel = models.CharField(_("kapittel"), max_length=40)
    overskrift = models.CharField(_("overskrift"), max_length=120, blank=True)
    veiledning = models.TextField(_("veiledning"), max_length=1_000, blank=True)
    plass = models.PositiveSmallIntegerField(_("plass"), null=True, blank=True)
    utelatt = models.BooleanField(_("utelatt"), default=False)
    versjon = models.PositiveIntegerField(_("versjon"), default=1, editable=False)
    endret_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, related_name="+", verbose_name=_("endret av")
    )
    endret_at = models.DateTimeField(_("endret"))

    objects = EmbeteinnstillingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapporttilpasning")
        verbose_name_plural = _("rapporttilpasninger")
        ordering = ["embete", "type", "plass", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["embete", "type", "kapittel"], name="rapporttilpasning_en_per_kapittel"
            )
        ]

    def __str__(self):
        return f"{self.kapittel} i {self.type}"


class Rapportoppsett(models.Model):
    """How an embete's reports look, and who may approve them. One row per embete.

    ``logo`` is a PNG or a safe SVG with ``logotekst`` as its alternative text; ``farge`` a hex colour dark enough for
    white text. ``annen_godkjenner``: neither who sent a report for approval nor who wrote in it can approve it.
    """

    embete = models.OneToOneField(
        Embete, models.CASCADE, related_name="rapportoppsett", verbose_name=_("embete")
    )
    logo = models.BinaryField(_("logo"), blank=True, default=bytes)
    logotype = models.CharField(_("filtype"), max_length=16, blank=True)
    logotekst = models.CharField(_("tekst som beskriver logoen"), max_length=120, blank=True)
    farge = models.CharField(
        _("farge"), max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    annen_godkjenner = models.BooleanField(_("en annen må godkjenne"), default=False)
    mottaker = models.CharField(_("mottaker"), max_length=200, blank=True)
    versjon = models.PositiveIntegerField(_("versjon"), default=1, editable=False)
    endret_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, related_name="+", verbose_name=_("endret av")
    )
    endret_at = models.DateTimeField(_("endret"))

    objects = EmbeteinnstillingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapportoppsett")
        verbose_name_plural = _("rapportoppsett")

    def __str__(self):
        return f"rapportoppsett for {self.embete}"


class Rapportfil(models.Model):
    """A file of a report made in the background: a PDF with sources, a package. Deleted when nobody needs it."""

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="filer", verbose_name=_("rapport"))
    jobb = models.OneToOneField(Jobb, models.CASCADE, related_name="rapportfil", verbose_name=_("jobb"))
    slag = models.CharField(_("slag"), max_length=20)
    filnavn = models.CharField(_("filnavn"), max_length=200, blank=True)
    innhold = models.BinaryField(_("innhold"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    laget_at = models.DateTimeField(_("laget"), null=True)

    objects = RapportradQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapportfil")
        verbose_name_plural = _("rapportfiler")
        ordering = ["-pk"]

    def __str__(self):
        return self.filnavn or f"{self.slag} av {self.rapport}"
