"""A municipality's years through mergers: those of its predecessors summed year by year, each year with its parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bosetting.kommuner.models import Kommune
from bosetting.kommuner.struktur import Linje

from .domain import Tall
from .kommunehistorikk import Aarshistorikk
from .oppfyllelse import Oppfyllelse, summer
from .strukturliste import Register, samlet


@dataclass(frozen=True)
class Aarsdel:
    """One municipality in one year of a series."""

    kommune: Kommune
    oppfyllelse: Oppfyllelse

    @property
    def anmodet(self) -> int | None:
        return self.oppfyllelse.anmodet

    @property
    def vedtatt(self) -> int | None:
        return self.oppfyllelse.vedtatt

    @property
    def bosatt(self) -> int | None:
        return self.oppfyllelse.bosatt


@dataclass(frozen=True)
class Aarspunkt:
    """One year of a series: the sums of its parts (None: unknown, or none asked or decided), and why not comparable.

    ``merknad`` is the sentence that says so; empty when the year is comparable.
    """

    aar: int
    anmodet: Tall | None
    vedtatt: Tall | None
    bosatt: int | None
    ubrukte: int | None
    deler: tuple[Aarsdel, ...]
    merknad: str = ""

    @property
    def sammenlignbar(self) -> bool:
        return not self.merknad

    @property
    def summert(self) -> bool:
        """Whether the year is made of other municipalities than the one of the series."""
        return len(self.deler) > 1


def medlemmer(kommune: Kommune, register: Register) -> set[int]:
    """Return the ids of the municipalities whose years may stand in the series of ``kommune``, its own with them."""
    strukturen = register.paa(kommune.fra)
    slekt = strukturen.slekt
    alle = slekt.opphav((kommune.pk,)) | slekt.arvinger((kommune.pk,))
    return {pk for pk in alle if strukturen.plass(pk) == {kommune.pk}}


def tidsserie(
    kommune: Kommune,
    register: Register,
    historikker: Mapping[int, Iterable[Aarshistorikk]],
) -> list[Aarspunkt]:
    """Return the years of ``kommune``, the earliest first, in the structure it is part of.

    ``historikker`` are those of ``medlemmer`` that the reader may see (kommunehistorikk.historikker), and decide the
    clocks. No query.
    """
    aarene: dict[int, dict[int, Aarshistorikk]] = {}
    egne = medlemmer(kommune, register)
    for pk in historikker.keys() & egne:
        for ett in historikker[pk]:
            aarene.setdefault(ett.aar, {})[pk] = ett
    strukturen = register.paa(kommune.fra)
    synlige = historikker.keys() & egne
    serie = []
    for aar, historikk in sorted(aarene.items()):
        # Those of the year, and any with figures in a year when the register says it was not there.
        utvalg = [
            pk
            for pk in register.kommuner
            if pk in historikk or (pk in synlige and register.kommuner[pk].gyldig_i(aar))
        ]
        (linje,) = strukturen.linjer(aar, utvalg)
        serie.append(_punkt(aar, linje, historikk, register))
    return serie


def _punkt(
    aar: int,
    linje: Linje,
    historikk: Mapping[int, Aarshistorikk],
    register: Register,
) -> Aarspunkt:
    deler = []
    for pk in linje.deler:
        ett = historikk.get(pk)
        if ett is not None:
            deler.append(Aarsdel(register.kommuner[pk], ett.oppfyllelse))
    statuser = samlet(del_.oppfyllelse.status for del_ in deler)
    sum_ = summer(del_.oppfyllelse for del_ in deler)
    har_bosatt = any(del_.bosatt is not None for del_ in deler)
    return Aarspunkt(
        aar=aar,
        anmodet=statuser.anmodet,
        vedtatt=statuser.vedtatt,
        bosatt=sum_.bosatt.verdi if har_bosatt else None,
        ubrukte=sum_.ubrukte.verdi,
        deler=tuple(deler),
        merknad=register.merknad(linje),
    )
