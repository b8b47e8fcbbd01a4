"""Sign-up pages and those who sign up, for tests."""

import uuid
from datetime import date

import factory

from bosetting.felles.dag import naa
from nettverk.models import Paamelding, Paameldingsside, Person
from tests.nettverk.factories import AktivitetFactory, OrganisasjonFactory


class SideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Paameldingsside

    aktivitet = factory.SubFactory(
        AktivitetFactory, status="planlagt", fra_dato=date(2016, 4, 12), tittel="Østfoldmodellen", slag="kurs"
    )
    kapasitet = 2


class PaameldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Paamelding

    side = factory.SubFactory(SideFactory)
    noekkel = factory.LazyFunction(uuid.uuid4)
    navn = factory.Sequence(lambda n: f"Deltaker {n}")
    epost = factory.Sequence(lambda n: f"deltaker{n}@example.no")
    paameldt_at = factory.LazyFunction(naa)


class DeltakerpersonFactory(factory.django.DjangoModelFactory):
    """Somebody the network knows."""

    class Meta:
        model = Person

    organisasjon = factory.SubFactory(OrganisasjonFactory)
    embete = factory.SelfAttribute("organisasjon.embete")
    navn = factory.Sequence(lambda n: f"Person {n}")
    epost = factory.Sequence(lambda n: f"person{n}@example.no")
