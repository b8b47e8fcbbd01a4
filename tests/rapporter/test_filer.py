"""Files made in the background: whole when they are there, and the reason when they are not."""

import hashlib
from datetime import date
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from bosetting.felles.dokument.typst import Tegnefeil
from bosetting.jobber import loeper
from bosetting.jobber.models import Jobb
from rapporter import filer, pakke
from rapporter.models import Kapittel, Rapportfil
from tests.jobber.factories import JobbFactory

from .factories import KapittelFactory, RapportFactory
from .filfactories import RapportfilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kapittel():
    return KapittelFactory(tekst="Slik begynner rapporten om Østfold.")


def _tekst(fil) -> str:
    return "\n".join(side.extract_text() for side in PdfReader(BytesIO(bytes(fil.innhold))).pages)


def _bestill(rapport, **felt):
    fil = filer.bestill(by=None, rapport=rapport, slag=filer.PDF_KILDER, **felt)
    fil.refresh_from_db()
    return fil


def test_the_pdf_with_sources_is_the_report_and_the_appendix(kapittel):
    fil = _bestill(kapittel.rapport)
    assert fil.jobb.tilstand == Jobb.FERDIG
    assert (fil.jobb.ferdige, fil.jobb.antall) == (2, 2)
    assert fil.filnavn.startswith("tertialrapport-3-2015-")
    assert fil.filnavn.endswith("-med-kilder.pdf")
    assert fil.sha256 == hashlib.sha256(bytes(fil.innhold)).hexdigest()
    tekst = _tekst(fil)
    assert "Slik begynner rapporten om Østfold." in tekst
    assert "Radene bak tallene" in tekst


def test_the_package_is_that_of_the_report(kapittel):
    fil = filer.bestill(by=None, rapport=kapittel.rapport, slag=filer.PAKKE)
    fil.refresh_from_db()
    assert fil.filnavn.endswith(".zip")
    assert bytes(fil.innhold) == pakke.lag_pakke(kapittel.rapport)
    assert "rapport.pdf" in ZipFile(BytesIO(bytes(fil.innhold))).namelist()


def test_files_are_kept_for_a_fortnight(kapittel):
    fil = RapportfilFactory(rapport=kapittel.rapport)  # ordered on 9 March
    filer.rydd_filer(date(2016, 3, 23))
    assert Rapportfil.objects.filter(pk=fil.pk).exists()
    filer.rydd_filer(date(2016, 3, 24))
    assert not Rapportfil.objects.exists()


def test_the_same_key_is_the_same_file(kapittel):
    noekkel = uuid4()
    assert _bestill(kapittel.rapport, noekkel=noekkel) == _bestill(kapittel.rapport, noekkel=noekkel)
    assert Rapportfil.objects.count() == Jobb.objects.count() == 1


def test_one_that_is_under_way_is_not_ordered_twice(kapittel):
    jobb = JobbFactory(embete=kapittel.rapport.prosjekt.embete, tilstand=Jobb.KJOERER)
    under_arbeid = Rapportfil.objects.create(rapport=kapittel.rapport, jobb=jobb, slag=filer.PDF_KILDER)
    assert _bestill(kapittel.rapport) == under_arbeid


def test_a_new_file_takes_the_place_of_the_old_one_and_of_no_other_reports(kapittel):
    annen = _bestill(RapportFactory())
    gammel, ny = _bestill(kapittel.rapport), _bestill(kapittel.rapport)
    assert set(Rapportfil.objects.all()) == {annen, ny}
    assert gammel.pk != ny.pk


def test_two_at_once_get_each_their_own(kapittel):
    annen = KapittelFactory(tekst="En helt annen rapport.", rapport=RapportFactory())
    en, to = _bestill(kapittel.rapport), _bestill(annen.rapport)
    assert "En helt annen" not in _tekst(en)
    assert "En helt annen" in _tekst(to)


def test_a_failed_render_tells_why_loses_no_text_and_may_be_tried_again(kapittel, monkeypatch):
    def nekt(_dokument):
        raise Tegnefeil("PDF-en kunne ikke tegnes: missing alternative text")

    with monkeypatch.context() as brutt:
        brutt.setattr(filer, "som_pdf", nekt)
        fil = _bestill(kapittel.rapport)
    assert (fil.jobb.tilstand, fil.laget_at) == (Jobb.FEILET, None)
    [feil] = fil.jobb.feil.all()
    assert feil.navn == "Tegne PDF-en"
    assert feil.aarsak == "PDF-en kunne ikke tegnes: missing alternative text"
    assert Kapittel.objects.get(pk=kapittel.pk).tekst == "Slik begynner rapporten om Østfold."
    assert _bestill(kapittel.rapport).laget_at is not None


def test_a_worker_that_was_killed_between_the_parts_goes_on_where_it_was(kapittel, monkeypatch):
    with monkeypatch.context() as brutt:
        brutt.setattr(filer, "som_pdf", lambda _dokument: 1 / 0)
        fil = _bestill(kapittel.rapport)
    Jobb.objects.filter(pk=fil.jobb_id).update(tilstand=Jobb.VENTER)
    monkeypatch.setattr(filer.queries, "grunnlag", lambda _rapport: 1 / 0)  # the facts are gathered already
    loeper.kjoer(fil.jobb_id)
    fil.refresh_from_db()
    assert "Slik begynner rapporten om Østfold." in _tekst(fil)
