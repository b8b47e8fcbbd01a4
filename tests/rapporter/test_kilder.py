"""The appendix «Kilder»: every figure, and rows that add up to it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bosetting.felles.dokument.blokker import Setning, Tabell, Varsel, Vedlegg
from rapporter.ferdig import ferdig_dokument
from rapporter.kilder import kildevedlegg, med_kilder
from rapporter.queries import grunnlag
from rapporter.tallregister import figurer
from tests.anmodninger.factories import RundeFactory
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.factories import ProsjektFactory
from tests.vedtak.factories import VedtakFactory

from .factories import RapportFactory
from .rapportradfactories import UtgaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete, halden, moss):
    for aar in (2015, 2016):
        RundeFactory(
            embete=embete,
            aar=aar,
            sendt_dato=date(aar - 1, 11, 17),
            linjer=[(halden, 70, 10), (moss, 80, 20)],
        )
    VedtakFactory(
        kommune=halden,
        totalt=57,
        em=10,
        vedtaksdato=date(2016, 1, 20),
        mottatt=date(2016, 1, 29),
        saksnummer="2016/12",
    )
    VedtakFactory(kommune=moss, totalt=80, em=20, vedtaksdato=date(2016, 1, 20), mottatt=date(2016, 1, 30))
    return RapportFactory(prosjekt=ProsjektFactory(embete=embete))


def _tabeller(blokker) -> dict[str, Tabell]:
    return {blokk.noekkel: blokk for blokk in blokker if isinstance(blokk, Tabell)}


def test_the_rows_behind_a_figure_are_named_dated_and_add_up_to_it(rapport):
    g = grunnlag(rapport)
    tabeller = _tabeller(kildevedlegg(rapport, g))
    vedtak = tabeller["kilder-vedtatt-2016"]
    assert vedtak.rader[0][:6] == ("Halden", "Vedtak", "20.01.2016", "29.01.2016", "57", "10")
    assert vedtak.rader[0][6].startswith("2016/12")
    # What came the day after the cut-off is no row of this report.
    assert [rad[0] for rad in vedtak.rader] == ["Halden"]
    alle = figurer(g)
    for navn, tabell in tabeller.items():
        if not navn.startswith(("kilder-anmodet-", "kilder-vedtatt-")):
            continue
        _kilder, felt, aar = navn.split("-")
        hale = "" if aar == "2016" else f".{aar}"
        assert tabell.sumrad[4] == alle[f"{felt}.totalt{hale}"].vist, navn
        assert sum(int(rad[4]) for rad in tabell.rader) == alle[f"{felt}.totalt{hale}"].verdi


def test_every_figure_stands_with_its_value_or_is_a_row(rapport):
    g = grunnlag(rapport)
    tabell = _tabeller(kildevedlegg(rapport, g))["kilder-tall"]
    vist = {rad[4]: rad[1] for rad in tabell.rader}
    kommuner = {linje.nr for linje in g.linjer}
    ventet = {
        navn: figur.vist for navn, figur in figurer(g).items() if navn.rpartition(".")[2] not in kommuner
    }
    assert vist == ventet
    assert vist["vedtatt.totalt"] == "57"


def test_the_appendix_comes_last_and_its_tables_are_referred_to(rapport):
    dokument = ferdig_dokument(rapport)
    med = med_kilder(dokument, rapport, grunnlag(rapport))
    assert med.blokker[: len(dokument.blokker)] == dokument.blokker
    nye = med.blokker[len(dokument.blokker) :]
    assert isinstance(nye[0], Vedlegg)
    nevnt = {noekkel for blokk in nye if isinstance(blokk, Setning) for noekkel in blokk.se}
    assert nevnt == set(_tabeller(nye))


def test_a_frozen_figure_that_is_another_today_is_pointed_out(rapport):
    g = grunnlag(rapport)
    frosset = [
        {"navn": "vedtatt.totalt", "tekst": "Vedtatt, totalt", "verdi": 60, "enhet": "personer", "kilde": ""},
        {
            "navn": "anmodet.totalt",
            "tekst": "Anmodet, totalt",
            "verdi": 150,
            "enhet": "personer",
            "kilde": "",
        },
    ]
    blokker = list(kildevedlegg(rapport, g, UtgaveFactory(rapport=rapport, tall=frosset)))
    [varsel] = [blokk for blokk in blokker if isinstance(blokk, Varsel)]
    assert "Vedtatt, totalt" in varsel.tekst
    assert "Anmodet" not in varsel.tekst
    assert [rad[1] for rad in _tabeller(blokker)["kilder-tall"].rader] == ["60", "150"]


def test_as_many_queries_for_many_municipalities_as_for_two(rapport, embete):
    def sporringer() -> int:
        g = grunnlag(rapport)
        with CaptureQueriesContext(connection) as fanget:
            list(kildevedlegg(rapport, g))
        return len(fanget)

    foer = sporringer()
    KommuneFactory.create_batch(12, fylke=embete.fylker.get())
    assert sporringer() == foer <= 20
