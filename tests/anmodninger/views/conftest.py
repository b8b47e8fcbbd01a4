"""A county figure to split: three municipalities, 103 of which 12 EM, and the proposal for them."""

import uuid
from datetime import date

import pytest

from anmodninger import actions
from bosetting.kommuner.models import Folketall
from tests.anmodninger.fordelingsside import VALG, url
from tests.kommuner.factories import KommuneFactory


@pytest.fixture
def hvaler(embete):
    return KommuneFactory(nr="0111", navn="Hvaler")


@pytest.fixture
def fylkesutkast(embete, halden, moss, hvaler):
    for kommune, antall in ((halden, 30_000), (moss, 60_000), (hvaler, 5_000)):
        Folketall.objects.create(kommune=kommune, aar=2015, antall=antall)
    return actions.lag_utkast(
        by=None,
        embete=embete,
        data={
            "aar": 2016,
            "avsender": "Fylkesmannen i Østfold",
            "planlagt_sendt_dato": date(2016, 3, 9),
            "fylkestall_totalt": 103,
            "fylkestall_em": 12,
        },
        noekkel=uuid.uuid4(),
    )


@pytest.fixture
def foreslaatt(som, saksbehandler, fylkesutkast):
    """A draft with a proposal: Halden 30, of which 5 EM; Moss 63 and 7; Hvaler 10 and 0."""
    som(saksbehandler).post(url(fylkesutkast), VALG | {"versjon": fylkesutkast.versjon})
    fylkesutkast.refresh_from_db()
    return fylkesutkast
