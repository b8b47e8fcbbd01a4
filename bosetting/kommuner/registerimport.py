"""Reading files into the register: plan in domain.py, write in one piece. The trace is left by brukere.actions."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bosetting.felles.fil import hvorfor_ikke_lest
from bosetting.felles.gyldighet import overlapper
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen

from . import domain
from .models import FRA_FOER_REGISTERET, Folketall, Fylke, Kommune, KommuneEndring

# Own compilation of which counties there have been, from Statistics Norway's classification of counties (Klass 104).
FYLKER = Path(__file__).with_name("fylker.csv")


@dataclass(frozen=True)
class Importresultat:
    """What an import wrote, by kind, and the lines that were left out with a warning."""

    antall: dict[str, int] = field(default_factory=dict)
    varsler: list[domain.Merknad] = field(default_factory=list)

    @property
    def endret(self) -> bool:
        return any(self.antall.values())


class ImportHinder(Hinder):
    """The files have faults, one reason per bad line; nothing is saved. ``varsler`` are the lines left out."""

    def __init__(self, feil: list[domain.Merknad], varsler: list[domain.Merknad]):
        super().__init__([(None, str(merknad)) for merknad in feil])
        self.varsler = varsler


def alle_fylker() -> list[domain.Fylkesrad]:
    """Return every county of the committed register, in order of number."""
    with FYLKER.open(encoding="utf-8", newline="") as fil:
        return [
            domain.Fylkesrad(
                rad["nr"],
                rad["navn"],
                date.fromisoformat(rad["fra"]) if rad["fra"] else FRA_FOER_REGISTERET,
                date.fromisoformat(rad["til"]) if rad["til"] else None,
            )
            for rad in csv.DictReader(fil)
        ]


def les_inn(
    *, kommuner: Path | None = None, endringer: Path | None = None, folketall: Path | None = None
) -> Importresultat:
    """Bring the register in line with the files (shapes: domain.KOLONNER). Running it twice changes nothing.

    Call it inside ``atomic``. Raises ImportHinder naming every bad line, before anything is saved. Lines about 9999
    are left out with a warning.
    The number of queries does not follow the number of lines, save for SQLite's batches.
    """
    filer = {"kommuner": kommuner, "endringer": endringer, "folketall": folketall}
    linjer, feil = {}, []
    for slag, fil in filer.items():
        if fil is not None:
            linjer[slag], feil_i_filen = _les(slag, Path(fil))
            feil += feil_i_filen
    en_om_gangen("registerimport")
    fylker = alle_fylker()
    rader = {(rad.nr, rad.fra): rad for rad in Kommune.objects.select_related("fylke")}
    plan = domain.planlegg(_register(rader.values()), fylker, **linjer)
    if feil := feil + plan.feil:
        raise ImportHinder(feil, plan.varsler)
    _skriv(plan, fylker, rader)
    return Importresultat(plan.antall, plan.varsler)


def _les(slag: str, fil: Path) -> tuple[list[domain.Linje], list[domain.Merknad]]:
    try:
        tekst = fil.read_text(encoding="utf-8-sig")
    except OSError as avbrudd:
        return [], [domain.Merknad(str(fil), None, f"Filen kan ikke leses: {hvorfor_ikke_lest(avbrudd)}.")]
    except UnicodeDecodeError:
        return [], [domain.Merknad(fil.name, None, "Filen er ikke UTF-8.")]
    return domain.les_linjer(slag, fil.name, tekst)


def _register(rader) -> domain.Register:
    endringer = KommuneEndring.objects.values_list(
        "forgjenger__nr", "forgjenger__fra", "etterfoelger__nr", "etterfoelger__fra", "dato"
    )
    folketall = Folketall.objects.values_list("kommune__nr", "kommune__fra", "aar", "antall")
    return domain.Register(
        kommuner=[domain.Kommunerad(rad.nr, rad.navn, rad.fylke.nr, rad.fra, rad.til) for rad in rader],
        endringer={((nr, fra), (ny_nr, ny_fra), dato) for nr, fra, ny_nr, ny_fra, dato in endringer},
        folketall={((nr, fra), aar): antall for nr, fra, aar, antall in folketall},
    )


def _skriv(plan: domain.Plan, fylker: list[domain.Fylkesrad], rader: dict):
    fylke_av_nr = (
        _sikre_fylker({rad.fylke_nr for rad in plan.nye_kommuner}, fylker) if plan.nye_kommuner else {}
    )
    nye = Kommune.objects.bulk_create(
        Kommune(nr=rad.nr, navn=rad.navn, fylke=fylke_av_nr[rad.fylke_nr], fra=rad.fra, til=rad.til)
        for rad in plan.nye_kommuner
    )
    rader |= {(rad.nr, rad.fra): rad for rad in nye}
    for noekkel, til in plan.avsluttede.items():
        rader[noekkel].til = til
    Kommune.objects.bulk_update([rader[noekkel] for noekkel in plan.avsluttede], ["til"])
    KommuneEndring.objects.bulk_create(
        KommuneEndring(forgjenger=rader[fra], etterfoelger=rader[til], dato=dato)
        for fra, til, dato in plan.nye_endringer
    )
    Folketall.objects.bulk_create(
        [
            Folketall(kommune=rader[noekkel], aar=aar, antall=antall)
            for (noekkel, aar), antall in (plan.nye_folketall | plan.rettede_folketall).items()
        ],
        update_conflicts=True,
        unique_fields=["kommune", "aar"],
        update_fields=["antall"],
    )


def _sikre_fylker(numre: set[str], fylker: list[domain.Fylkesrad]) -> dict[str, Fylke]:
    """Return the county of each number, created with its validity where the register has none in that period."""
    finnes = list(Fylke.objects.filter(nr__in=numre))
    svar, nye = {}, []
    for rad in fylker:
        if rad.nr not in numre:
            continue
        fylke = next(
            (f for f in finnes if f.nr == rad.nr and overlapper(f.fra, f.til, rad.fra, rad.til)), None
        )
        if fylke is None:
            fylke = Fylke(nr=rad.nr, navn=rad.navn, fra=rad.fra, til=rad.til)
            nye.append(fylke)
        svar[rad.nr] = fylke
    Fylke.objects.bulk_create(nye)
    return svar
