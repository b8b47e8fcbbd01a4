"""Read models: activities of a period, and who saved a row last. The pages and the report read the same."""

from datetime import date

from django.db.models import Q

from bosetting.brukere.models import Hendelse

from .models import Aktivitet, Prosjekt, Resultatmaal


def aktiviteter_i(prosjekt: Prosjekt, fra: date, til: date) -> list[Aktivitet]:
    """Return activities whose first day lies in ``[fra, til)``, by date, with goals and organisers: three queries."""
    rader = Aktivitet.objects.i_perioden(fra, til).filter(prosjekt=prosjekt)
    return list(rader.prefetch_related("resultatmaal", "organisasjoner"))


def sist_lagret(rad) -> Hendelse | None:
    """Return the last trace of a row; that of a project may be of one of its goals. None when the log knows none."""
    spor = Q(objekttype=str(rad._meta.verbose_name), objekt_id=str(rad.pk))
    if isinstance(rad, Prosjekt):
        maal = Q(objekttype=str(Resultatmaal._meta.verbose_name))
        spor |= maal & (Q(foer__prosjekt=rad.pk) | Q(etter__prosjekt=rad.pk))
    return Hendelse.objects.filter(spor).select_related("bruker").first()
