"""The project: its period, goals, phases, strategies, criteria of success, budget and accounts."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Embete
from bosetting.felles.gyldighet import gyldig_periode

from .grunn import EmbeteradQuerySet, Skjemarad


class Prosjekt(Skjemarad):
    """A project that an embete runs in a period, with one effect goal."""

    embete = models.ForeignKey(Embete, models.PROTECT, related_name="prosjekter", verbose_name=_("embete"))
    navn = models.CharField(_("navn"), max_length=120)
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)
    effektmaal = models.CharField(_("effektmål"), max_length=300)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = EmbeteradQuerySet.as_manager()

    class Meta:
        verbose_name = _("prosjekt")
        verbose_name_plural = _("prosjekter")
        ordering = ["-fra", "navn"]
        constraints = [
            models.UniqueConstraint(fields=["embete", "navn"], name="prosjekt_navn_i_embete"),
            gyldig_periode("prosjekt_periode"),
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("nettverk:prosjekt-show", args=[self.pk])


class ProsjektradQuerySet(EmbeteradQuerySet):
    embete_sti = "prosjekt__embete"


class Resultatmaal(models.Model):
    """A result goal of a project, numbered as in its plan («3 c»)."""

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="resultatmaal", verbose_name=_("prosjekt")
    )
    nummer = models.CharField(_("nummer"), max_length=6)
    tekst = models.CharField(_("tekst"), max_length=300)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("resultatmål")
        verbose_name_plural = _("resultatmål")
        ordering = ["prosjekt", "nummer"]
        constraints = [models.UniqueConstraint(fields=["prosjekt", "nummer"], name="resultatmaal_nummer")]

    def __str__(self):
        return f"{self.nummer} {self.tekst}"


class Fase(models.Model):
    """A stretch of a project's plan (A etablering …); phases may overlap, as they do in real plans."""

    prosjekt = models.ForeignKey(Prosjekt, models.CASCADE, related_name="faser", verbose_name=_("prosjekt"))
    bokstav = models.CharField(_("bokstav"), max_length=3)
    navn = models.CharField(_("navn"), max_length=160)
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("faser")
        ordering = ["prosjekt", "bokstav"]
        constraints = [
            models.UniqueConstraint(fields=["prosjekt", "bokstav"], name="fase_bokstav_i_prosjekt"),
            gyldig_periode("fase_periode"),
        ]

    def __str__(self):
        return f"{self.bokstav} {self.navn}"


class Strategi(Skjemarad):
    """One of the ways the project means to reach its goals, and what came of it (``oppfoelging``)."""

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="strategier", verbose_name=_("prosjekt")
    )
    nummer = models.PositiveSmallIntegerField(_("nummer"))
    tekst = models.CharField(_("strategi"), max_length=400)
    oppfoelging = models.TextField(_("hva som ble gjort"), blank=True, max_length=4000)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategi")
        verbose_name_plural = _("strategier")
        ordering = ["prosjekt", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["prosjekt", "nummer"], name="strategi_nummer_i_prosjekt")
        ]

    def __str__(self):
        return f"{self.nummer} {self.tekst}"


class Suksesskriterium(Skjemarad):
    """Something that must be so for the work to succeed, and how it went (``vurdering``)."""

    STEDER = [("kommunen", _("i kommunen")), ("utenfor", _("utenfor kommunen"))]

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="suksesskriterier", verbose_name=_("prosjekt")
    )
    nummer = models.PositiveSmallIntegerField(_("nummer"))
    tekst = models.CharField(_("suksesskriterium"), max_length=400)
    sted = models.CharField(_("hvor det ligger"), max_length=10, choices=STEDER, default="kommunen")
    vurdering = models.TextField(_("vurdering"), blank=True, max_length=4000)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("suksesskriterium")
        verbose_name_plural = _("suksesskriterier")
        ordering = ["prosjekt", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["prosjekt", "nummer"], name="suksesskriterium_nummer_i_prosjekt")
        ]

    def __str__(self):
        return f"{self.nummer} {self.tekst}"


class Budsjettlinje(Skjemarad):
    """What the project plans to use on one thing in one year: kroner, a share of a position, or both.

    ``andel`` is in per cent of a full position, ``antall`` how many have it («3 × 5 %»); ``andel_til`` where the plan
    gives a range («60–100 %»). Kroner are whole; empty where somebody else covers it.
    """

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="budsjettlinjer", verbose_name=_("prosjekt")
    )
    aar = models.PositiveSmallIntegerField(_("år"))
    rekkefoelge = models.PositiveSmallIntegerField(_("rekkefølge"), default=1)
    post = models.CharField(_("post"), max_length=160)
    kroner = models.BigIntegerField(_("kroner"), null=True, blank=True)
    andel = models.PositiveSmallIntegerField(_("stillingsandel i prosent"), null=True, blank=True)
    andel_til = models.PositiveSmallIntegerField(_("stillingsandel inntil"), null=True, blank=True)
    antall = models.PositiveSmallIntegerField(_("antall personer"), default=1)
    dekkes_av = models.ForeignKey(
        "nettverk.Organisasjon",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budsjettlinjer",
        verbose_name=_("dekkes av"),
    )
    kommentar = models.CharField(_("kommentar"), max_length=300, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("budsjettlinje")
        verbose_name_plural = _("budsjettlinjer")
        ordering = ["prosjekt", "aar", "rekkefoelge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kroner__isnull=True) | Q(kroner__gte=0, kroner__lte=10_000_000_000),
                name="budsjettlinje_kroner_rimelig",
                violation_error_message=_("Beløpet må være mellom 0 og 10 milliarder kroner."),
            ),
            models.CheckConstraint(
                condition=Q(kroner__isnull=False) | Q(andel__isnull=False),
                name="budsjettlinje_har_innhold",
                violation_error_message=_("Skriv et beløp, en stillingsandel eller begge deler."),
            ),
            models.CheckConstraint(
                condition=Q(andel__isnull=True) | Q(andel__gte=1, andel__lte=100),
                name="budsjettlinje_andel_i_prosent",
                violation_error_message=_("En stillingsandel er fra 1 til 100 prosent."),
            ),
            models.CheckConstraint(
                condition=Q(andel_til__isnull=True) | Q(andel_til__gt=models.F("andel"), andel_til__lte=100),
                name="budsjettlinje_andel_til",
                violation_error_message=_("«Inntil» må være høyere enn stillingsandelen, og høyst 100."),
            ),
            models.CheckConstraint(
                condition=Q(antall__gte=1, antall__lte=99),
                name="budsjettlinje_antall",
                violation_error_message=_("Antallet må være fra 1 til 99."),
            ),
        ]

    def __str__(self):
        return f"{self.aar} {self.post}"


class Regnskapspost(Skjemarad):
    """Money spent (or, negative, paid back) on a day, on one line of the budget or on none of them."""

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="regnskapsposter", verbose_name=_("prosjekt")
    )
    linje = models.ForeignKey(
        Budsjettlinje,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="regnskapsposter",
        verbose_name=_("budsjettlinje"),
    )
    dato = models.DateField(_("dato"))
    tekst = models.CharField(_("tekst"), max_length=160)
    kroner = models.BigIntegerField(_("kroner"))
    bilag = models.CharField(_("bilag"), max_length=60, blank=True)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("regnskapspost")
        verbose_name_plural = _("regnskapsposter")
        ordering = ["prosjekt", "dato", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kroner__gte=-10_000_000_000, kroner__lte=10_000_000_000),
                name="regnskapspost_kroner_rimelig",
                violation_error_message=_("Beløpet må være mindre enn 10 milliarder kroner."),
            )
        ]

    def __str__(self):
        return f"{self.dato:%d.%m.%Y} {self.tekst}"
