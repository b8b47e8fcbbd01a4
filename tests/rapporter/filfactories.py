"""Files of a report, made in the background, for tests."""

from datetime import UTC, datetime

import factory

from rapporter import filer
from rapporter.models import Rapportfil
from tests.jobber.factories import JobbFactory
from tests.rapporter.factories import RapportFactory


class RapportfilFactory(factory.django.DjangoModelFactory):
    """A file that is whole."""

    class Meta:
        model = Rapportfil

    rapport = factory.SubFactory(RapportFactory)
    jobb = factory.SubFactory(
        JobbFactory, embete=factory.SelfAttribute("..rapport.prosjekt.embete"), tilstand="ferdig"
    )
    slag = filer.PDF_KILDER
    filnavn = "tertialrapport-3-2015-ostfold-med-kilder.pdf"
    innhold = b"%PDF-1.7"
    sha256 = "0" * 64
    laget_at = datetime(2016, 2, 1, 9, tzinfo=UTC)
