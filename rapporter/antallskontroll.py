"""Counts typed by hand in a report's prose, held against its records: municipalities, groups, activities and those who
came to them."""

import re
from collections.abc import Callable, Sequence

from bosetting.felles.melding import melding as _

from . import registerfunn
from .aktivitetsblokker import deling
from .domain import Gruppe, Rapportgrunnlag
from .tallkontroll.funn import Funn
from .tallkontroll.opptelling import gruppenavn, gruppestoerrelse
from .tallkontroll.tall import Figur as Tekstfigur
from .tallkontroll.tekst import Blokk, Setning
from .tallregister import Figur, gruppenoekkel

Kjente = Callable[[Sequence[str]], list[Figur]]

# A shorter title is a word that may stand for anything.
KORTESTE_TITTEL = 8
_HUS = ("organisasjon", "etat", "instans", "virksomhet")

# What follows «16 kommuner», up to the next part of the sentence, and what they are then counted as.
_LEDD = re.compile(r"[^,;:.]{0,120}")
_AV_ALLE = re.compile(r"^(?: [a-zæøå]{1,20})? av (?:de |totalt |i alt )?\d{1,3} kommune\w{0,3}")
_KOMMUNER = re.compile(r"^(?: [a-zæøå]{1,20})? kommune\w{0,3}", re.IGNORECASE)
_STED = r"^ (?:i [A-ZÆØÅa-zæøå]{2,20} )?"
_FATTET = r"(?:(?:fattet|gjort) (?:bosettings)?vedtak|vedtatt|svart)\b"
_MED_VEDTAK = re.compile(
    rf"{_STED}(?:(?:har|hadde) (?:nå |alt |allerede |til nå )?{_FATTET}|(?:vedtok|fattet (?:bosettings)?vedtak)\b)",
    re.IGNORECASE,
)
_UTEN_VEDTAK = re.compile(
    rf"{_STED}(?:(?:har|hadde) (?:ennå |enda |fortsatt |foreløpig )?ikke (?:ennå |enda )?{_FATTET}"
    r"|(?:mangler|er uten|står uten) (?:bosettings)?vedtak\b)",
    re.IGNORECASE,
)
_ANMODET = re.compile(rf"{_STED}(?:er|ble|var) (?:anmodet|bedt)\b", re.IGNORECASE)
_FULLT = re.compile(
    rf"{_STED}(?:møter|møtte|oppfyller|oppfylte|innfrir|innfridde|(?:har|hadde) (?:møtt|oppfylt|innfridd)) anmodning",
    re.IGNORECASE,
)
_ALLE = re.compile(r"\balle (?:de )?$", re.IGNORECASE)
_AV = re.compile(r"\bav (?:de |totalt |i alt )?$")
# Some of those counted, or counted for something else.
_AVGRENSET = re.compile(
    r"enslig|\bEMA?\b|mindreårig|voksne|vilkår|forbehold|delvis|færre|mindre|økt|øke|flere enn|utvid|boligsosial"
    r"|\bplan|barnevern|egenandel|forrige|tidligere|våren|høsten|sommeren|desember|landet|Norge",
    re.IGNORECASE,
)
_FRAMOVER = re.compile(
    r"framover|fremover|\bvil\b|\bskal\b|opprinnelig|utvid|tidligere|hadde vært|planla|kommende|neste|flere enn"
    r"|i tillegg|\bhver\b|\beller\b|\bblant\b|minst|inntil|opptil",
    re.IGNORECASE,
)
_GJORT = re.compile(r"gjennomført|holdt|arrangert|avviklet", re.IGNORECASE)
_AAR = re.compile(r"(?<![\d.,/–-])(?:19|20)\d\d(?!\d)")


def et_funn(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, g: Rapportgrunnlag, kjente: Kjente
) -> list[Funn] | None:
    """Return what the records say of a count: at most one finding; None when it is no count that they know."""
    if figur.enhet or figur.omtrent or figur.er_del:
        return None
    for regel in (_kommuner, _gruppe, _aktiviteter, _deltakere):
        if (svar := regel(blokk, setning, figur, g, kjente)) is not None:
            return svar
    return None


def _maalt(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, kjente: list[Figur], sikker: bool = True
) -> list[Funn]:
    if like := [ett for ett in kjente if ett.verdi == figur.verdi]:
        # A small number is written in letters, and stands as well so.
        return [] if figur.er_ord else [registerfunn.siterbart(blokk, setning, figur, like)]
    return [registerfunn.avvik(blokk, setning, figur, kjente)] if kjente and sikker else []


def _kommuner(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, g: Rapportgrunnlag, kjente: Kjente
) -> list[Funn] | None:
    if figur.slekt != "kommun":
        return None
    foran = blokk.tekst[max(setning.start, figur.start - 20) : figur.start]
    if _ALLE.search(foran):
        return _maalt(blokk, setning, figur, kjente(["kommuner.alle", "kommuner.anmodet"]))
    if _AV.search(foran):
        return _maalt(blokk, setning, figur, kjente(["kommuner.alle", "kommuner.anmodet"]), sikker=False)
    etter = blokk.tekst[figur.slutt : setning.slutt]
    hele = _AV_ALLE.match(etter) or _KOMMUNER.match(etter)
    ledd = _LEDD.match(etter[hele.end() :] if hele else etter)[0]
    for moenster, navn in (
        (_MED_VEDTAK, ("kommuner.vedtak",)),
        (_UTEN_VEDTAK, ("kommuner.uten-vedtak", "kommuner.aapne.totalt")),
        (_ANMODET, ("kommuner.anmodet",)),
        (_FULLT, ("kommuner.fullt.totalt",)),
    ):
        if moenster.match(ledd):
            annet_aar = {int(treff[0]) for treff in _AAR.finditer(setning.tekst)} - {g.bosettingsaar}
            if annet_aar or _AVGRENSET.search(ledd) or _FRAMOVER.search(setning.tekst):
                return []
            return _maalt(blokk, setning, figur, kjente(navn))
    return None


def _gruppe(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, g: Rapportgrunnlag, kjente: Kjente
) -> list[Funn] | None:
    sagt = gruppestoerrelse(blokk, setning)
    if sagt is None:
        return None
    if figur == sagt[1]:
        hva = "personer"
    elif figur.navn.startswith(_HUS) and figur.start > sagt[1].start:
        hva = "organisasjoner"
    else:
        return None
    gruppe = _gruppe_i(setning.tekst, sagt[0], g.grupper)
    if gruppe is None or not gruppe.personer:
        return None
    navn = [f"gruppe.{gruppenoekkel(gruppe.navn)}.{hva}"]
    sikker = not _FRAMOVER.search(setning.tekst) and not _AAR.search(setning.tekst)
    return _maalt(blokk, setning, figur, kjente(navn), sikker)


def _gruppe_i(tekst: str, stamme: str, grupper: Sequence[Gruppe]) -> Gruppe | None:
    """Return the group that a sentence names; None when more than one has such a name."""
    like = [ett for ett in grupper if ett.navn.lower() in tekst.lower()]
    like = like or [ett for ett in grupper if gruppenavn(ett.navn) == stamme]
    return like[0] if len(like) == 1 else None


def _aktiviteter(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, g: Rapportgrunnlag, kjente: Kjente
) -> list[Funn] | None:
    if figur.navn not in ("aktiviteter", "aktivitetene") or not _GJORT.search(setning.tekst):
        return None
    annet_aar = {int(treff[0]) for treff in _AAR.finditer(setning.tekst)} - {g.periode.fra.year}
    sikker = not annet_aar and not _FRAMOVER.search(setning.tekst)
    return _maalt(blokk, setning, figur, kjente(["aktiviteter.gjennomfoert"]), sikker)


def _deltakere(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, g: Rapportgrunnlag, _kjente: Kjente
) -> list[Funn] | None:
    if not figur.navn.startswith(("deltak", "deltag")):
        return None
    tekst = setning.tekst.lower()
    nevnt = [
        ett for ett in deling(g).gjennomfoert
        if len(ett.tittel) >= KORTESTE_TITTEL and ett.tittel.lower() in tekst
    ]  # fmt: skip
    talte = {ett.deltakere for ett in nevnt}
    if len({ett.tittel for ett in nevnt}) != 1 or None in talte:
        return None
    if figur.verdi in talte or _FRAMOVER.search(tekst):
        return []
    hva = _("Registreringene har et annet antall deltakere på «%(aktivitet)s».", aktivitet=nevnt[0].tittel)
    return [registerfunn.avvik_fra(blokk, setning, figur, talte, hva)]
