"""IMDi's dated file of requested, decided and settled per municipality and year: reading it and what it tells anew.

Shape: ``kommune_nr,aar,per_dato,anmodning,vedtak,bosatt`` with a header row; an empty cell means that IMDi has no
figure. Pure functions over text and plain values; ``imdi_import`` writes.
"""

import csv
import io
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from anmodninger.domain import SENESTE_AAR, TIDLIGSTE_AAR

from .domain import Svarrad, Svartype, Tall, kommunestatus

KOLONNER = ("kommune_nr", "aar", "per_dato", "anmodning", "vedtak", "bosatt")
UOPPGITT = "9999"
HOEYESTE = 100_000
# Above every id of a stored answer, so that a new row comes after those of the same day.
SIST = 10**15


@dataclass(frozen=True)
class Linje:
    """One line of the file. Figures are persons; None where the file has none."""

    linjenr: int
    kommune_nr: str
    aar: int
    per_dato: date
    anmodning: int | None
    vedtak: int | None
    bosatt: int | None

    @property
    def tall(self) -> tuple[int | None, int | None, int | None]:
        return self.anmodning, self.vedtak, self.bosatt


@dataclass(frozen=True)
class Innlest:
    """The lines that can be used, the faults that stop the import, and what is passed over without stopping it."""

    linjer: list[Linje]
    feil: list[tuple[int, str]]
    varsler: list[tuple[int, str]]


def _antall(tekst: str, navn: str, feil: list[str]) -> int | None:
    if tekst == "":
        return None
    if not tekst.isascii() or not tekst.isdigit():
        feil.append(f"«{_kort(tekst)}» i kolonnen {navn} er ikke et helt antall personer fra 0 og oppover")
        return None
    sifre = tekst.lstrip("0") or "0"
    if len(sifre) > len(str(HOEYESTE)) or int(sifre) > HOEYESTE:
        feil.append(f"{_kort(tekst)} i kolonnen {navn} er over {HOEYESTE}")
        return None
    return int(sifre)


def _aar(tekst: str, feil: list[str]) -> int:
    if re.fullmatch(r"\d{4}", tekst, re.ASCII) and TIDLIGSTE_AAR <= int(tekst) <= SENESTE_AAR:
        return int(tekst)
    feil.append(f"«{_kort(tekst)}» er ikke et bosettingsår fra {TIDLIGSTE_AAR} til {SENESTE_AAR}")
    return 0


def _per_dato(tekst: str, dag: date, feil: list[str]) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII):
            raise ValueError
        per_dato = date.fromisoformat(tekst)
    except ValueError:
        feil.append(f"«{_kort(tekst)}» er ikke en dato på formen åååå-mm-dd")
        return date.min
    if per_dato > dag:
        feil.append(f"{per_dato:%d.%m.%Y} er i framtiden; i dag er det {dag:%d.%m.%Y}")
    elif per_dato.year < TIDLIGSTE_AAR - 1:
        feil.append(f"{tekst} er før {TIDLIGSTE_AAR - 1}")
    return per_dato


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= 40 else f"{tekst[:40]}…"


def les(tekst: str, dag: date) -> Innlest:
    """Read the file's text on ``dag``; no figure is from later.

    Every bad line is reported with its line number (the header is line 1).
    """
    tekst = tekst.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    leser = csv.DictReader(io.StringIO(tekst))
    try:
        leser.fieldnames = [navn.strip() for navn in leser.fieldnames or ()]
        rader = [(leser.line_num, rad) for rad in leser]
    except csv.Error as feil:
        return Innlest([], [(leser.line_num + 1, f"Linjen kan ikke leses som CSV ({feil}).")], [])
    mangler = [navn for navn in KOLONNER if navn not in (leser.fieldnames or ())]
    if mangler:
        return Innlest(
            [], [(1, f"Filen mangler kolonnene {', '.join(mangler)}. Den skal være delt med komma.")], []
        )
    linjer: list[Linje] = []
    alle_feil: list[tuple[int, str]] = []
    varsler: list[tuple[int, str]] = []
    sett: dict[tuple, int] = {}
    for nr, rad in rader:
        if None not in rad and not any((verdi or "").strip() for verdi in rad.values()):
            continue
        if None in rad or None in rad.values():
            alle_feil.append((nr, f"Linjen har ikke {len(leser.fieldnames)} felt."))
            continue
        felt = {navn: rad[navn].strip() for navn in KOLONNER}
        if felt["kommune_nr"] == UOPPGITT:
            varsler.append((nr, "9999 er «uoppgitt/Svalbard», ikke en kommune. Linjen er ikke tatt med."))
            continue
        feil: list[str] = []
        if len(felt["kommune_nr"]) != 4 or not (
            felt["kommune_nr"].isascii() and felt["kommune_nr"].isdigit()
        ):
            feil.append(f"«{_kort(felt['kommune_nr'])}» er ikke et kommunenummer med fire siffer")
        aar = _aar(felt["aar"], feil)
        per_dato = _per_dato(felt["per_dato"], dag, feil)
        tall = [_antall(felt[navn], navn, feil) for navn in ("anmodning", "vedtak", "bosatt")]
        noekkel = (felt["kommune_nr"], aar, per_dato)
        if not feil and noekkel in sett:
            feil.append(f"kommunen står to ganger for samme år og dato (også på linje {sett[noekkel]})")
        if feil:
            tekst_feil = "; ".join(feil)
            alle_feil.append((nr, f"{tekst_feil[0].upper()}{tekst_feil[1:]}."))
            continue
        sett[noekkel] = nr
        linjer.append(Linje(nr, felt["kommune_nr"], aar, per_dato, *tall))
    if not linjer and not alle_feil:
        alle_feil.append((1, "Filen har ingen linjer med tall."))
    return Innlest(linjer, alle_feil, varsler)


def nye_svar(
    serie: Iterable[tuple[date, int | None]], har_rad: Container[date], rader: Iterable[Svarrad]
) -> list[tuple[date, int | None]]:
    """Return the (date, total) that become answers of one municipality and year, in order of date.

    A snapshot tells something when it differs from the previous one in ``serie`` and from what ``rader`` had
    recorded by then: a figure that a saksbehandler has entered, perhaps with its EM, is not entered again as a bare
    total. Dates in ``har_rad`` have their answer from an earlier run. A total of None means that IMDi no longer has
    the figure: the answer is withdrawn.
    """
    rader = list(rader)
    nye: list[tuple[date, int | None]] = []
    forrige: int | None = None
    for dag, verdi in sorted(serie, key=lambda par: par[0]):
        if verdi != forrige and dag not in har_rad:
            da = kommunestatus(0, (), rader, per=dag, kjent=dag).vedtatt
            if verdi != (da.totalt if da else None):
                nye.append((dag, verdi))
                rader.append(
                    Svarrad(
                        id=SIST + len(nye),
                        kommune=0,
                        mottatt=dag,
                        tall=Tall(verdi),
                        type=Svartype.TRUKKET if verdi is None else Svartype.VEDTAK,
                    )
                )
        forrige = verdi
    return nye
