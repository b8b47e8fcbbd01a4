"""``manage.py tertialrapport``: the file it writes, and what it says when it cannot."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from rapporter.models import Rapport
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import ProsjektFactory
from tests.vedtak.factories import VedtakFactory

from .factories import KapittelFactory, RapportFactory

pytestmark = pytest.mark.django_db


def tekst(pdf) -> str:
    sider = PdfReader(BytesIO(pdf.read_bytes())).pages
    return " ".join(" ".join(side.extract_text() for side in sider).split())


def kjoer(ut, **valg):
    svar = StringIO()
    call_command("tertialrapport", aar=2015, tertial=3, ut=str(ut), stdout=svar, **valg)
    return svar.getvalue()


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete, navn="Bosetting i Østfold"))
    KapittelFactory(rapport=rapport, tekst="En egen innledning.")
    return rapport


def test_the_report_is_written_and_its_pages_counted(rapport, tmp_path):
    ut = tmp_path / "rapport.pdf"
    svar = kjoer(ut)
    sider = len(PdfReader(BytesIO(ut.read_bytes())).pages)
    assert svar.strip() == f"{ut}: {sider} sider"
    innhold = tekst(ut)
    assert "Fylkesmannen i Østfold" in innhold
    assert "En egen innledning." in innhold
    assert "Kapittelet er ikke skrevet ennå." in innhold
    assert "til sammen 150 personer, av disse 30 enslige mindreårige" in innhold


def test_a_decision_known_before_the_cut_off_changes_the_report(rapport, moss, tmp_path):
    ut = tmp_path / "rapport.pdf"
    kjoer(ut)
    assert "Én kommune har ikke svart: Moss." in tekst(ut)
    VedtakFactory(kommune=moss, totalt=76, em=20, vedtaksdato=date(2016, 1, 28), mottatt=date(2016, 1, 29))
    kjoer(ut)
    innhold = tekst(ut)
    assert "bosette til sammen 133 personer" in innhold
    assert "Alle kommunene som er anmodet, har svart." in innhold
    VedtakFactory(kommune=moss, totalt=80, em=20, vedtaksdato=date(2016, 1, 28), mottatt=date(2016, 1, 30))
    foer = ut.read_bytes()
    kjoer(ut)
    assert ut.read_bytes() == foer


def test_the_same_records_give_the_same_bytes(rapport, tmp_path):
    kjoer(tmp_path / "a.pdf")
    kjoer(tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_without_a_stored_report_the_only_project_gets_one_that_is_not_written(embete, halden, tmp_path):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10)])
    ProsjektFactory(embete=embete)
    kjoer(tmp_path / "rapport.pdf")
    innhold = tekst(tmp_path / "rapport.pdf")
    assert "Tall per 31. desember 2015" in innhold
    assert "Bosettingsår 2016" in innhold
    assert "Kapittelet er ikke skrevet ennå." in innhold
    assert not Rapport.objects.exists()


def test_several_projects_must_be_told_apart(rapport, embete, naboembete, tmp_path):
    annet = ProsjektFactory(embete=naboembete, navn="Bosetting i Hordaland")
    kjoer(tmp_path / "rapport.pdf")
    RapportFactory(prosjekt=annet)
    with pytest.raises(
        CommandError, match="«Bosetting i Hordaland» .*«Bosetting i Østfold» .*--prosjekt"
    ) as feil:
        kjoer(tmp_path / "rapport.pdf")
    assert "Flere prosjekter har en rapport" in str(feil.value)
    kjoer(tmp_path / "rapport.pdf", prosjekt="bosetting i hordaland")
    assert "Fylkesmannen i Hordaland" in tekst(tmp_path / "rapport.pdf")


@pytest.mark.parametrize("prosjekt", [None, "Finnes ikke"])
def test_nothing_to_report_on_is_said(prosjekt, tmp_path):
    with pytest.raises(CommandError, match="Fant ingen rapport"):
        kjoer(tmp_path / "rapport.pdf", prosjekt=prosjekt)
    assert not (tmp_path / "rapport.pdf").exists()


def test_two_projects_without_a_report_must_be_told_apart_too(embete, tmp_path):
    ProsjektFactory.create_batch(2, embete=embete)
    with pytest.raises(CommandError, match="Flere prosjekter var i gang for 3. tertial 2015"):
        kjoer(tmp_path / "rapport.pdf")


def test_a_path_that_cannot_be_written_is_told_in_bokmaal(rapport, tmp_path):
    with pytest.raises(CommandError, match="mappen finnes ikke"):
        kjoer(tmp_path / "mangler" / "rapport.pdf")
    with pytest.raises(CommandError, match="det er en mappe"):
        kjoer(tmp_path)


@pytest.mark.parametrize(
    ("feil", "sagt"), [(PermissionError(), "ikke lov"), (OSError(28, "full disk"), "«full disk»")]
)
def test_other_reasons_why_a_file_cannot_be_written_are_told(rapport, tmp_path, monkeypatch, feil, sagt):
    def nekt(*_args):
        raise feil

    monkeypatch.setattr(Path, "write_bytes", nekt)
    with pytest.raises(CommandError, match=sagt):
        kjoer(tmp_path / "rapport.pdf")


def test_a_year_out_of_reach_is_refused(tmp_path):
    with pytest.raises(CommandError, match="årstall"):
        call_command("tertialrapport", aar=20155, tertial=3, ut=str(tmp_path / "rapport.pdf"))


def test_a_tertial_that_has_not_begun_has_no_report(embete, tmp_path):
    ProsjektFactory(embete=embete)
    with pytest.raises(CommandError, match=r"2. tertial 2016. Tertialet har ikke begynt ennå"):
        call_command("tertialrapport", aar=2016, tertial=2, ut=str(tmp_path / "rapport.pdf"))
    assert not (tmp_path / "rapport.pdf").exists()
