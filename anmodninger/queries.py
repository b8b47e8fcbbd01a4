"""Read models of the rounds: the day a municipality was first asked, sums per round, who saved a draft last."""

from datetime import date

from django.db.models import Min, Q

from bosetting.kommuner.models import Kommune

from .models import Anmodning, Anmodningsrunde


def foerste_sendt(kommune: Kommune, aar: int) -> date | None:
    """Return the day of the first round of ``aar`` that concerns ``kommune``, or None.

    That is a round of an embete that covers its county, a national round, or any round that names it.
    """
    navngir = Anmodning.objects.filter(kommune=kommune).values("runde")
    gjelder = Q(embete=None) | Q(embete__fylker=kommune.fylke_id) | Q(pk__in=navngir)
    return Anmodningsrunde.objects.filter(gjelder, aar=aar).aggregate(foerst=Min("sendt_dato"))["foerst"]
