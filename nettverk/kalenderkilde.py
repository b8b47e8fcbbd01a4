"""What the projects put in a kontaktperson's calendar: the meetings ahead that her municipality may come to."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from bosetting.brukere.kalender import Kalenderhendelse, vindu
from bosetting.brukere.models import Embete

from .models import Aktivitet


def moeter(bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """What is planned from ``dag`` on by the embeter that cover her municipalities. One query.

    Title, days and place only: what the embete has written about it is its own. A visit is to one municipality, and
    the row does not say which, so visits are nobody's to see.
    """
    if not bruker.omfang.kommune_ids:
        return
    embeter = Embete.objects.filter(fylker__kommuner__in=bruker.omfang.kommune_ids)
    rader = (
        Aktivitet.objects.filter(
            Q(til_dato__gte=dag) | Q(til_dato=None, fra_dato__gte=dag),
            prosjekt__embete__in=embeter,
            status="planlagt",
            fra_dato__lte=vindu(dag)[1],
        )
        .exclude(slag="besoek")
        .order_by("fra_dato", "pk")
    )
    for rad in rader:
        yield Kalenderhendelse(
            uid=f"aktivitet-{rad.pk}",
            tittel=rad.tittel,
            fra=rad.fra_dato,
            til=rad.til_dato,
            sted=rad.sted,
            moete=True,
        )
