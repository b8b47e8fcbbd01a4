"""Municipalities and counties for tests."""

import factory

from bosetting.kommuner.models import Fylke, Kommune


class FylkeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fylke
        django_get_or_create = ("nr",)

    nr = "01"
    navn = factory.LazyAttribute(
        lambda fylke: {"01": "Østfold", "12": "Hordaland"}.get(fylke.nr, f"Fylke {fylke.nr}")
    )


class KommuneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kommune
        django_get_or_create = ("nr",)

    nr = factory.Sequence(lambda n: f"{101 + n:04d}")
    navn = factory.LazyAttribute(lambda kommune: f"Kommune {kommune.nr}")
    fylke = factory.LazyAttribute(lambda kommune: FylkeFactory(nr=kommune.nr[:2]))
