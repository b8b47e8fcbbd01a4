"""A file's figures into a draft: what would change, shown before it is saved, and saved all or nothing.

A municipality that the file does not name keeps its figures. What is saved is judged again from the file's lines; the
preview's own words count for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction

from bosetting.brukere.actions import record
from bosetting.felles.hinder import Hinder
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Fylke, Kommune

from . import actions, domain, queries
from .models import Rundeutkast
from .rundefil import EGEN, Innlest, Linje, Merknad, navnet_stemmer, normalisert

Tall = tuple[int | None, int | None]
INGEN: Tall = (None, None)


class Endring(StrEnum):
    """What a line would do to a draft."""

    NY = "ny"
    ENDRET = "endret"
    FJERNET = "fjernet"
    UENDRET = "uendret"


@dataclass(frozen=True)
class Forhaandsrad:
    """One municipality of the file: what the draft holds, and what it would hold."""

    linjenr: int
    kommune: Kommune
    foer: Tall
    etter: Tall

    @property
    def endring(self) -> Endring:
        if self.foer == self.etter:
            return Endring.UENDRET
        if self.etter == INGEN:
            return Endring.FJERNET
        return Endring.NY if self.foer == INGEN else Endring.ENDRET


@dataclass(frozen=True)
class Forhaandsvisning:
    """What saving a file would do. ``linjer`` is the whole draft afterwards; with ``feil`` nothing can be saved.

    ``utenfor`` counts lines of other embeter's municipalities in a national file.
    """

    rader: list[Forhaandsrad]
    feil: list[Merknad]
    varsler: list[Merknad]
    utenfor: int
    andre_aar: int
    ikke_nevnt: list[Kommune]
    linjer: list[tuple[Kommune, int | None, int | None]]
    sum_foer: domain.Rundesum
    sum_etter: domain.Rundesum
    fylkestall: Tall
    antall: dict[Endring, int] = field(default_factory=dict)

    @property
    def kan_lagres(self) -> bool:
        return not self.feil and any(rad.endring != Endring.UENDRET for rad in self.rader)

    @property
    def linjer_med_feil(self) -> set[int]:
        return {linjenr for linjenr, _grunn in self.feil}

    @property
    def avvik_totalt(self) -> int | None:
        """The sum afterwards − the stated county figure."""
        return domain.avvik(self.sum_etter.totalt if self.sum_etter.kommuner else None, self.fylkestall[0])

    @property
    def avvik_em(self) -> int | None:
        return domain.avvik(self.sum_etter.em_hel, self.fylkestall[1])


class Kommunesoek:
    """Which municipality a line means: the whole register in one query, the embete's counties in another."""

    def __init__(self, fylker: Iterable[Fylke], aar: int):
        self.fylke_ids = {fylke.pk for fylke in fylker}
        self.fylkesnumre = {fylke.nr for fylke in fylker}
        self.aar = aar
        self.etter_nr: dict[str, list[Kommune]] = {}
        self.numre_av_navn: dict[str, set[str]] = {}
        for kommune in Kommune.objects.order_by("nr", "fra"):
            self.etter_nr.setdefault(kommune.nr, []).append(kommune)
            if kommune.gyldig_i(aar):
                self.numre_av_navn.setdefault(normalisert(kommune.navn), set()).add(kommune.nr)

    def finn(self, nr: str) -> Kommune | None:
        """Return the municipality that had this number in the year."""
        gyldige = [kommune for kommune in self.etter_nr.get(nr, ()) if kommune.gyldig_i(self.aar)]
        return gyldige[-1] if gyldige else None

    def hvorfor_ikke(self, nr: str) -> str:
        """Return why ``finn`` gives none."""
        if nr in self.etter_nr:
            return _("Kommune %(nr)s fantes ikke i %(aar)s.", nr=nr, aar=self.aar)
        return _("Kommune %(nr)s finnes ikke i registeret.", nr=nr)

    def er_egen(self, kommune: Kommune) -> bool:
        return kommune.fylke_id in self.fylke_ids

    def kan_vaere_egen(self, nr: str) -> bool:
        """Return whether an unknown number begins as those of the embete's counties do."""
        return nr[:2] in self.fylkesnumre

    def navnefeil(self, linje: Linje, kommune: Kommune) -> tuple[str | None, str | None]:
        """Return (fault, warning) for the name beside a number: another municipality's name is a fault."""
        if not linje.navn or navnet_stemmer(linje.navn, kommune.navn):
            return None, None
        andre = self.numre_av_navn.get(normalisert(linje.navn), set()) - {kommune.nr}
        verdier = {"nr": kommune.nr, "navn": kommune.navn, "skrevet": linje.navn[:60]}
        if andre:
            return _(
                "%(nr)s er %(navn)s, men linjen sier «%(skrevet)s», som har nummer %(andre)s.",
                **verdier,
                andre=", ".join(sorted(andre)),
            ), None
        return None, _("%(nr)s er %(navn)s i registeret, men linjen sier «%(skrevet)s».", **verdier)


def forhaandsvis(utkast: Rundeutkast, innlest: Innlest) -> Forhaandsvisning:
    """Return what saving ``innlest`` would do to ``utkast``, with every fault. Four queries at every size."""
    soek = Kommunesoek(list(Fylke.objects.filter(embeter=utkast.embete_id)), utkast.aar)
    egne = list(queries.kommuner_i(utkast.embete_id, utkast.aar))
    i_dag = {rad.kommune_id: (rad.totalt, rad.em) for rad in utkast.linjer.all()}
    feil, varsler, utenfor = list(innlest.feil), list(innlest.varsler), 0
    rader: list[Forhaandsrad] = []
    for linje in innlest.linjer:
        if not linje.kommune_nr:
            continue  # its number is among the faults already
        kommune = soek.finn(linje.kommune_nr)
        nasjonal = innlest.form != EGEN
        if nasjonal and (not soek.er_egen(kommune) if kommune else not soek.kan_vaere_egen(linje.kommune_nr)):
            utenfor += 1
            continue
        if kommune is None:
            feil.append((linje.linjenr, soek.hvorfor_ikke(linje.kommune_nr)))
            continue
        if not soek.er_egen(kommune):
            grunn = _("%(kommune)s hører ikke til embetet.", kommune=str(kommune))
            feil.append((linje.linjenr, grunn))
            continue
        navnefeil, navnevarsel = soek.navnefeil(linje, kommune)
        if navnefeil:
            feil.append((linje.linjenr, navnefeil))
        if navnevarsel:
            varsler.append((linje.linjenr, navnevarsel))
        foer = i_dag.get(kommune.pk, INGEN)
        # A file without a column for EM says nothing of it; one that asks nobody has no EM either.
        em = linje.em if innlest.har_em or linje.totalt is None else foer[1]
        if not innlest.har_em and em is not None and em > linje.totalt:
            grunn = _(
                "Totalt blir %(totalt)s, men utkastet har %(em)s enslige mindreårige, og filen har ingen EM-kolonne.",
                totalt=linje.totalt,
                em=em,
            )
            feil.append((linje.linjenr, grunn))
        rader.append(Forhaandsrad(linje.linjenr, kommune, foer, (linje.totalt, em)))
    if not rader and not feil:
        feil.append((1, _("Ingen av linjene i filen gjelder kommuner i embetet.")))
    nye = i_dag | {rad.kommune.pk: rad.etter for rad in rader}
    nevnt = {rad.kommune.pk for rad in rader}
    med_feil = {linjenr for linjenr, _grunn in feil}
    antall = {
        endring: sum(rad.endring == endring for rad in rader if rad.linjenr not in med_feil)
        for endring in Endring
    }
    return Forhaandsvisning(
        rader=rader,
        feil=sorted(feil, key=lambda merknad: merknad[0]),
        varsler=sorted(varsler, key=lambda merknad: merknad[0]),
        utenfor=utenfor,
        andre_aar=innlest.andre_aar,
        ikke_nevnt=[kommune for kommune in egne if kommune.pk not in nevnt],
        linjer=[(kommune, *nye.get(kommune.pk, INGEN)) for kommune in egne],
        sum_foer=_sum(i_dag),
        sum_etter=_sum(nye),
        fylkestall=(utkast.fylkestall_totalt, utkast.fylkestall_em),
        antall=antall,
    )


def _sum(tall: dict[int, Tall]) -> domain.Rundesum:
    return domain.summer(domain.Linje(kommune, *verdier) for kommune, verdier in tall.items())


class Filfeil(Hinder):
    """The file has faults when it is saved that it did not have, or that were never looked at."""

    def __init__(self, visning: Forhaandsvisning):
        super().__init__([("fil", grunn) for _linje, grunn in visning.feil])
        self.visning = visning


@transaction.atomic
def lagre(*, by, utkast: Rundeutkast, innlest: Innlest, versjon: int, filnavn: str) -> Forhaandsvisning:
    """Save a file's figures in a draft that stands at ``versjon``. Raises Borte, Samtidig, Filfeil, Hinder.

    A file that changes nothing leaves no trace.
    """
    visning = forhaandsvis(utkast, innlest)
    if visning.feil:
        raise Filfeil(visning)
    foer = utkast.versjon
    etter = actions.lagre_tall(by=by, utkast=utkast, linjer=visning.linjer, versjon=versjon)
    if etter.versjon != foer:
        record(
            by=by,
            handling="leste inn fil til utkast",
            objekt=etter,
            etter={"fil": filnavn[-150:]} | {str(slag): antall for slag, antall in visning.antall.items()},
        )
    return visning
