"""Head-counts against lists: «består av 19 personer» and the list below, «fire kommuner: A, B og C»."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bosetting.felles.melding import melding as _

from .funn import Funn, Slag, funn, kort, og, skriv
from .tall import TALLORD, Figur
from .tekst import Blokk, Setning, uten_punkt
from .tekst import Slag as Blokkslag

_GRUPPE = re.compile(
    r"\b([a-zæøå]{0,30}(?:grupp|utvalg|nettverk|styret|styre|komit|råd(?=et|ene|\b)|team|forum|panel|sekretariat|ledelse))"
    r"(?:en|a|et|ene|er|e|ens|as|ets|s|een|eens)?\b",
    re.IGNORECASE,
)
_BESTAAR = re.compile(
    r"\b(?:består|bestod|bestått|bestå|teller|talte|utgjøres|utgjør|omfatter|har|hadde|sitter|er på)\b|(?:med|på) $",
    re.IGNORECASE,
)
_REPRESENTERT = re.compile(r"representert|utvid|invitert|i tillegg|ytterligere", re.IGNORECASE)
_FOLK = re.compile(r"(?:person|medlem|deltaker|representant|deltager|kontaktperson|ansatte|mennesker|faste)")
_HUS = re.compile(r"(?:organisasjon|etat|instans|virksomhet|kommune|embete|avdeling|enhet)")
_FLERE = re.compile(
    rf"\b(?P<antall>\d{{1,2}}|{'|'.join(TALLORD)}) (?:personer|representanter|medlemmer|deltakere)\b", re.I
)
# A list that is introduced by a colon or stands in parentheses after its number.
_OPPRAMSING = re.compile(
    r"^(?P<mellom>[^.:;()\d]{0,60}?)(?:: ?|\((?:(?:dette er|nemlig|altså) )?)"
    r"(?P<liste>[A-ZÆØÅ][^.:;()\n]{1,600}?(?:, | og )[A-ZÆØÅ][^.:;()]{0,80})(?=[.)]|$)"
)
_LEDD = re.compile(r", (?:og |samt )?| og (?=[A-ZÆØÅ])| samt (?=[A-ZÆØÅ])")
MINST = 3
# Lines between two items of one list; more, and something stood between them.
MAKS_AVSTAND = 4
MAKS_ORD = 6


@dataclass(frozen=True)
class _Paastand:
    """That a group counts so many."""

    blokk: Blokk
    setning: Setning
    figur: Figur


@dataclass(frozen=True)
class Liste:
    """List items that follow each other, and the block above them."""

    ingress: Blokk | None
    punkter: tuple[Blokk, ...]

    @property
    def antall(self) -> int:
        """How many persons it lists; an item that says «to personer» counts for two."""
        return sum(_antall_i(punkt.tekst) for punkt in self.punkter)


def opptellingsfunn(blokker: Sequence[Blokk]) -> Iterator[Funn]:
    """Yield stated numbers that the lists of the text do not have."""
    paastander = _paastander(blokker)
    for liste in lister(blokker):
        yield from _mot_ingress(liste) or _mot_gruppe(liste, paastander)
    for blokk in blokker:
        yield from _oppramsinger(blokk)


def lister(blokker: Sequence[Blokk]) -> Iterator[Liste]:
    """Yield the lists of the text, three items or more."""
    punkter: list[Blokk] = []
    ingress: Blokk | None = None
    for blokk in [*blokker, None]:
        borte = punkter and blokk is not None and blokk.foerste - punkter[-1].siste > MAKS_AVSTAND
        if blokk is not None and blokk.slag is Blokkslag.PUNKT and not borte:
            punkter.append(blokk)
            continue
        if len(punkter) >= MINST:
            yield Liste(ingress, tuple(punkter))
        if borte and blokk.slag is Blokkslag.PUNKT:
            punkter, ingress = [blokk], None
        else:
            punkter, ingress = [], blokk


def _antall_i(punkt: str) -> int:
    treff = _FLERE.search(punkt)
    if not treff:
        return 1
    ord_ = treff["antall"].lower()
    return int(ord_) if ord_.isdigit() else TALLORD[ord_]


def gruppenavn(tekst: str) -> str | None:
    """Return the stem of the last group that a text names."""
    siste = None
    for treff in _GRUPPE.finditer(tekst):
        siste = treff[1].lower()
    return siste


def _paastander(blokker: Sequence[Blokk]) -> dict[str, list[_Paastand]]:
    """Return what is said of how many are in each group, by its stem."""
    ut = defaultdict(list)
    for blokk in blokker:
        if blokk.slag is Blokkslag.PUNKT:
            continue
        for setning in blokk.setninger:
            if sagt := gruppestoerrelse(blokk, setning):
                ut[sagt[0]].append(_Paastand(blokk, setning, sagt[1]))
    return ut


def gruppestoerrelse(blokk: Blokk, setning: Setning) -> tuple[str, Figur] | None:
    """Return (stem of the group, the figure) when a sentence says how many are in a group."""
    for figur in setning.figurer:
        foran = blokk.tekst[max(setning.start, figur.start - 120) : figur.start]
        if _FOLK.match(figur.navn) and not _REPRESENTERT.search(foran) and _BESTAAR.search(foran[-80:]):
            gruppe = gruppenavn(foran)
            return (gruppe, figur) if gruppe else None
    return None


def _mot_gruppe(liste: Liste, paastander: dict[str, list[_Paastand]]) -> Iterator[Funn]:
    if liste.ingress is None:
        return
    siste = liste.ingress.setninger[-1].tekst if liste.ingress.setninger else ""
    gruppe = gruppenavn(siste)
    sagt = paastander.get(gruppe, []) if gruppe else []
    if not sagt:
        return
    antall = liste.antall
    if all(antall != ett.figur.verdi for ett in sagt):
        # The list stands after what is said of it, or just before.
        foer = [ett for ett in sagt if ett.blokk.nr < liste.punkter[0].nr]
        ett = (foer or sagt)[-1]
        alle = list(dict.fromkeys(skriv(en.figur.verdi) for en in sagt))
        forklaring = _(
            "Listen har %(antall)s, men teksten sier %(sagt)s.", antall=antall, sagt=og(alle)
        ) if len(alle) == 1 else _(
            "Listen har %(antall)s, og ingen av tallene i teksten (%(sagt)s) passer.", antall=antall, sagt=og(alle)
        )  # fmt: skip
        yield _tellefunn(ett.blokk, ett.setning, ett.figur, antall, forklaring, liste)
    hus = _organisasjoner(liste)
    for ett in sagt:
        if hus is None:
            return
        figur = next((figur for figur in ett.setning.figurer[1:] if _HUS.match(figur.navn)), None)
        if figur is not None and figur.verdi != hus:
            forklaring = _(
                "Listen har %(hus)s ulike (%(hva)s), men teksten sier %(sagt)s.",
                hus=hus, hva=figur.navn, sagt=skriv(figur.verdi),
            )  # fmt: skip
            yield _tellefunn(ett.blokk, ett.setning, figur, hus, forklaring, liste)
            return


def _tellefunn(blokk: Blokk, setning: Setning, figur: Figur, antall: int, forklaring, liste: Liste) -> Funn:
    return funn(
        Slag.OPPTELLING, blokk.linje(figur.start), kort(setning.tekst, figur.start - setning.start), skriv(figur.verdi),
        str(antall), forklaring, (punkt.foerste for punkt in liste.punkter),
    )  # fmt: skip


def _organisasjoner(liste: Liste) -> int | None:
    """Return how many organisations the items name after their last comma; None unless each of them does."""
    navn = set()
    for punkt in liste.punkter:
        tekst = re.sub(r"\([^)]*\)", "", uten_punkt(punkt.tekst)).strip(" .;,")
        person, komma, hus = tekst.rpartition(", ")
        if not komma or not person or len(hus) > 50 or not hus[:1].isupper():
            return None
        navn.add(" ".join(hus.lower().split()))
    return len(navn)


_TELLBAR = re.compile(
    r"[a-zæøåA-ZÆØÅ-]{3,}(?:er|ene|e|r|kurs|fylker|steder|tiltak|mål|råd|fora|punkter|barn|år)$"
)


def _mot_ingress(liste: Liste) -> list[Funn]:
    """Return a finding when the line above says how many follow, and it is another number: «følgende fem kommuner:»."""
    blokk = liste.ingress
    if blokk is None or not blokk.tekst.rstrip().endswith(":") or not blokk.setninger:
        return []
    setning = blokk.setninger[-1]
    figurer = [
        figur for figur in setning.figurer if figur.enhet == "" and not figur.er_del and not figur.omtrent
    ]
    if len(figurer) != 1 or not (2 <= figurer[0].verdi <= 100) or not _TELLBAR.match(figurer[0].navn):
        return []
    figur, antall = figurer[0], len(liste.punkter)
    if len(blokk.tekst) - figur.slutt > 60 or antall == figur.verdi or liste.antall == figur.verdi:
        return []
    forklaring = _(
        "Listen under har %(antall)s punkter, men teksten sier %(sagt)s.",
        antall=antall,
        sagt=skriv(figur.verdi),
    )
    return [_tellefunn(blokk, setning, figur, antall, forklaring, liste)]


def _oppramsinger(blokk: Blokk) -> Iterator[Funn]:
    """Yield «fire kommuner: Halden, Moss og Rygge» and «fire kommuner (Halden, Moss og Rygge)»."""
    for setning in blokk.setninger:
        for nr, figur in enumerate(setning.figurer):
            if (
                figur.enhet
                or figur.er_del
                or figur.omtrent
                or not _TELLBAR.match(figur.navn)
                or figur.verdi > 60
            ):
                continue
            if ledd := _smaa_ledd(blokk.tekst[figur.slutt : setning.slutt], figur, setning.figurer[nr + 1 :]):
                yield _oppramset(blokk, setning, figur, ledd)
                continue
            til = setning.figurer[nr + 1].start if nr + 1 < len(setning.figurer) else setning.slutt
            treff = _OPPRAMSING.match(blokk.tekst[figur.slutt : min(til, figur.slutt + 800)])
            if not treff or len(treff[0]) < til - figur.slutt - 2 and til != setning.slutt:
                continue
            ledd = [ett.strip() for ett in _LEDD.split(treff["liste"]) if ett.strip()]
            if len(ledd) < 2 or any(not ett[0].isupper() or len(ett.split()) > MAKS_ORD for ett in ledd):
                continue
            if len(ledd) != figur.verdi and " og " not in " ".join(ledd):
                yield _oppramset(blokk, setning, figur, ledd)


def _smaa_ledd(etter: str, figur: Figur, flere: list[Figur]) -> list[str]:
    """Return the members of «fire personer: lederen, rektor og en lærer», if they are not so many as stated."""
    treff = re.match(r" {1,2}[\w-]{3,40}: ([a-zæøå][^.:;()\d]{5,600})\.?$", etter)
    if not treff or flere or not (_FOLK.match(figur.navn) or _HUS.match(figur.navn)):
        return []
    komma = treff[1].split(", ")
    flest = sum(ledd.count(" og ") for ledd in komma)
    ledd = [*komma[:-1], *komma[-1].rsplit(" og ", 1)]
    passer = len(komma) < 2 or len(komma) <= figur.verdi <= len(komma) + flest
    return [] if passer else [ett.strip() for ett in ledd]


def _oppramset(blokk: Blokk, setning: Setning, figur: Figur, ledd: list[str]) -> Funn:
    forklaring = _(
        "Det er nevnt %(antall)s: %(ledd)s. Teksten sier %(sagt)s.",
        antall=len(ledd), ledd=kort(og(ledd)), sagt=skriv(figur.verdi),
    )  # fmt: skip
    sitat = kort(setning.tekst, figur.start - setning.start)
    return funn(Slag.OPPTELLING, blokk.linje(figur.start), sitat, figur.tekst, str(len(ledd)), forklaring)
