"""``manage.py rapport``: the three kinds of file, the edition asked for, and what it says when it cannot."""

from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from rapporter.models import Rapport
from rapporter.pakke import lag_pakke
from tests.nettverk.factories import ProsjektFactory

from .factories import RapportFactory
from .rapportradfactories import UtgaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete):
    return RapportFactory(prosjekt=ProsjektFactory(embete=embete))


def kjoer(rapport, ut, **valg) -> str:
    skrevet = StringIO()
    call_command(
        "rapport", rapport if isinstance(rapport, int) else rapport.pk, ut=str(ut), stdout=skrevet, **valg
    )
    return skrevet.getvalue()


def test_the_ending_says_what_is_written(rapport, tmp_path):
    assert "utkast, ikke godkjent" in kjoer(rapport, tmp_path / "r.pdf")
    kjoer(rapport, tmp_path / "r.HTML")
    kjoer(rapport, tmp_path / "r.zip")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "r.HTML").read_text().startswith("<!doctype html>")
    assert (tmp_path / "r.zip").read_bytes() == lag_pakke(rapport)
    assert "rapport.pdf" in ZipFile(BytesIO((tmp_path / "r.zip").read_bytes())).namelist()


def test_an_approved_report_is_written_as_it_was_frozen(rapport, tmp_path):
    foerste = UtgaveFactory(rapport=rapport, nummer=1, pdf=b"%PDF-1.7 den foerste")
    andre = UtgaveFactory(rapport=rapport, nummer=2, pdf=b"%PDF-1.7 den andre")
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.GODKJENT)
    assert "utgave 2" in kjoer(rapport, tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes() == andre.pdf
    kjoer(rapport, tmp_path / "r.pdf", utgave=1)
    assert (tmp_path / "r.pdf").read_bytes() == foerste.pdf


def test_what_cannot_be_done_is_said(rapport, tmp_path):
    with pytest.raises(CommandError, match="må slutte på"):
        kjoer(rapport, tmp_path / "r.docx")
    with pytest.raises(CommandError, match=rf"Det finnes ingen rapport 9999.*{rapport.pk}"):
        kjoer(9999, tmp_path / "r.pdf")
    with pytest.raises(CommandError, match="ingen utgave 3. Disse finnes: ingen"):
        kjoer(rapport, tmp_path / "r.pdf", utgave=3)
    with pytest.raises(CommandError, match="mappen finnes ikke"):
        kjoer(rapport, tmp_path / "borte" / "r.pdf")


def test_an_edition_this_program_cannot_read_is_said_to_be_so(rapport, tmp_path):
    UtgaveFactory(rapport=rapport, dokument={"_": "Hologram"})
    with pytest.raises(CommandError, match="Hologram"):
        kjoer(rapport, tmp_path / "r.html", utgave=1)
    assert not (tmp_path / "r.html").exists()
