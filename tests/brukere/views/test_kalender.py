"""A person's calendar: its page, and the address that calendar programs fetch."""

import re
from datetime import date
from hashlib import sha256

import icalendar
import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.brukere import kalenderadresser
from bosetting.brukere.models import Hendelse, Kalenderadresse
from tests.anmodninger.factories import RundeFactory
from tests.anmodninger.stegfactory import StegFactory

pytestmark = pytest.mark.django_db

SIDE, NY, TILBAKEKALL = (reverse(f"brukere:kalender-{verb}") for verb in ("show", "create", "revoke"))


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(
        embete=embete,
        sendt_dato=date(2016, 2, 1),
        svarfrist=date(2016, 4, 15),
        linjer=[(halden, 30, 5), (moss, 60, 9)],
    )


def adressen(svar) -> str:
    return re.search(r'value="http://testserver(/brukere/kalender/[^"]+\.ics)"', svar.content.decode())[1]


def hent(sti, **hoder):
    """Fetch as a calendar program does: nobody is logged in."""
    return Client(headers=hoder).get(sti)


def titler(svar) -> list[str]:
    return [str(rad["SUMMARY"]) for rad in icalendar.Calendar.from_ical(svar.content).walk("VEVENT")]


def test_the_address_is_shown_once_and_only_its_fingerprint_is_kept(som, kontaktperson, runde):
    klient = som(kontaktperson)
    assert "Lag kalenderadresse" in klient.get(SIDE).content.decode()
    svar = klient.post(NY)
    sti = adressen(svar)
    assert "no-store" in svar["Cache-Control"]
    hemmelighet = sti.removeprefix("/brukere/kalender/").removesuffix(".ics")
    assert len(hemmelighet) >= 43
    adresse = Kalenderadresse.objects.get()
    assert adresse.fingeravtrykk == sha256(hemmelighet.encode()).hexdigest()
    assert hemmelighet not in klient.get(SIDE).content.decode()
    spor = Hendelse.objects.get()
    assert (spor.bruker, spor.handling, spor.etter) == (kontaktperson, "laget kalenderadresse", None)


def test_what_is_done_is_not_next(som, saksbehandler, embete):
    mars = {"embete": embete, "fra": date(2016, 3, 1), "til": date(2016, 3, 31)}
    StegFactory(tittel="Send anmodningene", status="ferdig", ferdig_dato=date(2016, 3, 8), **mars)
    StegFactory(tittel="Møt ledelsen", **mars)

    neste = som(saksbehandler).get(SIDE).context["neste"]

    assert [hendelse.tittel for hendelse in neste] == ["Møt ledelsen"]


def test_the_page_says_how_to_put_it_into_the_programs_people_use(som, saksbehandler):
    side = som(saksbehandler).post(NY).content.decode()
    for program in ("Outlook", "Google Kalender", "Apple Kalender"):
        assert program in side


def test_a_calendar_program_gets_a_calendar_without_logging_in(som, kontaktperson, runde, dag):
    sti = adressen(som(kontaktperson).post(NY))
    svar = hent(sti)
    assert svar.status_code == 200
    assert svar["Content-Type"] == "text/calendar; charset=utf-8"
    assert svar["Cache-Control"] == "private, no-cache"
    assert titler(svar) == ["Svarfrist for Halden: anmodningen for 2016"]
    assert vobject.readOne(svar.content.decode()).vevent.url.value == "http://testserver/"
    assert "sessionid" not in svar.cookies
    assert Kalenderadresse.objects.get().sist_brukt_dato == dag
    assert "9. mars 2016" in som(kontaktperson).get(SIDE).content.decode()


def test_an_unchanged_calendar_is_not_sent_again(som, saksbehandler, runde):
    sti = adressen(som(saksbehandler).post(NY))
    merke = hent(sti)["ETag"]
    assert hent(sti, if_none_match=merke).status_code == 304
    RundeFactory(embete=runde.embete, aar=2017, sendt_dato=date(2016, 3, 1), svarfrist=date(2016, 10, 15))
    nytt = hent(sti, if_none_match=merke)
    assert nytt.status_code == 200
    assert len(titler(nytt)) == 2


def test_a_new_address_ends_the_old_one(som, saksbehandler, runde):
    klient = som(saksbehandler)
    gammel, ny = adressen(klient.post(NY)), adressen(klient.post(NY))
    assert hent(gammel).status_code == 404
    assert hent(ny).status_code == 200
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        "laget kalenderadresse",
        "fornyet kalenderadresse",
    ]


def test_a_revoked_address_and_an_unknown_one_answer_alike(som, saksbehandler, runde):
    klient = som(saksbehandler)
    sti = adressen(klient.post(NY))
    assert klient.post(TILBAKEKALL, follow=True).status_code == 200
    svar, ukjent = hent(sti), hent(reverse("brukere:kalender-feed", args=["x" * 43]))
    assert (svar.status_code, svar.content) == (ukjent.status_code, ukjent.content) == (404, b"")
    assert "Lag kalenderadresse" in klient.get(SIDE).content.decode()
    # Once more changes nothing, and says nothing.
    klient.post(TILBAKEKALL)
    assert Hendelse.objects.filter(handling="tilbakekalte kalenderadresse").count() == 1


def test_one_person_cannot_revoke_anothers_address(som, saksbehandler, prosjektleder, runde):
    sti = adressen(som(saksbehandler).post(NY))
    som(prosjektleder).post(TILBAKEKALL)
    assert hent(sti).status_code == 200


@pytest.mark.parametrize("slutt", ["tilgang", "konto"])
def test_when_access_has_ended_the_calendar_is_empty(saksbehandler, runde, dag, slutt):
    sti = reverse("brukere:kalender-feed", args=[kalenderadresser.lag(by=saksbehandler)])
    assert titler(hent(sti))
    if slutt == "tilgang":
        saksbehandler.tilganger.update(til=dag)
    else:
        saksbehandler.is_active = False
        saksbehandler.save()
    svar = hent(sti)
    assert svar.status_code == 200
    assert titler(svar) == []


def test_the_calendar_costs_the_same_however_much_is_in_it_and_writes_once_a_day(saksbehandler, embete):
    sti = reverse("brukere:kalender-feed", args=[kalenderadresser.lag(by=saksbehandler)])
    hent(sti)
    with CaptureQueriesContext(connection) as tom:
        hent(sti)
    for aar in range(2017, 2027):
        RundeFactory(embete=embete, aar=aar, sendt_dato=date(2016, 3, 1), svarfrist=date(2016, 10, 15))
    with CaptureQueriesContext(connection) as full:
        assert len(titler(hent(sti))) == 10
    assert len(full) == len(tom) <= 12
    assert not any("UPDATE" in rad["sql"] for rad in full)


def test_the_page_head_leads_to_the_calendar_for_those_who_have_dates(som, kontaktperson, systemansvarlig):
    assert SIDE in som(kontaktperson).get(SIDE).content.decode()
    assert SIDE not in som(systemansvarlig).get(reverse("brukere:bruker-index")).content.decode()
