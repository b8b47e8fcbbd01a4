"""The facts of ``tallfakta``, read from the records. Two queries."""

from datetime import date, timedelta

from django.db.models import Count

from nettverk.models import Moete, Prosjekt
from vedtak.bosatte import gjeldende_tellinger

from .definisjon import Periode
from .tallfakta import Tallfakta


def fakta(prosjekt: Prosjekt, kommuner, aar: int, periode: Periode, dag: date, kjent: date) -> Tallfakta:
    """Return what was settled of ``aar`` on ``dag`` as known on ``kjent``, and the meetings of the period by then."""
    under = kommuner.i_aar(aar).order_by().values("pk")
    slutt = min(periode.til, dag + timedelta(days=1))
    holdt = Moete.objects.filter(
        prosjekt=prosjekt, status="avholdt", dato__gte=periode.fra, dato__lt=slutt
    ).order_by()
    return Tallfakta(
        bosatt={pk: rad.antall for pk, rad in gjeldende_tellinger(aar, under, dag, kjent).items()},
        moeter={
            navn or "": antall for navn, antall in holdt.values_list("gruppe__navn").annotate(Count("pk"))
        },
    )
