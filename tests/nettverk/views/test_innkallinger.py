"""Pages of invitations, answers and attendance."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk import innkallinger, moetelenke
from nettverk.models import Innkalling
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory
from tests.nettverk.moetefactories import MoeteFactory, SakFactory
from tests.nettverk.referatfactories import InnkallingFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ingen_har_forsoekt(settings):
    settings.NETTADRESSE = "https://bosetting.example.test"
    cache.clear()


@pytest.fixture
def moete(embete):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppe")
    return MoeteFactory(
        prosjekt=gruppe.prosjekt,
        gruppe=gruppe,
        dato=date(2016, 3, 16),
        tittel="Møte i styret",
        innsyn="embetet",
    )


@pytest.fixture
def sete(moete):
    person = PersonFactory(embete=moete.prosjekt.embete, navn="Kari Nordmann")
    return MedlemskapFactory(gruppe=moete.gruppe, person=person, funksjon="regiondirektør")


def side(navn, *args):
    return reverse(f"nettverk:{navn}", args=args)


def svar(**endret):
    return {"versjon": 1, "svar": "kommer", "vara_navn": "", "vara_epost": "", "kommentar": ""} | endret


def test_from_the_list_to_the_letter(som, prosjektleder, moete, sete):
    vara = MedlemskapFactory(gruppe=moete.gruppe, funksjon="vararepresentant", rolle="vara")
    gjest = PersonFactory(embete=moete.prosjekt.embete, navn="Geir Gjest")
    adresse = side("innkalling-edit", moete.pk)
    html = som(prosjektleder).get(adresse).content.decode()
    assert f'value="m{sete.pk}" id="valgt-m{sete.pk}" checked' in html
    assert f'value="m{vara.pk}" id="valgt-m{vara.pk}">' in html
    data = {"valgt": [f"m{sete.pk}"], "sett": "", "person0": "Geir Gjest", "send": "1"}
    utsending = side("innkalling-send", moete.pk)
    assert som(prosjektleder).post(adresse, data).url == utsending
    html = som(prosjektleder).get(utsending).content.decode()
    assert "2 får innkallingen nå" in html
    assert mail.outbox == []
    noekkel = {"noekkel": uuid4()}
    for _ in range(2):
        assert som(prosjektleder).post(utsending, noekkel).url == moete.get_absolute_url()
    assert sorted(melding.to[0] for melding in mail.outbox) == [
        f"Geir Gjest <{gjest.epost}>",
        f"Kari Nordmann <{sete.person.epost}>",
    ]
    html = som(prosjektleder).get(adresse).content.decode()
    assert html.count("checked disabled") == 2
    # What is locked is not sent by the browser, and stays.
    assert som(prosjektleder).post(adresse, {"sett": f"m{sete.pk}"}).status_code == 302
    assert Innkalling.objects.count() == 2


def test_what_another_put_on_the_list_meanwhile_stays(som, prosjektleder, moete, sete):
    som(prosjektleder).post(side("innkalling-edit", moete.pk), {"valgt": [f"m{sete.pk}"], "sett": ""})
    som(prosjektleder).post(side("innkalling-edit", moete.pk), {"valgt": [], "sett": ""})
    assert Innkalling.objects.count() == 1
    som(prosjektleder).post(side("innkalling-edit", moete.pk), {"valgt": [], "sett": f"m{sete.pk}"})
    assert Innkalling.objects.count() == 0


def test_a_person_who_is_not_known_is_refused_and_nothing_lost(som, prosjektleder, moete, sete):
    data = {"valgt": [f"m{sete.pk}"], "sett": "", "person0": "Hvem Somhelst"}
    ut = som(prosjektleder).post(side("innkalling-edit", moete.pk), data)
    assert ut.status_code == 422
    assert "Hvem Somhelst" in ut.content.decode()
    assert not Innkalling.objects.exists()


def test_the_page_says_who_gets_no_mail(som, prosjektleder, moete, settings):
    settings.NETTADRESSE = ""
    MedlemskapFactory(gruppe=moete.gruppe, funksjon="observatør")
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=moete.gruppe.medlemskap.all())
    html = som(prosjektleder).get(side("innkalling-send", moete.pk)).content.decode()
    assert "Uten e-postadresse" in html
    assert "observatør" in html
    assert "E-posten får ingen lenke" in html


def test_a_reminder_is_a_button(som, prosjektleder, moete, sete):
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete])
    innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4())
    html = som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    assert "Minn 1 om å svare" in html
    som(prosjektleder).post(side("innkalling-remind", moete.pk), {"noekkel": uuid4()})
    assert mail.outbox[-1].subject.startswith("Påminnelse")
    assert "Minn 1 om" not in som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    type(moete).objects.filter(pk=moete.pk).update(status="avlyst")
    ut = som(prosjektleder).post(side("innkalling-remind", moete.pk), {"noekkel": uuid4()}, follow=True)
    assert "Møtet er avlyst." in ut.content.decode()


def test_the_link_shows_the_meeting_and_takes_the_answer(client, moete, embete):
    SakFactory(moete=moete, tittel="Boliger", status="satt_opp")
    SakFactory(moete=moete, tittel="Hemmelig forslag", status="foreslaatt")
    rad = InnkallingFactory(moete=moete)
    annen = InnkallingFactory(moete=moete, person__navn="Annen Innkalt")
    adresse = moetelenke.sti(rad)
    ut = client.get(adresse)
    html = ut.content.decode()
    assert "Møte i styret" in html
    assert "Boliger" in html
    assert "Hemmelig forslag" not in html
    assert annen.person.navn not in html
    assert "no-store" in ut["Cache-Control"]
    assert ut["Referrer-Policy"] == "strict-origin"
    rad.refresh_from_db()
    assert (rad.svar, rad.versjon) == ("ubesvart", 1)
    assert client.post(adresse, svar()).url == adresse
    rad.refresh_from_db()
    assert rad.svar == "kommer"
    assert "Svaret ditt nå: kommer" in client.get(adresse).content.decode()
    ut = client.post(adresse, svar(versjon=2, svar="vara"))
    assert ut.status_code == 422
    assert "Skriv hvem som kommer i stedet." in ut.content.decode()
    assert Hendelse.objects.filter(handling="svarte på innkalling").get().bruker is None


def test_a_wrong_link_and_a_dead_one_are_the_same(client, moete):
    rad = InnkallingFactory(moete=moete)
    adresse = moetelenke.sti(rad)
    galt = client.get(adresse.replace(rad.lenkenoekkel.hex[:4], "0000"))
    type(moete).objects.filter(pk=moete.pk).update(dato=date(2015, 3, 16))
    doed, sendt = client.get(adresse), client.post(adresse, svar())
    assert galt.status_code == doed.status_code == sendt.status_code == 404
    assert len({re.sub(rb'"X-CSRFToken": "[^"]+"', b"", ett.content) for ett in (galt, doed, sendt)}) == 1


def test_too_many_answers_from_one_address_are_stopped(client, moete, settings):
    settings.ACCOUNT_RATE_LIMITS = {"moetesvar": "1/m/ip"}
    adresse = moetelenke.sti(InnkallingFactory(moete=moete))
    assert client.post(adresse, svar()).status_code == 302
    assert client.post(adresse, svar(versjon=2, svar="kommer_ikke")).status_code == 429
    assert client.get(adresse).status_code == 200


@pytest.mark.parametrize(
    ("felt", "tekst"),
    [
        ({"status": "avlyst", "avlyst_grunn": "Snø"}, "Møtet er avlyst."),
        ({"dato": date(2016, 3, 1)}, "Møtet er holdt"),
    ],
)
def test_after_the_meeting_the_link_only_shows_what_was_answered(client, moete, felt, tekst):
    rad = InnkallingFactory(moete=moete, svar="kommer")
    type(moete).objects.filter(pk=moete.pk).update(**felt)
    html = client.get(moetelenke.sti(rad)).content.decode()
    assert tekst in html
    assert "Svaret ditt: kommer." in html
    assert "Send svaret" not in html
    assert client.post(moetelenke.sti(rad), svar(svar="kommer_ikke")).status_code == 422


def test_she_answers_logged_in_and_nobody_elses(som, moete, kontaktperson, nabokontaktperson, leser):
    type(moete).objects.filter(pk=moete.pk).update(innsyn="kommunene")
    rad = InnkallingFactory(moete=moete, person__bruker=kontaktperson)
    adresse = side("min-innkalling-edit", rad.pk)
    html = som(kontaktperson).get(moete.get_absolute_url()).content.decode()
    assert adresse in html
    assert som(kontaktperson).post(adresse, svar()).url == moete.get_absolute_url()
    rad.refresh_from_db()
    assert rad.svar == "kommer"
    assert Hendelse.objects.latest("pk").bruker == kontaktperson
    for bruker in (nabokontaktperson, leser):
        assert som(bruker).get(adresse).status_code == 404
        assert som(bruker).post(adresse, svar(versjon=2)).status_code == 404


def test_an_invited_guest_who_may_not_see_the_meeting_answers_all_the_same(som, moete, kontaktperson):
    type(moete).objects.filter(pk=moete.pk).update(innsyn="medlemmer")
    rad = InnkallingFactory(moete=moete, person__bruker=kontaktperson)
    adresse = side("min-innkalling-edit", rad.pk)
    assert som(kontaktperson).get(moete.get_absolute_url()).status_code == 404
    assert som(kontaktperson).post(adresse, svar()).url == adresse


def test_the_leader_writes_down_what_somebody_said_on_the_phone(som, prosjektleder, moete):
    rad = InnkallingFactory(moete=moete, person__epost="")
    html = som(prosjektleder).get(side("min-innkalling-edit", rad.pk)).content.decode()
    assert f"Du fører svaret for {rad.person.navn}" in html
    som(prosjektleder).post(side("min-innkalling-edit", rad.pk), svar(svar="kommer_ikke"))
    rad.refresh_from_db()
    assert rad.svar == "kommer_ikke"


def test_who_answers_second_sees_what_stands(client, moete):
    rad = InnkallingFactory(moete=moete)
    client.post(moetelenke.sti(rad), svar(svar="kommer_ikke", kommentar="Ferie"))
    ut = client.post(moetelenke.sti(rad), svar(svar="kommer"))
    assert ut.status_code == 422
    assert "Ferie" in ut.content.decode()
    assert client.post(moetelenke.sti(rad), svar(svar="kommer", versjon=2)).status_code == 302


def test_a_kontaktperson_sees_nothing_of_what_others_answer(som, moete, kontaktperson, nabokontaktperson):
    type(moete).objects.filter(pk=moete.pk).update(innsyn="kommunene")
    InnkallingFactory(
        moete=moete,
        person__bruker=nabokontaktperson,
        svar="vara",
        vara_navn="KANARI Vara",
        kommentar="KANARI",
    )
    egen = InnkallingFactory(moete=moete, person__bruker=kontaktperson)
    html = som(kontaktperson).get(moete.get_absolute_url()).content.decode()
    assert "KANARI" not in html
    assert "sender vara" not in html
    assert side("min-innkalling-edit", egen.pk) in html


def test_readers_see_functions_and_answers_but_no_names(som, leser, saksbehandler, moete, sete):
    InnkallingFactory(
        moete=moete,
        medlemskap=sete,
        person=sete.person,
        svar="vara",
        vara_navn="Nina Vara",
        kommentar="Ferie",
    )
    html = som(leser).get(moete.get_absolute_url()).content.decode()
    assert "regiondirektør" in html
    assert not any(ett in html for ett in ("Kari Nordmann", "Nina Vara", "Ferie"))
    html = som(saksbehandler).get(moete.get_absolute_url()).content.decode()
    assert "Kari Nordmann" in html
    assert "Nina Vara" in html


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_list_is_exported_to_those_who_see_people(som, saksbehandler, leser, moete, sete, format):
    InnkallingFactory(moete=moete, medlemskap=sete, person=sete.person, kommentar="=2+2")
    adresse = side("innkalling-export", moete.pk, format)
    ut = som(saksbehandler).get(adresse)
    assert f"innkalte-moete-i-styret-2016-03-16.{format}" in ut["Content-Disposition"]
    if format == "csv":
        assert "Kari Nordmann" in ut.content.decode()
        assert "'=2+2" in ut.content.decode()
    assert som(leser).get(adresse).status_code == 403
    assert som(saksbehandler).get(side("innkalling-export", moete.pk, "pdf")).status_code == 404


def test_attendance_is_written_from_the_answers(som, prosjektleder, moete, sete):
    type(moete).objects.filter(pk=moete.pk).update(dato=date(2016, 3, 8))
    en = InnkallingFactory(moete=moete, medlemskap=sete, person=sete.person, svar="kommer")
    to = InnkallingFactory(moete=moete, svar="ubesvart")
    adresse = side("oppmoete-edit", moete.pk)
    forslag = som(prosjektleder).get(adresse, {"forslag": "1"}).content.decode()
    assert '<option value="til_stede" selected>' in forslag
    assert '<option value="til_stede" selected>' not in som(prosjektleder).get(adresse).content.decode()
    data = {
        f"rad-{en.pk}": "til_stede",
        f"staar-{en.pk}": "ukjent",
        f"rad-{to.pk}": "fravaer",
        f"staar-{to.pk}": "ukjent",
    }
    assert som(prosjektleder).post(adresse, data).url == moete.get_absolute_url()
    assert "1 av 2 innkalte møtte." in som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    ut = som(prosjektleder).post(adresse, data | {f"rad-{en.pk}": "forfall"})
    assert ut.status_code == 422
    assert "ført som «til stede»" in ut.content.decode()
    assert f'name="staar-{en.pk}" value="til_stede"' in ut.content.decode()
    data = data | {f"rad-{en.pk}": "forfall", f"staar-{en.pk}": "til_stede", f"staar-{to.pk}": "fravaer"}
    assert som(prosjektleder).post(adresse, data).status_code == 302


def test_attendance_waits_for_the_meeting_and_for_a_list(som, prosjektleder, moete):
    html = som(prosjektleder).get(side("oppmoete-edit", moete.pk)).content.decode()
    assert "Oppmøtet føres når møtet er holdt." in html
    type(moete).objects.filter(pk=moete.pk).update(dato=date(2016, 3, 8))
    assert "Ingen er på listen" in som(prosjektleder).get(side("oppmoete-edit", moete.pk)).content.decode()
