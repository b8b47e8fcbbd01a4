"""The keys: which figures they find, which count they are, and what is unknown."""

from datetime import date

import pytest

from anmodninger import noekler
from bosetting.kommuner.models import Folketall, Kommune, KommuneEndring
from tests.anmodninger.factories import mange
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import BosattFactory, VedtakFactory

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


def hent(kode, aar=2016, dag=DAG):
    kommuner = Kommune.objects.i_aar(aar).filter(fylke__nr="01")
    (valgt,) = noekler.hent({kode: 1}, kommuner, aar, dag)
    return valgt.grunnlag


def folketall(kommune, **tall):
    Folketall.objects.bulk_create(
        Folketall(kommune=kommune, aar=int(aar.removeprefix("i")), antall=antall)
        for aar, antall in tall.items()
    )


def test_inhabitants_are_the_latest_count_before_the_settlement_year(halden, moss):
    folketall(halden, i2014=30_132, i2015=30_328, i2016=30_544)
    folketall(moss, i2014=31_308, i2016=32_182)

    grunnlag = hent("folketall")

    assert grunnlag.tall == {halden.pk: 30_328, moss.pk: 31_308}
    assert grunnlag.forklaring == "innbyggere 1. januar 2015; 1 kommune har eldre tall"


def test_no_count_is_unknown_and_not_zero(halden, moss):
    folketall(halden, i2015=30_328)

    assert hent("folketall").tall == {halden.pk: 30_328, moss.pk: None}
    assert hent("folketall", aar=2015).tall == {halden.pk: None, moss.pk: None}
    assert hent("folketall", aar=2015).forklaring == "ingen folketall er registrert"


@pytest.fixture
def indre(embete):
    """Askim and Eidsberg become Indre Østfold in 2020."""
    gamle = [KommuneFactory(nr=nr, navn=navn) for nr, navn in (("0124", "Askim"), ("0125", "Eidsberg"))]
    ny = Kommune.objects.create(nr="3014", navn="Indre Østfold", fylke=gamle[0].fylke, fra=date(2020, 1, 1))
    for kommune in gamle:
        Kommune.objects.filter(pk=kommune.pk).update(til=date(2020, 1, 1))
        KommuneEndring.objects.create(forgjenger=kommune, etterfoelger=ny, dato=date(2020, 1, 1))
    return *gamle, ny


def test_a_new_municipality_has_the_sum_of_those_that_became_it(indre):
    askim, eidsberg, ny = indre
    folketall(askim, i2019=15_865)
    assert hent("folketall", aar=2020).tall == {ny.pk: None}

    folketall(eidsberg, i2019=11_396)
    BosattFactory(kommune=askim, aar=2019, antall=13, per_dato=date(2019, 12, 31))
    BosattFactory(kommune=eidsberg, aar=2019, antall=1, per_dato=date(2019, 12, 31))
    VedtakFactory(kommune=askim, aar=2019, totalt=15, vedtaksdato=None, mottatt=date(2019, 1, 1))
    VedtakFactory(kommune=eidsberg, aar=2019, totalt=10, vedtaksdato=None, mottatt=date(2019, 1, 1))

    dag = date(2020, 1, 10)
    assert hent("folketall", aar=2020).tall == {ny.pk: 27_261}
    assert hent("bosatt", aar=2020, dag=dag).tall == {ny.pk: 14}
    assert hent("vedtak", aar=2020, dag=dag).tall == {ny.pk: 25}


def test_a_municipality_that_was_parted_says_nothing_about_its_parts(indre):
    askim, eidsberg, ny = indre
    folketall(askim, i2019=15_865)
    folketall(eidsberg, i2019=11_396)
    annen = Kommune.objects.create(nr="3099", navn="Annen", fylke=ny.fylke, fra=date(2020, 1, 1))
    KommuneEndring.objects.create(forgjenger=askim, etterfoelger=annen, dato=date(2020, 1, 1))

    assert hent("folketall", aar=2020).tall == {ny.pk: None, annen.pk: None}


def test_what_has_changed_twice_has_the_figures_of_its_first_numbers(indre):
    askim, eidsberg, ny = indre
    nyest = Kommune.objects.create(nr="3118", navn="Indre Østfold", fylke=ny.fylke, fra=date(2024, 1, 1))
    Kommune.objects.filter(pk=ny.pk).update(til=date(2024, 1, 1))
    KommuneEndring.objects.create(forgjenger=ny, etterfoelger=nyest, dato=date(2024, 1, 1))
    folketall(askim, i2015=15_720)
    folketall(eidsberg, i2015=11_356)
    VedtakFactory(kommune=askim, aar=2019, totalt=15, vedtaksdato=None, mottatt=date(2019, 1, 1))
    VedtakFactory(kommune=eidsberg, aar=2019, totalt=10, vedtaksdato=None, mottatt=date(2019, 1, 1))

    assert hent("folketall", aar=2026).tall == {nyest.pk: 27_076}
    assert hent("folketall", aar=2026).forklaring == "innbyggere 1. januar 2015"
    assert hent("vedtak", aar=2026, dag=date(2026, 1, 10)).tall == {nyest.pk: 25}

    folketall(ny, i2023=46_000)
    assert hent("folketall", aar=2026).tall == {nyest.pk: 46_000}


def test_changes_that_go_in_a_ring_say_nothing_and_end(indre):
    askim, _eidsberg, ny = indre
    KommuneEndring.objects.create(forgjenger=ny, etterfoelger=askim, dato=date(2020, 1, 1))

    assert hent("folketall", aar=2020).tall == {ny.pk: None}


def test_settled_is_the_last_count_of_the_last_year_that_has_one(halden, moss):
    BosattFactory(kommune=halden, aar=2014, antall=22, per_dato=date(2014, 12, 31))
    BosattFactory(kommune=halden, aar=2015, antall=30, per_dato=date(2015, 8, 31))
    BosattFactory(kommune=halden, aar=2015, antall=49, per_dato=date(2015, 12, 31))
    BosattFactory(kommune=moss, aar=2016, antall=4, per_dato=date(2016, 2, 29))

    assert hent("bosatt").tall == {halden.pk: 49, moss.pk: None}
    assert hent("bosatt").forklaring == "bosatt i 2015, per 31.12.2015"
    assert hent("bosatt", dag=date(2015, 9, 1)).tall[halden.pk] == 30
    assert hent("bosatt", aar=2014).forklaring == "ingen tall for bosatte er registrert"


def test_decisions_are_those_in_force_and_known_on_the_day(halden, moss):
    VedtakFactory(kommune=halden, aar=2015, totalt=20, vedtaksdato=date(2015, 1, 5), mottatt=date(2015, 1, 9))
    VedtakFactory(kommune=halden, aar=2015, totalt=48, vedtaksdato=date(2015, 6, 1), mottatt=date(2015, 6, 9))
    VedtakFactory(kommune=moss, aar=2016, totalt=80)

    assert hent("vedtak").tall == {halden.pk: 48, moss.pk: None}
    assert hent("vedtak").forklaring == "vedtak for 2015, slik de sto 09.03.2016"
    assert hent("vedtak", dag=date(2015, 6, 8)).tall[halden.pk] == 20
    assert hent("vedtak", aar=2015).tall == {halden.pk: None, moss.pk: None}


def test_equal_parts_count_everybody_once(halden, moss):
    assert hent("lik").tall == {halden.pk: 1, moss.pk: 1}


@pytest.mark.parametrize("antall", [2, 428])
@pytest.mark.parametrize("kode", ["folketall", "lik", "bosatt", "vedtak"])
def test_a_key_costs_the_same_at_every_size(embete, kode, antall, django_assert_max_num_queries):
    kommuner = mange(embete, antall)
    for kommune in kommuner[:2]:
        BosattFactory(kommune=kommune, aar=2015, per_dato=date(2015, 12, 31))
        VedtakFactory(kommune=kommune, aar=2015)

    with django_assert_max_num_queries(7):
        assert len(hent(kode).tall) == antall
