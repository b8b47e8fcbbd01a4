"""Read models: whom one can invite to a meeting, and what its page shows of invitations, attendance and minutes."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KT

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import i_dag

from .innkallinger import funksjon, organisasjon
from .innkallingsregler import (
    Oppmoetetelling,
    Svartelling,
    hvorfor_ikke_innkalle,
    hvorfor_ikke_oppmoete,
    hvorfor_ikke_svare,
    hvorfor_ikke_trekke,
    tell_oppmoete,
    tell_svar,
)
from .medlemsliste import medlemmer_paa
from .models import Innkalling, Medlemskap, Moete, Moetebrev, Oppfoelgingspunkt, Person, Referat
from .moetepost import adressat
from .oppfoelgingsliste import fra_foer, med_ansvarlig

_FARGER = {"kommer": "success", "vara": "success", "kommer_ikke": "neutral", "ubesvart": "warning"}
_OPPMOETEFARGER = {"til_stede": "success", "vara": "success", "forfall": "neutral", "fravaer": "warning"}


@dataclass(frozen=True)
class Kandidat:
    """A seat or a person one may invite. ``innkalling`` is set when she is on the list; ``laast`` when she stays.

    ``trukket`` when an invitation of hers is taken back: nobody invites her again without meaning to.
    """

    noekkel: str
    funksjon: str
    organisasjon: str
    navn: str
    har_epost: bool
    innkalling: Innkalling | None = None
    medlemskap: Medlemskap | None = None
    person: Person | None = None
    trukket: bool = False

    @property
    def laast(self) -> bool:
        return self.innkalling is not None and _bundet(self.innkalling)

    @property
    def foreslaatt(self) -> bool:
        """Whether the seat is one that is invited unless somebody says otherwise."""
        return self.medlemskap is not None and self.medlemskap.rolle != "vara" and not self.trukket


@dataclass(frozen=True)
class Innkalt:
    """One on the list as the page shows her. ``navn`` is empty for those who may not see people."""

    rad: Innkalling
    funksjon: str
    organisasjon: str
    navn: str
    har_epost: bool
    brev: Moetebrev | None
    feil: str
    kan_trekkes: bool

    @property
    def hvem(self) -> str:
        return self.navn or self.funksjon or self.organisasjon

    @property
    def farge(self) -> str:
        return _FARGER[self.rad.svar]

    @property
    def oppmoetefarge(self) -> str:
        return _OPPMOETEFARGER.get(self.rad.oppmoete, "info")


@dataclass(frozen=True)
class TilMoete:
    """What ``bruker`` may see of the invitations and minutes of one meeting (templates/nettverk/moeter/).

    ``rader`` is empty for those who see only their own invitation, ``min``. ``leder`` may change it all, and sees
    those whose invitation was taken back, ``trukne``. They count nowhere.
    """

    moete: Moete
    leder: bool
    ser_navn: bool
    ser_alle: bool
    rader: list[Innkalt]
    trukne: list[Innkalt]
    svar: Svartelling
    oppmoete: Oppmoetetelling
    min: Innkalling | None
    kan_svare: bool
    kan_sende: bool
    kan_foere: bool
    referater: list[Referat]
    punkter: list[Oppfoelgingspunkt]
    fra_foer: list[Oppfoelgingspunkt] = field(default_factory=list)
    # The key of the button that reminds.
    skjemanoekkel: UUID = field(default_factory=uuid4)

    @property
    def uten_epost(self) -> list[Innkalt]:
        return [rad for rad in self.rader if not rad.har_epost]

    @property
    def ikke_innkalt(self) -> list[Innkalt]:
        """Those on the list who have an address and no invitation yet."""
        return [rad for rad in self.rader if rad.har_epost and rad.brev is None]

    @property
    def uten_svar(self) -> list[Innkalt]:
        return [rad for rad in self.rader if rad.rad.svar == "ubesvart" and rad.brev is not None]

    @property
    def paaminnes(self) -> list[Innkalt]:
        """Those who have not answered, and have not been reminded since the meeting last changed."""
        versjon = self.moete.versjon
        return [
            rad
            for rad in self.uten_svar
            if not any(b.slag == "paaminnelse" and b.moeteversjon == versjon for b in rad.rad.brev.all())
        ]

    @property
    def feilet(self) -> list[Innkalt]:
        return [rad for rad in self.rader if rad.feil]

    @property
    def referat(self) -> Referat | None:
        return self.referater[0] if self.referater else None


def _bundet(rad: Innkalling) -> bool:
    """Return whether something is said to her or by her, so that she is not just taken off the list."""
    return bool(rad.svar != "ubesvart" or rad.oppmoete != "ukjent" or rad.brev.all())


def _innkallinger(moete: Moete):
    rader = Innkalling.objects.filter(moete=moete).order_by("pk").med_brev()
    return rader.select_related(
        "person__organisasjon", "person__bruker", "medlemskap__organisasjon", "trukket_av"
    )


def leder(bruker: Bruker, moete: Moete) -> bool:
    """Return whether ``bruker`` leads the work that the meeting belongs to. Reads ``prosjekt``."""
    return moete.prosjekt.embete_id in bruker.omfang.embeter_med(Rett.FOERE_NETTVERK)


def ser_navn(bruker: Bruker, moete: Moete) -> bool:
    """Return whether ``bruker`` may see who the people are; others see function and organisation."""
    omfang = bruker.omfang
    retter = omfang.embeter_med(Rett.SE_PERSONER) | omfang.embeter_med(Rett.FOERE_NETTVERK)
    return moete.prosjekt.embete_id in retter


def innkalte(bruker: Bruker, moete: Moete) -> list[Innkalt]:
    """Return everybody on the list, by organisation and function. Two queries."""
    return [rad for rad in _alle(bruker, moete) if rad.rad.trukket_at is None]


def _alle(bruker: Bruker, moete: Moete) -> list[Innkalt]:
    navn, dag = ser_navn(bruker, moete), i_dag()
    rader = [_innkalt(rad, moete, navn, dag) for rad in _innkallinger(moete)]
    return sorted(rader, key=lambda rad: (rad.organisasjon.casefold(), rad.funksjon.casefold(), rad.rad.pk))


def _innkalt(rad: Innkalling, moete: Moete, navn: bool, dag: date) -> Innkalt:
    alle = list(rad.brev.all())
    return Innkalt(
        rad=rad,
        funksjon=funksjon(rad),
        organisasjon=organisasjon(rad),
        navn=rad.person.navn if navn and rad.person else "",
        har_epost=adressat(rad) is not None,
        brev=next((brev for brev in alle if brev.slag == "innkalling"), None),
        feil=next((brev.feil for brev in reversed(alle) if brev.feil and not brev.sendt_at), ""),
        # Who has neither a letter nor an answer, is just taken off the list.
        kan_trekkes=_bundet(rad) and not hvorfor_ikke_trekke(moete.status, moete.dato, rad.oppmoete, dag),
    )


def til_moete(bruker: Bruker, moete: Moete) -> TilMoete:
    """Return what the page of a meeting shows of those invited and of the minutes, in a fixed number of queries.

    Everybody on the list is for those who lead or read the embete's network, and for the group's members. Others see
    only their own invitation. ``moete`` is one that ``bruker`` may read, with ``prosjekt``.
    """
    dag, rader = i_dag(), _alle(bruker, moete)
    alle = [rad for rad in rader if rad.rad.trukket_at is None]
    min_ = next((rad.rad for rad in alle if rad.rad.person and rad.rad.person.bruker_id == bruker.pk), None)
    leser = moete.prosjekt.embete_id in bruker.omfang.embeter_med(Rett.SE_NETTVERK)
    ser_alle = leser or leder(bruker, moete) or _sitter(bruker, moete)
    er_leder = leder(bruker, moete)
    return TilMoete(
        moete=moete,
        leder=er_leder,
        ser_navn=ser_navn(bruker, moete),
        ser_alle=ser_alle,
        rader=alle if ser_alle else [],
        trukne=[rad for rad in rader if rad.rad.trukket_at] if er_leder else [],
        svar=tell_svar(rad.rad.svar for rad in alle),
        oppmoete=tell_oppmoete(rad.rad.oppmoete for rad in alle),
        min=min_,
        kan_svare=min_ is not None and not hvorfor_ikke_svare(moete.status, moete.dato, dag),
        kan_sende=er_leder and not hvorfor_ikke_innkalle(moete.status, moete.dato, dag),
        kan_foere=er_leder and not hvorfor_ikke_oppmoete(moete.status, moete.dato, dag),
        referater=_referater(moete),
        punkter=list(med_ansvarlig(Oppfoelgingspunkt.objects.filter(moete=moete)).order_by("pk")),
        fra_foer=fra_foer(bruker, moete),
    )


def ubesvarte(bruker: Bruker, dag: date) -> list[Innkalling]:
    """Return the invitations that ``bruker`` has got herself and can still answer, the next meeting first."""
    rader = Innkalling.objects.gjeldende().filter(
        person__bruker=bruker, svar="ubesvart", moete__dato__gte=dag
    )
    sendt = Moetebrev.objects.filter(
        innkalling=OuterRef("pk"), slag="innkalling", opprettet_at__gte=OuterRef("lagt_til_at")
    )
    rader = rader.filter(Exists(sendt), moete__status="planlagt").select_related("moete")
    return list(rader.order_by("moete__dato", "moete__fra_tid", "pk"))


def _referater(moete: Moete) -> list[Referat]:
    """Return the minutes of the meeting, the newest first, each with ``godkjent_dag``; without the documents."""
    rader = Referat.objects.filter(moete=moete).annotate(godkjent_dag=KT("innhold__godkjent"))
    rader = list(rader.defer("innhold", "pdf").order_by("-nummer"))
    for rad in rader:
        rad.godkjent_dag = date.fromisoformat(rad.godkjent_dag)
    return rader


def _sitter(bruker: Bruker, moete: Moete) -> bool:
    seter = Medlemskap.objects.on_date(i_dag()).filter(gruppe=moete.gruppe_id, person__bruker=bruker.pk)
    return moete.gruppe_id is not None and seter.exists()


def kandidater(moete: Moete) -> list[Kandidat]:
    """Return the group's seats on the day of the meeting, and all others who are on its list already."""
    alle = list(_innkallinger(moete))
    paa_listen = [rad for rad in alle if rad.trukket_at is None]
    trukne = [rad for rad in alle if rad.trukket_at]
    trukne_seter = {rad.medlemskap_id for rad in trukne} - {None}
    trukne_folk = {rad.person_id for rad in trukne} - {None}
    per_sete = {rad.medlemskap_id: rad for rad in paa_listen if rad.medlemskap_id}
    per_person = {rad.person_id: rad for rad in paa_listen if rad.person_id}
    ut, tatt = [], set()
    for sete in medlemmer_paa(moete.gruppe, moete.dato) if moete.gruppe_id else []:
        rad = per_sete.get(sete.pk) or per_person.get(sete.person_id)
        # Who has two seats comes once.
        if (rad and rad.pk in tatt) or (
            sete.person_id and sete.person_id in {k.person.pk for k in ut if k.person}
        ):
            continue
        tatt |= {rad.pk} if rad else set()
        ut.append(
            Kandidat(
                noekkel=f"m{sete.pk}",
                funksjon=sete.funksjon,
                organisasjon=sete.organisasjon.navn,
                navn=sete.navn,
                har_epost=bool(adressat(Innkalling(person=sete.person))),
                innkalling=rad,
                medlemskap=sete,
                person=sete.person,
                trukket=rad is None and (sete.pk in trukne_seter or sete.person_id in trukne_folk),
            )
        )
    ut += [
        Kandidat(
            noekkel=f"i{rad.pk}",
            funksjon=funksjon(rad),
            organisasjon=organisasjon(rad),
            navn=rad.person.navn if rad.person else "",
            har_epost=adressat(rad) is not None,
            innkalling=rad,
            person=rad.person,
        )
        for rad in paa_listen
        if rad.pk not in tatt
    ]
    return ut
