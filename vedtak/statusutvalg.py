"""What a page about status shows for the choices in its address: the same for the page, its export and the traces."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, QueryDict

from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from . import domain, tables
from .filters import Statusfilter
from .queries import Statusliste, statusliste


@dataclass(frozen=True)
class Statusutvalg:
    """The whole list, the part of it that is shown, and the form that says which."""

    hel: Statusliste
    vist: Statusliste
    form: Statusfilter
    beskrivelse: str

    @property
    def avgrenset(self) -> bool:
        return len(self.vist.rader) < len(self.hel.rader)


def statusutvalg(bruker: Bruker, aar: int, parametre: QueryDict, dag: date) -> Statusutvalg:
    """Return what ``bruker`` sees of ``aar`` with the choices in the address. Http404 where there is no such year."""
    if not 1900 <= aar <= 2100:
        raise Http404
    kommuner = Kommune.objects.for_bruker(bruker).med_fylke()
    form = Statusfilter({"per": dag.isoformat(), "gruppe": "totalt"} | parametre.dict(), fylker=[])
    utvalg = form.utvalg(dag)
    hel = statusliste(kommuner, aar, utvalg.per, utvalg.kjent)
    fylker = sorted({(rad.kommune.fylke_nr, rad.kommune.fylke_navn) for rad in hel.rader})
    if len(fylker) > 1:
        form = Statusfilter(form.data, fylker=fylker)
        utvalg = form.utvalg(dag)
    vist = tables.sortert([rad for rad in hel.rader if utvalg.viser(rad)], parametre.get("sorter", ""))
    summer = hel.summer if len(vist) == len(hel.rader) else domain.summer(rad.status for rad in vist)
    return Statusutvalg(hel, replace(hel, rader=vist, summer=summer), form, form.beskrivelse(dag))
