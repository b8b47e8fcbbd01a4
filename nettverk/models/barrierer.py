"""What stands in the way of settling, municipality by municipality, and the instruments that may help."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.gyldighet import PeriodeQuerySet, gyldig_periode
from bosetting.kommuner.models import Kommune

from .grunn import EmbeteradQuerySet, Skjemarad
from .grupper import Organisasjon


class MedKommuneneQuerySet(EmbeteradQuerySet):
    def for_bruker(self, bruker):
        """Rows of her embeter, and those of the embeter that cover the municipalities she represents."""
        egne = Embete.objects.filter(fylker__kommuner__in=bruker.omfang.kommune_ids).values("pk")
        return self.filter(Q(embete__in=bruker.omfang.embete_ids) | Q(embete__in=egne))


class Barriereslag(Skjemarad):
    """A kind of barrier: bolig, økonomi, kapasitet i flyktningetjenesten …"""

    embete = models.ForeignKey(Embete, models.PROTECT, related_name="barriereslag", verbose_name=_("embete"))
    navn = models.CharField(_("navn"), max_length=120)
    forklaring = models.CharField(_("forklaring"), max_length=300, blank=True)
    rekkefoelge = models.PositiveSmallIntegerField(_("rekkefølge"), default=1)
    i_bruk = models.BooleanField(_("i bruk"), default=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = MedKommuneneQuerySet.as_manager()

    class Meta:
        verbose_name = _("slag barriere")
        verbose_name_plural = _("slag barrierer")
        ordering = ["rekkefoelge", "navn"]
        constraints = [models.UniqueConstraint(fields=["embete", "navn"], name="barriereslag_navn_i_embete")]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("nettverk:barriereslag-edit", args=[self.pk])


class VirkemiddelQuerySet(MedKommuneneQuerySet, PeriodeQuerySet):
    pass


class Virkemiddel(Skjemarad):
    """Something that may help against barriers: who owns it, and how a municipality gets it."""

    embete = models.ForeignKey(Embete, models.PROTECT, related_name="virkemidler", verbose_name=_("embete"))
    navn = models.CharField(_("navn"), max_length=160)
    eier = models.ForeignKey(
        Organisasjon,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="virkemidler",
        verbose_name=_("eier"),
    )
    beskrivelse = models.TextField(_("beskrivelse"), blank=True, max_length=2000)
    slik_soeker = models.TextField(_("slik får kommunen det"), blank=True, max_length=2000)
    lenke = models.URLField(_("lenke"), max_length=400, blank=True)
    hjelper_mot = models.ManyToManyField(
        Barriereslag, blank=True, related_name="virkemidler", verbose_name=_("hjelper mot")
    )
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = VirkemiddelQuerySet.as_manager()

    class Meta:
        verbose_name = _("virkemiddel")
        verbose_name_plural = _("virkemidler")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(fields=["embete", "navn"], name="virkemiddel_navn_i_embete"),
            gyldig_periode("virkemiddel_periode"),
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("nettverk:virkemiddel-show", args=[self.pk])


class BarriereQuerySet(EmbeteradQuerySet):
    embete_sti = "slag__embete"

    def for_bruker(self, bruker):
        """Barriers of her embete's municipalities, and those of the municipalities she represents herself."""
        omfang = bruker.omfang
        return self.filter(
            Q(slag__embete__in=omfang.embeter_med(Rett.SE_NETTVERK)) | Q(kommune__in=omfang.kommune_ids)
        )

    def staar(self, dag):
        """Those that stood in the way on ``dag``: reported by then, and not closed."""
        return self.filter(Q(lukket_dato__isnull=True) | Q(lukket_dato__gt=dag), dato__lte=dag)

    def med_moett(self, dag):
        """With ``er_moett``: an instrument was in use against it on ``dag``."""
        tiltak = Barrieretiltak.objects.filter(barriere=OuterRef("pk"), dato__lte=dag)
        return self.annotate(er_moett=Exists(tiltak))


class Barriere(Skjemarad):
    """A municipality says that something stands in the way, on a day, and where that was said. ``notat`` is internal.

    It is met when an instrument was taken in use against it (``Barrieretiltak``); ``lukket_dato`` says that it no
    longer stands in the way.
    """

    KILDER = [
        ("moete", _("møte med kommunen")),
        ("vedtak", _("saksframlegg eller vedtak")),
        ("kartlegging", _("kartlegging")),
        ("kommunen", _("meldt av kommunen")),
        ("annet", _("annet")),
    ]

    slag = models.ForeignKey(
        Barriereslag, models.PROTECT, related_name="barrierer", verbose_name=_("slag barriere")
    )
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="barrierer", verbose_name=_("kommune"))
    dato = models.DateField(_("meldt"))
    hvor = models.CharField(_("hvor det kom fram"), max_length=12, choices=KILDER, default="moete")
    beskrivelse = models.CharField(_("beskrivelse"), max_length=500, blank=True)
    notat = models.TextField(_("internt notat"), blank=True, max_length=2000)
    fra_kommunen = models.BooleanField(_("ført av kommunen selv"), default=False)
    lukket_dato = models.DateField(_("ikke lenger en barriere fra"), null=True, blank=True)
    lukket_grunn = models.CharField(_("hvorfor den er lukket"), max_length=300, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = BarriereQuerySet.as_manager()

    class Meta:
        verbose_name = _("barriere")
        verbose_name_plural = _("barrierer")
        ordering = ["-dato", "-pk"]
        indexes = [models.Index(fields=["kommune", "dato"], name="barriere_kommune_dato")]
        constraints = [
            models.CheckConstraint(
                condition=Q(lukket_dato__isnull=True) | Q(lukket_dato__gte=models.F("dato")),
                name="barriere_lukket_etter_meldt",
                violation_error_message=_("Barrieren kan ikke være lukket før den ble meldt."),
            )
        ]

    def __str__(self):
        return f"{self.slag} i {self.kommune} {self.dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("nettverk:barriere-show", args=[self.pk])


class TiltakQuerySet(EmbeteradQuerySet):
    embete_sti = "barriere__slag__embete"


class Barrieretiltak(Skjemarad):
    """An instrument taken in use against one municipality's barrier, from a day."""

    barriere = models.ForeignKey(Barriere, models.CASCADE, related_name="tiltak", verbose_name=_("barriere"))
    virkemiddel = models.ForeignKey(
        Virkemiddel, models.PROTECT, related_name="tiltak", verbose_name=_("virkemiddel")
    )
    dato = models.DateField(_("tatt i bruk"))
    merknad = models.CharField(_("merknad"), max_length=300, blank=True)

    objects = TiltakQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiltak mot barriere")
        verbose_name_plural = _("tiltak mot barrierer")
        ordering = ["barriere", "dato", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["barriere", "virkemiddel"], name="barrieretiltak_en_gang")
        ]

    def __str__(self):
        return f"{self.virkemiddel} mot {self.barriere}"
