"""What passes between a municipality and the embete about an answer: confirmation, and requests for a change."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from .svar import KommuneradQuerySet, Vedtak


class Bekreftelse(models.Model):
    """The embete's judgement of an answer that a municipality sent in. The number counts whatever it says.

    ``dato`` is the day of the case, as the embete gives it. An answer sent back may be confirmed later.
    """

    bare_tilfoeye = True

    UTFALL = [("bekreftet", _("bekreftet")), ("sendt_tilbake", _("sendt tilbake"))]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    vedtak = models.ForeignKey(Vedtak, models.PROTECT, related_name="bekreftelser", verbose_name=_("vedtak"))
    utfall = models.CharField(_("utfall"), max_length=13, choices=UTFALL)
    dato = models.DateField(_("dato"))
    kommentar = models.TextField(_("kommentar til kommunen"), max_length=1000, blank=True)
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))

    class Meta:
        verbose_name = _("bekreftelse")
        verbose_name_plural = _("bekreftelser")
        ordering = ["vedtak", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vedtak"], condition=Q(utfall="bekreftet"), name="bekreftelse_en_gang"
            ),
            models.CheckConstraint(
                condition=Q(utfall="bekreftet") | ~Q(kommentar=""),
                name="bekreftelse_tilbake_har_kommentar",
                violation_error_message=_("Skriv hva kommunen skal se på."),
            ),
        ]

    def __str__(self):
        return f"{self.vedtak} {self.get_utfall_display()} {self.dato:%d.%m.%Y}"


class Endringsoenske(models.Model):
    """A municipality that can no longer register or correct an answer itself asks the embete to do it."""

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, related_name="endringsoensker", verbose_name=_("kommune")
    )
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    vedtak = models.ForeignKey(
        Vedtak,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="endringsoensker",
        verbose_name=_("vedtak"),
    )
    dato = models.DateField(_("dato"))
    tekst = models.TextField(_("hva skal endres"), max_length=2000)
    sendt_av = models.ForeignKey(Bruker, models.PROTECT, related_name="+", verbose_name=_("sendt av"))
    sendt_at = models.DateTimeField(_("sendt"))

    objects = KommuneradQuerySet.as_manager()

    class Meta:
        verbose_name = _("ønske om endring")
        verbose_name_plural = _("ønsker om endring")
        ordering = ["-dato", "-pk"]

    def __str__(self):
        return f"ønske om endring {self.pk} fra {self.kommune} for {self.aar}"


class Endringsoenskesvar(models.Model):
    """The embete's answer to a request for a change: done, or not and why."""

    bare_tilfoeye = True

    UTFALL = [("utfoert", _("utført")), ("avslaatt", _("ikke utført"))]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    oenske = models.OneToOneField(
        Endringsoenske, models.PROTECT, related_name="svar", verbose_name=_("ønske om endring")
    )
    utfall = models.CharField(_("utfall"), max_length=8, choices=UTFALL)
    dato = models.DateField(_("dato"))
    tekst = models.TextField(_("svar til kommunen"), max_length=1000, blank=True)
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))

    class Meta:
        verbose_name = _("svar på ønske om endring")
        verbose_name_plural = _("svar på ønsker om endring")
        ordering = ["oenske"]
        constraints = [
            models.CheckConstraint(
                condition=Q(utfall="utfoert") | ~Q(tekst=""),
                name="endringsoenskesvar_avslag_har_tekst",
                violation_error_message=_("Skriv hvorfor endringen ikke gjøres."),
            ),
        ]

    def __str__(self):
        return f"{self.oenske}: {self.get_utfall_display()}"
