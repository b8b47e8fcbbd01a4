"""Projects, groups, members and activities for tests."""

from datetime import date

import factory

from nettverk.models import Aktivitet, Gruppe, Medlemskap, Organisasjon, Person, Prosjekt, Resultatmaal
from tests.brukere.factories import EmbeteFactory


class ProsjektFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Prosjekt

    embete = factory.SubFactory(EmbeteFactory)
    navn = factory.Sequence(lambda n: f"Prosjekt {n}")
    fra = date(2015, 1, 1)
    til = date(2017, 1, 1)
    effektmaal = "Raskere bosetting"


class ResultatmaalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resultatmaal

    prosjekt = factory.SubFactory(ProsjektFactory)
    nummer = factory.Sequence(lambda n: str(n))
    tekst = "Kommunene vedtar i tråd med anmodningen"


class OrganisasjonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisasjon
        django_get_or_create = ("embete", "navn")

    embete = factory.SubFactory(EmbeteFactory)
    navn = factory.Sequence(lambda n: f"Organisasjon {n}")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    embete = factory.SubFactory(EmbeteFactory)
    organisasjon = factory.SubFactory(OrganisasjonFactory, embete=factory.SelfAttribute("..embete"))
    navn = factory.Sequence(lambda n: f"Person Nummer{n}")
    epost = factory.Sequence(lambda n: f"nettverk{n}@example.test")


class GruppeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gruppe

    prosjekt = factory.SubFactory(ProsjektFactory)
    navn = factory.Sequence(lambda n: f"Gruppe {n}")


class MedlemskapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Medlemskap

    gruppe = factory.SubFactory(GruppeFactory)
    organisasjon = factory.SubFactory(
        OrganisasjonFactory, embete=factory.SelfAttribute("..gruppe.prosjekt.embete")
    )
    funksjon = "regiondirektør"
    fra = date(2015, 1, 1)


class AktivitetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Aktivitet

    prosjekt = factory.SubFactory(ProsjektFactory)
    tittel = factory.Sequence(lambda n: f"Samling {n}")
    fra_dato = date(2015, 10, 1)
    status = "gjennomfoert"
