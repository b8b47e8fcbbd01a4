"""A proposed split of the county's figure: the key it was made by, and each municipality's part of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.felles.tall import tallregler
from bosetting.kommuner.models import Kommune

from .runder import Rundeutkast, antall


class FordelingQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Proposals of the drafts this person may see."""
        return self.filter(utkast__embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Fordeling(models.Model):
    """How a draft's figures were proposed. ``noekler`` is key → weight, as ``{"folketall": 60, "lik": 40}``.

    ``grunnlag`` is what the calculation stood on (county figures, which counts, the rest that was placed), as
    ``anmodninger/fordelingsutkast.py`` writes it. ``brukt_at`` is when the figures were last taken
    into the draft, ``foreslaatt_at`` when the proposal was last changed.
    """

    AVRUNDINGER = [(1, _("hele personer")), (5, _("nærmeste fem"))]

    utkast = models.OneToOneField(
        Rundeutkast, models.CASCADE, related_name="fordeling", verbose_name=_("utkast")
    )
    noekler = models.JSONField(_("fordelingsnøkler"))
    minst = antall(_("minst per kommune"), default=0)
    avrunding = models.PositiveSmallIntegerField(_("avrunding"), choices=AVRUNDINGER, default=5)
    grunnlag = models.JSONField(_("grunnlag"), null=True)
    foreslaatt_at = models.DateTimeField(_("foreslått"))
    brukt_at = models.DateTimeField(_("tatt i bruk"), null=True, blank=True)

    objects = FordelingQuerySet.as_manager()

    class Meta:
        verbose_name = _("fordeling")
        verbose_name_plural = _("fordelinger")
        ordering = ["utkast"]

    def __str__(self):
        return f"fordeling av utkast {self.utkast_id}"

    def gjelder(self, utkast) -> bool:
        """Whether the county figures that were split are those of the draft now."""
        fylkestall = (self.grunnlag or {}).get("fylkestall", {})
        delt = fylkestall.get("totalt"), fylkestall.get("em")
        return delt == (utkast.fylkestall_totalt, utkast.fylkestall_em)

    @property
    def i_bruk(self) -> bool:
        """Whether the draft's figures were taken from the proposal as it stands."""
        return self.brukt_at is not None and self.brukt_at >= self.foreslaatt_at


class Fordelingsrad(models.Model):
    """One municipality in a proposal: its part, the figure that stands, and why it is left out or overridden.

    ``vekter`` is the figure of each key, as ``{"folketall": 30328}``; null is unknown. What is proposed for a locked
    municipality is what the keys alone would give it.
    """

    fordeling = models.ForeignKey(
        Fordeling, models.CASCADE, related_name="rader", verbose_name=_("fordeling")
    )
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="+", verbose_name=_("kommune"))
    vekter = models.JSONField(_("tall i hver nøkkel"), null=True)
    foreslaatt_totalt = antall(_("foreslått totalt"), null=True, blank=True)
    foreslaatt_em = antall(_("foreslått, herav enslige mindreårige"), null=True, blank=True)
    totalt = antall(_("totalt"), null=True, blank=True)
    em = antall(_("herav enslige mindreårige"), null=True, blank=True)
    laast = models.BooleanField(_("låst"), default=False)
    utelatt_grunn = models.CharField(_("hvorfor den er utelatt"), max_length=300, blank=True)
    begrunnelse = models.CharField(_("hvorfor tallet avviker fra forslaget"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("rad i fordeling")
        verbose_name_plural = _("rader i fordeling")
        ordering = ["fordeling", "kommune"]
        constraints = [
            models.UniqueConstraint(fields=["fordeling", "kommune"], name="fordelingsrad_en_per_kommune"),
            *tallregler("fordelingsrad"),
        ]

    def __str__(self):
        return f"{self.kommune} i fordeling {self.fordeling_id}"
