"""What a page about status shows for the choices in its address: the same for the page, its export and the traces."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, QueryDict

from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from . import domain, tables
from .filters import Statusfilter, Utvalg
from .queries import Statusliste, statusliste
from .strukturliste import Register, Strukturliste, Strukturrad, registeret, strukturliste


@dataclass(frozen=True)
class Statusutvalg:
    """The whole list, the part of it that is shown, and the form that says which.

    ``struktur``: the same in the structure of a chosen date, ``strukturlinjer`` its lines before they were narrowed.
    ``vist`` has the parts of the lines shown then, so that a trace of a figure is the same in every structure.
    """

    hel: Statusliste
    vist: Statusliste
    form: Statusfilter
    beskrivelse: str
    struktur: Strukturliste | None = None
    strukturlinjer: int = 0

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
    if strukturdag := utvalg.strukturdag(dag):
        return _i_struktur(hel, strukturdag, form, parametre.get("sorter", ""), dag)
    vist = tables.sortert([rad for rad in hel.rader if utvalg.viser(rad)], parametre.get("sorter", ""))
    summer = hel.summer if len(vist) == len(hel.rader) else domain.summer(rad.status for rad in vist)
    return Statusutvalg(hel, replace(hel, rader=vist, summer=summer), form, form.beskrivelse(dag))


def _i_struktur(
    hel: Statusliste, strukturdag: date, form: Statusfilter, sorter: str, dag: date
) -> Statusutvalg:
    register = registeret()
    alle = strukturliste(hel, strukturdag, register=register)
    fylker = sorted(
        {(ett.fylke_nr, f"{ett.fylke_nr} {ett.fylke_navn}") for rad in alle.rader for ett in _kommuner(rad)}
    )
    if len(fylker) > 1:
        form = Statusfilter(form.data, fylker=fylker)
    utvalg = form.utvalg(dag)
    valgt = _bare_fylke(alle, utvalg.fylke, register)
    vist = valgt.bare(tables.sortert([rad for rad in valgt.rader if _vises(rad, utvalg)], sorter))
    return Statusutvalg(
        hel, vist.liste, form, form.beskrivelse(dag), struktur=vist, strukturlinjer=len(alle.rader)
    )


def _bare_fylke(alle: Strukturliste, fylke: str, register: Register) -> Strukturliste:
    return strukturliste(alle.liste, alle.dag, fylke=fylke, register=register) if fylke else alle


def _kommuner(rad: Strukturrad) -> list[Kommune]:
    return [rad.kommune, *(del_.kommune for del_ in rad.deler)]


def _vises(rad: Strukturrad, utvalg: Utvalg) -> bool:
    """Return True when the line or a part has the name, and a part all the rest: one answered, another may not have."""
    if utvalg.q and not any(
        utvalg.q.casefold() in f"{ett.nr} {ett.navn}".casefold() for ett in _kommuner(rad)
    ):
        return False
    return any(replace(utvalg, q="", fylke="").viser(del_) for del_ in rad.deler)
