"""The grid entry sheet's script, on a small sheet of its own: what it adds is help, the server decides."""

import pytest
from django import forms
from django.template import engines
from playwright.sync_api import expect

from bosetting.felles.skjema import HeltallField

KOMMUNER = ["Halden", "Moss", "Sarpsborg"]
MAL = """{% extends "base.html" %}{% load static %}{% block title %}Ark{% endblock %}
{% block skript %}<script src="{% static "js/ark.js" %}" defer></script>{% endblock %}
{% block innhold %}<h1>Ark</h1><form method="post">
<div class="tabellramme" role="region" aria-label="Tall" tabindex="0"><table class="ds-table ark" data-ark>
<thead><tr><th scope="col">Kommune</th><th scope="col">Totalt</th><th scope="col">Herav EM</th></tr></thead>
<tbody>{% for rad in skjema %}<tr><th scope="row">{{ rad.navn }}</th>
{% for felt in rad %}<td>{% include "_components/arkcelle.html" with felt=felt only %}</td>{% endfor %}</tr>
{% endfor %}</tbody>
<tfoot><tr><th scope="row">Sum</th><td><span data-sum="totalt">0</span></td><td><span data-sum="em">0</span></td></tr>
<tr><th scope="row">Avvik</th><td><span data-avvik="totalt" data-oppgitt="780">0</span></td><td></td></tr></tfoot>
</table></div>{% include "_components/ark_hjelp.html" with antall=6 %}</form>{% endblock %}"""


class Rad(forms.Form):
    totalt = HeltallField(required=False)
    em = HeltallField(required=False)

    def __init__(self, *, navn, **kwargs):
        super().__init__(prefix=navn, **kwargs)
        self.navn = navn
        for kolonne, felt in self.fields.items():
            felt.label = f"{navn}, {kolonne}"
            felt.widget.attrs["data-kol"] = kolonne


@pytest.fixture
def ark(side, live_server, rf):
    skjema = [Rad(navn=navn, initial={"totalt": 10, "em": nr or None}) for nr, navn in enumerate(KOMMUNER)]
    html = engines["django"].from_string(MAL).render({"skjema": skjema})
    side.route("**/ark/", lambda rute: rute.fulfill(body=html, content_type="text/html; charset=utf-8"))
    side.goto(f"{live_server.url}/ark/")
    return side


def felt(side, navn):
    return side.get_by_label(navn, exact=True)


def lim(side, navn, tekst):
    felt(side, navn).evaluate(
        """(el, tekst) => { const data = new DataTransfer(); data.setData('text/plain', tekst); el.focus();
        el.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }""",
        tekst,
    )


def test_sums_follow_the_typing_and_are_compared_with_the_stated_total(ark):
    expect(ark.locator("[data-sum=totalt]")).to_have_text("30")
    felt(ark, "Halden, totalt").fill("1 760")
    expect(ark.locator("[data-sum=totalt]")).to_have_text("1\u00a0780")
    expect(ark.locator("[data-avvik=totalt]")).to_have_text("+1\u00a0000")
    expect(ark.locator("[data-endret]")).to_have_text("1 endret felt er ikke lagret")


def test_columns_from_a_spreadsheet_fill_right_and_down(ark):
    lim(ark, "Halden, totalt", "21\t2\r\n1 234\t9\r\n")
    expect(felt(ark, "Halden, em")).to_have_value("2")
    expect(felt(ark, "Moss, totalt")).to_have_value("1 234")
    expect(felt(ark, "Sarpsborg, totalt")).to_have_value("10")
    expect(ark.get_by_role("status").last).to_have_text("Limte inn 4 felt.")


def test_what_falls_outside_the_sheet_is_told(ark):
    lim(ark, "Sarpsborg, em", "1\t2\n3\t4")
    expect(ark.get_by_role("status").last).to_have_text(
        "Limte inn 1 felt. 3 verdier fikk ikke plass i tabellen."
    )


def test_more_em_than_total_is_marked_until_it_is_mended(ark):
    felt(ark, "Moss, em").fill("11")
    expect(felt(ark, "Moss, em")).to_have_attribute("aria-invalid", "true")
    felt(ark, "Moss, em").blur()
    expect(ark.get_by_role("status").last).to_have_text("Antallet EM er større enn totalen.")
    felt(ark, "Moss, totalt").fill("11")
    expect(felt(ark, "Moss, em")).not_to_have_attribute("aria-invalid", "true")


def test_letters_are_marked_and_kept_out_of_the_sum(ark):
    felt(ark, "Moss, totalt").fill("xx")
    expect(felt(ark, "Moss, totalt")).to_have_attribute("aria-invalid", "true")
    expect(ark.locator("[data-sum=totalt]")).to_have_text("20")


def test_a_column_of_unknown_figures_has_no_sum(ark):
    for navn in KOMMUNER:
        felt(ark, f"{navn}, em").fill("")
    expect(ark.locator("[data-sum=em]")).to_have_text("–")


def test_keys_move_between_the_cells(ark):
    felt(ark, "Halden, totalt").focus()
    for tast, navn in [
        ("Enter", "Moss, totalt"),
        ("ArrowDown", "Sarpsborg, totalt"),
        ("ArrowRight", "Sarpsborg, em"),
        ("Shift+Enter", "Moss, em"),
        ("ArrowUp", "Halden, em"),
        ("ArrowUp", "Halden, em"),
        ("ArrowLeft", "Halden, totalt"),
    ]:
        ark.keyboard.press(tast)
        expect(felt(ark, navn)).to_be_focused()


def test_leaving_with_unsaved_figures_asks_first(ark):
    felt(ark, "Halden, totalt").click()
    ark.keyboard.type("99")
    spurt = []
    ark.on("dialog", lambda dialog: (spurt.append(dialog.type), dialog.accept()))
    ark.goto("about:blank")
    assert spurt == ["beforeunload"]


def test_saving_is_one_click_also_when_the_last_cell_was_wrong(ark):
    felt(ark, "Halden, totalt").fill("xx")
    with ark.expect_request(lambda r: r.method == "POST"):
        ark.get_by_role("button", name="Lagre").click()


def test_the_sheet_is_accessible(ark, tilgjengelig):
    tilgjengelig(ark)
