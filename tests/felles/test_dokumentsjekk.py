"""The operator is told of a folder that is served, and of running without a scanner."""

from pathlib import Path

import pytest
from django.urls import reverse

from bosetting.felles import dokumentsjekk
from tests.felles.clamd import clamd


def test_a_folder_that_is_served_is_refused(settings):
    assert dokumentsjekk.dokumentmappe(None) == []
    for servert in settings.STATICFILES_DIRS:
        settings.DOKUMENTMAPPE = Path(servert) / "dokumenter"
        assert [feil.id for feil in dokumentsjekk.dokumentmappe(None)] == ["bosetting.E001"]


def test_a_folder_that_cannot_be_written_to_is_said(settings, tmp_path):
    settings.DOKUMENTMAPPE = tmp_path / "ny" / "mappe"
    assert dokumentsjekk.skrivbar(None) == []
    (tmp_path / "fil").write_text("")
    settings.DOKUMENTMAPPE = tmp_path / "fil" / "mappe"
    assert [feil.id for feil in dokumentsjekk.skrivbar(None)] == ["bosetting.E002"]


def test_running_without_a_scanner_is_said(settings):
    settings.CLAMD = ""
    assert [funn.id for funn in dokumentsjekk.virusskanner(None)] == ["bosetting.I001"]
    settings.CLAMD = "127.0.0.1:3310"
    assert dokumentsjekk.virusskanner(None) == []


@pytest.mark.parametrize(
    ("oppsett", "tekst"),
    [
        ("", "Dokumenter lagres uskannet"),
        ("/finnes/ikke.sock", "Ingen dokumenter tas imot før den svarer igjen"),
    ],
)
def test_the_systemansvarlig_sees_whether_there_is_one(som, systemansvarlig, settings, oppsett, tekst):
    settings.CLAMD = oppsett
    assert tekst in som(systemansvarlig).get(reverse("brukere:register-index")).content.decode()


def test_the_systemansvarlig_sees_that_it_answers(som, systemansvarlig, settings):
    with clamd(settings):
        html = som(systemansvarlig).get(reverse("brukere:register-index")).content.decode()
    assert "skannes før de lagres" in html
