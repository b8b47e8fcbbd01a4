"""How municipalities of the same size in the same county were asked and decided: public figures only.

Public is what each was asked for in all, and what it has decided in all once the embete has confirmed it. An answer
that a municipality sent in and nobody has confirmed yet counts for nothing here: it looks like no answer at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bosetting.kommuner.models import Folketall, Kommune

from . import domain
from .queries import anmodningsrader, svarrader

ANTALL = 5


@dataclass(frozen=True)
class Stoerrelse:
    """A municipality and its inhabitants in the latest year they are known for."""

    id: int
    nr: str
    navn: str
    innbyggere: int


@dataclass(frozen=True)
class Sammenligningsrad:
    """One municipality: what it was asked for and decided, in all. None is not asked, and nothing public."""

    navn: str
    innbyggere: int
    anmodet: int | None
    vedtatt: int | None
    egen: bool = False


@dataclass(frozen=True)
class Sammenligning:
    """The municipality itself and those nearest to it in size, the largest first, for one settlement year."""

    aar: int
    rader: list[Sammenligningsrad]

    @property
    def har_tall(self) -> bool:
        """Whether any of the others was asked for anything."""
        return any(rad.anmodet is not None for rad in self.rader if not rad.egen)


def naermeste(egen: Stoerrelse, alle: Iterable[Stoerrelse], antall: int = ANTALL) -> list[Stoerrelse]:
    """Return the ``antall`` nearest to ``egen`` by inhabitants, the nearest first; of equals the lowest number."""
    andre = [ett for ett in alle if ett.id != egen.id]
    return sorted(andre, key=lambda ett: (abs(ett.innbyggere - egen.innbyggere), ett.nr))[:antall]


def offentlige(svar: Iterable[domain.Svarrad], dag: date) -> list[domain.Svarrad]:
    """Return the answers as anybody knows them on ``dag``: those that wait for the embete are not known yet.

    They are there all the same: a public correction reaches through one that was never confirmed.
    """
    return [replace(rad, mottatt=date.max) if rad.er_ubekreftet(dag) else rad for rad in svar]


def sammenligning(kommune: Kommune, aar: int, dag: date) -> Sammenligning | None:
    """Return ``kommune`` among those nearest to it; None where its size, or all others', is unknown.

    Three queries, whatever the others have answered.
    """
    stoerrelser = _stoerrelser(kommune, aar, dag)
    egen = stoerrelser.get(kommune.pk)
    naboer = naermeste(egen, stoerrelser.values()) if egen else []
    if not naboer:
        return None
    utvalg = sorted([egen, *naboer], key=lambda ett: (-ett.innbyggere, ett.nr))
    ider = [ett.id for ett in utvalg]
    svar = svarrader(aar, ider)
    # Her own answers she knows already, confirmed or not.
    synlige = [rad for rad in svar if rad.kommune == kommune.pk] + offentlige(
        (rad for rad in svar if rad.kommune != kommune.pk), dag
    )
    statuser = domain.status(ider, anmodningsrader(aar, ider), synlige, dag, dag)
    return Sammenligning(
        aar=aar,
        rader=[
            Sammenligningsrad(
                navn=ett.navn,
                innbyggere=ett.innbyggere,
                anmodet=status.anmodet.totalt if status.anmodet else None,
                vedtatt=status.vedtatt.totalt if status.vedtatt else None,
                egen=ett.id == kommune.pk,
            )
            for ett, status in zip(utvalg, statuser, strict=True)
        ],
    )


def _stoerrelser(kommune: Kommune, aar: int, dag: date) -> dict[int, Stoerrelse]:
    """Return the municipalities of the county that exist in ``aar`` and whose inhabitants are known. One query."""
    rader = (
        Folketall.objects.filter(
            kommune__in=Kommune.objects.filter(fylke=kommune.fylke_id).i_aar(aar).order_by(),
            aar__lte=dag.year,
        )
        .order_by("aar")
        .values_list("kommune_id", "kommune__nr", "kommune__navn", "antall")
    )
    # The latest year comes last, and stands.
    return {pk: Stoerrelse(pk, nr, navn, antall) for pk, nr, navn, antall in rader}
