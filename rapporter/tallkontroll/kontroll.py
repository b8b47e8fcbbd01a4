"""The way in: all the rules on one content, the findings in the order of the text."""

from collections.abc import Iterable, Sequence

from .deltetabeller import tabeller_av_celler
from .funn import Funn
from .kolonner import delkolonner, radsummer
from .motstrid import motstridsfunn
from .opptelling import opptellingsfunn
from .perioder import Periode, arkperiodefunn, celledatofunn, datofunn, periodefunn
from .prosent import prosentfunn
from .regning import regnefunn
from .skjaering import skjaeringsfunn
from .summer import kolonnesummer, stedsnavn
from .tabell import Tabell
from .tabeller import finn_tabeller
from .tekst import Blokk, blokker, linjer, rens


def les_tekst(tekst: str) -> tuple[list[Tabell], list[Blokk]]:
    """Return the tables of a text, and the blocks of what is not in them."""
    alle = linjer(tekst)
    raa = tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tabeller, brukte = finn_tabeller(alle, raa)
    return tabeller, blokker(alle, brukte)


def kontroller_tekst(tekst: str, periode: Periode | None = None) -> list[Funn]:
    """Return what does not add up in a text, tables in it included, by line.

    ``periode`` is what the report covers, where that is known otherwise than from its words.
    """
    tabeller, delene = les_tekst(tekst)
    funnet = [ett for tabell in tabeller for ett in _tabellfunn(tabell)]
    for blokk in delene:
        funnet += regnefunn(blokk)
        funnet += prosentfunn(blokk)
        funnet += datofunn(blokk)
    for regel in (opptellingsfunn, motstridsfunn, skjaeringsfunn):
        funnet += regel(delene)
    funnet += periodefunn(delene, periode)
    return ordnet(funnet)


def kontroller_ark(navn: str, rader: Sequence[tuple[int, Sequence[str]]]) -> list[Funn]:
    """Return what does not add up in the rows of a sheet, by row; ``navn`` is empty for a CSV file."""
    rensede = [(linje, [rens(celle).strip() for celle in celler]) for linje, celler in rader]
    funnet = [ett for tabell in tabeller_av_celler(rensede, navn) for ett in _tabellfunn(tabell)]
    for linje, celler in rensede:
        for nr, celle in enumerate(celler):
            if celle:
                funnet += celledatofunn(celle, linje, stedsnavn(navn, linje, nr + 1))
    funnet += arkperiodefunn(navn, rensede)
    return ordnet(funnet)


def kontroller(tekst: str = "", ark: Iterable = ()) -> list[Funn]:
    """Return what does not add up in an ``innlesing.Innhold``: its sheets, or its text."""
    ark = list(ark)
    return (
        [ett for side in ark for ett in kontroller_ark(side.navn, side.rader)]
        if ark
        else kontroller_tekst(tekst)
    )


def _tabellfunn(tabell: Tabell) -> list[Funn]:
    return [*kolonnesummer(tabell), *radsummer(tabell), *delkolonner(tabell)]


def ordnet(funnet: Sequence[Funn]) -> list[Funn]:
    """Return the findings by line, each once; those of one line in the order they were found."""
    return sorted(dict.fromkeys(funnet), key=lambda ett: ett.linje)
