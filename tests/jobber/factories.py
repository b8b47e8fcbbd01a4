"""Work in the background for tests: a kind of work whose parts are municipalities, and jobs in any state."""

from datetime import UTC, datetime

import factory

from bosetting.jobber.models import Jobb
from tests.brukere.factories import EmbeteFactory


class JobbFactory(factory.django.DjangoModelFactory):
    """A job as it stands in the table; nothing is put in the queue."""

    class Meta:
        model = Jobb

    slag = "proeve"
    tittel = "Lager brev til kommunene"
    embete = factory.SubFactory(EmbeteFactory)
    noekkel = factory.Sequence(lambda n: f"noekkel-{n}")
    bestilt_at = koet_at = datetime(2016, 3, 9, 8, tzinfo=UTC)
