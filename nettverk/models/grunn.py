"""What the rows of the network have in common: whose they are, the form that made them, and who may read them."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag

INNSYN = [
    ("medlemmer", _("bare gruppens medlemmer")),
    ("embetet", _("embetet og samarbeidspartnerne")),
    ("kommunene", _("også kommunenes kontaktpersoner")),
    ("offentlig", _("alle, også uten innlogging")),
]


class EmbeteradQuerySet(models.QuerySet):
    """Rows that belong to an embete, by way of ``embete_sti``."""

    embete_sti = "embete"

    def for_bruker(self, bruker):
        """Rows of the embeter this person works in or reads from."""
        return self.filter(**{f"{self.embete_sti}__in": bruker.omfang.embete_ids})


class Skjemarad(models.Model):
    """A row that a form made and others change: ``noekkel`` is the key of that form, which sent twice makes one row.

    ``versjon`` rises by one each time the row is saved, so that nobody replaces what she has not seen.
    """

    noekkel = models.UUIDField(_("skjemanøkkel"), null=True, unique=True, editable=False)
    versjon = models.PositiveIntegerField(_("versjon"), default=1, db_default=1, editable=False)

    class Meta:
        abstract = True


class InnsynQuerySet(EmbeteradQuerySet):
    """Rows with ``innsyn``: who may read them follows from it, from the group's members, and from who leads the work.

    ``gruppe_sti`` leads to the group whose members always may read; ``kommuner_sti`` to the municipalities that a row
    is about, whose kontaktpersoner may read it whatever the ``innsyn`` (a visit). None when the rows have none.
    """

    embete_sti = "prosjekt__embete"
    gruppe_sti = "gruppe"
    kommuner_sti = None

    def for_bruker(self, bruker):
        """Rows that this person may read today. Nobody's papers follow from a link: the pages ask here."""
        omfang = bruker.omfang
        embete = self.embete_sti
        egne = Embete.objects.filter(fylker__kommuner__in=omfang.kommune_ids).values("pk")
        synlig = (
            Q(**{f"{embete}__in": omfang.embeter_med(Rett.FOERE_NETTVERK)})
            | Q(**{f"{embete}__in": omfang.embeter_med(Rett.SE_NETTVERK)}, innsyn__in=_FRA["embetet"])
            | Q(**{f"{embete}__in": egne}, innsyn__in=_FRA["kommunene"])
        )
        if self.gruppe_sti and omfang.rettigheter:
            synlig |= Q(self._sitter_i_gruppen(bruker))
        if self.kommuner_sti and omfang.kommune_ids:
            berort = self.model.objects.filter(
                pk=OuterRef("pk"), **{f"{self.kommuner_sti}__in": omfang.kommune_ids}
            )
            synlig |= Q(Exists(berort))
        return self.filter(synlig)

    def offentlige(self):
        """Rows that everybody may read."""
        return self.filter(innsyn="offentlig")

    def _sitter_i_gruppen(self, bruker):
        # Read late: the groups are themselves rows of this kind.
        from .grupper import Medlemskap

        gruppe = "pk" if self.gruppe_sti == "pk" else f"{self.gruppe_sti}_id"
        sete = Medlemskap.objects.on_date(i_dag())
        return Exists(sete.filter(gruppe=OuterRef(gruppe), person__bruker=bruker.pk))


# Each degree of openness, with those that are more open.
_FRA = {navn: [andre for andre, _tekst in INNSYN[plass:]] for plass, (navn, _t) in enumerate(INNSYN)}


def innsyn_felt(standard: str, **felt) -> models.CharField:
    """Return the field that says who may read a row."""
    return models.CharField(
        _("hvem kan se"), max_length=10, choices=INNSYN, default=standard, db_default=standard, **felt
    )
