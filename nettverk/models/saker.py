"""The agenda of a meeting: its points, those that are proposed, and the papers."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.lagretfil import LagretFil
from bosetting.kommuner.models import Kommune

from .grunn import Skjemarad
from .moeter import Moete, MoeteradQuerySet


class SakQuerySet(MoeteradQuerySet):
    def for_bruker(self, bruker):
        """The agenda of the meetings she may read. What is not on it: those who lead, and who proposed it."""
        omfang = bruker.omfang
        return (
            super()
            .for_bruker(bruker)
            .filter(
                Q(status="satt_opp")
                | Q(moete__prosjekt__embete__in=omfang.embeter_med(Rett.FOERE_NETTVERK))
                | Q(kommune__in=omfang.kommune_ids)
                | Q(foreslaatt_av=bruker.pk)
            )
        )


class Sak(Skjemarad):
    """A point on a meeting's agenda. A kontaktperson proposes; whoever leads puts it on, or says why not.

    ``referat`` is what was said, ``beslutning`` what was decided.
    """

    STATUSER = [("foreslaatt", _("foreslått")), ("satt_opp", _("satt opp")), ("avvist", _("ikke satt opp"))]

    moete = models.ForeignKey(Moete, models.CASCADE, related_name="saker", verbose_name=_("møte"))
    nummer = models.PositiveSmallIntegerField(_("nummer"))
    tittel = models.CharField(_("tittel"), max_length=160)
    tekst = models.TextField(_("hva saken gjelder"), blank=True, max_length=4000)
    minutter = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSER, default="satt_opp")
    svar = models.CharField(_("svar til den som foreslo"), max_length=300, blank=True)
    foreslaatt_av = models.ForeignKey(
        Bruker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("foreslått av")
    )
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, null=True, blank=True, related_name="saker", verbose_name=_("kommune")
    )
    referat = models.TextField(_("referat"), blank=True, max_length=10_000)
    beslutning = models.TextField(_("beslutning"), blank=True, max_length=4000)

    objects = SakQuerySet.as_manager()

    class Meta:
        verbose_name = _("sak")
        verbose_name_plural = _("saker")
        ordering = ["moete", "nummer", "pk"]

    def __str__(self):
        return f"sak {self.nummer} {self.tittel}"


class SakspapirQuerySet(MoeteradQuerySet):
    def for_bruker(self, bruker):
        """The papers of the meetings she may read, and of the points she may see; those taken away are nobody's."""
        saker = Sak.objects.for_bruker(bruker)
        return super().for_bruker(bruker).filter(Q(sak=None) | Q(sak__in=saker), fjernet_at=None)

    def til_innkalte(self, moete):
        """The papers that everybody who is invited to the meeting gets: those of the agenda and of the whole of it."""
        return self.filter(Q(sak=None) | Q(sak__status="satt_opp"), moete=moete, fjernet_at=None)


class Sakspapir(LagretFil):
    """A paper for a meeting, or for one point on its agenda. Taken away, the row stays and the file is not shown."""

    skjemanoekkel = models.UUIDField(_("skjemaets nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    moete = models.ForeignKey(Moete, models.CASCADE, related_name="sakspapirer", verbose_name=_("møte"))
    sak = models.ForeignKey(
        Sak, models.SET_NULL, null=True, blank=True, related_name="sakspapirer", verbose_name=_("sak")
    )
    lastet_opp_av = models.ForeignKey(
        Bruker, models.PROTECT, related_name="+", verbose_name=_("lastet opp av")
    )
    lastet_opp_at = models.DateTimeField(_("lastet opp"))
    fjernet_at = models.DateTimeField(_("fjernet"), null=True, blank=True)

    objects = SakspapirQuerySet.as_manager()

    class Meta:
        verbose_name = _("sakspapir")
        verbose_name_plural = _("sakspapirer")
        ordering = ["moete", "pk"]

    def __str__(self):
        return f"{self.navn} ({self.noekkel})"
