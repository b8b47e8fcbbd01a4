"""Writing IMDi's figures: snapshots kept as they are, answers only where they tell something new, requests compared."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from anmodninger.actions import registrer_sendt_runde
from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.brukere.actions import record
from bosetting.felles.dag import naa
from bosetting.felles.laas import en_om_gangen
from bosetting.kommuner.models import Kommune

from .domain import Anmodningsrad, Svartype, i_kraft
from .imdi import Linje, les, nye_svar
from .models import Bosatt, ImdiTall, Vedtak
from .queries import anmodningsrader, som_anmodningsrad, svarrader

# What an answer from the file says of its source; the rest of the text is the file's name and date.
KILDE = "IMDi"


class Importfeil(Exception):
    """The file cannot be imported: ``feil`` is (line number, reason) per bad line, ``varsler`` what was passed over."""

    def __init__(self, feil: list[tuple[int, str]], varsler: list[tuple[int, str]]):
        super().__init__(f"{len(feil)} linjer har feil")
        self.feil = feil
        self.varsler = varsler


@dataclass
class Importresultat:
    """What an import did. ``avvik`` are requests where IMDi's figure differs from the round in force."""

    snapshot: int = 0
    runder: list[Anmodningsrunde] = field(default_factory=list)
    svar: int = 0
    bosatte: int = 0
    avvik: list[str] = field(default_factory=list)
    varsler: list[tuple[int, str]] = field(default_factory=list)


def _kommuner(linjer: list[Linje]) -> tuple[dict[tuple[str, int], Kommune], list[tuple[int, str]]]:
    """Return the municipality of each (number, year), and a fault for each line without one."""
    alle: dict[str, list[Kommune]] = defaultdict(list)
    for kommune in Kommune.objects.all():
        alle[kommune.nr].append(kommune)
    funnet, feil = {}, []
    for linje in linjer:
        gyldige = [kommune for kommune in alle[linje.kommune_nr] if kommune.gyldig_i(linje.aar)]
        if gyldige:
            funnet[linje.kommune_nr, linje.aar] = gyldige[-1]
        elif alle[linje.kommune_nr]:
            feil.append((linje.linjenr, f"Kommune {linje.kommune_nr} fantes ikke i {linje.aar}."))
        else:
            feil.append(
                (
                    linje.linjenr,
                    f"Kommune {linje.kommune_nr} finnes ikke i registeret. Kjør import_kommuner først.",
                )
            )
    return funnet, feil


@transaction.atomic
def importer_imdi(*, by, tekst: str, filnavn: str, dag: date) -> Importresultat:
    """Import a file's text, all or nothing. Running it again changes nothing.

    ``dag`` is today: no figure is from later. Raises Importfeil with every bad line: those of ``les``, unknown
    municipalities, and figures that contradict a snapshot already kept for the same date.
    """
    en_om_gangen("import_imdi")
    innlest = les(tekst, dag)
    kommuner, feil = _kommuner(innlest.linjer)
    kjente = {
        (tall.kommune_id, tall.aar, tall.per_dato): tall
        for tall in ImdiTall.objects.filter(aar__in={linje.aar for linje in innlest.linjer})
    }
    nye: list[tuple[Kommune, Linje]] = []
    for linje in innlest.linjer:
        kommune = kommuner.get((linje.kommune_nr, linje.aar))
        if kommune is None:
            continue
        kjent = kjente.get((kommune.pk, linje.aar, linje.per_dato))
        if kjent is None:
            nye.append((kommune, linje))
        elif (kjent.anmodning, kjent.vedtak, kjent.bosatt) != linje.tall:
            feil.append(
                (
                    linje.linjenr,
                    f"{kommune} {linje.aar} per {linje.per_dato:%d.%m.%Y} er lest inn før med andre tall "
                    f"(fra {kjent.kilde}).",
                )
            )
    if innlest.feil or feil:
        raise Importfeil(sorted(innlest.feil + feil), innlest.varsler)

    resultat = Importresultat(snapshot=len(nye), varsler=innlest.varsler)
    if not nye:
        return resultat
    snapshot = ImdiTall.objects.bulk_create(
        [
            ImdiTall(
                kommune=kommune,
                aar=linje.aar,
                per_dato=linje.per_dato,
                anmodning=linje.anmodning,
                vedtak=linje.vedtak,
                bosatt=linje.bosatt,
                kilde=f"{filnavn[-150:]}, linje {linje.linjenr}",
            )
            for kommune, linje in nye
        ],
        batch_size=500,
    )
    for aar in sorted({tall.aar for tall in snapshot}):
        av_aaret = [tall for tall in snapshot if tall.aar == aar]
        _anmodninger(by, aar, av_aaret, resultat)
        _svar(by, aar, av_aaret, resultat)
        _bosatte(aar, av_aaret, resultat)
    record(
        by=by,
        handling="importerte tall fra IMDi",
        objekt=snapshot[0],
        etter={
            "fil": filnavn,
            "nye tall": resultat.snapshot,
            "nye runder": len(resultat.runder),
            "nye svar": resultat.svar,
            "bosatte": resultat.bosatte,
            "avvik i anmodning": resultat.avvik,
        },
    )
    return resultat


def _anmodninger(by, aar: int, nye: list[ImdiTall], resultat: Importresultat) -> None:
    """Requests become a round where the year has none for the municipality; else they are compared."""
    rader: dict[int, list[Anmodningsrad]] = defaultdict(list)
    for rad in anmodningsrader(aar, Kommune.objects.order_by().values("pk")):
        rader[rad.kommune].append(rad)
    for per_dato in sorted({tall.per_dato for tall in nye}):
        linjer = []
        for tall in (tall for tall in nye if tall.per_dato == per_dato and tall.anmodning is not None):
            kommunens = rader[tall.kommune_id]
            gjelder = i_kraft(kommunens, per_dato)
            if gjelder is None and all(rad.avlest for rad in kommunens):
                linjer.append((tall.kommune, tall.anmodning, None, tall.kilde))
            elif gjelder is None or gjelder.tall.totalt != tall.anmodning:
                runden = "ingen anmodning i kraft" if gjelder is None else f"{gjelder.tall.totalt} i runden"
                resultat.avvik.append(
                    f"{tall.kommune} {aar} per {per_dato:%d.%m.%Y}: {tall.anmodning} hos IMDi, {runden}"
                )
        if linjer:
            runde = registrer_sendt_runde(
                by=by,
                embete=None,
                aar=aar,
                sendt_dato=per_dato,
                avsender=KILDE,
                linjer=linjer,
                kilde=f"{KILDE} per {per_dato:%d.%m.%Y}; sendedatoen er ikke oppgitt i filen",
            )
            resultat.runder.append(runde)
            for anmodning in (
                Anmodning.objects.filter(runde=runde).select_related("runde").prefetch_related("utsettelser")
            ):
                rader[anmodning.kommune_id].append(som_anmodningsrad(anmodning))


def _svar(by, aar: int, nye: list[ImdiTall], resultat: Importresultat) -> None:
    """Add the answers that the new snapshots tell, judged in the whole series of each municipality."""
    beroert = {tall.kommune_id for tall in nye}
    serier: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for kommune_id, per_dato, vedtak in ImdiTall.objects.filter(aar=aar).values_list(
        "kommune", "per_dato", "vedtak"
    ):
        serier[kommune_id].append((per_dato, vedtak))
    rader = defaultdict(list)
    for rad in svarrader(aar, Kommune.objects.order_by().values("pk")):
        rader[rad.kommune].append(rad)
    har_rad = defaultdict(set)
    for kommune_id, mottatt in Vedtak.objects.filter(aar=aar, kilde__istartswith=KILDE).values_list(
        "kommune", "mottatt"
    ):
        har_rad[kommune_id].add(mottatt)
    kilder = {(tall.kommune_id, tall.per_dato): tall.kilde for tall in ImdiTall.objects.filter(aar=aar)}
    tidspunkt = naa()
    vedtak = [
        Vedtak(
            kommune_id=kommune_id,
            aar=aar,
            type=Svartype.TRUKKET.value if totalt is None else Svartype.VEDTAK.value,
            totalt=totalt,
            mottatt=per_dato,
            kilde=f"{KILDE} per {per_dato:%d.%m.%Y} ({kilder[kommune_id, per_dato]})"[:200],
            merknad="IMDis fil har ikke lenger noe tall for kommunen." if totalt is None else "",
            registrert_av=by,
            registrert_at=tidspunkt,
        )
        for kommune_id in sorted(beroert)
        for per_dato, totalt in nye_svar(serier[kommune_id], har_rad[kommune_id], rader[kommune_id])
    ]
    resultat.svar += len(Vedtak.objects.bulk_create(vedtak, batch_size=500))


def _bosatte(aar: int, nye: list[ImdiTall], resultat: Importresultat) -> None:
    """Keep settled figures; one that another source already gave for the date is compared, not replaced."""
    finnes = {
        (kommune, per_dato): antall
        for kommune, per_dato, antall in Bosatt.objects.filter(aar=aar).values_list(
            "kommune", "per_dato", "antall"
        )
    }
    bosatte = []
    for tall in (tall for tall in nye if tall.bosatt is not None):
        foer = finnes.get((tall.kommune_id, tall.per_dato))
        if foer is None:
            bosatte.append(
                Bosatt(
                    kommune_id=tall.kommune_id,
                    aar=aar,
                    per_dato=tall.per_dato,
                    antall=tall.bosatt,
                    kilde=f"{KILDE} ({tall.kilde})"[:200],
                )
            )
        elif foer != tall.bosatt:
            resultat.avvik.append(
                f"{tall.kommune} {aar} bosatt per {tall.per_dato:%d.%m.%Y}: {tall.bosatt} hos IMDi, {foer} registrert"
            )
    resultat.bosatte += len(Bosatt.objects.bulk_create(bosatte, batch_size=500))
