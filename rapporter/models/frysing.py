"""How a report is approved and sent, and what it was then: frozen, for ever."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker

from .grunn import Rapport, RapportradQuerySet


class Utgave(models.Model):
    """A report as it was approved. Made once; a report that is opened again gets a new one, with the next number.

    ``dokument`` is the whole document as data, from which page and PDF are drawn; ``tall`` every figure by name with
    the rows behind it, ``tekster`` each chapter's prose as written. ``versjoner`` names the program, Typst and fonts:
    with the same ones ``dokument`` gives the same bytes.
    """

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    rapport = models.ForeignKey(Rapport, models.PROTECT, related_name="utgaver", verbose_name=_("rapport"))
    nummer = models.PositiveSmallIntegerField(_("utgave"))
    dokument = models.JSONField(_("dokument"))
    tall = models.JSONField(_("tall"))
    tekster = models.JSONField(_("tekster"))
    definisjon = models.JSONField(_("definisjon"))
    versjoner = models.JSONField(_("versjoner"))
    pdf = models.BinaryField(_("PDF"))
    sider = models.PositiveSmallIntegerField(_("sider"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    adresse = models.SlugField(_("adresse"), max_length=120, unique=True)
    godkjent_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("godkjent av"))
    godkjent_at = models.DateTimeField(_("godkjent"))

    objects = RapportradQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgave")
        verbose_name_plural = _("utgaver")
        ordering = ["rapport", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["rapport", "nummer"], name="utgave_nummer_i_rapport")]

    def __str__(self):
        return f"{self.rapport}, utgave {self.nummer}"

    def get_absolute_url(self):
        return reverse("rapporter:utgave-show", args=[self.pk])


class Behandling(models.Model):
    """One step on a report's way: who sent it for approval, approved, returned, sent or opened it again, and when.

    ``dato`` is the day it was sent to ``mottaker``; ``merknad`` why it was returned or opened again.
    """

    bare_tilfoeye = True

    TIL_GODKJENNING, RETUR, GODKJENT, SENDT, GJENAAPNET = (
        "til_godkjenning", "retur", "godkjent", "sendt", "gjenaapnet",
    )  # fmt: skip
    STEG = [
        (TIL_GODKJENNING, _("sendt til godkjenning")),
        (RETUR, _("sendt tilbake")),
        (GODKJENT, _("godkjent")),
        (SENDT, _("sendt")),
        (GJENAAPNET, _("åpnet igjen")),
    ]

    noekkel = models.UUIDField(_("skjemanøkkel"), default=uuid.uuid4, unique=True, editable=False)
    rapport = models.ForeignKey(Rapport, models.PROTECT, related_name="behandling", verbose_name=_("rapport"))
    steg = models.CharField(_("steg"), max_length=16, choices=STEG)
    utgave = models.ForeignKey(
        Utgave, models.PROTECT, null=True, related_name="behandling", verbose_name=_("utgave")
    )
    dato = models.DateField(_("dato"), null=True)
    mottaker = models.CharField(_("mottaker"), max_length=200, blank=True)
    journalnummer = models.CharField(_("journalnummer"), max_length=40, blank=True)
    merknad = models.TextField(_("merknad"), blank=True, max_length=2_000)
    utfoert_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("utført av"))
    utfoert_at = models.DateTimeField(_("utført"))

    objects = RapportradQuerySet.as_manager()

    class Meta:
        verbose_name = _("behandling")
        verbose_name_plural = _("behandlinger")
        ordering = ["rapport", "pk"]

    def __str__(self):
        return f"{self.get_steg_display()}: {self.rapport}"


class PubliseringQuerySet(RapportradQuerySet):
    rapport_sti = "utgave__rapport"


class Publisering(models.Model):
    """An edition was made public, or taken away from the public again. The newest row of an edition counts."""

    bare_tilfoeye = True

    utgave = models.ForeignKey(Utgave, models.PROTECT, related_name="publiseringer", verbose_name=_("utgave"))
    offentlig = models.BooleanField(_("offentlig"))
    grunn = models.CharField(_("begrunnelse"), max_length=300, blank=True)
    utfoert_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("utført av"))
    utfoert_at = models.DateTimeField(_("utført"))

    objects = PubliseringQuerySet.as_manager()

    class Meta:
        verbose_name = _("publisering")
        verbose_name_plural = _("publiseringer")
        ordering = ["utgave", "-pk"]

    def __str__(self):
        return f"{self.utgave}: {_('offentlig') if self.offentlig else _('ikke offentlig')}"
