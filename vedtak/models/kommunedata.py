"""What is registered about a municipality beside its answers: persons settled, and settlement in its own plans.

All rows are append-only. The latest row holds.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker
from bosetting.felles.tall import HOEYESTE_ANTALL
from bosetting.kommuner.models import Kommune

from .svar import KommuneradQuerySet


class Bosatt(models.Model):
    """Persons settled in a municipality in a year, counted up to a date.

    ``mottatt`` is when the state knew the count; where it is unknown ``per_dato`` stands in. A correction is a new row
    of the same date that points to the one it corrects; without ``antall`` it says that the count is withdrawn.
    """

    bare_tilfoeye = True

    noekkel = models.UUIDField(_("nøkkel"), null=True, blank=True, unique=True, editable=False)
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="bosatte", verbose_name=_("kommune"))
    aar = models.PositiveSmallIntegerField(_("bosettingsår"))
    per_dato = models.DateField(_("per dato"))
    antall = models.PositiveIntegerField(_("bosatt"), null=True, blank=True)
    mottatt = models.DateField(_("mottatt"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200)
    retter = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="rettet_av", verbose_name=_("retter")
    )
    rettegrunn = models.CharField(_("hvorfor det rettes"), max_length=300, blank=True, db_default="")
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"), null=True, blank=True)

    objects = KommuneradQuerySet.as_manager()

    class Meta:
        verbose_name = _("bosatt")
        verbose_name_plural = _("bosatte")
        ordering = ["aar", "kommune", "per_dato", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aar", "kommune", "per_dato"], condition=Q(retter=None), name="bosatt_en_per_dato"
            ),
            models.CheckConstraint(
                condition=Q(antall__lte=HOEYESTE_ANTALL) | Q(antall=None),
                name="bosatt_rimelig",
                violation_error_message=_("Antallet må være mellom 0 og 100 000."),
            ),
            models.CheckConstraint(
                condition=Q(antall__isnull=False) | Q(retter__isnull=False),
                name="bosatt_har_antall",
                violation_error_message=_("Oppgi hvor mange som er bosatt."),
            ),
            models.CheckConstraint(
                condition=Q(retter=None, rettegrunn="") | (Q(retter__isnull=False) & ~Q(rettegrunn="")),
                name="bosatt_rettelse_har_grunn",
                violation_error_message=_("En rettelse må ha en begrunnelse."),
            ),
        ]

    def __str__(self):
        return f"{self.kommune} {self.aar}: {self.antall} per {self.per_dato:%d.%m.%Y}"


class Planforankring(models.Model):
    """Where settlement stands in one of the municipality's own plans on a date (result goal 2)."""

    bare_tilfoeye = True

    PLANER = [
        ("samfunnsdel", _("kommuneplanens samfunnsdel")),
        ("arealdel", _("kommuneplanens arealdel")),
        ("oekonomi", _("økonomiplan og budsjett")),
        ("bolig", _("boligplan")),
    ]
    STATUSER = [
        ("ikke_omtalt", _("ikke omtalt")),
        ("under_arbeid", _("under arbeid")),
        ("omtalt", _("omtalt")),
        ("forankret", _("forankret i vedtatt plan")),
    ]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, related_name="planforankringer", verbose_name=_("kommune")
    )
    plan = models.CharField(_("plan"), max_length=12, choices=PLANER)
    status = models.CharField(_("status"), max_length=12, choices=STATUSER)
    dato = models.DateField(_("dato"))
    kilde = models.CharField(_("kilde"), max_length=200)
    merknad = models.CharField(_("merknad"), max_length=300, blank=True)
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))

    objects = KommuneradQuerySet.as_manager()

    class Meta:
        verbose_name = _("planforankring")
        verbose_name_plural = _("planforankringer")
        ordering = ["kommune", "plan", "dato", "pk"]

    def __str__(self):
        return f"{self.kommune}: {self.get_plan_display()} {self.get_status_display()} {self.dato:%d.%m.%Y}"
