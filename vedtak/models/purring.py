"""Reminders: the plan of a round with its steps, and what was sent to whom, word for word."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker


class PurreplanQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Plans of the rounds of the embeter where this person makes rounds."""
        return self.filter(runde__embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Purreplan(models.Model):
    """How a round is reminded of. Nothing is sent by itself before ``aktiv_fra``; empty means that it is off."""

    runde = models.OneToOneField(
        Anmodningsrunde, models.PROTECT, related_name="purreplan", verbose_name=_("anmodningsrunde")
    )
    aktiv_fra = models.DateField(_("sendes av seg selv fra"), null=True, blank=True)
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    endret_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("endret av")
    )
    endret_at = models.DateTimeField(_("sist endret"))

    objects = PurreplanQuerySet.as_manager()

    class Meta:
        verbose_name = _("purreplan")
        verbose_name_plural = _("purreplaner")
        ordering = ["runde"]

    def __str__(self):
        return f"purreplan for {self.runde}"


class Purretrinn(models.Model):
    """One step of a plan: so many business days from the municipality's deadline (negative: before), and its text."""

    plan = models.ForeignKey(Purreplan, models.CASCADE, related_name="trinn", verbose_name=_("purreplan"))
    virkedager = models.SmallIntegerField(_("virkedager fra fristen"))
    emne = models.CharField(_("emne"), max_length=200)
    tekst = models.TextField(_("tekst"), max_length=5000)

    class Meta:
        verbose_name = _("purretrinn")
        verbose_name_plural = _("purretrinn")
        ordering = ["plan", "virkedager"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "virkedager"], name="purretrinn_ett_per_dag"),
            models.CheckConstraint(
                condition=models.Q(virkedager__gte=-120, virkedager__lte=120),
                name="purretrinn_rimelig",
                violation_error_message=_("Antallet virkedager må være mellom 120 før og 120 etter fristen."),
            ),
        ]

    def __str__(self):
        return f"{self.virkedager:+d} virkedager i {self.plan}"


class PurringQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Reminders of the rounds she sends, and those that have reached the municipality she represents.

        Readers see none. One that was stopped, or did not get through, says what no longer holds.
        """
        omfang = bruker.omfang
        egne = models.Q(anmodning__runde__embete__in=omfang.embeter_med(Rett.LAGE_RUNDER))
        if not omfang.kommune_ids:
            return self.filter(egne)
        sendt = Purreforsoek.objects.filter(utfall="sendt").values("mottaker__purring")
        return self.filter(egne | models.Q(anmodning__kommune__in=omfang.kommune_ids, pk__in=sendt))


class Purring(models.Model):
    """One reminder to one municipality: which step, what was missing, and the text as it was sent.

    ``frist`` is the deadline that the step counted from; a municipality that gets an extension is reminded anew.
    """

    bare_tilfoeye = True

    MANGLER = [("alt", _("svar på anmodningen")), ("em", _("svar om enslige mindreårige"))]

    anmodning = models.ForeignKey(
        Anmodning, models.PROTECT, related_name="purringer", verbose_name=_("anmodning")
    )
    virkedager = models.SmallIntegerField(_("virkedager fra fristen"))
    frist = models.DateField(_("frist"))
    dato = models.DateField(_("dato"))
    mangler = models.CharField(_("mangler"), max_length=4, choices=MANGLER)
    emne = models.CharField(_("emne"), max_length=300)
    tekst = models.TextField(_("tekst"))
    utloest_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("utløst av")
    )
    registrert_at = models.DateTimeField(_("registrert"))

    objects = PurringQuerySet.as_manager()

    class Meta:
        verbose_name = _("purring")
        verbose_name_plural = _("purringer")
        ordering = ["-dato", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["anmodning", "frist", "virkedager"], name="purring_en_gang_per_trinn"
            )
        ]

    def __str__(self):
        return f"purring {self.pk} til {self.anmodning.kommune} {self.dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("vedtak:purring-show", args=[self.pk])


class PurremottakerQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Recipients of the reminders this person may see."""
        return self.filter(purring__in=Purring.objects.for_bruker(bruker))


class Purremottaker(models.Model):
    """A person a reminder goes to, with the name and address used. ``noekkel`` makes the mail's Message-ID."""

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("nøkkel"), unique=True, editable=False)
    purring = models.ForeignKey(Purring, models.PROTECT, related_name="mottakere", verbose_name=_("purring"))
    bruker = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("bruker"))
    navn = models.CharField(_("navn"), max_length=120)
    epost = models.EmailField(_("e-postadresse"))

    objects = PurremottakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("mottaker av purring")
        verbose_name_plural = _("mottakere av purringer")
        ordering = ["purring", "pk"]
        constraints = [models.UniqueConstraint(fields=["purring", "epost"], name="purremottaker_en_gang")]

    def __str__(self):
        return f"{self.epost} (purring {self.purring_id})"


class Purreforsoek(models.Model):
    """One attempt to hand a reminder to the mail server, or its result. An attempt without a result is uncertain.

    ``stanset``: it was not to be sent any more (an answer came first); ``feil`` says why.
    """

    bare_tilfoeye = True

    UTFALL = [
        ("begynt", _("begynt")),
        ("sendt", _("sendt")),
        ("feilet", _("feilet")),
        ("stanset", _("stanset")),
    ]

    mottaker = models.ForeignKey(
        Purremottaker, models.PROTECT, related_name="forsoek", verbose_name=_("mottaker")
    )
    nr = models.PositiveSmallIntegerField(_("forsøk nummer"))
    utfall = models.CharField(_("utfall"), max_length=8, choices=UTFALL)
    feil = models.CharField(_("feilmelding"), max_length=300, blank=True)
    tidspunkt_at = models.DateTimeField(_("tidspunkt"))

    class Meta:
        verbose_name = _("forsøk på å sende purring")
        verbose_name_plural = _("forsøk på å sende purring")
        ordering = ["mottaker", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mottaker", "nr", "utfall"], name="purreforsoek_en_gang")
        ]

    def __str__(self):
        return f"forsøk {self.nr} til {self.mottaker}: {self.utfall}"
