"""Schemes, payments and municipal projects for tests."""

import factory

from bosetting.felles.dag import naa
from nettverk.models import Kommuneprosjekt, Tilskuddsordning, Utbetaling
from tests.brukere.factories import EmbeteFactory
from tests.kommuner.factories import KommuneFactory


class OrdningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tilskuddsordning
        django_get_or_create = ("embete", "navn")

    embete = factory.SubFactory(EmbeteFactory)
    navn = factory.Sequence(lambda n: f"Ordning {n}")


class UtbetalingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Utbetaling

    ordning = factory.SubFactory(OrdningFactory)
    kommune = factory.SubFactory(KommuneFactory)
    aar = 2015
    kroner = 100_000
    kilde = "fil.csv, linje 2"
    registrert_at = factory.LazyFunction(naa)


class KommuneprosjektFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kommuneprosjekt
        skip_postgeneration_save = True

    embete = factory.SubFactory(EmbeteFactory)
    tittel = factory.Sequence(lambda n: f"Kommuneprosjekt {n}")
    aar = 2015
    status = "paagaar"

    @factory.post_generation
    def kommuner(prosjekt, create, kommuner):
        prosjekt.kommuner.set(kommuner or [])
