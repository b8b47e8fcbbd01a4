"""One person with a trace in every part: account, network, meetings, sign-up, notices and texts."""

from datetime import date, time
from types import SimpleNamespace
from uuid import uuid4

from bosetting.brukere import kalenderadresser
from bosetting.felles.dag import naa
from bosetting.varsler.models import Varsel
from nettverk.models import (
    Innkalling,
    Medlemskap,
    Moete,
    Moetebrev,
    Oppfoelgingspunkt,
    Paamelding,
    Paameldingsside,
    Person,
)
from tests.brukere.factories import BrukerFactory, InvitasjonFactory
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, OrganisasjonFactory, ProsjektFactory
from tests.vedtak.factories import DialogFactory

NAVN, EPOST, TELEFON = "Kari Kanari", "kari.kanari@example.test", "99 88 77 66"


def person(embete, navn=NAVN, epost=EPOST, **felt):
    organisasjon = felt.pop("organisasjon", None) or OrganisasjonFactory(embete=embete)
    return Person.objects.create(embete=embete, navn=navn, epost=epost, organisasjon=organisasjon, **felt)


def moete(prosjekt, dato=date(2016, 3, 1), gruppe=None):
    return Moete.objects.create(
        prosjekt=prosjekt, gruppe=gruppe, tittel="Nettverksmøte", dato=dato, fra_tid=time(11), til_tid=time(15),
        endret_at=naa(),
    )  # fmt: skip


def paamelding(prosjekt, navn=NAVN, epost=EPOST, dato=date(2016, 2, 1), **felt):
    side = Paameldingsside.objects.create(aktivitet=AktivitetFactory(prosjekt=prosjekt, fra_dato=dato))
    return Paamelding.objects.create(
        noekkel=uuid4(), side=side, navn=navn, epost=epost, arbeidssted="Rådhuset", paameldt_at=naa(), **felt
    )


def alt_om_kari(embete, kommune) -> SimpleNamespace:
    """Make her: kontaktperson for ``kommune``, member of a group of three, invited, signed up, and spoken of."""
    bruker = BrukerFactory(
        navn=NAVN, email=EPOST, telefon=TELEFON, tilgang={"rolle": "kontaktperson", "kommune": kommune}
    )
    prosjekt = ProsjektFactory(embete=embete)
    gruppe = GruppeFactory(prosjekt=prosjekt, navn="Nettverket")
    kari = person(embete, tittel="rådgiver", telefon=TELEFON, bruker=bruker)
    annen = person(embete, navn="Per Annen", epost="per@example.test")
    for hvem in (kari, annen, None):
        Medlemskap.objects.create(
            gruppe=gruppe, organisasjon=hvem.organisasjon if hvem else kari.organisasjon, person=hvem,
            funksjon="leder for flyktningetjenesten", fra=date(2015, 1, 1),
        )  # fmt: skip
    moetet = moete(prosjekt, gruppe=gruppe)
    innkalling = Innkalling.objects.create(
        moete=moetet, person=kari, svar="vara", oppmoete="vara", kommentar="Er på ferie.", vara_navn="Vera Vara",
        vara_epost="vera@example.test", lagt_til_at=naa(),
    )  # fmt: skip
    Moetebrev.objects.create(
        innkalling=innkalling, slag="innkalling", moeteversjon=1, opprettet_at=naa(), feil=f"550 {EPOST}"
    )
    punkt = Oppfoelgingspunkt.objects.create(moete=moetet, tekst=f"{NAVN} ringer Moss.", person=kari)
    dialog = DialogFactory(
        embete=embete, kommune=kommune, deltakere=f"Ordføreren og {NAVN.upper()}", notat=f"Skriv til {EPOST}."
    )
    Varsel.objects.create(
        bruker=bruker, slag="prøve", tittel="Ny anmodning", tekst="Se.", noekkel="n", opprettet_at=naa()
    )
    kalenderadresser.lag(by=bruker)
    invitasjon = InvitasjonFactory(
        embete=embete, navn=NAVN, email=EPOST, kommuner=[kommune], bruker=bruker, godtatt_at=naa()
    )
    return SimpleNamespace(
        bruker=bruker, person=kari, annen=annen, gruppe=gruppe, prosjekt=prosjekt, moete=moetet, punkt=punkt,
        innkalling=innkalling, dialog=dialog, invitasjon=invitasjon, paamelding=paamelding(prosjekt),
    )  # fmt: skip
