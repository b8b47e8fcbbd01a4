"""Groups on a day and activities of a period."""

from datetime import date

import pytest

from nettverk.medlemsliste import grupper_paa
from nettverk.queries import aktiviteter_i
from tests.nettverk.factories import (
    AktivitetFactory,
    GruppeFactory,
    MedlemskapFactory,
    ProsjektFactory,
    ResultatmaalFactory,
)

pytestmark = pytest.mark.django_db


def test_a_group_stands_as_it_did_on_the_day():
    gruppe = GruppeFactory()
    MedlemskapFactory(gruppe=gruppe, funksjon="første", til=date(2016, 1, 1))
    MedlemskapFactory(gruppe=gruppe, funksjon="andre", fra=date(2016, 1, 1))
    for dag, medlem in ((date(2015, 12, 31), "første"), (date(2016, 1, 1), "andre")):
        [stand] = grupper_paa(gruppe.prosjekt, dag)
        assert [rad.funksjon for rad in stand.medlemmer] == [medlem]
        assert stand.telling.personer == 1
    assert [rad.funksjon for rad in stand.tidligere] == ["første"]


def test_leaders_come_first_and_groups_in_their_order():
    prosjekt = ProsjektFactory()
    GruppeFactory(prosjekt=prosjekt, navn="Nettverk", rekkefoelge=2)
    styre = GruppeFactory(prosjekt=prosjekt, navn="Styringsgruppe", rekkefoelge=1)
    MedlemskapFactory(gruppe=styre, organisasjon__navn="Ås", rolle="observatoer")
    MedlemskapFactory(gruppe=styre, organisasjon__navn="Ås")
    MedlemskapFactory(gruppe=styre, organisasjon__navn="Bufetat")
    MedlemskapFactory(gruppe=styre, organisasjon__navn="Østfold", rolle="leder")
    grupper = grupper_paa(prosjekt, date(2016, 1, 1))
    assert [rad.gruppe.navn for rad in grupper] == ["Styringsgruppe", "Nettverk"]
    assert [rad.organisasjon.navn for rad in grupper[0].medlemmer] == ["Østfold", "Bufetat", "Ås", "Ås"]


@pytest.mark.parametrize("antall", [1, 6])
def test_groups_cost_two_queries_however_many(antall, django_assert_num_queries):
    prosjekt = ProsjektFactory()
    for _ in range(antall):
        MedlemskapFactory.create_batch(antall, gruppe=GruppeFactory(prosjekt=prosjekt))
    with django_assert_num_queries(2):
        assert sum(rad.telling.personer for rad in grupper_paa(prosjekt, date(2016, 1, 1))) == antall**2


@pytest.mark.parametrize("antall", [1, 6])
def test_activities_of_a_period_come_by_date_with_their_goals(antall, django_assert_num_queries):
    maal = ResultatmaalFactory()
    for dag in range(antall, 0, -1):
        AktivitetFactory(prosjekt=maal.prosjekt, fra_dato=date(2015, 12, dag)).resultatmaal.add(maal)
    AktivitetFactory(prosjekt=maal.prosjekt, fra_dato=date(2016, 1, 1))
    AktivitetFactory(fra_dato=date(2015, 12, 1))
    with django_assert_num_queries(3):
        rader = aktiviteter_i(maal.prosjekt, date(2015, 9, 1), date(2016, 1, 1))
        assert [rad.fra_dato.day for rad in rader] == list(range(1, antall + 1))
        assert all(list(rad.resultatmaal.all()) == [maal] for rad in rader)
