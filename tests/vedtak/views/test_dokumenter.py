"""Pages of documents: uploaded by whom it concerns, handed out as files to save, and told of nobody else's."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.felles import lager
from tests.felles.clamd import clamd
from tests.vedtak.dokumentfactories import DokumentFactory, KladdfilFactory, pdf
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak.models import Dokument, Kladdfil


@pytest.fixture(autouse=True)
def mappe(settings, tmp_path):
    settings.DOKUMENTMAPPE = tmp_path / "lager"
    return settings.DOKUMENTMAPPE


def fil(innhold: bytes | None = None, navn: str = "protokoll.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(navn, pdf() if innhold is None else innhold, "application/pdf")


def skjema(**mer) -> dict:
    return {"noekkel": uuid4(), "fil": fil(), "gjelder": "kommune", "slag": "sak", "beskrivelse": ""} | mer


def ny(kommune, spoersmaal="") -> str:
    return reverse("vedtak:dokument-create", args=[kommune.pk]) + spoersmaal


def last_ned(dokument) -> str:
    return reverse("vedtak:dokument-download", args=[dokument.pk])


def erstatt(dokument) -> str:
    return reverse("vedtak:dokument-replace", args=[dokument.pk])


# ---------------------------------------------------------------- upload


@pytest.mark.parametrize("rolle", ["saksbehandler", "kontaktperson"])
def test_a_document_with_an_answer_is_listed_where_the_answer_is(som, halden, request, rolle):
    person, vedtak = request.getfixturevalue(rolle), VedtakFactory(kommune=halden)
    klient = som(person)

    side = klient.get(ny(halden, f"?vedtak={vedtak.pk}"))
    assert side.context["form"]["gjelder"].value() == f"svar-{vedtak.pk}"
    svar = klient.post(
        ny(halden), skjema(gjelder=f"svar-{vedtak.pk}", beskrivelse="Sak 15/1234"), follow=True
    )

    assert svar.redirect_chain == [(f"{vedtak.get_absolute_url()}#dokumenter", 302)]
    html = svar.content.decode()
    for tekst in ("protokoll.pdf", "Sak 15/1234", "Ikke virusskannet", person.navn, lager.sha256(pdf())):
        assert tekst in html
    assert Dokument.objects.get().vedtak == vedtak


def test_a_document_may_be_about_a_year_or_the_municipality(som, saksbehandler, halden):
    AnmodningFactory(kommune=halden)
    klient = som(saksbehandler)
    assert klient.get(ny(halden, "?aar=2016")).context["form"]["gjelder"].value() == "aar-2016"
    for gjelder in ("aar-2016", "kommune"):
        svar = klient.post(ny(halden), skjema(gjelder=gjelder, slag="plan"))
        assert svar.url == f"{reverse('vedtak:kommune-show', args=[halden.pk])}#dokumenter"
    assert set(Dokument.objects.values_list("aar", "slag")) == {(2016, "plan"), (None, "plan")}


def test_another_municipalitys_answer_cannot_be_chosen(som, kontaktperson, halden, moss):
    vedtak = VedtakFactory(kommune=moss)
    svar = som(kontaktperson).post(ny(halden), skjema(gjelder=f"svar-{vedtak.pk}"))
    assert svar.status_code == 422
    assert not Dokument.objects.exists()


@pytest.mark.parametrize(
    ("innhold", "navn", "grunn"),
    [
        (b"<html><script>alert(1)</script>", "side.pdf", "nettside, SVG eller XML"),
        (b"<svg onload='alert(1)'/>", "bilde.png", "nettside, SVG eller XML"),
        (b"PK\x03\x04" + bytes(40), "vedtak.docx", "ødelagt"),
        (b"", "tom.pdf", "Filen er tom"),
    ],
)
def test_a_refused_file_is_told_of(som, saksbehandler, halden, innhold, navn, grunn, mappe):
    svar = som(saksbehandler).post(
        ny(halden), skjema(fil=fil(innhold, navn), slag="plan", beskrivelse="Boligplan")
    )
    html = svar.content.decode()
    assert svar.status_code == 422
    assert grunn in html
    assert "Feil: " in html
    assert 'value="Boligplan"' in html
    assert not Dokument.objects.exists()
    assert not mappe.exists()


def test_a_file_too_large_is_413_and_the_rest_stays_typed(som, saksbehandler, halden, settings):
    settings.DOKUMENT_MAKS_MB = 1
    svar = som(saksbehandler).post(
        ny(halden), skjema(fil=fil(b"x" * (1024 * 1024 + 1)), beskrivelse="Boligplan")
    )
    assert svar.status_code == 413
    assert "større enn 1 MB" in svar.content.decode()
    assert 'value="Boligplan"' in svar.content.decode()


def test_a_name_with_a_path_is_only_a_name(som, saksbehandler, halden, mappe):
    som(saksbehandler).post(ny(halden), skjema(fil=fil(navn="..\\..\\etc\\CON.pdf")))
    dokument = Dokument.objects.get()
    assert dokument.navn == "_CON.pdf"
    assert [sti.name for sti in mappe.rglob("*") if sti.is_file()] == [str(dokument.noekkel)]


def test_what_a_scanner_says_stands_with_the_document(som, saksbehandler, halden, settings):
    with clamd(settings):
        som(saksbehandler).post(ny(halden), skjema())
    assert Dokument.objects.get().skanner.startswith("ClamAV 1.4.1")


def test_a_form_sent_twice_is_one_document(som, saksbehandler, halden):
    klient, noekkel = som(saksbehandler), uuid4()
    for _gang in "ab":
        assert klient.post(ny(halden), skjema(noekkel=noekkel, fil=fil())).status_code == 302
    assert Dokument.objects.count() == 1


# ---------------------------------------------------------------- download


def test_a_document_is_a_file_to_save_and_nothing_to_show(som, kontaktperson, halden):
    dokument = DokumentFactory(kommune=halden, navn="Protokoll «æøå».pdf")
    svar = som(kontaktperson).get(last_ned(dokument))
    assert svar.content == pdf()
    assert svar["Content-Type"] == "application/pdf"
    assert svar["Content-Disposition"] == (
        "attachment; filename*=utf-8''Protokoll%20%C2%AB%C3%A6%C3%B8%C3%A5%C2%BB.pdf"
    )
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert svar["Cache-Control"] == "no-store"
    assert svar["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert svar["Cross-Origin-Resource-Policy"] == "same-origin"
    assert svar["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("skade", ["endret", "borte"])
def test_a_damaged_document_is_told_of_and_not_handed_out(som, saksbehandler, halden, mappe, skade):
    dokument = DokumentFactory(kommune=halden)
    sti = mappe / dokument.noekkel.hex[:2] / str(dokument.noekkel)
    sti.write_bytes(b"noe annet") if skade == "endret" else sti.unlink()
    svar = som(saksbehandler).get(last_ned(dokument))
    assert svar.status_code == 500
    assert "kan ikke lastes ned" in svar.content.decode()
    assert b"noe annet" not in svar.content


def spoerringer(klient, url) -> tuple[int, list[str], bytes]:
    with CaptureQueriesContext(
        connection,
    ) as fanget:
        svar = klient.get(url)
    uten_token = re.sub(rb"[A-Za-z0-9]{64}", b"", svar.content)
    return svar.status_code, [ett["sql"].split("WHERE")[0] for ett in fanget], uten_token


@pytest.mark.parametrize("person", ["nabokontaktperson", "nabosaksbehandler"])
def test_anothers_document_is_as_one_that_never_was(som, halden, request, person):
    klient = som(request.getfixturevalue(person))
    dokument = DokumentFactory(kommune=halden)
    for navn in ("dokument-download", "dokument-replace"):
        annens = spoerringer(klient, reverse(f"vedtak:{navn}", args=[dokument.pk]))
        ingens = spoerringer(klient, reverse(f"vedtak:{navn}", args=[dokument.pk + 1000]))
        assert annens[0] == 404
        assert annens == ingens


def test_a_neighbour_reaches_no_file_of_a_draft(som, halden, nabokontaktperson):
    kladdfil = KladdfilFactory(kladd__kommune=halden)
    klient = som(nabokontaktperson)
    annens, ingens = (
        spoerringer(klient, reverse("vedtak:kladdfil-download", args=[pk]))
        for pk in (kladdfil.pk, kladdfil.pk + 1000)
    )
    assert annens[0] == 404
    assert annens == ingens
    assert klient.post(reverse("vedtak:kladdfil-delete", args=[kladdfil.pk])).status_code == 404
    assert Kladdfil.objects.exists()


def test_readers_see_the_answer_without_its_documents(som, leser, halden):
    vedtak = VedtakFactory(kommune=halden)
    dokument = DokumentFactory(kommune=halden, vedtak=vedtak, aar=2016, navn="hemmelig.pdf")
    html = som(leser).get(dokument.vedtak.get_absolute_url()).content.decode()
    assert "hemmelig.pdf" not in html
    assert "Legg ved dokument" not in html


def test_a_correction_shows_the_documents_of_the_whole_chain(som, saksbehandler, halden):
    foerst = VedtakFactory(kommune=halden)
    rettelse = VedtakFactory(kommune=halden, retter=foerst, rettegrunn="Feil.", totalt=25)
    DokumentFactory(kommune=halden, vedtak=foerst, aar=2016, navn="foer.pdf")
    DokumentFactory(kommune=halden, vedtak=rettelse, aar=2016, navn="etter.pdf")
    for vedtak in (foerst, rettelse):
        html = som(saksbehandler).get(vedtak.get_absolute_url()).content.decode()
        assert "foer.pdf" in html
        assert "etter.pdf" in html


# ---------------------------------------------------------------- replace


def test_a_replaced_document_can_still_be_downloaded(som, saksbehandler, halden):
    gammelt = DokumentFactory(
        kommune=halden, vedtak=VedtakFactory(kommune=halden), aar=2016, beskrivelse="Sak"
    )
    klient = som(saksbehandler)
    assert klient.get(erstatt(gammelt)).context["form"]["beskrivelse"].value() == "Sak"
    svar = klient.post(
        erstatt(gammelt),
        {"noekkel": uuid4(), "fil": fil(pdf("Ny"), "ny.pdf"), "beskrivelse": "Sak"},
        follow=True,
    )
    html = svar.content.decode()
    assert "ny.pdf" in html
    assert "1 tidligere utgave" in html
    assert last_ned(gammelt) in html
    assert klient.get(last_ned(gammelt)).content == pdf()


def test_who_comes_second_is_told_and_keeps_what_she_typed(som, saksbehandler, kontaktperson, halden):
    gammelt = DokumentFactory(kommune=halden)
    nyere = DokumentFactory(kommune=halden, erstatter=gammelt, navn="nyere.pdf", lastet_opp_av=kontaktperson)
    klient = som(saksbehandler)
    svar = klient.post(erstatt(gammelt), {"noekkel": uuid4(), "fil": fil(pdf("Min")), "beskrivelse": "Min"})
    html = svar.content.decode()
    assert svar.status_code == 422
    assert "Hanne Halden erstattet dette dokumentet med «nyere.pdf»" in html
    assert 'value="Min"' in html
    assert erstatt(nyere) in html
    assert klient.get(erstatt(gammelt)).status_code == 302


def test_the_municipality_does_not_replace_the_embetes_document(som, saksbehandler, kontaktperson, halden):
    dokument = DokumentFactory(kommune=halden, lastet_opp_av=saksbehandler)
    assert som(kontaktperson).get(erstatt(dokument)).status_code == 403


# ---------------------------------------------------------------- drafts


def test_a_file_with_a_draft_is_reached_by_its_own(som, kontaktperson, halden):
    kladdfil, klient = KladdfilFactory(kladd__kommune=halden), som(kontaktperson)
    svar = klient.get(reverse("vedtak:kladdfil-download", args=[kladdfil.pk]))
    assert svar.content == pdf()
    assert svar["Content-Disposition"] == 'attachment; filename="protokoll.pdf"'


@pytest.mark.parametrize(
    ("retur", "til"), [("/min-kommune/?x=1", "/min-kommune/?x=1"), ("//ond.example/", "/min-kommune/")]
)
def test_a_file_taken_away_leads_back_to_the_step(som, kontaktperson, halden, retur, til):
    kladdfil = KladdfilFactory(kladd__kommune=halden)
    svar = som(kontaktperson).post(reverse("vedtak:kladdfil-delete", args=[kladdfil.pk]), {"retur": retur})
    assert svar.url == til
    assert not Kladdfil.objects.exists()
