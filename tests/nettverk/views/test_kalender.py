"""The calendar's pages, what everybody may see, and the groups' secret addresses."""

import re
from datetime import date, time
from hashlib import sha256

import icalendar
import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from nettverk.models import Gruppekalender, Moete, Paameldingsside
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, ProsjektFactory

pytestmark = pytest.mark.django_db

MAANED, LISTE, AAPEN, AAPEN_FIL = (
    reverse(f"nettverk:kalender-{navn}") for navn in ("show", "index", "public", "public-feed")
)


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def gruppe(prosjekt):
    return GruppeFactory(prosjekt=prosjekt, navn="Styringsgruppen", innsyn="medlemmer")


def moete(prosjekt, **felt):
    return Moete.objects.create(
        **{
            "prosjekt": prosjekt, "tittel": "Nettverksmøte", "dato": date(2016, 3, 15), "fra_tid": time(11, 30),
            "til_tid": time(15), "innsyn": "kommunene", "endret_at": naa(),
        }
        | felt
    )  # fmt: skip


def paa_dagene(svar) -> dict:
    dager = svar.context["maaned"].dager
    return {dagen.dato.day: [rad.hendelse.tittel for rad in dagen.rader] for dagen in dager if dagen.rader}


def test_the_month_has_meetings_activities_and_the_readers_own_deadlines(
    som, kontaktperson, embete, halden, prosjekt
):
    RundeFactory(
        embete=embete, sendt_dato=date(2016, 2, 1), svarfrist=date(2016, 3, 18), linjer=[(halden, 30, 5)]
    )
    moete(prosjekt, sted="Moss")
    AktivitetFactory(
        prosjekt=prosjekt,
        tittel="Kurs",
        fra_dato=date(2016, 3, 30),
        til_dato=date(2016, 4, 1),
        status="planlagt",
    )
    svar = som(kontaktperson).get(MAANED)
    dager = paa_dagene(svar)
    assert (dager[15], dager[30], dager[31]) == (["Nettverksmøte"], ["Kurs"], ["Kurs"])
    [frist] = dager[18]
    assert frist.startswith("Svarfrist for Halden")
    html = svar.content.decode()
    assert "Mars 2016" in html
    assert "11.30–15.00" in html
    assert paa_dagene(som(kontaktperson).get(MAANED, {"maaned": "2016-04"})) == {1: ["Kurs"]}


def test_kind_and_group_narrow_the_month_and_follow_to_the_next(som, prosjektleder, prosjekt, gruppe):
    moete(prosjekt, gruppe=gruppe, tittel="Styringsgruppen", innsyn="medlemmer")
    moete(prosjekt)
    AktivitetFactory(prosjekt=prosjekt, tittel="Kurs", fra_dato=date(2016, 3, 15), status="planlagt")
    klient = som(prosjektleder)
    alt = paa_dagene(klient.get(MAANED))[15]
    assert alt[0] == "Kurs", "what fills the day comes first"
    assert set(alt) == {"Kurs", "Styringsgruppen", "Nettverksmøte"}
    svar = klient.get(MAANED, {"gruppe": gruppe.pk})
    assert paa_dagene(svar) == {15: ["Styringsgruppen"]}
    assert f"?maaned=2016-04&amp;gruppe={gruppe.pk}" in svar.content.decode()
    assert paa_dagene(klient.get(MAANED, {"slag": "aktivitet"})) == {15: ["Kurs"]}
    assert paa_dagene(klient.get(MAANED, {"slag": "frist"})) == {}


@pytest.mark.parametrize("maaned", ["", "2016-13", "9999-99", "0001-01", "mars", "2016-3"])
def test_a_month_that_is_none_is_todays(som, leser, maaned):
    assert som(leser).get(MAANED, {"maaned": maaned}).context["maaned"].foerste == date(2016, 3, 1)


def test_what_a_person_may_not_see_is_not_in_her_month(
    som, kontaktperson, nabosaksbehandler, prosjekt, gruppe
):
    moete(prosjekt, gruppe=gruppe, innsyn="medlemmer", tittel="Lukket")
    for side in (MAANED, LISTE):
        for person in (kontaktperson, nabosaksbehandler):
            html = som(person).get(side).content.decode()
            assert "Lukket" not in html
            assert "Styringsgruppen" not in html
    fil = som(kontaktperson).get(reverse("nettverk:kalender-export", args=["csv"])).content.decode()
    assert "Lukket" not in fil


def test_the_list_begins_today_and_is_narrowed_sorted_and_exported(som, prosjektleder, prosjekt, gruppe):
    moete(prosjekt, dato=date(2016, 3, 8), tittel="I går")
    moete(prosjekt, gruppe=gruppe, tittel="Budsjettmøte")
    moete(prosjekt, dato=date(2016, 5, 3), tittel="Avlyst etter påske", status="avlyst", sted="Moss")
    AktivitetFactory(prosjekt=prosjekt, tittel="Kurs", fra_dato=date(2016, 4, 12), status="planlagt")

    def titler(**valg):
        return [
            rad.record.hendelse.tittel for rad in som(prosjektleder).get(LISTE, valg).context["tabell"].rows
        ]

    alle = ["Budsjettmøte", "Kurs", "Avlyst: Avlyst etter påske"]
    assert titler() == titler(sort="naar") == alle
    assert titler(sort="-naar") == alle[::-1]
    assert titler(fra="2016-03-01", til="2016-03-31") == ["I går", "Budsjettmøte"]
    assert titler(slag="aktivitet") == ["Kurs"]
    assert titler(gruppe=gruppe.pk) == ["Budsjettmøte"]
    assert titler(q="moss") == alle[2:]
    assert titler(fra="31.31.2016") == alle
    tomt = som(prosjektleder).get(LISTE, {"q": "finnes ikke"}).content.decode()
    assert "Ingenting i kalenderen" in tomt
    fil = (
        som(prosjektleder)
        .get(reverse("nettverk:kalender-export", args=["csv"]), {"q": "kurs"})
        .content.decode()
    )
    assert "Kurs" in fil
    assert "Budsjettmøte" not in fil
    assert som(prosjektleder).get(reverse("nettverk:kalender-export", args=["xlsx"])).status_code == 200
    assert som(prosjektleder).get(reverse("nettverk:kalender-export", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("side", [MAANED, LISTE])
def test_pages_cost_the_same_however_much_is_in_them(som, prosjektleder, prosjekt, side):
    klient = som(prosjektleder)
    moete(prosjekt, gruppe=GruppeFactory(prosjekt=prosjekt))
    klient.get(side)

    def antall():
        with CaptureQueriesContext(connection) as spoerringer:
            assert klient.get(side).status_code == 200
        return len(spoerringer)

    foer = antall()
    for nr in range(10, 22):
        moete(prosjekt, gruppe=GruppeFactory(prosjekt=prosjekt), dato=date(2016, 3, nr))
        AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2016, 3, nr), status="planlagt")
    assert antall() == foer <= 24


def test_everybody_sees_what_is_public_and_comes_and_nothing_else(prosjekt, naboembete, embete):
    moete(prosjekt, innsyn="offentlig", tittel="Åpent møte", sted="Biblioteket", beskrivelse="Intern merknad")
    moete(prosjekt, innsyn="offentlig", tittel="Avlyst møte", status="avlyst")
    moete(prosjekt, innsyn="offentlig", tittel="I fjor", dato=date(2015, 3, 1))
    moete(prosjekt, innsyn="kommunene", tittel="Internt")
    kurs = {"fra_dato": date(2016, 4, 12), "status": "planlagt", "innsyn": "offentlig"}
    aktivitet = AktivitetFactory(prosjekt=prosjekt, tittel="Åpent kurs", **kurs)
    AktivitetFactory(prosjekt=ProsjektFactory(embete=naboembete), tittel="Naboens kurs", **kurs)
    side = Paameldingsside.objects.create(aktivitet=aktivitet)
    html = Client().get(AAPEN).content.decode()
    for tekst in (
        "Åpent møte",
        "Biblioteket",
        "Avlyst: Avlyst møte",
        "Åpent kurs",
        "Naboens kurs",
        str(side.adresse),
    ):
        assert tekst in html
    for tekst in ("Internt", "I fjor", "Intern merknad", "/nettverk/moeter/"):
        assert tekst not in html
    eget = Client().get(AAPEN, {"embete": embete.pk}).content.decode()
    assert "Åpent kurs" in eget
    assert "Naboens kurs" not in eget
    for gitt in ("x", "²", "9" * 30):
        assert Client().get(AAPEN, {"embete": gitt}).status_code == 404
    side.aapen = False
    side.save()
    assert str(side.adresse) not in Client().get(AAPEN).content.decode()


def test_the_public_calendar_is_a_file_too(prosjekt):
    moete(prosjekt, innsyn="offentlig", tittel="Åpent møte")
    moete(prosjekt, innsyn="embetet", tittel="Internt")
    svar = Client().get(AAPEN_FIL)
    assert svar["Content-Type"] == "text/calendar; charset=utf-8"
    [rad] = icalendar.Calendar.from_ical(svar.content).walk("VEVENT")
    assert str(rad["SUMMARY"]) == "Åpent møte"
    assert Client(headers={"if_none_match": svar["ETag"]}).get(AAPEN_FIL).status_code == 304


def test_nothing_public_says_so():
    assert "Ingenting er kunngjort nå" in Client().get(AAPEN).content.decode()


# ---------------------------------------------------------------- a group's address


def gruppesider(gruppe):
    return [
        reverse(f"nettverk:gruppekalender-{verb}", args=[gruppe.pk]) for verb in ("show", "create", "revoke")
    ]


def adressen(svar) -> str:
    return re.search(
        r'value="http://testserver(/nettverk/gruppekalender/[^"]+\.ics)"', svar.content.decode()
    )[1]


def test_a_groups_address_is_shown_once_and_gives_its_meetings_without_login(
    som, prosjektleder, prosjekt, gruppe, dag
):
    show, create, _revoke = gruppesider(gruppe)
    moete(prosjekt, gruppe=gruppe, innsyn="medlemmer", tittel="Styringsgruppen", beskrivelse="Hemmelig sak")
    moete(
        prosjekt, gruppe=gruppe, innsyn="medlemmer", tittel="Flyttet", status="avlyst", dato=date(2016, 3, 29)
    )
    moete(prosjekt, tittel="En annens")
    klient = som(prosjektleder)
    sti = adressen(klient.post(create))
    hemmelighet = sti.removeprefix("/nettverk/gruppekalender/").removesuffix(".ics")
    assert hemmelighet not in klient.get(show).content.decode()
    rad = Gruppekalender.objects.get()
    assert rad.fingeravtrykk == sha256(hemmelighet.encode()).hexdigest()
    assert Hendelse.objects.get().etter is None
    svar = Client().get(sti)
    assert svar["Cache-Control"] == "private, no-cache"
    lest = icalendar.Calendar.from_ical(svar.content)
    assert str(lest["X-WR-CALNAME"]) == "Bosetting: Styringsgruppen"
    assert [(str(ett["SUMMARY"]), str(ett["STATUS"])) for ett in lest.walk("VEVENT")] == [
        ("Styringsgruppen", "CONFIRMED"), ("Avlyst: Flyttet", "CANCELLED"),
    ]  # fmt: skip
    assert b"Hemmelig sak" not in svar.content
    assert len(vobject.readOne(svar.content.decode()).vevent_list) == 2
    rad.refresh_from_db()
    assert rad.sist_brukt_dato == dag


def test_a_new_address_ends_the_old_one_and_a_revoked_one_is_like_an_unknown(som, prosjektleder, gruppe):
    _show, create, revoke = gruppesider(gruppe)
    klient = som(prosjektleder)
    gammel, ny = adressen(klient.post(create)), adressen(klient.post(create))
    assert Client().get(gammel).status_code == 404
    assert Client().get(ny).status_code == 200
    assert "Kalenderadressen er tilbakekalt" in klient.post(revoke, follow=True).content.decode()
    klient.post(revoke)
    ukjent = Client().get(reverse("nettverk:gruppekalender-feed", args=["x" * 43]))
    svar = Client().get(ny)
    assert (svar.status_code, svar.content) == (ukjent.status_code, ukjent.content) == (404, b"")
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        "laget gruppekalender", "fornyet gruppekalender", "tilbakekalte gruppekalender",
    ]  # fmt: skip


def test_only_whoever_leads_the_network_hands_out_addresses(som, saksbehandler, leser, gruppe):
    show, create, revoke = gruppesider(gruppe)
    for person in (saksbehandler, leser):
        assert som(person).get(show).status_code == 403
        for side in (create, revoke):
            assert som(person).post(side).status_code == 403
    assert not Gruppekalender.objects.exists()
