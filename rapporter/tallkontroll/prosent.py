"""Shares and growth: «11 av 18 kommuner (61 prosent)», «fra 537 til 780, en økning på 45 prosent», «doblet»."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from bosetting.felles.melding import melding as _

from .funn import Funn, Slag, funn, skriv
from .regning import sitat
from .tall import Figur, passer
from .tekst import Blokk, Setning

_GANGER = {
    "halver": Decimal("0.5"), "dobl": Decimal(2), "dobbelt": Decimal(2), "fordobl": Decimal(2),
    "tredobl": Decimal(3), "firedobl": Decimal(4), "femdobl": Decimal(5),
}  # fmt: skip
_GANGEORD = re.compile(r"\b(halver|fordobl|tredobl|firedobl|femdobl|dobbelt|dobl)\w{0,6}\b", re.IGNORECASE)
_NESTEN = re.compile(
    r"(?:nesten|nær|nærmest|nærmere|om lag|omlag|omtrent|ca\.?|rundt|så godt som|godt og vel) (?:en )?$", re.I
)
_OVER = re.compile(r"(?:mer enn|over|godt over|mer enn en) $", re.IGNORECASE)
_ENDRING = re.compile(
    r"økning|økt|økte|øker|vekst|\bsteg\b|steget|opp\b|\bned\b|nedgang|reduksjon|redusert|fall\b|falt|sank|flere|færre|mer\b"
    r"|mindre|lavere|høyere",
    re.IGNORECASE,
)
_ANDEL = re.compile(
    r"tilsvar|utgjør|dvs|det vil si|altså|andel|\bdet er\b|\bsom er\b|\($|=|eller $|, $|er det", re.IGNORECASE
)
_FRA = re.compile(r"\bfra (?:om lag |ca\. )?$", re.IGNORECASE)
_TIL = re.compile(r"[^.;]{0,40}\btil (?:om lag |ca\. )?")
_AV = re.compile(r" {1,2}(?:[a-zæøå]{1,20} ){0,2}?av (?:de |i alt |totalt |til sammen )?")
_PROSENT_AV = re.compile(r" {1,2}av (?:de |alle |totalt |i alt )?")
HUNDRE = Decimal(100)


def prosentfunn(blokk: Blokk) -> Iterator[Funn]:
    """Yield shares, growth and multiples that their figures do not give."""
    forrige: Setning | None = None
    for setning in blokk.setninger:
        for nr, figur in enumerate(setning.figurer):
            if figur.enhet == "%":
                yield from _prosent(blokk, forrige, setning, nr)
        yield from _ganger(blokk, forrige, setning)
        forrige = setning


def _fra_til(tekst: str, figurer: list[Figur]) -> tuple[Figur, Figur] | None:
    """Return the last «fra A til B» among the figures."""
    for en, annen in zip(reversed(figurer[:-1]), reversed(figurer[1:]), strict=True):
        if "%" in (en.enhet, annen.enhet) or not passer(en.slekt, annen.slekt) or en.verdi == 0:
            continue
        if _FRA.search(tekst[max(0, en.start - 15) : en.start]) and _TIL.fullmatch(
            tekst[en.slutt : annen.start]
        ):
            return en, annen
    return None


def _prosent(blokk: Blokk, forrige: Setning | None, setning: Setning, nr: int) -> Iterator[Funn]:
    figur, foer, tekst = setning.figurer[nr], setning.figurer[:nr], blokk.tekst
    foran = tekst[max(setning.start, figur.start - 70) : figur.start]
    if foer and foer[-1].enhet != "%" and len(foer) > 1:
        hele, del_ = foer[-1], foer[-2]
        mellom = tekst[hele.slutt : figur.start]
        if (
            _AV.fullmatch(tekst[del_.slutt : hele.start]) and del_.enhet == hele.enhet and hele.verdi
            and len(mellom) < 70 and (_ANDEL.search(mellom) or mellom.endswith("(")) and not _ENDRING.search(mellom)
        ):  # fmt: skip
            yield from _sammenlign(blokk, setning, figur, del_, hele, del_.verdi / hele.verdi * HUNDRE)
            return
    etter = [ett for ett in setning.figurer[nr + 1 :] if ett.enhet != "%"]
    bak = tekst[figur.slutt : etter[0].start] if etter else ""
    if foer and etter and foer[-1].enhet == etter[0].enhet and _PROSENT_AV.fullmatch(bak):
        # «32 personer, som er 20 prosent av 160»
        del_, hele, mellom = foer[-1], etter[0], tekst[foer[-1].slutt : figur.start]
        if hele.verdi and len(mellom) < 50 and _ANDEL.search(mellom) and passer(del_.slekt, hele.slekt):
            yield from _sammenlign(blokk, setning, figur, del_, hele, del_.verdi / hele.verdi * HUNDRE)
        return
    if len(etter) > 1 and re.fullmatch(r" ?\([^\d()]{0,20}", bak):
        # «61 prosent (11 av 18 kommuner)»
        del_, hele = etter[:2]
        if hele.verdi and del_.enhet == hele.enhet and _AV.fullmatch(tekst[del_.slutt : hele.start]):
            yield from _sammenlign(blokk, setning, figur, del_, hele, del_.verdi / hele.verdi * HUNDRE)
        return
    par = _fra_til(tekst, foer)
    if par is None and forrige is not None and not [ett for ett in foer if ett.enhet != "%"]:
        par = _fra_til(tekst, forrige.figurer)
    if par is None and len(etter) > 1 and len(bak) < 40 and not foer:
        par = _fra_til(tekst, etter[:2])  # «økte med 20 prosent, fra 40 til 48»
    if par and (_ENDRING.search(foran) or _ENDRING.search(tekst[figur.slutt : figur.slutt + 20])):
        en, annen = par
        yield from _sammenlign(
            blokk, setning, figur, en, annen, abs(annen.verdi - en.verdi) / en.verdi * HUNDRE
        )


def _sammenlign(
    blokk: Blokk, setning: Setning, figur: Figur, en: Figur, annen: Figur, ventet: Decimal
) -> Iterator[Funn]:
    desimaler = -figur.verdi.as_tuple().exponent if figur.verdi.as_tuple().exponent < 0 else 0
    enhet = Decimal(1).scaleb(-desimaler)
    slakk = max(Decimal("2.5"), ventet / 10) if figur.omtrent else enhet * Decimal("0.55")
    if abs(ventet - figur.verdi) <= slakk:
        return
    avrundet = ventet.quantize(enhet, ROUND_HALF_UP)
    yield funn(
        Slag.PROSENT, blokk.linje(figur.start), sitat(blokk, setning, figur), f"{skriv(figur.verdi)} prosent",
        f"{skriv(avrundet)} prosent",
        _("Med %(en)s og %(annen)s blir det %(ventet)s prosent, ikke %(oppgitt)s.", en=skriv(en.verdi),
          annen=skriv(annen.verdi), ventet=skriv(avrundet), oppgitt=skriv(figur.verdi)),
        (blokk.linje(en.start), blokk.linje(annen.start)),
    )  # fmt: skip


def _ganger(blokk: Blokk, forrige: Setning | None, setning: Setning) -> Iterator[Funn]:
    for treff in _GANGEORD.finditer(setning.tekst):
        ganger = _GANGER[treff[1].lower()]
        par = _fra_til(blokk.tekst, setning.figurer)
        if par is None and forrige is not None and not setning.figurer:
            par = _fra_til(blokk.tekst, forrige.figurer)
        if par is None:
            continue
        en, annen = par
        forhold = annen.verdi / en.verdi
        foran = setning.tekst[max(0, treff.start() - 25) : treff.start()]
        lavest, hoeyest = Decimal("0.93"), Decimal("1.07")
        if _NESTEN.search(foran):
            lavest, hoeyest = Decimal("0.82"), Decimal("1.1")
        elif _OVER.search(foran):
            lavest, hoeyest = Decimal(1), Decimal("1.6")
        if ganger * lavest <= forhold <= ganger * hoeyest:
            continue
        vist = skriv(forhold.quantize(Decimal("0.01"), ROUND_HALF_UP))
        yield funn(
            Slag.PROSENT, blokk.linje(setning.start + treff.start()), setning.tekst, treff[0],
            _("%(forhold)s ganger", forhold=vist),
            _("%(annen)s er %(forhold)s ganger %(en)s; det er ikke «%(ordet)s».",
              annen=skriv(annen.verdi), forhold=vist, en=skriv(en.verdi), ordet=treff[0]),
            (blokk.linje(en.start), blokk.linje(annen.start)),
        )  # fmt: skip
