"""Who represents each municipality, and who is invited to: for the embete's list and for one municipality's page."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from bosetting.felles.dag import naa
from bosetting.felles.gyldighet import gjelder
from bosetting.kommuner.models import Fylke, Kommune

from .domain import Rett, Rolle
from .invitasjonsregler import Tilstand
from .models import Bruker, Invitasjon, Tilgang


@dataclass(frozen=True)
class Kontakt:
    """A person's access to one municipality, as it stands on a day."""

    tilgang: Tilgang
    dag: date

    @property
    def bruker(self) -> Bruker:
        return self.tilgang.bruker

    @property
    def gjelder(self) -> bool:
        """True when she can log in and act for the municipality today."""
        return self.bruker.is_active and gjelder(self.tilgang.fra, self.tilgang.til, self.dag)

    @property
    def kommer(self) -> bool:
        return self.tilgang.fra > self.dag

    @property
    def over(self) -> bool:
        return self.tilgang.til is not None and self.tilgang.til <= self.dag

    @property
    def telefonlenke(self) -> str:
        """The phone number as a link dials it."""
        return "".join(tegn for tegn in self.bruker.telefon if tegn.isdigit() or tegn == "+")


@dataclass(frozen=True)
class Ventende:
    """An invitation that waits for an answer, or waited too long."""

    invitasjon: Invitasjon
    tilstand: Tilstand

    @property
    def utloept(self) -> bool:
        return self.tilstand == Tilstand.UTLOEPT


@dataclass
class Kommunekontakter:
    """One municipality: who represents it or is to, and open invitations. ``kan_invitere``: the reader may act."""

    kommune: Kommune
    personer: list[Kontakt] = field(default_factory=list)
    invitasjoner: list[Ventende] = field(default_factory=list)
    kan_invitere: bool = False

    @property
    def linjer(self) -> int:
        """How many lines the municipality takes in a table: one also when there is nobody."""
        return max(1, len(self.personer)) + len(self.invitasjoner)

    @property
    def uten(self) -> bool:
        """True when nobody represents the municipality today."""
        return not any(kontakt.gjelder for kontakt in self.personer)


class Utvalg(StrEnum):
    """What the list is narrowed to."""

    UTEN = "uten"
    INVITERT = "invitert"
    SLUTTER = "slutter"


def _fylker_for(bruker: Bruker) -> QuerySet[Fylke]:
    return Fylke.objects.filter(embeter__in=bruker.omfang.embeter_med(Rett.INVITERE))


def kommuner_for(bruker: Bruker, dag: date) -> QuerySet[Kommune]:
    """Return the municipalities of ``dag`` that this person may invite contact persons to, in Norwegian order."""
    return Kommune.objects.filter(fylke__in=_fylker_for(bruker)).on_date(dag).norsk()


def tilganger_for(bruker: Bruker) -> QuerySet[Tilgang]:
    """Return every contact person's access, past too, in the counties where this person invites."""
    rader = Tilgang.objects.filter(rolle=Rolle.KONTAKTPERSON, kommune__fylke__in=_fylker_for(bruker))
    return rader.select_related("bruker", "kommune")


def kontaktpersonene(bruker: Bruker, dag: date) -> QuerySet[Bruker]:
    """Return the active people who represent a municipality in this person's counties on ``dag``, by name."""
    tilganger = tilganger_for(bruker).on_date(dag)
    return Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")).order_by("navn", "pk")


def kontaktliste(
    bruker: Bruker, dag: date, *, q: str = "", utvalg: Utvalg | None = None
) -> list[Kommunekontakter]:
    """Return a row per municipality, narrowed. ``q`` is part of a municipality, a person or an address. 4 queries."""
    rader = {ett.pk: Kommunekontakter(ett, kan_invitere=True) for ett in kommuner_for(bruker, dag)}
    for tilgang in tilganger_for(bruker).ikke_over(dag).order_by("fra", "bruker__navn"):
        if rad := rader.get(tilgang.kommune_id):
            rad.personer.append(Kontakt(tilgang, dag))
    for ventende, kommune_id in _ventende(Invitasjon.objects.for_bruker(bruker), dag):
        if rad := rader.get(kommune_id):
            rad.invitasjoner.append(ventende)
    return [rad for rad in rader.values() if _passer(rad, q.strip().casefold(), utvalg)]


def _ventende(invitasjoner: QuerySet[Invitasjon], dag: date):
    """Yield (invitation, municipality) for each municipality of each open one, the first invited first."""
    tid = naa()
    for rad in invitasjoner.aapne().prefetch_related("kommuner").order_by("opprettet_at", "pk"):
        for kommune in rad.kommuner.all():
            yield Ventende(rad, rad.tilstand_ved(tid, dag)), kommune.pk


def _passer(rad: Kommunekontakter, q: str, utvalg: Utvalg | None) -> bool:
    if utvalg == Utvalg.UTEN and not rad.uten:
        return False
    if utvalg == Utvalg.INVITERT and not rad.invitasjoner:
        return False
    if utvalg == Utvalg.SLUTTER and not any(kontakt.tilgang.til for kontakt in rad.personer):
        return False
    if not q or rad.kommune.nr.startswith(q):
        return True
    navn = [rad.kommune.navn]
    navn += [tekst for kontakt in rad.personer for tekst in (kontakt.bruker.navn, kontakt.bruker.email)]
    navn += [tekst for ett in rad.invitasjoner for tekst in (ett.invitasjon.navn, ett.invitasjon.email)]
    return any(q in tekst.casefold() for tekst in navn)


def kontaktpersoner_for(bruker: Bruker, kommune: Kommune, dag: date) -> Kommunekontakter | None:
    """Return who represents ``kommune`` (today or later) and whom it waits for; None when ``bruker`` may not see it.

    Seen by those who invite in its county, and, without invitations, by the municipality's own contact persons. At
    most 4 queries. Drawn by ``brukere/kontaktpersoner/_kommune.html`` (``kontakter``).
    """
    kan_invitere = _fylker_for(bruker).filter(pk=kommune.fylke_id).exists()
    if not kan_invitere and kommune.pk not in bruker.omfang.kommune_ids:
        return None
    tilganger = Tilgang.objects.filter(rolle=Rolle.KONTAKTPERSON, kommune=kommune).ikke_over(dag)
    svar = Kommunekontakter(kommune, kan_invitere=kan_invitere)
    svar.personer = [
        Kontakt(rad, dag) for rad in tilganger.select_related("bruker").order_by("fra", "bruker__navn")
    ]
    if kan_invitere:
        svar.invitasjoner = [
            ventende
            for ventende, pk in _ventende(Invitasjon.objects.for_bruker(bruker).filter(kommuner=kommune), dag)
            if pk == kommune.pk
        ]
    return svar


def tidligere(bruker: Bruker, kommune: Kommune, dag: date) -> list[Kontakt]:
    """Return those whose access to ``kommune`` is over on ``dag``, the last one first. One query."""
    rader = tilganger_for(bruker).filter(kommune=kommune, til__lte=dag).order_by("-til", "bruker__navn")
    return [Kontakt(rad, dag) for rad in rader]


def andre_tilganger(bruker: Bruker, tilgang: Tilgang, dag: date) -> list[Tilgang]:
    """Return every access of the same contact person that ``bruker`` may end on ``dag``, ``tilgang`` among them."""
    rader = tilganger_for(bruker).ikke_over(dag).filter(bruker=tilgang.bruker_id)
    return list(rader.order_by("kommune__nr", "fra"))
