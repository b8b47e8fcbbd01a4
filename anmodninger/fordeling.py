"""Allocation: split a county's figure over its municipalities by weights. Plain values, whole numbers and fractions.

The rules, told in docs/fordeling.md:

- Parts are multiples of the rounding and follow the weights by largest remainder; ties go to the lowest kommune number.
- Nobody gets less than the minimum: who would, gets just that, and the others share the remainder by their weights.
  A minimum that is no multiple of the rounding is raised to the next one (7 rounded to 5 is 10).
- What is left when the figure is no multiple of the rounding is placed on the municipality with the largest weight.
- Enslige mindreårige (EM) follow the same weights, never above the total of a municipality; they have no minimum.
- A locked cell keeps its figure, also below the minimum. Who is left out gets nothing. Unknown weight is never zero:
  that municipality gets no proposal, and the caller is told.

Reasons why not are ``(field, sentence)`` as in ``domain.py``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from bosetting.felles.melding import melding as _

from .domain import Grunn

Vekt = Fraction | int


class Umulig(Exception):
    """No split can meet what is asked for. ``grunner`` say why, with the numbers."""

    def __init__(self, grunner: list[Grunn]):
        super().__init__("; ".join(grunn for _felt, grunn in grunner))
        self.grunner = grunner


@dataclass(frozen=True)
class Deltaker:
    """A municipality in a split. ``totalt`` and ``em`` are its locked cells; ``vekt`` None is unknown."""

    id: int
    nr: str
    vekt: Vekt | None
    totalt: int | None = None
    em: int | None = None
    utelatt: bool = False

    @property
    def fri(self) -> "Deltaker":
        """The same municipality with nothing locked."""
        return replace(self, totalt=None, em=None)


@dataclass(frozen=True)
class Andel:
    """What a municipality gets. None: no proposal (left out, unknown weight, or EM is not split)."""

    totalt: int | None = None
    em: int | None = None


@dataclass(frozen=True)
class Rest:
    """Persons beyond the rounding, and the municipality they were placed on; ``gruppe`` is totalt or em."""

    id: int
    gruppe: str
    antall: int


@dataclass(frozen=True)
class Forslag:
    """A split. ``andeler`` has every municipality given; ``uten_grunnlag`` those whose weight is unknown.

    ``minst`` is the minimum as it was used, raised to the rounding.
    """

    andeler: dict[int, Andel]
    rester: tuple[Rest, ...] = ()
    uten_grunnlag: tuple[int, ...] = ()
    minst: int = 0


def stoerste_rest(
    enheter: int,
    vekter: Sequence[int],
    *,
    gulv: Sequence[int] | None = None,
    tak: Sequence[int] | None = None,
) -> list[int]:
    """Split ``enheter`` by whole weights, largest remainder first; ties go to the first in the order given.

    With ``gulv`` (or ``tak``, not both) who would get less (more) than the limit gets just the limit, and the others
    share what is left. Where nobody left has a weight, all of them count the same. The limits must leave room.
    """
    deler: list[int] = [0] * len(vekter)
    aapne = list(range(len(vekter)))
    while aapne:
        samlet = sum(vekter[i] for i in aapne)
        vekt = dict(zip(aapne, [vekter[i] for i in aapne] if samlet else [1] * len(aapne), strict=True))
        samlet = samlet or len(aapne)
        if gulv is not None:
            faste = {i: gulv[i] for i in aapne if enheter * vekt[i] < gulv[i] * samlet}
        elif tak is not None:
            faste = {i: tak[i] for i in aapne if enheter * vekt[i] > tak[i] * samlet}
        else:
            faste = {}
        if not faste:
            break
        for i, antall in faste.items():
            deler[i] = antall
            enheter -= antall
        aapne = [i for i in aapne if i not in faste]
    else:
        return deler
    for i in aapne:
        deler[i] = enheter * vekt[i] // samlet
    igjen = enheter - sum(deler[i] for i in aapne)
    for i in sorted(aapne, key=lambda i: (-(enheter * vekt[i] % samlet), i))[:igjen]:
        deler[i] += 1
    return deler


def _heltall(vekter: Iterable[Vekt]) -> list[int]:
    """Return the weights in the same proportions as whole numbers."""
    broeker = [Fraction(vekt) for vekt in vekter]
    nevner = lcm(*(broek.denominator for broek in broeker))
    return [int(broek * nevner) for broek in broeker]


def _opp(antall: int, avrunding: int) -> int:
    """Return how many whole units of the rounding it takes to reach ``antall``."""
    return -(-antall // avrunding)


def _tallgrunner(totalt: int, em: int | None, minst: int, avrunding: int) -> list[Grunn]:
    if totalt < 0 or minst < 0 or (em is not None and em < 0):
        return [(None, _("Tallene kan ikke være under 0."))]
    if avrunding < 1:
        return [("avrunding", _("Avrundingen må være minst 1."))]
    if em is not None and em > totalt:
        grunn = _(
            "Det er oppgitt %(em)s enslige mindreårige, men fylkestallet er %(totalt)s. De er en del av totalen.",
            em=em,
            totalt=totalt,
        )
        return [("fylkestall_em", grunn)]
    return []


def _laasegrunner(totalt: int, em: int | None, med: Sequence[Deltaker]) -> list[Grunn]:
    """Judge the locked cells: each on its own, and their sums against the county's figures."""
    grunner: list[Grunn] = []
    for ett in med:
        if ett.em is not None and em is None:
            grunn = _("Fylkestallet for enslige mindreårige er ikke oppgitt, så EM kan ikke låses.")
            grunner.append((f"em-{ett.id}", grunn))
        elif ett.totalt is not None and ett.em is not None and ett.em > ett.totalt:
            grunn = _("Låst EM er %(em)s, men låst totalt er %(totalt)s.", em=ett.em, totalt=ett.totalt)
            grunner.append((f"em-{ett.id}", grunn))
        elif ett.totalt is None and ett.em is not None and ett.vekt is None:
            grunner.append(
                (f"totalt-{ett.id}", _("Nøkkelen har ikke tall for kommunen. Skriv totalen også."))
            )
    for gruppe, fylkestall in (("totalt", totalt), ("em", em)):
        laast = [getattr(ett, gruppe) for ett in med if getattr(ett, gruppe) is not None]
        if fylkestall is not None and sum(laast) > fylkestall:
            moenster = {"sum": sum(laast), "fylkestall": fylkestall}
            grunn = (
                _("De låste tallene summerer til %(sum)s, fylkestallet er %(fylkestall)s.", **moenster)
                if gruppe == "totalt"
                else _(
                    "De låste tallene for enslige mindreårige summerer til %(sum)s, fylkestallet er %(fylkestall)s.",
                    **moenster,
                )
            )
            grunner.append((None, grunn))
    return grunner


def _minstegrunner(
    totalt: int, laast: int, frie: Sequence[Deltaker], gulv: Sequence[int], minst: int, avrunding: int
) -> list[Grunn]:
    """Explain a minimum that the figure cannot meet. ``gulv`` is in units of the rounding."""
    krav, igjen = sum(gulv) * avrunding, totalt - laast
    if krav <= igjen:
        return []
    antall = "1 kommune" if len(frie) == 1 else f"{len(frie)} kommuner"
    verdier = {"antall": antall, "krav": krav, "fylkestall": totalt, "laast": laast, "igjen": igjen}
    if any((ett.em or 0) > minst for ett in frie):
        grunn = _(
            "Minstekravet og de låste tallene for EM krever %(krav)s for %(antall)s, men det er %(igjen)s å "
            "fordele av fylkestallet på %(fylkestall)s.",
            **verdier,
        )
    elif laast:
        grunn = _(
            "Minstekravet for %(antall)s er %(krav)s, men bare %(igjen)s er igjen: fylkestallet er "
            "%(fylkestall)s, og %(laast)s er låst.",
            **verdier,
        )
    else:
        grunn = _("Minstekravet for %(antall)s er %(krav)s, fylkestallet er %(fylkestall)s.", **verdier)
    grunner: list[Grunn] = [("minst", grunn)]
    if minst % avrunding:
        opp = _(
            "Med avrunding til nærmeste %(avrunding)s blir minst %(minst)s til minst %(opp)s.",
            avrunding=avrunding,
            minst=minst,
            opp=_opp(minst, avrunding) * avrunding,
        )
        grunner.append(("minst", opp))
    return grunner


def _krev(grunner: list[Grunn]) -> None:
    if grunner:
        raise Umulig(grunner)


def fordel(
    totalt: int, em: int | None, deltakere: Iterable[Deltaker], *, minst: int = 0, avrunding: int = 1
) -> Forslag:
    """Split ``totalt`` and, of it, ``em`` (None: not split). The parts add up to just that. Raises Umulig.

    The order the municipalities come in does not matter.
    """
    _krev(_tallgrunner(totalt, em, minst, avrunding))
    alle = sorted(deltakere, key=lambda ett: (ett.nr, ett.id))
    med = [ett for ett in alle if not ett.utelatt]
    if not med:
        verdier = {"totalt": totalt}
        _krev([(None, _("Alle kommunene er utelatt, så ingen kan få de %(totalt)s.", **verdier))])
    _krev(_laasegrunner(totalt, em, med))
    totaler, rester = _fordel_totalt(totalt, med, minst, avrunding)
    emtall: dict[int, int] = {}
    if em is not None:
        emtall, emrester = _fordel_em(em, med, totaler, avrunding)
        rester += emrester
    return Forslag(
        andeler={ett.id: Andel(totaler.get(ett.id), emtall.get(ett.id)) for ett in alle},
        rester=tuple(rester),
        uten_grunnlag=tuple(
            ett.id
            for ett in med
            if ett.vekt is None and (ett.totalt is None or (em is not None and ett.em is None))
        ),
        minst=_opp(minst, avrunding) * avrunding,
    )


def _fordel_totalt(
    totalt: int, med: Sequence[Deltaker], minst: int, avrunding: int
) -> tuple[dict[int, int], list[Rest]]:
    totaler = {ett.id: ett.totalt for ett in med if ett.totalt is not None}
    laast = sum(totaler.values())
    frie = [ett for ett in med if ett.totalt is None and ett.vekt is not None]
    igjen = totalt - laast
    if not frie:
        uten = sum(1 for ett in med if ett.totalt is None)
        verdier = {"laast": laast, "totalt": totalt, "igjen": igjen, "uten": uten}
        if igjen and uten:
            grunn = _(
                "Nøkkelen har ikke tall for noen av de %(uten)s kommunene som ikke er låst, så %(igjen)s av "
                "fylkestallet på %(totalt)s har ingen å gå til.",
                **verdier,
            )
            _krev([("noekler", grunn)])
        if igjen:
            grunn = _(
                "Alle kommunene er låst eller utelatt. De låste tallene summerer til %(laast)s, fylkestallet er "
                "%(totalt)s, så %(igjen)s har ingen å gå til.",
                **verdier,
            )
            _krev([(None, grunn)])
        return totaler, []
    gulv = [_opp(max(minst, ett.em or 0), avrunding) for ett in frie]
    _krev(_minstegrunner(totalt, laast, frie, gulv, minst, avrunding))
    enheter, til_overs = divmod(igjen, avrunding)
    vekter = _heltall(ett.vekt for ett in frie)
    if not sum(vekter) and igjen > sum(gulv) * avrunding:
        grunn = _("Nøkkelen er 0 for alle kommunene som ikke er låst, og gir ikke noe å fordele etter.")
        _krev([("noekler", grunn)])
    for ett, deler in zip(frie, stoerste_rest(enheter, vekter, gulv=gulv), strict=True):
        totaler[ett.id] = deler * avrunding
    if not til_overs:
        return totaler, []
    stoerst = max(range(len(frie)), key=lambda i: (vekter[i], -i))
    totaler[frie[stoerst].id] += til_overs
    return totaler, [Rest(frie[stoerst].id, "totalt", til_overs)]


def _fordel_em(
    em: int, med: Sequence[Deltaker], totaler: Mapping[int, int], avrunding: int
) -> tuple[dict[int, int], list[Rest]]:
    emtall = {ett.id: ett.em for ett in med if ett.em is not None}
    laast = sum(emtall.values())
    frie = [ett for ett in med if ett.em is None and ett.vekt is not None]
    igjen, plass = em - laast, sum(totaler[ett.id] for ett in frie)
    if igjen > plass:
        verdier = {"em": em, "laast": laast, "igjen": igjen, "plass": plass}
        grunn = _(
            "Av %(em)s enslige mindreårige er %(laast)s låst og %(igjen)s igjen å fordele, men de andre kommunene "
            "har bare plass til %(plass)s. EM kan ikke være høyere enn totalen i noen kommune.",
            **verdier,
        )
        _krev([(None, grunn)])
    vekter = _heltall(ett.vekt for ett in frie)
    tak = [totaler[ett.id] // avrunding for ett in frie]
    enheter = min(igjen // avrunding, sum(tak))
    for ett, deler in zip(frie, stoerste_rest(enheter, vekter, tak=tak), strict=True):
        emtall[ett.id] = deler * avrunding
    til_overs = igjen - enheter * avrunding
    rekke = [frie[i].id for i in sorted(range(len(frie)), key=lambda i: (-vekter[i], i))]
    # One municipality takes the whole of it where there is room for that; else it is spread in the same order.
    rekke.sort(key=lambda ett: totaler[ett] - emtall[ett] < til_overs)
    rester = []
    for ett in rekke:
        antall = min(til_overs, totaler[ett] - emtall[ett])
        if antall:
            emtall[ett] += antall
            til_overs -= antall
            rester.append(Rest(ett, "em", antall))
    return emtall, rester


def flytt(fra: Andel, til: Andel, *, totalt: int, em: int) -> tuple[Andel, Andel]:
    """Return the figures of two municipalities after a move from one to the other. The sums stay. Raises Umulig.

    Moving EM alone (``totalt`` 0) makes them part of another total; ``totalt`` counts everybody moved, EM included.
    """
    grunner: list[Grunn] = []
    if totalt < 0 or em < 0 or not (totalt or em):
        grunner.append(("flytt_totalt", _("Skriv hvor mange som skal flyttes.")))
    elif fra.totalt is None or til.totalt is None:
        grunner.append(("flytt_fra", _("Begge kommunene må ha et tall å flytte mellom.")))
    elif em and (fra.em is None or til.em is None):
        grunner.append(("flytt_em", _("Begge kommunene må ha et tall for EM å flytte mellom.")))
    if grunner:
        raise Umulig(grunner)
    # An unknown EM stays unknown: none of those moved are EM then.
    ny_fra = Andel(fra.totalt - totalt, None if fra.em is None else fra.em - em)
    ny_til = Andel(til.totalt + totalt, None if til.em is None else til.em + em)
    if ny_fra.totalt < 0:
        grunn = _("Kommunen har %(har)s, så %(antall)s kan ikke flyttes.", har=fra.totalt, antall=totalt)
        grunner.append(("flytt_totalt", grunn))
    if ny_fra.em is not None and ny_fra.em < 0:
        grunn = _("Kommunen har %(har)s EM, så %(antall)s kan ikke flyttes.", har=fra.em, antall=em)
        grunner.append(("flytt_em", grunn))
    for ny in (ny_fra, ny_til):
        if not grunner and ny.em is not None and ny.em > ny.totalt:
            grunn = _(
                "Da blir EM %(em)s av en total på %(totalt)s. EM kan ikke være høyere enn totalen.",
                em=ny.em,
                totalt=ny.totalt,
            )
            grunner.append(("flytt_em", grunn))
    _krev(grunner)
    return ny_fra, ny_til
