"""Requests: the dated rounds the state has sent, what each municipality is asked for, and rounds being drafted.

A sent round and its figures are append-only; what is still being worked on lives in its own tables.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmodninger.frister import Frister
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.tall import HOEYESTE_ANTALL, tallregler
from bosetting.kommuner.models import Kommune


def antall(tekst, **felt):
    """Return a field for a count of persons."""
    return models.PositiveIntegerField(tekst, **felt)


class Rundefelt(models.Model):
    """What a round says, sent or not. ``embete`` is empty for a national round read from IMDi's files."""

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    embete = models.ForeignKey(
        Embete, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("embete")
    )
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    avsender = models.CharField(_("hvem anmoder"), max_length=200)
    svarfrist = models.DateField(_("svarfrist"), null=True, blank=True)
    siste_svar_dato = models.DateField(_("siste dag for nye svar fra kommunene"), null=True, blank=True)
    siste_endring_dato = models.DateField(_("siste dag for endringer fra kommunene"), null=True, blank=True)
    nasjonalt_totalt = antall(_("nasjonalt behov, totalt"), null=True, blank=True)
    nasjonalt_em = antall(_("nasjonalt behov, herav enslige mindreårige"), null=True, blank=True)
    fylkestall_totalt = antall(_("oppgitt for fylket, totalt"), null=True, blank=True)
    fylkestall_em = antall(_("oppgitt for fylket, herav enslige mindreårige"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)
    merknad = models.TextField(_("merknad"), blank=True, max_length=2000)

    class Meta:
        abstract = True

    @property
    def frister(self) -> Frister:
        """The three dates as a value."""
        return Frister(self.svarfrist, self.siste_svar_dato, self.siste_endring_dato)


def fristregler(navn: str) -> list[models.CheckConstraint]:
    """Return the constraints on the three dates of a round: nothing closes before the deadline that is shown."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{felt}__isnull": True})
            | Q(svarfrist__isnull=True)
            | Q(**{f"{felt}__gte": models.F("svarfrist")}),
            name=f"{navn}_{kort}_etter_frist",
            violation_error_message=_("Datoen kan ikke være før svarfristen."),
        )
        for felt, kort in (("siste_svar_dato", "siste_svar"), ("siste_endring_dato", "siste_endring"))
    ]


def rundetallregler(navn: str) -> list[models.CheckConstraint]:
    """Return the constraints on the national and county figures of a round."""
    regler = []
    for nivaa in ("nasjonalt", "fylkestall"):
        totalt, em = f"{nivaa}_totalt", f"{nivaa}_em"
        regler += [
            models.CheckConstraint(
                condition=Q(**{f"{totalt}__isnull": True}) | Q(**{f"{totalt}__lte": HOEYESTE_ANTALL}),
                name=f"{navn}_{nivaa}_rimelig",
                violation_error_message=_("Antallet må være mellom 0 og 100 000."),
            ),
            models.CheckConstraint(
                condition=Q(**{f"{em}__isnull": True}) | Q(**{f"{em}__lte": models.F(totalt)}),
                name=f"{navn}_{nivaa}_em_av_totalt",
                violation_error_message=_("Antallet enslige mindreårige kan ikke være høyere enn totalt."),
            ),
        ]
    return regler


class AnmodningsrundeQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """The embete's own rounds and the national ones; for a kontaktperson those that name her municipality."""
        omfang = bruker.omfang
        # A subquery, not a join: the rows stay single and may be added up afterwards.
        synlige = Q(pk__in=Anmodning.objects.filter(kommune__in=omfang.kommune_ids).values("runde"))
        if omfang.embete_ids:
            synlige |= Q(embete__in=omfang.embete_ids) | Q(embete=None)
        return self.filter(synlige)


class Anmodningsrunde(Rundefelt):
    """One dated sending for one settlement year. It replaces earlier rounds for the municipalities it names."""

    bare_tilfoeye = True

    sendt_dato = models.DateField(_("sendt"))
    erstatter = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="erstattet_av",
        verbose_name=_("erstatter runden"),
    )
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))
    fordeling = models.JSONField(_("fordelt slik"), null=True, blank=True)

    objects = AnmodningsrundeQuerySet.as_manager()

    class Meta:
        verbose_name = _("anmodningsrunde")
        verbose_name_plural = _("anmodningsrunder")
        ordering = ["-sendt_dato", "-pk"]
        indexes = [models.Index(fields=["aar", "sendt_dato"], name="runde_aar_sendt")]
        constraints = [
            *rundetallregler("runde"),
            *fristregler("runde"),
            models.CheckConstraint(
                condition=Q(svarfrist__isnull=True) | Q(svarfrist__gte=models.F("sendt_dato")),
                name="runde_frist_etter_sending",
                violation_error_message=_("Svarfristen kan ikke være før runden sendes."),
            ),
        ]

    def __str__(self):
        return f"anmodning for {self.aar}, sendt {self.sendt_dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("anmodninger:runde-show", args=[self.pk])


class AnmodningQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Requests to the municipalities this person may see."""
        return self.filter(kommune__in=Kommune.objects.for_bruker(bruker))


class Anmodning(models.Model):
    """What one municipality is asked for in one sent round. EM may be unknown (older sources give totals only)."""

    bare_tilfoeye = True

    runde = models.ForeignKey(
        Anmodningsrunde, models.PROTECT, related_name="anmodninger", verbose_name=_("anmodningsrunde")
    )
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, related_name="anmodninger", verbose_name=_("kommune")
    )
    totalt = antall(_("totalt"))
    em = antall(_("herav enslige mindreårige"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)
    foreslaatt_totalt = antall(_("foreslått totalt"), null=True, blank=True)
    foreslaatt_em = antall(_("foreslått, herav enslige mindreårige"), null=True, blank=True)
    begrunnelse = models.CharField(
        _("hvorfor tallet avviker fra forslaget"), max_length=300, blank=True, default="", db_default=""
    )

    objects = AnmodningQuerySet.as_manager()

    class Meta:
        verbose_name = _("anmodning")
        verbose_name_plural = _("anmodninger")
        ordering = ["runde", "kommune"]
        constraints = [
            models.UniqueConstraint(fields=["runde", "kommune"], name="anmodning_en_per_kommune"),
            *tallregler("anmodning"),
        ]

    def __str__(self):
        return f"{self.kommune} i {self.runde}: {self.totalt}"


class RundeutkastQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Drafts of the embeter where this person makes rounds; readers and kontaktpersoner see none."""
        return self.filter(embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Rundeutkast(Rundefelt):
    """A round being prepared: everything may change until it is sent, and then it becomes an Anmodningsrunde."""

    planlagt_sendt_dato = models.DateField(_("sendes"))
    erstatter = models.ForeignKey(
        Anmodningsrunde,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("erstatter runden"),
    )
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    opprettet_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, related_name="+", verbose_name=_("opprettet av")
    )
    endret_at = models.DateTimeField(_("sist endret"))

    objects = RundeutkastQuerySet.as_manager()

    class Meta:
        verbose_name = _("utkast til anmodningsrunde")
        verbose_name_plural = _("utkast til anmodningsrunder")
        ordering = ["-aar", "-pk"]
        constraints = [*rundetallregler("rundeutkast"), *fristregler("rundeutkast")]

    def __str__(self):
        return f"utkast til anmodning for {self.aar}"

    def get_absolute_url(self):
        return reverse("anmodninger:utkast-show", args=[self.pk])


class UtkastlinjeQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Lines of the drafts this person may see."""
        return self.filter(utkast__embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Utkastlinje(models.Model):
    """A municipality's figures in a draft. No line means that it is not asked."""

    utkast = models.ForeignKey(Rundeutkast, models.CASCADE, related_name="linjer", verbose_name=_("utkast"))
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="+", verbose_name=_("kommune"))
    totalt = antall(_("totalt"))
    em = antall(_("herav enslige mindreårige"), null=True, blank=True)

    objects = UtkastlinjeQuerySet.as_manager()

    class Meta:
        verbose_name = _("linje i utkast")
        verbose_name_plural = _("linjer i utkast")
        ordering = ["utkast", "kommune"]
        constraints = [
            models.UniqueConstraint(fields=["utkast", "kommune"], name="utkastlinje_en_per_kommune"),
            *tallregler("utkastlinje"),
        ]

    def __str__(self):
        return f"{self.kommune} i utkast {self.utkast_id}"
