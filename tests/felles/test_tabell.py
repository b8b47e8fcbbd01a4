"""What templates/ds/table.html makes of a table: the caption, the row header, sorting without script, figures."""

from datetime import date

import django_tables2 as tables
import pytest

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell


class Kommuner(Tabell):
    tittel = "Kommunene i Østfold"
    radtittel = "navn"

    nr = tables.Column(verbose_name="Nr.", orderable=False)
    navn = tables.Column(verbose_name="Kommune")
    folketall = tables.Column(verbose_name="Folketall", attrs=TALLKOLONNE)
    mottatt = DatoColumn(verbose_name="Mottatt")

    def render_folketall(self, value):
        return norsk.tall(value)


RADER = [
    {"nr": "0101", "navn": "Halden", "folketall": 30328, "mottatt": date(2016, 1, 29)},
    {"nr": "0121", "navn": "<Rømskog>", "folketall": None, "mottatt": None},
]


@pytest.fixture
def tegn(rf):
    def gjoer(rader=RADER, adresse="/?q=a", side=None, **felt):
        tabell = Kommuner(rader, **felt)
        if side:
            tabell.paginate(page=side, per_page=1)
        return tabell.as_html(rf.get(adresse))

    return gjoer


def test_the_table_has_a_caption_and_each_row_a_header(tegn):
    html = tegn()
    assert '<caption class="ds-sr-only" id="tabelltittel">Kommunene i Østfold</caption>' in html
    assert '<th scope="row">Halden</th>' in html
    assert "&lt;Rømskog&gt;" in html
    assert '<table class="ds-table"' in html
    assert "None" not in html


def test_figures_and_dates_are_norwegian_and_unknown_is_read_out(tegn):
    html = tegn()
    assert '<td class="num">30\u00a0328</td>' in html
    assert "29.01.2016" in html
    assert html.count('<span class="ds-sr-only">ukjent</span>') == 1


def test_sort_links_keep_the_filter_and_say_which_way(tegn):
    html = tegn(order_by="-navn")
    assert html.count("aria-sort=") == 3
    assert 'aria-sort="descending"><a id="sort-navn" href="?q=a&amp;sort=navn"' in html
    assert '<input type="hidden" name="sort" value="-navn" form="filter">' in html


def test_pages_are_links_and_the_current_one_is_marked(tegn):
    html = tegn(side=1)
    assert 'aria-label="Side 1" aria-current="true"' in html
    assert 'id="side-neste" href="?q=a&amp;page=2"' in html
    assert "Halden" in html
    assert "Rømskog" not in html


def test_an_empty_table_says_so(tegn):
    assert "Ingen treff." in tegn(rader=[])
