"""The log of what was anonymised, and what is due."""

from uuid import uuid4

import pytest

from bosetting.felles.dag import naa
from bosetting.personvern.actions import kjoer
from bosetting.personvern.models import Kjoering

pytestmark = pytest.mark.django_db
INDEX = "/personvern/kjoeringer/"


def test_only_the_systemansvarlig_sees_it(som, systemansvarlig, prosjektleder):
    assert som(prosjektleder).get(INDEX).status_code == 403
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "Ingenting er anonymisert ennå" in svar
    assert "Deltakere i nettverket" in svar
    assert "2 år" in svar


def test_runs_are_told_in_numbers_a_page_at_a_time(som, systemansvarlig, dag, django_assert_max_num_queries):
    kjoer(dag=dag, noekkel=uuid4())
    Kjoering.objects.create(aarsak="forespoersel", antall={"konto": 1, "moete": 2}, utfoert_at=naa())
    leser = som(systemansvarlig)
    svar = leser.get(INDEX).content.decode()
    assert "Konto 1, Innkallinger og oppmøte 2" in svar
    assert "ingenting å gjøre" in svar
    assert "personen har bedt om det" in svar
    for _nr in range(30):
        Kjoering.objects.create(aarsak="lagringstid", antall={}, utfoert_at=naa())
    with django_assert_max_num_queries(20):
        svar = leser.get(INDEX).content.decode()
    assert "Side 1 av 2" in svar
    assert "Konto 1" in leser.get(INDEX, {"page": 2}).content.decode()
