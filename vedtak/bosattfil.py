"""A file of settled: ``kommune_nr, bosatt``, with ``aar`` and ``per_dato`` in columns or beside it. Pure reading."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from anmodninger.rundefil import UOPPGITT, finn_hode, les_aar, les_antall, les_kommune_nr
from bosetting.felles.arbeidsbok import Rad
from bosetting.felles.melding import melding as _

from .bosattregler import hinder_for_telling
from .imdi import Merknad, les_per_dato

KRAV = ("kommune_nr", "bosatt")


@dataclass(frozen=True)
class Linje:
    """One count in a file."""

    linjenr: int
    kommune_nr: str
    aar: int
    per_dato: date
    antall: int


@dataclass(frozen=True)
class Innlest:
    """The lines that can be used, the faults that stop the import, and what is passed over without stopping it.

    ``felt`` names the field beside the file that the faults are about; empty when they are the file's own.
    """

    linjer: list[Linje] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)
    varsler: list[Merknad] = field(default_factory=list)
    felt: str = ""


def _ved_siden(har_kolonne: bool, verdi, felt: str, linjenr: int) -> Innlest | None:
    """Return the fault when what the file lacks is not given beside it, or is given twice."""
    if har_kolonne == (verdi is None):
        return None
    grunn = {
        ("aar", True): _("Filen har en egen kolonne med år. La feltet stå tomt."),
        ("aar", False): _("Filen har ingen kolonne med år. Oppgi bosettingsåret."),
        ("per_dato", True): _("Filen har en egen kolonne med dato. La feltet stå tomt."),
        ("per_dato", False): _("Filen har ingen kolonne med dato. Oppgi datoen tallene gjelder for."),
    }[felt, har_kolonne]
    return Innlest(feil=[(linjenr, grunn)], felt=felt)


def les(rader: Sequence[Rad], dag: date, *, aar: int | None = None, per_dato: date | None = None) -> Innlest:
    """Read the file's rows on ``dag``. A blank count is passed over; every bad line is told with its number."""
    hode = finn_hode(rader, KRAV)
    if hode.feil:
        return Innlest(feil=hode.feil)
    for felt, verdi in (("aar", aar), ("per_dato", per_dato)):
        if feil := _ved_siden(felt in hode.kolonner, verdi, felt, hode.linjenr):
            return feil
    linjer: list[Linje] = []
    alle_feil: list[Merknad] = []
    varsler: list[Merknad] = []
    sett: dict[tuple, int] = {}
    for rad in rader[hode.plass + 1 :]:
        if not rad:
            continue
        if kort_linje := hode.linjefeil(rad):
            alle_feil += kort_linje
            continue
        feil: list[str] = []
        nr = les_kommune_nr(hode.felt(rad, "kommune_nr"), feil)
        if nr == UOPPGITT:
            grunn = _("9999 er «uoppgitt/Svalbard», ikke en kommune. Linjen er ikke tatt med.")
            varsler.append((rad.linjenr, grunn))
            continue
        linjens_aar = les_aar(hode.felt(rad, "aar"), feil) if aar is None else aar
        dato = les_per_dato(hode.felt(rad, "per_dato"), dag, feil) if per_dato is None else per_dato
        antall = les_antall(hode.felt(rad, "bosatt"), "bosatt", feil)
        if antall is None and not feil:
            continue
        if not feil:
            feil += [
                grunn
                for _f, grunn in hinder_for_telling(per_dato=dato, mottatt=None, aar=linjens_aar, dag=dag)
            ]
        noekkel = (nr, linjens_aar, dato)
        if not feil and noekkel in sett:
            feil.append(
                _("Kommunen står to ganger for samme år og dato (også på linje %(nr)s).", nr=sett[noekkel])
            )
        if feil:
            alle_feil += [(rad.linjenr, grunn) for grunn in feil]
            continue
        sett[noekkel] = rad.linjenr
        linjer.append(Linje(rad.linjenr, nr, linjens_aar, dato, antall))
    if not linjer and not alle_feil:
        alle_feil.append((hode.linjenr, _("Filen har ingen linjer med tall.")))
    return Innlest(linjer, alle_feil, varsler)


def som_verdier(innlest: Innlest) -> dict:
    """Return a file without faults as plain values, for the step between preview and saving."""
    return {
        "linjer": [
            [linje.linjenr, linje.kommune_nr, linje.aar, linje.per_dato.isoformat(), linje.antall]
            for linje in innlest.linjer
        ],
        "varsler": innlest.varsler,
    }


def fra_verdier(verdier: dict) -> Innlest:
    """Return what ``som_verdier`` made values of."""
    return Innlest(
        linjer=[
            Linje(linjenr, nr, aar, date.fromisoformat(per_dato), antall)
            for linjenr, nr, aar, per_dato, antall in verdier["linjer"]
        ],
        varsler=[(linjenr, tekst) for linjenr, tekst in verdier["varsler"]],
    )
