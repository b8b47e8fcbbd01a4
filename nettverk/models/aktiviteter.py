"""Activities: what the project does, who came, and who has signed up."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.kommuner.models import Kommune

from .grunn import EmbeteradQuerySet, InnsynQuerySet, Skjemarad, innsyn_felt
from .grupper import Gruppe, Organisasjon, Person
from .prosjekt import Fase, Prosjekt, Resultatmaal


class AktivitetQuerySet(InnsynQuerySet):
    gruppe_sti = None
    kommuner_sti = "kommuner"

    def for_bruker(self, bruker):
        """Activities that this person may read. A visit is to one municipality: never another's kontaktperson's."""
        omfang = bruker.omfang
        hit = Aktivitet.kommuner.through.objects.filter(
            aktivitet=OuterRef("pk"), kommune__in=omfang.kommune_ids
        )
        internt = omfang.embeter_med(Rett.SE_NETTVERK)
        egne = ~Q(slag="besoek") | Q(prosjekt__embete__in=internt) | Exists(hit)
        return super().for_bruker(bruker).filter(egne)

    def offentlige(self):
        """Activities that everybody may read; no visit is."""
        return super().offentlige().exclude(slag="besoek")

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
    fra_tid = models.TimeField(_("klokken fra"), null=True, blank=True)
    til_tid = models.TimeField(_("klokken til"), null=True, blank=True)
    organisasjoner = models.ManyToManyField(
        Organisasjon, blank=True, related_name="aktiviteter", verbose_name=_("arrangører")
    )
    kommuner = models.ManyToManyField(
        Kommune, blank=True, related_name="aktiviteter", verbose_name=_("gjelder kommunene")
    )
    fase = models.ForeignKey(
        Fase, models.PROTECT, null=True, blank=True, related_name="aktiviteter", verbose_name=_("fase")
    )
    kostnad = models.BigIntegerField(_("kostnad i kroner"), null=True, blank=True)
    evaluering = models.TextField(_("evaluering"), blank=True, max_length=4000, db_default="")
    innsyn = innsyn_felt("kommunene")
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
            models.CheckConstraint(
                condition=Q(kostnad__isnull=True) | Q(kostnad__gte=0, kostnad__lte=10_000_000_000),
                name="aktivitet_kostnad_rimelig",
                violation_error_message=_("Beløpet må være mellom 0 og 10 milliarder kroner."),
            ),
        ]

    def __str__(self):
        return f"{self.tittel} {self.fra_dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("nettverk:aktivitet-show", args=[self.pk])

    @property
    def siste_dag(self):
        """Return the last day, which is the first when it lasts one."""
        return self.til_dato or self.fra_dato

    @property
    def arrangoernavn(self) -> str:
        """Return «Fylkesmannen i Østfold, KS». Reads ``organisasjoner`` (prefetch where many are shown)."""
        return ", ".join(organisasjon.navn for organisasjon in self.organisasjoner.all())


class AktivitetradQuerySet(EmbeteradQuerySet):
    embete_sti = "aktivitet__prosjekt__embete"


class Deltakertall(models.Model):
    """How many came to an activity from one municipality, or from one other organisation."""

    aktivitet = models.ForeignKey(
        Aktivitet, models.CASCADE, related_name="deltakertall", verbose_name=_("aktivitet")
    )
    kommune = models.ForeignKey(
        Kommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deltakertall",
        verbose_name=_("kommune"),
    )
    organisasjon = models.ForeignKey(
        Organisasjon,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deltakertall",
        verbose_name=_("organisasjon"),
    )
    antall = models.PositiveIntegerField(_("antall deltakere"))

    objects = AktivitetradQuerySet.as_manager()

    class Meta:
        verbose_name = _("deltakertall")
        verbose_name_plural = _("deltakertall")
        ordering = ["aktivitet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aktivitet", "kommune"],
                condition=Q(kommune__isnull=False),
                name="deltakertall_kommune",
            ),
            models.UniqueConstraint(
                fields=["aktivitet", "organisasjon"],
                condition=Q(organisasjon__isnull=False),
                name="deltakertall_organisasjon",
            ),
            models.CheckConstraint(
                condition=Q(kommune__isnull=False, organisasjon=None)
                | Q(kommune=None, organisasjon__isnull=False),
                name="deltakertall_fra_en",
                violation_error_message=_("Deltakerne er fra en kommune eller fra en organisasjon."),
            ),
            models.CheckConstraint(
                condition=Q(antall__lte=100_000),
                name="deltakertall_rimelig",
                violation_error_message=_("Antallet deltakere er for høyt."),
            ),
        ]

    def __str__(self):
        return f"{self.antall} fra {self.kommune or self.organisasjon} til {self.aktivitet}"


class Paameldingsside(Skjemarad):
    """Where people sign up for an activity: how many places, until when, and for whom.

    ``adresse`` is the unguessable part of the page's address. ``gruppe`` limits it to the members of a group; empty,
    everybody who has the address may sign up. ``kapasitet`` empty: no limit.
    """

    aktivitet = models.OneToOneField(
        Aktivitet, models.CASCADE, related_name="paameldingsside", verbose_name=_("aktivitet")
    )
    adresse = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    aapen = models.BooleanField(_("påmeldingen er åpen"), default=True)
    frist = models.DateField(_("siste dag"), null=True, blank=True)
    kapasitet = models.PositiveIntegerField(_("antall plasser"), null=True, blank=True)
    venteliste = models.BooleanField(_("venteliste når det er fullt"), default=True)
    gruppe = models.ForeignKey(
        Gruppe,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paameldingssider",
        verbose_name=_("bare for gruppen"),
    )
    beskjed = models.CharField(_("beskjed til dem som melder seg på"), max_length=500, blank=True)

    objects = AktivitetradQuerySet.as_manager()

    class Meta:
        verbose_name = _("påmeldingsside")
        verbose_name_plural = _("påmeldingssider")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kapasitet__isnull=True) | Q(kapasitet__gte=1, kapasitet__lte=100_000),
                name="paameldingsside_kapasitet",
                violation_error_message=_("Antallet plasser må være fra 1 til 100 000."),
            )
        ]

    def __str__(self):
        return f"påmelding til {self.aktivitet}"


class PaameldingQuerySet(EmbeteradQuerySet):
    embete_sti = "side__aktivitet__prosjekt__embete"


class Paamelding(models.Model):
    """One person's place at an activity, or on its waiting list; the order they came in is ``pk``.

    ``lenkenoekkel`` is the unguessable part of her own address, where she sees it and signs off.
    """

    STATUSER = [
        ("paameldt", _("påmeldt")),
        ("venteliste", _("på venteliste")),
        ("avmeldt", _("avmeldt")),
    ]

    noekkel = models.UUIDField(_("skjemanøkkel"), unique=True, editable=False)
    lenkenoekkel = models.UUIDField(_("lenkenøkkel"), default=uuid.uuid4, unique=True, editable=False)
    side = models.ForeignKey(
        Paameldingsside, models.CASCADE, related_name="paameldinger", verbose_name=_("påmeldingsside")
    )
    navn = models.CharField(_("navn"), max_length=120)
    epost = models.EmailField(_("e-postadresse"))
    kommune = models.ForeignKey(
        Kommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paameldinger",
        verbose_name=_("kommune"),
    )
    arbeidssted = models.CharField(_("arbeidssted"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="paameldinger", verbose_name=_("person")
    )
    status = models.CharField(_("status"), max_length=10, choices=STATUSER, default="paameldt")
    moette = models.BooleanField(_("møtte"), null=True, blank=True)
    paameldt_at = models.DateTimeField(_("meldte seg på"))
    avmeldt_at = models.DateTimeField(_("meldte seg av"), null=True, blank=True)
    anonymisert_at = models.DateTimeField(_("anonymisert"), null=True, blank=True, editable=False)

    objects = PaameldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("påmelding")
        verbose_name_plural = _("påmeldinger")
        ordering = ["side", "pk"]

    def __str__(self):
        return f"påmelding {self.pk} til {self.side.aktivitet_id}"
