"""Sums that a table states, against what its rows give.

Where a row has fewer figures than the table has columns, and nothing tells which column it lacks, every way to read
it is tried: a stated sum that some reading gives is not held against anybody, and the finding tells what each gives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from math import comb, prod

from bosetting.felles.melding import melding as _

from .celler import er_delsum
from .funn import Funn, Slag, eller, funn, og, skriv
from .tabell import Rad, Tabell

# More readings than this are not tried one by one: then all short rows lack the same columns.
MAKS_LESNINGER = 5000
NULL = Decimal(0)


@dataclass(frozen=True)
class _Lesning:
    """One way to place the figures of the short rows: the sums it gives, and which columns each row lacks."""

    summer: tuple[Decimal, ...]
    mangler: tuple[tuple[int, ...], ...]


def kolonnesummer(tabell: Tabell) -> list[Funn]:
    """Return a finding for each column whose stated sum the rows do not give."""
    funnet: list[Funn] = []
    for rader, sum_ in _segmenter(tabell):
        funnet += _kontroller(tabell, rader, sum_)
    return funnet


def _segmenter(tabell: Tabell) -> Iterator[tuple[list[Rad], Rad]]:
    """Yield (rows, the row that states their sums)."""
    rader: list[Rad] = []
    under: list[Rad] = []  # since the last part sum
    foerst = tabell.rader[0]
    if foerst.er_sum and not er_delsum(foerst.etikett) and not any(rad.er_sum for rad in tabell.rader[1:]):
        if len(tabell.rader) > 2:
            yield list(tabell.rader[1:]), foerst
        return
    sett_sum = False
    for rad in tabell.rader:
        if er_delsum(rad.etikett):
            if len(under) > 1:
                yield under, rad
            under = []
        elif rad.er_sum:
            sett_sum = True
            if len(rader) > 1:
                yield rader, rad
            rader, under = [], []
        else:
            rader.append(rad)
            under.append(rad)
    if not sett_sum and len(tabell.rader) > 3 and (sum_ := _umerket_sum(tabell)):
        yield list(tabell.rader[:-1]), sum_


def _umerket_sum(tabell: Tabell) -> Rad | None:
    """Return the last row when it must be the sums though no word says so: one fits exactly, none is too small."""
    sist, rader = tabell.rader[-1], list(tabell.rader[:-1])
    if tabell.bredde < 2 or len(sist.celler) != tabell.bredde or not sist.plassert or None in sist.celler:
        return None
    for nr in range(tabell.bredde):
        verdier = [rad.celler[nr].verdi for rad in rader if rad.plassert and rad.celler[nr] is not None]
        if not verdier or sist.celler[nr].verdi < max(verdier):
            return None
    lesninger = _lesninger(rader, tabell, sist)
    treff = max(sum(_lik(sist, lesning, nr) for nr in range(tabell.bredde)) for lesning in lesninger)
    return sist if treff else None


def _kontroller(tabell: Tabell, rader: list[Rad], sum_: Rad) -> list[Funn]:
    if len(sum_.celler) != tabell.bredde or not sum_.plassert or tabell.bredde == 0:
        return []
    lesninger = _lesninger(rader, tabell, sum_)
    beste, venstre = lesninger[0], lesninger[-1]
    korte = [rad for rad in rader if not rad.plassert]
    funnet = []
    for nr, celle in enumerate(sum_.celler):
        if celle is None or celle.prosent or _lik(sum_, beste, nr):
            continue
        i_kolonnen = [rad for rad in rader if not rad.plassert or rad.celler[nr] is not None]
        if len(i_kolonnen) < 2 or any(rad.plassert and rad.celler[nr].prosent for rad in i_kolonnen):
            continue
        mulige = sorted({beste.summer[nr], venstre.summer[nr]})
        stedet = tabell.navn[nr] or ""
        kolonne = _kolonne(tabell, nr)
        if len(mulige) == 1:
            forklaring = _(
                "Radene i %(kolonne)s gir til sammen %(sum)s, men summen er oppgitt til %(oppgitt)s.",
                kolonne=kolonne, sum=skriv(mulige[0]), oppgitt=skriv(celle.verdi),
            )  # fmt: skip
        else:
            forklaring = _to_lesninger(tabell, nr, celle.verdi, beste, venstre, korte)
        sitat = f"{sum_.etikett or _('Sum')}: {celle.tekst}" + (f" ({stedet})" if stedet else "")
        funnet.append(
            funn(
                Slag.KOLONNESUM,
                sum_.linje,
                sitat,
                skriv(celle.verdi),
                eller(map(skriv, mulige)),
                forklaring,
                (rad.linje for rad in i_kolonnen),
                sted(tabell, sum_.linje, nr),
            )  # fmt: skip
        )
    return funnet


def _to_lesninger(tabell: Tabell, nr: int, oppgitt, beste: _Lesning, venstre: _Lesning, korte: list[Rad]):
    """Tell what each reading of the short rows gives, and which other sum speaks for the best one."""
    navn = [rad.etikett for rad in korte]
    uten = sorted({kolonne for mangler in beste.mangler for kolonne in mangler})
    hvem = og(navn) if len(navn) <= 6 else _("%(antall)s rader", antall=len(navn))
    deler = []
    for kolonne in uten:
        her = [rad.etikett for rad, mangler in zip(korte, beste.mangler, strict=True) if kolonne in mangler]
        hvilke = og(her) if len(her) <= 6 else _("%(antall)s rader", antall=len(her))
        deler.append(_("%(hvem)s mangler tall i %(kolonne)s", hvem=hvilke, kolonne=_kolonne(tabell, kolonne)))
    return _(
        "Summen er oppgitt til %(oppgitt)s. %(hvem)s har færre tall enn tabellen har kolonner. Mangler tallene "
        "bakerst, gir %(kolonne)s %(venstre)s. Den lesningen som passer best med de andre summene (%(deler)s), gir "
        "%(beste)s.",
        oppgitt=skriv(oppgitt), hvem=hvem, kolonne=_kolonne(tabell, nr), venstre=skriv(venstre.summer[nr]),
        deler=og(deler), beste=skriv(beste.summer[nr]),
    )  # fmt: skip


def _lesninger(rader: list[Rad], tabell: Tabell, sum_: Rad) -> list[_Lesning]:
    """Return the reading that fits the stated sums best, and last the one where what lacks is at the end of the row."""
    bredde = tabell.bredde
    fast = [NULL] * bredde
    for rad in rader:
        if rad.plassert:
            for nr, celle in enumerate(rad.celler[:bredde]):
                fast[nr] += celle.verdi if celle else NULL
    korte = [rad for rad in rader if not rad.plassert]
    venstre = _les(fast, korte, [tuple(range(len(rad.celler), bredde)) for rad in korte])
    if not korte:
        return [venstre]
    valg = [list(combinations(range(bredde), bredde - len(rad.celler))) for rad in korte]
    if prod(comb(bredde, len(rad.celler)) for rad in korte) <= MAKS_LESNINGER:
        alle = product(*valg)
    else:
        lengder = {len(rad.celler) for rad in korte}
        alle = (
            [dict(zip(lengder, ett, strict=True))[len(rad.celler)] for rad in korte]
            for ett in product(*(combinations(range(bredde), bredde - lengde) for lengde in lengder))
        )
    beste = max(
        (_les(fast, korte, list(mangler)) for mangler in alle), key=lambda ett: _passform(tabell, sum_, ett)
    )
    return [beste, venstre]


def _les(fast: list[Decimal], korte: list[Rad], mangler: list[tuple[int, ...]]) -> _Lesning:
    summer = list(fast)
    for rad, uten in zip(korte, mangler, strict=True):
        plasser = (nr for nr in range(len(summer)) if nr not in uten)
        for nr, celle in zip(plasser, rad.celler, strict=True):
            summer[nr] += celle.verdi if celle else NULL
    return _Lesning(tuple(summer), tuple(mangler))


def _lik(sum_: Rad, lesning: _Lesning, nr: int) -> bool:
    """Return whether a column's sum is the stated one; decimals may be rounded away in the statement."""
    celle = sum_.celler[nr]
    return celle is not None and celle.verdi == lesning.summer[nr]


def _passform(tabell: Tabell, sum_: Rad, lesning: _Lesning) -> tuple[int, int, int, Decimal]:
    """Return how many stated sums a reading gives, how few kinds of column and columns it leaves blank («Vedtak 2014»
    and «Vedtak 2015» are one kind), and how little it is off in the other sums.
    """
    uten = {nr for mangler in lesning.mangler for nr in mangler}
    slag = {re.sub(r"\d+", "", tabell.navn[nr]).strip() or str(nr) for nr in uten}
    like, avvik = 0, NULL
    for nr, celle in enumerate(sum_.celler):
        if celle is not None:
            like += celle.verdi == lesning.summer[nr]
            avvik += abs(celle.verdi - lesning.summer[nr]) / max(abs(celle.verdi), Decimal(1))
    return like, -len(slag), -len(uten), -avvik


def _kolonne(tabell: Tabell, nr: int) -> str:
    if tabell.navn[nr]:
        return _("kolonnen «%(navn)s»", navn=tabell.navn[nr])
    return _("kolonne %(nr)s", nr=tabell.kolonner[nr] if tabell.kolonner else nr + 1)


def sted(tabell: Tabell, linje: int, nr: int) -> str:
    """Return where a cell of a table stands in its sheet; "" in a text."""
    return stedsnavn(tabell.ark, linje, tabell.kolonner[nr]) if tabell.ark else ""


def stedsnavn(ark: str, linje: int, kolonne: int) -> str:
    """Return «Ark1, celle C12»; "" where there is no sheet."""
    if not ark:
        return ""
    tall, bokstaver = kolonne, ""
    while tall:
        tall, rest = divmod(tall - 1, 26)
        bokstaver = chr(65 + rest) + bokstaver
    return _("%(ark)s, celle %(celle)s", ark=ark, celle=f"{bokstaver}{linje}")
