"""A member list in a file: columns found by their headings, every bad line named. Texts in, plain values out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from bosetting.felles.arbeidsbok import Rad
from bosetting.felles.melding import melding as _

Merknad = tuple[int, str]

# The headings stand in one of the first rows: a sheet may begin with a title and some lines of explanation.
SISTE_HODERAD = 30

# Headings as people write them, lower-case with nothing but letters.
OVERSKRIFTER = {
    "navn": {"navn", "personnavn", "fulltnavn", "person"},
    "fornavn": {"fornavn"},
    "etternavn": {"etternavn"},
    "tittel": {"stilling", "tittel", "stillingstittel"},
    "organisasjon": {"organisasjon", "etat", "virksomhet", "kommune", "arbeidssted", "organisasjonkommune"},
    "avdeling": {"avdeling", "enhet"},
    "epost": {"epost", "epostadresse", "email", "mail", "mailadresse", "emailadresse"},
    "telefon": {"telefon", "tlf", "mobil", "mobiltelefon", "telefonnummer", "mobilnummer"},
    "funksjon": {"funksjon"},
    "rolle": {"rolle", "rolleigruppen"},
    "andel": {"andel", "stillingsandel", "stillingsandeliprosent", "prosent", "stillingsprosent"},
    "paa_vegne_av": {"paavegneav", "representerer"},
    "fra": {"fra", "medlemfra", "fradato"},
    "til": {"til", "medlemtil", "tildato", "tilikkemed"},
}
ROLLER = {
    "leder": "leder",
    "gruppeleder": "leder",
    "medlem": "medlem",
    "vara": "vara",
    "varamedlem": "vara",
    "observatør": "observatoer",
    "sekretær": "sekretaer",
    "kontaktperson": "kontaktperson",
}
LENGDER = {
    "navn": 120, "tittel": 120, "organisasjon": 120, "avdeling": 120, "epost": 254, "telefon": 30,
    "funksjon": 120, "paa_vegne_av": 120,
}  # fmt: skip
_EPOST = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\".]+(\.[^@\s,;<>()\".]+)+")


@dataclass(frozen=True)
class Linje:
    """One seat in a file, with the person where the file names one."""

    linjenr: int
    navn: str
    tittel: str
    organisasjon: str
    avdeling: str
    epost: str
    telefon: str
    funksjon: str
    rolle: str
    andel: int | None
    paa_vegne_av: str
    fra: date
    til: date | None


@dataclass(frozen=True)
class Innlest:
    """The seats, and the faults; nothing may be saved while there is a fault."""

    linjer: list[Linje] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)


def normalisert(tekst: str) -> str:
    """Return a heading without case, spaces and marks: «E-post» and «epost» are the same."""
    tekst = tekst.casefold().replace("å", "aa")
    return re.sub(r"[\W\d_]", "", tekst)


def finn_hode(rader: Sequence[Rad]) -> tuple[int, dict[str, int]]:
    """Return the place of the row of headings and in which cell each column is: the row that knows most of them."""
    beste: tuple[int, dict[str, int]] = (0, {})
    for plass, rad in enumerate(rader[:SISTE_HODERAD]):
        kolonner: dict[str, int] = {}
        for kolonne, celle in enumerate(rad.celler):
            for navn, ord_ in OVERSKRIFTER.items():
                if normalisert(celle) in ord_:
                    kolonner.setdefault(navn, kolonne)
        if len(kolonner) > len(beste[1]):
            beste = plass, kolonner
    return beste


def les(rader: Sequence[Rad], fra: date) -> Innlest:
    """Read the file's rows; ``fra`` is the first day of seats that the file gives none for."""
    plass, kolonner = finn_hode(rader)
    if "organisasjon" not in kolonner or not kolonner.keys() & {"navn", "etternavn", "funksjon", "tittel"}:
        grunn = _("Fant ikke overskriftene. Filen må ha «Organisasjon», og «Navn» eller «Funksjon».")
        return Innlest(feil=[(rader[plass].linjenr, grunn)])
    linjer: list[Linje] = []
    alle_feil: list[Merknad] = []
    sett: dict[tuple, list[Linje]] = defaultdict(list)
    for rad in rader[plass + 1 :]:
        if not rad:
            continue
        feil: list[str] = []
        linje = _les_rad(rad, kolonner, fra, feil)
        # Functions may repeat; one person has one seat for one organisation at a time.
        noekkel = linje.navn.casefold(), linje.epost.casefold(), linje.organisasjon.casefold()
        egne = sett[noekkel] if linje.navn else []
        if not feil and (like := next((ett for ett in egne if _samtidig(ett, linje)), None)):
            feil.append(_("Den samme plassen står også på linje %(nr)s.", nr=like.linjenr))
        alle_feil += [(rad.linjenr, grunn) for grunn in feil]
        if not feil:
            linjer.append(linje)
            egne.append(linje)
    if not linjer and not alle_feil:
        alle_feil.append((rader[plass].linjenr, _("Filen har ingen medlemmer under overskriftene.")))
    return Innlest(linjer, alle_feil)


def _samtidig(a: Linje, b: Linje) -> bool:
    """Return whether the periods of two lines overlap."""
    return (a.til is None or b.fra < a.til) and (b.til is None or a.fra < b.til)


def _les_rad(rad: Rad, kolonner: dict[str, int], fra: date, feil: list[str]) -> Linje:
    def celle(navn: str) -> str:
        kolonne = kolonner.get(navn)
        tekst = "" if kolonne is None or kolonne >= len(rad.celler) else rad.celler[kolonne]
        tekst = " ".join(tekst.split())
        # What our own export put in front of texts that a spreadsheet would run.
        return tekst[1:] if tekst[:1] == "'" else tekst

    verdier = {navn: celle(navn) for navn in LENGDER}
    verdier["navn"] = verdier["navn"] or f"{celle('fornavn')} {celle('etternavn')}".strip()
    verdier["funksjon"] = verdier["funksjon"] or verdier["tittel"]
    for navn, lengde in LENGDER.items():
        if len(verdier[navn]) > lengde:
            feil.append(
                _("«%(tekst)s…» er lengre enn %(lengde)s tegn.", tekst=verdier[navn][:30], lengde=lengde)
            )
    if not verdier["organisasjon"]:
        feil.append(_("Organisasjonen mangler."))
    if not (verdier["funksjon"] or verdier["navn"]):
        feil.append(_("Linjen har verken navn eller funksjon."))
    if verdier["epost"] and not _EPOST.fullmatch(verdier["epost"]):
        feil.append(_("«%(tekst)s» er ikke en e-postadresse.", tekst=verdier["epost"][:60]))
    if (verdier["epost"] or verdier["telefon"]) and not verdier["navn"]:
        feil.append(_("Linjen har e-post eller telefon, men ikke navn."))
    start = _les_dato(celle("fra"), feil) or fra
    slutt = _les_dato(celle("til"), feil)
    if slutt and slutt <= start:
        feil.append(_("Sluttdatoen må være etter startdatoen."))
    rolle = _les_rolle(celle("rolle"), feil)
    verdier["funksjon"] = verdier["funksjon"] or rolle
    return Linje(
        linjenr=rad.linjenr,
        rolle=rolle,
        andel=_les_andel(celle("andel"), feil),
        fra=start,
        til=slutt,
        **verdier,
    )


def _les_rolle(tekst: str, feil: list[str]) -> str:
    rolle = ROLLER.get(tekst.casefold() or "medlem")
    if rolle is None:
        feil.append(
            _(
                "«%(tekst)s» er ikke en rolle. Skriv leder, medlem, vara, observatør, sekretær eller kontaktperson.",
                tekst=tekst[:40],
            )
        )
    return rolle or "medlem"


def _les_andel(tekst: str, feil: list[str]) -> int | None:
    """Return the share in per cent: «40», «40 %» and the «0,4» of a cell in per cent are the same."""
    rent = tekst.replace("%", "").strip().replace(",", ".")
    if not rent:
        return None
    if re.fullmatch(r"[0-9]{1,3}(\.0+)?", rent) and 1 <= float(rent) <= 100:
        # The whole of a cell in per cent reads as 1, and nobody has one per cent of a position.
        return 100 if rent == "1" and "%" not in tekst else int(float(rent))
    if re.fullmatch(r"0?\.[0-9]{1,4}", rent) and "%" not in tekst and 1 <= round(float(rent) * 100) <= 100:
        return round(float(rent) * 100)
    feil.append(_("«%(tekst)s» er ikke en stillingsandel fra 1 til 100 prosent.", tekst=tekst[:20]))
    return None


def _les_dato(tekst: str, feil: list[str]) -> date | None:
    if not tekst:
        return None
    for moenster in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            dag = datetime.strptime(tekst, moenster).date()
        except ValueError:
            continue
        if 1800 <= dag.year <= 2200:
            return dag
    feil.append(_("«%(tekst)s» er ikke en dato. Skriv dd.mm.åååå.", tekst=tekst[:20]))
    return None


def som_verdier(linjer: Iterable[Linje]) -> list[list]:
    """Return the lines as plain values, for the step between preview and saving."""
    return [
        [verdi.isoformat() if isinstance(verdi, date) else verdi for verdi in _verdier(linje)]
        for linje in linjer
    ]


def _verdier(linje: Linje):
    return (getattr(linje, ett.name) for ett in fields(linje))


def fra_verdier(verdier: Iterable[list]) -> list[Linje]:
    """Return the lines that ``som_verdier`` made values of."""
    return [
        Linje(*resten, date.fromisoformat(fra), date.fromisoformat(til) if til else None)
        for *resten, fra, til in verdier
    ]
