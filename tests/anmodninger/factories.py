"""Rounds and drafts for tests."""

from datetime import date, timedelta

import factory

from anmodninger.models import Anmodning, Anmodningsrunde, Brev, Fristutsettelse, Rundeutkast, Utkastlinje
from bosetting.felles.dag import naa
from bosetting.kommuner.models import Kommune
from tests.brukere.factories import EmbeteFactory


def rad(linje):
    """Return (kommune, totalt, em) of a line given with or without EM."""
    return (*linje, None)[:3]


class RundeFactory(factory.django.DjangoModelFactory):
    """A sent round for 2016; pass ``linjer=[(kommune, totalt, em), …]``."""

    class Meta:
        model = Anmodningsrunde
        skip_postgeneration_save = True

    embete = factory.SubFactory(EmbeteFactory)
    aar = 2016
    sendt_dato = date(2015, 8, 20)
    svarfrist = factory.LazyAttribute(lambda runde: runde.sendt_dato + timedelta(weeks=8))
    avsender = "IMDi og KS"
    registrert_at = factory.LazyFunction(naa)

    @factory.post_generation
    def linjer(runde, create, linjer):
        for kommune, totalt, em in map(rad, linjer or ()):
            Anmodning.objects.create(runde=runde, kommune=kommune, totalt=totalt, em=em)


class UtsettelseFactory(factory.django.DjangoModelFactory):
    """A deadline moved to 01.04.2016, granted on 01.02.2016; pass ``anmodning``."""

    class Meta:
        model = Fristutsettelse

    ny_svarfrist = date(2016, 4, 1)
    begrunnelse = "Saken er utsatt til neste møte."
    innvilget_av = "Siri Saksbehandler"
    innvilget_dato = date(2016, 2, 1)
    registrert_at = factory.LazyFunction(naa)


class UtkastFactory(factory.django.DjangoModelFactory):
    """A draft for 2016 to be sent on the tests' day; pass ``linjer=[(kommune, totalt, em), …]``."""

    class Meta:
        model = Rundeutkast
        skip_postgeneration_save = True

    embete = factory.SubFactory(EmbeteFactory)
    aar = 2016
    planlagt_sendt_dato = date(2016, 3, 9)
    svarfrist = date(2016, 4, 15)
    avsender = "Fylkesmannen i Østfold"
    endret_at = factory.LazyFunction(naa)

    @factory.post_generation
    def linjer(utkast, create, linjer):
        for kommune, totalt, em in map(rad, linjer or ()):
            Utkastlinje.objects.create(utkast=utkast, kommune=kommune, totalt=totalt, em=em)


class BrevFactory(factory.django.DjangoModelFactory):
    """The letter of a request, without its file; pass ``anmodning``."""

    class Meta:
        model = Brev

    dato = factory.LazyAttribute(lambda brev: brev.anmodning.runde.sendt_dato)
    mottaker = factory.LazyAttribute(lambda brev: f"{brev.anmodning.kommune.navn} kommune")
    avsender = "Fylkesmannen i Østfold"
    avsender_tittel = "fylkesmann"
    overskrift = "Anmodning om bosetting"
    tekst = factory.LazyAttribute(lambda brev: f"Vi ber om plass til {brev.anmodning.totalt}.")
    registrert_at = factory.LazyFunction(naa)


def mange(embete, antall, navn=None, fra_nr=100):
    """Return ``antall`` municipalities in the embete's first county, numbered from ``fra_nr``."""
    fylke = embete.fylker.first()
    navn = navn or [f"Kommune {n:03d}" for n in range(antall)]
    return [Kommune.objects.create(nr=f"{fra_nr + n:04d}", navn=navn[n], fylke=fylke) for n in range(antall)]
