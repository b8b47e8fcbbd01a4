"""The report that the pages of reports are tried on, where a test makes none of its own."""

import pytest

from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory
from tests.rapporter.factories import RapportFactory
from tests.vedtak.factories import VedtakFactory


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete, navn="Bosetting i Østfold")


@pytest.fixture
def rapport(prosjekt, embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    ResultatmaalFactory(prosjekt=prosjekt, nummer="1", tekst="Kommunene vedtar det de blir bedt om")
    return RapportFactory(prosjekt=prosjekt)
