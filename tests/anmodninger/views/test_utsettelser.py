"""The form that gives one municipality a later deadline, and where it shows afterwards."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from anmodninger.models import Anmodning, Fristutsettelse
from bosetting.brukere.models import Tilgang
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(
        embete=embete, sendt_dato=date(2015, 11, 17), svarfrist=date(2016, 2, 1),
        siste_svar_dato=date(2016, 2, 8), linjer=[(halden, 60, 5), (moss, 80, 10)],
    )  # fmt: skip


@pytest.fixture
def anmodning(runde, halden):
    return Anmodning.objects.get(runde=runde, kommune=halden)


@pytest.fixture
def side(anmodning):
    return reverse("anmodninger:utsettelse-create", args=[anmodning.pk])


def utfylt(**felt):
    return {
        "ny_svarfrist": "2016-04-01", "ny_siste_svar_dato": "2016-04-08", "begrunnelse": "Saken er utsatt.",
        "innvilget_av": "Siri Saksbehandler", "innvilget_dato": "2016-03-01", "noekkel": uuid.uuid4(),
    } | felt  # fmt: skip


def test_the_form_shows_the_dates_now_and_offers_only_those_the_round_has(som, saksbehandler, side):
    svar = som(saksbehandler).get(side)
    assert "01.02.2016" in svar.content.decode()
    skjema = svar.context["form"]
    assert "ny_siste_endring_dato" not in skjema.fields
    assert "retter" not in skjema.fields
    assert skjema["innvilget_av"].value() == "Siri Saksbehandler"


def test_the_date_the_municipality_asks_for_is_proposed_with_the_closing_date_moved(som, saksbehandler, side):
    skjema = som(saksbehandler).get(f"{side}?ny_svarfrist=2016-04-01").context["form"]
    assert skjema["ny_svarfrist"].value() == date(2016, 4, 1)
    assert skjema["ny_siste_svar_dato"].value() == date(2016, 4, 8)
    assert som(saksbehandler).get(f"{side}?ny_svarfrist=tull").status_code == 200


def test_closing_dates_left_blank_are_shown_before_anything_is_saved(som, saksbehandler, side):
    svar = som(saksbehandler).post(side, utfylt(ny_siste_svar_dato=""))
    assert svar.status_code == 200
    assert svar.context["form"]["ny_siste_svar_dato"].value() == "2016-04-08"
    assert "Ikke lagret ennå" in svar.content.decode()
    assert not Fristutsettelse.objects.exists()


def test_it_is_saved_once_and_stands_on_the_page_of_the_round(som, saksbehandler, runde, anmodning, side):
    klient, data = som(saksbehandler), utfylt()
    svar = klient.post(side, data)
    assert svar.headers["Location"] == f"{runde.get_absolute_url()}#utsettelser"
    klient.post(side, data)
    assert Fristutsettelse.objects.get().anmodning == anmodning

    svar = klient.get(runde.get_absolute_url())
    [halden, moss] = svar.context["rader"]
    assert (halden.frist, halden.utsatt) == (date(2016, 4, 1), True)
    assert (moss.frist, moss.utsatt) == (date(2016, 2, 1), False)
    assert "Saken er utsatt." in svar.content.decode()
    assert "Halden har fått utsatt frist til 1. april 2016." in svar.content.decode()


@pytest.mark.parametrize(
    ("retur", "ventet"),
    [
        ("/kommuner/1/#aar-2016", "/kommuner/1/#aar-2016"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_she_returns_to_where_she_came_from_and_nowhere_else(som, saksbehandler, runde, side, retur, ventet):
    svar = som(saksbehandler).post(side, utfylt(retur=retur))
    assert svar.headers["Location"] == (ventet or f"{runde.get_absolute_url()}#utsettelser")


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"ny_svarfrist": ""}, "ny_svarfrist"),
        ({"ny_svarfrist": "2016-01-31"}, "ny_svarfrist"),
        ({"ny_siste_svar_dato": "2016-03-31"}, "ny_siste_svar_dato"),
        ({"begrunnelse": ""}, "begrunnelse"),
        ({"begrunnelse": "x" * 301}, "begrunnelse"),
        ({"innvilget_av": ""}, "innvilget_av"),
        ({"innvilget_dato": "2016-03-10"}, "innvilget_dato"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(som, saksbehandler, side, endring, felt):
    svar = som(saksbehandler).post(side, utfylt(begrunnelse="Møtet er flyttet.") | endring)
    assert svar.status_code == 422
    assert list(svar.context["form"].errors) == [felt]
    assert not Fristutsettelse.objects.exists()


def test_all_that_is_wrong_is_told_at_once(som, saksbehandler, side):
    svar = som(saksbehandler).post(
        side, utfylt(begrunnelse="", ny_svarfrist="2016-01-31", ny_siste_svar_dato="")
    )
    assert set(svar.context["form"].errors) == {"begrunnelse", "ny_svarfrist"}


def test_a_wrong_one_can_be_corrected_on_the_same_page(som, saksbehandler, anmodning, side):
    UtsettelseFactory(
        anmodning=anmodning, ny_svarfrist=date(2016, 11, 1), ny_siste_svar_dato=date(2016, 11, 8)
    )
    klient = som(saksbehandler)
    assert klient.post(side, utfylt(innvilget_dato="2016-03-01")).status_code == 422
    assert klient.post(side, utfylt(innvilget_dato="2016-03-01", retter="on")).status_code == 302
    svar = klient.get(anmodning.runde.get_absolute_url())
    assert [(rad.ny_svarfrist, staar) for rad, staar in svar.context["utsettelser"]] == [
        (date(2016, 4, 1), True),
        (date(2016, 11, 1), False),
    ]
    assert svar.content.decode().count(">Erstattet<") == 1


def test_a_round_that_is_replaced_leads_to_the_one_in_force(som, saksbehandler, embete, halden, runde, side):
    ny = RundeFactory(embete=embete, sendt_dato=date(2016, 2, 15), linjer=[(halden, 70, 5)])
    riktig = reverse("anmodninger:utsettelse-create", args=[Anmodning.objects.get(runde=ny).pk])
    klient = som(saksbehandler)
    assert riktig in klient.get(side).content.decode()
    assert side not in klient.get(runde.get_absolute_url()).content.decode()
    assert riktig in klient.get(ny.get_absolute_url()).content.decode()
    assert klient.post(side, utfylt()).status_code == 422


def test_readers_see_the_extensions_but_no_way_to_give_one(som, leser, runde, anmodning, side):
    UtsettelseFactory(anmodning=anmodning, begrunnelse="Kommunestyret møtes sent.")
    innhold = som(leser).get(runde.get_absolute_url()).content.decode()
    assert "Kommunestyret møtes sent." in innhold
    assert side not in innhold


def test_who_may_give_one(
    som,
    client,
    side,
    saksbehandler,
    prosjektleder,
    leser,
    kontaktperson,
    nabosaksbehandler,
    nabokontaktperson,
):
    assert client.get(side).status_code == 302
    for person, status in [
        (saksbehandler, 200), (prosjektleder, 200), (leser, 403), (kontaktperson, 403),
        (nabosaksbehandler, 404), (nabokontaktperson, 403),
    ]:  # fmt: skip
        assert som(person).get(side).status_code == status, person
        assert som(person).post(side, utfylt(begrunnelse="")).status_code == (
            422 if status == 200 else status
        )
    assert som(prosjektleder).post(side, utfylt()).status_code == 302


def test_she_who_only_reads_in_this_embete_may_not(som, nabosaksbehandler, embete, side):
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2016, 1, 1))
    assert som(nabosaksbehandler).get(side).status_code == 403
    assert som(nabosaksbehandler).post(side, utfylt()).status_code == 403
