"""What a municipality is writing and has not sent in: only its own contact persons see it; sent in, it is gone."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker
from bosetting.felles.lagretfil import LagretFil
from bosetting.kommuner.models import Kommune

from .svar import Vedtak


class SvarkladdQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Drafts of the municipalities this person represents. The embete sees none."""
        return self.filter(kommune__in=bruker.omfang.kommune_ids)


class Svarkladd(models.Model):
    """An answer, or a correction of ``retter``, that a municipality has begun.

    ``data`` is what was typed, field by field as text, also what is not valid yet, and what the draft was begun on
    (see kladder.py); ``trinn`` the step it was left at.
    ``noekkel`` becomes the answer's own, so that it can be sent in once only.
    """

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, related_name="svarkladder", verbose_name=_("kommune")
    )
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    retter = models.OneToOneField(
        Vedtak, models.PROTECT, null=True, blank=True, related_name="kladd", verbose_name=_("retter")
    )
    data = models.JSONField(_("innhold"), default=dict)
    trinn = models.CharField(_("trinn"), max_length=20, blank=True)
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    opprettet_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("påbegynt av"))
    opprettet_at = models.DateTimeField(_("påbegynt"))
    endret_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("endret av"))
    endret_at = models.DateTimeField(_("sist endret"))

    objects = SvarkladdQuerySet.as_manager()

    class Meta:
        verbose_name = _("svarkladd")
        verbose_name_plural = _("svarkladder")
        ordering = ["kommune", "-aar", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "aar"], condition=Q(retter=None), name="svarkladd_en_per_aar"
            )
        ]

    def __str__(self):
        return f"svarkladd {self.pk} for {self.kommune} {self.aar}"


class Kladdfil(LagretFil):
    """A file that lies with a draft. It can be taken away again; sent in, it becomes a Dokument with the same bytes."""

    kladd = models.ForeignKey(Svarkladd, models.CASCADE, related_name="filer", verbose_name=_("svarkladd"))
    lastet_opp_av = models.ForeignKey(
        Bruker, models.PROTECT, related_name="+", verbose_name=_("lastet opp av")
    )
    lastet_opp_at = models.DateTimeField(_("lastet opp"))

    class Meta:
        verbose_name = _("fil i svarkladd")
        verbose_name_plural = _("filer i svarkladder")
        ordering = ["kladd", "pk"]

    def __str__(self):
        return f"{self.navn} ({self.noekkel})"
