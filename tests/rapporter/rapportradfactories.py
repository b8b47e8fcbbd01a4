"""Rows of what is written, accepted, approved and frozen in a report, for tests."""

from datetime import UTC, date, datetime

import factory

from bosetting.felles.dokument.blokker import Dokument
from rapporter.frysing import dokument_som_json
from rapporter.models import (
    Behandling,
    Funnvurdering,
    Kapittelversjon,
    Publisering,
    Setningsoverstyring,
    Utgave,
)
from tests.brukere.factories import BrukerFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory

# The smallest report there is.
DOKUMENT = Dokument(
    "Tertialrapport for 3. tertial 2015", date(2016, 1, 29), (), forfatter="Fylkesmannen i Østfold"
)
NAAR = datetime(2016, 2, 1, 9, tzinfo=UTC)


class KapittelversjonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kapittelversjon

    kapittel = factory.SubFactory(KapittelFactory)
    nummer = 1
    slag = Kapittelversjon.LAGRET
    tekst = "Slik begynner rapporten."
    skrevet_at = NAAR


class OverstyringFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Setningsoverstyring

    rapport = factory.SubFactory(RapportFactory)
    setning = "vedtak"
    tekst = "Alle kommunene har svart."
    generert = "Alle de 18 kommunene har fattet vedtak."
    skrevet_av = factory.SubFactory(BrukerFactory)
    skrevet_at = NAAR


class FunnvurderingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Funnvurdering

    rapport = factory.SubFactory(RapportFactory)
    funn = "0" * 64
    slag = "differanse"
    sitat = "Differansen er 87."
    begrunnelse = "Tallet gjelder bare voksne."
    vurdert_av = factory.SubFactory(BrukerFactory)
    vurdert_at = NAAR


class UtgaveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Utgave

    rapport = factory.SubFactory(RapportFactory)
    nummer = 1
    dokument = factory.LazyFunction(lambda: dokument_som_json(DOKUMENT))
    tall = factory.LazyFunction(list)
    tekster, definisjon, versjoner = {}, {}, {}
    pdf = b"%PDF-1.7"
    sider = 1
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    adresse = factory.Sequence(lambda n: f"tertialrapport-3-2015-{n}")
    godkjent_av = factory.SubFactory(BrukerFactory)
    godkjent_at = NAAR


class BehandlingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Behandling

    rapport = factory.SubFactory(RapportFactory)
    steg = Behandling.SENDT
    dato = date(2016, 2, 1)
    utfoert_av = factory.SubFactory(BrukerFactory)
    utfoert_at = NAAR


class PubliseringFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publisering

    utgave = factory.SubFactory(UtgaveFactory)
    offentlig = True
    utfoert_av = factory.SubFactory(BrukerFactory)
    utfoert_at = NAAR
