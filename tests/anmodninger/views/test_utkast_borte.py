"""A colleague sends or deletes the draft while somebody works on it: she is told, and led on."""

import uuid

import pytest
from django.urls import reverse

from anmodninger import actions
from anmodninger.models import Anmodningsrunde

pytestmark = pytest.mark.django_db

GRUNN = "Utkastet er sendt eller slettet av noen andre. Ingenting er lagret."


@pytest.fixture
def utkast(embete, halden, dag, prosjektleder):
    return actions.lag_utkast(
        by=prosjektleder,
        embete=embete,
        data={"aar": 2016, "avsender": "IMDi", "planlagt_sendt_dato": dag},
        linjer=[(halden, 30, 5)],
        noekkel=uuid.uuid4(),
    )


def post(klient, pk, side, **data):
    return klient.post(reverse(f"anmodninger:utkast-{side}", args=[pk]), data, follow=True)


@pytest.mark.parametrize("side", ["show", "tall", "send", "delete"])
def test_a_post_to_a_draft_that_was_sent_leads_to_the_round(
    som, saksbehandler, prosjektleder, utkast, dag, side
):
    pk = utkast.pk
    runde = actions.send_runde(by=prosjektleder, utkast=utkast, dag=dag)

    svar = post(som(saksbehandler), pk, side, versjon=1)

    assert svar.redirect_chain == [(runde.get_absolute_url(), 302)]
    assert [str(melding) for melding in svar.context["messages"]] == [GRUNN]
    assert Anmodningsrunde.objects.count() == 1


@pytest.mark.parametrize("side", ["show", "tall", "send", "delete"])
def test_a_post_to_a_draft_that_was_deleted_leads_to_the_list(
    som, saksbehandler, prosjektleder, utkast, side
):
    pk = utkast.pk
    actions.slett_utkast(by=prosjektleder, utkast=utkast)

    svar = post(som(saksbehandler), pk, side, versjon=1)

    assert svar.redirect_chain == [(reverse("anmodninger:runde-index"), 302)]
    assert [str(melding) for melding in svar.context["messages"]] == [GRUNN]


def test_a_neighbour_is_not_told_that_there_was_a_draft(som, nabosaksbehandler, prosjektleder, utkast):
    pk = utkast.pk
    assert post(som(nabosaksbehandler), pk, "tall").status_code == 404
    actions.slett_utkast(by=prosjektleder, utkast=utkast)
    assert post(som(nabosaksbehandler), pk, "tall").status_code == 404


def test_a_draft_that_never_was_is_not_found(som, saksbehandler):
    assert post(som(saksbehandler), 4711, "tall").status_code == 404
