"""The proposed split of a county figure: the key it was made by, and each municipality's part of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.kommuner.models import Kommune

from .runder import Rundeutkast, antall


class FordelingQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Proposals of the drafts this person may see."""
        return self.filter(utkast__embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Fordeling(models.Model):
    """How a draft's figures were proposed. ``noekler`` is key → weight, as ``{"folketall": 60, "lik": 40}``."""

    AVRUNDINGER = [(1, _("hele personer")), (5, _("nærmeste fem"))]

    utkast = models.OneToOneField(
        Rundeutkast, models.CASCADE, related_name="fordeling", verbose_name=_("utkast")
    )
    noekler = models.JSONField(_("fordelingsnøkler"))
    minst = antall(_("minst per kommune"), default=0)
    avrunding = models.PositiveSmallIntegerField(_("avrunding"), choices=AVRUNDINGER, default=5)
    foreslaatt_at = models.DateTimeField(_("foreslått"))

    objects = FordelingQuerySet.as_manager()

    class Meta:
        verbose_name = _("fordeling")
        verbose_name_plural = _("fordelinger")
        ordering = ["utkast"]

    def __str__(self):
        return f"fordeling av utkast {self.utkast_id}"


class Fordelingsrad(models.Model):
    """One municipality in a proposal: its part, whether it is locked or left out (why), and why it was overridden."""

    fordeling = models.ForeignKey(
        Fordeling, models.CASCADE, related_name="rader", verbose_name=_("fordeling")
    )
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="+", verbose_name=_("kommune"))
    foreslaatt_totalt = antall(_("foreslått totalt"), null=True, blank=True)
    foreslaatt_em = antall(_("foreslått, herav enslige mindreårige"), null=True, blank=True)
    laast = models.BooleanField(_("låst"), default=False)
    utelatt_grunn = models.CharField(_("hvorfor den er utelatt"), max_length=300, blank=True)
    begrunnelse = models.CharField(_("hvorfor tallet avviker fra forslaget"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("rad i fordeling")
        verbose_name_plural = _("rader i fordeling")
        ordering = ["fordeling", "kommune"]
        constraints = [
            models.UniqueConstraint(fields=["fordeling", "kommune"], name="fordelingsrad_en_per_kommune"),
        ]

    def __str__(self):
        return f"{self.kommune} i fordeling {self.fordeling_id}"
