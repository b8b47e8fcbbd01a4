"""The status page as a sheet: its rows, each with the address where its figures open to what they are made of."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from bosetting.felles.regneark import Ark

from . import strukturtabell, tables
from .kildelenke import kildelenke
from .statusutvalg import Statusutvalg

# Its rows are those asked for, those decided, and what is decided beyond: everything behind a line of the page.
SAMLET = "udekket.totalt"


def statusark(valgt: Statusutvalg, vert: str, summens: str) -> Ark:
    """Return exactly what the page shows. ``vert`` is put before addresses, ``summens`` is the trace of the sums."""
    liste, struktur = valgt.vist, valgt.struktur
    if struktur:
        ark = strukturtabell.som_ark(struktur, valgt.beskrivelse)
    else:
        ark = tables.som_ark(liste, valgt.beskrivelse)

    def adresser() -> Iterator[str]:
        def lenke(nr, dag=None):
            return vert + kildelenke(liste.aar, SAMLET, liste.per, liste.kjent, nr, dag)

        for linje in struktur.rader if struktur else ():
            yield lenke(linje.kommune.nr, struktur.dag)
            yield from (lenke(rad.kommune.nr) for rad in linje.deler)
        if not struktur:
            yield from (lenke(rad.kommune.nr) for rad in liste.rader)
        yield vert + summens

    rader = [[*rad, adresse] for rad, adresse in zip(ark.rader, adresser(), strict=True)]
    return replace(ark, overskrifter=[*ark.overskrifter, _("Radene bak tallene")], rader=rader)
