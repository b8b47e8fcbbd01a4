"""A sent round from a file in own shape: compared with the requests in force, and registered when it changes them.

It stands in this app, above the rounds, because which request is in force is a rule of status (``domain.i_kraft``).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from anmodninger.actions import registrer_sendt_runde
from anmodninger.models import Anmodningsrunde
from anmodninger.rundefil import Innlest
from anmodninger.rundeimport import Kommunesoek
from bosetting.brukere.models import Embete
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Kommune

from .domain import Anmodningsrad, Tall, i_kraft
from .imdi_import import KILDE, Importfeil
from .queries import anmodningsrader


@dataclass(frozen=True)
class Rundelinje:
    """One municipality of the file: what it is asked for on the date, and what the file says."""

    kommune: Kommune
    foer: Tall | None
    etter: Tall

    @property
    def endret(self) -> bool:
        return self.foer != self.etter


@dataclass
class Runderesultat:
    """What an import did, or would do. ``runde`` is None when the file changes nothing, or in a dry run.

    ``uten_tall`` counts lines that ask nobody. ``avvik`` are municipalities under their embete's own round, which a
    national file does not change.
    """

    embete: Embete | None = None
    linjer: list[Rundelinje] = field(default_factory=list)
    runde: Anmodningsrunde | None = None
    erstatter: Anmodningsrunde | None = None
    uten_tall: int = 0
    andre_aar: int = 0
    avvik: list[Rundelinje] = field(default_factory=list)
    varsler: list[tuple[int, str]] = field(default_factory=list)

    @property
    def endrer(self) -> bool:
        return any(linje.endret for linje in self.linjer)


@transaction.atomic
def importer_sendt_runde(
    *, by, innlest: Innlest, aar: int, dato: date, filnavn: str, toerr: bool = False
) -> Runderesultat:
    """Register the file's figures as a round sent on ``dato``, all or nothing. The same file again changes nothing.

    The round is the embete's that covers all its municipalities, else a national one, and replaces that embete's round
    before it. Raises Importfeil with every bad line, and Hinder.
    """
    en_om_gangen("import_runde")
    soek = Kommunesoek([], aar)
    feil, varsler = list(innlest.feil), list(innlest.varsler)
    funnet: list[tuple[Kommune, int | None, int | None]] = []
    for linje in innlest.linjer:
        if not linje.kommune_nr:
            continue  # its number is among the faults already
        kommune = soek.finn(linje.kommune_nr)
        if kommune is None:
            feil.append((linje.linjenr, soek.hvorfor_ikke(linje.kommune_nr)))
            continue
        navnefeil, navnevarsel = soek.navnefeil(linje, kommune)
        if navnefeil:
            feil.append((linje.linjenr, navnefeil))
        if navnevarsel:
            varsler.append((linje.linjenr, navnevarsel))
        funnet.append((kommune, linje.totalt, linje.em))
    bedt = [ett for ett in funnet if ett[1] is not None]
    if not bedt and not feil:
        feil.append((1, _("Ingen av linjene i filen har tall under totalt.")))
    if feil:
        raise Importfeil(sorted(feil, key=lambda merknad: merknad[0]), varsler)

    embete = _embetet({kommune.fylke_id for kommune, _totalt, _em in bedt})
    resultat = Runderesultat(
        embete=embete, uten_tall=len(funnet) - len(bedt), andre_aar=innlest.andre_aar, varsler=varsler
    )
    rader: dict[int, list[Anmodningsrad]] = defaultdict(list)
    for rad in anmodningsrader(aar, Kommune.objects.order_by().values("pk")):
        rader[rad.kommune].append(rad)
    for kommune, totalt, em in bedt:
        gjelder = i_kraft(rader[kommune.pk], dato)
        foer = gjelder.tall if gjelder else None
        if not innlest.har_em and foer is not None and foer.totalt == totalt:
            em = foer.em  # a file without EM does not make a known figure unknown
        linje = Rundelinje(kommune, foer, Tall(totalt, em))
        under_eget = embete is None and any(not rad.avlest for rad in rader[kommune.pk])
        if not under_eget:
            resultat.linjer.append(linje)
        elif linje.endret:
            resultat.avvik.append(linje)
    if resultat.endrer:
        _registrer(by, resultat, aar, dato, filnavn)
    if toerr:
        transaction.set_rollback(True)
        resultat.runde = None
    return resultat


def _embetet(fylker: set[int]) -> Embete | None:
    """Return the one embete that covers all these counties, or None."""
    dekker = [
        embete
        for embete in Embete.objects.prefetch_related("fylker", "navnerader")
        if fylker <= {fylke.pk for fylke in embete.fylker.all()}
    ]
    return dekker[0] if len(dekker) == 1 else None


def _registrer(by, resultat: Runderesultat, aar: int, dato: date, filnavn: str) -> None:
    embete, kilde = resultat.embete, filnavn[-150:]
    navn = embete and embete.navn_paa(dato)
    resultat.erstatter = (
        Anmodningsrunde.objects.filter(embete=embete, aar=aar, sendt_dato__lte=dato)
        .order_by("-sendt_dato", "-pk")
        .first()
    )
    resultat.runde = registrer_sendt_runde(
        by=by,
        embete=embete,
        aar=aar,
        sendt_dato=dato,
        avsender=navn.navn if navn else embete.omraade if embete else KILDE,
        linjer=[(linje.kommune, linje.etter.totalt, linje.etter.em, kilde) for linje in resultat.linjer],
        erstatter=resultat.erstatter,
        kilde=kilde,
    )
