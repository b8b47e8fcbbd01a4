"""Questions, answers and quotes for tests."""

from datetime import date

import factory

from bosetting.felles.dag import naa
from nettverk.models import Evalueringsspoersmaal, Sitat, Tilbakemelding
from tests.brukere.factories import BrukerFactory
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.factories import ProsjektFactory


class SpoersmaalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evalueringsspoersmaal

    class Params:
        skala = factory.Trait(skala_fra=1, skala_til=5)

    prosjekt = factory.SubFactory(ProsjektFactory)
    nummer = factory.Sequence(lambda n: n % 30_000 + 1)
    tekst = factory.Sequence(lambda n: f"Effekt {n}")


class TilbakemeldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tilbakemelding

    spoersmaal = factory.SubFactory(SpoersmaalFactory)
    kommune = factory.SubFactory(KommuneFactory)
    dato = date(2015, 10, 1)
    tekst = "Vi har fått en helt annen kompetanse."


class SitatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sitat

    class Params:
        frigitt = factory.Trait(
            frigitt_at=factory.LazyFunction(naa), frigitt_av=factory.SubFactory(BrukerFactory)
        )

    tilbakemelding = factory.SubFactory(TilbakemeldingFactory)
    tekst = factory.SelfAttribute("tilbakemelding.tekst")
    tilskrevet = "kontaktperson i en stor kommune"
