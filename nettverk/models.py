"""The project around the decisions: goals, organisations, groups with members over time, and activities."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Embete
from bosetting.felles.gyldighet import PeriodeQuerySet, gyldig_periode


class EmbeteradQuerySet(models.QuerySet):
    """Rows that belong to an embete, by way of ``embete_sti``."""

    embete_sti = "embete"

    def for_bruker(self, bruker):
        """Rows of the embeter this person works in or reads from."""
        return self.filter(**{f"{self.embete_sti}__in": bruker.omfang.embete_ids})


class Skjemarad(models.Model):
    """A row that a form made and others change: ``noekkel`` is the key of that form, which sent twice makes one row.

    ``versjon`` rises by one each time the row is saved, so that nobody replaces what she has not seen.
    """

    noekkel = models.UUIDField(_("skjemanøkkel"), null=True, unique=True, editable=False)
    versjon = models.PositiveIntegerField(_("versjon"), default=1, db_default=1, editable=False)

    class Meta:
        abstract = True


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


class Organisasjon(models.Model):
    """An organisation that takes part: a directorate's region, a municipality, KS, a voluntary organisation."""

    embete = models.ForeignKey(
        Embete, models.PROTECT, related_name="organisasjoner", verbose_name=_("embete")
    )
    navn = models.CharField(_("navn"), max_length=120)

    objects = EmbeteradQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        ordering = ["navn"]
        constraints = [models.UniqueConstraint(fields=["embete", "navn"], name="organisasjon_navn_i_embete")]

    def __str__(self):
        return self.navn


class Gruppe(Skjemarad):
    """A group of a project that meets: styringsgruppe, prosjektgruppe, network …"""

    prosjekt = models.ForeignKey(Prosjekt, models.CASCADE, related_name="grupper", verbose_name=_("prosjekt"))
    navn = models.CharField(_("navn"), max_length=120)
    oppgave = models.CharField(_("oppgave"), max_length=300, blank=True)
    rekkefoelge = models.PositiveSmallIntegerField(_("rekkefølge"), default=1)

    objects = ProsjektradQuerySet.as_manager()

    class Meta:
        verbose_name = _("gruppe")
        verbose_name_plural = _("grupper")
        ordering = ["prosjekt", "rekkefoelge", "navn"]
        constraints = [models.UniqueConstraint(fields=["prosjekt", "navn"], name="gruppe_navn_i_prosjekt")]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("nettverk:gruppe-show", args=[self.pk])


class MedlemskapQuerySet(PeriodeQuerySet):
    def for_bruker(self, bruker):
        """Memberships of the embete's groups."""
        return self.filter(gruppe__prosjekt__embete__in=bruker.omfang.embete_ids)


class Medlemskap(Skjemarad):
    """One person's seat in a group, by function, in a period. The name is only known where it is needed."""

    ROLLER = [
        ("leder", _("leder")),
        ("medlem", _("medlem")),
        ("vara", _("vara")),
        ("observatoer", _("observatør")),
        ("sekretaer", _("sekretær")),
    ]

    gruppe = models.ForeignKey(Gruppe, models.CASCADE, related_name="medlemskap", verbose_name=_("gruppe"))
    organisasjon = models.ForeignKey(
        Organisasjon, models.PROTECT, related_name="medlemskap", verbose_name=_("organisasjon")
    )
    funksjon = models.CharField(_("funksjon"), max_length=120, help_text=_("For eksempel regiondirektør."))
    navn = models.CharField(_("navn"), max_length=120, blank=True)
    rolle = models.CharField(_("rolle i gruppen"), max_length=12, choices=ROLLER, default="medlem")
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = MedlemskapQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlemskap")
        verbose_name_plural = _("medlemskap")
        ordering = ["gruppe", "pk"]
        constraints = [gyldig_periode("medlemskap_periode")]

    def __str__(self):
        return f"{self.funksjon}, {self.organisasjon} ({self.gruppe})"

    def get_absolute_url(self):
        return reverse("nettverk:medlemskap-edit", args=[self.pk])


class AktivitetQuerySet(EmbeteradQuerySet):
    embete_sti = "prosjekt__embete"

    def i_perioden(self, fra, til):
        """Activities whose first day lies in ``[fra, til)``: an activity belongs to the tertial of its date."""
        return self.filter(fra_dato__gte=fra, fra_dato__lt=til).order_by("fra_dato", "tittel", "pk")


class Aktivitet(Skjemarad):
    """Something the project does on one or more days: planned, carried out or cancelled."""

    STATUSER = [
        ("planlagt", _("planlagt")),
        ("gjennomfoert", _("gjennomført")),
        ("avlyst", _("avlyst")),
    ]
    SLAG = [
        ("moete", _("møte")),
        ("nettverk", _("nettverkssamling")),
        ("forum", _("faglig forum")),
        ("kurs", _("kurs")),
        ("konferanse", _("konferanse")),
        ("besoek", _("kommunebesøk")),
        ("annet", _("annet")),
    ]

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="aktiviteter", verbose_name=_("prosjekt")
    )
    tittel = models.CharField(_("tittel"), max_length=160)
    slag = models.CharField(_("slag"), max_length=12, choices=SLAG, default="annet")
    status = models.CharField(_("status"), max_length=14, choices=STATUSER, default="planlagt")
    fra_dato = models.DateField(_("dato"))
    til_dato = models.DateField(
        _("siste dag"), null=True, blank=True, help_text=_("Bare når den varer flere dager.")
    )
    sted = models.CharField(_("sted"), max_length=120, blank=True)
    arrangoerer = models.CharField(_("arrangører"), max_length=200, blank=True)
    maalgruppe = models.CharField(_("målgruppe"), max_length=200, blank=True)
    deltakere = models.PositiveIntegerField(_("antall deltakere"), null=True, blank=True)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True, max_length=2000)
    resultatmaal = models.ManyToManyField(
        Resultatmaal, blank=True, related_name="aktiviteter", verbose_name=_("resultatmål")
    )
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = AktivitetQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["fra_dato", "tittel", "pk"]
        indexes = [models.Index(fields=["prosjekt", "fra_dato"], name="aktivitet_prosjekt_dato")]
        constraints = [
            models.CheckConstraint(
                condition=Q(til_dato__isnull=True) | Q(til_dato__gte=models.F("fra_dato")),
                name="aktivitet_siste_dag_etter_foerste",
                violation_error_message=_("Siste dag kan ikke være før første dag."),
            ),
            models.CheckConstraint(
                condition=Q(deltakere__isnull=True) | Q(deltakere__lte=100_000),
                name="aktivitet_deltakere_rimelig",
                violation_error_message=_("Antallet deltakere er for høyt."),
            ),
        ]

    def __str__(self):
        return f"{self.tittel} {self.fra_dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("nettverk:aktivitet-show", args=[self.pk])
