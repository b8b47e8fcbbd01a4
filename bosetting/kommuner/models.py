"""The register: counties, municipalities and how they became others, and inhabitants per year."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate, Length
from django.utils.translation import gettext_lazy as _

from bosetting.felles.gyldighet import PeriodeQuerySet, gyldig_periode
from bosetting.felles.sqlite import NORSK

# The register does not ask when an old number began; 1838 is the year of the local government acts.
FRA_FOER_REGISTERET = date(1838, 1, 1)


class Fylke(models.Model):
    """A county as it was in one period."""

    nr = models.CharField(_("fylkesnummer"), max_length=2)
    navn = models.CharField(_("navn"), max_length=60)
    fra = models.DateField(_("gyldig fra"), default=FRA_FOER_REGISTERET)
    til = models.DateField(_("gyldig til (ikke med)"), null=True, blank=True)

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("fylke")
        verbose_name_plural = _("fylker")
        ordering = ["nr", "fra"]
        constraints = [
            models.UniqueConstraint(fields=["nr", "fra"], name="fylke_nr_fra"),
            gyldig_periode("fylke_periode"),
        ]

    def __str__(self):
        return f"{self.nr} {self.navn}"


class KommuneQuerySet(PeriodeQuerySet):
    def for_bruker(self, bruker):
        """Municipalities whose cases this person may see: the embete's for staff and readers, a kontaktperson's own.

        The systemansvarlig maintains the register (``queries.registeret``), which gives no sight of a single case.
        """
        omfang = bruker.omfang
        return self.filter(
            Q(fylke__in=Fylke.objects.filter(embeter__in=omfang.embete_ids)) | Q(pk__in=omfang.kommune_ids)
        )

    def med_fylke(self):
        """With ``fylke_nr`` and ``fylke_navn`` on each, for lists where a county object per row costs too much."""
        return self.annotate(fylke_nr=models.F("fylke__nr"), fylke_navn=models.F("fylke__navn"))

    def norsk(self):
        """In Norwegian alphabetical order of name; equal names by number."""
        return self.order_by(Collate("navn", NORSK), "nr")


class Kommune(models.Model):
    """A municipality under one number, in the period it had it. History stays with the old number."""

    nr = models.CharField(_("kommunenummer"), max_length=4)
    navn = models.CharField(_("navn"), max_length=60)
    fylke = models.ForeignKey(Fylke, models.PROTECT, related_name="kommuner", verbose_name=_("fylke"))
    fra = models.DateField(_("gyldig fra"), default=FRA_FOER_REGISTERET)
    til = models.DateField(_("gyldig til (ikke med)"), null=True, blank=True)

    objects = KommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["nr", "fra"]
        constraints = [
            models.UniqueConstraint(fields=["nr", "fra"], name="kommune_nr_fra"),
            gyldig_periode("kommune_periode"),
            # Only what both databases have built in: SQLite does not hold max_length.
            models.CheckConstraint(
                condition=models.lookups.Exact(Length("nr"), 4) & Q(nr__gte="0000", nr__lte="9998"),
                name="kommune_nr_fire_siffer",
                violation_error_message=_("Kommunenummeret må ha fire siffer og kan ikke være 9999."),
            ),
        ]

    def __str__(self):
        return f"{self.nr} {self.navn}"

    def gyldig_i(self, aar: int) -> bool:
        """Return True when the municipality exists on at least one day of ``aar``."""
        return self.fra < date(aar + 1, 1, 1) and (self.til is None or self.til > date(aar, 1, 1))


class KommuneEndring(models.Model):
    """On one date, one municipality became (part of) another: a merger, a renumbering or a change of county."""

    forgjenger = models.ForeignKey(
        Kommune, models.PROTECT, related_name="etterfoelger_endringer", verbose_name=_("forgjenger")
    )
    etterfoelger = models.ForeignKey(
        Kommune, models.PROTECT, related_name="forgjenger_endringer", verbose_name=_("etterfølger")
    )
    dato = models.DateField(_("dato"))

    class Meta:
        verbose_name = _("kommuneendring")
        verbose_name_plural = _("kommuneendringer")
        ordering = ["dato", "forgjenger__nr", "etterfoelger__nr"]
        constraints = [
            models.UniqueConstraint(
                fields=["forgjenger", "etterfoelger", "dato"], name="kommuneendring_en_gang"
            )
        ]

    def __str__(self):
        return f"{self.forgjenger} → {self.etterfoelger} {self.dato:%d.%m.%Y}"


class Folketall(models.Model):
    """Inhabitants of a municipality on 1 January of a year."""

    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="folketall", verbose_name=_("kommune"))
    aar = models.PositiveSmallIntegerField(_("år"))
    antall = models.PositiveIntegerField(_("innbyggere 1. januar"))

    class Meta:
        verbose_name = _("folketall")
        verbose_name_plural = _("folketall")
        ordering = ["kommune", "aar"]
        constraints = [
            models.UniqueConstraint(fields=["kommune", "aar"], name="folketall_per_aar"),
            models.CheckConstraint(
                condition=Q(antall__lte=10_000_000),
                name="folketall_rimelig",
                violation_error_message=_("Folketallet er for høyt."),
            ),
        ]

    def __str__(self):
        return f"{self.kommune} {self.aar}: {self.antall}"


class Kommunegrense(models.Model):
    """The outline of a municipality, for maps: rings of [longitude, latitude] in degrees (WGS 84), simplified.

    Imported from a file the embete has (``import_grenser``); a later import replaces the outline. ``kilde`` is the
    credit that must stand at every map drawn from it.
    """

    kommune = models.OneToOneField(Kommune, models.CASCADE, related_name="grense", verbose_name=_("kommune"))
    ringer = models.JSONField(_("ringer"))
    kilde = models.CharField(_("kilde"), max_length=200)
    importert_at = models.DateTimeField(_("importert"))

    class Meta:
        verbose_name = _("kommunegrense")
        verbose_name_plural = _("kommunegrenser")
        ordering = ["kommune__nr"]

    def __str__(self):
        return f"grensen til {self.kommune}"
