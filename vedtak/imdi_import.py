"""Writing IMDi's figures: snapshots kept as they are, answers only where they tell something new, requests compared."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from anmodninger.actions import registrer_sendt_runde
from anmodninger.models import Anmodningsrunde
from bosetting.brukere.actions import record
from bosetting.felles.dag import naa
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Fylke, Kommune

from .bosatte import LAAS, bosattrader
from .bosattregler import staaende
from .domain import Anmodningsrad, Svartype, i_kraft
from .imdi import Innlest, Linje, nye_anmodninger, nye_svar
from .models import Bosatt, ImdiTall, Vedtak
from .queries import anmodningsrader, svarrader

# What an answer from the file says of its source; the rest of the text is the file's name and date.
KILDE = "IMDi"


class Importfeil(Exception):
    """The file cannot be imported: ``feil`` is (line number, reason) per bad line, ``varsler`` what was passed over."""

    def __init__(self, feil: list[tuple[int, str]], varsler: list[tuple[int, str]]):
        super().__init__(f"{len(feil)} linjer har feil")
        self.feil = feil
        self.varsler = varsler


class Endret(Exception):
    """What the file would change is no longer what the preview showed. Nothing was saved."""

    def __init__(self, resultat: "Importresultat"):
        super().__init__("forhåndsvisningen gjelder ikke lenger")
        self.resultat = resultat


class Nyhet(NamedTuple):
    """A request or an answer that the file makes: what stood before, and what stands from the date."""

    kommune: Kommune
    aar: int
    per_dato: date
    foer: int | None
    etter: int | None


@dataclass
class Importresultat:
    """What an import did, or would do. ``avvik`` are requests where IMDi's figure differs from the round in force.

    ``linjer`` are the file's lines that were used; ``utenfor`` and ``andre_aar`` count those passed over:
    municipalities outside the embete, other years.
    """

    snapshot: int = 0
    runder: list[Anmodningsrunde] = field(default_factory=list)
    anmodninger: list[Nyhet] = field(default_factory=list)
    svarendringer: list[Nyhet] = field(default_factory=list)
    bosatte: int = 0
    avvik: list[str] = field(default_factory=list)
    varsler: list[tuple[int, str]] = field(default_factory=list)
    linjer: list[Linje] = field(default_factory=list)
    utenfor: int = 0
    andre_aar: int = 0

    @property
    def svar(self) -> int:
        return len(self.svarendringer)

    @property
    def fingeravtrykk(self) -> str:
        """Tell two results apart that would save different rows."""
        nyheter = [
            (nyhet.kommune.pk, nyhet.aar, nyhet.per_dato.isoformat(), nyhet.foer, nyhet.etter)
            for nyhet in self.anmodninger + self.svarendringer
        ]
        tekst = repr((self.snapshot, len(self.anmodninger), nyheter, self.bosatte, self.avvik))
        return sha256(tekst.encode()).hexdigest()


def finn_kommuner(
    linjer: list[Linje], egne: Iterable[Fylke] | None
) -> tuple[dict[tuple[str, int], Kommune], list[Linje], list[tuple[int, str]]]:
    """Return the municipality of each (number, year), the lines to use, and a fault for each line without one.

    Lines outside the counties ``egne`` are left out; a number that is unknown, but begins as theirs do, is a fault.
    """
    alle: dict[str, list[Kommune]] = defaultdict(list)
    for kommune in Kommune.objects.all():
        alle[kommune.nr].append(kommune)
    fylke_ids = None if egne is None else {fylke.pk for fylke in egne}
    fylkesnumre = None if egne is None else {fylke.nr for fylke in egne}
    funnet, brukes, feil = {}, [], []
    for linje in linjer:
        gyldige = [kommune for kommune in alle[linje.kommune_nr] if kommune.gyldig_i(linje.aar)]
        if fylke_ids is not None and (
            gyldige[-1].fylke_id not in fylke_ids if gyldige else linje.kommune_nr[:2] not in fylkesnumre
        ):
            continue
        brukes.append(linje)
        verdier = {"nr": linje.kommune_nr, "aar": linje.aar}
        if gyldige:
            funnet[linje.kommune_nr, linje.aar] = gyldige[-1]
        elif alle[linje.kommune_nr]:
            feil.append((linje.linjenr, _("Kommune %(nr)s fantes ikke i %(aar)s.", **verdier)))
        else:
            feil.append((linje.linjenr, _("Kommune %(nr)s finnes ikke i registeret.", nr=linje.kommune_nr)))
    return funnet, brukes, feil


def egne_fylker(embete_ids: Iterable[int]) -> list[Fylke]:
    """Return the counties of these embeter: what their people may read in a national file for."""
    return list(Fylke.objects.filter(embeter__in=embete_ids).distinct())


@transaction.atomic
def importer_imdi(
    *,
    by,
    innlest: Innlest,
    filnavn: str,
    egne: Iterable[Fylke] | None = None,
    toerr: bool = False,
    ventet: str | None = None,
) -> Importresultat:
    """Import what a file says (``imdi.les``), all or nothing. Running it again changes nothing.

    ``egne`` limits it to the municipalities of these counties. ``toerr`` saves nothing and tells what would have been.
    ``ventet`` is the fingerprint of the result that was shown. Raises Endret when it would be another, and Importfeil
    with every bad line: those of ``les``, unknown municipalities, and figures that contradict a snapshot already kept
    for the same date.
    """
    en_om_gangen("import_imdi")
    kommuner, linjer, feil = finn_kommuner(innlest.linjer, egne)
    kjente = {
        (tall.kommune_id, tall.aar, tall.per_dato): tall
        for tall in ImdiTall.objects.filter(aar__in={linje.aar for linje in linjer})
    }
    en_om_gangen(LAAS)
    nye: list[tuple[Kommune, Linje]] = []
    for linje in linjer:
        kommune = kommuner.get((linje.kommune_nr, linje.aar))
        if kommune is None:
            continue
        kjent = kjente.get((kommune.pk, linje.aar, linje.per_dato))
        if kjent is None:
            nye.append((kommune, linje))
        elif (kjent.anmodning, kjent.vedtak, kjent.bosatt) != linje.tall:
            grunn = _(
                "%(kommune)s %(aar)s per %(dato)s er lest inn før med andre tall (fra %(kilde)s).",
                kommune=str(kommune),
                aar=linje.aar,
                dato=f"{linje.per_dato:%d.%m.%Y}",
                kilde=kjent.kilde,
            )
            feil.append((linje.linjenr, grunn))
    if not linjer and not innlest.feil:
        feil.append((1, _("Ingen av linjene i filen gjelder kommuner i embetet.")))
    if innlest.feil or feil:
        alle_feil = sorted(innlest.feil + feil, key=lambda merknad: merknad[0])
        raise Importfeil(alle_feil, innlest.varsler)

    resultat = Importresultat(
        snapshot=len(nye),
        varsler=innlest.varsler,
        linjer=linjer,
        utenfor=len(innlest.linjer) - len(linjer),
        andre_aar=innlest.andre_aar,
    )
    if nye:
        _skriv(by, nye, filnavn, resultat)
    trukket = sum(nyhet.etter is None for nyhet in resultat.svarendringer)
    if trukket and all(linje.vedtak is None for linje in linjer):
        grunn = _(
            "Ingen av linjene i filen har vedtak. %(antall)s vedtak som var kjent, trekkes tilbake.",
            antall=trukket,
        )
        resultat.varsler = [(linjer[0].linjenr, grunn), *innlest.varsler]
    if ventet is not None and resultat.fingeravtrykk != ventet:
        raise Endret(resultat)
    # A dry run does everything, so that what it tells is what would happen, and takes it back.
    transaction.set_rollback(toerr)
    return resultat


def _skriv(by, nye: list[tuple[Kommune, Linje]], filnavn: str, resultat: Importresultat) -> None:
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
        beroert = {tall.kommune_id: tall.kommune for tall in snapshot if tall.aar == aar}
        serier: dict[int, list[ImdiTall]] = defaultdict(list)
        for tall in ImdiTall.objects.filter(aar=aar):
            if tall.kommune_id in beroert:
                serier[tall.kommune_id].append(tall)
        av_aaret = [tall for tall in snapshot if tall.aar == aar]
        _anmodninger(by, aar, av_aaret, beroert, serier, resultat)
        _svar(by, aar, beroert, serier, resultat)
        _bosatte(aar, av_aaret, resultat)
    record(
        by=by,
        handling="importerte tall fra IMDi",
        objekt=snapshot[0],
        etter={
            "fil": filnavn[-150:],
            "nye tall": resultat.snapshot,
            "nye runder": len(resultat.runder),
            "nye svar": resultat.svar,
            "bosatte": resultat.bosatte,
            "avvik i anmodning": resultat.avvik,
        },
    )


def _anmodninger(by, aar, nye: list[ImdiTall], beroert, serier, resultat: Importresultat) -> None:
    """Requests become a round where the year has none but those read from such files; else they are compared."""
    rader: dict[int, list[Anmodningsrad]] = defaultdict(list)
    for rad in anmodningsrader(aar, Kommune.objects.order_by().values("pk")):
        rader[rad.kommune].append(rad)
    linjer: dict[date, list[tuple]] = defaultdict(list)
    for pk, kommune in sorted(beroert.items()):
        kilder = {tall.per_dato: tall.kilde for tall in serier[pk]}
        for nytt in nye_anmodninger([(tall.per_dato, tall.anmodning) for tall in serier[pk]], rader[pk]):
            linjer[nytt.dag].append((kommune, nytt.totalt, None, kilder[nytt.dag]))
            resultat.anmodninger.append(Nyhet(kommune, aar, nytt.dag, nytt.foer, nytt.totalt))
    for per_dato in sorted(linjer):
        runde = registrer_sendt_runde(
            by=by,
            embete=None,
            aar=aar,
            sendt_dato=per_dato,
            avsender=KILDE,
            linjer=linjer[per_dato],
            kilde=f"{KILDE} per {per_dato:%d.%m.%Y}; sendedatoen er ikke oppgitt i filen",
        )
        resultat.runder.append(runde)
    for tall in sorted(nye, key=lambda ett: (ett.per_dato, ett.kommune.nr)):
        if tall.anmodning is None or all(rad.avlest for rad in rader[tall.kommune_id]):
            continue
        gjelder = i_kraft(rader[tall.kommune_id], tall.per_dato)
        if gjelder is None or gjelder.tall.totalt != tall.anmodning:
            runden = "ingen anmodning i kraft" if gjelder is None else f"{gjelder.tall.totalt} i runden"
            resultat.avvik.append(
                f"{tall.kommune} {aar} per {tall.per_dato:%d.%m.%Y}: {tall.anmodning} hos IMDi, {runden}"
            )


def _svar(by, aar: int, beroert, serier, resultat: Importresultat) -> None:
    """Add the answers that the new snapshots tell, judged in the whole series of each municipality."""
    rader = defaultdict(list)
    for rad in svarrader(aar, Kommune.objects.order_by().values("pk")):
        rader[rad.kommune].append(rad)
    har_rad = defaultdict(set)
    for kommune_id, mottatt in Vedtak.objects.filter(aar=aar, kilde__istartswith=KILDE).values_list(
        "kommune", "mottatt"
    ):
        har_rad[kommune_id].add(mottatt)
    tidspunkt, vedtak = naa(), []
    for pk, kommune in sorted(beroert.items()):
        kilder = {tall.per_dato: tall.kilde for tall in serier[pk]}
        serie = [(tall.per_dato, tall.vedtak) for tall in serier[pk]]
        for per_dato, totalt, foer in nye_svar(serie, har_rad[pk], rader[pk]):
            resultat.svarendringer.append(Nyhet(kommune, aar, per_dato, foer, totalt))
            vedtak.append(
                Vedtak(
                    kommune_id=pk,
                    aar=aar,
                    type=Svartype.TRUKKET.value if totalt is None else Svartype.VEDTAK.value,
                    totalt=totalt,
                    mottatt=per_dato,
                    kilde=f"{KILDE} per {per_dato:%d.%m.%Y} ({kilder[per_dato]})"[:200],
                    merknad="IMDis fil har ikke lenger noe tall for kommunen." if totalt is None else "",
                    registrert_av=by,
                    registrert_at=tidspunkt,
                )
            )
    Vedtak.objects.bulk_create(vedtak, batch_size=500)


def _bosatte(aar: int, nye: list[ImdiTall], resultat: Importresultat) -> None:
    """Keep settled figures; one that already stands for the date, or was withdrawn, is compared and not replaced."""
    finnes = {
        (rad.kommune, rad.per_dato): rad
        for rad in staaende(bosattrader(aar, Kommune.objects.order_by().values("pk")))
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
        elif foer.antall != tall.bosatt:
            her = "trukket her" if foer.antall is None else f"{foer.antall} registrert"
            resultat.avvik.append(
                f"{tall.kommune} {aar} bosatt per {tall.per_dato:%d.%m.%Y}: {tall.bosatt} hos IMDi, {her}"
            )
    resultat.bosatte += len(Bosatt.objects.bulk_create(bosatte, batch_size=500))
