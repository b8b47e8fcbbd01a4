"""Who uses the system: the embete, people, the roles they hold in a period, and the log of what they did."""

import uuid
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dag import i_dag
from bosetting.felles.gyldighet import PeriodeQuerySet, gjelder, gyldig_periode
from bosetting.kommuner.models import Fylke, Kommune

from .domain import RETTIGHETER, Omfang, Rett, Rolle
from .invitasjonsregler import Tilstand, tilstand


class EmbeteQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """The embeter a person works in (or reads from); all for the systemansvarlig."""
        return self if bruker.omfang.alt else self.filter(pk__in=bruker.omfang.embete_ids)


class Embete(models.Model):
    """A County Governor's office: the state's representative in one or more counties."""

    omraade = models.CharField(_("område"), max_length=80, unique=True, help_text=_("For eksempel Østfold."))
    fylker = models.ManyToManyField(Fylke, related_name="embeter", verbose_name=_("fylker"))

    objects = EmbeteQuerySet.as_manager()

    class Meta:
        verbose_name = _("embete")
        verbose_name_plural = _("embeter")
        ordering = ["omraade"]

    def __str__(self):
        return f"embetet i {self.omraade}"

    def get_absolute_url(self):
        return reverse("brukere:embete-edit", args=[self.pk])

    def navn_paa(self, dag):
        """Return the EmbeteNavn valid on ``dag``, or None. Reads ``navnerader`` (prefetch where many are shown)."""
        return next((rad for rad in self.navnerader.all() if gjelder(rad.fra, rad.til, dag)), None)


class EmbeteNavn(models.Model):
    """What the office was called, and its leader's title, in one period (Fylkesmannen until 2020)."""

    embete = models.ForeignKey(Embete, models.CASCADE, related_name="navnerader", verbose_name=_("embete"))
    navn = models.CharField(_("navn"), max_length=120, help_text=_("For eksempel Fylkesmannen i Østfold."))
    tittel = models.CharField(_("leders tittel"), max_length=60, help_text=_("For eksempel fylkesmann."))
    fra = models.DateField(_("gyldig fra"))
    til = models.DateField(_("gyldig til (ikke med)"), null=True, blank=True)

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("embetets navn")
        verbose_name_plural = _("embetets navn")
        ordering = ["embete", "fra"]
        constraints = [
            models.UniqueConstraint(fields=["embete", "fra"], name="embetenavn_fra"),
            gyldig_periode("embetenavn_periode"),
        ]

    def __str__(self):
        return f"{self.navn} fra {self.fra:%d.%m.%Y}"


class BrukerManager(BaseUserManager):
    def create_user(self, email, password=None, **felt):
        """Create a person who logs in with ``email``; without a password she cannot log in before she sets one."""
        bruker = self.model(email=self.normalize_email(email).lower(), **{"telefon": ""} | felt)
        bruker.set_password(password)
        bruker.save(using=self._db)
        return bruker

    def for_bruker(self, bruker):
        """Everybody for the systemansvarlig, nobody for others."""
        return self.all() if bruker.omfang.alt else self.none()

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Bruker(AbstractBaseUser):
    """A person who logs in with her e-mail address. What she may do follows from her Tilgang rows."""

    email = models.EmailField(_("e-postadresse"), unique=True)
    navn = models.CharField(_("navn"), max_length=120)
    telefon = models.CharField(_("telefon"), max_length=30, blank=True, db_default="")
    is_active = models.BooleanField(_("aktiv"), default=True)
    opprettet_at = models.DateTimeField(_("opprettet"), auto_now_add=True)

    objects = BrukerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["navn"]

    class Meta:
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        ordering = ["navn", "email"]

    def __str__(self):
        return f"{self.navn} <{self.email}>"

    def get_absolute_url(self):
        return reverse("brukere:bruker-edit", args=[self.pk])

    @cached_property
    def omfang(self) -> Omfang:
        """What this person may do and see today. One query, once per request."""
        return self.omfang_paa(i_dag())

    def omfang_paa(self, dag) -> Omfang:
        """Return the scope on ``dag``; an inactive person may do nothing."""
        if not self.is_active:
            return Omfang()
        tilganger = [rad for rad in self.tilganger.all() if gjelder(rad.fra, rad.til, dag)]
        roller = frozenset(Rolle(rad.rolle) for rad in tilganger)
        embete_ids = frozenset(rad.embete_id for rad in tilganger if rad.embete_id)
        return Omfang(
            roller=roller,
            rettigheter=frozenset().union(*(RETTIGHETER[rolle] for rolle in roller)),
            embete_ids=embete_ids,
            kommune_ids=tuple(sorted(rad.kommune_id for rad in tilganger if rad.kommune_id)),
            alt=Rolle.SYSTEMANSVARLIG in roller,
            embeteretter=frozenset(
                (rad.embete_id, rett)
                for rad in tilganger
                if rad.embete_id
                for rett in RETTIGHETER[Rolle(rad.rolle)]
            ),
        )


class TilgangQuerySet(PeriodeQuerySet):
    def for_bruker(self, bruker):
        """Only the systemansvarlig sees who has which role."""
        return self if bruker.omfang.alt else self.none()


class Tilgang(models.Model):
    """A person holds a role in a period: for an embete (staff and readers), a municipality, or the installation."""

    ROLLER = [
        (Rolle.SYSTEMANSVARLIG.value, _("systemansvarlig")),
        (Rolle.PROSJEKTLEDER.value, _("prosjektleder")),
        (Rolle.SAKSBEHANDLER.value, _("saksbehandler")),
        (Rolle.KONTAKTPERSON.value, _("kontaktperson")),
        (Rolle.LESER.value, _("lesetilgang")),
    ]

    bruker = models.ForeignKey(Bruker, models.CASCADE, related_name="tilganger", verbose_name=_("bruker"))
    rolle = models.CharField(_("rolle"), max_length=20, choices=ROLLER)
    embete = models.ForeignKey(
        Embete, models.PROTECT, null=True, blank=True, related_name="tilganger", verbose_name=_("embete")
    )
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, null=True, blank=True, related_name="tilganger", verbose_name=_("kommune")
    )
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"), null=True, blank=True)

    objects = TilgangQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilgang")
        verbose_name_plural = _("tilganger")
        ordering = ["bruker", "fra", "pk"]
        constraints = [
            gyldig_periode("tilgang_periode"),
            models.CheckConstraint(
                condition=Q(rolle="systemansvarlig", embete=None, kommune=None)
                | Q(rolle="kontaktperson", embete=None, kommune__isnull=False)
                | Q(
                    rolle__in=["prosjektleder", "saksbehandler", "leser"], embete__isnull=False, kommune=None
                ),
                name="tilgang_gjelder",
                violation_error_message=_(
                    "En kontaktperson skal ha en kommune, en systemansvarlig verken embete eller kommune, "
                    "og de andre rollene et embete."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.bruker}: {self.rolle} fra {self.fra:%d.%m.%Y}"


class InvitasjonQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Invitations of the embeter where this person invites."""
        return self.filter(embete__in=bruker.omfang.embeter_med(Rett.INVITERE))

    def aapne(self):
        """Neither accepted nor revoked; some may have expired."""
        return self.filter(godtatt_at=None, tilbakekalt_at=None)

    def i_tilstand(self, tilstand, tid, dag):
        """Those that stand like ``tilstand`` at ``tid``: the same rule as ``invitasjonsregler.tilstand``, in SQL."""
        if tilstand == Tilstand.GODTATT:
            return self.exclude(godtatt_at=None)
        if tilstand == Tilstand.TILBAKEKALT:
            return self.exclude(tilbakekalt_at=None)
        over = Q(utloeper_at__lte=tid) | Q(til__isnull=False, til__lte=dag)
        return self.aapne().filter(over if tilstand == Tilstand.UTLOEPT else ~over)


class Invitasjon(models.Model):
    """An embete asks a person to represent one or more municipalities. Only a fingerprint of the link is kept.

    ``til`` is the first day her access no longer applies. ``overtar_for`` hands over to her: that person's access to
    the same municipalities ends the day she accepts. Sent again, the link before no longer works.
    """

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    embete = models.ForeignKey(Embete, models.PROTECT, related_name="invitasjoner", verbose_name=_("embete"))
    email = models.EmailField(_("e-postadresse"))
    navn = models.CharField(_("navn"), max_length=120)
    kommuner = models.ManyToManyField(Kommune, related_name="invitasjoner", verbose_name=_("kommuner"))
    til = models.DateField(_("tilgangen slutter (ikke med)"), null=True, blank=True)
    overtar_for = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("overtar for")
    )
    fingeravtrykk = models.CharField(_("fingeravtrykk"), max_length=64, unique=True)
    opprettet_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("invitert av"))
    opprettet_at = models.DateTimeField(_("opprettet"))
    sendt_at = models.DateTimeField(_("sist sendt"), null=True, blank=True)
    utloeper_at = models.DateTimeField(_("utløper"))
    godtatt_at = models.DateTimeField(_("godtatt"), null=True, blank=True)
    bruker = models.ForeignKey(
        Bruker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitasjoner",
        verbose_name=_("godtatt av"),
    )
    tilbakekalt_at = models.DateTimeField(_("tilbakekalt"), null=True, blank=True)
    tilbakekalt_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tilbakekalt av")
    )

    objects = InvitasjonQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitasjon")
        verbose_name_plural = _("invitasjoner")
        ordering = ["-opprettet_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(godtatt_at=None) | Q(tilbakekalt_at=None),
                name="invitasjon_godtatt_eller_tilbakekalt",
                violation_error_message=_("En invitasjon som er tilbakekalt, kan ikke godtas."),
            ),
            models.CheckConstraint(
                condition=Q(godtatt_at=None) | Q(bruker__isnull=False),
                name="invitasjon_godtatt_av_noen",
                violation_error_message=_("En invitasjon godtas av en bruker."),
            ),
        ]

    def __str__(self):
        return f"invitasjon {self.pk} til {self.email}"

    def get_absolute_url(self):
        return reverse("brukere:invitasjon-show", args=[self.pk])

    def tilstand_ved(self, tid, dag) -> Tilstand:
        """Return where the invitation stands at the moment ``tid`` on ``dag``."""
        return tilstand(
            godtatt=self.godtatt_at,
            tilbakekalt=self.tilbakekalt_at,
            utloeper=self.utloeper_at,
            til=self.til,
            naa=tid,
            dag=dag,
        )


class KalenderadresseQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """A person's own addresses."""
        return self.filter(bruker=bruker)


class Kalenderadresse(models.Model):
    """A secret address where a person's calendar program fetches her dates. Only a fingerprint of it is kept."""

    bruker = models.ForeignKey(
        Bruker, models.CASCADE, related_name="kalenderadresser", verbose_name=_("bruker")
    )
    fingeravtrykk = models.CharField(_("fingeravtrykk"), max_length=64, unique=True)
    opprettet_at = models.DateTimeField(_("opprettet"))
    tilbakekalt_at = models.DateTimeField(_("tilbakekalt"), null=True, blank=True)
    sist_brukt_dato = models.DateField(_("sist hentet"), null=True, blank=True)

    objects = KalenderadresseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kalenderadresse")
        verbose_name_plural = _("kalenderadresser")
        ordering = ["bruker", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bruker"], condition=Q(tilbakekalt_at=None), name="kalenderadresse_en_gyldig"
            )
        ]

    def __str__(self):
        return f"kalenderadresse {self.pk} for {self.bruker}"


class HendelseQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """The whole log for the systemansvarlig, nothing for others."""
        return self if bruker.omfang.alt else self.none()


class Hendelse(models.Model):
    """Something somebody did: who, when, to which object, and the object before and after. Never changed."""

    bare_tilfoeye = True

    tidspunkt_at = models.DateTimeField(_("tidspunkt"), db_index=True)
    bruker = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="hendelser", verbose_name=_("bruker")
    )
    handling = models.CharField(_("handling"), max_length=60)
    objekttype = models.CharField(_("objekttype"), max_length=40)
    objekt_id = models.CharField(_("objektets nøkkel"), max_length=40)
    objekt = models.CharField(_("objekt"), max_length=200)
    foer = models.JSONField(_("før"), null=True, blank=True)
    etter = models.JSONField(_("etter"), null=True, blank=True)

    objects = HendelseQuerySet.as_manager()

    class Meta:
        verbose_name = _("hendelse")
        verbose_name_plural = _("hendelser")
        ordering = ["-tidspunkt_at", "-pk"]
        indexes = [models.Index(fields=["objekttype", "objekt_id"], name="hendelse_objekt")]

    def __str__(self):
        return f"{self.pk}: {self.handling} {self.objekt}"

    @property
    def endringer(self) -> list[tuple[str, object, object]]:
        """Return (felt, før, etter) for each field that differs, in alphabetical order of field."""
        foer, etter = self.foer or {}, self.etter or {}
        return [
            (felt, foer.get(felt), etter.get(felt))
            for felt in sorted(foer.keys() | etter.keys())
            if foer.get(felt) != etter.get(felt)
        ]
