"""Series, their meetings, points on agendas and papers for tests: the prosjektgruppe meets the first Tuesday."""

from datetime import UTC, date, datetime, time

import factory

from bosetting.felles import lager
from nettverk.models import Moete, Moeteserie, Sak, Sakspapir
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import ProsjektFactory

ENDRET = datetime(2016, 1, 4, 9, tzinfo=UTC)


class MoeteserieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Moeteserie

    prosjekt = factory.SubFactory(ProsjektFactory)
    tittel = "Prosjektgruppemøte"
    regel = "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU"
    fra = date(2016, 1, 1)
    til = date(2016, 7, 1)
    fra_tid = time(11, 30)
    til_tid = time(15)
    sted = "Moss"


class SeriemoeteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Moete

    prosjekt = factory.SubFactory(ProsjektFactory)
    tittel = factory.Sequence(lambda n: f"Møte {n}")
    dato = date(2016, 4, 5)
    fra_tid = time(11, 30)
    til_tid = time(15)
    sted = "Moss"
    endret_at = ENDRET


class AgendasakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sak

    moete = factory.SubFactory(SeriemoeteFactory)
    nummer = 1
    tittel = factory.Sequence(lambda n: f"Sak om {n}")


class SakspapirFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sakspapir

    class Params:
        innhold = b"papir"

    moete = factory.SubFactory(SeriemoeteFactory)
    navn = "innkalling.pdf"
    type = "application/pdf"
    noekkel = factory.LazyAttribute(lambda fil: lager.lagre(fil.innhold))
    stoerrelse = factory.LazyAttribute(lambda fil: len(fil.innhold))
    sha256 = factory.LazyAttribute(lambda fil: lager.sha256(fil.innhold))
    lastet_opp_av = factory.SubFactory(BrukerFactory)
    lastet_opp_at = ENDRET
