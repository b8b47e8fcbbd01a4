"""What the operators ask about the queue."""

from datetime import datetime

from django.db.models import Min

from . import domain
from .models import Jobb


def eldste_ventende(naa: datetime) -> int:
    """Return for how many minutes the job that has stood longest has stood; 0 when none does.

    A job stands when it waits for a worker, and when its worker has been silent so long that it is taken for dead.
    """
    venter = Jobb.objects.filter(tilstand=Jobb.VENTER).aggregate(eldste=Min("koet_at"))["eldste"]
    tause = Jobb.objects.filter(tilstand=Jobb.KJOERER, hjerteslag_at__lte=naa - domain.TAUS)
    taus = tause.aggregate(eldste=Min("hjerteslag_at"))["eldste"]
    return max(domain.minutter_siden(venter, naa), domain.minutter_siden(taus, naa))
