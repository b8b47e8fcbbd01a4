"""Requests, answers and persons settled for tests."""

from datetime import UTC, date, datetime

import factory

from anmodninger.models import Anmodning
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import EmbeteFactory
from tests.kommuner.factories import KommuneFactory
from vedtak.models import Bosatt, Dialog, Planforankring, Vedtak, Vilkaar, Vilkaarsoppfoelging


class AnmodningFactory(factory.django.DjangoModelFactory):
    """A municipality is asked for 30, of which 5 EM, in the round sent 20.08.2015; the deadline is 31.12.2015."""

    class Meta:
        model = Anmodning

    runde = factory.SubFactory(RundeFactory, svarfrist=date(2015, 12, 31))
    kommune = factory.SubFactory(KommuneFactory)
    totalt = 30
    em = 5


class VedtakFactory(factory.django.DjangoModelFactory):
    """A council decides 30 of 30, of which 5 EM."""

    class Meta:
        model = Vedtak

    class Params:
        utsatt = factory.Trait(
            type="utsatt", totalt=None, em=None, vedtaksdato=None, organ="", ny_dato=date(2016, 4, 1)
        )
        vurderes = factory.Trait(
            type="vurderes", totalt=None, em=None, vedtaksdato=None, organ="", ny_dato=date(2016, 5, 12)
        )
        delvis = factory.Trait(totalt=20, em=0)
        nei = factory.Trait(totalt=0, em=0)
        em_ukjent = factory.Trait(em=None)

    kommune = factory.SubFactory(KommuneFactory)
    aar = 2016
    totalt = 30
    em = 5
    vedtaksdato = date(2015, 12, 10)
    mottatt = date(2015, 12, 15)
    organ = "Kommunestyret"
    saksnummer = "15/1234"
    registrert_at = datetime(2015, 12, 15, 9, tzinfo=UTC)


class VilkaarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vilkaar

    vedtak = factory.SubFactory(VedtakFactory)
    type = "bolig"
    merknad = "Kommunen må skaffe to boliger."
    oppfoelging_dato = date(2016, 6, 1)


class BosattFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Bosatt

    kommune = factory.SubFactory(KommuneFactory)
    aar = 2016
    per_dato = date(2016, 2, 29)
    antall = 4
    kilde = "IMDi"


class DialogFactory(factory.django.DjangoModelFactory):
    """A visit with an agreed follow-up on 15.03.2016, which is ahead of the tests' day."""

    class Meta:
        model = Dialog

    class Params:
        sen = factory.Trait(oppfoelging_dato=date(2016, 3, 1))
        gjort = factory.Trait(oppfulgt_dato=date(2016, 3, 2), oppfulgt_merknad="Ringte rådmannen.")
        uten_avtale = factory.Trait(oppfoelging="", oppfoelging_dato=None)

    embete = factory.SubFactory(EmbeteFactory)
    kommune = factory.SubFactory(KommuneFactory)
    form = "besoek"
    dato = date(2016, 2, 15)
    deltakere = "rådmannen og IMDi Øst"
    emne = "Boliger for familier"
    notat = "Kommunen leter etter boliger i sentrum."
    oppfoelging = "Sende oversikt over Husbankens tilskudd"
    oppfoelging_dato = date(2016, 3, 15)
    registrert_at = datetime(2016, 2, 15, 12, tzinfo=UTC)
    endret_at = datetime(2016, 2, 15, 12, tzinfo=UTC)


class VilkaarsoppfoelgingFactory(factory.django.DjangoModelFactory):
    """A condition was looked at on 01.03.2016, holds still, and is to be looked at again on 01.05.2016."""

    class Meta:
        model = Vilkaarsoppfoelging

    class Params:
        avklart = factory.Trait(utfall="avklart", ny_dato=None)

    vilkaar = factory.SubFactory(VilkaarFactory)
    dato = date(2016, 3, 1)
    utfall = "gjelder"
    notat = "Rådmannen leter etter boliger."
    ny_dato = date(2016, 5, 1)
    registrert_at = datetime(2016, 3, 1, 12, tzinfo=UTC)


class PlanforankringFactory(factory.django.DjangoModelFactory):
    """Settlement is mentioned in the housing plan of 01.02.2016."""

    class Meta:
        model = Planforankring

    kommune = factory.SubFactory(KommuneFactory)
    plan = "bolig"
    status = "omtalt"
    dato = date(2016, 2, 1)
    kilde = "Boligplan 2016–2020, side 12"
    registrert_at = datetime(2016, 2, 1, 12, tzinfo=UTC)
