"""Meetings ahead in a kontaktperson's calendar: those of the embete that covers her municipality, and no others."""

from datetime import date

import pytest

from bosetting.brukere import kalender
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def aktivitet(prosjekt, **felt):
    return AktivitetFactory(
        **{"prosjekt": prosjekt, "status": "planlagt", "fra_dato": date(2016, 4, 12), "slag": "forum"} | felt
    )


def moeter(person):
    return [ett for ett in kalender.hendelser(person, DAG) if ett.moete]


def test_a_planned_meeting_has_title_days_and_place_and_nothing_more(kontaktperson, prosjekt):
    aktivitet(
        prosjekt, tittel="Fagforum", til_dato=date(2016, 4, 13), sted="Sarpsborg rådhus",
        beskrivelse="Halden sliter", maalgruppe="rådmenn", deltakere=40,
    )  # fmt: skip
    [moete] = moeter(kontaktperson)
    assert (moete.tittel, moete.fra, moete.siste_dag, moete.sted) == (
        "Fagforum",
        date(2016, 4, 12),
        date(2016, 4, 13),
        "Sarpsborg rådhus",
    )
    assert (moete.beskrivelse, moete.url_sti) == ("", "")
    fil = kalender.som_ics([moete], adresse=str).decode()
    assert "LOCATION:Sarpsborg rådhus" in fil


@pytest.mark.parametrize(
    "felt",
    [
        {"status": "avlyst"},
        {"status": "gjennomfoert"},
        {"fra_dato": date(2016, 3, 8)},
        {"fra_dato": date(2016, 3, 1), "til_dato": date(2016, 3, 8)},
        {"slag": "besoek", "tittel": "Besøk i Moss"},
    ],
)
def test_what_is_over_cancelled_or_a_visit_is_not_there(kontaktperson, prosjekt, felt):
    aktivitet(prosjekt, **felt)
    assert moeter(kontaktperson) == []


def test_one_that_lasts_until_today_is_there(kontaktperson, prosjekt):
    aktivitet(prosjekt, fra_dato=date(2016, 3, 7), til_dato=DAG)
    assert len(moeter(kontaktperson)) == 1


def test_other_embeter_and_people_without_a_municipality_have_none(
    kontaktperson, saksbehandler, uten_rolle, prosjekt, naboembete
):
    aktivitet(ProsjektFactory(embete=naboembete))
    assert moeter(kontaktperson) == []
    aktivitet(prosjekt)
    assert moeter(saksbehandler) == moeter(uten_rolle) == []


def test_two_municipalities_of_one_county_meet_once(kontaktperson, moss, prosjekt):
    kontaktperson.tilganger.create(rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    aktivitet(prosjekt)
    assert len(moeter(kontaktperson)) == 1
