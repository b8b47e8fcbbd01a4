"""The page of changes and its export: what is shown between two days, its sums, and who sees what."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from anmodninger.actions import registrer_sendt_runde
from bosetting.felles.dag import naa
from vedtak.models import Vedtak

pytestmark = pytest.mark.django_db
URL = "/status/2016/endringer/"
SPENN = f"{URL}?fra=2016-01-20&til=2016-03-08"


@pytest.fixture
def svar(embete, halden, moss, saksbehandler):
    """Moss answers, is entered late, and corrects it; Halden answers before the span."""
    registrer_sendt_runde(
        by=None, embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), avsender="Fylkesmannen",
        linjer=[(halden, 30, 5, ""), (moss, 40, 8, "")],
    )  # fmt: skip
    felles = {"aar": 2016, "registrert_at": naa(), "registrert_av": saksbehandler}
    Vedtak.objects.create(kommune=halden, totalt=20, em=5, mottatt=date(2016, 1, 15), **felles)
    sent = Vedtak.objects.create(
        kommune=moss, totalt=25, em=5, vedtaksdato=date(2016, 1, 10), mottatt=date(2016, 2, 1),
        saksnummer="16/123", **felles,
    )  # fmt: skip
    Vedtak.objects.create(
        kommune=moss,
        totalt=35,
        em=5,
        mottatt=date(2016, 2, 10),
        retter=sent,
        rettegrunn="Lest feil.",
        **felles,
    )
    return sent


def test_each_change_stands_with_old_and_new_reason_and_effect(som, saksbehandler, svar):
    side = som(saksbehandler).get(SPENN)
    ny, rettet = side.context["linjer"]
    assert (ny.gammel, ny.ny, ny.virkninger) == (["–"] * 3, ["25", "20", "5"], ["0", "+25", "−25"])
    assert (rettet.gammel, rettet.ny, rettet.virkninger) == (
        ["25", "20", "5"], ["35", "30", "5"], ["0", "+10", "−10"],
    )  # fmt: skip
    tekst = side.content.decode()
    for ord_ in (
        "Lest feil.",
        "16/123",
        "Siri Saksbehandler",
        "25 → 35",
        "Ikke svart → Delvis",
        "etterregistrert",
    ):
        assert ord_ in tekst
    assert svar.get_absolute_url() in tekst


def test_the_sums_stand_on_top_and_open_to_their_rows(som, saksbehandler, svar):
    leser = som(saksbehandler)
    summer = {ett.navn: ett for ett in leser.get(SPENN).context["summer"]}
    vedtatt = summer["Vedtatt, totalt"]
    assert (vedtatt.fra, vedtatt.til, vedtatt.virkning) == ("20", "55", "+35")
    for ett in summer.values():
        for tekst, adresse in ((ett.fra, ett.fra_url), (ett.til, ett.til_url)):
            assert leser.get(adresse).context["tabell"].sum == tekst


@pytest.mark.parametrize(
    ("valg", "antall"),
    [
        ("", 2), ("&slag=rettet", 1), ("&slag=trukket", 0), ("&kommune=0101", 0), ("&etterregistrert=on", 2),
        ("&fra=2016-02-05", 1), ("&slag=tull", 2),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(som, saksbehandler, svar, valg, antall):
    assert len(som(saksbehandler).get(SPENN + valg).context["linjer"]) == antall


def test_the_last_thirty_days_are_shown_when_nobody_has_said(som, saksbehandler, svar):
    liste = som(saksbehandler).get(URL).context["liste"]
    assert (liste.fra, liste.til) == (date(2016, 2, 8), date(2016, 3, 9))


@pytest.mark.parametrize("valg", ["?fra=tull", "?fra=2016-03-08&til=2016-03-01"])
def test_a_wrong_date_is_told_and_not_used(som, saksbehandler, svar, valg):
    side = som(saksbehandler).get(URL + valg)
    assert "Noe i filteret er feil" in side.content.decode()
    assert side.context["liste"].fra < side.context["liste"].til


def test_the_status_page_leads_here(som, saksbehandler, svar):
    side = som(saksbehandler).get("/status/2016/?per=2016-01-20").content.decode()
    assert 'href="endringer/?fra=2016-01-20"' in side
    assert 'href="endringer/?fra=2016-01-20&amp;etterregistrert=on"' in side


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_export_is_what_is_shown(som, saksbehandler, svar, format):
    svaret = som(saksbehandler).get(f"{URL}eksport.{format}?fra=2016-01-20&til=2016-03-08&slag=rettet")
    assert f'filename="endringer-2016-2016-01-20-til-2016-03-08.{format}"' in svaret["Content-Disposition"]
    if format == "csv":
        _hode, *rader = csv.reader(io.StringIO(svaret.content.decode("utf-8-sig")), delimiter=";")
        assert [rad[:3] for rad in rader] == [["0104", "Moss", "Rettet svar"]]
    else:
        rader = CalamineWorkbook.from_filelike(io.BytesIO(svaret.content)).get_sheet_by_index(0).to_python()
        assert rader[-1][:3] == ["0104", "Moss", "Rettet svar"]
        assert rader[2][0] == "Utvalg – Hva som er skjedd: Rettet svar"


def test_a_neighbouring_embete_sees_nothing_of_it(som, nabosaksbehandler, bergen, svar):
    assert som(nabosaksbehandler).get(SPENN).context["linjer"] == []
    assert "Moss" not in som(nabosaksbehandler).get(f"{URL}eksport.csv?fra=2016-01-20").content.decode()


def test_the_number_of_queries_does_not_grow(som, saksbehandler, svar, moss, django_assert_max_num_queries):
    Vedtak.objects.bulk_create(
        Vedtak(kommune=moss, aar=2016, totalt=nr, mottatt=date(2016, 2, 11), registrert_at=naa(),
               registrert_av=saksbehandler)
        for nr in range(40)
    )  # fmt: skip
    leser = som(saksbehandler)
    leser.get(SPENN)
    with django_assert_max_num_queries(15):
        assert len(leser.get(SPENN).context["linjer"]) == 42
