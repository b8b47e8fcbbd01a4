"""What waits for the embete: answers to confirm, with all that one needs to judge them by (read model)."""

from dataclasses import dataclass
from datetime import date

from bosetting.brukere.models import Bruker

from .bekreftelser import Valgt, ventende
from .dokumenter import dokumenter_til
from .kommunehistorikk import Aarshistorikk, Svarlinje, historikker, kjede
from .models import Vedtak


@dataclass(frozen=True)
class Ventende:
    """An answer that waits to be confirmed, its settlement year, and the documents that came with it."""

    linje: Svarlinje
    aaret: Aarshistorikk
    dokumenter: list

    @property
    def vedtak(self) -> Vedtak:
        return self.linje.vedtak

    @property
    def valgt(self) -> Valgt:
        """The answer as it is shown now: what a form sends back."""
        dommer = list(self.vedtak.bekreftelser.all())
        return Valgt(self.vedtak.pk, dommer[-1].pk if dommer else 0)

    @property
    def verdi(self) -> str:
        return str(self.valgt)


def til_bekreftelse(bruker: Bruker, dag: date, pk: int | None = None) -> list[Ventende]:
    """Return the answers that ``bruker`` may confirm, oldest first; only ``pk``, or nothing, when that is given.

    A fixed number of queries, however many there are.
    """
    rader = ventende(bruker.omfang)
    if pk is not None:
        rader = rader.filter(pk=pk)
    ider = list(rader.values_list("pk", "kommune_id", "aar"))
    if not ider:
        return []
    historikk = historikker({kommune for _pk, kommune, _aar in ider}, dag)
    aarene = {(kommune, ett.aar): ett for kommune, alle in historikk.items() for ett in alle}
    rekker = {pk: _rekke(aarene[kommune, aar].svar, pk) for pk, kommune, aar in ider}
    dokumenter: dict[int, list] = {}
    for ett in dokumenter_til({ledd.vedtak.pk for rekke in rekker.values() for ledd in rekke}, bruker=bruker):
        dokumenter.setdefault(ett.dokument.vedtak_id, []).append(ett)
    return [
        Ventende(
            linje=rekker[pk][0],
            aaret=aarene[kommune, aar],
            # A document that came with the first answer speaks for its correction too.
            dokumenter=[ett for ledd in rekker[pk] for ett in dokumenter.get(ledd.vedtak.pk, [])],
        )
        for pk, kommune, aar in ider
    ]


def _rekke(linjer: list[Svarlinje], pk: int) -> list[Svarlinje]:
    """Return the answer and all that it corrects, the newest first."""
    return kjede(linjer, next(linje.vedtak for linje in linjer if linje.vedtak.pk == pk))
