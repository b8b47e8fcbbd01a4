"""Grants, what the state has paid, and the projects that municipalities run with the money."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.gyldighet import PeriodeQuerySet, gyldig_periode
from bosetting.kommuner.models import Kommune
from nettverk.tilskuddsregler import MED_TILSAGN

from .grunn import EmbeteradQuerySet, Skjemarad
from .grupper import Organisasjon, Person


class OrdningQuerySet(EmbeteradQuerySet, PeriodeQuerySet):
    """Schemes of an embete."""


class Tilskuddsordning(Skjemarad):
    """A scheme that gives money: who owns it, what for, when, and where to read more.

    ``kode`` is what imported files call it (``inttilsk_1``). ``er_sum`` marks what a file gives as the total of
    other schemes: shown and checked against them, never added to them.
    """

    embete = models.ForeignKey(
        Embete, models.PROTECT, related_name="tilskuddsordninger", verbose_name=_("embete")
    )
    navn = models.CharField(_("navn"), max_length=160)
    kode = models.CharField(_("kode i importfiler"), max_length=40, blank=True)
    eier = models.ForeignKey(
        Organisasjon,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tilskuddsordninger",
        verbose_name=_("eier"),
    )
    formaal = models.CharField(_("formål"), max_length=600, blank=True)
    fra = models.DateField(_("fra"), null=True, blank=True)
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)
    lenke = models.URLField(_("lenke"), max_length=400, blank=True)
    er_sum = models.BooleanField(_("er en sum av andre ordninger"), default=False)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = OrdningQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilskuddsordning")
        verbose_name_plural = _("tilskuddsordninger")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(fields=["embete", "navn"], name="tilskuddsordning_navn_i_embete"),
            models.UniqueConstraint(
                fields=["embete", "kode"], condition=~Q(kode=""), name="tilskuddsordning_kode_i_embete"
            ),
            gyldig_periode("tilskuddsordning_periode"),
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("nettverk:tilskuddsordning-show", args=[self.pk])


class UtbetalingQuerySet(EmbeteradQuerySet):
    embete_sti = "ordning__embete"

    def gjeldende(self):
        """The figures that count: the newest of each scheme, municipality and year."""
        nyere = Utbetaling.objects.filter(
            ordning=OuterRef("ordning"),
            kommune=OuterRef("kommune"),
            aar=OuterRef("aar"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(nyere))


class Utbetaling(models.Model):
    """What the state paid one municipality through one scheme in one year, in whole kroner, as one file said.

    A later import of the same year adds a row; the one with the highest ``pk`` counts.
    """

    bare_tilfoeye = True

    ordning = models.ForeignKey(
        Tilskuddsordning, models.PROTECT, related_name="utbetalinger", verbose_name=_("tilskuddsordning")
    )
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, related_name="utbetalinger", verbose_name=_("kommune")
    )
    aar = models.PositiveSmallIntegerField(_("år"))
    kroner = models.BigIntegerField(_("kroner"))
    kilde = models.CharField(_("kilde"), max_length=200)
    registrert_at = models.DateTimeField(_("registrert"))
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, related_name="+", verbose_name=_("registrert av")
    )

    objects = UtbetalingQuerySet.as_manager()

    class Meta:
        verbose_name = _("utbetaling")
        verbose_name_plural = _("utbetalinger")
        ordering = ["aar", "kommune", "ordning", "-pk"]
        indexes = [models.Index(fields=["aar", "kommune", "ordning", "-id"], name="utbetaling_siste")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kroner__gte=-100_000_000_000, kroner__lte=100_000_000_000),
                name="utbetaling_kroner_rimelig",
                violation_error_message=_("Beløpet må være mindre enn 100 milliarder kroner."),
            )
        ]

    def __str__(self):
        return f"{self.pk}: {self.kroner} til {self.kommune} {self.aar}"


class KommuneprosjektQuerySet(EmbeteradQuerySet):
    def for_bruker(self, bruker):
        """Projects of her embeter, and those of the municipalities she represents."""
        omfang = bruker.omfang
        egne = self.model.kommuner.through.objects.filter(kommune__in=omfang.kommune_ids)
        return self.filter(
            Q(embete__in=omfang.embeter_med(Rett.SE_NETTVERK)) | Q(pk__in=egne.values("kommuneprosjekt"))
        )

    def i_katalogen_for(self, bruker):
        """What the catalogue tells: projects that got money, also to the kontaktpersoner of the other municipalities.

        The catalogue shows less of a project than its page does: not what was applied for, and no names.
        """
        omfang = bruker.omfang
        egne = Embete.objects.filter(fylker__kommuner__in=omfang.kommune_ids).values("pk")
        return self.i_katalogen().filter(
            Q(embete__in=omfang.embeter_med(Rett.SE_NETTVERK)) | Q(embete__in=egne)
        )

    def i_katalogen(self):
        """Projects that are put in the catalogue and have got their money."""
        return self.filter(i_katalogen=True, status__in=MED_TILSAGN)


class Kommuneprosjekt(Skjemarad):
    """A project that one or more municipalities run, with money from a scheme. Kroner are whole."""

    STATUSER = [
        ("soekt", _("søkt")),
        ("avslaatt", _("avslått")),
        ("innvilget", _("innvilget")),
        ("paagaar", _("pågår")),
        ("avsluttet", _("avsluttet")),
        ("trukket", _("trukket")),
    ]

    embete = models.ForeignKey(
        Embete, models.PROTECT, related_name="kommuneprosjekter", verbose_name=_("embete")
    )
    tittel = models.CharField(_("tittel"), max_length=160)
    kommuner = models.ManyToManyField(Kommune, related_name="kommuneprosjekter", verbose_name=_("kommuner"))
    ordning = models.ForeignKey(
        Tilskuddsordning,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kommuneprosjekter",
        verbose_name=_("tilskuddsordning"),
    )
    aar = models.PositiveSmallIntegerField(_("år"))
    formaal = models.TextField(_("formål"), blank=True, max_length=4000)
    status = models.CharField(_("status"), max_length=10, choices=STATUSER, default="soekt")
    soekt = models.BigIntegerField(_("søkt om (kroner)"), null=True, blank=True)
    tildelt = models.BigIntegerField(_("tildelt (kroner)"), null=True, blank=True)
    utbetalt = models.BigIntegerField(_("utbetalt (kroner)"), null=True, blank=True)
    resultat = models.TextField(_("resultat"), blank=True, max_length=4000)
    kontakt = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kommuneprosjekter",
        verbose_name=_("kontakt"),
    )
    i_katalogen = models.BooleanField(_("vises i prosjektkatalogen"), default=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = KommuneprosjektQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommuneprosjekt")
        verbose_name_plural = _("kommuneprosjekter")
        ordering = ["-aar", "tittel", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{felt}__isnull": True})
                | Q(**{f"{felt}__gte": 0, f"{felt}__lte": 10_000_000_000}),
                name=f"kommuneprosjekt_{felt}_rimelig",
                violation_error_message=_("Beløpet må være mellom 0 og 10 milliarder kroner."),
            )
            for felt in ("soekt", "tildelt", "utbetalt")
        ]

    def __str__(self):
        return f"{self.tittel} {self.aar}"

    def get_absolute_url(self):
        return reverse("nettverk:kommuneprosjekt-show", args=[self.pk])


class OppfoelgingsbesoekQuerySet(EmbeteradQuerySet):
    embete_sti = "prosjekt__embete"


class Oppfoelgingsbesoek(Skjemarad):
    """The embete followed up a municipal project on a day. The note is the embete's own."""

    prosjekt = models.ForeignKey(
        Kommuneprosjekt, models.CASCADE, related_name="besoek", verbose_name=_("kommuneprosjekt")
    )
    dato = models.DateField(_("dato"))
    notat = models.TextField(_("notat"), max_length=4000)

    objects = OppfoelgingsbesoekQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølgingsbesøk")
        verbose_name_plural = _("oppfølgingsbesøk")
        ordering = ["prosjekt", "-dato", "-pk"]

    def __str__(self):
        return f"besøk {self.dato:%d.%m.%Y} til {self.prosjekt}"
