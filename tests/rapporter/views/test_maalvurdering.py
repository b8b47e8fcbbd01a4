"""The page where each result goal of a report is judged."""

import pytest
from django.urls import reverse

from rapporter.models import Kapittel, Rapport
from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory
from tests.rapporter.factories import RapportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete):
    prosjekt = ProsjektFactory(embete=embete)
    for nummer in ("1", "3 a"):
        ResultatmaalFactory(prosjekt=prosjekt, nummer=nummer, tekst=f"Mål {nummer}")
    return RapportFactory(prosjekt=prosjekt, type="sluttrapport", tertial=0, aar=2016)


def adresse(rapport):
    return reverse("rapporter:maalvurdering-edit", args=[rapport.pk])


VALG = {"maal-1": "delvis", "versjon-maal-1": "0", "maal-3a": "", "versjon-maal-3a": "0"}


def test_a_judgement_is_saved_shown_in_the_report_and_not_called_prose(som, rapport, prosjektleder):
    leder = som(prosjektleder)
    html = leder.post(adresse(rapport), VALG, follow=True).text
    assert "Måloppnåelse: delvis nådd." in html
    assert "Tekst uten plass" not in html
    assert Kapittel.objects.get().noekkel == "vurdering-maal-1"
    assert "0 av 15 skrevet" in leder.get(reverse("rapporter:rapport-index")).text
    assert f"Vurdert av {prosjektleder.navn}" in leder.get(adresse(rapport)).text
    assert (
        leder.get(reverse("rapporter:kapittel-edit", args=[rapport.pk, "vurdering-maal-1"])).status_code
        == 404
    )


def test_the_same_again_writes_nothing(som, rapport, prosjektleder):
    leder = som(prosjektleder)
    leder.post(adresse(rapport), VALG)
    leder.post(adresse(rapport), VALG | {"versjon-maal-1": "1"})
    assert Kapittel.objects.get().versjon == 1


def test_who_came_second_overwrites_nothing(som, rapport, prosjektleder, saksbehandler):
    som(prosjektleder).post(adresse(rapport), VALG)
    svar = som(saksbehandler).post(adresse(rapport), VALG | {"maal-1": "naadd", "maal-3a": "naadd"})
    assert svar.status_code == 422
    assert "Noen har vurdert mål 1 mens du skrev." in svar.text
    assert [rad.tekst for rad in Kapittel.objects.all()] == ["delvis"]


def test_a_report_on_its_way_is_not_judged(som, rapport, prosjektleder):
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.SENDT)
    svar = som(prosjektleder).post(adresse(rapport), VALG)
    assert svar.status_code == 422
    assert "kan ikke endres" in svar.text
    assert not Kapittel.objects.exists()


def test_the_page_leads_back_to_the_report_and_the_list(som, rapport, prosjektleder):
    html = som(prosjektleder).get(adresse(rapport)).text
    for over in (reverse("rapporter:rapport-index"), rapport.get_absolute_url()):
        assert f'<li><a class="ds-link" href="{over}">' in html


def test_a_value_nobody_offered_is_refused_and_a_project_without_goals_says_so(
    som, rapport, prosjektleder, embete
):
    assert som(prosjektleder).post(adresse(rapport), VALG | {"maal-1": "kanskje"}).status_code == 422
    uten = RapportFactory(prosjekt=ProsjektFactory(embete=embete), type="sluttrapport", tertial=0, aar=2016)
    assert "Prosjektet har ingen resultatmål å vurdere." in som(prosjektleder).get(adresse(uten)).text
