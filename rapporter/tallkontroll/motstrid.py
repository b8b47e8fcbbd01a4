"""The same figure told twice with two values: same thing counted, same year, asked or answered in both places.

Careful: a sentence that tells of a change, of a part of the year or of something planned is held against nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bosetting.felles.melding import melding as _

from .datoer import finn_datoer
from .funn import Funn, Slag, funn, kort, skriv
from .opptelling import gruppestoerrelse
from .regning import SPURT, SVART, rolle
from .tall import Figur
from .tekst import Blokk, Setning
from .tekst import Slag as Blokkslag

_AAR = re.compile(r"(?<![\d.,/–-])(?:19|20)\d\d(?![\d/]|[–-]\d)")
_ENDRING = re.compile(
    r"øk(?:t|te|er|ning)|endre|opprinnelig|først|deretter|justert|\bny(?:e|tt)?\b|etter|våren|høsten|sommeren|vinteren"
    r"|halvår|tertial|kvartal|framover|fremover|\bvil\b|\bskal\b|bør|prognos|forslag|foreslå|tidligere|foreløpig"
    r"|hadde vært|reduser|ned til|opp til|i tillegg|ytterligere|resten|hver\b|gjennomsnitt|noen av|minst|inntil|opptil"
    r"|\bmål|utvid",
    re.IGNORECASE,
)
_ALLE = re.compile(r"\balle (?:de )?$", re.IGNORECASE)
# Whoever asks is not what is counted, and nor is the word that happens to begin the sentence.
_ASKERE = frozenset(
    re.findall(
        r"\w+",
        "fylkesmannen statsforvalteren imdi øst vest sør nord midt husbanken nav ks staten regjeringen",
    )
)
_AAPNERE = frozenset(re.findall(
    r"\w+",
    "for i per pr til totalt samlet kommunene kommunen fylket det de vi den dette disse alle av ved etter om som når"
    " også samtlige regionen fylkeskommunen her da så på fra med styret prosjektet",
))  # fmt: skip
# The word by which a figure is asked for or answered; «bedt» asks as «anmodet» does.
_ORD = re.compile(
    r"(?P<anmodet>anmod|\bbedt|\bbe om|forespurt)|(?P<vedtatt>vedta|vedto|svart|sagt ja)|(?P<behov>behov)"
    r"|(?P<bosatt>bosatt)"
    r"|(?P<penger>budsjett|ramme|bevilg|tildelt)|(?P<brukt>brukt|forbruk|regnskap)"
    r"|(?P<soekt>søk)|(?P<mottatt>mottatt|ta i?mot)",
    re.IGNORECASE,
)
_NAVN = re.compile(
    r"(?:(?P<omraade>(?:kommunene|fylket|regionen|byene) i )|\b)(?P<navn>[A-ZÆØÅ][\wæøåÆØÅ-]+)"
)
# Who is counted, where it is not everybody.
_HVEM = re.compile(
    r"\b(?:landsbasis|hele landet|nasjonal|landet|barnefamili|famili|barn|voksne|enslig|kvinne|menn|ungdom|elev"
    r"|student|gutte|jente|ansatt|frivillig|mindreårig"
    r"|kvote|eldre|asylsøk)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Omtale:
    """A figure told of: which block, and the area that is named beside it."""

    figur: Figur
    blokk: Blokk
    omraade: frozenset[str]


def motstridsfunn(blokker: Sequence[Blokk]) -> Iterator[Funn]:
    """Yield the second telling of a figure that the first gives another value."""
    sett: dict[tuple, _Omtale] = {}
    uenige: set[tuple] = set()
    for blokk in blokker:
        if blokk.slag is Blokkslag.OVERSKRIFT:
            continue
        for setning in blokk.setninger:
            for noekkel, ny in _omtaler(blokk, setning):
                gammel = sett.setdefault(noekkel, ny)
                if gammel.figur.verdi == ny.figur.verdi or gammel.blokk is blokk or noekkel in uenige:
                    continue
                if gammel.omraade and ny.omraade and gammel.omraade != ny.omraade:
                    continue
                uenige.add(noekkel)
                yield _motstrid(blokk, setning, ny.figur, gammel)


def _motstrid(blokk: Blokk, setning: Setning, figur: Figur, gammel: _Omtale) -> Funn:
    linje = gammel.blokk.linje(gammel.figur.start)
    return funn(
        Slag.MOTSTRID, blokk.linje(figur.start), kort(setning.tekst, figur.start - setning.start), skriv(figur.verdi),
        skriv(gammel.figur.verdi),
        _("Her står det %(her)s, men på linje %(linje)s er det samme tallet %(der)s.",
          her=skriv(figur.verdi), linje=linje, der=skriv(gammel.figur.verdi)),
        (linje,),
    )  # fmt: skip


def _omtaler(blokk: Blokk, setning: Setning) -> Iterator[tuple[tuple, _Omtale]]:
    """Yield (what it is a figure of, the figure) for what the sentence says beyond doubt."""
    hele = [figur for figur in setning.figurer if not figur.omtrent and figur.enhet != "%"]
    navn, omraade = _navn(setning.tekst)
    for figur in hele:
        foran = blokk.tekst[max(setning.start, figur.start - 20) : figur.start]
        if _ALLE.search(foran) and figur.navn:
            yield ("alle", figur.slekt), _Omtale(figur, blokk, omraade)
    if _ENDRING.search(setning.tekst):
        return
    if sagt := gruppestoerrelse(blokk, setning):
        yield ("gruppe", sagt[0]), _Omtale(sagt[1], blokk, frozenset())
    if not SPURT.search(setning.tekst) and not SVART.search(setning.tekst):
        return
    aar, datoer = set(_AAR.findall(setning.tekst)), finn_datoer(setning.tekst)
    if len(aar) != 1 or len(datoer) > 1:
        return
    naar = (datoer[0].dag, datoer[0].maaned) if datoer else ()
    hvem = frozenset(treff[0].lower() for treff in _HVEM.finditer(setning.tekst))
    om = (*aar, naar, navn, hvem, frozenset(treff.lastgroup for treff in _ORD.finditer(setning.tekst)))
    roller = [(figur, rolle(blokk.tekst, setning, figur)) for figur in hele if not figur.er_del]
    for figur, rollen in roller:
        like = [ett for ett, annen in roller if annen == rollen and ett.slekt == figur.slekt]
        if not rollen or len(like) != 1 or figur.verdi < 10 or figur.slekt not in ("personer", "kr"):
            continue
        yield ("tall", rollen, figur.slekt, *om), _Omtale(figur, blokk, omraade)


def _navn(tekst: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names in a sentence, and those of areas («kommunene i Østfold»), which may be left out elsewhere."""
    navn, omraade = set(), set()
    for treff in _NAVN.finditer(tekst):
        ett = treff["navn"].lower()
        if ett in _ASKERE or (treff.start() == 0 and ett in _AAPNERE):
            continue
        (omraade if treff["omraade"] else navn).add(ett)
    return frozenset(navn), frozenset(omraade)
