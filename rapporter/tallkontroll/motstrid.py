"""The same figure told twice with two values: same thing counted, same year, asked or answered in both places.

Careful: a sentence that tells of a change, of a part of the year or of something planned is held against nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bosetting.felles.melding import melding as _

from .datoer import finn_datoer
from .funn import Funn, Slag, funn, kort, skriv
from .opptelling import gruppenavn
from .regning import SPURT, SVART, rolle
from .tall import Figur
from .tekst import Blokk, Setning
from .tekst import Slag as Blokkslag

_AAR = re.compile(r"(?<![\d.,/–-])(?:19|20)\d\d(?![\d/]|[–-]\d)")
_ENDRING = re.compile(
    r"øk(?:t|te|er|ning)|endre|opprinnelig|først|deretter|justert|\bny(?:e|tt)?\b|etter|våren|høsten|sommeren|vinteren"
    r"|halvår|tertial|kvartal|framover|fremover|\bvil\b|\bskal\b|bør|prognos|forslag|foreslå|tidligere|foreløpig"
    r"|hadde vært|reduser|ned til|opp til|i tillegg|ytterligere|resten|hver\b|gjennomsnitt|noen av|minst|inntil|opptil"
    r"|mål",
    re.IGNORECASE,
)
_ALLE = re.compile(r"\balle (?:de )?$", re.IGNORECASE)
_TALL = re.compile(r"\d")


def motstridsfunn(blokker: Sequence[Blokk]) -> Iterator[Funn]:
    """Yield the second telling of a figure that the first gives another value."""
    sett: dict[tuple, tuple[Figur, Blokk]] = {}
    uenige: set[tuple] = set()
    noekler = defaultdict(int)
    for blokk in blokker:
        if blokk.slag is Blokkslag.OVERSKRIFT:
            continue
        for setning in blokk.setninger:
            for noekkel, figur in _paastander(blokk, setning):
                noekler[noekkel] += 1
                foerste = sett.setdefault(noekkel, (figur, blokk))
                if foerste[0].verdi == figur.verdi or foerste[1] is blokk or noekkel in uenige:
                    continue
                uenige.add(noekkel)
                linje = foerste[1].linje(foerste[0].start)
                yield funn(
                    Slag.MOTSTRID, blokk.linje(figur.start), kort(setning.tekst, figur.start - setning.start),
                    skriv(figur.verdi), skriv(foerste[0].verdi),
                    _("Her står det %(her)s, men på linje %(linje)s er det samme tallet %(der)s.",
                      her=skriv(figur.verdi), linje=linje, der=skriv(foerste[0].verdi)),
                    (linje,),
                )  # fmt: skip


def _paastander(blokk: Blokk, setning: Setning) -> Iterator[tuple[tuple, Figur]]:
    """Yield (what it is a figure of, the figure) for what the sentence says beyond doubt."""
    hele = [figur for figur in setning.figurer if not figur.omtrent and figur.enhet != "%"]
    for figur in hele:
        foran = blokk.tekst[max(setning.start, figur.start - 20) : figur.start]
        if _ALLE.search(foran) and figur.navn:
            yield ("alle", figur.slekt), figur
    if _ENDRING.search(setning.tekst):
        return
    if (
        (gruppe := gruppenavn(setning.tekst[:80]))
        and hele
        and hele[0].navn
        and "bestå" in setning.tekst.lower()
    ):
        yield ("gruppe", gruppe, hele[0].slekt), hele[0]
    aar = set(_AAR.findall(setning.tekst))
    datoer = finn_datoer(setning.tekst)
    if len(aar) != 1 or len(datoer) > 1:
        return
    naar = (datoer[0].dag, datoer[0].maaned) if datoer else ()
    navn = frozenset(re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåA-ZÆØÅ]{2,}", setning.tekst))
    for nr, figur in enumerate(hele):
        if figur.er_del or figur.verdi < 10 or figur.slekt not in ("personer", "kr"):
            continue
        if not SPURT.search(setning.tekst) and not SVART.search(setning.tekst):
            continue
        rollen = rolle(blokk.tekst, setning, figur)
        like = [
            ett
            for ett in hele
            if not ett.er_del and rolle(blokk.tekst, setning, ett) == rollen and ett.slekt == figur.slekt
        ]
        if rollen and len(like) == 1:
            yield ("tall", rollen, figur.slekt, *aar, naar, navn), figur
            # The part that follows it: «hvorav 197 enslige mindreårige».
            neste = next((ett for ett in hele[nr + 1 : nr + 2] if ett.er_del), None)
            if neste is not None:
                yield ("del", rollen, neste.slekt, *aar, naar, navn), neste
