"""The kontaktperson's start page: the one open task first, in plain words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.anmodninger.factories import RundeFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory

pytestmark = pytest.mark.django_db

SIDE = reverse("vedtak:min-kommune")


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def oppgave(som, kontaktperson, anmodning):
    """Return a function that gives the first task on the page, with its paragraphs as one text."""

    def oppgave():
        [del_] = som(kontaktperson).get(SIDE).context["deler"]
        en = del_.oppgave
        return en and (en.tittel, " ".join(en.avsnitt), en.knapp, en.url)

    return oppgave


def nytt(kommune, aar=2016):
    return reverse("vedtak:vedtak-create", args=[kommune.pk, aar])


def test_an_unanswered_request_is_the_task(oppgave, halden, settings):
    settings.DEMO_DAG = "2016-02-12"
    assert oppgave() == (
        "Svar på anmodningen for 2016",
        "Dere er bedt om å bosette 30 personer i 2016, hvorav 5 enslige mindreårige. "
        "Fristen var 31. desember 2015, for 43 dager siden.",
        "Registrer svar",
        nytt(halden),
    )


@pytest.mark.parametrize(
    ("dag", "setning"),
    [
        ("2015-12-31", "Fristen er 31. desember 2015, i dag."),
        ("2015-12-30", "Fristen er 31. desember 2015, om 1 dag."),
        ("2015-12-01", "Fristen er 31. desember 2015, om 30 dager."),
        ("2016-01-01", "Fristen var 31. desember 2015, for 1 dag siden."),
    ],
)
def test_the_deadline_is_told_from_today(dag, setning, oppgave, settings):
    settings.DEMO_DAG = dag
    assert oppgave()[1].endswith(setning)


def test_one_is_one_person(som, kontaktperson, halden):
    AnmodningFactory(kommune=halden, totalt=1, em=1)
    tekst = som(kontaktperson).get(SIDE).content.decode()
    assert "Dere er bedt om å bosette 1 person i 2016, hvorav 1 enslig mindreårig." in tekst


@pytest.mark.parametrize(
    ("em", "setning"),
    [
        (None, "Dere er bedt om å bosette 30 personer i 2016. "),
        (0, "Dere er bedt om å bosette 30 personer i 2016, ingen av dem enslige mindreårige. "),
    ],
)
def test_unknown_em_is_not_none(em, setning, som, kontaktperson, halden):
    AnmodningFactory(kommune=halden, em=em)
    assert setning in som(kontaktperson).get(SIDE).content.decode()


def test_an_extension_waits_for_the_final_answer(oppgave, halden):
    VedtakFactory(kommune=halden, utsatt=True, mottatt=date(2016, 1, 5))
    tittel, tekst, knapp, url = oppgave()
    assert (tittel, knapp, url) == (
        "Registrer det endelige svaret for 2016",
        "Registrer endelig svar",
        nytt(halden),
    )
    assert "Dere har bedt om utsatt frist til 1. april 2016, om 23 dager." in tekst


def test_an_extension_that_has_run_out_says_so(oppgave, halden):
    VedtakFactory(kommune=halden, utsatt=True, mottatt=date(2016, 1, 5), ny_dato=date(2016, 3, 1))
    assert "Dere ba om utsatt frist til 1. mars 2016, for 8 dager siden." in oppgave()[1]


def test_a_case_to_be_judged_again_waits_for_the_final_answer(oppgave, halden):
    VedtakFactory(kommune=halden, vurderes=True, mottatt=date(2016, 1, 5))
    assert "Saken skal vurderes på nytt 12. mai 2016, om 64 dager." in oppgave()[1]


def test_a_recommendation_waits_for_the_final_answer(oppgave, halden):
    VedtakFactory(kommune=halden, type="foreloepig", totalt=20, em=None)
    assert "Dere har meldt om en innstilling på 20 personer, men ikke om vedtak." in oppgave()[1]


def test_unknown_em_is_asked_for_where_it_can_be_said(oppgave, halden):
    vedtak = VedtakFactory(kommune=halden, em_ukjent=True)
    assert oppgave() == (
        "Svar om enslige mindreårige for 2016",
        "Dere har vedtatt å bosette 30 personer i 2016, men ikke oppgitt hvor mange av dem som er enslige "
        "mindreårige. Dere er bedt om 5 enslige mindreårige.",
        "Oppgi antall enslige mindreårige",
        reverse("vedtak:vedtak-correct", args=[vedtak.pk]),
    )


def test_em_to_be_judged_again_is_asked_for(oppgave, halden):
    VilkaarFactory(vedtak__kommune=halden, vedtak__em=0, type="em_vurderes")
    tittel, tekst, knapp, url = oppgave()
    assert (tittel, knapp) == ("Svar om enslige mindreårige for 2016", "Registrer tilleggsvedtak")
    assert "vil vurdere enslige mindreårige på nytt" in tekst
    assert url == f"{nytt(halden)}?slag=tillegg"


def test_what_is_missing_is_told_with_a_way_to_add(oppgave, halden):
    VedtakFactory(kommune=halden, delvis=True)
    assert oppgave() == (
        "Svaret for 2016 dekker ikke hele anmodningen",
        "Dere har vedtatt å bosette 20 personer i 2016, og er bedt om 30. "
        "Det mangler plass til 10 personer. "
        "Av de vedtatte er 0 enslige mindreårige, og dere er bedt om 5. "
        "Vedtar kommunen flere plasser, registrerer dere det som et tilleggsvedtak.",
        "Registrer tilleggsvedtak",
        f"{nytt(halden)}?slag=tillegg",
    )


def test_a_new_answer_is_not_mistaken_for_the_first_one(oppgave, som, kontaktperson, halden):
    side = som(kontaktperson).get(SIDE).content.decode()
    assert "Registrer svar for 2016" in side
    VedtakFactory(kommune=halden, totalt=20, em=5)
    side = som(kontaktperson).get(SIDE).content.decode()
    assert "Registrer tilleggsvedtak" in side
    assert "Registrer et nytt svar for 2016" in side
    assert "Registrer svar for 2016" not in side


def test_a_no_may_be_reconsidered(oppgave, halden):
    VedtakFactory(kommune=halden, nei=True)
    tittel, tekst, knapp, url = oppgave()
    assert (tittel, knapp, url) == ("Svaret for 2016 er nei", "Registrer nytt vedtak", nytt(halden))
    assert tekst.startswith("Dere er bedt om å bosette 30 personer i 2016, og har svart nei.")


def test_when_all_is_answered_the_page_says_so(oppgave, som, kontaktperson, halden):
    VedtakFactory(kommune=halden)
    assert oppgave() is None
    tekst = som(kontaktperson).get(SIDE).content.decode()
    assert "Alt er besvart" in tekst
    assert "Vedtak om 30 personer, hvorav 5 enslige mindreårige" in tekst


def test_a_municipality_that_is_not_asked_has_nothing_to_do(som, kontaktperson):
    assert "Ingen anmodning ennå" in som(kontaktperson).get(SIDE).content.decode()


def test_past_years_are_history(som, kontaktperson, halden):
    RundeFactory(aar=2015, sendt_dato=date(2014, 8, 20), linjer=[(halden, 20, 2)])
    [del_] = som(kontaktperson).get(SIDE).context["deler"]
    assert del_.oppgave is None
    assert [ett.aar for ett in del_.aarene] == [2015]


def test_the_most_pressing_task_stands_first_and_the_others_after(som, kontaktperson, halden, anmodning):
    VedtakFactory(kommune=halden, delvis=True)
    RundeFactory(aar=2017, sendt_dato=date(2016, 3, 1), linjer=[(halden, 40, 8)])
    [del_] = som(kontaktperson).get(SIDE).context["deler"]
    assert del_.oppgave.tittel == "Svar på anmodningen for 2017"
    assert [en.aar for en in del_.andre_oppgaver] == [2016]


def test_whom_to_ask_is_named(som, kontaktperson, saksbehandler, leser, nabosaksbehandler):
    tekst = som(kontaktperson).get(SIDE).content.decode()
    assert "Ta kontakt med Fylkesmannen i Østfold." in tekst
    assert f'href="mailto:{saksbehandler.email}"' in tekst
    assert leser.email not in tekst
    assert nabosaksbehandler.email not in tekst


@pytest.fixture
def to_kommuner(kontaktperson, moss):
    kontaktperson.tilganger.create(rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    return kontaktperson


def test_she_who_represents_two_meets_what_each_has_to_do_and_opens_one(
    som, to_kommuner, moss, halden, anmodning
):
    klient = som(to_kommuner)
    svar = klient.get(SIDE)
    assert [(del_.kommune.navn, bool(del_.oppgave)) for del_ in svar.context["deler"]] == [
        ("Halden", True),
        ("Moss", False),
    ]
    assert "Mine kommuner" in svar.content.decode()
    svar = klient.get(SIDE, {"kommune": moss.pk})
    assert svar.context["kommune"] == moss
    assert f'href="?kommune={halden.pk}"' in svar.content.decode()


def test_what_each_costs_does_not_grow_with_how_many_she_represents(
    som, to_kommuner, embete, django_assert_num_queries
):
    klient = som(to_kommuner)
    with CaptureQueriesContext(connection) as foer:
        klient.get(SIDE)
    for nr in ("0111", "0118", "0119", "0121"):
        to_kommuner.tilganger.create(
            rolle="kontaktperson", kommune=KommuneFactory(nr=nr), fra=date(2015, 1, 1)
        )
    with django_assert_num_queries(len(foer)):
        klient.get(SIDE)


@pytest.mark.parametrize("verdi", ["", "tull", "0", "999999"])
def test_another_municipality_and_a_missing_one_are_not_there(verdi, som, kontaktperson, moss):
    klient = som(kontaktperson)
    assert klient.get(SIDE, {"kommune": verdi}).status_code == 404
    assert klient.get(SIDE, {"kommune": moss.pk}).status_code == 404


def test_only_her_own_is_shown(som, nabokontaktperson, anmodning):
    assert "Halden" not in som(nabokontaktperson).get(SIDE).content.decode()


def test_it_is_where_she_lands(som, kontaktperson):
    assert som(kontaktperson).get("/").url == SIDE


@pytest.mark.parametrize("navn", ["saksbehandler", "prosjektleder", "leser", "systemansvarlig", "uten_rolle"])
def test_others_have_no_such_page(navn, request, som):
    assert som(request.getfixturevalue(navn)).get(SIDE).status_code == 403


def test_nobody_is_sent_to_login(client):
    assert client.get(SIDE).url.startswith("/konto/")
