"""Meetings: series, who is invited and who came, minutes, and what was agreed to do. The agenda is in saker.py."""

import uuid

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker

from .grunn import InnsynQuerySet, Skjemarad, innsyn_felt
from .grupper import Gruppe, Medlemskap, Person
from .prosjekt import Fase, Prosjekt, Resultatmaal


class Moeteserie(Skjemarad):
    """A rule for meetings that return («første tirsdag i hver måned»), as an RRULE without dates (RFC 5545).

    ``fra`` is the first day it may fall on and ``til`` the day after the last. Each meeting it gives is a row of its
    own (``Moete``), which may be moved or cancelled without the rest.
    """

    prosjekt = models.ForeignKey(
        Prosjekt, models.CASCADE, related_name="moeteserier", verbose_name=_("prosjekt")
    )
    gruppe = models.ForeignKey(
        Gruppe,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moeteserier",
        verbose_name=_("gruppe"),
    )
    tittel = models.CharField(_("tittel"), max_length=160)
    regel = models.CharField(_("gjentakelse"), max_length=200)
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til (ikke med)"))
    fra_tid = models.TimeField(_("klokken fra"))
    til_tid = models.TimeField(_("klokken til"))
    sted = models.CharField(_("sted"), max_length=160, blank=True)
    videolenke = models.URLField(_("lenke til videomøte"), max_length=400, blank=True)
    innsyn = innsyn_felt("medlemmer")

    objects = InnsynQuerySet.as_manager()

    class Meta:
        verbose_name = _("møteserie")
        verbose_name_plural = _("møteserier")
        ordering = ["prosjekt", "fra", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__gt=models.F("fra")),
                name="moeteserie_periode",
                violation_error_message=_("Sluttdatoen må være etter startdatoen."),
            ),
            models.CheckConstraint(
                condition=Q(til_tid__gt=models.F("fra_tid")),
                name="moeteserie_tid",
                violation_error_message=_("Møtet må slutte etter at det begynner."),
            ),
        ]

    def __str__(self):
        return f"møteserien {self.tittel} fra {self.fra:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("nettverk:moeteserie-show", args=[self.pk])


class Moete(Skjemarad):
    """One meeting on one day, of a group or open. Times are the clock on the wall in Norway.

    ``seriedato`` is the day the series gave it, also after it was moved. ``versjon`` rises with every change, and is
    the SEQUENCE of its calendar file. The meeting stays when it is cancelled.
    """

    STATUSER = [("planlagt", _("planlagt")), ("avholdt", _("avholdt")), ("avlyst", _("avlyst"))]

    prosjekt = models.ForeignKey(Prosjekt, models.CASCADE, related_name="moeter", verbose_name=_("prosjekt"))
    gruppe = models.ForeignKey(
        Gruppe, models.PROTECT, null=True, blank=True, related_name="moeter", verbose_name=_("gruppe")
    )
    serie = models.ForeignKey(
        Moeteserie, models.PROTECT, null=True, blank=True, related_name="moeter", verbose_name=_("møteserie")
    )
    seriedato = models.DateField(_("dato i serien"), null=True, blank=True)
    tittel = models.CharField(_("tittel"), max_length=160)
    status = models.CharField(_("status"), max_length=10, choices=STATUSER, default="planlagt")
    avlyst_grunn = models.CharField(_("hvorfor det er avlyst"), max_length=200, blank=True)
    dato = models.DateField(_("dato"))
    fra_tid = models.TimeField(_("klokken fra"))
    til_tid = models.TimeField(_("klokken til"))
    sted = models.CharField(_("sted"), max_length=160, blank=True)
    videolenke = models.URLField(_("lenke til videomøte"), max_length=400, blank=True)
    beskrivelse = models.TextField(_("om møtet"), blank=True, max_length=4000)
    svarfrist = models.DateField(_("svar innen"), null=True, blank=True)
    innsyn = innsyn_felt("medlemmer")
    fase = models.ForeignKey(
        Fase, models.PROTECT, null=True, blank=True, related_name="moeter", verbose_name=_("fase")
    )
    resultatmaal = models.ManyToManyField(
        Resultatmaal, blank=True, related_name="moeter", verbose_name=_("resultatmål")
    )
    endret_at = models.DateTimeField(_("endret"))
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = InnsynQuerySet.as_manager()

    class Meta:
        verbose_name = _("møte")
        verbose_name_plural = _("møter")
        ordering = ["dato", "fra_tid", "pk"]
        indexes = [models.Index(fields=["prosjekt", "dato"], name="moete_prosjekt_dato")]
        constraints = [
            models.UniqueConstraint(
                fields=["serie", "seriedato"], condition=Q(serie__isnull=False), name="moete_en_per_seriedato"
            ),
            models.CheckConstraint(
                condition=Q(til_tid__gt=models.F("fra_tid")),
                name="moete_tid",
                violation_error_message=_("Møtet må slutte etter at det begynner."),
            ),
            models.CheckConstraint(
                condition=Q(serie=None, seriedato=None) | Q(serie__isnull=False, seriedato__isnull=False),
                name="moete_dato_i_serien",
                violation_error_message=_("Et møte i en serie har en dato i den."),
            ),
        ]

    def __str__(self):
        return f"{self.tittel} {self.dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("nettverk:moete-show", args=[self.pk])


class MoeteradQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Rows of the meetings that this person may read."""
        return self.filter(moete__in=Moete.objects.for_bruker(bruker))


class InnkallingQuerySet(MoeteradQuerySet):
    def gjeldende(self):
        """Those who are invited: not the ones whose invitation was taken back."""
        return self.filter(trukket_at=None)

    def med_brev(self):
        """With ``brev``: the letters of the invitation that counts now, not of one that was taken back before it."""
        naavaerende = Moetebrev.objects.filter(opprettet_at__gte=F("innkalling__lagt_til_at")).order_by("pk")
        return self.prefetch_related(Prefetch("brev", queryset=naavaerende))


class Innkalling(Skjemarad):
    """One person (or one seat without a name) who is invited to a meeting, what she answers, and whether she came.

    ``lenkenoekkel`` is in her signed link, ``vara_noekkel`` in that of her substitute; changed, the old link is dead.
    ``trukket_at`` is set when the invitation is taken back: the row stays, and counts nowhere. Invited again, she is
    on the list anew from ``lagt_til_at``; letters from before that are of an invitation that is no more.
    """

    SVAR = [
        ("ubesvart", _("ikke svart")),
        ("kommer", _("kommer")),
        ("kommer_ikke", _("kommer ikke")),
        ("vara", _("vara kommer")),
    ]
    OPPMOETE = [
        ("ukjent", _("ikke ført")),
        ("til_stede", _("til stede")),
        ("forfall", _("meldt forfall")),
        ("fravaer", _("ikke møtt")),
        ("vara", _("vara møtte")),
    ]

    moete = models.ForeignKey(Moete, models.CASCADE, related_name="innkallinger", verbose_name=_("møte"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innkallinger",
        verbose_name=_("person"),
    )
    medlemskap = models.ForeignKey(
        Medlemskap,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innkallinger",
        verbose_name=_("medlemskap"),
    )
    lenkenoekkel = models.UUIDField(_("lenkenøkkel"), default=uuid.uuid4, unique=True, editable=False)
    svar = models.CharField(_("svar"), max_length=12, choices=SVAR, default="ubesvart")
    vara_navn = models.CharField(_("vara"), max_length=120, blank=True)
    vara_epost = models.EmailField(_("varas e-postadresse"), blank=True)
    vara_noekkel = models.UUIDField(_("varas lenkenøkkel"), null=True, unique=True, editable=False)
    kommentar = models.CharField(_("kommentar"), max_length=300, blank=True)
    svart_at = models.DateTimeField(_("svart"), null=True, blank=True)
    oppmoete = models.CharField(_("oppmøte"), max_length=10, choices=OPPMOETE, default="ukjent")
    lagt_til_at = models.DateTimeField(_("lagt til"))
    trukket_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True, editable=False)
    trukket_av = models.ForeignKey(
        Bruker,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # nobody is looked up by it, and an index is made while the table is locked
        related_name="+",
        verbose_name=_("trukket tilbake av"),
    )

    objects = InnkallingQuerySet.as_manager()

    class Meta:
        verbose_name = _("innkalling")
        verbose_name_plural = _("innkallinger")
        ordering = ["moete", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["moete", "person"], condition=Q(person__isnull=False), name="innkalling_person"
            ),
            models.UniqueConstraint(
                fields=["moete", "medlemskap"],
                condition=Q(medlemskap__isnull=False),
                name="innkalling_medlemskap",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(medlemskap__isnull=False),
                name="innkalling_av_noen",
                violation_error_message=_("Innkall en person eller en plass i gruppen."),
            ),
        ]

    def __str__(self):
        return f"innkalling {self.pk} til {self.moete}"


class Moetebrev(models.Model):
    """One e-mail about a meeting to one who is invited: its kind, and the version of the meeting that it tells of.

    The row is made once per kind and version, so a repeated job sends nothing twice. Two kinds go to a substitute:
    ``vara`` to the one who is named, ``vara_bort`` to one who is not any more, whose address stands here until it is
    sent. ``moeteversjon`` of those two is the version of her calendar file.
    """

    SLAG = [
        ("innkalling", _("innkalling")),
        ("endring", _("endring")),
        ("avlysning", _("avlysning")),
        ("paaminnelse", _("påminnelse")),
        ("referat", _("referat")),
        ("trukket", _("beskjed om trukket innkalling")),
        ("vara", _("beskjed til vara")),
        ("vara_bort", _("beskjed til tidligere vara")),
    ]

    innkalling = models.ForeignKey(
        Innkalling, models.CASCADE, related_name="brev", verbose_name=_("innkalling")
    )
    slag = models.CharField(_("slag e-post"), max_length=12, choices=SLAG)
    moeteversjon = models.PositiveIntegerField(_("møtets versjon"))
    opprettet_at = models.DateTimeField(_("bestilt"))
    sendt_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    forsoek = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    feil = models.CharField(_("feil"), max_length=300, blank=True)
    til_navn = models.CharField(_("til"), max_length=120, blank=True, default="", db_default="")
    til_epost = models.EmailField(_("til e-postadressen"), blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("møte-e-post")
        verbose_name_plural = _("møte-e-poster")
        ordering = ["innkalling", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["innkalling", "slag", "moeteversjon"], name="moetebrev_en_av_hvert"
            )
        ]

    def __str__(self):
        return f"{self.slag} {self.pk} til {self.innkalling_id}"


class Oppfoelgingspunkt(Skjemarad):
    """Something a meeting agreed that somebody shall do by a day. Open ones follow to the group's next meeting."""

    STATUSER = [("aapen", _("åpen")), ("utfoert", _("utført")), ("bortfalt", _("bortfalt"))]

    moete = models.ForeignKey(
        Moete, models.CASCADE, related_name="oppfoelgingspunkter", verbose_name=_("møte")
    )
    sak = models.ForeignKey(
        "nettverk.Sak",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="oppfoelgingspunkter",
        verbose_name=_("sak"),
    )
    tekst = models.CharField(_("hva som skal gjøres"), max_length=300)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="oppgaver", verbose_name=_("person")
    )
    ansvarlig = models.CharField(
        _("ansvarlig"), max_length=120, blank=True, help_text=_("Funksjon eller organisasjon.")
    )
    frist = models.DateField(_("frist"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSER, default="aapen")
    lukket_dato = models.DateField(_("lukket"), null=True, blank=True)
    merknad = models.CharField(_("merknad"), max_length=300, blank=True)

    objects = MoeteradQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølgingspunkt")
        verbose_name_plural = _("oppfølgingspunkter")
        ordering = ["moete", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="aapen", lukket_dato=None)
                | (~Q(status="aapen") & Q(lukket_dato__isnull=False)),
                name="oppfoelgingspunkt_lukket",
                violation_error_message=_("Et punkt som er lukket, har en dato for det."),
            )
        ]

    def __str__(self):
        return f"{self.pk}: {self.tekst}"


class Referat(models.Model):
    """The minutes of a meeting as they were approved: the document's data, its PDF, and the PDF's SHA-256.

    Approved again after a correction, a new number; the ones before stay as they were.
    """

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("skjemanøkkel"), unique=True, editable=False)
    moete = models.ForeignKey(Moete, models.PROTECT, related_name="referater", verbose_name=_("møte"))
    nummer = models.PositiveSmallIntegerField(_("nummer"))
    innhold = models.JSONField(_("innhold"))
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    rettelse = models.CharField(_("hva som er rettet"), max_length=300, blank=True)
    godkjent_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("godkjent av"))
    godkjent_at = models.DateTimeField(_("godkjent"))

    objects = MoeteradQuerySet.as_manager()

    class Meta:
        verbose_name = _("referat")
        verbose_name_plural = _("referater")
        ordering = ["moete", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["moete", "nummer"], name="referat_nummer_i_moete")]

    def __str__(self):
        return f"referat {self.nummer} fra {self.moete}"
