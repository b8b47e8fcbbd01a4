"""Pages of embeter."""

import pytest
from django.urls import reverse

from bosetting.brukere.models import Embete, Hendelse
from tests.kommuner.factories import FylkeFactory

pytestmark = pytest.mark.django_db
INDEX = "/brukere/embeter/"


def data(fylker, navn, omraade="Østfold"):
    felt = {"omraade": omraade, "fylker": [fylke.pk for fylke in fylker]}
    felt |= {"navn-TOTAL_FORMS": len(navn), "navn-INITIAL_FORMS": 0}
    for nr, rad in enumerate(navn):
        felt |= {f"navn-{nr}-{navn_}": verdi for navn_, verdi in rad.items()}
    return felt


GAMMELT = {"navn": "Fylkesmannen i Østfold", "tittel": "fylkesmann", "fra": "1900-01-01", "til": "2019-01-01"}
NYTT = {"navn": "Fylkesmannen i Oslo og Viken", "tittel": "fylkesmann", "fra": "2019-01-01", "til": ""}


def test_gates(som, client, embete, systemansvarlig, saksbehandler):
    for side in (INDEX, reverse("brukere:embete-create"), embete.get_absolute_url()):
        client.logout()
        assert client.get(side).status_code == 302
        assert som(saksbehandler).get(side).status_code == 403
        assert som(saksbehandler).post(side, {}).status_code == 403
        assert som(systemansvarlig).get(side).status_code == 200
    assert som(systemansvarlig).get("/brukere/embeter/99999/").status_code == 404


def test_the_list_says_what_is_missing(som, systemansvarlig):
    assert "Ingen embeter ennå" in som(systemansvarlig).get(INDEX).content.decode()


@pytest.mark.parametrize("antall", [1, 6])
def test_the_list_costs_the_same_however_long(som, systemansvarlig, antall, django_assert_max_num_queries):
    for nr in range(antall):
        embete = Embete.objects.create(omraade=f"Sted {nr}")
        embete.fylker.add(FylkeFactory(nr=f"{nr + 1:02d}"))
    klient = som(systemansvarlig)
    with django_assert_max_num_queries(6):
        assert "ikke ført" in klient.get(INDEX).content.decode()


def test_an_embete_is_made_with_counties_and_names(som, systemansvarlig):
    fylke = FylkeFactory()
    side = reverse("brukere:embete-create")
    assert som(systemansvarlig).post(side, data([fylke], [GAMMELT, NYTT])).url == INDEX
    embete = Embete.objects.get()
    assert list(embete.fylker.all()) == [fylke]
    assert embete.navnerader.count() == 2
    assert Hendelse.objects.get().handling == "opprettet embete"
    assert "Fylkesmannen i Østfold" in som(systemansvarlig).get(INDEX).content.decode()
    svar = som(systemansvarlig).post(side, data([fylke], [GAMMELT], omraade="østfold"))
    assert svar.status_code == 422
    assert "Det finnes alt et embete for dette området." in svar.content.decode()


def test_a_new_name_follows_the_old_one_and_the_log_tells(som, systemansvarlig, embete):
    side = embete.get_absolute_url()
    assert "Fylkesmannen i Østfold" in som(systemansvarlig).get(side).content.decode()
    fylker = list(embete.fylker.all())
    assert som(systemansvarlig).post(side, data(fylker, [GAMMELT, NYTT])).url == INDEX
    endring = {felt: (foer, etter) for felt, foer, etter in Hendelse.objects.get().endringer}
    assert endring.keys() == {"navn"}
    assert endring["navn"][1] == [
        "Fylkesmannen i Østfold (fylkesmann) fra 01.01.1900 til 01.01.2019",
        "Fylkesmannen i Oslo og Viken (fylkesmann) fra 01.01.2019",
    ]
    som(systemansvarlig).post(side, data(fylker, [GAMMELT, NYTT]))
    assert Hendelse.objects.count() == 1
    som(systemansvarlig).post(side, data(fylker, [GAMMELT | {"til": ""}, NYTT | {"DELETE": "on"}]))
    assert embete.navnerader.get().til is None


@pytest.mark.parametrize(
    ("navn", "grunn"),
    [
        (
            [GAMMELT | {"til": ""}, NYTT],
            "Navnene overlapper: «Fylkesmannen i Østfold» gjelder uten sluttdato",
        ),
        ([GAMMELT | {"til": "1899-01-01"}], "sluttdatoen må være etter startdatoen"),
        ([], "Embetet må ha minst ett navn."),
        ([GAMMELT | {"fra": "i fjor"}], "Skriv en dato som finnes"),
    ],
)
def test_faults_are_told_and_nothing_is_half_saved(som, systemansvarlig, embete, navn, grunn):
    svar = som(systemansvarlig).post(
        embete.get_absolute_url(), data([FylkeFactory(nr="30")], navn, omraade="Oslo og Viken")
    )
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert 'value="Oslo og Viken"' in svar.content.decode()
    embete.refresh_from_db()
    assert embete.omraade == "Østfold"
    assert [fylke.nr for fylke in embete.fylker.all()] == ["01"]
    assert not Hendelse.objects.exists()
