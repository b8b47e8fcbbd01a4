"""Arithmetic in prose: a gap against the two figures it stands between, a part against its whole, a sum said in words.

Only figures that are near, count the same and have a clear part in the sentence are held against each other. Where
two of those that are near give the stated figure, nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from bosetting.felles.melding import melding as _

from .funn import Funn, Slag, funn, kort, skriv
from .tall import Figur, passer
from .tekst import Blokk, Setning

# How far back a gap's figures are looked for, and how many of them.
_SETNINGER_BAK = 4
_FIGURER_BAK = 10

_ETTER = re.compile(
    r" {1,2}(?:[a-zæøåA-ZÆØÅ][\w-]{0,30} ){0,3}?"
    r"(?:for lite|for få|for mye|for mange|gjenstår|står igjen|mangler|manglet|udekket|udekkede|udekte)\b"
)
_FORAN = re.compile(
    r"(?:\b(?:mangler|manglet|gjenstår|gjensto|står igjen|restbehov\w{0,3}|gjenstående"
    r"|differanse\w{0,3}|forskjell\w{0,3}|avvik\w{0,3}|gap\w{0,3}"
    r"|underdekning\w{0,3}|underskudd\w{0,3}|overskudd\w{0,3}|udekket|udekkede|økning\w{0,3}|nedgang\w{0,3}"
    r"|reduksjon\w{0,4}|vekst\w{0,3}|(?:økt|økte|øker|redusert|reduserte|gått ned|gikk ned|steg|sank|falt) med)\b"
    r"(?:[^\d.;:,]{0,40}|:) ?)$",
    re.IGNORECASE,
)
_ENDRING = re.compile(
    r"økning|nedgang|reduksjon|vekst|økt|økte|øker|redusert|gått ned|gikk ned|steg|sank|falt", re.IGNORECASE
)
SPURT = re.compile(
    r"anmod|etterspurt|behov|\bbedt\b|\bbe om\b|ønske|søkt|søkna|bestil|budsjett|\bramme|bevilg|planla|forespurt"
    r"|invitert|\bmål\b|målet|tildelt|\bkrav",
    re.IGNORECASE,
)
SVART = re.compile(
    r"vedta|vedto|svart|sagt ja|\bja til\b|tilbyr|tilbud|mottatt|ta i?mot|tatt i?mot|bosatt|forbruk|\bbrukt|regnskap"
    r"|gjennomfør|levert|\bdeltok|\bmøtte|oppnådd|utbetalt|\bhadde\b|innfri|besatt|dekket|godkjent|fullført|innvilg",
    re.IGNORECASE,
)
_SUM_FORAN = re.compile(
    r"\b(?:til sammen|tilsammen|totalt|i alt|samlet|sum|summen(?: er)?|sammenlagt|SUM)"
    r"(?: (?:er|var|på|ble|blir|utgjør))?(?: det)?:? ?(?:kr\.? ?|om lag )?$",
    re.IGNORECASE,
)
_LEDD = re.compile(r"(?: [\w-]{2,40}){1,2},?(?: (?:og|samt))? ")
_LIKNING = re.compile(r" ?=+ ?")


@dataclass(frozen=True)
class Merket:
    """A figure with its sentence's number in the block, and whether it is asked for, answered, or neither."""

    figur: Figur
    setning: int
    rolle: str


def regnefunn(blokk: Blokk) -> Iterator[Funn]:
    """Yield what does not add up in the prose of a block."""
    yield from _deler(blokk)
    yield from _differanser(blokk)
    yield from _tekstsummer(blokk)


def sitat(blokk: Blokk, setning: Setning, figur: Figur) -> str:
    """Return the sentence round a figure, short enough to quote."""
    return kort(setning.tekst, figur.start - setning.start)


# ------------------------------------------------------------------ gaps


def _differanser(blokk: Blokk) -> Iterator[Funn]:
    merkede: list[Merket] = []
    gap: set[int] = set()
    for nr, setning in enumerate(blokk.setninger):
        for figur in setning.figurer:
            if er_gap(blokk.tekst, figur):
                if funnet := _sjekk_gap(blokk, setning, nr, figur, merkede):
                    yield funnet
                gap.add(figur.start)
            elif not (figur.er_ord and figur.verdi < 3) and not _AV_DEM.match(blokk.tekst, figur.slutt):
                merkede.append(Merket(figur, nr, rolle(blokk.tekst, setning, figur)))
        del merkede[: -2 * _FIGURER_BAK]


def er_gap(tekst: str, figur: Figur) -> bool:
    if figur.enhet == "%" or figur.er_del:
        return False
    foran = tekst[max(0, figur.start - 80) : figur.start]
    if _FORAN.search(_uten_omtrent(foran)):
        return True
    treff = _ETTER.match(tekst, figur.slutt, figur.slutt + 120)
    return bool(treff and not re.search(r"[.,;]", treff[0]))


def _uten_omtrent(foran: str) -> str:
    return (
        re.sub(r"\b(?:om lag|ca\.?|nærmere|rundt|vel|drøyt|over|nesten|på|med|er|var) $", "", foran) or foran
    )


def rolle(tekst: str, setning: Setning, figur: Figur) -> str:
    """Return «spurt» or «svart» by the nearest word before the figure in its sentence, or by what it counts."""
    if re.match(r"vedtak|vedtatt", figur.navn):
        return "svart"
    foran = tekst[max(setning.start, figur.start - 160) : figur.start]
    etter = tekst[figur.slutt : min(setning.slutt, figur.slutt + 40)]
    spurt = max((treff.end() for treff in SPURT.finditer(foran)), default=-1)
    svart = max((treff.end() for treff in SVART.finditer(foran)), default=-1)
    if spurt < 0 and svart < 0:
        # «835 000 er brukt», «590 ble vedtatt»
        if treff := re.match(r" {1,2}(?:[a-zæøå]{1,20} ){0,2}(?:er|var|ble|har blitt) (\w+)", etter):
            return "svart" if SVART.match(treff[1]) else "spurt" if SPURT.match(treff[1]) else ""
        return ""
    if spurt >= 0 and svart >= 0:
        # «anmodet om å ta imot 40»: what is asked for rules the verb after it.
        mellom = foran[min(spurt, svart) : max(spurt, svart)]
        if (
            spurt < svart
            and re.search(r"\bom å\b|\bom\b", mellom)
            and len(mellom) < 60
            and not re.search(r",|\bog\b", mellom)
        ):
            return "spurt"
    return "spurt" if spurt > svart else "svart"


def _sjekk_gap(blokk: Blokk, setning: Setning, nr: int, gap: Figur, merkede: Sequence[Merket]) -> Funn | None:
    naer = [
        ett for ett in merkede
        if nr - ett.setning <= _SETNINGER_BAK and passer(ett.figur.slekt, gap.slekt) and ett.figur.enhet != "%"
        and (gap.enhet == "kr") == (ett.figur.enhet == "kr" or (gap.enhet == "kr" and ett.figur.verdi >= 1000))
    ][-_FIGURER_BAK:]  # fmt: skip
    hele = [ett for ett in naer if not ett.figur.er_del]
    # All that is near speaks for the figure, parts too; only whole figures speak against it.
    if any(_forklarer(en, annen, gap) for en, annen in combinations(naer, 2)):
        return None
    endring = bool(_ENDRING.search(blokk.tekst[max(0, gap.start - 80) : gap.start]))
    par = _par(hele, nr, gap, endring)
    if par is None:
        return None
    en, annen = par
    ventet = abs(en.figur.verdi - annen.figur.verdi)
    if ventet == 0 or er_gap(blokk.tekst, annen.figur):
        return None
    stoerst, minst = sorted((en.figur.verdi, annen.figur.verdi), reverse=True)
    return funn(
        Slag.DIFFERANSE, blokk.linje(gap.start), sitat(blokk, setning, gap), skriv(gap.verdi), skriv(ventet),
        _("Differansen er oppgitt til %(gap)s, men %(stoerst)s − %(minst)s = %(ventet)s.",
          gap=skriv(gap.verdi), stoerst=skriv(stoerst), minst=skriv(minst), ventet=skriv(ventet)),
        (blokk.linje(en.figur.start), blokk.linje(annen.figur.start)),
    )  # fmt: skip


def _forklarer(en: Merket, annen: Merket, gap: Figur) -> bool:
    """Return whether two figures give the gap. An answer above what was asked for lacks nothing."""
    if not _naer(abs(en.figur.verdi - annen.figur.verdi), gap):
        return False
    roller = {en.rolle: en, annen.rolle: annen}
    return roller.keys() != {"spurt", "svart"} or roller["spurt"].figur.verdi > roller["svart"].figur.verdi


def _naer(verdi: Decimal, gap: Figur) -> bool:
    if not gap.omtrent:
        return verdi == gap.verdi
    # «nærmere 90» is rounded to tens.
    nuller = len(str(int(gap.verdi))) - len(str(int(gap.verdi)).rstrip("0")) if gap.verdi else 0
    return abs(verdi - gap.verdi) <= max(verdi / 20, gap.verdi / 20, Decimal(10) ** nuller)


def _par(hele: list[Merket], nr: int, gap: Figur, endring: bool) -> tuple[Merket, Merket] | None:
    """Return the two figures that a gap lies between: the two of its sentence, the last asked for and the last
    answered, or the only two near. A change («økning på») lies between the two of its sentence or of the one before.
    """

    def to(merkede: list[Merket]) -> tuple[Merket, Merket] | None:
        if len(merkede) != 2:
            return None
        slekter = {ett.figur.slekt for ett in merkede} - {""}
        like = len({ett.figur.slekt for ett in merkede}) == 1
        return (merkede[0], merkede[1]) if like or slekter in ({gap.slekt}, {"personer"}) else None

    if par := to([ett for ett in hele if ett.setning == nr]):
        return par
    if endring:
        en_foer = [ett for ett in hele if ett.setning == nr - 1]
        return to(en_foer if len(en_foer) > 1 else [ett for ett in hele if nr - ett.setning in (1, 2)])
    spurt = [ett for ett in hele if ett.rolle == "spurt"]
    svart = [ett for ett in hele if ett.rolle == "svart"]
    if spurt and svart and passer(spurt[-1].figur.slekt, svart[-1].figur.slekt):
        return spurt[-1], svart[-1]
    return to([ett for ett in hele if nr - ett.setning <= 2])


# ------------------------------------------------------------------ parts


_AV = re.compile(r" {1,2}(?:[a-zæøå]{1,20} ){0,2}?av (?:de |i alt |totalt |til sammen |disse )?$")


# «10 av dem har vedtatt …»: what they are stands in the sentence before.
_AV_DEM = re.compile(r" {1,2}av (?:dem|disse)\b")
# «Av 62 frivillige er 40 …»
_AV_FORAN = re.compile(r"\bAv (?:de |alle (?:de )?|totalt |i alt |til sammen )?$")


def _deler(blokk: Blokk) -> Iterator[Funn]:
    """Yield «87, hvorav 88» and «21 av 18 kommuner»; also where the part stands in the sentence after."""
    helhet: tuple[Figur, int] | None = None
    for nr, setning in enumerate(blokk.setninger):
        for sist, figur in zip([None, *setning.figurer], setning.figurer, strict=False):
            if figur.er_del:
                if (
                    helhet
                    and nr - helhet[1] <= 1
                    and figur.verdi > helhet[0].verdi
                    and _kan_vaere_del(helhet[0], figur)
                ):
                    yield _delfunn(blokk, setning, figur, helhet[0])
                continue
            mellom = blokk.tekst[sist.slutt : figur.start] if sist else ""
            av = sist and len(mellom) < 60 and _AV.fullmatch(mellom) and figur.enhet == sist.enhet != "%"
            if av and sist.verdi > figur.verdi and not sist.er_del:
                yield _delfunn(blokk, setning, sist, figur)
            av_a = sist and _AV_FORAN.search(blokk.tekst[max(setning.start, sist.start - 20) : sist.start])
            if av_a and figur.verdi > sist.verdi and _kan_vaere_av(sist, figur, mellom):
                yield _delfunn(blokk, setning, figur, sist)
            helhet = (figur, nr)


def _kan_vaere_av(hele: Figur, del_: Figur, mellom: str) -> bool:
    naer = len(mellom) < 60 and not re.search(r"[.;:,]", mellom)
    return naer and del_.enhet == hele.enhet != "%" and passer(del_.slekt, hele.slekt)


def _kan_vaere_del(hele: Figur, del_: Figur) -> bool:
    return hele.enhet == del_.enhet and not hele.er_ord and (hele.slekt != "kr" or del_.slekt == "kr")


def _delfunn(blokk: Blokk, setning: Setning, del_: Figur, hele: Figur) -> Funn:
    return funn(
        Slag.DEL, blokk.linje(del_.start), sitat(blokk, setning, del_), skriv(del_.verdi),
        _("høyst %(hele)s", hele=skriv(hele.verdi)),
        _("%(del_)s er oppgitt som en del av %(hele)s, men er større.", del_=skriv(del_.verdi), hele=skriv(hele.verdi)),
        (blokk.linje(hele.start),),
    )  # fmt: skip


# ------------------------------------------------------------------ sums in words


def _tekstsummer(blokk: Blokk) -> Iterator[Funn]:
    """Yield «12 i Moss, 8 i Råde og 5 i Rygge, til sammen 24», «900 + 80 = 990» and «SUM 1.000.000,-»."""
    i_blokken: list[Figur] = []
    forrige: Setning | None = None
    for setning in blokk.setninger:
        for nr, figur in enumerate(setning.figurer):
            foer = setning.figurer[:nr]
            foran = blokk.tekst[max(0, figur.start - 60) : figur.start]
            if len(foer) > 1 and _LIKNING.fullmatch(blokk.tekst[foer[-1].slutt : figur.start]):
                yield from _likning(blokk, setning, figur, foer)
            elif figur.enhet != "%" and not figur.er_del and (treff := _SUM_FORAN.search(foran)):
                rekke = _rekke(blokk.tekst, foer, figur, len(foran) - treff.start())
                if treff[0].startswith("SUM") and figur.enhet == "kr":
                    rekke = [ett for ett in i_blokken if ett.enhet == "kr"][-_FIGURER_BAK:]
                elif not foer and forrige is not None:
                    rekke = _oppramset(blokk.tekst, forrige, figur)
                if not rekke:
                    rekke = _deler_etter(blokk.tekst, setning, setning.figurer[nr + 1 :], figur)
                if len(rekke) > 1 and not _summerer(rekke, figur):
                    yield _tekstsum(blokk, setning, figur, rekke)
            i_blokken.append(figur)
        del i_blokken[:-_FIGURER_BAK]
        forrige = setning


def _rekke(tekst: str, foer: list[Figur], sum_: Figur, sumord: int) -> list[Figur]:
    """Return the figures listed just before a sum, parted by commas and «og»: all counting the same, or each a noun of
    its own («12 bord, 30 stoler og 4 skap»).
    """
    rekke: list[Figur] = []
    neste, avstand, stram = sum_, sumord, True
    for figur in reversed(foer[-_FIGURER_BAK:]):
        mellom = tekst[figur.slutt : neste.start - avstand]
        skille = re.search(r",|\bog\b|\bsamt\b|\+", mellom) if rekke else True
        if (
            len(mellom) > 60
            or not skille
            or figur.er_del
            or figur.enhet == "%"
            or re.search(r"[.;:]|\bav\b", mellom)
        ):
            break
        if figur.enhet != sum_.enhet and not passer(figur.slekt, sum_.slekt):
            break
        stram = stram and bool(_LEDD.fullmatch(mellom))
        rekke.append(figur)
        neste, avstand = figur, 0
    ens = len({figur.slekt for figur in rekke} - {"", sum_.slekt}) <= 1
    ens = ens and all(passer(figur.slekt, sum_.slekt) for figur in rekke)
    return rekke[::-1] if ens or stram else []


def _oppramset(tekst: str, setning: Setning, sum_: Figur) -> list[Figur]:
    """Return the figures of a sentence that is nothing but a list of them: three or more, the same thing counted."""
    figurer = [figur for figur in setning.figurer if not figur.er_ord or figur.verdi > 1]
    if len(figurer) < 3 or any(figur.er_del or figur.enhet == "%" for figur in figurer):
        return []
    if not all(passer(figur.slekt, sum_.slekt) for figur in figurer):
        return []
    for en, annen in zip(figurer, figurer[1:], strict=False):
        mellom = tekst[en.slutt : annen.start]
        if (
            len(mellom) > 60
            or not re.search(r",|\bog\b|\bsamt\b", mellom)
            or re.search(r"[.;:]|\bav\b", mellom)
        ):
            return []
    return figurer


def _deler_etter(tekst: str, setning: Setning, etter: list[Figur], sum_: Figur) -> list[Figur]:
    """Return the parts after a sum, «280: 95 kvinner, 120 menn og 75 barn», when they are all of it or nearly.

    Three or more, with nothing between them but nouns, to the end of the sentence.
    """
    stram = all(
        _LEDD.fullmatch(tekst[en.slutt : annen.start]) for en, annen in zip(etter, etter[1:], strict=False)
    )
    if len(etter) < 3 or not stram or any(figur.er_del or figur.enhet != sum_.enhet for figur in etter):
        return []
    if not re.fullmatch(r"(?: [\w-]{2,40}){0,2}\.?", tekst[etter[-1].slutt : setning.slutt]):
        return []
    lagt = sum(figur.verdi for figur in etter)
    return etter if abs(lagt - sum_.verdi) * 5 <= sum_.verdi else []


def _summerer(rekke: list[Figur], sum_: Figur) -> bool:
    """Return whether the last two or more of the figures give the sum."""
    lagt = Decimal(0)
    for antall, figur in enumerate(reversed(rekke), start=1):
        lagt += figur.verdi
        if antall > 1 and (lagt == sum_.verdi or (sum_.omtrent and abs(lagt - sum_.verdi) * 20 <= lagt)):
            return True
    return False


def _tekstsum(blokk: Blokk, setning: Setning, sum_: Figur, rekke: list[Figur]) -> Funn:
    lagt = sum(figur.verdi for figur in rekke)
    return funn(
        Slag.TEKSTSUM, blokk.linje(sum_.start), sitat(blokk, setning, sum_), skriv(sum_.verdi), skriv(lagt),
        _("%(ledd)s = %(lagt)s, men summen er oppgitt til %(sum)s.",
          ledd=" + ".join(skriv(figur.verdi) for figur in rekke), lagt=skriv(lagt), sum=skriv(sum_.verdi)),
        (blokk.linje(figur.start) for figur in rekke),
    )  # fmt: skip


def _likning(blokk: Blokk, setning: Setning, sum_: Figur, foer: list[Figur]) -> Iterator[Funn]:
    ledd, verdi, neste = [], Decimal(0), None
    for figur in reversed(foer):
        if neste is not None:
            tegn = blokk.tekst[figur.slutt : neste.start].strip()
            if tegn not in ("+", "-", "–"):
                break
            ledd.append((tegn, neste))
        neste = figur
    if neste is None or not ledd:
        return
    verdi = neste.verdi + sum(ett.verdi if tegn == "+" else -ett.verdi for tegn, ett in ledd)
    if verdi != sum_.verdi:
        alle = [neste, *(ett for _tegn, ett in reversed(ledd))]
        yield funn(
            Slag.TEKSTSUM, blokk.linje(sum_.start), sitat(blokk, setning, sum_), skriv(sum_.verdi), skriv(verdi),
            _("Regnestykket gir %(verdi)s, men svaret er oppgitt til %(sum)s.",
              verdi=skriv(verdi), sum=skriv(sum_.verdi)),
            (blokk.linje(ett.start) for ett in alle),
        )  # fmt: skip
