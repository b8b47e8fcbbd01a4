"""Notices for tests."""

from datetime import UTC, datetime

import factory

from bosetting.varsler.models import Varsel
from tests.brukere.factories import BrukerFactory

SKREVET = datetime(2016, 3, 8, 9, tzinfo=UTC)


class VarselFactory(factory.django.DjangoModelFactory):
    """An unread notice, not to be sent by e-mail unless the test says so."""

    class Meta:
        model = Varsel

    bruker = factory.SubFactory(BrukerFactory)
    slag = "bekreftet"
    tittel = "Svaret for 2016 er bekreftet"
    tekst = "Fylkesmannen i Østfold har bekreftet svaret fra Halden kommune for 2016."
    url_sti = "/min-kommune/"
    noekkel = factory.Sequence(lambda n: f"varsel-{n}")
    opprettet_at = SKREVET
    epost = False
