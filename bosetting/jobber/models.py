"""Work in the background: what somebody asked for, how far it has come, and the parts that did not succeed."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete


class JobbQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """The work of the embeter where this person makes rounds."""
        return self.filter(embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Jobb(models.Model):
    """Something long that somebody asked for, done part by part by a worker.

    ``omgang`` counts the times a worker has taken it, and tells one worker's right to it from the next one's.
    ``stanset`` counts the times a worker vanished with it.
    """

    VENTER, KJOERER, FERDIG, FEILET, AVBRUTT = "venter", "kjoerer", "ferdig", "feilet", "avbrutt"
    TILSTANDER = [
        (VENTER, _("Venter")),
        (KJOERER, _("Pågår")),
        (FERDIG, _("Ferdig")),
        (FEILET, _("Ikke alt lyktes")),
        (AVBRUTT, _("Avbrutt")),
    ]

    slag = models.CharField(_("slag arbeid"), max_length=40)
    tittel = models.CharField(_("tittel"), max_length=200)
    embete = models.ForeignKey(Embete, models.PROTECT, related_name="jobber", verbose_name=_("embete"))
    data = models.JSONField(_("opplysninger"), default=dict, blank=True)
    noekkel = models.CharField(_("nøkkel"), max_length=200, editable=False)
    retur = models.CharField(_("siden det fører til"), max_length=300, blank=True)
    bestilt_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bestilt av")
    )
    bestilt_at = models.DateTimeField(_("bestilt"))
    tilstand = models.CharField(_("tilstand"), max_length=8, choices=TILSTANDER, default=VENTER)
    koet_at = models.DateTimeField(_("lagt i kø"))
    oppgave = models.CharField(_("oppgave i køen"), max_length=64, blank=True, editable=False)
    omgang = models.PositiveIntegerField(_("omgang"), default=0)
    stanset = models.PositiveSmallIntegerField(_("ganger stanset"), default=0)
    hjerteslag_at = models.DateTimeField(_("siste livstegn"), null=True, blank=True)
    startet_at = models.DateTimeField(_("startet"), null=True, blank=True)
    avsluttet_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    antall = models.PositiveIntegerField(_("antall deler"), null=True, blank=True)
    ferdige = models.PositiveIntegerField(_("ferdige deler"), default=0)
    avbryt_bedt_at = models.DateTimeField(_("bedt avbrutt"), null=True, blank=True)
    melding = models.CharField(_("melding"), max_length=300, blank=True)

    objects = JobbQuerySet.as_manager()

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobber")
        ordering = ["-bestilt_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["slag", "embete", "noekkel"], name="jobb_en_per_noekkel"),
            models.CheckConstraint(
                condition=models.Q(tilstand__in=["venter", "kjoerer", "ferdig", "feilet", "avbrutt"]),
                name="jobb_tilstand_kjent",
            ),
            models.CheckConstraint(
                condition=models.Q(antall=None) | models.Q(ferdige__lte=models.F("antall")),
                name="jobb_ferdige_hoeyst_antall",
                violation_error_message=_("Flere deler er ferdige enn det er deler."),
            ),
        ]
        indexes = [models.Index(fields=["tilstand", "koet_at"], name="jobb_tilstand")]

    def __str__(self):
        return f"jobb {self.pk}: {self.tittel}"

    def get_absolute_url(self):
        return reverse("jobber:jobb-show", args=[self.pk])

    @property
    def er_i_gang(self) -> bool:
        """Return True when it waits or runs, so that the page has something to wait for."""
        return self.tilstand in (self.VENTER, self.KJOERER)

    @property
    def kan_fortsette(self) -> bool:
        """Return True when it stopped before everything was done."""
        return self.tilstand in (self.FEILET, self.AVBRUTT)


class Jobbfeil(models.Model):
    """A part that did not succeed the last time the job tried it, and why, in words for the one who asked."""

    jobb = models.ForeignKey(Jobb, models.CASCADE, related_name="feil", verbose_name=_("jobb"))
    enhet = models.CharField(_("del"), max_length=100)
    navn = models.CharField(_("navn"), max_length=200)
    aarsak = models.CharField(_("årsak"), max_length=500)

    class Meta:
        verbose_name = _("del som ikke lyktes")
        verbose_name_plural = _("deler som ikke lyktes")
        ordering = ["jobb", "pk"]
        constraints = [models.UniqueConstraint(fields=["jobb", "enhet"], name="jobbfeil_en_per_del")]

    def __str__(self):
        return f"{self.navn} i jobb {self.jobb_id}"
