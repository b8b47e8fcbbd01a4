"""Steps of the annual wheel for tests."""

from datetime import date

import factory

from anmodninger.models import Aarshjulsteg
from bosetting.felles.dag import naa
from tests.brukere.factories import EmbeteFactory


class StegFactory(factory.django.DjangoModelFactory):
    """A planned step of the wheel for 2016, in October 2015."""

    class Meta:
        model = Aarshjulsteg

    embete = factory.SubFactory(EmbeteFactory)
    aar = 2016
    tittel = "Svarfrist for kommunene"
    ansvarlig = "Kommunene"
    fra = date(2015, 10, 1)
    til = date(2015, 10, 31)
    endret_at = factory.LazyFunction(naa)
