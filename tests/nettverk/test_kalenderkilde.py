"""Meetings and activities in people's own calendars: what each may see, where they are, and that they are cancelled."""

from datetime import date, time

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bosetting.brukere import kalender
from bosetting.felles.dag import naa
from nettverk.models import Moete, Person
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import (
    AktivitetFactory,
    GruppeFactory,
    MedlemskapFactory,
    OrganisasjonFactory,
    ProsjektFactory,
)

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def aktivitet(prosjekt, **felt):
    return AktivitetFactory(
        **{"prosjekt": prosjekt, "status": "planlagt", "fra_dato": date(2016, 4, 12), "slag": "forum"} | felt
    )


def moete(prosjekt, **felt):
    return Moete.objects.create(
        **{
            "prosjekt": prosjekt, "tittel": "Nettverksmøte", "dato": date(2016, 4, 5), "fra_tid": time(11, 30),
            "til_tid": time(15), "innsyn": "kommunene", "endret_at": naa(),
        }
        | felt
    )  # fmt: skip


def moeter(person):
    return [ett for ett in kalender.hendelser(person, DAG) if ett.moete]


def titler(person):
    return [ett.tittel for ett in moeter(person)]


def test_an_activity_has_title_days_times_and_place_and_nothing_more(kontaktperson, prosjekt):
    rad = aktivitet(
        prosjekt, tittel="Fagforum", til_dato=date(2016, 4, 13), sted="Sarpsborg rådhus", fra_tid=time(10),
        til_tid=time(14, 30), beskrivelse="Halden sliter", maalgruppe="rådmenn", deltakere=40,
    )  # fmt: skip
    [hendelse] = moeter(kontaktperson)
    assert (hendelse.tittel, hendelse.fra, hendelse.siste_dag, hendelse.klokkeslett, hendelse.sted) == (
        "Fagforum", date(2016, 4, 12), date(2016, 4, 13), "10.00–14.30", "Sarpsborg rådhus",
    )  # fmt: skip
    assert (hendelse.uid, hendelse.beskrivelse, hendelse.url_sti) == (
        f"aktivitet-{rad.pk}", "", rad.get_absolute_url(),
    )  # fmt: skip


def test_a_meeting_has_its_time_place_and_video_link(kontaktperson, prosjekt):
    rad = moete(prosjekt, sted="Moss", videolenke="https://video.example/1", beskrivelse="Halden sliter")
    [hendelse] = moeter(kontaktperson)
    assert (hendelse.uid, hendelse.fra, hendelse.klokkeslett, hendelse.sted) == (
        f"moete-{rad.pk}", date(2016, 4, 5), "11.30–15.00", "Moss",
    )  # fmt: skip
    assert hendelse.beskrivelse == "Videomøte: https://video.example/1"
    assert not hendelse.ferdig


def test_moved_and_cancelled_it_is_the_same_event_and_programs_take_it_away(kontaktperson, prosjekt):
    rad = moete(prosjekt)
    [foer] = moeter(kontaktperson)
    Moete.objects.filter(pk=rad.pk).update(dato=date(2016, 4, 6), status="avlyst", versjon=3)
    [etter] = moeter(kontaktperson)
    assert (etter.uid, etter.tittel, etter.sekvens) == (foer.uid, "Avlyst: Nettverksmøte", 3)
    assert etter.avlyst
    assert etter.ferdig, "nobody waits for it"
    [lest] = icalendar.Calendar.from_ical(kalender.som_ics([etter], adresse=str)).walk("VEVENT")
    assert (str(lest["STATUS"]), lest["SEQUENCE"]) == ("CANCELLED", 3)
    aktivitet(prosjekt, status="avlyst", tittel="Kurs")
    assert "Avlyst: Kurs" in titler(kontaktperson)


def test_each_degree_of_openness(
    kontaktperson, leser, prosjektleder, nabosaksbehandler, uten_rolle, prosjekt
):
    for innsyn in ("medlemmer", "embetet", "kommunene", "offentlig"):
        moete(prosjekt, innsyn=innsyn, tittel=f"Møte {innsyn}")
        aktivitet(prosjekt, innsyn=innsyn, tittel=f"Kurs {innsyn}")
    aapne = {f"{hva} {innsyn}" for hva in ("Møte", "Kurs") for innsyn in ("kommunene", "offentlig")}
    assert set(titler(kontaktperson)) == aapne
    assert set(titler(leser)) == aapne | {"Møte embetet", "Kurs embetet"}
    assert len(titler(prosjektleder)) == 8
    assert titler(nabosaksbehandler) == titler(uten_rolle) == []


def test_a_member_has_the_meetings_of_her_group_while_she_sits_there(leser, prosjekt, embete):
    gruppe = GruppeFactory(prosjekt=prosjekt, innsyn="medlemmer")
    moete(prosjekt, gruppe=gruppe, innsyn="medlemmer", tittel="Styringsgruppen")
    assert titler(leser) == []
    person = Person.objects.create(
        embete=embete, navn="Lise", organisasjon=OrganisasjonFactory(embete=embete), bruker=leser
    )
    sete = MedlemskapFactory(gruppe=gruppe, person=person)
    assert titler(leser) == ["Styringsgruppen"]
    sete.til = DAG
    sete.save()
    assert titler(leser) == []


def test_a_visit_is_for_the_municipality_it_is_to(kontaktperson, leser, halden, moss, prosjekt):
    hit = aktivitet(prosjekt, slag="besoek", innsyn="medlemmer", tittel="Besøk i Halden")
    dit = aktivitet(prosjekt, slag="besoek", innsyn="kommunene", tittel="Besøk i Moss")
    hit.kommuner.add(halden)
    dit.kommuner.add(moss)
    assert titler(kontaktperson) == ["Besøk i Halden"]
    assert titler(leser) == ["Besøk i Moss"]


def test_two_municipalities_of_one_county_meet_once(kontaktperson, moss, prosjekt):
    kontaktperson.tilganger.create(rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    rad = aktivitet(prosjekt)
    rad.kommuner.add(moss, *[kontaktperson.tilganger.first().kommune])
    moete(prosjekt)
    assert len(moeter(kontaktperson)) == 2


def test_two_queries_however_many_meetings(kontaktperson, prosjekt):
    def antall():
        person = type(kontaktperson).objects.get(pk=kontaktperson.pk)
        with CaptureQueriesContext(connection) as spoerringer:
            kalender.hendelser(person, DAG)
        return len(spoerringer)

    moete(prosjekt)
    foer = antall()
    for nr in range(10):
        moete(prosjekt, tittel=f"Møte {nr}")
        aktivitet(prosjekt)
    assert antall() == foer


def test_those_of_another_embete_are_not_there(kontaktperson, naboembete):
    annet = ProsjektFactory(embete=naboembete)
    aktivitet(annet)
    moete(annet)
    assert moeter(kontaktperson) == []
    nabo = BrukerFactory(tilgang={"rolle": "leser", "embete": naboembete})
    assert len(moeter(nabo)) == 2
