"""A file of feedback into the evaluation: what would be new, shown before it is saved, and saved all or nothing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction

from bosetting.brukere.actions import record
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Fylke, Kommune

from .models import Evalueringsspoersmaal, Organisasjon, Prosjekt, Tilbakemelding
from .tilbakemeldingsfil import Innlest, Linje, Merknad, Spoersmaal, normalisert

LAAS = "nettverk.tilbakemeldinger"


class Importfeil(Exception):
    """The file was not imported: each bad line with its reason."""

    def __init__(self, feil: list[Merknad]):
        super().__init__("; ".join(f"linje {linje}: {grunn}" for linje, grunn in feil))
        self.feil = feil


class Endret(Exception):
    """What the file would add is no longer what the preview showed. Nothing was saved."""

    def __init__(self, resultat: "Importresultat"):
        super().__init__("forhåndsvisningen gjelder ikke lenger")
        self.resultat = resultat


@dataclass
class Importresultat:
    """What an import did, or would do: the answers that are new, and how many stood already."""

    nye: list[Tilbakemelding] = field(default_factory=list)
    uendret: int = 0
    innlest: Innlest = field(default_factory=Innlest)

    @property
    def fingeravtrykk(self) -> str:
        """Tell two results apart that would save different rows."""
        return sha256(repr(([_noekkel(rad) for rad in self.nye], self.uendret)).encode()).hexdigest()

    @property
    def avsendere(self) -> int:
        return len({(rad.kommune_id, rad.organisasjon_id) for rad in self.nye})


def spoersmaal_i(prosjekt: Prosjekt) -> list[Spoersmaal]:
    """Return the questions of ``prosjekt`` as the file may name them."""
    rader = Evalueringsspoersmaal.objects.filter(prosjekt=prosjekt)
    return [Spoersmaal(ett.pk, ett.nummer, ett.tekst, ett.skala_fra, ett.skala_til) for ett in rader]


@transaction.atomic
def importer(
    *, by, prosjekt: Prosjekt, innlest: Innlest, kilde: str, toerr: bool = False, ventet: str | None = None
) -> Importresultat:
    """Import what a file says, all or nothing. Running it again adds nothing: an answer that stands is the same one.

    Two alike from the same sender are two answers, as far as the file has two. ``toerr`` saves nothing. ``ventet`` is
    the fingerprint of the result that was shown; raises Endret when it would be another, and Importfeil.
    """
    en_om_gangen(LAAS)
    feil = list(innlest.feil)
    finn = _Avsendere(prosjekt)
    spoersmaal = {ett.pk for ett in spoersmaal_i(prosjekt)}
    rader = []
    for linje in innlest.linjer:
        try:
            kommune, organisasjon = finn(linje)
            if linje.spoersmaal not in spoersmaal:
                raise Hinder([(None, _("Spørsmålet finnes ikke lenger."))])
        except Hinder as hinder:
            feil += [(linje.linjenr, grunn) for _felt, grunn in hinder.grunner]
        else:
            rader.append(
                Tilbakemelding(
                    spoersmaal_id=linje.spoersmaal,
                    kommune=kommune,
                    organisasjon=organisasjon,
                    funksjon=linje.funksjon,
                    dato=linje.dato,
                    skala=linje.skala,
                    tekst=linje.tekst,
                    kilde=kilde,
                )
            )
    if feil:
        # One row of the file may hold many answers: its reason is told once.
        raise Importfeil(sorted(dict.fromkeys(feil), key=lambda merknad: merknad[0]))
    staar = Counter(_noekkel(rad) for rad in Tilbakemelding.objects.filter(spoersmaal__in=spoersmaal))
    resultat = Importresultat(innlest=innlest)
    for rad in rader:
        if staar[_noekkel(rad)]:
            staar[_noekkel(rad)] -= 1
            resultat.uendret += 1
        else:
            resultat.nye.append(rad)
    if ventet is not None and resultat.nye and resultat.fingeravtrykk != ventet:
        raise Endret(resultat)
    if resultat.nye and not toerr:
        Tilbakemelding.objects.bulk_create(resultat.nye)
        etter = {
            "prosjekt": prosjekt.pk,
            "nye": len(resultat.nye),
            "fra_foer": resultat.uendret,
            "kilde": kilde,
        }
        record(by=by, handling="leste inn tilbakemeldinger", objekt="tilbakemeldinger", etter=etter)
    return resultat


def _noekkel(rad: Tilbakemelding) -> tuple:
    return (
        rad.spoersmaal_id, rad.kommune_id, rad.organisasjon_id, rad.funksjon, rad.dato.isoformat(), rad.skala,
        rad.tekst,
    )  # fmt: skip


class _Avsendere:
    """Finds who answered, in the register and among the embete's organisations. Two queries for the whole file."""

    def __init__(self, prosjekt: Prosjekt):
        fylker = Fylke.objects.filter(embeter=prosjekt.embete_id)
        self.paa_nr, self.paa_navn = defaultdict(list), defaultdict(list)
        for kommune in Kommune.objects.filter(fylke__in=fylker):
            self.paa_nr[kommune.nr].append(kommune)
            self.paa_navn[_navn(kommune.navn)].append(kommune)
        self.organisasjoner = {
            normalisert(ett.navn): ett
            for ett in Organisasjon.objects.filter(embete=prosjekt.embete_id).select_related("kommune")
        }

    def __call__(self, linje: Linje) -> tuple[Kommune | None, Organisasjon | None]:
        """Return (municipality, None) or (None, organisation). Raises Hinder."""
        if linje.kommune_nr or linje.kommune:
            kommune = self._kommune(linje)
            if linje.kommune and linje.kommune_nr and _navn(linje.kommune) != _navn(kommune.navn):
                grunn = _(
                    "Kommune %(nr)s heter %(navn)s, ikke «%(tekst)s».",
                    nr=kommune.nr,
                    navn=kommune.navn,
                    tekst=linje.kommune[:40],
                )
                raise Hinder([(None, grunn)])
            return kommune, None
        navn = linje.organisasjon or linje.avsender
        if not linje.organisasjon and (treff := self._gyldige(self.paa_navn[_navn(navn)], linje)):
            return self._en(treff, navn), None
        organisasjon = self.organisasjoner.get(normalisert(navn))
        if organisasjon is None:
            grunn = _(
                "«%(navn)s» er verken en kommune eller en organisasjon i embetet. Legg inn organisasjonen først.",
                navn=navn[:60],
            )
            raise Hinder([(None, grunn)])
        return (organisasjon.kommune, None) if organisasjon.kommune else (None, organisasjon)

    def _kommune(self, linje: Linje) -> Kommune:
        alle = self.paa_nr[linje.kommune_nr] if linje.kommune_nr else self.paa_navn[_navn(linje.kommune)]
        tekst = linje.kommune_nr or linje.kommune[:40]
        if gyldige := self._gyldige(alle, linje):
            return self._en(gyldige, tekst)
        grunn = (
            _("Kommunen %(tekst)s fantes ikke %(dato)s.", tekst=tekst, dato=f"{linje.dato:%d.%m.%Y}")
            if alle
            else _("Kommunen %(tekst)s finnes ikke i embetet.", tekst=tekst)
        )
        raise Hinder([(None, grunn)])

    @staticmethod
    def _gyldige(kommuner, linje) -> list[Kommune]:
        return [ett for ett in kommuner if gjelder(ett.fra, ett.til, linje.dato)]

    @staticmethod
    def _en(kommuner: list[Kommune], tekst: str) -> Kommune:
        if len(kommuner) > 1:
            raise Hinder([(None, _("Flere kommuner heter «%(tekst)s». Bruk kommunenummer.", tekst=tekst))])
        return kommuner[0]


def _navn(tekst: str) -> str:
    """Return a municipality's name as people write it: «Halden kommune» and «Halden» are the same."""
    return normalisert(tekst).removesuffix("kommune")
