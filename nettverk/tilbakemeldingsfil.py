"""A file of feedback from a survey tool: one answer per line, or one column per question. Pure reading, no database.

Which columns mean what is told by their headings; a column that is not known (names, e-mail addresses, times of the
tool) is left unread and named. Municipalities and organisations are found by whoever has the register.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bosetting.felles.arbeidsbok import Rad
from bosetting.felles.melding import melding as _

# The heading stands in one of the first rows: a sheet may begin with a title and some lines of explanation.
SISTE_HODERAD = 30
MANGLER = {"", "-", "–", ".", "..", ":"}

# Headings as people and survey tools write them, lower-case with nothing but letters and digits.
OVERSKRIFTER = {
    "kommune_nr": {"kommunenr", "kommunenummer", "knr", "kommnr"},
    "kommune": {"kommune", "kommunenavn"},
    "organisasjon": {"organisasjon", "virksomhet", "etat", "samarbeidspartner"},
    "avsender": {"avsender", "respondent", "svarfra", "hvemsvarer", "fra"},
    "funksjon": {"funksjon", "rolle", "stilling", "hvasslagsrolle"},
    "dato": {"dato", "svardato", "tidspunkt", "besvart", "innsendt", "levert", "fullfoert"},
    "spoersmaal": {"spoersmaal", "effekt", "spoersmaalnr", "nr", "nummer", "spm"},
    "skala": {"skala", "skaar", "verdi", "poeng", "svarpaaskalaen", "vurdering"},
    "tekst": {"tekst", "svariord", "kommentar", "begrunnelse", "fritekst", "utdyping"},
    "svar": {"svar"},
}  # fmt: skip
_AVSENDERE = ("kommune_nr", "kommune", "organisasjon", "avsender")
_TILLEGG = re.compile(r"(kommentar|begrunnelse|utdyping|fritekst)(til|for)?")
_NUMMER = re.compile(r"(?:spm|spoersmaal|sp|q)?0*(\d{1,4})")
_FOERST = re.compile(
    r"\s*(?:spm|spørsmål|sp|q)?\.?\s*0*(\d{1,4})\s*(?:[.):–-]|\s)\s*(.*)", re.IGNORECASE | re.DOTALL
)
# «4», «4,0», «4 – Enig», «4 (av 5)»; two figures in a row, as in «4.5» and «3–4», are no single value.
_VERDI = re.compile(r"(\d{1,3})(?:[.,]0+)?(?:(?:\s*[-–=:.(]|\s)(?!\s*[-–.]?\s*\d).*)?", re.DOTALL)

Merknad = tuple[int, str]


@dataclass(frozen=True)
class Spoersmaal:
    """A question as the file may name it, with its scale; a question in words has none."""

    pk: int
    nummer: int
    tekst: str
    fra: int | None = None
    til: int | None = None


@dataclass(frozen=True)
class Linje:
    """One answer. The sender is a number, a name of a municipality, of an organisation, or of one or the other."""

    linjenr: int
    spoersmaal: int
    kommune_nr: str
    kommune: str
    organisasjon: str
    avsender: str
    funksjon: str
    dato: date
    skala: int | None
    tekst: str


@dataclass(frozen=True)
class Innlest:
    """What a file says. Nothing may be saved while there is a fault. ``ulest`` are headings that are passed over."""

    linjer: list[Linje] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)
    ulest: list[str] = field(default_factory=list)
    tomme: int = 0


@dataclass
class _Hode:
    plass: int
    linjenr: int
    kolonner: dict[str, int] = field(default_factory=dict)
    svar: list[tuple[int, Spoersmaal, bool]] = field(default_factory=list)
    ulest: list[str] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)

    def celle(self, rad: Rad, navn: str) -> str:
        plass = self.kolonner.get(navn)
        return "" if plass is None or plass >= len(rad.celler) else rad.celler[plass].strip()

    @property
    def lang(self) -> bool:
        """Whether there is one answer per line."""
        return "spoersmaal" in self.kolonner and bool({"svar", "skala", "tekst"} & self.kolonner.keys())

    @property
    def brukbar(self) -> bool:
        return any(navn in self.kolonner for navn in _AVSENDERE) and (self.lang or bool(self.svar))

    @property
    def vekt(self) -> int:
        return len(self.kolonner) + len(self.svar)


def les(
    rader: Sequence[Rad], spoersmaal: Sequence[Spoersmaal], dag: date, *, dato: date | None = None
) -> Innlest:
    """Read the file's rows on ``dag``; ``dato`` is the date of answers that have none of their own.

    Every bad line is told with its number, all at once. A row without any answer is counted and passed over.
    """
    hode = _finn_hode(rader, spoersmaal)
    if hode.feil:
        return Innlest(feil=hode.feil, ulest=hode.ulest)
    linjer: list[Linje] = []
    feil: list[Merknad] = []
    tomme = 0
    for rad in rader[hode.plass + 1 :]:
        if not rad:
            continue
        egne: list[str] = []
        svar = _lang(hode, rad, spoersmaal, egne) if hode.lang else _bred(hode, rad, egne)
        if not svar and not egne:
            tomme += 1
            continue
        avsender = {navn: hode.celle(rad, navn) for navn in _AVSENDERE}
        avsender["kommune_nr"] = _kommune_nr(avsender["kommune_nr"], egne)
        if not any(avsender.values()) and not egne:
            egne.append(_("Det står ikke hvem svaret er fra."))
        funksjon = hode.celle(rad, "funksjon")
        if len(funksjon) > 120:
            egne.append(_("Funksjonen er lengre enn %(antall)s tegn.", antall=120))
        naar = _dato(hode.celle(rad, "dato"), dato, dag, egne)
        feil += [(rad.linjenr, grunn) for grunn in egne]
        if not egne:
            linjer += [
                Linje(rad.linjenr, ett.pk, **avsender, funksjon=funksjon, dato=naar, skala=skala, tekst=tekst)
                for ett, skala, tekst in svar
            ]
    if not linjer and not feil:
        feil.append((hode.linjenr, _("Filen har ingen svar.")))
    return Innlest(linjer, feil, hode.ulest, tomme)


def normalisert(tekst: str) -> str:
    """Return a heading without case, spaces and marks: «Kommune-nr.» and «kommunenr» are the same."""
    tekst = tekst.casefold().replace("å", "aa").replace("ø", "oe").replace("æ", "ae")
    return re.sub(r"[\W_]", "", tekst)


def _finn_hode(rader, spoersmaal) -> _Hode:
    beste = _Hode(0, rader[0].linjenr if rader else 1)
    for plass, rad in enumerate(rader[:SISTE_HODERAD]):
        hode = _les_hode(plass, rad, spoersmaal)
        if hode.brukbar:
            return hode
        if hode.vekt > beste.vekt:
            beste = hode
    if any(navn in beste.kolonner for navn in _AVSENDERE):
        grunn = _(
            "Fant ingen svar. Ha kolonnene «Spørsmål» og «Svar», eller én kolonne for hvert spørsmål, med "
            "spørsmålets nummer eller tekst som overskrift."
        )
    else:
        grunn = _(
            "Fant ikke hvem svarene er fra. En av overskriftene må være «Kommunenummer», «Kommune», "
            "«Organisasjon» eller «Avsender»."
        )
    beste.feil.append((beste.linjenr, grunn))
    return beste


def _les_hode(plass: int, rad: Rad, spoersmaal) -> _Hode:
    hode = _Hode(plass, rad.linjenr)
    sett: dict[tuple[int, bool], int] = {}
    for nr, celle in enumerate(rad.celler):
        tekst = normalisert(celle)
        if not tekst:
            continue
        navn = next((navn for navn, ord_ in OVERSKRIFTER.items() if tekst in ord_), None)
        if navn is not None:
            if navn in hode.kolonner:
                hode.feil.append((rad.linjenr, _("Overskriften «%(navn)s» står to ganger.", navn=celle[:60])))
            hode.kolonner.setdefault(navn, nr)
        elif funnet := finn_spoersmaal(celle, spoersmaal):
            ett, ord_ = funnet
            if (ett.pk, ord_) in sett:
                hode.feil.append(
                    (
                        rad.linjenr,
                        _(
                            "Spørsmål %(nr)s har to kolonner: «%(navn)s» er den andre.",
                            nr=ett.nummer,
                            navn=celle[:60],
                        ),
                    )
                )
            sett[ett.pk, ord_] = nr
            hode.svar.append((nr, ett, ord_))
        else:
            hode.ulest.append(celle[:80])
    if hode.lang:
        hode.ulest += [rad.celler[nr][:80] for nr, _ett, _ord in hode.svar]
        hode.svar = []
    return hode


def finn_spoersmaal(celle: str, spoersmaal: Sequence[Spoersmaal]) -> tuple[Spoersmaal, bool] | None:
    """Return the question a heading or cell names, and whether it is the comment to it: «1», «Spm 1», «1. Økt …»,
    the text itself, «Kommentar til 1»."""
    tekst = normalisert(celle)
    uten = _TILLEGG.sub("", tekst, count=1)
    for lest, kommentar in ((tekst, False), *(((uten, True),) if uten != tekst and uten else ())):
        for ett in spoersmaal:
            if lest and lest == normalisert(ett.tekst):
                return ett, kommentar
        nummer = _NUMMER.fullmatch(lest)
        if nummer is None and not kommentar and (funnet := _FOERST.fullmatch(celle)):
            # «1. Økt kompetanse»: the number leads, and the words must not be another question's.
            for ett in spoersmaal:
                if ett.nummer == int(funnet[1]) and normalisert(ett.tekst).startswith(normalisert(funnet[2])):
                    return ett, False
        if nummer:
            for ett in spoersmaal:
                if ett.nummer == int(nummer[1]):
                    return ett, kommentar
        if kommentar:
            for ett in spoersmaal:
                if lest == f"{ett.nummer}{normalisert(ett.tekst)}":
                    return ett, True
    return None


def _lang(hode: _Hode, rad: Rad, spoersmaal, feil: list[str]) -> list[tuple[Spoersmaal, int | None, str]]:
    svar, skala, tekst = (hode.celle(rad, navn) for navn in ("svar", "skala", "tekst"))
    if not any(ett not in MANGLER for ett in (svar, skala, tekst)):
        return []
    celle = hode.celle(rad, "spoersmaal")
    funnet = finn_spoersmaal(celle, spoersmaal)
    if funnet is None:
        feil.append(_("«%(tekst)s» er ikke et av spørsmålene i evalueringen.", tekst=celle[:60]))
        return []
    ett = funnet[0]
    verdi = None
    if skala not in MANGLER:
        verdi = _verdi(skala, ett, feil)
    if svar not in MANGLER:
        # One column for both: a figure on the scale when the question has one, else words.
        if ett.fra is not None and verdi is None and (svar[0].isdecimal() or tekst in MANGLER):
            verdi = _verdi(svar, ett, feil)
        else:
            tekst = svar if tekst in MANGLER else f"{svar}\n{tekst}"
    return [(ett, verdi, "" if tekst in MANGLER else tekst)]


def _bred(hode: _Hode, rad: Rad, feil: list[str]) -> list[tuple[Spoersmaal, int | None, str]]:
    samlet: dict[int, list] = {}
    for nr, ett, kommentar in hode.svar:
        celle = rad.celler[nr].strip() if nr < len(rad.celler) else ""
        if celle in MANGLER:
            continue
        plass = samlet.setdefault(ett.pk, [ett, None, ""])
        if ett.fra is not None and not kommentar:
            plass[1] = _verdi(celle, ett, feil)
        else:
            plass[2] = f"{plass[2]}\n{celle}".strip()
    return [(ett, verdi, tekst) for ett, verdi, tekst in samlet.values()]


def _verdi(celle: str, spoersmaal: Spoersmaal, feil: list[str]) -> int | None:
    """Return a value on the scale: «4», «4,0», «4 – Enig»."""
    if spoersmaal.fra is None:
        feil.append(_("Spørsmål %(nr)s besvares i ord, ikke på en skala.", nr=spoersmaal.nummer))
        return None
    funnet = _VERDI.fullmatch(celle)
    if funnet and spoersmaal.fra <= int(funnet[1]) <= spoersmaal.til:
        return int(funnet[1])
    feil.append(
        _(
            "«%(tekst)s» er ikke et svar fra %(fra)s til %(til)s på spørsmål %(nr)s.",
            tekst=celle[:40],
            fra=spoersmaal.fra,
            til=spoersmaal.til,
            nr=spoersmaal.nummer,
        )
    )
    return None


def _kommune_nr(celle: str, feil: list[str]) -> str:
    """Return a number of four digits; one of three has lost its zero."""
    celle = re.sub(r"[.,]0$", "", celle.removeprefix("'"))
    if celle in MANGLER:
        return ""
    if re.fullmatch(r"[0-9]{3,4}", celle):
        return celle.zfill(4)
    feil.append(_("«%(tekst)s» er ikke et kommunenummer med fire siffer.", tekst=celle[:40]))
    return ""


def _dato(celle: str, ellers: date | None, dag: date, feil: list[str]) -> date | None:
    """Return the day of an answer: 2016-10-14 or 14.10.2016, with or without a time of day."""
    if celle in MANGLER:
        if ellers is None:
            feil.append(_("Datoen mangler. Oppgi en dato for svar som ikke har sin egen."))
        return ellers
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", celle)
    norsk = re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)", celle)
    try:
        lest = date(*map(int, iso.groups())) if iso else date(*map(int, norsk.groups()[::-1]))
    except (AttributeError, ValueError):
        feil.append(_("«%(tekst)s» er ikke en dato som finnes.", tekst=celle[:40]))
        return None
    if not lest.year >= 1900:
        feil.append(_("«%(tekst)s» er ikke en dato som finnes.", tekst=celle[:40]))
    elif lest > dag:
        feil.append(_("Datoen %(dato)s er fram i tid.", dato=f"{lest:%d.%m.%Y}"))
    return lest


def som_verdier(innlest: Innlest) -> dict:
    """Return a file without faults as plain values, for the step between preview and saving."""
    return {
        "linjer": [
            [*vars(linje).values()][:7] + [linje.dato.isoformat(), linje.skala, linje.tekst]
            for linje in innlest.linjer
        ],
        "ulest": innlest.ulest,
        "tomme": innlest.tomme,
    }


def fra_verdier(verdier: dict) -> Innlest:
    """Return what ``som_verdier`` made values of."""
    return Innlest(
        linjer=[
            Linje(*foerst, date.fromisoformat(dato), skala, tekst)
            for *foerst, dato, skala, tekst in verdier["linjer"]
        ],
        ulest=verdier["ulest"],
        tomme=verdier["tomme"],
    )
