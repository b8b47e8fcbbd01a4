"""All that the page of one municipality shows to one person, on two clocks (read model)."""

from dataclasses import dataclass
from datetime import date

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from .filters import Klokker
from .kommunehistorikk import Aarshistorikk, historikker
from .kommuneretter import kommuneretter
from .models import Planforankring, Vilkaarsoppfoelging
from .planforankringsliste import Plan, kommunens_planer
from .strukturliste import registeret
from .tidslinje import Slag, Tidslinje, tidslinje
from .tidslinjekilder import punktene
from .tidsserie import Aarspunkt, medlemmer, tidsserie
from .vilkaarsoppfoelgingsliste import Vilkaarslinje, vilkaarslinjer


@dataclass(frozen=True)
class Kommuneside:
    """One municipality as one person sees it on two clocks. ``vilkaar`` is None for one who does not follow up."""

    kommune: Kommune
    klokker: Klokker
    aarene: list[Aarshistorikk]
    serie: list[Aarspunkt]
    tidslinje: Tidslinje
    planer: list[Plan]
    vilkaar: list[Vilkaarslinje] | None
    retter: frozenset[Rett]

    @property
    def etterregistrerte(self) -> int:
        """How many answers that count became known after the day."""
        return sum(linje.teller and linje.etterregistrert for ett in self.aarene for linje in ett.svar)

    @property
    def aapne_vilkaar(self) -> int:
        """How many conditions in force are not settled."""
        return sum(not linje.tilstand.avklart for linje in self.vilkaar or ())


def kommuneside(bruker: Bruker, kommune: Kommune, klokker: Klokker, slag: Slag | None = None) -> Kommuneside:
    """Return the page of ``kommune`` for ``bruker``; ``slag`` narrows the line of time.

    A fixed number of queries, whatever the length of the history.
    """
    per, kjent = klokker.per, klokker.kjent
    retter = kommuneretter(bruker, kommune)
    register = registeret()
    synlige = Kommune.objects.for_bruker(bruker).filter(pk__in=medlemmer(kommune, register))
    alle = historikker(list(synlige.order_by().values_list("pk", flat=True)), per, kjent=kjent)
    aarene = alle[kommune.pk]
    planer = list(
        Planforankring.objects.for_bruker(bruker).filter(kommune=kommune).select_related("registrert_av")
    )
    foelger_opp = Rett.FOERE_DIALOG in retter
    oppfoelginger: list[Vilkaarsoppfoelging] = []
    if foelger_opp:
        egne = Vilkaarsoppfoelging.objects.for_bruker(bruker).filter(vilkaar__vedtak__kommune=kommune)
        oppfoelginger = list(egne.select_related("vilkaar__vedtak", "registrert_av"))
    punkter = punktene(
        bruker, kommune, aarene=aarene, retter=retter, planer=planer, oppfoelginger=oppfoelginger
    )
    return Kommuneside(
        kommune=kommune,
        klokker=klokker,
        aarene=aarene,
        serie=tidsserie(kommune, register, alle),
        tidslinje=tidslinje(punkter, per, kjent, slag),
        planer=kommunens_planer(planer, _grense(klokker)),
        vilkaar=_vilkaar(aarene, oppfoelginger, _grense(klokker)) if foelger_opp else None,
        retter=retter,
    )


def _grense(klokker: Klokker) -> date:
    """Return the day that rows with one date are read for: what happened after either clock is not there."""
    return klokker.per if klokker.kjent is None else min(klokker.per, klokker.kjent)


def _vilkaar(
    aarene: list[Aarshistorikk], oppfoelginger: list[Vilkaarsoppfoelging], per: date
) -> list[Vilkaarslinje]:
    """Return the conditions of the answers that count."""
    svar = [linje.vedtak for ett in aarene for linje in ett.svar]
    telles = [linje.vedtak for ett in aarene for linje in ett.svar if linje.teller]
    return vilkaarslinjer(telles, svar, oppfoelginger, per)
