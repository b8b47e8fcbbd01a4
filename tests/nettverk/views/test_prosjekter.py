"""Pages of projects and their result goals."""

import uuid

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Prosjekt, Resultatmaal
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory, ResultatmaalFactory

pytestmark = pytest.mark.django_db


def prosjektdata(maal=(), **endret):
    data = {
        "noekkel": uuid.uuid4(), "versjon": 1, "navn": "Raskere bosetting", "fra": "2015-01-01", "til": "2016-12-31",
        "effektmaal": "Flere bosettes raskere", "kilde": "",
        "maal-TOTAL_FORMS": len(maal), "maal-INITIAL_FORMS": sum(bool(rad.get("pk")) for rad in maal),
    }  # fmt: skip
    for nr, rad in enumerate(maal):
        data |= {f"maal-{nr}-{felt}": verdi for felt, verdi in rad.items()}
    return data | endret


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete, navn="Raskere bosetting")


def test_the_project_shows_goals_with_their_activities(som, leser, prosjekt):
    maal = ResultatmaalFactory(prosjekt=prosjekt, nummer="3 c", tekst="En samordnet stat")
    AktivitetFactory(prosjekt=prosjekt).resultatmaal.add(maal)
    svar = som(leser).get(prosjekt.get_absolute_url()).content.decode()
    assert "En samordnet stat" in svar
    assert '<td class="num">1</td>' in svar
    assert "Rediger prosjektet" not in svar


def test_gates(som, client, prosjekt, leser, kontaktperson, nabosaksbehandler, saksbehandler):
    endre, ny = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk]), reverse("nettverk:prosjekt-create")
    for side in (prosjekt.get_absolute_url(), endre, ny):
        assert client.get(side).status_code == 302
    assert som(nabosaksbehandler).get(prosjekt.get_absolute_url()).status_code == 404
    assert som(kontaktperson).get(prosjekt.get_absolute_url()).status_code == 403
    for side in (endre, ny):
        assert som(saksbehandler).get(side).status_code == 403
        assert som(leser).post(side, prosjektdata()).status_code == 403


def test_a_project_is_made_once_with_its_goals(som, prosjektleder, embete, naboembete):
    side = reverse("nettverk:prosjekt-create")
    assert som(prosjektleder).get(side).status_code == 200
    data = prosjektdata(
        [{"nummer": "1", "tekst": "Alle vedtar"}, {"nummer": "", "tekst": ""}], embete=embete.pk
    )
    svar = som(prosjektleder).post(side, data)
    assert som(prosjektleder).post(side, data).url == svar.url == Prosjekt.objects.get().get_absolute_url()
    assert Resultatmaal.objects.get().tekst == "Alle vedtar"
    assert Hendelse.objects.count() == 2
    svar = som(prosjektleder).post(side, prosjektdata(embete=naboembete.pk))
    assert svar.status_code == 422
    svar = som(prosjektleder).post(side, prosjektdata(embete=embete.pk))
    assert "Navnet er alt i bruk her." in svar.content.decode()


def test_goals_change_places_are_added_and_deleted(som, prosjektleder, prosjekt):
    a, b, c = (ResultatmaalFactory(prosjekt=prosjekt, nummer=nr, tekst=nr) for nr in "123")
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    assert som(prosjektleder).get(side).status_code == 200
    maal = [
        {"pk": a.pk, "nummer": "2", "tekst": "1"},
        {"pk": b.pk, "nummer": "1", "tekst": "2"},
        {"pk": c.pk, "nummer": "3", "tekst": "3", "DELETE": "on"},
        {"nummer": "3", "tekst": "Ny"},
    ]
    assert som(prosjektleder).post(side, prosjektdata(maal)).url == prosjekt.get_absolute_url()
    assert list(prosjekt.resultatmaal.order_by("nummer").values_list("nummer", "tekst")) == [
        ("1", "2"),
        ("2", "1"),
        ("3", "Ny"),
    ]
    assert {"endret resultatmål", "slettet resultatmål", "opprettet resultatmål", "endret prosjekt"} == set(
        Hendelse.objects.values_list("handling", flat=True)
    )


def test_a_goal_that_activities_serve_is_kept(som, prosjektleder, prosjekt):
    maal = ResultatmaalFactory(prosjekt=prosjekt, nummer="1")
    AktivitetFactory(prosjekt=prosjekt).resultatmaal.add(maal)
    data = prosjektdata([{"pk": maal.pk, "nummer": "1", "tekst": "x", "DELETE": "on"}], navn="Nytt navn")
    svar = som(prosjektleder).post(reverse("nettverk:prosjekt-edit", args=[prosjekt.pk]), data)
    assert svar.status_code == 422
    assert "Resultatmål 1 kan ikke slettes" in svar.content.decode()
    assert Resultatmaal.objects.filter(pk=maal.pk).exists()
    prosjekt.refresh_from_db()
    assert prosjekt.navn == "Raskere bosetting"


@pytest.mark.parametrize(
    ("feil", "maal", "grunn"),
    [
        ({"til": "2014-12-31"}, [], "Sluttdatoen må være etter startdatoen."),
        ({"effektmaal": ""}, [], "Feltet er påkrevet."),
        ({}, [{"nummer": "1", "tekst": ""}], "Resultatmål, linje 1: Feltet er påkrevet."),
        (
            {},
            [{"nummer": "1", "tekst": "a"}, {"nummer": "1", "tekst": "b"}],
            "Flere resultatmål har nummer 1.",
        ),
        (
            {},
            [{"nummer": "3 a", "tekst": "a"}, {"nummer": "3A", "tekst": "b"}],
            "Flere resultatmål har nummer 3 a, 3A.",
        ),
    ],
)
def test_faults_are_told_and_nothing_is_half_saved(som, prosjektleder, prosjekt, feil, maal, grunn):
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    svar = som(prosjektleder).post(side, prosjektdata(maal, navn="Omdøpt", **feil))
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Omdøpt" in svar.content.decode()
    prosjekt.refresh_from_db()
    assert prosjekt.navn == "Raskere bosetting"
    assert not Hendelse.objects.exists()


def test_goals_of_another_project_are_out_of_reach(som, prosjektleder, prosjekt):
    fremmed = ResultatmaalFactory(nummer="9", tekst="Deres")
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    som(prosjektleder).post(side, prosjektdata([{"pk": fremmed.pk, "nummer": "9", "tekst": "Vårt"}]))
    fremmed.refresh_from_db()
    assert fremmed.tekst == "Deres"


def test_two_who_change_the_same_project_lose_nothing(som, prosjektleder, prosjekt):
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    like = {"navn": prosjekt.navn, "effektmaal": prosjekt.effektmaal, "til": "2017-01-01"}
    foerste = prosjektdata([{"nummer": "1", "tekst": "Alle vedtar"}], **like)
    assert som(prosjektleder).post(side, foerste).status_code == 302
    andre = prosjektdata([{"nummer": "1", "tekst": "Noen vedtar"}], **like)
    svar = som(prosjektleder).post(side, andre)
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har lagret etter at du åpnet siden" in svar.content.decode()
    assert "<li>1 Alle vedtar</li>" in svar.content.decode()
    assert "Noen vedtar" in svar.content.decode()
    assert [rad.tekst for rad in prosjekt.resultatmaal.all()] == ["Alle vedtar"]
    assert Hendelse.objects.get().handling == "opprettet resultatmål"
