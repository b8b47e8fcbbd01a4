"""The dialogue log: what the embete and a municipality talked about, and what they agreed to do next."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Kommune


class DialogQuerySet(models.QuerySet):
    def for_bruker(self, bruker):
        """The log of the embeter where this person keeps it; readers, kontaktpersoner and other embeter see none."""
        return self.filter(embete__in=bruker.omfang.embeter_med(Rett.FOERE_DIALOG))

    def aapne(self):
        """Those with an agreed follow-up that is not done."""
        return self.exclude(oppfoelging="").filter(oppfulgt_dato=None)


class Dialog(models.Model):
    """One contact with a municipality, internal to the embete: when, who, about what, and the agreed follow-up."""

    FORMER = [
        ("besoek", _("besøk")),
        ("moete", _("møte")),
        ("telefon", _("telefonsamtale")),
        ("epost", _("e-post")),
        ("annet", _("annet")),
    ]

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    embete = models.ForeignKey(Embete, models.PROTECT, related_name="dialoger", verbose_name=_("embete"))
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="dialoger", verbose_name=_("kommune"))
    form = models.CharField(_("kontaktform"), max_length=8, choices=FORMER)
    dato = models.DateField(_("dato"))
    deltakere = models.CharField(_("hvem deltok"), max_length=500, blank=True)
    emne = models.CharField(_("emne"), max_length=200)
    notat = models.TextField(_("notat"), blank=True, max_length=10_000)
    oppfoelging = models.CharField(_("avtalt oppfølging"), max_length=300, blank=True)
    oppfoelging_dato = models.DateField(_("følges opp"), null=True, blank=True)
    oppfulgt_dato = models.DateField(_("fulgt opp"), null=True, blank=True)
    oppfulgt_merknad = models.CharField(_("hva som ble gjort"), max_length=300, blank=True)
    kilde = models.CharField(_("kilde"), max_length=200, blank=True)
    versjon = models.PositiveIntegerField(_("versjon"), default=1)
    registrert_av = models.ForeignKey(
        Bruker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registrert av")
    )
    registrert_at = models.DateTimeField(_("registrert"))
    endret_at = models.DateTimeField(_("sist endret"))

    objects = DialogQuerySet.as_manager()

    class Meta:
        verbose_name = _("dialog")
        verbose_name_plural = _("dialoger")
        ordering = ["-dato", "-pk"]
        indexes = [models.Index(fields=["kommune", "dato"], name="dialog_kommune_dato")]
        constraints = [
            models.CheckConstraint(
                condition=Q(oppfoelging_dato__isnull=True) | ~Q(oppfoelging=""),
                name="dialog_oppfoelging_tekst",
                violation_error_message=_("Skriv hva som skal følges opp."),
            ),
            models.CheckConstraint(
                condition=Q(oppfulgt_dato__isnull=True) | ~Q(oppfoelging=""),
                name="dialog_oppfulgt_noe",
                violation_error_message=_("Det er ikke avtalt noen oppfølging."),
            ),
        ]

    def __str__(self):
        return f"{self.get_form_display()} med {self.kommune} {self.dato:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("vedtak:dialog-show", args=[self.pk])
