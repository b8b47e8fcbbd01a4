"""Pages of series: looked over, made, changed from a day on, ended."""

import re
import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from nettverk.models import Moete, Moeteserie
from tests.nettverk.factories import ProsjektFactory
from tests.nettverk.seriefactories import (
    MoeteserieFactory,
    SeriemoeteFactory,
)

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/moeter/"


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def serieskjema(**endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "tittel": "Prosjektgruppemøte", "gruppe": "", "hyppighet": "maaned-1",
        "nummer": "1", "ukedag": "1", "fra": "2016-01-01", "siste": "2016-06-30", "fra_tid": "11:30",
        "til_tid": "15:00", "sted": "Moss", "videolenke": "", "innsyn": "embetet",
    } | endret  # fmt: skip


def titler(svar) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">(.*?)</a>', svar.content.decode())


def vis(svar) -> tuple[str, list[str], list[str]]:
    """Return what a preview says: the key of what is shown, the days, and those that are chosen."""
    tekst = svar.content.decode()
    [vist] = re.findall(r'name="vist" value="(.*?)"', tekst)
    bokser = re.findall(r'name="dato" value="(.*?)" id="[^"]*"( checked)?', tekst)
    return vist, [dag for dag, _valgt in bokser], [dag for dag, valgt in bokser if valgt]


def test_the_days_are_looked_over_before_they_become_meetings(som, prosjektleder, prosjekt):
    side = reverse("nettverk:moeteserie-create", args=[prosjekt.pk])
    data = serieskjema(ukedag="0", nummer="3", fra="2016-01-01", siste="2016-06-30")  # the third Monday
    data |= {"ukedag": "1", "nummer": "3"}
    svar = som(prosjektleder).post(side, data)
    assert svar.status_code == 200
    assert not Moeteserie.objects.exists()
    tekst = svar.content.decode()
    assert "6 datoer: tredje tirsdag i hver måned" in tekst
    assert "tirsdag 17. mai 2016 <strong>(Grunnlovsdag)</strong>" in tekst
    vist, alle, valgt = vis(svar)
    assert (len(alle), "2016-05-17" in valgt, len(valgt)) == (6, False, 5)
    valgt.remove("2016-02-16")
    svar = som(prosjektleder).post(side, data | {"vist": vist, "dato": valgt})
    serie = Moeteserie.objects.get()
    assert svar.url == serie.get_absolute_url()
    assert [str(m.dato) for m in serie.moeter.order_by("dato")] == valgt
    tekst = som(prosjektleder).get(svar.url).content.decode()
    assert "Tredje tirsdag i hver måned kl. 11.30–15.00, fra 1. januar 2016 til 30. juni 2016" in tekst
    assert re.search(r"17\.05\.2016</th>\s*<td>ikke møte</td>\s*<td>Grunnlovsdag", tekst)
    assert re.search(r"16\.02\.2016</th>\s*<td>ikke møte</td>\s*<td>hoppet over", tekst)


def test_days_shown_for_another_pattern_are_not_saved(som, prosjektleder, prosjekt):
    side = reverse("nettverk:moeteserie-create", args=[prosjekt.pk])
    vist, alle, _valgt = vis(som(prosjektleder).post(side, serieskjema()))
    data = serieskjema(ukedag="3") | {"vist": vist, "dato": alle}
    svar = som(prosjektleder).post(side, data)
    assert vis(svar)[1] != alle
    assert not Moeteserie.objects.exists()
    ingen = som(prosjektleder).post(side, serieskjema() | {"vist": vist})
    assert (ingen.status_code, "Velg minst én dato." in ingen.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"siste": "2015-12-31"}, "Siste dag kan ikke være før første dag."),
        ({"siste": "2017-06-30"}, "Serien går ut over prosjektperioden."),
        ({"til_tid": "11:00"}, "Møtet må slutte etter at det begynner."),
        ({"siste": "2016-01-02"}, "Mønsteret gir ingen møter"),
        ({"hyppighet": "dag-1"}, "gyldig valg"),
    ],
)
def test_a_pattern_that_cannot_be_is_told_at_the_field(som, prosjektleder, prosjekt, feil, grunn):
    side = reverse("nettverk:moeteserie-create", args=[prosjekt.pk])
    svar = som(prosjektleder).post(side, serieskjema(**feil))
    assert svar.status_code == 422
    assert grunn in svar.content.decode()


@pytest.fixture
def serie(prosjekt):
    serie = MoeteserieFactory(prosjekt=prosjekt, innsyn="embetet")
    for maaned, dag in [(1, 5), (2, 2), (3, 1), (4, 5), (5, 3), (6, 7)]:
        SeriemoeteFactory(
            prosjekt=prosjekt, serie=serie, seriedato=date(2016, maaned, dag), dato=date(2016, maaned, dag),
            tittel=serie.tittel, innsyn="embetet",
        )  # fmt: skip
    return serie


def test_the_rest_of_a_series_is_changed_from_a_day(som, prosjektleder, serie):
    Moete.objects.filter(dato=date(2016, 5, 3)).update(status="avlyst")
    side = reverse("nettverk:moeteserie-edit", args=[serie.pk])
    assert 'name="fra" value="2016-04-05"' in som(prosjektleder).get(side).content.decode()
    data = serieskjema(ukedag="3", fra="2016-03-09", til_tid="14:00")
    vist, alle, valgt = vis(som(prosjektleder).post(side, data))
    # May's meeting is cancelled: the new pattern does not bring it back by itself.
    assert (alle, valgt) == (["2016-04-07", "2016-05-05", "2016-06-02"], ["2016-04-07", "2016-06-02"])
    svar = som(prosjektleder).post(side, data | {"vist": vist, "dato": valgt})
    ny = Moeteserie.objects.exclude(pk=serie.pk).get()
    assert svar.url == ny.get_absolute_url()
    assert {(str(m.dato), m.til_tid) for m in ny.moeter.all()} == {
        ("2016-04-07", time(14)),
        ("2016-06-02", time(14)),
    }


def test_a_moved_meeting_is_marked_in_its_series(som, leser, serie):
    Moete.objects.filter(seriedato=date(2016, 4, 5)).update(dato=date(2016, 4, 6))
    Moete.objects.filter(seriedato=date(2016, 5, 3)).update(status="avlyst", avlyst_grunn="Sykdom")
    tekst = som(leser).get(serie.get_absolute_url()).content.decode()
    assert "flyttet til 6. april 2016" in tekst
    assert re.search(r"avlyst</span> Sykdom", tekst)
    assert "Endre resten" not in tekst
    assert "flyttet fra 05.04.2016" in som(leser).get(INDEX).content.decode()


def test_a_series_is_ended_with_a_reason(som, prosjektleder, serie):
    side = reverse("nettverk:moeteserie-end", args=[serie.pk])
    data = {"versjon": 1, "fra": "2016-05-01", "grunn": "Prosjektet er over."}
    assert som(prosjektleder).post(side, data | {"fra": "2016-03-01"}).status_code == 422
    assert som(prosjektleder).post(side, data).url == serie.get_absolute_url()
    assert serie.moeter.filter(status="avlyst").count() == 2


def test_the_list_of_series_is_narrowed_and_exported(som, leser, prosjekt, serie):
    MoeteserieFactory(
        prosjekt=prosjekt, innsyn="embetet", tittel="Gammel", fra=date(2015, 1, 1), til=date(2016, 1, 1)
    )
    side = reverse("nettverk:moeteserie-index")
    assert titler(som(leser).get(side)) == ["Prosjektgruppemøte", "Gammel"]
    assert titler(som(leser).get(side, {"naar": "over"})) == ["Gammel"]
    assert titler(som(leser).get(side, {"naar": "paagaar", "sort": "neste"})) == ["Prosjektgruppemøte"]
    eksport = som(leser).get(reverse("nettverk:moeteserie-export", args=["csv"]), {"naar": "paagaar"})
    [_hode, rad] = eksport.content.decode("utf-8-sig").splitlines()
    assert rad == (
        "Prosjektgruppemøte;;første tirsdag i hver måned;11.30;15.00;2016-01-01;2016-06-30;Moss;6;2016-04-05"
    )
    assert som(leser).get(reverse("nettverk:moeteserie-export", args=["pdf"])).status_code == 404
