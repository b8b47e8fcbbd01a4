"""The kontaktperson's start page on a phone: her one task, what she is told, whom to call, and how others did."""

import re
from datetime import UTC, date, datetime

import pytest

from bosetting.kommuner.models import Folketall
from bosetting.varsler.models import Varsel
from tests.anmodninger.factories import BrevFactory
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory
from tests.varsler.factories import VarselFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak.models import Svarkladd

SMAL = {"width": 390, "height": 844}
BREDDER = (1280, 390, 320)


@pytest.fixture
def naboer(transactional_db, halden, moss):
    for kommune, innbyggere in ((halden, 30_000), (moss, 31_000)):
        Folketall.objects.create(kommune=kommune, aar=2016, antall=innbyggere)
    return AnmodningFactory(kommune=moss, totalt=20)


@pytest.fixture
def spurt(naboer, embete, halden):
    """Halden is asked, has a letter, and there is a meeting ahead."""
    anmodning = AnmodningFactory(kommune=halden, runde__embete=embete)
    BrevFactory(anmodning=anmodning)
    AktivitetFactory(
        prosjekt=ProsjektFactory(embete=embete), tittel="Faglig forum", status="planlagt", fra_dato=date(2016, 4, 12),
        sted="Sarpsborg",
    )  # fmt: skip
    return anmodning


def test_all_she_needs_is_on_one_page_at_390_px(
    side, live_server, logg_inn, tilgjengelig, spurt, kontaktperson, saksbehandler, moss
):
    saksbehandler.telefon = "69 24 70 00"
    saksbehandler.save()
    VarselFactory(bruker=kontaktperson, tittel="Anmodningen for 2016 er sendt", url_sti="/min-kommune/")
    VedtakFactory(kommune=moss, totalt=19, fra_kommunen=True)
    side.set_viewport_size(SMAL)
    logg_inn(side, kontaktperson)
    innhold = side.get_by_role("main")
    assert innhold.get_by_text("Dere er bedt om å bosette 30 personer i 2016").is_visible()
    knapp = innhold.get_by_role("link", name="Registrer svar", exact=True)
    assert knapp.bounding_box()["y"] < SMAL["height"], "the task's button is seen without scrolling"
    assert innhold.get_by_role("link", name="69 24 70 00").get_attribute("href") == "tel:69247000"
    assert innhold.get_by_text("Faglig forum").is_visible()
    assert innhold.get_by_role("link", name="Anmodningen for 2016 (PDF)").is_visible()
    assert innhold.get_by_role("heading", level=2).all_inner_texts() == [
        "Svar på anmodningen for 2016", "Siste varsler", "Bosetting i 2016", "Kommuner på samme størrelse",
        "Dokumenter", "Spørsmål?", "Møter og frister", "Brev dere har fått",
    ]  # fmt: skip
    naboens = innhold.get_by_role("row", name="Moss")
    assert naboens.get_by_role("cell").all_inner_texts() == ["20", "ikke offentlig ennå"]
    tilgjengelig(side, BREDDER)

    assert side.get_by_role("button", name=re.compile(r"^Meny \(1\s+ulest varsel\s*\)$")).is_visible()
    innhold.get_by_role("button", name="Anmodningen for 2016 er sendt").click()
    side.wait_for_url("**/min-kommune/")
    assert side.get_by_role("button", name="Meny", exact=True).is_visible()
    assert not Varsel.objects.uleste().exists()


def test_a_draft_is_offered_where_she_left_it(
    side, live_server, logg_inn, tilgjengelig, spurt, kontaktperson, halden
):
    tid = datetime(2016, 3, 3, 9, tzinfo=UTC)
    Svarkladd.objects.create(
        kommune=halden, aar=2016, trinn="svar", opprettet_av=kontaktperson, opprettet_at=tid,
        endret_av=kontaktperson, endret_at=tid,
    )  # fmt: skip
    side.set_viewport_size(SMAL)
    logg_inn(side, kontaktperson)
    assert side.get_by_role("link", name="Fortsett på svaret du begynte på 3. mars").is_visible()
    tilgjengelig(side, BREDDER)


@pytest.mark.parametrize("tilstand", ["tom", "besvart", "stengt", "flere"])
def test_every_state_is_accessible(
    side, live_server, logg_inn, tilgjengelig, kontaktperson, embete, halden, moss, naboer, tilstand
):
    if tilstand in ("besvart", "stengt"):
        felt = {"runde__siste_svar_dato": date(2016, 3, 1), "runde__siste_endring_dato": date(2016, 3, 1)}
        AnmodningFactory(kommune=halden, runde__embete=embete, **(felt if tilstand == "stengt" else {}))
    if tilstand == "besvart":
        VedtakFactory(kommune=halden)
    if tilstand == "flere":
        kontaktperson.tilganger.create(rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    side.set_viewport_size(SMAL)
    logg_inn(side, kontaktperson)
    ventet = {
        "tom": "Ingen anmodning ennå",
        "besvart": "Alt er besvart",
        "stengt": "Be embetet om en endring",
        "flere": "Mine kommuner",
    }[tilstand]
    assert side.get_by_role("main").get_by_text(ventet, exact=True).is_visible()
    tilgjengelig(side, BREDDER)
    if tilstand == "flere":
        side.get_by_role("link", name="Alt om Moss").click()
        assert side.get_by_role("heading", name="Moss", level=1).is_visible()
        tilgjengelig(side, BREDDER)


def test_without_javascript_a_notice_is_opened_and_all_are_read(
    uten_skript, live_server, logg_inn, spurt, kontaktperson
):
    for tittel in ("Første", "Andre", "Tredje"):
        VarselFactory(bruker=kontaktperson, tittel=tittel)
    side = uten_skript
    logg_inn(side, kontaktperson)
    side.get_by_role("link", name=re.compile(r"^Varsler \(3\s+uleste\s*\)$")).click()
    side.get_by_role("listitem").filter(has_text="Andre").get_by_role("button").click()
    side.wait_for_url("**/min-kommune/")
    side.get_by_role("link", name="Alle varsler").click()
    side.get_by_role("button", name="Merk alle som lest").click()
    assert side.get_by_text("2 varsler er merket som lest.").is_visible()
    assert side.get_by_role("link", name="Varsler", exact=True).is_visible()


def test_the_notices_are_accessible(
    side, live_server, logg_inn, tilgjengelig, transactional_db, systemansvarlig
):
    VarselFactory.create_batch(21, bruker=systemansvarlig)
    VarselFactory(bruker=systemansvarlig, tekst=f"protokoll.pdf (SHA-256 {'0123456789abcdef' * 4})")
    VarselFactory(
        bruker=systemansvarlig, epost=True, epost_forsoek=3, epost_forsoek_at=datetime(2016, 3, 1, tzinfo=UTC),
        epost_feil="550 no such user",
    )  # fmt: skip
    logg_inn(side, systemansvarlig)
    for sti in ("/varsler/", "/varsler/?page=2", "/varsler/epost/"):
        side.goto(f"{live_server.url}{sti}")
        tilgjengelig(side, BREDDER)
