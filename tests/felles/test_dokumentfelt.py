"""The form field for a document: judged by size, type and scanner, with a sentence for each refusal."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from bosetting.felles import lager
from bosetting.felles.dokumentfelt import DokumentField, Opplastet, dokumentstatus
from tests.felles.clamd import EICAR, VERSJON, clamd
from tests.vedtak.dokumentfactories import pdf


class Skjema(forms.Form):
    fil = DokumentField()
    valgfri = DokumentField(required=False)


def skjema(innhold=None, navn="protokoll.pdf", **filer) -> Skjema:
    if innhold is not None:
        filer["fil"] = SimpleUploadedFile(navn, innhold)
    return Skjema({}, filer)


def test_what_comes_out_may_be_stored():
    form = skjema(pdf(), "..\\Saks\u202eprotokoll.pdf")
    assert form.is_valid(), form.errors
    fil = form.cleaned_data["fil"]
    assert fil == Opplastet("Saksprotokoll.pdf", "application/pdf", pdf(), lager.sha256(pdf()), "")
    assert form.cleaned_data["valgfri"] is None


@pytest.mark.parametrize(
    ("innhold", "navn", "grunn", "status"),
    [
        (None, "", "Velg en fil.", 422),
        (b"", "tom.pdf", "Filen er tom.", 422),
        (b"<html>", "side.pdf", "nettside", 422),
        (pdf(), "vedtak.docx", "navnet slutter ikke på .pdf", 422),
        (bytes(1024 * 1024 + 1), "stor.pdf", "større enn 1 MB", 413),
    ],
)
def test_each_refusal_has_its_sentence(settings, innhold, navn, grunn, status):
    settings.DOKUMENT_MAKS_MB = 1
    form = skjema(innhold, navn)
    assert grunn in form.errors["fil"][0]
    assert dokumentstatus(form) == status


def test_two_files_too_large_together_are_told_of():
    fil = SimpleUploadedFile("a.pdf", pdf())
    fil.avkortet = True
    form = skjema(fil=fil)
    assert "til sammen større enn 20 MB" in form.errors["fil"][0]
    assert dokumentstatus(form) == 413


def test_the_scanner_that_found_it_clean_is_kept(settings):
    with clamd(settings):
        assert skjema(pdf()).fields["fil"].clean(SimpleUploadedFile("a.pdf", pdf())).skanner == VERSJON


def test_a_virus_is_refused_by_name(settings):
    innhold = pdf("X").replace(b"startxref", b"%" + EICAR + b"\nstartxref")
    with clamd(settings):
        form = skjema(innhold)
        assert "fant «Eicar-Test-Signature» i filen" in form.errors["fil"][0]
    assert dokumentstatus(form) == 422


def test_a_scanner_that_is_away_closes_the_door(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "ingen.sock")
    assert "Virusskanneren svarer ikke" in skjema(pdf()).errors["fil"][0]


def test_the_field_says_what_it_takes(settings):
    settings.DOKUMENT_MAKS_MB = 7
    html = str(Skjema()["fil"].as_field_group())
    assert "Høyst 7 MB" in html
    assert ".pdf,.docx,.xlsx,.odt,.png,.jpg,.jpeg" in html
