"""What a report is about, in time: its period, and activities that lie outside it; dates that no calendar has."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bosetting.felles.melding import melding as _
from bosetting.felles.tertial import Tertial

from .datoer import MAANEDER, Dato, finn_datoer, langdato, ukedag
from .funn import Funn, Slag, funn
from .summer import stedsnavn
from .tekst import Blokk
from .tekst import Slag as Blokkslag

_MND = "|".join(MAANEDER)
_PERIODE = re.compile(
    rf"(?P<del>\d|første|andre|annet|tredje|fjerde|siste)\.? (?P<slag>tertial|kvartal|halvår)(?:et)?"
    r"(?: (?P<aar>(?:19|20)\d\d))?"
    rf"|(?P<mnd1>{_MND})(?: (?P<aar1>(?:19|20)\d\d))?(?P<flere>(?:, (?:{_MND})){{0,6}}) ?(?:og|til|[-–]) ?(?:og med )?"
    rf"(?P<mnd2>{_MND}) (?P<aar2>(?:19|20)\d\d)"
    r"|(?:årsrapport(?:en)?|årsmelding(?:en)?)(?: for)? (?P<helt>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_ORDTALL = {"første": 1, "andre": 2, "annet": 2, "tredje": 3, "fjerde": 4}
# What a report says of itself; what it says of other reports is not its period.
_OM_SEG = re.compile(
    r"denne rapport|rapporten (?:for|gjelder|omfatter|dekker)|rapport(?:ering)? for|tertialrapport|kvartalsrapport"
    r"|halvårsrapport|årsrapport|rapporteringsperiode|rapportperiode|perioden er|gjelder perioden",
    re.IGNORECASE,
)
_ANNEN = re.compile(r"rapportene|forrige|tidligere|som nevnt i|sammenlignet|neste", re.IGNORECASE)
_AKTIVITET = re.compile(
    r"aktiviteter|aktivitetene|gjennomfør|arrangement|avholdt|\bmøter\b|møter og|tiltak i perioden|hva vi har gjort",
    re.IGNORECASE,
)
_FRAMOVER = re.compile(
    r"planla|\bplan(?:en)?\b|aktivitetsplan"
    r"|planer|planlegg|kommende|framover|fremover|videre|neste|\bskal\b|\bvil\b|invitert til|utsatt|flyttet til"
    r"|etter periode|frist",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Periode:
    """First and last day, and the line that says so; 0 when no line does."""

    fra: date
    til: date
    linje: int

    def __contains__(self, dag: date) -> bool:
        return self.fra <= dag <= self.til

    @property
    def tekst(self) -> str:
        return f"{langdato(self.fra)}–{langdato(self.til)}"


def datofunn(blokk: Blokk) -> Iterator[Funn]:
    """Yield dates that do not exist, and weekdays that do not go with their date."""
    for dato in finn_datoer(blokk.tekst):
        yield from _dato(dato, blokk.linje(dato.start), blokk.sitat(dato.start))


def celledatofunn(tekst: str, linje: int, sted: str) -> Iterator[Funn]:
    """Yield the same for a cell of a table."""
    for dato in finn_datoer(tekst):
        for ett in _dato(dato, linje, tekst):
            yield funn(ett.slag, linje, ett.sitat, ett.funnet, ett.skal_vaere, ett.forklaring, (), sted)


def _dato(dato: Dato, linje: int, sitat: str) -> Iterator[Funn]:
    if not dato.finnes:
        if 1 <= dato.maaned <= 12 and 1 <= dato.dag <= 99:
            siste = monthrange(dato.aar or 2000, dato.maaned)[1]
            maaned = MAANEDER[dato.maaned - 1] + (f" {dato.aar}" if dato.aar else "")
            forklaring = _("%(maaned)s har %(siste)s dager.", maaned=maaned.capitalize(), siste=siste)
            yield funn(
                Slag.DATO,
                linje,
                sitat,
                dato.tekst,
                _("høyst %(siste)s. %(maaned)s", siste=siste, maaned=maaned),
                forklaring,
            )
        elif dato.aar and 1 <= dato.dag <= 31 and re.search(r"\d{4}$|^\d{4}-", dato.tekst):
            forklaring = _("Det finnes ingen måned nummer %(maaned)s.", maaned=dato.maaned)
            yield funn(Slag.DATO, linje, sitat, dato.tekst, _("måned 1–12"), forklaring)
    elif dato.ukedag and dato.verdi and ukedag(dato.verdi) != dato.ukedag:
        riktig = ukedag(dato.verdi)
        forklaring = _("%(dato)s var en %(riktig)s.", dato=langdato(dato.verdi), riktig=riktig)
        yield funn(Slag.DATO, linje, sitat, dato.tekst, riktig, forklaring)


def les_perioder(tekst: str, linje: int) -> list[tuple[int | None, str, int, Periode | None]]:
    """Return (year or None, kind, number, period when the year is known) of every period in a text but planned ones."""
    ut, slutt_forrige = [], 0
    for treff in _PERIODE.finditer(tekst):
        foran, slutt_forrige = tekst[slutt_forrige : treff.start()], treff.end()
        if _FRAMOVER.search(foran):
            continue
        if treff["helt"]:
            aar = int(treff["helt"])
            ut.append((aar, "år", 1, Periode(date(aar, 1, 1), date(aar, 12, 31), linje)))
        elif treff["mnd1"]:
            fra, til = (MAANEDER.index(treff[navn].lower()) + 1 for navn in ("mnd1", "mnd2"))
            slutt = int(treff["aar2"])
            start = int(treff["aar1"]) if treff["aar1"] else slutt - (fra > til)
            periode = Periode(date(start, fra, 1), date(slutt, til, monthrange(slutt, til)[1]), linje)
            if periode.fra <= periode.til:
                ut.append((slutt, "måneder", fra, periode))
        else:
            slag, ord_ = treff["slag"].lower(), treff["del"].lower()
            antall = {"tertial": 3, "kvartal": 4, "halvår": 2}[slag]
            nummer = antall if ord_ == "siste" else _ORDTALL.get(ord_) or int(ord_)
            if 1 <= nummer <= antall:
                aar = int(treff["aar"]) if treff["aar"] else None
                ut.append((aar, slag, nummer, _del_av_aar(slag, nummer, aar, linje) if aar else None))
    return ut


def _del_av_aar(slag: str, nummer: int, aar: int, linje: int) -> Periode:
    if slag == "tertial":
        tertial = Tertial(aar, nummer)
        return Periode(tertial.fra, tertial.til - timedelta(days=1), linje)
    lengde = 3 if slag == "kvartal" else 6
    siste = nummer * lengde
    return Periode(date(aar, siste - lengde + 1, 1), date(aar, siste, monthrange(aar, siste)[1]), linje)


def rapportperioder(blokker: Sequence[Blokk]) -> list[Periode]:
    """Return the periods that the report says it is about; a tertial without a year has that of the nearest period."""
    funnet, uten_aar = [], []
    for nr, blokk in enumerate(blokker):
        for setning in blokk.setninger:
            om_seg = _OM_SEG.search(setning.tekst) and not _ANNEN.search(setning.tekst)
            tittel = nr < 4 and blokk.slag is Blokkslag.OVERSKRIFT and "apport" in setning.tekst
            gjort = re.search(r"gjennomført i|i perioden", setning.tekst)
            if not (om_seg or tittel or gjort):
                continue
            for aar, slag, nummer, periode in les_perioder(setning.tekst, blokk.linje(setning.start)):
                if periode:
                    funnet.append(periode)
                elif aar is None and om_seg:
                    uten_aar.append((slag, nummer, blokk.linje(setning.start)))
    for slag, nummer, linje in uten_aar:
        if naermest := min(funnet, key=lambda periode: abs(periode.linje - linje), default=None):
            funnet.append(_del_av_aar(slag, nummer, naermest.til.year, linje))
    return funnet


def periodefunn(blokker: Sequence[Blokk], periode: Periode | None = None) -> Iterator[Funn]:
    """Yield activities, told of as carried out, on days outside the report's period: the one given, else its own
    words."""
    perioder = [periode] if periode else rapportperioder(blokker)
    under: list[Periode] | None = (
        None  # the periods of the section we are in; None outside lists of activities
    )
    for nr, blokk in enumerate(blokker):
        leder_inn = blokk.slag is Blokkslag.OVERSKRIFT or (
            blokk.slag is Blokkslag.AVSNITT and blokk.tekst.endswith(":")
        )
        if leder_inn:
            under = _seksjon(blokk, perioder)
            continue
        if (
            blokk.slag is Blokkslag.AVSNITT
            and nr
            and blokker[nr - 1].slag is Blokkslag.PUNKT
            and len(blokk.tekst) > 200
        ):
            under = None  # prose after the list
        if under:
            yield from _utenfor(blokk, under)


def _seksjon(blokk: Blokk, perioder: list[Periode]) -> list[Periode] | None:
    # «Gjennomført» alone is a cell of a table, not a heading.
    ord_ = blokk.tekst.split()
    if len(ord_) < 2 and not blokk.tekst.lower().startswith("aktiviteter"):
        return None
    if not _AKTIVITET.search(blokk.tekst) or _FRAMOVER.search(blokk.tekst):
        return None
    egne = [periode for _aar, _slag, _nr, periode in les_perioder(blokk.tekst, blokk.foerste) if periode]
    if egne:
        return egne + [
            en for en in perioder if any(en.fra <= annen.til and annen.fra <= en.til for annen in egne)
        ]
    return perioder or None


def arkperiodefunn(navn: str, rader: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Funn]:
    """Yield dates outside the period that the lines above a list of activities give, under its heading «Dato»."""
    perioder: list[Periode] = []
    kolonne = None
    for linje, celler in rader:
        tekst = " ".join(celle for celle in celler if celle)
        if kolonne is None and len([celle for celle in celler if celle]) == 1 and not _FRAMOVER.search(tekst):
            perioder = [
                periode for _aar, _slag, _nr, periode in les_perioder(tekst, linje) if periode
            ] or perioder
        if any(celle.lower() in ("dato", "dag", "når", "tid", "tidspunkt") for celle in celler):
            kolonne = next(
                nr
                for nr, celle in enumerate(celler)
                if celle.lower() in ("dato", "dag", "når", "tid", "tidspunkt")
            )
        elif kolonne is not None and perioder and kolonne < len(celler) and not _FRAMOVER.search(tekst):
            for dato in finn_datoer(celler[kolonne]):
                if dato.finnes and not _i_noen(dato, perioder):
                    yield _periodefunn(dato, linje, tekst, perioder, stedsnavn(navn, linje, kolonne + 1))


def _periodefunn(dato: Dato, linje: int, sitat: str, perioder: list[Periode], sted: str = "") -> Funn:
    lengst = max(perioder, key=lambda periode: periode.til - periode.fra)
    skrevet = dato.tekst.strip()
    # The dot that ends «8. januar.» belongs to the sentence.
    skrevet = skrevet.removesuffix(".") if dato.aar is None else skrevet
    forklaring = _(
        "Rapporten gjelder %(periode)s. %(dato)s ligger utenfor.", periode=lengst.tekst, dato=skrevet
    )
    return funn(
        Slag.PERIODE, linje, sitat, skrevet, lengst.tekst, forklaring, filter(None, (lengst.linje,)), sted
    )


def _utenfor(blokk: Blokk, perioder: list[Periode]) -> Iterator[Funn]:
    if _FRAMOVER.search(blokk.tekst):
        return
    for dato in finn_datoer(blokk.tekst):
        if dato.finnes and not _i_noen(dato, perioder):
            yield _periodefunn(dato, blokk.linje(dato.start), blokk.sitat(dato.start), perioder)


def _i_noen(dato: Dato, perioder: list[Periode]) -> bool:
    if dato.verdi:
        return any(dato.verdi in periode for periode in perioder)
    return any(
        date(aar, dato.maaned, dato.dag) in periode
        for periode in perioder
        for aar in range(periode.fra.year, periode.til.year + 1)
        if dato.dag <= monthrange(aar, dato.maaned)[1]
    )
