"""What a figure in a report's prose is said to be a figure of: which people, where, when, asked for or decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .domain import Kommunelinje, Rapportgrunnlag
from .tallkontroll.datoer import Dato, finn_datoer
from .tallkontroll.regning import er_gap, rolle
from .tallkontroll.tall import Figur
from .tallkontroll.tekst import Blokk, Setning

# How far back a year is looked for. Longer than this is no sentence.
SETNINGER_BAK, MAKS_SETNING = 4, 2_000

ANMODET, VEDTATT, UDEKKET = "anmodet", "vedtatt", "udekket"
LANDET = "landet"

_BEDT = re.compile(r"anmod|\bbedt\b|\bbe om\b|\bba om\b", re.IGNORECASE)
_GITT = re.compile(r"vedta|vedto|sagt ja|\bja til\b", re.IGNORECASE)
_EM = re.compile(
    r"^ {1,2}(?:[a-zæøå]{1,20} ){0,3}?(?:for |til )?(?:enslige?\b|EMA?\b|mindreårig)", re.IGNORECASE
)
_VOKSNE = re.compile(r"^ {1,2}(?:[a-zæøå]{1,20} ){0,2}?(?:for |til )?voksne\b", re.IGNORECASE)
# People who are counted apart from the groups of a request.
_ANDRE = re.compile(
    r"barnefamili|\bfamili|\bbarn\b(?! og voksne)|kvinne|\bmenn\b|ungdom|elev|student|gutte|jente|ansatt|frivillig"
    r"|kvoteflyktning|eldre|asylsøker|asylmottak|mottaksplass|deltaker|fosterhjem|bolig|bosatt|bosettes|prognose",
    re.IGNORECASE,
)
_LANDET = re.compile(r"landsbasis|hele landet|\blandet\b|nasjonal|\bNorge\b|regjering", re.IGNORECASE)
_FYLKER = (
    "Akershus|Oslo|Hedmark|Oppland|Buskerud|Vestfold|Telemark|Agder|Aust-Agder|Vest-Agder|Rogaland|Hordaland"
    "|Sogn og Fjordane|Møre og Romsdal|Trøndelag|Sør-Trøndelag|Nord-Trøndelag|Nordland|Troms|Finnmark|Østfold|Innlandet"
    "|Vestland|Viken|Østlandet|Vestlandet|Sverige|Danmark"
)
_AAR = re.compile(r"(?<![\d.,/–-])(?:19|20)\d\d(?![\d/]|[–-]\d)")
_FOR_AAR = re.compile(r"\b(?:for|bosettingsår(?:et)?) ((?:19|20)\d\d)\b", re.IGNORECASE)
_BEHOV = re.compile(r"\bbehov", re.IGNORECASE)
# The sentence tells of a change, of a part, of what was or may come: nothing is held against it.
_USIKKER = re.compile(
    r"økt\b|økte|øker|økning|endre|opprinnelig|\bførst\b|justert|våren|sommeren|vinteren|halvår|kvartal"
    r"|framover|fremover|\bvil\b|\bskal\b|\bbør\b|\bkan\b|\bkunne\b|forslag|foreslå|tidligere|foreløpig|hadde vært"
    r"|reduser|ned til|opp til|i tillegg|ytterligere|resten|\bhver\b|gjennomsnitt|noen av|minst|inntil|opptil|\bmål\b"
    r"|utvid|dersom|\bhvis\b|i sommer|i fjor|forrige|siste rapport|pressemelding|brev|vedtaksplasser i mottak|nye\b",
    re.IGNORECASE,
)
_SKILLE = re.compile(r"[,;:]| og | men | mens ")


@dataclass(frozen=True)
class Omtale:
    """What a figure is of. ``kommune`` is a municipality's number, or empty for the county; ``aar`` None where no year
    is said; ``dag`` the date it is told as of, or on which it was asked for. ``sikker``: the words leave no doubt."""

    rolle: str
    gruppe: str
    kommune: str
    aar: int | None
    dag: date | None
    sikker: bool


class Stedsnavn:
    """The municipalities of a report, to be found by name in a text."""

    def __init__(self, linjer: Sequence[Kommunelinje]):
        self._nr = {linje.navn: linje.nr for linje in linjer}
        # The longest first: «Nordre Land» is not «Land».
        navn = "|".join(re.escape(ett) for ett in sorted(self._nr, key=len, reverse=True))
        self._moenster = re.compile(rf"(?<![\wæøå])({navn})s?(?![\wæøå-])") if navn else None

    def finn(self, tekst: str) -> list[tuple[int, int, str]]:
        """Return (start, end, number) of each that the text names, in order."""
        if self._moenster is None:
            return []
        return [(ett.start(), ett.end(), self._nr[ett[1]]) for ett in self._moenster.finditer(tekst)]


def omtale(blokk: Blokk, nr: int, figur: Figur, g: Rapportgrunnlag, steder: Stedsnavn) -> Omtale | None:
    """Return what a figure in sentence ``nr`` of the block is of, or None when the sentence does not say so."""
    setning = blokk.setninger[nr]
    if (
        figur.enhet
        or figur.slekt not in ("", "personer", "em")
        or _ANDRE.search(_rundt(blokk, setning, figur))
    ):
        return None
    landet = bool(_LANDET.search(setning.tekst))
    rollen = _rolle(blokk, setning, figur) or (landet and _BEHOV.search(setning.tekst) and ANMODET)
    if not rollen:
        return None
    lokal_start = figur.start - setning.start
    if _fremmed(setning.tekst, g.omraade):
        return None
    sted = _kommune(setning, lokal_start, figur.slutt - setning.start, steder)
    if sted is None:
        return None
    datoer = [ett for ett in finn_datoer(setning.tekst) if ett.verdi]
    aar, uklart_aar = _aar(blokk, nr, g)
    dag = _dag(datoer, lokal_start)
    sikker = not (
        figur.omtrent or uklart_aar or _USIKKER.search(setning.tekst) or (figur.er_ord and not sted)
        or (len({ett.verdi for ett in datoer}) > 1)
    )  # fmt: skip
    gruppe = _gruppe(blokk, figur)
    if figur.er_del and gruppe == "totalt":
        return None
    return Omtale(LANDET if landet else rollen, gruppe, "" if landet else sted, aar, dag, sikker)


def _rundt(blokk: Blokk, setning: Setning, figur: Figur) -> str:
    return blokk.tekst[max(setning.start, figur.start - 40) : min(setning.slutt, figur.slutt + 60)]


def _rolle(blokk: Blokk, setning: Setning, figur: Figur) -> str:
    bedt, gitt = _BEDT.search(setning.tekst), _GITT.search(setning.tekst)
    if er_gap(blokk.tekst, figur):
        return UDEKKET if bedt or gitt or figur.slekt else ""
    rollen = rolle(blokk.tekst, setning, figur)
    if rollen == "spurt" and bedt:
        return ANMODET
    return VEDTATT if rollen == "svart" and gitt else ""


def _gruppe(blokk: Blokk, figur: Figur) -> str:
    etter = blokk.tekst[figur.slutt : figur.slutt + 60]
    foran = blokk.tekst[max(0, figur.start - 30) : figur.start]
    if figur.slekt == "em" or _EM.match(etter) or re.search(r"(?:mindreårige|\bEMA?)(?: er| var)? $", foran):
        return "em"
    return "voksne" if figur.navn == "voksne" or _VOKSNE.match(etter) else "totalt"


def _fremmed(tekst: str, omraade: str) -> bool:
    """Return whether the sentence is about another part of the country."""
    return any(treff[0] not in omraade for treff in re.finditer(rf"\b(?:{_FYLKER})\b", tekst))


def _kommune(setning: Setning, start: int, slutt: int, steder: Stedsnavn) -> str | None:
    """Return the number of the municipality a figure belongs to, "" for all of them, None when it cannot be told.

    It is the one named last before the figure, or first after it, with no other figure between.
    """
    nevnt = steder.finn(setning.tekst)
    if not nevnt:
        return ""
    andre = [(ett.start - setning.start, ett.slutt - setning.start) for ett in setning.figurer]
    foer = [ett for ett in nevnt if ett[1] <= start]
    if foer and not any(foer[-1][1] <= fra < start for fra, _til in andre):
        return foer[-1][2]
    etter = [ett for ett in nevnt if ett[0] >= slutt]
    if etter and not any(slutt <= fra < etter[0][0] for fra, _til in andre):
        return None if _SKILLE.search(setning.tekst[slutt : etter[0][0]]) else etter[0][2]
    return None


def _aar(blokk: Blokk, nr: int, g: Rapportgrunnlag) -> tuple[int | None, bool]:
    """Return the settlement year of a sentence, and whether it is in doubt. One without a year has that of those before
    it in its paragraph."""
    for naar in reversed(blokk.setninger[max(0, nr - SETNINGER_BAK) : nr + 1]):
        tekst = naar.tekst
        for dato in finn_datoer(tekst):
            tekst = tekst[: dato.start] + " " * (dato.slutt - dato.start) + tekst[dato.slutt :]
        funnet = {int(treff[0]) for treff in _AAR.finditer(tekst)}
        if not funnet:
            continue
        gjelder = {int(treff[1]) for treff in _FOR_AAR.finditer(tekst)} or funnet
        if len(gjelder) > 1:
            return None, True
        aar = gjelder.pop()
        # «I 2015 vedtok …» may tell when, or what for.
        return aar, aar != g.bosettingsaar and not _FOR_AAR.search(tekst)
    return None, False


def _dag(datoer: Sequence[Dato], start: int) -> date | None:
    """Return the date named last before the figure, or the only one."""
    foer = [ett.verdi for ett in datoer if ett.slutt <= start]
    return foer[-1] if foer else datoer[0].verdi if datoer else None
