"""A file of state money into the register: what would be new, shown before it is saved, and saved all or nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Embete
from bosetting.felles.dag import naa
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Kommune

from . import tilskuddsregler as regler
from .models import Tilskuddsordning, Utbetaling
from .tilskuddsfil import Innlest, Linje, Merknad

LAAS = "import_tilskudd"


class Importfeil(Exception):
    """The file cannot be imported: ``feil`` is (line number, reason) per bad line."""

    def __init__(self, feil: list[Merknad]):
        super().__init__(f"{len(feil)} linjer har feil")
        self.feil = feil


class Endret(Exception):
    """What the file would change is no longer what the preview showed. Nothing was saved."""

    def __init__(self, resultat: "Resultat"):
        super().__init__("forhåndsvisningen gjelder ikke lenger")
        self.resultat = resultat


class Nytt(NamedTuple):
    """An amount that becomes a row; ``foer`` is what counted until then, None where there was none."""

    kommune: Kommune
    linje: Linje
    foer: int | None


class Utelatt(NamedTuple):
    """A municipality number whose lines were passed over: its name, or the reason, and what its lines come to.

    ``totalt`` leaves out sums. ``her``: the number begins as those of the embete's counties do.
    """

    nr: str
    tekst: str
    linjer: int
    totalt: int | None
    her: bool = False


class Kontroll(NamedTuple):
    """A sum that is not what its parts come to, in one municipality and year."""

    kommune: Kommune
    aar: int
    avvik: regler.Avvik


@dataclass
class Resultat:
    """What an import did, or would do. ``linjer`` are the lines of the embete's municipalities.

    ``ordninger`` are schemes that the file names and the embete did not have. ``utenfor`` are other embeter's
    municipalities, ``ukjente`` numbers that the register does not know, or not in that year.
    """

    nye: list[Nytt] = field(default_factory=list)
    endrede: list[Nytt] = field(default_factory=list)
    uendret: int = 0
    linjer: list[Linje] = field(default_factory=list)
    ordninger: list[Tilskuddsordning] = field(default_factory=list)
    utenfor: list[Utelatt] = field(default_factory=list)
    ukjente: list[Utelatt] = field(default_factory=list)
    uoppgitt: Utelatt | None = None
    tomme: int = 0
    avvik: list[Kontroll] = field(default_factory=list)

    @property
    def aar(self) -> list[int]:
        return sorted({linje.aar for linje in self.linjer})

    @property
    def periode(self) -> str:
        """Return «2011–2015», «2015»."""
        return "–".join(map(str, sorted({min(self.aar), max(self.aar)})))

    @property
    def kommuner(self) -> int:
        return len({linje.kommune_nr for linje in self.linjer})

    @property
    def utenfor_linjer(self) -> int:
        return sum(ett.linjer for ett in self.utenfor)

    @property
    def fingeravtrykk(self) -> str:
        """Tell two results apart that would save different rows."""
        rader = [
            (ett.kommune.pk, ett.linje.aar, ett.linje.kode, ett.linje.kroner, ett.foer)
            for ett in self.nye + self.endrede
        ]
        return sha256(repr((rader, [ordning.kode for ordning in self.ordninger])).encode()).hexdigest()


@transaction.atomic
def importer(
    *, by, embete: Embete, innlest: Innlest, filnavn: str, toerr: bool = False, ventet: str | None = None
) -> Resultat:
    """Import the amounts of ``embete``'s municipalities, all or nothing. Running it again changes nothing.

    An amount that differs from the one that counts becomes a new row; the old one stays. Schemes that the embete does
    not have are made. ``toerr`` saves nothing and tells what would have been. ``ventet`` is the fingerprint of the
    result that was shown. Raises Endret when it would be another, and Importfeil with every bad line.
    """
    en_om_gangen(LAAS)
    if innlest.feil:
        raise Importfeil(innlest.feil)
    resultat = Resultat(tomme=innlest.tomme)
    kommuner = _velg(embete, innlest, resultat)
    if not resultat.linjer:
        raise Importfeil([(1, _("Ingen av linjene i filen gjelder kommuner i embetet."))])
    ordninger = _ordninger(embete, resultat, filnavn)
    staar = _staar(embete)
    for linje in resultat.linjer:
        kommune = kommuner[linje.kommune_nr, linje.aar]
        foer = staar[kommune.pk, linje.aar].get(linje.kode)
        if foer == linje.kroner:
            resultat.uendret += 1
        else:
            (resultat.nye if foer is None else resultat.endrede).append(Nytt(kommune, linje, foer))
            staar[kommune.pk, linje.aar][linje.kode] = linje.kroner
    egne_summer = {ordning.kode for ordning in ordninger.values() if ordning.er_sum}
    beroert = {(kommune.pk, aar): kommune for (_nr, aar), kommune in kommuner.items()}
    resultat.avvik = [
        Kontroll(kommune, aar, avvik)
        for (pk, aar), kommune in sorted(beroert.items(), key=lambda par: (par[0][1], par[1].nr))
        for avvik in regler.avvik(staar[pk, aar], egne_summer)
    ]
    skrives = resultat.nye + resultat.endrede
    # Where every amount stands already, as after a second click, nothing is to be saved and nothing lost.
    if ventet is not None and skrives and resultat.fingeravtrykk != ventet:
        raise Endret(resultat)
    if skrives and not toerr:
        _skriv(by, embete, skrives, ordninger, filnavn, resultat)
    return resultat


def _velg(embete: Embete, innlest: Innlest, resultat: Resultat) -> dict[tuple[str, int], Kommune]:
    """Return the embete's municipality of each (number, year), and sort the lines of all the others in ``resultat``."""
    alle: dict[str, list[Kommune]] = defaultdict(list)
    for kommune in Kommune.objects.select_related("fylke"):
        alle[kommune.nr].append(kommune)
    egne = set(embete.fylker.values_list("pk", flat=True))
    numre = set(embete.fylker.values_list("nr", flat=True))
    funnet: dict[tuple[str, int], Kommune] = {}
    utenfor: dict[tuple[str, str], list[Linje]] = defaultdict(list)
    ukjente: dict[tuple[str, str], list[Linje]] = defaultdict(list)
    for linje in innlest.linjer:
        nr = linje.kommune_nr
        gyldige = [kommune for kommune in alle[nr] if kommune.gyldig_i(linje.aar)]
        if not gyldige:
            grunn = _("fantes ikke i %(aar)s", aar=linje.aar) if alle[nr] else _("finnes ikke i registeret")
            ukjente[nr, grunn].append(linje)
        elif gyldige[-1].fylke_id in egne:
            funnet[nr, linje.aar] = gyldige[-1]
            resultat.linjer.append(linje)
        else:
            utenfor[nr, gyldige[-1].navn].append(linje)
    resultat.utenfor = [_utelatt(nr, tekst, linjer) for (nr, tekst), linjer in sorted(utenfor.items())]
    resultat.ukjente = [
        _utelatt(nr, tekst, linjer, her=nr[:2] in numre) for (nr, tekst), linjer in sorted(ukjente.items())
    ]
    if innlest.uoppgitt:
        resultat.uoppgitt = _utelatt("9999", "uoppgitt/Svalbard", innlest.uoppgitt)
    return funnet


def _utelatt(nr: str, tekst: str, linjer: Sequence[Linje], *, her: bool = False) -> Utelatt:
    deler = [linje.kroner for linje in linjer if not regler.er_sum(linje.kode)]
    return Utelatt(nr, tekst, len(linjer), sum(deler) if deler else None, her)


def _ordninger(embete: Embete, resultat: Resultat, filnavn: str) -> dict[str, Tilskuddsordning]:
    """Return the embete's schemes by code; those the file names and the embete lacks are unsaved, and told of."""
    egne = list(Tilskuddsordning.objects.filter(embete=embete))
    ordninger = {ordning.kode: ordning for ordning in egne if ordning.kode}
    navnene = {ordning.navn for ordning in egne}
    for kode in dict.fromkeys(linje.kode for linje in resultat.linjer):
        if kode in ordninger:
            continue
        navn = regler.KJENTE_ORDNINGER.get(kode, kode)
        if navn in navnene:
            navn = f"{navn} ({kode})"
        navnene.add(navn)
        ordninger[kode] = Tilskuddsordning(
            embete=embete, navn=navn, kode=kode, er_sum=regler.er_sum(kode), kilde=filnavn[-150:]
        )
        resultat.ordninger.append(ordninger[kode])
    return ordninger


def _staar(embete: Embete) -> dict[tuple[int, int], dict[str, int]]:
    """Return the amounts that count: (municipality, year) → code → kroner."""
    staar: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rader = Utbetaling.objects.filter(ordning__embete=embete).exclude(ordning__kode="").gjeldende()
    for kommune, aar, kode, kroner in rader.order_by().values_list(
        "kommune", "aar", F("ordning__kode"), "kroner"
    ):
        staar[kommune, aar][kode] = kroner
    return staar


def _skriv(by, embete, skrives: list[Nytt], ordninger, filnavn: str, resultat: Resultat) -> None:
    for ordning in resultat.ordninger:
        ordning.save()
        record(by=by, handling="opprettet tilskuddsordning", objekt=ordning, etter=bilde(ordning))
    tidspunkt = naa()
    Utbetaling.objects.bulk_create(
        [
            Utbetaling(
                ordning=ordninger[ett.linje.kode],
                kommune=ett.kommune,
                aar=ett.linje.aar,
                kroner=ett.linje.kroner,
                kilde=f"{filnavn[-150:]}, linje {ett.linje.linjenr}",
                registrert_at=tidspunkt,
                registrert_av=by,
            )
            for ett in skrives
        ],
        batch_size=500,
    )
    record(
        by=by,
        handling="importerte tilskudd",
        objekt=embete,
        etter={
            "fil": filnavn[-150:],
            "nye beløp": len(resultat.nye),
            "endrede beløp": len(resultat.endrede),
            "nye ordninger": [ordning.kode for ordning in resultat.ordninger],
            "summer som ikke går opp": len(resultat.avvik),
        },
    )
