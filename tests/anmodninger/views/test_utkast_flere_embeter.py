"""Drafts of somebody who works in more than one embete."""

import uuid
from datetime import date

import pytest

from anmodninger.models import Rundeutkast
from bosetting.brukere.models import Tilgang
from tests.anmodninger.factories import RundeFactory, UtkastFactory
from tests.anmodninger.views.test_utkast import FAKTA, NY

pytestmark = pytest.mark.django_db


def test_only_people_of_several_embeter_are_asked_which(som, saksbehandler, naboembete):
    assert "embete" not in som(saksbehandler).get(NY).context["form"].fields

    Tilgang.objects.create(
        bruker=saksbehandler, rolle="prosjektleder", embete=naboembete, fra=date(2016, 1, 1)
    )
    RundeFactory(embete=naboembete)
    klient = som(saksbehandler)
    assert "2016, sendt 20.08.2015 (Hordaland)" in klient.get(NY).content.decode()
    assert klient.post(NY, FAKTA | {"noekkel": uuid.uuid4()}).status_code == 422
    klient.post(NY, FAKTA | {"noekkel": uuid.uuid4(), "embete": naboembete.pk})
    assert Rundeutkast.objects.get().embete == naboembete


def test_an_embete_where_she_only_reads_gets_no_draft_from_her(som, saksbehandler, naboembete):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra=date(2016, 1, 1))
    andres = UtkastFactory(embete=naboembete)
    klient = som(saksbehandler)

    assert "embete" not in klient.get(NY).context["form"].fields
    assert klient.get(andres.get_absolute_url()).status_code == 404


def test_a_draft_says_whose_it_is_when_there_is_doubt(som, saksbehandler, embete, naboembete):
    egen = UtkastFactory(embete=embete)
    assert "Østfold</p>" not in som(saksbehandler).get(egen.get_absolute_url()).content.decode()
    Tilgang.objects.create(
        bruker=saksbehandler, rolle="saksbehandler", embete=naboembete, fra=date(2016, 1, 1)
    )
    assert "Østfold</p>" in som(saksbehandler).get(egen.get_absolute_url()).content.decode()


def test_a_round_of_one_embete_cannot_be_replaced_by_a_draft_of_the_other(
    som, saksbehandler, embete, naboembete
):
    Tilgang.objects.create(
        bruker=saksbehandler, rolle="saksbehandler", embete=naboembete, fra=date(2016, 1, 1)
    )
    runde = RundeFactory(embete=naboembete)
    data = FAKTA | {"noekkel": uuid.uuid4(), "embete": embete.pk, "erstatter": runde.pk}
    svar = som(saksbehandler).post(NY, data)
    assert list(svar.context["form"].errors) == ["erstatter"]
    assert not Rundeutkast.objects.exists()
