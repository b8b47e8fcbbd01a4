"""The grid of a round in a real browser: typing, pasting, keys, without script, and for everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.anmodninger.factories import RundeFactory, UtkastFactory


@pytest.fixture
def utkast(live_server, embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 50, 4), (moss, 70)])
    return UtkastFactory(
        embete=embete, linjer=[(halden, 60, 5)], fylkestall_totalt=1300, fylkestall_em=197, svarfrist=None
    )


@pytest.fixture
def adresse(live_server, utkast):
    def til(navn):
        return live_server.url + reverse(f"anmodninger:utkast-{navn}", args=[utkast.pk])

    return til


@pytest.fixture
def ark(side, logg_inn, saksbehandler, adresse):
    logg_inn(side, saksbehandler)
    side.goto(adresse("tall"))
    return side


def celle(side, navn):
    return side.get_by_label(navn, exact=True)


def lagre(side):
    side.get_by_role("button", name="Lagre", exact=True).click()


def lim(side, navn, tekst):
    celle(side, navn).evaluate(
        """(el, tekst) => { const data = new DataTransfer(); data.setData('text/plain', tekst); el.focus();
        el.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }""",
        tekst,
    )


def test_sums_and_the_difference_follow_the_typing(ark):
    celle(ark, "Moss, totalt").fill("1 200")

    for sum_totalt in ark.locator("[data-sum=totalt]").all():
        expect(sum_totalt).to_have_text("1\u00a0260")
    expect(ark.locator("[data-avvik=totalt]")).to_have_text("−40")

    lagre(ark)
    expect(ark.get_by_text("Tallene er lagret.")).to_be_visible()
    expect(ark.locator("tfoot [data-sum=totalt]")).to_have_text("1\u00a0260")
    expect(celle(ark, "Moss, totalt")).to_have_value("1200")


def test_a_block_pasted_from_a_spreadsheet_is_saved(ark, utkast):
    lim(ark, "Halden, totalt", "21\t2\r\n1\u00a0234\t\r\n")
    lagre(ark)

    expect(ark.get_by_text("Tallene er lagret.")).to_be_visible()
    assert set(utkast.linjer.values_list("kommune__navn", "totalt", "em")) == {
        ("Halden", 21, 2),
        ("Moss", 1234, None),
    }


def test_arrows_and_enter_move_between_the_cells(ark):
    celle(ark, "Halden, totalt").focus()
    ark.keyboard.press("ArrowDown")
    expect(celle(ark, "Moss, totalt")).to_be_focused()
    ark.keyboard.press("ArrowRight")
    expect(celle(ark, "Moss, herav EM")).to_be_focused()
    ark.keyboard.press("Shift+Enter")
    expect(celle(ark, "Halden, herav EM")).to_be_focused()


def test_a_wrong_cell_can_be_reached_from_the_summary_and_keeps_what_was_typed(ark, tilgjengelig):
    celle(ark, "Moss, totalt").fill("10")
    celle(ark, "Moss, herav EM").fill("11")
    lagre(ark)

    expect(ark).to_have_title("Feil: Tall, utkast for 2016 – bosetting")
    ark.get_by_role("link", name="Moss, herav EM: ").click()
    expect(celle(ark, "Moss, herav EM")).to_be_focused()
    expect(celle(ark, "Moss, herav EM")).to_have_value("11")
    expect(celle(ark, "Moss, herav EM")).to_have_attribute("aria-invalid", "true")
    tilgjengelig(ark)


def test_without_script_saving_adds_up_and_the_round_can_be_sent(
    uten_skript, logg_inn, saksbehandler, adresse
):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(adresse("tall"))
    celle(side, "Moss, totalt").fill("1 200")
    lagre(side)
    expect(side.locator("tfoot [data-sum=totalt]")).to_have_text("1\u00a0260")

    side.get_by_role("button", name="Lagre og gå videre").click()
    side.get_by_role("link", name="Gå videre").click()
    expect(side.get_by_text("men det er oppgitt 1\u00a0300 for fylket (avvik −40).")).to_be_visible()
    side.get_by_role("button", name="Send runden").click()
    expect(side.get_by_role("heading", name="Anmodning for 2016", level=1)).to_be_visible()


def test_every_page_of_a_round_is_for_everybody(ark, adresse, live_server, tilgjengelig):
    for navn in ("show", "tall", "send", "delete"):
        ark.goto(adresse(navn))
        tilgjengelig(ark)
    for navn in ("runde-index", "utkast-create"):
        ark.goto(live_server.url + reverse(f"anmodninger:{navn}"))
        tilgjengelig(ark)
    ark.goto(live_server.url + reverse("anmodninger:runde-index"))
    ark.get_by_role("link", name="20.08.2015").click()
    tilgjengelig(ark)
