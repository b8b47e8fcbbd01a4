"""Many at once with documents, on a database that lets them: one replacement wins, one form makes one row."""

from uuid import uuid4

import pytest
from django.db import transaction

from bosetting.felles.hinder import Hinder
from tests.samtidig import samtidig
from tests.vedtak.dokumentfactories import DokumentFactory, SvarkladdFactory, opplastet
from tests.vedtak.factories import VedtakFactory
from vedtak import dokumenter
from vedtak.models import Dokument, Kladdfil, Svarkladd


@pytest.fixture(autouse=True)
def mappe(paa_postgresql, settings, tmp_path):
    settings.DOKUMENTMAPPE = tmp_path / "lager"
    return settings.DOKUMENTMAPPE


def antall_filer(mappe) -> int:
    return sum(sti.is_file() for sti in mappe.rglob("*"))


def test_one_of_many_replacements_wins_and_the_others_are_told(halden, saksbehandler, mappe):
    gammelt = DokumentFactory(kommune=halden)

    svar = samtidig(
        lambda: dokumenter.erstatt(
            by=saksbehandler, dokument=gammelt, opplastet=opplastet("Ny"), skjemanoekkel=uuid4()
        )
    )

    tapere = [ett for ett in svar if isinstance(ett, Hinder)]
    assert len(tapere) == 7
    assert all("Siri Saksbehandler erstattet dette dokumentet" in str(ett) for ett in tapere)
    assert Dokument.objects.filter(erstatter=gammelt).count() == 1
    assert antall_filer(mappe) == 2


def test_one_form_makes_one_row_and_one_file(halden, saksbehandler, mappe):
    noekkel = uuid4()

    svar = samtidig(
        lambda: dokumenter.legg_til(
            by=saksbehandler, kommune=halden, opplastet=opplastet(), slag="sak", skjemanoekkel=noekkel
        )
    )

    assert set(svar) == {Dokument.objects.get()}
    assert antall_filer(mappe) == 1


def test_a_double_click_puts_one_file_with_a_draft(halden, kontaktperson, mappe):
    kladd = SvarkladdFactory(kommune=halden)

    svar = samtidig(lambda: dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet()))

    assert set(svar) == {Kladdfil.objects.get()}
    assert antall_filer(mappe) == 1


def test_a_file_that_comes_while_the_draft_is_sent_is_a_document_or_is_refused(halden, kontaktperson, mappe):
    kladd, vedtak = SvarkladdFactory(kommune=halden), VedtakFactory(kommune=halden)
    arbeid = iter(["send"] + ["fil"] * 7)

    def ett():
        if next(arbeid) == "fil":
            return dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet(str(uuid4())))
        with transaction.atomic():
            dokumenter.fra_kladd(by=kontaktperson, kladd=kladd, vedtak=vedtak)
            Svarkladd.objects.get(pk=kladd.pk).delete()
        return None

    svar = samtidig(ett)

    tatt = [ett.noekkel for ett in svar if isinstance(ett, Kladdfil)]
    assert len(tatt) + sum(isinstance(ett, Hinder) for ett in svar) == 7
    assert set(Dokument.objects.values_list("noekkel", flat=True)) == set(tatt)
    assert antall_filer(mappe) == len(tatt)
