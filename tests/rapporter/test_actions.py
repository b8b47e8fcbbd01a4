"""Reports and chapters: what is written, what is refused, and the trace of it."""

from datetime import date
from uuid import uuid4

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from rapporter.actions import endre_rapport, lag_rapport
from rapporter.models import Rapport
from tests.nettverk.factories import ProsjektFactory

from .factories import RapportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def lag(by, prosjekt, **felt):
    standard = {
        "aar": 2015,
        "tertial": 3,
        "bosettingsaar": 2016,
        "skjaeringsdato": date(2016, 1, 29),
        "dag": date(2016, 3, 9),
        "noekkel": uuid4(),
    }
    return lag_rapport(by=by, prosjekt=prosjekt, **standard | felt)


def felt_i(hinder):
    return [felt for felt, _grunn in hinder.value.grunner]


def test_a_new_report_leaves_a_trace(prosjektleder, prosjekt):
    rapport = lag(prosjektleder, prosjekt)
    hendelse = Hendelse.objects.get()
    assert (hendelse.bruker, hendelse.handling, hendelse.objekt_id) == (
        prosjektleder,
        "opprettet rapport",
        str(rapport.pk),
    )
    assert hendelse.etter["skjaeringsdato"] == "2016-01-29"


def test_the_same_form_twice_makes_one_report(prosjektleder, prosjekt):
    noekkel = uuid4()
    assert lag(prosjektleder, prosjekt, noekkel=noekkel) == lag(prosjektleder, prosjekt, noekkel=noekkel)
    assert Rapport.objects.count() == Hendelse.objects.count() == 1


def test_a_second_report_on_the_tertial_is_refused_at_the_field(prosjektleder, prosjekt):
    lag(prosjektleder, prosjekt)
    with pytest.raises(Hinder) as hinder:
        lag(prosjektleder, prosjekt)
    assert felt_i(hinder) == ["tertial"]
    assert Rapport.objects.count() == 1
    assert lag(prosjektleder, ProsjektFactory(embete=prosjekt.embete)).pk


def test_a_tertial_that_has_not_begun_gets_no_report(prosjektleder, prosjekt):
    with pytest.raises(Hinder) as hinder:
        lag(prosjektleder, prosjekt, aar=2016, tertial=2, skjaeringsdato=date(2016, 3, 9))
    assert felt_i(hinder) == ["tertial", "skjaeringsdato"]
    assert not Rapport.objects.exists()


def test_the_cut_off_may_be_moved_and_the_move_is_seen(prosjektleder, prosjekt):
    rapport = RapportFactory(prosjekt=prosjekt)
    endret = endre_rapport(
        by=prosjektleder,
        rapport=rapport,
        bosettingsaar=2016,
        skjaeringsdato=date(2016, 2, 18),
        dag=date(2016, 3, 9),
    )
    assert endret.skjaeringsdato == date(2016, 2, 18)
    assert Hendelse.objects.get().endringer == [("skjaeringsdato", "2016-01-29", "2016-02-18")]


def test_a_change_that_changes_nothing_leaves_no_trace(prosjektleder, prosjekt):
    rapport = RapportFactory(prosjekt=prosjekt)
    endre_rapport(
        by=prosjektleder,
        rapport=rapport,
        bosettingsaar=2016,
        skjaeringsdato=date(2016, 1, 29),
        dag=date(2016, 3, 9),
    )
    assert not Hendelse.objects.exists()


def test_a_cut_off_in_the_future_changes_nothing(prosjektleder, prosjekt):
    rapport = RapportFactory(prosjekt=prosjekt)
    with pytest.raises(Hinder) as hinder:
        endre_rapport(
            by=prosjektleder,
            rapport=rapport,
            bosettingsaar=2030,
            skjaeringsdato=date(2016, 3, 10),
            dag=date(2016, 3, 9),
        )
    assert felt_i(hinder) == ["skjaeringsdato", "bosettingsaar"]
    rapport.refresh_from_db()
    assert rapport.bosettingsaar == 2016
