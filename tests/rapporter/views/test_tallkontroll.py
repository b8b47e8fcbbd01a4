"""The page of the number control: paste or upload, findings by kind, nothing stored."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from rapporter.models import Rapport
from rapporter.views import tallkontroll

pytestmark = pytest.mark.django_db
SIDE = reverse("rapporter:tallkontroll-show")
TEKST = "Kommunene ble bedt om 640 plasser.\nDe sa ja til 590.\nDet mangler 60 plasser <script>."


@pytest.fixture
def leser_side(som, leser):
    return som(leser)


def test_the_list_of_reports_leads_to_it(leser_side):
    assert f'href="{SIDE}"' in leser_side.get(reverse("rapporter:rapport-index")).text


def test_an_empty_page_asks_for_a_text_or_a_file(leser_side):
    svar = leser_side.get(SIDE)
    assert svar.status_code == 200
    assert "Kontroller tallene" in svar.text
    assert "funn" not in svar.text.partition("<main")[0].partition("<title>")[2].partition("</title>")[0]


def test_a_pasted_text_is_shown_with_its_findings_and_kept_in_the_form(leser_side):
    svar = leser_side.post(SIDE, {"tekst": TEKST})
    assert svar.status_code == 200
    assert "<title>1 funn – Tallkontroll" in svar.text
    assert 'href="#linje-1-3"' in svar.text
    assert 'id="linje-1-3" value="3" class="merket"' in svar.text
    assert "<dd>60</dd>" in svar.text
    assert "<dd>50</dd>" in svar.text
    assert "<script>." not in svar.text
    assert "Det mangler 60 plasser &lt;script&gt;.</textarea>" in svar.text


def test_nothing_is_stored(leser_side):
    foer = Hendelse.objects.count(), Rapport.objects.count()
    leser_side.post(SIDE, {"tekst": TEKST})
    assert (Hendelse.objects.count(), Rapport.objects.count()) == foer


def test_a_text_that_adds_up_is_an_empty_state(leser_side):
    svar = leser_side.post(SIDE, {"tekst": "Alt er i orden."})
    assert "Ingen funn" in svar.text
    assert 'id="linje-' not in svar.text


def test_a_workbook_names_its_cells(leser_side):
    ut = BytesIO()
    with xlsxwriter.Workbook(ut) as bok:
        side = bok.add_worksheet("Søknader")
        for nr, rad in enumerate([["Kommune", "Søkt"], ["Moss", 10], ["Råde", 20], ["Sum", 31]]):
            side.write_row(nr, 0, rad)
    svar = leser_side.post(SIDE, {"fil": SimpleUploadedFile("<b>søknader.xlsx", ut.getvalue())})
    assert "1 funn i &lt;b&gt;søknader.xlsx" in svar.text
    assert "Søknader, celle B4" in svar.text
    assert "Råde · 20" in svar.text


@pytest.mark.parametrize(
    ("data", "status", "grunn"),
    [
        ({}, 422, "Lim inn en tekst, eller velg en fil under."),
        ({"tekst": "  "}, 422, "Lim inn en tekst, eller velg en fil under."),
        ({"fil": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, 422, "Filen er verken et regneark"),
        ({"fil": SimpleUploadedFile("a.txt", b"")}, 422, "Filen er tom."),
        ({"fil": SimpleUploadedFile("a.txt", b"x" * 5_300_000)}, 413, "Filen er større enn 5 MB."),
        ({"tekst": "x" * 500_001}, 422, "Teksten er for lang"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(leser_side, data, status, grunn):
    for fil in data.values():
        if hasattr(fil, "seek"):
            fil.seek(0)
    svar = leser_side.post(SIDE, data)
    assert svar.status_code == status
    assert "<title>Feil: Tallkontroll" in svar.text
    assert grunn in svar.text


def test_both_a_text_and_a_file_is_refused_with_the_text_kept(leser_side):
    svar = leser_side.post(SIDE, {"tekst": TEKST, "fil": SimpleUploadedFile("a.txt", b"Hei")})
    assert svar.status_code == 422
    assert "ikke begge deler" in svar.text
    assert "Det mangler 60 plasser" in svar.text


def test_a_long_text_is_shown_round_its_findings(leser_side, monkeypatch):
    monkeypatch.setattr(tallkontroll, "VISTE_LINJER", 12)
    svar = leser_side.post(
        SIDE, {"tekst": "Det er godt.\n" * 20 + "\n" + TEKST + "\n\n" + "Det er godt.\n" * 20}
    )
    assert 'id="linje-1-24"' in svar.text
    assert 'id="linje-1-2"' not in svar.text
    assert "… </span>" in svar.text


def test_many_findings_are_counted_and_the_first_are_shown(leser_side, monkeypatch):
    monkeypatch.setattr(tallkontroll, "VISTE_FUNN", 2)
    svar = leser_side.post(SIDE, {"tekst": "Fristen er 31.11.2015.\n\n" * 5})
    assert "5 funn" in svar.text
    assert "3 funn til er ikke vist" in svar.text
    assert svar.text.count("tallfunn__sted") == 2


def test_the_page_is_a_fixed_number_of_queries(leser_side, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        leser_side.post(SIDE, {"tekst": TEKST})
