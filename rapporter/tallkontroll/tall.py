"""Figures in running text: digits and number words that count something. Dates, times, telephone numbers,
references and years are not figures.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from .datoer import finn_datoer

TALLORD = {
    "én": 1, "ett": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9,
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17,
    "atten": 18, "nitten": 19, "tjue": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70,
    "åtti": 80, "nitti": 90, "hundre": 100,
}  # fmt: skip

# Words after which a number is a name: phase 1, annex 2, § 4.
_NAVNEORD = (
    "nr|nummer|side|s|fase|kap|kapittel|vedlegg|figur|tabell|punkt|pkt|uke|sak|saksnr|alternativ|alt|mål|resultatmål"
    "|del|trinn|versjon|tlf|telefon|mobil|artikkel|bilag|linje|rad|kolonne|tertial|kvartal|id|post|kode|arkiv|ref"
    "|gnr|bnr|paragraf|rundskriv|nivå|gruppe|modul|fra nr"
)
_STOR = r"\d{1,3}(?:(?P<skille>[ .])\d{3}(?:(?P=skille)\d{3}){0,4})(?!\d)"
_TEGN = re.compile(
    r"(?P<maske>"
    r"https?:\S{1,300}|www\.\S{1,300}|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{1,40}"
    r"|\d{19,}"
    r"|(?<![\w])kl\.? ?\d{1,2}(?:[.:]\d\d)?(?: ?[-–] ?(?:kl\.? ?)?\d{1,2}(?:[.:]\d\d)?)?"
    r"|(?<!\d)\d{1,2}[.:]\d\d ?[-–] ?\d{1,2}[.:]\d\d(?!\d)"
    r"|(?<!\d)(?<!\d )(?:(?i:tlf|telefon|mobil)\.?:? ?)?(?:\+47 ?)?(?:\d\d \d\d \d\d \d\d|\d{3} \d\d \d{3})(?!\d)"
    r"|§{1,2} ?\d[\d\w.-]{0,20}"
    rf"|(?<!\w)(?i:{_NAVNEORD})\.?[:=]? ?\d[\d./-]{{0,20}}(?: ?(?:og|,|–) ?\d{{1,3}}(?![\d%]))?"
    r"|(?<!\w)(?:St\.? ?meld|Meld\. ?St|Prop|Innst|Ot\. ?prp)\.? ?(?:nr\.? ?)?\d[\d./-]{0,20}"
    r"|\d{1,18}[/:]\d[\d/:]{0,20}"
    r"|\d{1,18}(?:[.,]\d{1,9})? ?%? ?[-–] ?\d{1,18}(?:[.,]\d{1,9})?(?: ?%)?"
    r"|\d{1,3} ?[x×] ?\d{1,3} ?%?"
    r"|\d{1,18}\.(?= {1,2}[a-zæøå(])"
    r")"
    rf"|(?<![\w.,/])(?P<tall>{_STOR}|\d{{1,18}})(?P<desimal>,\d{{1,9}}|\.\d{{1,2}}(?= ?(?:%|prosent|mill)))?"
    r"(?P<rest>(?:\.\d{1,9}){1,8})?"
    r"(?P<enhet>,-| ?%| ?prosent\w{0,10}| ?mill(?:\.|ioner|ion)?(?: kr(?:oner)?)?(?!\w)| ?milliard(?:er)?(?: kroner)?"
    r"| ?kr(?:oner)?(?!\w))?(?!\w)"
    rf"|(?<![\w-])(?P<ord>(?i:{'|'.join(TALLORD)}))(?![\w-])",
)
_AAR_FORAN = re.compile(
    r"(?:\b(?:i|for|per|pr\.?|fra|til|siden|året|våren|høsten|sommeren|vinteren|innen|og|medio|ultimo|primo|rundt)|[-–/(])"
    r" $",
    re.IGNORECASE,
)
# The noun stands after words that say which: «15 planlagte kurs», «to nye medlemmer».
_NAVN_ETTER = re.compile(
    r" {1,2}(?:(?:nye|planlagte|gjennomførte|anmodede|vedtatte|største|minste|ulike|faste|ekstra|andre|kommunale"
    r"|statlige|små|store|inviterte|påmeldte|ønskede|ledige|tilgjengelige|ordinære|forskjellige|regionale|frivillige|årlige"
    r"|gjenværende|bosatte(?= \w))  ?)?([A-Za-zÆØÅæøå@][\w@-]{0,39})"
)
_AV = re.compile(r" {1,2}av (?:de |totalt |i alt )?")
# Words that follow a figure without being what it counts.
_IKKE_NAVN = frozenset(re.findall(
    r"\w+",
    "og i av er for som til på fra med hvorav inkludert herav derav var har ble den det de per pr om eller ved mot samt"
    " inkl men at når mer mindre flere færre også ikke blir skal vil kan mens mellom etter før altså dvs over under ut"
    " inn igjen gjenstår mangler der da så dette disse hvor hadde innen"
    " innvilget vedtatt gjennomført avslått besvart svart fullført godkjent avlyst brukt registrert påmeldt"
    " sendt utbetalt fikk deltok kom var ble",
))  # fmt: skip
_BARE_ORD = re.compile(
    r"person|plass|flyktning|menneske|bosatt|bosette|innbygger|innvandrer|deltaker|kommune|kroner|kr\b|asyl|barn|elev"
    r"|ansatt|medlem|kurs|møte|timer|årsverk|vedtak",
    re.IGNORECASE,
)
# One and the same when persons are counted.
_PERSONER = re.compile(
    r"(?:person|plass|vedtaksplass|bosettingsplass|flyktning|menneske|bosatt|innbygger|voksne|individ)"
)
_OMTRENT = re.compile(
    r"(?:om lag|omlag|omtrent|ca\.?|cirka|nærmere|nær|nesten|nærmest|rundt|drøyt|drøye|vel|godt over|over|mer enn|minst"
    r"|i underkant av|i overkant av|under|knapt|snaut|opp mot|inntil|opptil|mellom|litt over|litt under) (?:de )?$",
    re.IGNORECASE,
)
_DEL = re.compile(
    r"(?:hvorav|herunder|inkludert|inklusive|inkl\.?|herav|derav|medregnet|av dem|av dette"
    r"|av disse|av disse er(?: det)?|av disse var(?: det)?) (?:om lag |ca\.? |kun |bare |de )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figur:
    """A figure and what it counts: ``navn`` the word after it, ``enhet`` "", "%" or "kr"."""

    start: int
    slutt: int
    verdi: Decimal
    tekst: str
    enhet: str
    navn: str
    er_del: bool
    omtrent: bool
    er_ord: bool

    @property
    def slekt(self) -> str:
        """What it counts, the same for «plasser» and «personer»; "" where nothing is said."""
        return self.enhet or slekt(self.navn)


def slekt(navn: str) -> str:
    """Return the family of a noun: persons are one, other nouns are themselves without their ending."""
    navn = navn.lower()
    if not navn:
        return ""
    if _PERSONER.match(navn):
        return "personer"
    if navn in ("em", "ema") or navn.startswith("enslig"):
        return "em"
    for ending in ("ene", "er", "en", "et", "e", "r"):
        if navn.endswith(ending) and len(navn) - len(ending) >= 3:
            return navn.removesuffix(ending)
    return navn


def passer(en: str, annen: str) -> bool:
    """Return whether two families may be the same; nothing said fits everything but money and shares."""
    if en == annen:
        return True
    return not (en and annen) and not {"%", "em"} & {en, annen}


def les_tall(tekst: str) -> Decimal | None:
    """Return the value of digits with spaces or points between thousands and a decimal comma."""
    try:
        return Decimal(re.sub(r"[ .](?=\d{3}(?!\d))", "", tekst).replace(",", "."))
    except InvalidOperation:
        return None


def finn_figurer(tekst: str) -> list[Figur]:
    """Return the figures of a text whose white space is plain spaces, in order."""
    dekket, ut = [(dato.start, dato.slutt) for dato in finn_datoer(tekst)], []
    neste = 0
    for treff in _TEGN.finditer(tekst):
        while neste < len(dekket) and dekket[neste][1] <= treff.start():
            neste += 1
        i_dato = neste < len(dekket) and dekket[neste][0] < treff.end()
        if treff["maske"] or i_dato or treff["rest"]:
            continue
        if figur := _figur(tekst, treff):
            # «12 av 15 kurs»: both count the same.
            if (
                ut
                and not ut[-1].navn
                and not ut[-1].enhet
                and _AV.fullmatch(tekst, ut[-1].slutt, figur.start)
            ):
                ut[-1] = replace(ut[-1], navn=figur.navn)
            ut.append(figur)
    return ut


def _figur(tekst: str, treff: re.Match) -> Figur | None:
    start, slutt = treff.span()
    foran = tekst[max(0, start - 40) : start]
    navn = _NAVN_ETTER.match(tekst, slutt, slutt + 45)
    navn = navn[1].lower().rstrip("-") if navn and navn[1].lower() not in _IKKE_NAVN else ""
    if treff["ord"]:
        if not navn:
            return None
        return Figur(start, slutt, Decimal(TALLORD[treff["ord"].lower()]), treff[0], "", navn,
                     bool(_DEL.search(foran)), bool(_OMTRENT.search(foran)), True)  # fmt: skip
    verdi = les_tall(treff["tall"] + (treff["desimal"] or "").replace(".", ","))
    if verdi is None:
        return None
    if treff["desimal"] and treff["desimal"].startswith("."):
        verdi = Decimal(treff["tall"] + treff["desimal"])
    enhet, raa = "", (treff["enhet"] or "").strip().lower()
    if raa.startswith(("%", "prosent")):
        enhet = "%"
    elif raa.startswith("milliard"):
        verdi, enhet = verdi * 10**9, "kr" if "kr" in raa else ""
    elif raa.startswith("mill"):
        verdi, enhet = verdi * 10**6, "kr" if "kr" in raa else ""
    elif raa or re.search(r"\b(?:kr\.?|NOK) ?$", foran):
        enhet = "kr"
    if not raa and _er_aar(treff, foran, navn):
        return None
    return Figur(start, slutt, verdi, treff[0].strip(), enhet, navn, bool(_DEL.search(foran)),
                 bool(_OMTRENT.search(foran)), False)  # fmt: skip


def _er_aar(treff: re.Match, foran: str, navn: str) -> bool:
    """Return whether four digits are a year: they look like one, and nothing that is counted follows."""
    siffer = treff["tall"]
    if treff["desimal"] or len(siffer) != 4 or not siffer.isdigit() or not 1900 <= int(siffer) <= 2100:
        return False
    return (
        bool(_AAR_FORAN.search(foran)) and not _BARE_ORD.match(navn) or not (navn and _BARE_ORD.search(navn))
    )
