"""The public page of a sent edition: open to all when it says so, else nobody's business, and no other content."""

import csv
import io
import json

import pytest
from django.urls import reverse

from rapporter.publisering import sett_offentlig
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import RapportFactory
from tests.rapporter.rapportradfactories import BehandlingFactory, PubliseringFactory, UtgaveFactory

pytestmark = pytest.mark.django_db

TALL = [
    {"navn": "vedtatt.totalt", "tekst": "Vedtatt", "verdi": 713, "enhet": "personer", "kilde": "/kilder/"},
    {"navn": "vedtatt.em", "tekst": "=HYPERLINK(1)", "verdi": None, "enhet": "personer", "kilde": ""},
]
SIDER = ("offentlig-show", "offentlig-pdf")


@pytest.fixture
def utgave(embete):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    ny = UtgaveFactory(
        rapport=rapport,
        tall=TALL,
        adresse="tertialrapport-3-2015-ostfold-1-utgave-1",
        definisjon={"skjaeringsdato": "2016-01-29", "bosettingsaar": 2016},
    )
    BehandlingFactory(rapport=rapport, utgave=ny, mottaker="IMDi")
    return ny


def adresser(utgave) -> list[str]:
    data = [
        reverse("rapporter:offentlig-export", args=[utgave.adresse, ett]) for ett in ("csv", "json", "xlsx")
    ]
    return [*(reverse(f"rapporter:{side}", args=[utgave.adresse]) for side in SIDER), *data]


def test_before_it_is_public_nobody_outside_learns_that_it_exists(
    client, utgave, nabosaksbehandler, kontaktperson
):
    finnes_ikke = reverse("rapporter:offentlig-show", args=["finnes-ikke"])
    for leser in (None, nabosaksbehandler, kontaktperson):
        if leser:
            client.force_login(leser)
        assert client.get(finnes_ikke).status_code == 404
        for adresse in adresser(utgave):
            assert client.get(adresse).status_code == 404
    assert utgave.adresse not in client.get(reverse("rapporter:offentlig-index")).content.decode()


def test_those_who_see_the_report_may_look_before(client, utgave, leser):
    client.force_login(leser)
    svar = client.get(reverse("rapporter:offentlig-show", args=[utgave.adresse]))
    assert "Slik blir siden" in svar.content.decode()
    data = client.get(reverse("rapporter:offentlig-export", args=[utgave.adresse, "json"]))
    assert "Access-Control-Allow-Origin" not in data


def test_a_public_edition_is_read_without_login_and_gone_when_taken_back(client, utgave, prosjektleder):
    sett_offentlig(by=prosjektleder, utgave=utgave, offentlig=True, grunn="Intern begrunnelse")
    for adresse in adresser(utgave):
        assert client.get(adresse).status_code == 200
    side = client.get(adresser(utgave)[0])
    tekst = side.content.decode()
    assert "<h1>Tertialrapport for 3. tertial 2015</h1>" in tekst
    assert "IMDi" in tekst
    assert utgave.sha256 in tekst
    assert "Intern begrunnelse" not in tekst
    assert prosjektleder.navn not in tekst
    assert "X-Robots-Tag" not in side
    assert utgave.adresse in client.get(reverse("rapporter:offentlig-index")).content.decode()
    sett_offentlig(by=prosjektleder, utgave=utgave, offentlig=False, grunn="Feil vedlegg.")
    for adresse in adresser(utgave):
        assert client.get(adresse).status_code == 404


def test_the_file_is_the_frozen_one(client, utgave):
    PubliseringFactory(utgave=utgave)
    svar = client.get(reverse("rapporter:offentlig-pdf", args=[utgave.adresse]))
    assert svar.content == bytes(utgave.pdf)
    assert svar["Content-Type"] == "application/pdf"


def test_open_data_tell_the_figures_and_what_they_are_figures_of(client, utgave):
    PubliseringFactory(utgave=utgave)
    svar = client.get(reverse("rapporter:offentlig-export", args=[utgave.adresse, "json"]))
    assert svar["Access-Control-Allow-Origin"] == "*"
    data = json.loads(svar.content)
    assert data["tall"] == TALL
    assert (data["skjaeringsdato"], data["bosettingsaar"], data["utgave"]) == ("2016-01-29", 2016, 1)
    tabell = client.get(reverse("rapporter:offentlig-export", args=[utgave.adresse, "csv"])).content
    rader = list(csv.reader(io.StringIO(tabell.decode("utf-8-sig")), delimiter=";"))
    assert rader[1] == ["vedtatt.totalt", "Vedtatt", "713", "personer", "/kilder/"]
    assert rader[2] == ["vedtatt.em", "'=HYPERLINK(1)", "", "personer", ""]


def test_an_unknown_format_is_not_found(client, utgave):
    PubliseringFactory(utgave=utgave)
    assert client.get(reverse("rapporter:offentlig-export", args=[utgave.adresse, "exe"])).status_code == 404


def test_an_older_public_edition_points_to_the_newer(client, utgave):
    PubliseringFactory(utgave=utgave)
    nyere = PubliseringFactory(utgave__rapport=utgave.rapport, utgave__nummer=2).utgave
    tekst = client.get(reverse("rapporter:offentlig-show", args=[utgave.adresse])).content.decode()
    assert reverse("rapporter:offentlig-show", args=[nyere.adresse]) in tekst
    assert (
        "Det finnes en nyere"
        not in client.get(reverse("rapporter:offentlig-show", args=[nyere.adresse])).content.decode()
    )


def test_an_edition_this_program_cannot_draw_points_to_its_file(client, utgave):
    PubliseringFactory(utgave__dokument=utgave.dokument | {"framtid": 1}, utgave__adresse="framtid")
    svar = client.get(reverse("rapporter:offentlig-show", args=["framtid"]))
    assert svar.status_code == 200
    assert "kan ikke vises" in svar.content.decode()


def test_no_cache_on_the_way_gives_an_edition_that_is_taken_back(client, utgave, leser):
    for adresse in adresser(utgave):
        assert client.get(adresse)["Cache-Control"] == "no-cache"  # nor that there was none
    PubliseringFactory(utgave=utgave)
    for adresse in adresser(utgave):
        assert client.get(adresse)["Cache-Control"] == "no-cache"
    client.force_login(leser)
    for adresse in adresser(utgave):
        assert client.get(adresse)["Cache-Control"] == "no-store"


def test_the_page_does_not_read_the_file_nor_the_file_the_page(
    client, utgave, leser, django_assert_max_num_queries
):
    PubliseringFactory(utgave=utgave)
    client.force_login(leser)
    sider = {
        adresser(utgave)[0]: "pdf",
        adresser(utgave)[1]: "dokument",
        utgave.get_absolute_url(): "pdf",
        reverse("rapporter:utgave-pdf", args=[utgave.pk]): "dokument",
        reverse("rapporter:rettelogg-show", args=[utgave.pk]): "pdf",
    }
    for adresse, tung in sider.items():
        with django_assert_max_num_queries(80) as spoersmaal:
            assert client.get(adresse).status_code == 200
        assert not any(f'"rapporter_utgave"."{tung}"' in ett["sql"] for ett in spoersmaal.captured_queries)
