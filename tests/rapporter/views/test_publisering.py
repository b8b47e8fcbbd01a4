"""The page that makes an edition public: for whoever approves, with a reason to take it back."""

import pytest
from django.urls import reverse

from rapporter.models import Publisering
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import RapportFactory
from tests.rapporter.rapportradfactories import BehandlingFactory, UtgaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def utgave(embete):
    ny = UtgaveFactory(rapport=RapportFactory(prosjekt=ProsjektFactory(embete=embete)))
    BehandlingFactory(rapport=ny.rapport, utgave=ny)
    return ny


@pytest.fixture
def adresse(utgave):
    return reverse("rapporter:publisering-edit", args=[utgave.pk])


def test_published_and_taken_back_by_the_button(client, prosjektleder, utgave, adresse):
    client.force_login(prosjektleder)
    assert "Utgaven er ikke offentlig" in client.get(adresse).content.decode()
    assert client.post(adresse, {"offentlig": "ja", "grunn": ""}).status_code == 302
    assert "Utgaven er offentlig" in client.get(adresse).content.decode()
    uten_grunn = client.post(adresse, {"offentlig": "nei", "grunn": ""})
    assert uten_grunn.status_code == 422
    assert client.post(adresse, {"offentlig": "nei", "grunn": "Feil vedlegg."}).status_code == 302
    assert list(Publisering.objects.values_list("offentlig", "grunn").order_by("pk")) == [
        (True, ""),
        (False, "Feil vedlegg."),
    ]
    assert "Feil vedlegg." in client.get(adresse).content.decode()


def test_before_it_is_sent_there_is_no_button(client, prosjektleder, embete):
    usendt = UtgaveFactory(rapport=RapportFactory(prosjekt=ProsjektFactory(embete=embete)))
    adresse = reverse("rapporter:publisering-edit", args=[usendt.pk])
    client.force_login(prosjektleder)
    assert 'name="offentlig"' not in client.get(adresse).content.decode()
    assert client.post(adresse, {"offentlig": "ja"}).status_code == 422
    assert not Publisering.objects.exists()
