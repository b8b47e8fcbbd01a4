"""What people do with the text: every version of a chapter, sentences they rewrote, findings they accepted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker

from .grunn import Kapittel, Rapport, RapportradQuerySet


class KapittelversjonQuerySet(RapportradQuerySet):
    rapport_sti = "kapittel__rapport"


class Kapittelversjon(models.Model):
    """The text of a chapter as somebody left it. What another person's text took the place of is always here.

    While one person writes, the chapter itself is saved often and a version is kept now and then (``LAGRET_SELV``);
    what she saves by the button, fetches or brings back is a version of its own.
    """

    bare_tilfoeye = True

    LAGRET, LAGRET_SELV, HENTET, TILBAKE = "lagret", "underveis", "hentet", "tilbake"
    SLAG = [
        (LAGRET, _("lagret")),
        (LAGRET_SELV, _("lagret underveis")),
        (HENTET, _("hentet fra en annen rapport")),
        (TILBAKE, _("hentet tilbake")),
    ]

    kapittel = models.ForeignKey(
        Kapittel, models.PROTECT, related_name="versjoner", verbose_name=_("kapittel")
    )
    nummer = models.PositiveIntegerField(_("nummer"))
    slag = models.CharField(_("slag"), max_length=10, choices=SLAG)
    tekst = models.TextField(_("tekst"), blank=True, max_length=100_000)
    skrevet_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, related_name="+", verbose_name=_("skrevet av")
    )
    skrevet_at = models.DateTimeField(_("skrevet"))

    objects = KapittelversjonQuerySet.as_manager()

    class Meta:
        verbose_name = _("kapittelversjon")
        verbose_name_plural = _("kapittelversjoner")
        ordering = ["kapittel", "-nummer"]
        constraints = [
            models.UniqueConstraint(fields=["kapittel", "nummer"], name="kapittelversjon_nummer"),
        ]

    def __str__(self):
        return f"{self.kapittel}, versjon {self.nummer}"


class Setningsoverstyring(models.Model):
    """Somebody's own words in place of a sentence the program wrote. Of each sentence the newest row counts.

    ``generert`` is what the program wrote then: when it writes something else now, the override is pointed out. Empty
    ``tekst`` takes the override back.
    """

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("skjemanøkkel"), default=uuid.uuid4, unique=True, editable=False)
    rapport = models.ForeignKey(
        Rapport, models.PROTECT, related_name="overstyringer", verbose_name=_("rapport")
    )
    setning = models.CharField(_("setning"), max_length=80)
    tekst = models.TextField(_("egen tekst"), blank=True, max_length=2_000)
    generert = models.TextField(_("programmets tekst"), max_length=10_000)
    begrunnelse = models.CharField(_("begrunnelse"), max_length=500, blank=True)
    skrevet_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("skrevet av"))
    skrevet_at = models.DateTimeField(_("skrevet"))

    objects = RapportradQuerySet.as_manager()

    class Meta:
        verbose_name = _("setningsoverstyring")
        verbose_name_plural = _("setningsoverstyringer")
        ordering = ["rapport", "-pk"]
        indexes = [models.Index(fields=["rapport", "setning", "-id"], name="overstyring_siste")]

    def __str__(self):
        return f"{self.setning} i {self.rapport}"


class Funnvurdering(models.Model):
    """Somebody accepted a finding of the number control, and why. Of each finding the newest row counts.

    ``funn`` is the SHA-256 of what was found and where it stands in the words, so that a finding keeps its verdict
    while the text around it moves. Empty ``begrunnelse`` takes the verdict back.
    """

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("skjemanøkkel"), default=uuid.uuid4, unique=True, editable=False)
    rapport = models.ForeignKey(
        Rapport, models.PROTECT, related_name="funnvurderinger", verbose_name=_("rapport")
    )
    funn = models.CharField(_("funn"), max_length=64)
    slag = models.CharField(_("slag"), max_length=40)
    sitat = models.TextField(_("sitat"), max_length=2_000)
    begrunnelse = models.CharField(_("begrunnelse"), max_length=500, blank=True)
    vurdert_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("vurdert av"))
    vurdert_at = models.DateTimeField(_("vurdert"))

    objects = RapportradQuerySet.as_manager()

    class Meta:
        verbose_name = _("funnvurdering")
        verbose_name_plural = _("funnvurderinger")
        ordering = ["rapport", "-pk"]
        indexes = [models.Index(fields=["rapport", "funn", "-id"], name="funnvurdering_siste")]

    def __str__(self):
        return f"{self.slag} i {self.rapport}"
