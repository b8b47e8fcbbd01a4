"""``manage.py brev``: one PDF or a zip of a round, errors in a sentence, and never half a file."""

import zipfile
from io import BytesIO, StringIO
from unittest.mock import patch

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from anmodninger import actions, brevfiler, brevgrunnlag
from anmodninger.models import Brevfil
from bosetting.felles.dokument.samling import Samlefeil
from tests.felles.dokument.lesere import pdf_tekst, samlet

from .factories import RundeFactory, UtkastFactory


@pytest.fixture
def runde(embete, halden, moss, saksbehandler, dag, settings):
    """A sent round whose files nobody has made yet."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    utkast = UtkastFactory(embete=embete, linjer=[(moss, 80, 20), (halden, 60, 5)])
    return actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)


def brev(runde, ut) -> str:
    sa = StringIO()
    call_command("brev", runde=getattr(runde, "pk", runde), ut=str(ut), stdout=sa)
    return sa.getvalue()


def test_all_letters_as_one_pdf_and_their_files_are_kept(runde, tmp_path):
    sa = brev(runde, tmp_path / "brev.pdf")
    assert sa == f"{tmp_path / 'brev.pdf'}: 2 brev, 2 sider\n"
    assert Brevfil.objects.count() == 2
    with pikepdf.open(tmp_path / "brev.pdf") as pdf, pdf.open_outline() as innhold:
        assert [punkt.title for punkt in innhold.root] == ["Halden kommune", "Moss kommune"]
        assert str(pdf.docinfo["/Title"]) == "Anmodningsbrev for 2016, sendt 9. mars 2016"
        assert str(pdf.docinfo["/Author"]) == "Fylkesmannen i Østfold"
    assert [fil.name for fil in tmp_path.iterdir()] == ["brev.pdf"]


def test_a_zip_holds_the_exact_stored_files_under_names_that_sort(runde, tmp_path):
    assert brev(runde, tmp_path / "brev.ZIP").endswith("brev.ZIP: 2 brev\n")
    with zipfile.ZipFile(tmp_path / "brev.ZIP") as arkiv:
        assert arkiv.testzip() is None
        assert arkiv.namelist() == [
            "0101-halden-anmodning-2016-2016-03-09.pdf",
            "0104-moss-anmodning-2016-2016-03-09.pdf",
        ]
        for navn, rad in zip(arkiv.namelist(), brevgrunnlag.brev_i(runde), strict=True):
            assert arkiv.read(navn) == bytes(rad.fil.innhold)


@pytest.mark.parametrize("slag", ["pdf", "zip"])
def test_the_same_round_gives_the_same_bytes(runde, tmp_path, slag):
    for navn in ("en", "to"):
        brev(runde, tmp_path / f"{navn}.{slag}")
    assert (tmp_path / f"en.{slag}").read_bytes() == (tmp_path / f"to.{slag}").read_bytes()


def test_a_round_registered_afterwards_gives_copies_that_say_so(embete, halden, tmp_path):
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, None)])
    assert "1 kopier etter dagens brevmal" in brev(runde, tmp_path / "kopi.zip")
    assert not Brevfil.objects.exists()
    with zipfile.ZipFile(tmp_path / "kopi.zip") as arkiv:
        (navn,) = arkiv.namelist()
        assert navn == "0101-halden-anmodning-2016-2015-08-20-kopi.pdf"
        assert samlet("Dette er en kopi, laget 9. mars 2016") in samlet(pdf_tekst(arkiv.read(navn)))


def test_wrong_words_get_a_sentence_and_no_file(runde, embete, tmp_path):
    with pytest.raises(
        CommandError, match=rf"ingen runde 999. De siste er {runde.pk} \(2016, sendt 09.03.2016\)"
    ):
        brev(999, tmp_path / "a.pdf")
    with pytest.raises(CommandError, match="slutter på .pdf eller .zip"):
        brev(runde, tmp_path / "a.docx")
    with pytest.raises(CommandError, match="ikke tall per kommune"):
        brev(RundeFactory(embete=embete), tmp_path / "a.pdf")
    with pytest.raises(CommandError, match="nasjonal"):
        brev(RundeFactory(embete=None), tmp_path / "a.pdf")
    with pytest.raises(CommandError, match="mappen finnes ikke"):
        brev(runde, tmp_path / "borte" / "a.pdf")
    (tmp_path / "mappe.pdf").mkdir()
    with pytest.raises(CommandError, match="det er en mappe, ikke en fil"):
        brev(runde, tmp_path / "mappe.pdf")
    assert [fil.name for fil in tmp_path.iterdir()] == ["mappe.pdf"]


@pytest.mark.parametrize(
    ("feil", "ventet"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(28, "Disken er full"), CommandError)],
)
def test_a_stop_halfway_leaves_the_file_that_was_there(runde, tmp_path, feil, ventet):
    fil = tmp_path / "brev.pdf"
    fil.write_bytes(b"i fjor")

    def halvveis(_runde, filer, ut):
        ut.write(next(iter(filer)).innhold)
        raise feil

    with patch.dict(brevfiler.SKRIVERE, {"pdf": halvveis}), pytest.raises(ventet):
        brev(runde, fil)
    assert fil.read_bytes() == b"i fjor"
    assert [ett.name for ett in tmp_path.iterdir()] == ["brev.pdf"]


def test_a_file_that_is_not_what_was_stored_stops_the_whole(runde, tmp_path):
    brev(runde, tmp_path / "brev.pdf")
    (tmp_path / "brev.pdf").unlink()
    defekt = brevfiler.Fildefekt("Filen til Halden kommune er ikke den som ble lagret.")
    with (
        patch.object(brevfiler, "_sjekket", side_effect=defekt),
        pytest.raises(CommandError, match="Halden kommune er ikke den som ble lagret. Ingenting er skrevet"),
    ):
        brev(runde, tmp_path / "brev.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_stored_file_of_another_form_is_told(runde, tmp_path):
    rad = brevgrunnlag.brev_i(runde).first()
    fremmed = brevfiler.Fil("a.pdf", rad.mottaker, b"%PDF-1.4 noe helt annet")
    with pytest.raises(Samlefeil):
        brevfiler.skriv("pdf", runde, [fremmed], BytesIO())
