"""Sending a round: the template, the letter of the draft, the work in the background, the letters in hand."""

import zipfile

import pikepdf
import pytest
from playwright.sync_api import expect

from anmodninger.actions import send_runde
from bosetting.jobber import loeper
from bosetting.jobber.models import Jobb
from tests.anmodninger.factories import UtkastFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_round_is_sent_and_its_letters_are_handed_out(
    side, live_server, logg_inn, saksbehandler, embete, halden, moss, settings, tilgjengelig
):
    # A queue that nobody empties: the test does the work itself, between two looks at the page.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, 20)])
    logg_inn(side, saksbehandler)

    side.goto(f"{live_server.url}/anmodninger/utkast/{utkast.pk}/brev/")
    expect(side.get_by_role("article")).to_contain_text("Halden kommune anmodes om å bosette 60 flyktninger")
    side.get_by_label("Kommune").select_option("Moss")
    side.get_by_role("button", name="Vis brevet").click()
    expect(side.get_by_role("article")).to_contain_text("Moss kommune anmodes om å bosette 80 flyktninger")

    side.get_by_role("link", name="Rediger brevmalen").click()
    side.get_by_label("Brevtekst").fill("{{ anmodning_setning }}\n\nFrist: {{ svarfirst }}")
    side.get_by_role("button", name="Lagre malen").click()
    expect(side.get_by_role("alert").or_(side.locator(".ds-error-summary")).first).to_contain_text(
        "Linje 3: Feltet {{ svarfirst }} finnes ikke. Mener du {{ svarfrist }}?"
    )
    tilgjengelig(side)
    side.get_by_label("Brevtekst").fill("{{ anmodning_setning }}\n\nFrist: {{ svarfrist }}")
    side.get_by_role("button", name="Lagre malen").click()
    expect(side.get_by_role("article")).to_contain_text("Frist: 15. april 2016")

    side.goto(f"{live_server.url}/anmodninger/utkast/{utkast.pk}/send/")
    side.get_by_role("button", name="Send runden").click()
    expect(side.get_by_text("Runden er sendt og kan ikke lenger endres.")).to_be_visible()
    expect(side.get_by_role("heading", name="Anmodningsbrev for 2016")).to_be_visible()
    loeper.kjoer(Jobb.objects.get().pk)
    side.reload()
    side.get_by_role("link", name="Se brevene").click()

    expect(side.get_by_role("row", name="Moss")).to_contain_text("Lagret")
    with side.expect_download() as zipfil:
        side.get_by_role("link", name="Last ned brevfilene (zip)").click()
    with zipfile.ZipFile(zipfil.value.path()) as arkiv:
        assert arkiv.namelist() == [
            "0101-halden-anmodning-2016-2016-03-09.pdf",
            "0104-moss-anmodning-2016-2016-03-09.pdf",
        ]
    with side.expect_download() as samlet:
        side.get_by_role("link", name="Last ned alle som én PDF").click()
    assert samlet.value.suggested_filename == "anmodningsbrev-2016-2016-03-09.pdf"
    with pikepdf.open(samlet.value.path()) as pdf:
        assert len(pdf.pages) == 2


def test_a_kontaktperson_finds_the_letter_on_her_own_page(
    side, live_server, logg_inn, kontaktperson, saksbehandler, embete, halden, dag
):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])
    send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    logg_inn(side, kontaktperson)
    lenke = side.get_by_role("link", name="Brevet av 09.03.2016 (PDF)")
    svar = side.request.get(live_server.url + lenke.get_attribute("href"))
    assert svar.headers["content-type"] == "application/pdf"
    assert svar.body().startswith(b"%PDF")
