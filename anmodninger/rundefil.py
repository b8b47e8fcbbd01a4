"""The shapes of a file with a round's figures: columns found by their headings, every cell read or its line named.

Own shape: number, name, year, totalt, herav EM, and a sum row. IMDi's shape: ``kommune_nr;aar;bosetting.anmodning;
bosetting.vedtak;bosetting.bosatt``, where numbers have lost their zero and figures have a decimal comma. Rows of texts
in (``felles.arbeidsbok``), plain values out; no database. ``vedtak.imdi`` reads the dated figures with the same parts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bosetting.felles.arbeidsbok import Rad
from bosetting.felles.melding import melding as _
from bosetting.felles.regneark import ufarlig
from bosetting.felles.tall import HOEYESTE_ANTALL

from .domain import SENESTE_AAR, TIDLIGSTE_AAR

UOPPGITT = "9999"
HOEYESTE_SUM = 999_999_999
# The heading stands in one of the first rows: a sheet may begin with a title and some lines of explanation.
SISTE_HODERAD = 30

EGEN, IMDI, DATERT = "egen", "imdi", "datert"

# Headings as people write them, lower-case with nothing but letters and digits, and å as aa.
OVERSKRIFTER = {
    "kommune_nr": {"kommunenr", "kommunenummer", "kommnr", "komnr", "knr", "kommunenummeret", "kommunekode"},
    "navn": {"kommune", "kommunenavn", "navn", "kommunensnavn"},
    "aar": {"aar", "bosettingsaar", "aarstall", "anmodningsaar"},
    "per_dato": {"perdato", "dato", "datofortallene"},
    "totalt": {
        "totalt", "total", "totaltantall", "antall", "antalltotalt", "antallpersoner", "personer", "anmodning",
        "anmodet", "anmodninger", "anmodningtotalt", "anmodningtotal", "anmodettotalt", "anmodettotal",
        "anmodningertotalt", "totaltanmodet", "totaltanmodning", "bosettinganmodning", "anmodetomtotalt",
    },
    "em": {
        "em", "heravem", "enslige", "ensligemindreaarige", "ensligemindreaarigeem", "heravensligemindreaarige",
        "heravensligemindreaarigeem", "antallensligemindreaarige", "anmodningem", "emanmodning", "anmodetem",
        "anmodningerem", "anmodningensligemindreaarige", "anmodetensligemindreaarige", "antallem", "heravanmodetem",
    },
    "vedtak": {"vedtak", "bosettingvedtak", "vedtatt"},
    "bosatt": {"bosatt", "bosettingbosatt", "bosatte"},
}  # fmt: skip
# A number of something: of the municipality when nothing else is.
BARE_NR = "nr"
KOLONNENAVN = {
    "kommune_nr": _("kommunenummer"),
    "navn": _("kommunenavn"),
    "aar": _("år"),
    "per_dato": _("dato"),
    "totalt": _("totalt (anmodning)"),
    "em": _("enslige mindreårige"),
    "vedtak": _("vedtak"),
    "bosatt": _("bosatt"),
}
SUMORD = {"sum", "totalt", "total", "ialt", "tilsammen", "summert", "helefylket", "fylket", "fylketsamlet"}
# «Sum Østfold» and «Totalt for fylket»; no municipality's name begins so.
SUM_FOERST = {"sum", "totalt", "total"}
MANGLER = {"", ".", ":", "..", "–"}

Merknad = tuple[int, str]

_HELTALL = re.compile(r"[0-9]+|[0-9]{1,3}( [0-9]{3})+")
_HELTALL_MED_DESIMALER = re.compile(r"([0-9][0-9 ]*)[.,]0{1,2}")


@dataclass(frozen=True)
class Linje:
    """One municipality in a file. ``navn`` is only a check; None is a figure that the file does not have."""

    linjenr: int
    kommune_nr: str
    navn: str = ""
    totalt: int | None = None
    em: int | None = None


@dataclass(frozen=True)
class Innlest:
    """What a file says of one year. Nothing may be saved while there is a fault.

    ``har_em``: the file has a column for EM; without one it says nothing of EM. ``andre_aar`` lines were passed over.
    ``sum`` is (totalt, em) of the file's own sum row.
    """

    form: str = EGEN
    har_em: bool = True
    linjer: list[Linje] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)
    varsler: list[Merknad] = field(default_factory=list)
    andre_aar: int = 0
    sum: tuple[int | None, int | None] | None = None


def som_verdier(innlest: Innlest) -> dict:
    """Return a file without faults as plain values, for the step between preview and saving."""
    return {
        "form": innlest.form,
        "har_em": innlest.har_em,
        "linjer": [
            [linje.linjenr, linje.kommune_nr, linje.navn, linje.totalt, linje.em] for linje in innlest.linjer
        ],
        "varsler": innlest.varsler,
        "andre_aar": innlest.andre_aar,
    }


def fra_verdier(verdier: dict) -> Innlest:
    """Return what ``som_verdier`` made values of."""
    return Innlest(
        form=verdier["form"],
        har_em=verdier["har_em"],
        linjer=[Linje(*linje) for linje in verdier["linjer"]],
        varsler=[(linjenr, tekst) for linjenr, tekst in verdier["varsler"]],
        andre_aar=verdier["andre_aar"],
    )


@dataclass(frozen=True)
class Hode:
    """Where the headings stand, and in which cell each column is."""

    plass: int
    linjenr: int
    kolonner: dict[str, int]
    feil: list[Merknad] = field(default_factory=list)

    @property
    def form(self) -> str:
        if "per_dato" in self.kolonner:
            return DATERT
        return IMDI if {"aar", "vedtak", "bosatt"} <= self.kolonner.keys() else EGEN

    def felt(self, rad: Rad, navn: str) -> str:
        """Return the cell of a column; the empty text when the file has no such column."""
        plass = self.kolonner.get(navn)
        return "" if plass is None or plass >= len(rad.celler) else rad.celler[plass]

    def linjefeil(self, rad: Rad) -> list[Merknad]:
        """Judge whether the row has as many cells as the headings reach over."""
        behov = max(self.kolonner.values()) + 1
        if len(rad.celler) >= behov:
            return []
        return [
            (
                rad.linjenr,
                _(
                    "Linjen har %(antall)s felt, men overskriften går til felt %(behov)s.",
                    antall=len(rad.celler),
                    behov=behov,
                ),
            )
        ]


def kort(tekst: str) -> str:
    """Return a cell as it can be quoted in a sentence."""
    return tekst if len(tekst) <= 40 else f"{tekst[:40]}…"


def normalisert(tekst: str) -> str:
    """Return a heading or a name without case, spaces and marks: «Kommune-nr.» and «kommunenr» are the same."""
    tekst = tekst.casefold().replace("å", "aa").replace("ø", "oe").replace("æ", "ae")
    return re.sub(r"[\W_]", "", tekst)


def finn_hode(rader: Sequence[Rad], krav: Iterable[str], aar: int | None = None) -> Hode:
    """Find the row of headings: the first that has ``krav``, else the one that comes closest, with what it lacks.

    «Anmodning 2016» is read as «Anmodning» when that is the ``aar`` asked for.
    """
    krav = tuple(krav)
    beste = Hode(0, 1, {})
    for plass, rad in enumerate(rader[:SISTE_HODERAD]):
        kolonner, feil = _kolonner(rad, aar)
        hode = Hode(plass, rad.linjenr, kolonner, feil)
        if all(navn in kolonner for navn in krav):
            return hode
        if len(kolonner) > len(beste.kolonner):
            beste = hode
    mangler = [str(KOLONNENAVN[navn]) for navn in krav if navn not in beste.kolonner]
    grunn = _(
        "Fant ikke kolonnen %(mangler)s. Overskriftene må stå i én rad, for eksempel «Kommunenummer» og «Totalt».",
        mangler=", ".join(mangler),
    )
    return Hode(beste.plass, beste.linjenr, beste.kolonner, [*beste.feil, (beste.linjenr, grunn)])


def _kolonner(rad: Rad, aar: int | None) -> tuple[dict[str, int], list[Merknad]]:
    kolonner: dict[str, int] = {}
    feil: list[Merknad] = []
    for plass, celle in enumerate(rad.celler):
        tekst = normalisert(celle)
        uten_aar = tekst.replace(str(aar), "") if aar else tekst
        for navn, ord_ in OVERSKRIFTER.items():
            if tekst not in ord_ and uten_aar not in ord_:
                continue
            if navn in kolonner:
                grunn = _("Kolonnen for %(navn)s finnes to ganger.", navn=str(KOLONNENAVN[navn]))
                feil.append((rad.linjenr, grunn))
            kolonner.setdefault(navn, plass)
    if "kommune_nr" not in kolonner and BARE_NR in (tekster := [normalisert(celle) for celle in rad.celler]):
        kolonner["kommune_nr"] = tekster.index(BARE_NR)
    return kolonner, feil


# ---------------------------------------------------------------- cells


def les_kommune_nr(tekst: str, feil: list[str]) -> str:
    """Return a number of four digits; one of three has lost its zero."""
    tekst = re.sub(r"[.,]0$", "", tekst.removeprefix("'"))
    if re.fullmatch(r"[0-9]{3,4}", tekst):
        return tekst.zfill(4)
    feil.append(
        _("«%(tekst)s» er ikke et kommunenummer med fire siffer.", tekst=kort(tekst))
        if tekst
        else _("Kommunenummeret mangler.")
    )
    return ""


def les_aar(tekst: str, feil: list[str]) -> int:
    tekst = re.sub(r"[.,]0$", "", tekst)
    if re.fullmatch(r"[0-9]{4}", tekst) and TIDLIGSTE_AAR <= int(tekst) <= SENESTE_AAR:
        return int(tekst)
    feil.append(
        _(
            "«%(tekst)s» er ikke et bosettingsår fra %(fra)s til %(til)s.",
            tekst=kort(tekst),
            fra=TIDLIGSTE_AAR,
            til=SENESTE_AAR,
        )
    )
    return 0


def les_antall(tekst: str, kolonne: str, feil: list[str], stoerst: int = HOEYESTE_ANTALL) -> int | None:
    """Return a count: «15», «1 234», «15,0»; None for blank, «.», «..», «:» and «–», which all mean «no figure»."""
    tekst = re.sub(r"\s", " ", tekst).strip()
    if tekst in MANGLER:
        return None
    if funnet := _HELTALL_MED_DESIMALER.fullmatch(tekst):
        tekst = funnet[1].strip()
    navn = str(KOLONNENAVN[kolonne])
    if not _HELTALL.fullmatch(tekst):
        feil.append(
            _(
                "«%(tekst)s» i kolonnen %(navn)s er ikke et helt antall personer fra 0 og oppover.",
                tekst=kort(tekst),
                navn=navn,
            )
        )
        return None
    sifre = tekst.replace(" ", "").lstrip("0") or "0"
    # Compare lengths first: Python refuses to read an integer of thousands of digits.
    if len(sifre) > len(str(stoerst)) or int(sifre) > stoerst:
        feil.append(
            _(
                "%(tekst)s i kolonnen %(navn)s er over %(maks)s.",
                tekst=kort(tekst),
                navn=navn,
                maks=stoerst,
            )
        )
        return None
    return int(sifre)


# ---------------------------------------------------------------- a round


def les(rader: Sequence[Rad], aar: int, *, andre_aar_er_feil: bool = False) -> Innlest:
    """Read what a file says of ``aar``. Each fault has its line, and all of them are found at once.

    Lines of other years are passed over and counted; in own shape they are faults when ``andre_aar_er_feil``.
    """
    hode = finn_hode(rader, ("kommune_nr", "totalt"), aar)
    if hode.feil:
        return Innlest(feil=hode.feil)
    linjer: list[Linje] = []
    feil: list[Merknad] = []
    varsler: list[Merknad] = []
    sett: dict[str, int] = {}
    andre_aar, summen, sumlinje = 0, None, 0
    for rad in rader[hode.plass + 1 :]:
        if not rad:
            continue
        if _er_sum(hode, rad):
            if summen is not None:
                feil.append(
                    (rad.linjenr, _("Filen har to sumrader; den første er linje %(nr)s.", nr=sumlinje))
                )
            grunner: list[str] = []
            summen = tuple(
                les_antall(hode.felt(rad, navn), navn, grunner, HOEYESTE_SUM) for navn in ("totalt", "em")
            )
            sumlinje = rad.linjenr
            feil += [(rad.linjenr, grunn) for grunn in grunner]
            continue
        if kort_linje := hode.linjefeil(rad):
            feil += kort_linje
            continue
        grunner = []
        linje, linjens_aar = _linje(hode, rad, grunner)
        if linje.kommune_nr == UOPPGITT:
            varsler.append(
                (
                    rad.linjenr,
                    _("9999 er «uoppgitt/Svalbard», ikke en kommune. Linjen er ikke tatt med."),
                )
            )
            continue
        if linjens_aar not in (None, 0, aar):
            if not (andre_aar_er_feil and hode.form == EGEN):
                andre_aar += 1
                continue
            grunner.append(_("Linjen gjelder %(aar)s, men runden %(rundens)s.", aar=linjens_aar, rundens=aar))
        if linje.kommune_nr in sett:
            foer = sett[linje.kommune_nr]
            grunner.append(_("Kommunen står to ganger, også på linje %(nr)s.", nr=foer))
        elif linje.kommune_nr:
            sett[linje.kommune_nr] = rad.linjenr
        feil += [(rad.linjenr, grunn) for grunn in grunner]
        linjer.append(linje)
    if not linjer and not feil:
        grunn = (
            _("Filen har ingen linjer for %(aar)s, bare for andre år.", aar=aar)
            if andre_aar
            else _("Filen har ingen linjer med kommuner.")
        )
        feil.append((hode.linjenr, grunn))
    if summen and not feil:
        varsler += _sumvarsler(summen, sumlinje, linjer)
    return Innlest(hode.form, "em" in hode.kolonner, linjer, sorted(feil), varsler, andre_aar, summen)


def _er_sum(hode: Hode, rad: Rad) -> bool:
    nr, navn = hode.felt(rad, "kommune_nr"), hode.felt(rad, "navn")
    tekst = nr or navn
    return normalisert(tekst) in SUMORD or normalisert(tekst.partition(" ")[0]) in SUM_FOERST


def _linje(hode: Hode, rad: Rad, feil: list[str]) -> tuple[Linje, int | None]:
    """Return the line and its year (None: no such column; 0: unreadable)."""
    nr = les_kommune_nr(hode.felt(rad, "kommune_nr"), feil)
    aar = les_aar(hode.felt(rad, "aar"), feil) if "aar" in hode.kolonner else None
    totalt = les_antall(hode.felt(rad, "totalt"), "totalt", feil)
    em = les_antall(hode.felt(rad, "em"), "em", feil)
    if em is not None and totalt is None and not feil:
        feil.append(_("Linjen har enslige mindreårige, men ikke totalt. De er en del av totalen."))
    if em is not None and totalt is not None and em > totalt:
        feil.append(
            _(
                "Enslige mindreårige (%(em)s) er flere enn totalt (%(totalt)s).",
                em=em,
                totalt=totalt,
            )
        )
    return Linje(rad.linjenr, nr, hode.felt(rad, "navn"), totalt, em), aar


def _sumvarsler(oppgitt: tuple, linjenr: int, linjer: list[Linje]) -> list[Merknad]:
    """Compare the file's own sums with its rows. A sum of unknown parts is compared with nothing."""
    varsler = []
    for navn, sagt in zip(("totalt", "em"), oppgitt, strict=True):
        deler = [getattr(linje, navn) for linje in linjer if linje.totalt is not None]
        if sagt is None or None in deler or sum(deler) == sagt:
            continue
        varsler.append(
            (
                linjenr,
                _(
                    "Sumraden sier %(sagt)s for %(navn)s, men radene gir %(sum)s.",
                    sagt=sagt,
                    navn=str(KOLONNENAVN[navn]),
                    sum=sum(deler),
                ),
            )
        )
    return varsler


def _navneformer(navn: str) -> set[str]:
    """Return a name as it may be compared: whole, and without what stands in brackets."""
    return {normalisert(navn), normalisert(re.sub(r"\(.*?\)", "", navn))}


def navnet_stemmer(i_filen: str, i_registeret: str) -> bool:
    """Return whether a name is the register's, apart from case, marks, the county after it, and a formula's guard."""
    skrevet = _navneformer(i_filen)
    kjent = _navneformer(i_registeret) | {normalisert(str(ufarlig(i_registeret)))}
    return bool(skrevet & kjent) or any(
        navn and ett.startswith(f"{navn}i") for ett in skrevet for navn in kjent
    )
