"""Organisations, departments, persons, groups, and who sits in them when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.gyldighet import PeriodeQuerySet, gyldig_periode
from bosetting.kommuner.models import Kommune

from .grunn import INNSYN, EmbeteradQuerySet, InnsynQuerySet, Skjemarad, innsyn_felt
from .prosjekt import Prosjekt


class Organisasjon(Skjemarad):
    """An organisation that takes part: a directorate's region, a municipality, KS, a voluntary organisation."""

    SLAG = [
        ("kommune", _("kommune")),
        ("fylkeskommune", _("fylkeskommune")),
        ("stat", _("statlig etat")),
        ("interesse", _("interesseorganisasjon")),
        ("frivillig", _("frivillig organisasjon")),
        ("kunnskap", _("universitet, høyskole eller kompetansemiljø")),
        ("annen", _("annen")),
    ]

    embete = models.ForeignKey(
        Embete, models.PROTECT, related_name="organisasjoner", verbose_name=_("embete")
    )
    navn = models.CharField(_("navn"), max_length=120)
    slag = models.CharField(
        _("slag organisasjon"), max_length=14, choices=SLAG, default="annen", db_default="annen"
    )
    kommune = models.ForeignKey(
        Kommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisasjoner",
        verbose_name=_("kommune"),
        help_text=_("Bare når organisasjonen er en kommune."),
    )

    objects = EmbeteradQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        ordering = ["navn"]
        constraints = [models.UniqueConstraint(fields=["embete", "navn"], name="organisasjon_navn_i_embete")]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("nettverk:organisasjon-show", args=[self.pk])


class Avdeling(models.Model):
    """A department of an organisation: people and seats may belong to one."""

    organisasjon = models.ForeignKey(
        Organisasjon, models.CASCADE, related_name="avdelinger", verbose_name=_("organisasjon")
    )
    navn = models.CharField(_("navn"), max_length=120)

    class Meta:
        verbose_name = _("avdeling")
        verbose_name_plural = _("avdelinger")
        ordering = ["organisasjon", "navn"]
        constraints = [
            models.UniqueConstraint(fields=["organisasjon", "navn"], name="avdeling_navn_i_organisasjon")
        ]

    def __str__(self):
        return f"{self.navn}, {self.organisasjon}"


class PersonQuerySet(EmbeteradQuerySet):
    def for_bruker(self, bruker):
        """The people of the embeter whose contacts she may see; nobody reads those of others."""
        return self.filter(embete__in=bruker.omfang.embeter_med(Rett.SE_PERSONER))


class Person(Skjemarad):
    """Somebody the network writes to or counts. May also log in (``bruker``); most do not.

    Anonymised, the row stays without name and address, so that every head-count stays what it was.
    """

    embete = models.ForeignKey(Embete, models.PROTECT, related_name="personer", verbose_name=_("embete"))
    navn = models.CharField(_("navn"), max_length=120)
    tittel = models.CharField(_("stilling"), max_length=120, blank=True)
    organisasjon = models.ForeignKey(
        Organisasjon, models.PROTECT, related_name="personer", verbose_name=_("organisasjon")
    )
    avdeling = models.ForeignKey(
        Avdeling,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="personer",
        verbose_name=_("avdeling"),
    )
    epost = models.EmailField(_("e-postadresse"), blank=True)
    telefon = models.CharField(_("telefon"), max_length=30, blank=True)
    bruker = models.ForeignKey(
        Bruker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="personer",
        verbose_name=_("bruker som logger inn"),
    )
    anonymisert_at = models.DateTimeField(_("anonymisert"), null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ["navn", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["embete", "bruker"], condition=Q(bruker__isnull=False), name="person_bruker_i_embete"
            )
        ]

    def __str__(self):
        return f"person {self.pk}" if self.anonymisert_at else f"{self.navn}, {self.organisasjon}"

    def get_absolute_url(self):
        return reverse("nettverk:person-show", args=[self.pk])


class GruppeQuerySet(InnsynQuerySet):
    gruppe_sti = "pk"


class Gruppe(Skjemarad):
    """A group of a project that meets: styringsgruppe, prosjektgruppe, network …

    ``innsyn`` says who may see the group and its seats, ``moeteinnsyn`` who may see the papers of its meetings.
    """

    SLAG = [
        ("styringsgruppe", _("styringsgruppe")),
        ("prosjektgruppe", _("prosjektgruppe")),
        ("nettverk", _("nettverk på systemnivå")),
        ("forum", _("faglig forum")),
        ("referansegruppe", _("referansegruppe")),
        ("stoette", _("faglig støtte")),
        ("annen", _("annen gruppe")),
    ]

    prosjekt = models.ForeignKey(Prosjekt, models.CASCADE, related_name="grupper", verbose_name=_("prosjekt"))
    navn = models.CharField(_("navn"), max_length=120)
    oppgave = models.CharField(_("oppgave"), max_length=300, blank=True)
    rekkefoelge = models.PositiveSmallIntegerField(_("rekkefølge"), default=1)
    slag = models.CharField(
        _("slag gruppe"), max_length=16, choices=SLAG, default="annen", db_default="annen"
    )
    innsyn = innsyn_felt("embetet")
    moeteinnsyn = models.CharField(
        _("hvem kan se møtene"), max_length=10, choices=INNSYN, default="medlemmer", db_default="medlemmer"
    )

    objects = GruppeQuerySet.as_manager()

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
        """Seats in the groups that this person may see."""
        return self.filter(gruppe__in=Gruppe.objects.for_bruker(bruker))


class Medlemskap(Skjemarad):
    """One person's seat in a group, by function, in a period. ``person`` is only known where it is needed.

    ``andel`` is the share of a position that goes to the work, in per cent. ``paa_vegne_av`` is whom the seat speaks
    for, when that is not the person's own organisation («rådmannsutvalget, for KS»).
    """

    ROLLER = [
        ("leder", _("leder")),
        ("medlem", _("medlem")),
        ("vara", _("vara")),
        ("observatoer", _("observatør")),
        ("sekretaer", _("sekretær")),
        ("kontaktperson", _("kontaktperson")),
    ]

    gruppe = models.ForeignKey(Gruppe, models.CASCADE, related_name="medlemskap", verbose_name=_("gruppe"))
    organisasjon = models.ForeignKey(
        Organisasjon, models.PROTECT, related_name="medlemskap", verbose_name=_("organisasjon")
    )
    funksjon = models.CharField(_("funksjon"), max_length=120, help_text=_("For eksempel regiondirektør."))
    avdeling = models.ForeignKey(
        Avdeling,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="medlemskap",
        verbose_name=_("avdeling"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="medlemskap", verbose_name=_("person")
    )
    rolle = models.CharField(_("rolle i gruppen"), max_length=14, choices=ROLLER, default="medlem")
    andel = models.PositiveSmallIntegerField(_("stillingsandel i prosent"), null=True, blank=True)
    paa_vegne_av = models.ForeignKey(
        Organisasjon, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("på vegne av")
    )
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = MedlemskapQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlemskap")
        verbose_name_plural = _("medlemskap")
        ordering = ["gruppe", "pk"]
        constraints = [
            gyldig_periode("medlemskap_periode"),
            models.CheckConstraint(
                condition=Q(andel__isnull=True) | Q(andel__gte=1, andel__lte=100),
                name="medlemskap_andel_i_prosent",
                violation_error_message=_("En stillingsandel er fra 1 til 100 prosent."),
            ),
        ]

    def __str__(self):
        return f"{self.funksjon}, {self.organisasjon} ({self.gruppe})"

    def get_absolute_url(self):
        return reverse("nettverk:medlemskap-edit", args=[self.pk])

    @property
    def navn(self) -> str:
        """Return the name of the person who sits there, «» where she is not known. Reads ``person``."""
        return self.person.navn if self.person else ""


class Gruppekalender(models.Model):
    """A secret address where anybody who has it fetches a group's meetings. Only a fingerprint of it is kept."""

    gruppe = models.ForeignKey(Gruppe, models.CASCADE, related_name="kalendere", verbose_name=_("gruppe"))
    fingeravtrykk = models.CharField(_("fingeravtrykk"), max_length=64, unique=True)
    opprettet_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("laget av"))
    opprettet_at = models.DateTimeField(_("laget"))
    tilbakekalt_at = models.DateTimeField(_("tilbakekalt"), null=True, blank=True)
    sist_brukt_dato = models.DateField(_("sist hentet"), null=True, blank=True)

    class Meta:
        verbose_name = _("gruppekalender")
        verbose_name_plural = _("gruppekalendere")
        ordering = ["gruppe", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gruppe"], condition=Q(tilbakekalt_at=None), name="gruppekalender_en_gyldig"
            )
        ]

    def __str__(self):
        return f"gruppekalender {self.pk} for {self.gruppe}"
