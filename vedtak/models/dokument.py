"""Documents: the case papers of a municipality and the embete. The bytes lie in the file store, under a random name."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.lagretfil import LagretFil
from bosetting.kommuner.models import Fylke, Kommune

from .svar import Vedtak


class DokumentQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Documents of the municipalities she represents, and of those her embete registers answers for.

        Readers see none: a case paper may hold more than the figures.
        """
        omfang = bruker.omfang
        fylker = Fylke.objects.filter(embeter__in=omfang.embeter_med(Rett.BEKREFTE_SVAR))
        return self.filter(Q(kommune__fylke__in=fylker) | Q(kommune__in=omfang.kommune_ids))


class Dokument(LagretFil):
    """A file that belongs to a municipality: to one answer, to a year, or to the municipality itself.

    A document that is replaced stays: the new row points to it.
    """

    bare_tilfoeye = True

    SLAG = [("sak", _("saksdokument")), ("plan", _("plan")), ("annet", _("annet"))]

    skjemanoekkel = models.UUIDField(_("skjemaets nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="dokumenter", verbose_name=_("kommune"))
    aar = models.PositiveSmallIntegerField(_("bosettingsår"), null=True, blank=True)
    vedtak = models.ForeignKey(
        Vedtak, models.PROTECT, null=True, blank=True, related_name="dokumenter", verbose_name=_("vedtak")
    )
    slag = models.CharField(_("slag dokument"), max_length=8, choices=SLAG, default="sak")
    beskrivelse = models.CharField(_("beskrivelse"), max_length=200, blank=True)
    erstatter = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="erstattet_av",
        verbose_name=_("erstatter"),
    )
    lastet_opp_av = models.ForeignKey(
        Bruker, models.PROTECT, related_name="+", verbose_name=_("lastet opp av")
    )
    lastet_opp_at = models.DateTimeField(_("lastet opp"))

    objects = DokumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["-lastet_opp_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vedtak=None) | Q(aar__isnull=False),
                name="dokument_til_svar_har_aar",
                violation_error_message=_("Et dokument til et svar gjelder svarets bosettingsår."),
            )
        ]

    def __str__(self):
        return f"{self.navn} ({self.noekkel})"
