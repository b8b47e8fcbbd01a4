"""People, invitations, minutes and follow-up for tests."""

from uuid import uuid4

import factory

from bosetting.felles.dag import naa
from nettverk.models import Innkalling, Oppfoelgingspunkt, Person, Referat
from tests.brukere.factories import BrukerFactory, EmbeteFactory
from tests.nettverk.factories import OrganisasjonFactory
from tests.nettverk.moetefactories import MoeteFactory

INNHOLD = {
    "nummer": 1, "rettelse": "", "godkjent": "2016-03-09", "embete": "Fylkesmannen i Østfold", "prosjekt": "Bosetting",
    "gruppe": "", "tittel": "Samarbeidsmøte", "dato": "2016-03-08", "fra_tid": "10.00", "til_tid": "12.00",
    "sted": "", "oppmoete": [], "fra_foer": [], "punkter": [],
    "saker": [{"nummer": 1, "tittel": "Status", "referat": "Gjennomgått.", "beslutning": "", "punkter": []}],
}  # fmt: skip


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    embete = factory.SubFactory(EmbeteFactory)
    organisasjon = factory.SubFactory(OrganisasjonFactory, embete=factory.SelfAttribute("..embete"))
    navn = factory.Sequence(lambda n: f"Person {n}")
    tittel = "rådgiver"
    epost = factory.Sequence(lambda n: f"person{n}@example.test")


class InnkallingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Innkalling

    moete = factory.SubFactory(MoeteFactory)
    person = factory.SubFactory(PersonFactory, embete=factory.SelfAttribute("..moete.prosjekt.embete"))
    lagt_til_at = factory.LazyFunction(naa)


class PunktFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Oppfoelgingspunkt

    moete = factory.SubFactory(MoeteFactory)
    tekst = "Lage oversikt over ledige boliger"
    ansvarlig = "Husbanken"


class ReferatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referat

    noekkel = factory.LazyFunction(uuid4)
    moete = factory.SubFactory(MoeteFactory)
    nummer = 1
    innhold = INNHOLD
    pdf = b"%PDF-1.7"
    sha256 = "0" * 64
    godkjent_av = factory.SubFactory(BrukerFactory)
    godkjent_at = factory.LazyFunction(naa)
