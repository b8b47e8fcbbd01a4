"""Notices: what somebody must know or act on, in the application and by e-mail."""

from datetime import datetime

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker

from .domain import MAKS_FORSOEK, PAUSER, TAUS


class VarselQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """A person's own notices."""
        return self.filter(bruker=bruker)

    def uleste(self):
        return self.filter(lest_at=None)

    def usendte(self):
        """Those that are to go by e-mail and have not gone."""
        return self.filter(epost=True, epost_sendt_at=None)

    def forfalte(self, tid: datetime):
        """Those whose next attempt at e-mail is due at ``tid``: the pause since the one before is over."""
        ventet = Q(epost_forsoek=0, opprettet_at__lte=tid - PAUSER[0])
        for forsoek, pause in enumerate(PAUSER[1:], start=1):
            ventet |= Q(epost_forsoek=forsoek, epost_forsoek_at__lte=tid - pause)
        return self.usendte().filter(ventet)

    def oppgitte(self, tid: datetime):
        """Those that are tried as often as they will be, and whose last attempt is over."""
        over = ~Q(epost_feil="") | Q(epost_forsoek_at__lte=tid - TAUS)
        return self.usendte().filter(over, epost_forsoek__gte=MAKS_FORSOEK)

    def uleste_foerst(self):
        """Unread first, then the newest first."""
        return self.order_by(Case(When(lest_at=None, then=0), default=1), "-opprettet_at", "-pk")


class Varsel(models.Model):
    """One notice to one person: what happened, and where she can act on it.

    ``noekkel`` makes it once per person, however often the same thing is told. ``slag`` names the kind of happening.
    """

    bruker = models.ForeignKey(Bruker, models.CASCADE, related_name="varsler", verbose_name=_("bruker"))
    slag = models.CharField(_("slag"), max_length=30)
    tittel = models.CharField(_("tittel"), max_length=200)
    tekst = models.TextField(_("tekst"))
    url_sti = models.CharField(_("side"), max_length=300, blank=True)
    noekkel = models.CharField(_("nøkkel"), max_length=100)
    opprettet_at = models.DateTimeField(_("opprettet"))
    lest_at = models.DateTimeField(_("lest"), null=True, blank=True)
    epost = models.BooleanField(_("sendes på e-post"), default=True)
    epost_sendt_at = models.DateTimeField(_("e-post sendt"), null=True, blank=True)
    epost_forsoek = models.PositiveSmallIntegerField(_("forsøk på å sende e-post"), default=0)
    epost_forsoek_at = models.DateTimeField(_("siste forsøk"), null=True, blank=True)
    epost_feil = models.CharField(_("feil fra e-postserveren"), max_length=300, blank=True)

    objects = VarselQuerySet.as_manager()

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        ordering = ["-opprettet_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["bruker", "noekkel"], name="varsel_en_gang")]
        indexes = [
            models.Index(fields=["bruker"], condition=Q(lest_at=None), name="varsel_ulest"),
            models.Index(
                fields=["opprettet_at"], condition=Q(epost=True, epost_sendt_at=None), name="varsel_usendt"
            ),
        ]

    def __str__(self):
        return f"varsel {self.pk} til {self.bruker}: {self.tittel}"
