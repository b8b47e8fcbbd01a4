"""Every table and figure of a report is referred to: «Se tabell 3 og figur 1.» after the sentence it belongs to.

The blocks are put together by many; which number a table gets is known only when all stand in their place. So the
references are keys, and the numbers are set in when the document is drawn. Pure.
"""

from dataclasses import replace

from bosetting.felles.dokument.blokker import Blokk, Figur, Overskrift, Setning, Tabell, Vedlegg

AVSNITT_TIL_NIVAA = 2


def med_henvisninger(blokker: tuple[Blokk, ...]) -> tuple[Blokk, ...]:
    """Return the blocks, each table and figure with a key, and with a sentence of its section that leads to it.

    The section is what stands under the same heading of level 1 or 2, or in the same annex. The nearest sentence
    before it in the section leads to it; where there is none, «Se tabell 3.» stands alone. What a builder has
    referred to itself is left alone.
    """
    fra_byggerne = {noekkel for blokk in blokker if isinstance(blokk, Setning) for noekkel in blokk.se}
    ut: list[Blokk] = []
    setning: int | None = None
    for blokk in _med_noekler(blokker):
        if isinstance(blokk, Vedlegg) or (isinstance(blokk, Overskrift) and blokk.nivaa <= AVSNITT_TIL_NIVAA):
            setning = None
        elif isinstance(blokk, Setning):
            setning = len(ut)
        elif isinstance(blokk, Tabell | Figur) and blokk.noekkel not in fra_byggerne:
            if setning is None:
                setning = len(ut)
                ut.append(Setning(""))
            ut[setning] = replace(ut[setning], se=(*ut[setning].se, blokk.noekkel))
        ut.append(blokk)
    return tuple(ut)


def _med_noekler(blokker: tuple[Blokk, ...]) -> list[Blokk]:
    """Give a table or a figure without a key the one its number would have made, so that its address is the same."""
    antall = {Tabell: 0, Figur: 0}
    brukte = {blokk.noekkel for blokk in blokker if isinstance(blokk, Tabell | Figur | Vedlegg)}
    ut = []
    for blokk in blokker:
        if type(blokk) in antall:
            antall[type(blokk)] += 1
            noekkel = f"{type(blokk).__name__.lower()}-{antall[type(blokk)]}"
            if not blokk.noekkel and noekkel not in brukte:
                blokk = replace(blokk, noekkel=noekkel)
        ut.append(blokk)
    return ut
