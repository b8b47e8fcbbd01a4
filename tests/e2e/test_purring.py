"""A reminder on its way to a mailbox: the plan is made, the texts are looked at, it is sent, and the mail is read."""

from datetime import date
from email import message_from_bytes, policy

import pytest

from tests.anmodninger.factories import RundeFactory
from tests.vedtak.factories import VedtakFactory
from vedtak.models import Purring
from vedtak.purreutsending import legg_i_koe


@pytest.fixture
def postkasse(settings, tmp_path):
    """Return a function that reads the mail that has arrived in a folder."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)

    def les():
        brev = []
        for fil in sorted(tmp_path.iterdir()):
            deler = fil.read_bytes().split(b"-" * 79 + b"\n")
            brev += [message_from_bytes(del_, policy=policy.default) for del_ in deler if del_.strip()]
        return brev

    return les


@pytest.fixture
def runde(transactional_db, embete, halden, moss, settings):
    settings.DEMO_DAG = "2016-01-04"
    return RundeFactory(embete=embete, svarfrist=date(2015, 12, 31), linjer=[(halden, 30, 5), (moss, 40, 0)])


def test_a_reminder_reaches_a_mailbox(
    side, live_server, logg_inn, tilgjengelig, runde, saksbehandler, kontaktperson, postkasse
):
    logg_inn(side, saksbehandler)
    side.goto(f"{live_server.url}{runde.get_absolute_url()}")
    side.get_by_role("link", name="Purreplan").click()
    emne = side.get_by_label("Emne").nth(1)
    emne.fill("Purring til {{ kommunen }}")
    side.get_by_role("button", name="Lagre planen").click()
    assert side.title().startswith("Feil: ")
    assert side.get_by_text("Linje 1: feltet «kommunen» finnes ikke.").first.is_visible()
    tilgjengelig(side)
    side.get_by_label("Emne").nth(1).fill("Purring til {{ kommune }}")
    side.get_by_role("button", name="Lagre planen").click()

    side.wait_for_url("**/purring/")
    side.get_by_text("Purring til Halden").click()
    assert side.get_by_text("anmodningen om 30 personer, hvorav 5 enslige mindreårige").first.is_visible()
    assert side.get_by_role("heading", name="Kan ikke nås").is_visible()
    assert side.get_by_role("heading", name="Moss").is_visible()
    tilgjengelig(side)
    assert postkasse() == []
    side.get_by_role("button", name="Send til dem som er valgt").click()

    side.wait_for_url("**/bakgrunnsarbeid/**")
    [brev] = postkasse()
    assert brev["To"] == f"Hanne Halden <{kontaktperson.email}>"
    assert brev["Subject"] == "Purring til Halden"
    assert brev["Reply-To"] == f"Siri Saksbehandler <{saksbehandler.email}>"
    assert (
        "Vi mangler svar på anmodningen om 30 personer, hvorav 5 enslige mindreårige." in brev.get_content()
    )

    side.get_by_role("link", name="Se purringene").click()
    side.get_by_role("link", name="Halden").click()
    assert side.get_by_text("Sendt", exact=True).is_visible()
    tilgjengelig(side)


def test_the_kontaktperson_reads_the_reminder_on_the_page_of_her_municipality(
    side, live_server, logg_inn, tilgjengelig, runde, saksbehandler, kontaktperson, halden, postkasse
):
    legg_i_koe(by=saksbehandler, runde=runde, dag=date(2016, 1, 4), valgt=1)
    logg_inn(side, kontaktperson)
    side.goto(f"{live_server.url}/kommuner/{halden.pk}/")
    side.get_by_role("link", name="Purring: ").click()
    assert side.get_by_role("heading", name="Purring til Halden").is_visible()
    assert side.get_by_text("forsøk 1").count() == 0
    tilgjengelig(side)


def test_without_script_what_is_unticked_is_not_sent(
    uten_skript, live_server, logg_inn, runde, saksbehandler, kontaktperson, nabokontaktperson, postkasse
):
    logg_inn(uten_skript, saksbehandler)
    uten_skript.goto(f"{live_server.url}/anmodninger/runder/{runde.pk}/purring/")
    uten_skript.get_by_label("Moss").uncheck()
    uten_skript.get_by_role("button", name="Send til dem som er valgt").click()
    assert [brev["To"].addresses[0].display_name for brev in postkasse()] == ["Hanne Halden"]
    assert Purring.objects.count() == 1


def test_an_answer_given_while_the_preview_stood_open_is_respected(
    side, live_server, logg_inn, runde, saksbehandler, kontaktperson, halden, postkasse
):
    logg_inn(side, saksbehandler)
    side.goto(f"{live_server.url}/anmodninger/runder/{runde.pk}/purring/")
    VedtakFactory(kommune=halden)
    side.get_by_role("button", name="Send til dem som er valgt").click()
    assert side.get_by_text("ingen av kommunene du valgte, skal purres lenger").is_visible()
    assert postkasse() == []
