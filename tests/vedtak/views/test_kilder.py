"""The trace page: the rows behind one figure, in words, with export, and closed to those it does not concern."""

import csv
import io
from datetime import date

import pytest

from anmodninger.actions import registrer_sendt_runde
from bosetting.felles.dag import naa
from vedtak.kildelenke import kildelenke
from vedtak.models import Bosatt, Vedtak

pytestmark = pytest.mark.django_db
URL = "/status/2016/kilder/"


@pytest.fixture
def svar(embete, halden, moss, saksbehandler):
    registrer_sendt_runde(
        by=saksbehandler, embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), avsender="Fylkesmannen",
        linjer=[(halden, 30, 5, "Brev 17.11.2015"), (moss, 40, None, "")],
    )  # fmt: skip
    felles = {"aar": 2016, "registrert_at": naa(), "registrert_av": saksbehandler}
    Bosatt.objects.create(kommune=halden, aar=2016, per_dato=date(2016, 2, 2), antall=3, kilde="IMDi")
    return Vedtak.objects.create(
        kommune=halden, totalt=38, em=5, vedtaksdato=date(2016, 1, 10), mottatt=date(2016, 1, 15),
        saksnummer="16/123", **felles,
    )  # fmt: skip


def vis(som, bruker, valg=""):
    return som(bruker).get(f"{URL}?per=2016-03-08{valg}")


def test_the_rows_stand_with_dates_case_number_source_and_who_entered_them(som, saksbehandler, svar):
    side = vis(som, saksbehandler, "&tall=udekket.totalt&kommune=0101")
    anmodning, vedtak, over = side.context["tabell"].rader
    assert (anmodning.tittel, anmodning.dato, anmodning.kilde) == (
        "Anmodning",
        "17.11.2015",
        "Brev 17.11.2015",
    )
    assert (vedtak.dato, vedtak.kjent_fra, vedtak.saksnummer) == ("10.01.2016", "15.01.2016", "16/123")
    assert [rad.bidrag[0][0] for rad in (anmodning, vedtak, over)] == ["+30", "−38", "+8"]
    assert anmodning.registrert_av == vedtak.registrert_av == "Siri Saksbehandler"
    assert svar.get_absolute_url() == vedtak.url
    assert "dekker ikke det andre" in side.content.decode()


def test_an_unknown_part_is_said_and_what_the_row_says_stands_beside(som, saksbehandler, svar):
    side = vis(som, saksbehandler, "&tall=anmodet.em")
    assert side.context["tabell"].sum == "minst 5"
    assert "For én kommune er en del av tallet ukjent" in side.content.decode()


@pytest.mark.parametrize(("tall", "sum_"), [("bosatt.totalt", "minst 3"), ("ubrukte.totalt", "27")])
def test_settled_and_unused_places_have_their_rows_too(som, saksbehandler, svar, tall, sum_):
    assert vis(som, saksbehandler, f"&tall={tall}").context["tabell"].sum == sum_


def test_a_name_that_is_no_figure_is_told(som, saksbehandler, svar):
    side = vis(som, saksbehandler, "&tall=tull")
    assert side.status_code == 200
    assert "Noe i valgene er feil" in side.content.decode()


def test_nothing_behind_a_figure_is_nought_and_said(som, saksbehandler, svar):
    assert "Derfor er det 0" in vis(som, saksbehandler, "&tall=vedtatt.totalt&kommune=0104").content.decode()


@pytest.mark.parametrize("nr", ["1201", "9999"])
def test_a_municipality_of_others_and_one_that_is_not_are_alike(som, kontaktperson, bergen, svar, nr):
    assert vis(som, kontaktperson, f"&kommune={nr}").status_code == 404


def test_a_kontaktperson_sees_the_rows_of_her_own_municipality_only(som, kontaktperson, moss, svar):
    side = vis(som, kontaktperson, "&tall=anmodet.totalt")
    assert [rad.kommune for rad in side.context["tabell"].rader] == ["Halden"]
    assert "/anmodninger/runder/" not in side.content.decode()
    assert vis(som, kontaktperson, "&tall=anmodet.totalt&kommune=0104").status_code == 404


def test_the_address_says_figure_clocks_place_and_structure():
    adresse = kildelenke(
        2016, "vedtatt.em", date(2016, 3, 8), date(2016, 2, 2), "0101", struktur=date(2024, 1, 1)
    )
    assert adresse == (
        f"{URL}?tall=vedtatt.em&kommune=0101&per=2016-03-08&kjent=2016-02-02&struktur=dato&strukturdato=2024-01-01"
    )


def test_the_export_has_every_row_and_the_sum(som, saksbehandler, svar):
    svaret = som(saksbehandler).get(f"{URL}eksport.csv?per=2016-03-08&tall=udekket.totalt")
    _hode, *rader = csv.reader(io.StringIO(svaret.content.decode("utf-8-sig")), delimiter=";")
    assert [(rad[0], rad[2], rad[-3]) for rad in rader] == [
        ("0101", "Anmodning", "30"), ("0101", "Vedtak", "-38"),
        ("0101", "Vedtatt utover anmodningen; dekker ikke det andre mangler", "8"),
        ("0104", "Anmodning", "40"), ("Sum", "", "40"),
    ]  # fmt: skip


def test_the_number_of_queries_is_the_same_for_many_rows(
    som, saksbehandler, svar, halden, django_assert_num_queries
):
    leser = som(saksbehandler)
    adresse = f"{URL}?per=2016-03-08&tall=vedtatt.totalt"
    leser.get(adresse)
    with django_assert_num_queries(9):
        leser.get(adresse)
    Vedtak.objects.bulk_create(
        Vedtak(kommune=halden, aar=2016, slag="tillegg", totalt=1, mottatt=date(2016, 2, 1), registrert_at=naa(),
               registrert_av=saksbehandler)
        for _nr in range(30)
    )  # fmt: skip
    with django_assert_num_queries(9):
        assert len(leser.get(adresse).context["tabell"].rader) == 31
