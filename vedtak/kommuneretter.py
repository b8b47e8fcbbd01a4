"""What a person may do for one municipality, through the embeter that cover it.

``requires`` asks whether a person holds a right at all. One may work in one embete and only read in another.
"""

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Kommune


def kommuneretter(bruker: Bruker, kommune: Kommune) -> frozenset[Rett]:
    """Return the rights ``bruker`` holds in an embete of the municipality's county. One query."""
    egne = set(Embete.objects.filter(fylker=kommune.fylke_id).values_list("pk", flat=True))
    return frozenset(rett for embete, rett in bruker.omfang.embeteretter if embete in egne)
