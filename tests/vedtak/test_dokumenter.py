"""Documents: put with drafts and answers, replaced and kept, each with its trace; and the store tidied."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from bosetting.brukere.models import Hendelse
from bosetting.felles import lager
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from tests.vedtak.dokumentfactories import (
    DokumentFactory,
    KladdfilFactory,
    SvarkladdFactory,
    opplastet,
    pdf,
)
from tests.vedtak.factories import VedtakFactory
from vedtak import dokumenter
from vedtak.models import Dokument, Kladdfil


@pytest.fixture(autouse=True)
def mappe(settings, tmp_path) -> Path:
    settings.DOKUMENTMAPPE = tmp_path / "lager"
    return settings.DOKUMENTMAPPE


def filer(mappe: Path) -> set[str]:
    return {sti.name for sti in mappe.rglob("*") if sti.is_file()}


def legg_til(by, kommune, tekst="Saksprotokoll", **valg):
    valg = {"slag": "sak", "skjemanoekkel": uuid4()} | valg
    return dokumenter.legg_til(by=by, kommune=kommune, opplastet=opplastet(tekst), **valg)


# ---------------------------------------------------------------- documents


def test_a_document_is_stored_with_its_trace(saksbehandler, halden, mappe):
    vedtak = VedtakFactory(kommune=halden)
    dokument = legg_til(
        saksbehandler, halden, vedtak=vedtak, beskrivelse="  Sak 15/1234 ", skjemanoekkel=uuid4()
    )

    dokument.refresh_from_db()
    assert (dokument.kommune, dokument.aar, dokument.vedtak) == (halden, 2016, vedtak)
    assert (dokument.navn, dokument.type, dokument.beskrivelse) == (
        "protokoll.pdf",
        "application/pdf",
        "Sak 15/1234",
    )
    assert (dokument.stoerrelse, dokument.sha256) == (len(pdf()), lager.sha256(pdf()))
    assert lager.les(dokument.noekkel, dokument.sha256) == pdf()
    assert filer(mappe) == {str(dokument.noekkel)}
    hendelse = Hendelse.objects.get(handling="la til dokument")
    assert (hendelse.bruker, hendelse.objekt_id) == (saksbehandler, str(dokument.pk))
    assert hendelse.etter["sha256"] == dokument.sha256


def test_the_same_form_sent_twice_is_one_row_and_one_file(saksbehandler, halden, mappe):
    noekkel = uuid4()
    foerst = legg_til(saksbehandler, halden, skjemanoekkel=noekkel)
    assert legg_til(saksbehandler, halden, skjemanoekkel=noekkel) == foerst
    assert Dokument.objects.count() == Hendelse.objects.count() == 1
    assert filer(mappe) == {str(foerst.noekkel)}


def test_a_form_used_for_another_file_loses_nothing_unseen(saksbehandler, halden, moss):
    noekkel = uuid4()
    legg_til(saksbehandler, halden, skjemanoekkel=noekkel)
    for kommune, tekst in ((halden, "En annen"), (moss, "Saksprotokoll")):
        with pytest.raises(Hinder, match="alt brukt til et annet dokument"):
            legg_til(saksbehandler, kommune, tekst, skjemanoekkel=noekkel)
    assert Dokument.objects.count() == 1


def test_a_refused_row_leaves_no_file(saksbehandler, halden, mappe, monkeypatch):
    def nekt(**_felt):
        raise IntegrityError

    monkeypatch.setattr(dokumenter, "_opprett", nekt)
    with pytest.raises(IntegrityError):
        legg_til(saksbehandler, halden)
    assert filer(mappe) == set()


def test_a_row_is_never_there_without_its_bytes(saksbehandler, halden, monkeypatch, caplog):
    def full(_innhold):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lager, "lagre", full)
    with pytest.raises(Hinder, match="lageret svarer ikke"):
        legg_til(saksbehandler, halden)
    assert "No space left" in caplog.text
    assert not Dokument.objects.exists()


def test_a_replaced_document_stays(saksbehandler, kontaktperson, halden):
    gammelt = legg_til(saksbehandler, halden, aar=2016, slag="plan", beskrivelse="Boligplan")
    nytt = dokumenter.erstatt(
        by=kontaktperson, dokument=gammelt, opplastet=opplastet("Ny"), skjemanoekkel=uuid4()
    )
    assert (nytt.erstatter, nytt.kommune, nytt.aar, nytt.slag) == (gammelt, halden, 2016, "plan")
    assert lager.les(gammelt.noekkel, gammelt.sha256) == pdf()
    hendelse = Hendelse.objects.get(handling="erstattet dokument")
    assert (hendelse.foer["id"], hendelse.etter["id"]) == (gammelt.pk, nytt.pk)

    (rekke,) = dokumenter.dokumenter_for(kontaktperson, halden)
    assert (rekke.dokument, rekke.erstattede) == (nytt, [gammelt])


def test_who_comes_second_is_told_of_the_first(saksbehandler, kontaktperson, halden, mappe):
    gammelt = legg_til(saksbehandler, halden)
    foerst = dokumenter.erstatt(
        by=kontaktperson, dokument=gammelt, opplastet=opplastet("Ny"), skjemanoekkel=uuid4()
    )
    with pytest.raises(Hinder, match="Hanne Halden erstattet dette dokumentet med «protokoll.pdf»"):
        dokumenter.erstatt(
            by=saksbehandler, dokument=gammelt, opplastet=opplastet("Nyere"), skjemanoekkel=uuid4()
        )
    assert Dokument.objects.get(erstatter=gammelt) == foerst
    assert filer(mappe) == {str(gammelt.noekkel), str(foerst.noekkel)}


def test_a_document_is_never_changed_or_deleted(saksbehandler, halden):
    dokument = legg_til(saksbehandler, halden)
    for skriv in (lambda: Dokument.objects.update(navn="x.pdf"), dokument.delete):
        with pytest.raises(IntegrityError, match="kan ikke endres"), transaction.atomic():
            skriv()


# ---------------------------------------------------------------- who sees what


def test_readers_and_neighbours_see_no_documents(
    saksbehandler, leser, kontaktperson, nabokontaktperson, nabosaksbehandler, halden, uten_rolle
):
    dokument = DokumentFactory(kommune=halden, vedtak=VedtakFactory(kommune=halden), aar=2016)
    for person, ser in (
        (saksbehandler, True), (kontaktperson, True), (leser, False), (nabokontaktperson, False),
        (nabosaksbehandler, False), (uten_rolle, False),
    ):  # fmt: skip
        for rekker in (
            dokumenter.dokumenter_for(person, halden),
            dokumenter.dokumenter_til([dokument.vedtak_id], bruker=person),
        ):
            assert bool(rekker) is ser, person
        assert bool(dokumenter.dokumentrett(person, halden)) is ser, person


def test_the_municipality_does_not_replace_what_the_embete_put_there(
    saksbehandler, kontaktperson, halden, django_assert_num_queries
):
    legg_til(saksbehandler, halden)
    legg_til(kontaktperson, halden, "Kommunens")
    rett = dokumenter.dokumentrett(kontaktperson, halden)
    with django_assert_num_queries(1):
        rekker = dokumenter.dokumenter_for(kontaktperson, halden, rett=rett)
    assert [rekke.kan_erstattes for rekke in rekker] == [True, False]
    rett = dokumenter.dokumentrett(saksbehandler, halden)
    assert [rekke.kan_erstattes for rekke in dokumenter.dokumenter_for(saksbehandler, halden, rett=rett)] == [
        True,
        True,
    ]


# ---------------------------------------------------------------- drafts


def test_a_file_with_a_draft_becomes_a_document_of_the_answer(kontaktperson, halden, mappe):
    kladd = SvarkladdFactory(kommune=halden)
    fil = dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet(skanner="ClamAV 1"))
    vedtak = VedtakFactory(kommune=halden)
    with transaction.atomic():
        (dokument,) = dokumenter.fra_kladd(by=kontaktperson, kladd=kladd, vedtak=vedtak)
        kladd.delete()

    assert (dokument.vedtak, dokument.aar, dokument.kommune, dokument.slag) == (vedtak, 2016, halden, "sak")
    assert (dokument.noekkel, dokument.sha256, dokument.skanner) == (fil.noekkel, fil.sha256, "ClamAV 1")
    assert not Kladdfil.objects.exists()
    assert filer(mappe) == {str(dokument.noekkel)}
    assert [hendelse.handling for hendelse in Hendelse.objects.all()] == ["la til dokument"]


def test_the_same_file_twice_is_one(kontaktperson, halden, mappe):
    kladd = SvarkladdFactory(kommune=halden)
    en, to = (dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet()) for _ in "ab")
    assert en == to
    assert filer(mappe) == {str(en.noekkel)}


def test_a_draft_takes_so_many_files(kontaktperson, halden, mappe, monkeypatch):
    monkeypatch.setattr(dokumenter, "MAKS_KLADDFILER", 1)
    kladd = KladdfilFactory(kladd__kommune=halden).kladd
    with pytest.raises(Hinder, match="har alt 1 filer"):
        dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet("En til"))
    assert len(filer(mappe)) == 1


def test_a_draft_sent_meanwhile_takes_no_file(kontaktperson, halden, mappe):
    kladd = SvarkladdFactory(kommune=halden)
    type(kladd).objects.filter(pk=kladd.pk).delete()
    with pytest.raises(Hinder, match="sendt inn eller slettet"):
        dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet())
    assert filer(mappe) == set()


def test_a_file_taken_away_twice_is_taken_away(kontaktperson, halden):
    fil = KladdfilFactory(kladd__kommune=halden)
    dokumenter.fjern_fra_kladd(by=kontaktperson, fil=fil)
    dokumenter.fjern_fra_kladd(by=kontaktperson, fil=fil)
    assert not Kladdfil.objects.exists()


# ---------------------------------------------------------------- tidying


def gjoer_gammel(mappe: Path, timer: int = 25) -> None:
    da = (naa() - timedelta(hours=timer)).timestamp()
    for sti in mappe.rglob("*"):
        os.utime(sti, (da, da))


def test_what_no_row_points_to_goes_after_a_day(kontaktperson, halden, mappe, dag):
    dokument = DokumentFactory(kommune=halden)
    fil = KladdfilFactory(kladd__kommune=halden)
    borte = KladdfilFactory(kladd=fil.kladd, innhold=pdf("fjernet"))
    dokumenter.fjern_fra_kladd(by=kontaktperson, fil=borte)
    lager.lagre(b"raden kom aldri")  # the process died between the file and the row

    gjoer_gammel(mappe, timer=23)
    assert dokumenter.rydd_lager(dag) == 0
    gjoer_gammel(mappe)
    lager.lagre(b"raden er underveis")
    assert dokumenter.rydd_lager(dag) == 2
    assert dokumenter.rydd_lager(dag) == 0
    assert {str(dokument.noekkel), str(fil.noekkel)} < filer(mappe)
    assert len(filer(mappe)) == 3


def test_a_rolled_back_transaction_leaves_a_file_that_is_tidied(saksbehandler, halden, mappe, dag):
    with transaction.atomic():
        legg_til(saksbehandler, halden)
        transaction.set_rollback(True)
    assert not Dokument.objects.exists()
    assert len(filer(mappe)) == 1
    gjoer_gammel(mappe)
    assert dokumenter.rydd_lager(dag) == 1
    assert filer(mappe) == set()


def test_a_draft_sent_in_while_the_store_is_tidied_keeps_its_files(kontaktperson, halden, mappe, dag):
    """A file goes from the drafts to the documents: looked for there first, it is missed in both."""
    fil, vedtak, sendt = KladdfilFactory(kladd__kommune=halden), VedtakFactory(kommune=halden), []
    gjoer_gammel(mappe)

    def send_inn_etter_foerste_oppslag(utfoer, *spoerring):
        svar = utfoer(*spoerring)
        if not sendt:
            sendt.append(fil)
            dokumenter.fra_kladd(by=kontaktperson, kladd=fil.kladd, vedtak=vedtak)
            fil.kladd.delete()
        return svar

    with connection.execute_wrapper(send_inn_etter_foerste_oppslag):
        assert dokumenter.rydd_lager(dag) == 0
    assert lager.les(Dokument.objects.get().noekkel, fil.sha256)


def test_another_days_database_does_not_empty_the_store(mappe, dag, db, monkeypatch, caplog):
    monkeypatch.setattr(dokumenter, "MAKS_RYDDET", 2)
    for nr in range(3):
        lager.lagre(bytes([nr]))
    gjoer_gammel(mappe)
    assert dokumenter.rydd_lager(dag) == 0
    assert len(filer(mappe)) == 3
    assert "rett mappe og database" in caplog.text


def test_the_store_is_tidied_again_and_again():
    from bosetting.jobber.register import periodiske

    assert periodiske()["dokumentlager"] is dokumenter.rydd_lager
