"""A round from a file in a real browser: faults, the mended file, saved; and the pages are for everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bosetting.felles.regneark import Ark, som_xlsx
from tests.anmodninger.factories import UtkastFactory

HODE = ("Kommunenummer", "Kommune", "Totalt", "Herav EM")


@pytest.fixture
def utkast(live_server, embete, halden, moss):
    return UtkastFactory(embete=embete, linjer=[(halden, 60, 5)], fylkestall_totalt=150)


@pytest.fixture
def tallside(side, logg_inn, saksbehandler, live_server, utkast):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("anmodninger:utkast-tall", args=[utkast.pk]))
    return side


def velg(side, rader, navn="tall.xlsx", hode=HODE):
    innhold = som_xlsx(Ark("Tall", (), hode, rader))
    side.locator("input[type=file]").set_input_files(
        {"name": navn, "mimeType": "application/octet-stream", "buffer": innhold}
    )
    side.get_by_role("button", name="Se hva filen endrer").click()


def test_a_file_with_faults_then_the_mended_one_then_saved(tallside, utkast, tilgjengelig):
    side = tallside
    side.get_by_role("link", name="Les inn tallene fra en fil").click()
    tilgjengelig(side)

    velg(side, [("0101", "Halden", 70, 5), ("0104", "Moss", "åtti", 20), ("0199", "", 5, None)])
    expect(side).to_have_title("Feil: Hva filen endrer, utkast for 2016 – bosetting")
    feil = side.locator("ds-error-summary")
    expect(feil).to_contain_text("Linje 3: «åtti» i kolonnen totalt (anmodning) er ikke et helt antall")
    expect(feil).to_contain_text("Linje 4: Kommune 0199 finnes ikke i registeret.")
    expect(side.get_by_role("button", name="Lagre tallene i utkastet")).to_have_count(0)
    tilgjengelig(side)

    velg(side, [("0101", "Halden", 70, 5), ("0104", "Moss", 80, 20)])
    expect(side.get_by_role("row", name="Moss Ny")).to_be_visible()
    expect(side.get_by_role("row", name="Halden Endret 60 70 5 5")).to_be_visible()
    tilgjengelig(side)

    side.get_by_role("button", name="Lagre tallene i utkastet").click()
    expect(side.get_by_text("Tallene fra tall.xlsx er lagret: 2 kommuner er endret.")).to_be_visible()
    expect(side.get_by_label("Moss, totalt", exact=True)).to_have_value("80")
    assert set(utkast.linjer.values_list("kommune__nr", "totalt", "em")) == {
        ("0101", 70, 5),
        ("0104", 80, 20),
    }


def test_cells_are_pasted_and_saved_without_script(uten_skript, logg_inn, saksbehandler, live_server, utkast):
    side = uten_skript
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("anmodninger:utkast-import", args=[utkast.pk]))
    side.get_by_label("Eller lim inn fra regnearket").fill("Kommunenr\tTotalt\n101\t1 234\n")
    side.get_by_role("button", name="Se hva filen endrer").click()
    side.get_by_role("button", name="Lagre tallene i utkastet").click()
    expect(side.get_by_label("Halden, totalt", exact=True)).to_have_value("1234")


def test_a_snapshot_from_imdi_is_read_and_seen_in_status(
    side, logg_inn, saksbehandler, live_server, halden, moss, tilgjengelig
):
    logg_inn(side, saksbehandler)
    side.goto(live_server.url + reverse("anmodninger:runde-index"))
    side.get_by_role("link", name="Tall fra IMDi").click()
    tilgjengelig(side)
    side.get_by_label("Datoen tallene gjelder for").fill("2016-02-12")
    side.get_by_label("Eller lim inn fra regnearket").fill(
        "kommune_nr;aar;bosetting.anmodning;bosetting.vedtak;bosetting.bosatt\n101;2016;70,0;57,0;\n1201;2016;9;9;\n"
    )
    side.get_by_role("button", name="Se hva som er nytt").click()
    expect(side.get_by_role("row", name="Halden 2016 12.02.2016 57")).to_be_visible()
    expect(side.get_by_text("1 linje gjelder en kommune utenfor embetet")).to_be_visible()
    tilgjengelig(side)
    side.get_by_role("button", name="Lagre tallene").click()
    expect(side.get_by_role("heading", name="Status for 2016", level=1)).to_be_visible()
    expect(side.get_by_text("1 nye eller endrede vedtak")).to_be_visible()
