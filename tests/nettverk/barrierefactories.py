"""Barriers, kinds and instruments for tests."""

from datetime import date

import factory

from nettverk.models import Barriere, Barriereslag, Barrieretiltak, Virkemiddel
from tests.brukere.factories import EmbeteFactory
from tests.kommuner.factories import KommuneFactory


class SlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Barriereslag

    embete = factory.SubFactory(EmbeteFactory)
    navn = factory.Sequence(lambda n: f"Slag {n}")


class VirkemiddelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Virkemiddel
        skip_postgeneration_save = True

    embete = factory.SubFactory(EmbeteFactory)
    navn = factory.Sequence(lambda n: f"Virkemiddel {n}")
    fra = date(2015, 1, 1)

    @factory.post_generation
    def hjelper_mot(virkemiddel, create, slag):
        virkemiddel.hjelper_mot.set(slag or [])


class BarriereFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Barriere

    slag = factory.SubFactory(SlagFactory)
    kommune = factory.SubFactory(KommuneFactory)
    dato = date(2015, 10, 1)


class TiltakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Barrieretiltak

    barriere = factory.SubFactory(BarriereFactory)
    virkemiddel = factory.SubFactory(
        VirkemiddelFactory, embete=factory.SelfAttribute("..barriere.slag.embete")
    )
    dato = date(2015, 11, 1)
