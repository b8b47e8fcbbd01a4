"""Documents in the browser at 390 px: refused and accepted, replaced and saved, with and without JavaScript."""

import pytest

from bosetting.felles import lager
from tests.vedtak.dokumentfactories import pdf
from tests.vedtak.factories import VedtakFactory
from vedtak.models import Dokument

TELEFON = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def vedtak(transactional_db, settings, tmp_path, halden):
    settings.DOKUMENTMAPPE = tmp_path / "lager"
    return VedtakFactory(kommune=halden)


def velg(side, innhold: bytes, navn: str = "protokoll.pdf") -> None:
    side.get_by_label("Fil", exact=True).set_input_files(
        {"name": navn, "mimeType": "application/pdf", "buffer": innhold}
    )


def test_a_document_is_refused_accepted_saved_and_replaced(
    side, live_server, logg_inn, kontaktperson, vedtak, tilgjengelig, vaktet, settings, tmp_path
):
    vaktet.tillatt.add(413)
    side.set_viewport_size(TELEFON)
    logg_inn(side, kontaktperson)
    side.goto(live_server.url + vedtak.get_absolute_url())
    side.get_by_role("link", name="Legg ved dokument").click()
    tilgjengelig(side, (1280, 390))

    # Refused: what was typed stays, and the fault leads to the field.
    side.get_by_label("Beskrivelse").fill("Saksprotokoll, sak 15/1234")
    velg(side, b"<html><script>alert(1)</script>")
    side.get_by_role("button", name="Lagre dokumentet").click()
    oppsummering = side.locator("ds-error-summary")
    oppsummering.get_by_role("link", name="Filen er en nettside, SVG eller XML").click()
    assert side.evaluate("document.activeElement.name") == "fil"
    assert side.get_by_label("Beskrivelse").input_value() == "Saksprotokoll, sak 15/1234"
    tilgjengelig(side, (1280, 390))

    settings.DOKUMENT_MAKS_MB = 1
    velg(side, bytes(1024 * 1024 + 1))
    side.get_by_role("button", name="Lagre dokumentet").click()
    oppsummering.get_by_text("større enn 1 MB").wait_for()
    tilgjengelig(side, (390,))

    velg(side, pdf())
    side.get_by_role("button", name="Lagre dokumentet").click()
    side.get_by_text("«protokoll.pdf» er lagret.").wait_for()
    dokumenter = side.locator("#dokumenter")
    assert dokumenter.get_by_text("Saksprotokoll, sak 15/1234").is_visible()
    assert dokumenter.get_by_text("Ikke virusskannet").is_visible()

    with side.expect_download() as nedlasting:
        dokumenter.get_by_role("link", name="protokoll.pdf", exact=True).click()
    assert nedlasting.value.suggested_filename == "protokoll.pdf"
    assert nedlasting.value.path().read_bytes() == pdf()

    dokumenter.get_by_role("link", name="Erstatt protokoll.pdf").click()
    tilgjengelig(side, (390,))
    velg(side, pdf("Signert"), "signert.pdf")
    side.get_by_role("button", name="Erstatt dokumentet").click()
    dokumenter.get_by_text("Sjekksum og 1 tidligere utgave").click()
    assert dokumenter.get_by_role("link", name="protokoll.pdf", exact=True).is_visible()
    assert dokumenter.get_by_text(lager.sha256(pdf("Signert"))).is_visible()
    tilgjengelig(side, (1280, 390))


def test_without_javascript(uten_skript, live_server, logg_inn, saksbehandler, vedtak):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + vedtak.get_absolute_url())
    side.get_by_role("link", name="Legg ved dokument").click()
    velg(side, b"")
    side.get_by_role("button", name="Lagre dokumentet").click()
    assert side.get_by_text("Filen er tom.").first.is_visible()
    velg(side, pdf())
    side.get_by_role("button", name="Lagre dokumentet").click()
    assert side.get_by_text("«protokoll.pdf» er lagret.").is_visible()
    assert Dokument.objects.get().vedtak == vedtak


def test_pages_for_what_is_refused_unread_and_what_is_damaged(
    side, live_server, logg_inn, kontaktperson, vedtak, tilgjengelig, vaktet, monkeypatch, settings, tmp_path
):
    from bosetting.felles import opplasting

    vaktet.tillatt |= {413, 500}
    side.set_viewport_size(TELEFON)
    logg_inn(side, kontaktperson)
    side.goto(f"{live_server.url}/kommuner/{vedtak.kommune_id}/dokumenter/nytt/")
    velg(side, pdf())
    side.get_by_role("button", name="Lagre dokumentet").click()
    side.get_by_text("er lagret.").wait_for()
    for fil in settings.DOKUMENTMAPPE.rglob("*"):
        if fil.is_file():
            fil.write_bytes(b"noe annet")
    side.goto(f"{live_server.url}/dokumenter/{Dokument.objects.get().pk}/")
    side.get_by_role("heading", name="Dokumentet kan ikke lastes ned").wait_for()
    tilgjengelig(side, (1280, 390))

    monkeypatch.setattr(opplasting, "MAKS_FORESPOERSEL", 1000)
    side.goto(f"{live_server.url}/kommuner/{vedtak.kommune_id}/dokumenter/nytt/")
    velg(side, bytes(5000))
    side.get_by_role("button", name="Lagre dokumentet").click()
    side.get_by_role("heading", name="Filen er for stor").wait_for()
    tilgjengelig(side, (1280, 390))
    side.get_by_role("link", name="Åpne skjemaet igjen").click()
    side.get_by_label("Fil", exact=True).wait_for()
