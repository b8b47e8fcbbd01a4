"""Request letters: the embete's editable templates, the letters of a sent round, and their PDF files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Kommune

from .runder import Anmodning


class BrevmalQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Templates of the embeter where this person makes rounds."""
        return self.filter(embete__in=bruker.omfang.embeter_med(Rett.LAGE_RUNDER))


class Brevmal(models.Model):
    """An embete's own text for one kind of letter: Markdown with named fields."""

    SLAG = [("anmodning", _("anmodningsbrev"))]

    embete = models.ForeignKey(Embete, models.CASCADE, related_name="brevmaler", verbose_name=_("embete"))
    slag = models.CharField(_("slag brev"), max_length=12, choices=SLAG, default="anmodning")
    overskrift = models.CharField(_("overskrift"), max_length=200)
    tekst = models.TextField(_("tekst"), max_length=20_000)
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    endret_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("endret av")
    )
    endret_at = models.DateTimeField(_("sist endret"))

    objects = BrevmalQuerySet.as_manager()

    class Meta:
        verbose_name = _("brevmal")
        verbose_name_plural = _("brevmaler")
        ordering = ["embete", "slag"]
        constraints = [models.UniqueConstraint(fields=["embete", "slag"], name="brevmal_en_per_slag")]

    def __str__(self):
        return f"{self.get_slag_display()} for {self.embete}"


class BrevQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """Letters to the municipalities this person may see."""
        return self.filter(anmodning__kommune__in=Kommune.objects.for_bruker(bruker))


class Brev(models.Model):
    """The letter one municipality was sent in one round, word for word: names, heading and text as merged then."""

    bare_tilfoeye = True

    anmodning = models.OneToOneField(
        Anmodning, models.PROTECT, related_name="brev", verbose_name=_("anmodning")
    )
    dato = models.DateField(_("dato"))
    mottaker = models.CharField(_("mottaker"), max_length=120)
    avsender = models.CharField(_("avsender"), max_length=120)
    avsender_tittel = models.CharField(_("avsenders tittel"), max_length=60, blank=True)
    overskrift = models.CharField(_("overskrift"), max_length=300)
    tekst = models.TextField(_("tekst"))
    registrert_at = models.DateTimeField(_("registrert"))

    objects = BrevQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev")
        verbose_name_plural = _("brev")
        ordering = ["anmodning"]

    def __str__(self):
        return f"brev til {self.mottaker} {self.dato:%d.%m.%Y}"


class Brevfil(models.Model):
    """The PDF of a letter: the bytes, their SHA-256, and the version of Typst that made them."""

    bare_tilfoeye = True

    brev = models.OneToOneField(Brev, models.PROTECT, related_name="fil", verbose_name=_("brev"))
    innhold = models.BinaryField(_("innhold"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    typst = models.CharField(_("laget med typst"), max_length=20)
    opprettet_at = models.DateTimeField(_("opprettet"))

    class Meta:
        verbose_name = _("brevfil")
        verbose_name_plural = _("brevfiler")
        ordering = ["brev"]

    def __str__(self):
        return f"fil til brev {self.brev_id}"
