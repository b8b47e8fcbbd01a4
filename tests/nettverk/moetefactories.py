"""Meetings, series, agendas and papers for tests."""

from datetime import date, time

import factory

from bosetting.felles.dag import naa
from nettverk.models import Moete, Moeteserie, Sak, Sakspapir
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import ProsjektFactory


class MoeteserieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Moeteserie

    prosjekt = factory.SubFactory(ProsjektFactory)
    tittel = "Prosjektgruppemøte"
    regel = "FREQ=MONTHLY;BYDAY=1TU"
    fra = date(2016, 1, 1)
    til = date(2017, 1, 1)
    fra_tid = time(11, 30)
    til_tid = time(15)


class MoeteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Moete

    prosjekt = factory.SubFactory(ProsjektFactory)
    tittel = "Samarbeidsmøte"
    dato = date(2016, 4, 5)
    fra_tid = time(11, 30)
    til_tid = time(15)
    endret_at = factory.LazyFunction(naa)


class SakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sak

    moete = factory.SubFactory(MoeteFactory)
    nummer = 1
    tittel = "Status for bosettingen"


class SakspapirFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sakspapir

    moete = factory.SubFactory(MoeteFactory)
    navn = "notat.pdf"
    type = "application/pdf"
    stoerrelse = 1234
    sha256 = "0" * 64
    lastet_opp_av = factory.SubFactory(BrukerFactory)
    lastet_opp_at = factory.LazyFunction(naa)
