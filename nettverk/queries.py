"""Read models: activities of a period, and who saved a row last. The pages and the report read the same."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bosetting.brukere.models import Hendelse

from .models import Aktivitet, Prosjekt, Resultatmaal


def aktiviteter_i(prosjekt: Prosjekt, fra: date, til: date) -> list[Aktivitet]:
    """Return activities whose first day lies in ``[fra, til)``, by date, with goals and organisers: three queries."""
    rader = Aktivitet.objects.i_perioden(fra, til).filter(prosjekt=prosjekt)
    return list(rader.prefetch_related("resultatmaal", "organisasjoner"))


def med_antall(prosjekter: QuerySet) -> QuerySet:
    """Return the projects with ``antall_grupper``, ``antall_moeter`` and ``antall_aktiviteter`` on each.

    Each is counted by itself: joined, a project's groups, meetings and activities are multiplied with each other.
    """

    def antall(navn: str):
        modell = Prosjekt._meta.get_field(navn).related_model
        egne = modell.objects.filter(prosjekt=OuterRef("pk")).order_by().values("prosjekt")
        return Coalesce(Subquery(egne.annotate(antall=Count("pk")).values("antall")), 0)

    return prosjekter.annotate(
        **{f"antall_{navn}": antall(navn) for navn in ("grupper", "moeter", "aktiviteter")}
    )


def sist_lagret(rad) -> Hendelse | None:
    """Return the last trace of a row; that of a project may be of one of its goals. None when the log knows none."""
    spor = Q(objekttype=str(rad._meta.verbose_name), objekt_id=str(rad.pk))
    if isinstance(rad, Prosjekt):
        maal = Q(objekttype=str(Resultatmaal._meta.verbose_name))
        spor |= maal & (Q(foer__prosjekt=rad.pk) | Q(etter__prosjekt=rad.pk))
    return Hendelse.objects.filter(spor).select_related("bruker").first()
