"""Answers: each municipality's dated decisions with conditions and their follow-up, and IMDi's dated figures.

All rows are append-only. A correction is a new row that points to the one it corrects.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.tall import tallregler
from bosetting.kommuner.models import Fylke, Kommune
from vedtak.domain import EM_VURDERES, Slag, Svartype


class KommuneradQuerySet(models.QuerySet):
    """Rows that belong to a municipality."""

    def for_bruker(self, bruker):
        """Rows of the municipalities this person may see."""
        return self.filter(kommune__in=Kommune.objects.for_bruker(bruker))


class VedtakQuerySet(KommuneradQuerySet):
    def nyeste_foerst(self):
        """With what a history shows, latest known first."""
        return (
            self.select_related("kommune", "registrert_av", "retter")
            .prefetch_related("vilkaar", "bekreftelser__registrert_av")
            .order_by("-mottatt", "-pk")
        )


class Vedtak(models.Model):
    """An answer of one municipality for one settlement year: a council's decision, or an answer that is no number."""

    bare_tilfoeye = True

    TYPER = [
        (Svartype.VEDTAK.value, _("vedtak")),
        (Svartype.UTSATT.value, _("ber om utsatt frist")),
        (Svartype.FORELOEPIG.value, _("foreløpig innstilling")),
        (Svartype.VURDERES.value, _("vurderes på nytt")),
        (Svartype.TRUKKET.value, _("svaret er trukket")),
    ]
    SLAG = [(Slag.HOVED.value, _("hovedvedtak")), (Slag.TILLEGG.value, _("tilleggsvedtak"))]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="vedtak", verbose_name=_("kommune"))
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    type = models.CharField(
        _("hva kommunen svarer"), max_length=12, choices=TYPER, default=Svartype.VEDTAK.value
    )
    slag = models.CharField(_("slag vedtak"), max_length=8, choices=SLAG, default=Slag.HOVED.value)
    totalt = models.PositiveIntegerField(_("totalt"), null=True, blank=True)
    em = models.PositiveIntegerField(_("herav enslige mindreårige"), null=True, blank=True)
    vedtaksdato = models.DateField(_("vedtaksdato"), null=True, blank=True)
    mottatt = models.DateField(_("mottatt"))
    organ = models.CharField(_("vedtatt av"), max_length=80, blank=True)
    saksnummer = models.CharField(_("saksnummer"), max_length=40, blank=True)
    ny_dato = models.DateField(_("ny dato"), null=True, blank=True)
    merknad = models.TextField(_("merknad"), blank=True, max_length=2000)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)
    retter = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="rettet_av", verbose_name=_("retter")
    )
    rettegrunn = models.CharField(_("hvorfor det rettes"), max_length=300, blank=True)
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))
    fra_kommunen = models.BooleanField(_("meldt inn av kommunen"), default=False, db_default=False)

    objects = VedtakQuerySet.as_manager()

    class Meta:
        verbose_name = _("vedtak")
        verbose_name_plural = _("vedtak")
        ordering = ["aar", "kommune", "mottatt", "pk"]
        indexes = [
            models.Index(fields=["aar", "kommune", "mottatt"], name="vedtak_aar_kommune"),
            # Every page of the embete counts what waits to be confirmed; most rows never did.
            models.Index(fields=["kommune"], condition=Q(fra_kommunen=True), name="vedtak_fra_kommunen"),
        ]
        constraints = [
            *tallregler("vedtak"),
            models.CheckConstraint(
                condition=~Q(type="vedtak") | Q(totalt__isnull=False),
                name="vedtak_har_totalt",
                violation_error_message=_("Et vedtak må ha et totaltall."),
            ),
            models.CheckConstraint(
                condition=~Q(type__in=["utsatt", "vurderes"]) | Q(ny_dato__isnull=False),
                name="vedtak_ny_dato",
                violation_error_message=_("Oppgi den nye datoen."),
            ),
            models.CheckConstraint(
                condition=Q(retter=None, rettegrunn="") | (Q(retter__isnull=False) & ~Q(rettegrunn="")),
                name="vedtak_rettelse_har_grunn",
                violation_error_message=_("En rettelse må ha en begrunnelse."),
            ),
            models.CheckConstraint(
                condition=Q(vedtaksdato__isnull=True) | Q(mottatt__gte=models.F("vedtaksdato")),
                name="vedtak_mottatt_etter_vedtak",
                violation_error_message=_("Mottattdatoen kan ikke være før vedtaksdatoen."),
            ),
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.pk} fra {self.kommune} for {self.aar}"

    def get_absolute_url(self):
        return reverse("vedtak:vedtak-show", args=[self.pk])


class VilkaarQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Conditions that this person follows up: in the embeter where she keeps the dialogue."""
        fylker = Fylke.objects.filter(embeter__in=bruker.omfang.embeter_med(Rett.FOERE_DIALOG))
        return self.filter(vedtak__kommune__fylke__in=fylker)


class Vilkaar(models.Model):
    """A typed condition on a decision. IMDi accepts no reservations, so each has a day to follow it up."""

    bare_tilfoeye = True

    TYPER = [
        ("barnefamilier", _("bare barnefamilier")),
        ("gjenforening", _("familiegjenforening medregnet")),
        (EM_VURDERES, _("enslige mindreårige vurderes på nytt")),
        ("bolig", _("avhengig av bolig")),
        ("forsoek", _("forsøksordning")),
        ("oekonomi", _("økonomi")),
        ("annet", _("annet")),
    ]

    vedtak = models.ForeignKey(Vedtak, models.PROTECT, related_name="vilkaar", verbose_name=_("vedtak"))
    type = models.CharField(_("vilkår"), max_length=16, choices=TYPER)
    merknad = models.CharField(_("merknad"), max_length=300, blank=True)
    oppfoelging_dato = models.DateField(_("følges opp"), null=True, blank=True)

    objects = VilkaarQuerySet.as_manager()

    class Meta:
        verbose_name = _("vilkår")
        verbose_name_plural = _("vilkår")
        ordering = ["vedtak", "pk"]
        constraints = [models.UniqueConstraint(fields=["vedtak", "type"], name="vilkaar_en_gang_per_vedtak")]

    def __str__(self):
        return f"{self.get_type_display()} (vedtak {self.vedtak_id})"


class VilkaarsoppfoelgingQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Follow-ups in the embeter where this person keeps the dialogue; nobody else sees them."""
        return self.filter(vilkaar__in=Vilkaar.objects.for_bruker(bruker))


class Vilkaarsoppfoelging(models.Model):
    """A condition was followed up: what came of it, and when it is to be looked at again. The latest row holds."""

    bare_tilfoeye = True

    UTFALL = [("gjelder", _("vilkåret gjelder fortsatt")), ("avklart", _("vilkåret er avklart"))]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    vilkaar = models.ForeignKey(
        Vilkaar, models.PROTECT, related_name="oppfoelginger", verbose_name=_("vilkår")
    )
    dato = models.DateField(_("dato"))
    utfall = models.CharField(_("utfall"), max_length=8, choices=UTFALL)
    notat = models.CharField(_("hva som ble avklart"), max_length=500)
    ny_dato = models.DateField(_("følges opp igjen"), null=True, blank=True)
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))

    objects = VilkaarsoppfoelgingQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølging av vilkår")
        verbose_name_plural = _("oppfølginger av vilkår")
        ordering = ["vilkaar", "dato", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ny_dato=None) | Q(utfall="gjelder"),
                name="vilkaarsoppfoelging_ny_dato",
                violation_error_message=_("Et vilkår som er avklart, følges ikke opp igjen."),
            ),
        ]

    def __str__(self):
        return f"{self.get_utfall_display()} {self.dato:%d.%m.%Y} ({self.vilkaar})"


class ImdiTall(models.Model):
    """What IMDi's file said about one municipality and year on one date. Empty means that the file had no figure."""

    bare_tilfoeye = True

    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="imdi_tall", verbose_name=_("kommune"))
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    per_dato = models.DateField(_("per dato"))
    anmodning = models.PositiveIntegerField(_("anmodning"), null=True, blank=True)
    vedtak = models.PositiveIntegerField(_("vedtak"), null=True, blank=True)
    bosatt = models.PositiveIntegerField(_("bosatt"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200)

    objects = KommuneradQuerySet.as_manager()

    class Meta:
        verbose_name = _("tall fra IMDi")
        verbose_name_plural = _("tall fra IMDi")
        ordering = ["aar", "per_dato", "kommune"]
        constraints = [
            models.UniqueConstraint(fields=["aar", "kommune", "per_dato"], name="imditall_en_per_dato"),
        ]

    def __str__(self):
        return f"IMDi {self.per_dato:%d.%m.%Y}: {self.kommune} {self.aar}"
