"""Pages of minutes and follow-up."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from nettverk.models import Moete, Oppfoelgingspunkt, Referat
from tests.nettverk.factories import GruppeFactory
from tests.nettverk.moetefactories import MoeteFactory, SakFactory
from tests.nettverk.referatfactories import InnkallingFactory, PersonFactory, PunktFactory, ReferatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moete(embete):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppe")
    return MoeteFactory(
        prosjekt=gruppe.prosjekt,
        gruppe=gruppe,
        dato=date(2016, 3, 8),
        tittel="Møte i styret",
        innsyn="embetet",
    )


@pytest.fixture
def sak(moete):
    return SakFactory(moete=moete, nummer=1, tittel="Boliger", status="satt_opp")


def side(navn, *args):
    return reverse(f"nettverk:{navn}", args=args)


def skjema(sak, referat="Gjennomgått.", beslutning="Enighet.", versjon=1):
    felt = {"referat": referat, "beslutning": beslutning, "versjon": versjon}
    return {f"sak{sak.pk}-{navn}": verdi for navn, verdi in felt.items()}


def punktskjema(**endret):
    felt = {
        "noekkel": uuid4(),
        "versjon": 1,
        "tekst": "Rydde",
        "ansvarlig": "KS",
        "person": "",
        "frist": "",
        "sak": "",
    }
    return felt | endret


def test_minutes_are_written_looked_over_approved_read_and_sent(som, prosjektleder, leser, moete, sak):
    InnkallingFactory(moete=moete)
    skriv, godkjenn = side("referat-edit", moete.pk), side("referat-approve", moete.pk)
    assert "Sak 1: Boliger" in som(prosjektleder).get(skriv).content.decode()
    assert som(prosjektleder).post(skriv, skjema(sak)).url == skriv
    assert som(prosjektleder).post(skriv, skjema(sak, versjon=2) | {"godkjenn": "1"}).url == godkjenn
    ut = som(prosjektleder).get(godkjenn)
    html = ut.content.decode()
    assert "Enighet." in html
    assert "Oppmøtet er ikke ført for 1" in html
    data = {"noekkel": uuid4(), "avtrykk": ut.context["form"]["avtrykk"].value()}
    referat_sti = som(prosjektleder).post(godkjenn, data).url
    referat = Referat.objects.get()
    assert som(prosjektleder).post(godkjenn, data).url == referat_sti == side("referat-show", referat.pk)
    html = som(leser).get(referat_sti).content.decode()
    assert referat.sha256 in html
    assert "Send til de innkalte" not in html
    pdf = som(leser).get(side("referat-pdf", referat.pk))
    assert (pdf["Content-Type"], pdf.content) == ("application/pdf", bytes(referat.pdf))
    som(prosjektleder).post(side("referat-send", referat.pk), {"noekkel": uuid4()})
    ut = som(prosjektleder).post(side("referat-send", referat.pk), {"noekkel": uuid4()}, follow=True)
    assert "sendt til alle" in ut.content.decode()
    assert len(mail.outbox) == 1
    assert "Referat 1" in som(leser).get(moete.get_absolute_url()).content.decode()


def test_a_changed_text_must_be_read_again_and_a_correction_says_what(som, prosjektleder, moete, sak):
    som(prosjektleder).post(side("referat-edit", moete.pk), skjema(sak))
    godkjenn = side("referat-approve", moete.pk)
    ut = som(prosjektleder).post(godkjenn, {"noekkel": uuid4(), "avtrykk": "gammelt"})
    assert ut.status_code == 422
    assert "endret etter at du åpnet siden" in ut.content.decode()
    avtrykk = ut.context["form"]["avtrykk"].value()
    assert som(prosjektleder).post(godkjenn, {"noekkel": uuid4(), "avtrykk": avtrykk}).status_code == 302
    som(prosjektleder).post(side("referat-edit", moete.pk), skjema(sak, "Rettet.", versjon=2))
    ut = som(prosjektleder).get(godkjenn)
    assert "Slik blir referat 2" in ut.content.decode()
    data = {"noekkel": uuid4(), "avtrykk": ut.context["form"]["avtrykk"].value()}
    assert som(prosjektleder).post(godkjenn, data).status_code == 422
    som(prosjektleder).post(godkjenn, data | {"rettelse": "Saken er skrevet om"})
    foerste = Referat.objects.get(nummer=1)
    html = som(prosjektleder).get(side("referat-show", foerste.pk)).content.decode()
    assert "Det finnes et nyere" in html
    assert "Saken er skrevet om" in html


def test_who_saves_second_sees_what_stands_and_loses_nothing(som, prosjektleder, moete, sak):
    adresse = side("referat-edit", moete.pk)
    som(prosjektleder).post(adresse, skjema(sak, "Det ene."))
    ut = som(prosjektleder).post(adresse, skjema(sak, "Det andre."))
    assert ut.status_code == 422
    html = ut.content.decode()
    assert "Det ene." in html
    assert "Det andre." in html
    assert som(prosjektleder).post(adresse, skjema(sak, "Det andre.", versjon=2)).status_code == 302


def test_a_text_that_cannot_be_printed_is_told(som, prosjektleder, moete, sak):
    ut = som(prosjektleder).post(side("referat-edit", moete.pk), skjema(sak, "[" * 2001))
    assert ut.status_code == 422
    assert "hakeparenteser" in ut.content.decode()


def test_minutes_wait_for_the_meeting_and_for_an_agenda(som, prosjektleder, moete):
    assert "Møtet har ingen saker" in som(prosjektleder).get(side("referat-edit", moete.pk)).content.decode()
    Moete.objects.update(dato=date(2016, 3, 16))
    html = som(prosjektleder).get(side("referat-edit", moete.pk)).content.decode()
    assert "Referatet skrives når møtet er holdt." in html


def test_the_steering_groups_minutes_are_not_others_to_read(som, leser, kontaktperson, saksbehandler, moete):
    Moete.objects.update(innsyn="medlemmer")
    referat, punkt = ReferatFactory(moete=moete), PunktFactory(moete=moete, tekst="Hemmelig")
    for bruker in (leser, kontaktperson, saksbehandler):
        for navn in ("referat-show", "referat-pdf"):
            assert som(bruker).get(side(navn, referat.pk)).status_code == 404
        liste = som(bruker).get(side("oppfoelgingspunkt-index")).content.decode()
        assert punkt.tekst not in liste
        assert punkt.tekst not in som(bruker).get(side("oppfoelgingspunkt-export", "csv")).content.decode()


def test_a_point_is_made_changed_closed_and_opened_again(som, prosjektleder, moete, sak):
    person = PersonFactory(embete=moete.prosjekt.embete, navn="Kari Nordmann")
    ny = side("oppfoelgingspunkt-create", moete.pk)
    assert (
        f'<option value="{sak.pk}" selected>' in som(prosjektleder).get(ny, {"sak": sak.pk}).content.decode()
    )
    data = punktskjema(person="Kari Nordmann", sak=sak.pk, frist="2016-04-01")
    for _ in range(2):
        assert som(prosjektleder).post(f"{ny}?fra=referat", data).url == side("referat-edit", moete.pk)
    punkt = Oppfoelgingspunkt.objects.get()
    assert (punkt.person, punkt.sak) == (person, sak)
    adresse = side("oppfoelgingspunkt-edit", punkt.pk)
    assert "Kari Nordmann" in som(prosjektleder).get(adresse).content.decode()
    som(prosjektleder).post(adresse, punktskjema(tekst="Rydde alt"))
    ut = som(prosjektleder).post(adresse, punktskjema(tekst="Rydde litt"))
    assert ut.status_code == 422
    assert "Rydde alt" in ut.content.decode()
    lukk = side("oppfoelgingspunkt-close", punkt.pk)
    data = {"status": "utfoert", "lukket_dato": "2016-03-09", "merknad": "Ferdig"}
    assert som(prosjektleder).post(f"{lukk}?fra=liste", data).url == side("oppfoelgingspunkt-index")
    assert som(prosjektleder).post(lukk, data).status_code == 422
    punkt.refresh_from_db()
    assert (punkt.status, punkt.merknad) == ("utfoert", "Ferdig")
    som(prosjektleder).post(side("oppfoelgingspunkt-reopen", punkt.pk))
    punkt.refresh_from_db()
    assert (punkt.status, punkt.lukket_dato) == ("aapen", None)


def test_a_point_without_anybody_is_refused(som, prosjektleder, moete):
    ut = som(prosjektleder).post(side("oppfoelgingspunkt-create", moete.pk), punktskjema(ansvarlig=""))
    assert ut.status_code == 422
    assert "Skriv hvem som har ansvaret" in ut.content.decode()


def test_the_list_is_narrowed_sorted_and_exported(som, leser, prosjektleder, moete):
    annet = MoeteFactory(prosjekt=moete.prosjekt, innsyn="embetet", dato=date(2016, 3, 1))
    PunktFactory(moete=moete, tekst="Sent", frist=date(2016, 3, 8), ansvarlig="KS")
    PunktFactory(moete=annet, tekst="Siden", frist=date(2016, 5, 1), ansvarlig="Husbanken")
    PunktFactory(moete=moete, tekst="Gjort", status="utfoert", lukket_dato=date(2016, 3, 9))

    def vist(**valg):
        html = som(leser).get(side("oppfoelgingspunkt-index"), valg).content.decode()
        return [tekst for tekst in ("Sent", "Siden", "Gjort") if f">{tekst}<" in html]

    assert vist() == ["Sent", "Siden"]
    assert vist(tilstand="over") == ["Sent"]
    assert vist(tilstand="lukket") == ["Gjort"]
    assert vist(tilstand="alle", gruppe=moete.gruppe_id) == ["Sent", "Gjort"]
    assert vist(q="husbank") == ["Siden"]
    assert vist(q="finnes ikke") == []
    html = som(leser).get(side("oppfoelgingspunkt-index"), {"sort": "-frist"}).content.decode()
    assert html.index(">Siden<") < html.index(">Sent<")
    csv = som(leser).get(side("oppfoelgingspunkt-export", "csv"), {"tilstand": "over"}).content.decode()
    assert "Sent" in csv
    assert "Siden" not in csv
    assert som(leser).get(side("oppfoelgingspunkt-export", "xlsx")).status_code == 200
    assert som(leser).get(side("oppfoelgingspunkt-export", "pdf")).status_code == 404
    htmx = som(leser).get(side("oppfoelgingspunkt-index"), headers={"HX-Request": "true"})
    assert b"<html" not in htmx.content
    assert "fristen gikk ut 08.03.2016" in som(prosjektleder).get(moete.get_absolute_url()).content.decode()


def test_an_empty_list_says_what_comes_here(som, leser):
    assert "Ingen åpne punkter" in som(leser).get(side("oppfoelgingspunkt-index")).content.decode()


def test_readers_see_who_by_function_and_others_by_name(som, leser, saksbehandler, moete):
    person = PersonFactory(embete=moete.prosjekt.embete, navn="Kari Nordmann", tittel="rådmann")
    PunktFactory(moete=moete, person=person, ansvarlig="")
    for adresse in (side("oppfoelgingspunkt-index"), moete.get_absolute_url()):
        html = som(leser).get(adresse).content.decode()
        assert "rådmann" in html
        assert "Kari Nordmann" not in html
        assert "Kari Nordmann" in som(saksbehandler).get(adresse).content.decode()
    assert "Kari Nordmann" not in som(leser).get(side("oppfoelgingspunkt-export", "csv")).content.decode()


@pytest.mark.parametrize("antall", [1, 20])
def test_the_list_costs_the_same_however_long(som, leser, moete, antall, django_assert_max_num_queries):
    for _ in range(antall):
        PunktFactory(moete=moete, person=PersonFactory(embete=moete.prosjekt.embete))
    klient = som(leser)
    with django_assert_max_num_queries(9):
        klient.get(side("oppfoelgingspunkt-index"))
