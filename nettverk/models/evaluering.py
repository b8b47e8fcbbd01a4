"""What municipalities and partners answered when they were asked about the project, and quotes released from it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from .grunn import EmbeteradQuerySet, Skjemarad
from .grupper import Organisasjon
from .prosjekt import Prosjekt, ProsjektradQuerySet, Resultatmaal


class Evalueringsspoersmaal(Skjemarad):
    """One effect or question people are asked about: answered on a scale, or in words.

    The scale goes from ``skala_fra`` to ``skala_til``; a question in words has none.
    The texts at the ends of the scale are as the survey had them.
    """

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="evalueringsspoersmaal", verbose_name=_("prosjekt")
    )
    nummer = models.PositiveSmallIntegerField(_("nummer"))
    tekst = models.CharField(_("effekt eller spørsmål"), max_length=300)
    skala_fra = models.PositiveSmallIntegerField(_("laveste svar"), null=True, blank=True)
    skala_til = models.PositiveSmallIntegerField(_("høyeste svar"), null=True, blank=True)
    tekst_fra = models.CharField(_("laveste svar betyr"), max_length=80, blank=True)
    tekst_til = models.CharField(_("høyeste svar betyr"), max_length=80, blank=True)
    resultatmaal = models.ForeignKey(
        Resultatmaal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="evalueringsspoersmaal",
        verbose_name=_("resultatmål"),
    )
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("evalueringsspørsmål")
        verbose_name_plural = _("evalueringsspørsmål")
        ordering = ["prosjekt", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["prosjekt", "nummer"], name="evalueringsspoersmaal_nummer_i_prosjekt"
            ),
            models.CheckConstraint(
                condition=Q(skala_fra=None, skala_til=None)
                | Q(skala_fra__isnull=False, skala_til__gt=models.F("skala_fra"), skala_til__lte=100),
                name="evalueringsspoersmaal_skala",
                violation_error_message=_("Skalaen må gå fra et lavere til et høyere tall, høyst 100."),
            ),
        ]

    def __str__(self):
        return f"{self.nummer} {self.tekst}"

    def get_absolute_url(self):
        return reverse("nettverk:evalueringsspoersmaal-show", args=[self.pk])

    @property
    def skala(self) -> range:
        """Return the answers on the scale, from the lowest; empty for a question in words."""
        return range(0) if self.skala_fra is None else range(self.skala_fra, self.skala_til + 1)


class TilbakemeldingQuerySet(EmbeteradQuerySet):
    embete_sti = "spoersmaal__prosjekt__embete"

    def for_bruker(self, bruker):
        """What was answered, word by word: for those who handle the municipalities' cases in the embete."""
        return self.filter(**{f"{self.embete_sti}__in": bruker.omfang.embeter_med(Rett.FOERE_KOMMUNE)})


class Tilbakemelding(Skjemarad):
    """One answer to one question, from a municipality or an organisation. Who wrote it is a function, never a name."""

    spoersmaal = models.ForeignKey(
        Evalueringsspoersmaal,
        models.PROTECT,
        related_name="tilbakemeldinger",
        verbose_name=_("spørsmål"),
    )
    kommune = models.ForeignKey(
        Kommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tilbakemeldinger",
        verbose_name=_("kommune"),
    )
    organisasjon = models.ForeignKey(
        Organisasjon,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tilbakemeldinger",
        verbose_name=_("organisasjon"),
    )
    funksjon = models.CharField(
        _("funksjon"), max_length=120, blank=True, help_text=_("For eksempel rådmann. Aldri et navn.")
    )
    dato = models.DateField(_("dato"))
    skala = models.PositiveSmallIntegerField(_("svar på skalaen"), null=True, blank=True)
    tekst = models.TextField(_("svar i ord"), blank=True, max_length=4000)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = TilbakemeldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        ordering = ["spoersmaal", "dato", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kommune=None) | Q(organisasjon=None),
                name="tilbakemelding_fra_en",
                violation_error_message=_("Svaret er fra en kommune eller fra en organisasjon, ikke begge."),
            ),
            models.CheckConstraint(
                condition=Q(skala__isnull=False) | ~Q(tekst=""),
                name="tilbakemelding_har_svar",
                violation_error_message=_("Skriv et svar på skalaen, i ord eller begge deler."),
            ),
        ]

    def __str__(self):
        return f"tilbakemelding {self.pk}"

    def get_absolute_url(self):
        return reverse("nettverk:tilbakemelding-show", args=[self.pk])


class SitatQuerySet(EmbeteradQuerySet):
    embete_sti = "tilbakemelding__spoersmaal__prosjekt__embete"

    def frigitte(self):
        """Those that may stand in a report."""
        return self.filter(frigitt_at__isnull=False)


class Sitat(Skjemarad):
    """Words from a feedback that somebody may quote. Only a released one (``frigitt_at``) reaches a report."""

    tilbakemelding = models.ForeignKey(
        Tilbakemelding, models.CASCADE, related_name="sitater", verbose_name=_("tilbakemelding")
    )
    tekst = models.CharField(_("sitat"), max_length=1000)
    tilskrevet = models.CharField(_("hvem som sier det"), max_length=160)
    frigitt_at = models.DateTimeField(_("frigitt"), null=True, blank=True)
    frigitt_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("frigitt av")
    )

    objects = SitatQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitat")
        verbose_name_plural = _("sitater")
        ordering = ["tilbakemelding", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frigitt_at=None, frigitt_av=None)
                | Q(frigitt_at__isnull=False, frigitt_av__isnull=False),
                name="sitat_frigitt_av_noen",
                violation_error_message=_("Et sitat frigis av noen."),
            )
        ]

    def __str__(self):
        return f"sitat {self.pk}"

    def get_absolute_url(self):
        return self.tilbakemelding.get_absolute_url()
