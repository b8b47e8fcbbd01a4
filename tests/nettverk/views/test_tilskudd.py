"""Pages of state money: the year's overview, one municipality, and a file with a preview."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bosetting.kommuner.models import Folketall
from nettverk.models import Utbetaling
from nettverk.views import tilskudd
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.tilskuddfactories import KommuneprosjektFactory, OrdningFactory, UtbetalingFactory

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/tilskudd/"
HODE = "kommune_nr,aar,tilskuddstype,kroner\n"
FIL = (
    HODE + "0101,2015,inttilsk_1,1000000\n0101,2015,totalt,1000001\n1201,2015,em_tilsk,5\n9999,2015,a,72800\n"
)


@pytest.fixture
def ordning(embete):
    return OrdningFactory(embete=embete, navn="Integreringstilskudd", kode="inttilsk_1")


def celler(svar) -> dict[str, list[str]]:
    """Return the cells of each row of the first table, by the name in its row header."""
    rader = re.findall(
        r"<tr[^>]*>\s*<th scope=\"row\".*?</tr>",
        svar.content.decode().partition("<table")[2].partition("</table>")[0],
        re.DOTALL,
    )
    return {
        re.sub(r"<[^>]+>", "", re.search(r"<th.*?</th>", rad, re.DOTALL)[0]).strip(): [
            re.sub(r"<[^>]+>|\xa0", "", celle).strip() for celle in re.findall(r"<td.*?</td>", rad, re.DOTALL)
        ]
        for rad in rader
    }


def test_the_overview_sees_all_state_money_together(som, leser, embete, halden, moss, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=900_000, aar=2014)
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=5)  # replaced
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=1_000_000)
    UtbetalingFactory(ordning=ordning, kommune=moss, kroner=2_000_000)
    totalt = OrdningFactory(embete=embete, navn="Totalt", kode="totalt", er_sum=True)
    UtbetalingFactory(ordning=totalt, kommune=halden, kroner=1_000_001)
    Folketall.objects.create(kommune=halden, aar=2015, antall=30_000)
    KommuneprosjektFactory(embete=embete, kommuner=[halden], utbetalt=500_000)
    KommuneprosjektFactory(embete=embete, kommuner=[halden, moss], utbetalt=70_000, tittel="Sammen")
    KommuneprosjektFactory(embete=embete, kommuner=[moss], ordning=ordning, utbetalt=9, tittel="Alt med")
    KommuneprosjektFactory(embete=embete, kommuner=[moss], utbetalt=None, tittel="Ukjent")
    KommuneprosjektFactory(embete=embete, kommuner=[moss], status="avslaatt", tittel="Avslått")
    svar = som(leser).get(INDEX)
    rader = celler(svar)
    assert rader["Halden avvik"] == ["1000000", "500000", "1500000", "30000", "50", "+100000"]
    assert rader["Moss"] == ["2000000", "–", "2000000", "–", "–", "–"]
    tekst = svar.content.decode().replace("\xa0", " ")
    assert "3 570 000" in tekst
    assert "Halden: totalt er oppgitt til 1 000 001, delene gir 1 000 000 (+1 kroner)" in tekst
    fotnoter = tekst.partition("Slik er prosjektpengene regnet med")[2]
    assert re.findall(r">(Sammen|Alt med|Ukjent|Avslått)<", fotnoter) == ["Sammen", "Alt med", "Ukjent"]


def test_it_is_narrowed_by_year_scheme_and_name_and_sorted(som, leser, embete, halden, moss, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=7)
    UtbetalingFactory(ordning=OrdningFactory(embete=embete), kommune=halden, kroner=5)
    UtbetalingFactory(ordning=ordning, kommune=moss, kroner=8, aar=2014)
    klient = som(leser)
    assert celler(klient.get(INDEX))["Halden"][0] == "12"
    assert celler(klient.get(INDEX, {"ordning": ordning.pk}))["Halden"][0] == "7"
    assert celler(klient.get(INDEX, {"aar": 2014}))["Moss"][0] == "8"
    assert list(celler(klient.get(INDEX, {"q": "mos"}))) == ["Moss"]
    assert list(celler(klient.get(INDEX, {"sort": "-fra_fil"}))) == ["Halden", "Moss"]
    assert list(celler(klient.get(INDEX, {"sort": "fra_fil", "aar": 2014}))) == ["Halden", "Moss"]
    assert "Ingen kommuner passer" in klient.get(INDEX, {"q": "finnes ikke"}).content.decode()


def test_a_wrong_choice_is_told_and_not_used(som, leser, halden, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden)
    tekst = som(leser).get(INDEX, {"aar": "x", "ordning": "99999"}).content.decode()
    assert "Noe i filteret er feil og er ikke brukt" in tekst
    assert "Kommunene i 2015" in tekst


def test_a_year_with_only_applications_does_not_come_first(som, leser, embete, halden, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden)
    KommuneprosjektFactory(embete=embete, kommuner=[halden], aar=2016, status="soekt")
    assert "Kommunene i 2015" in som(leser).get(INDEX).content.decode()


def test_another_embetes_money_is_not_there(som, nabosaksbehandler, halden, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden)
    assert "Ingen tilskudd er lest inn ennå" in som(nabosaksbehandler).get(INDEX).content.decode()
    assert som(nabosaksbehandler).get(reverse("nettverk:tilskudd-show", args=[halden.pk])).status_code == 404


@pytest.mark.parametrize("antall", [1, 20])
def test_the_overview_costs_the_same_however_many(som, leser, embete, antall, django_assert_max_num_queries):
    for nr in range(antall):
        kommune = KommuneFactory(nr=f"{101 + nr:04d}")
        UtbetalingFactory(ordning=OrdningFactory(embete=embete), kommune=kommune)
        KommuneprosjektFactory(embete=embete, kommuner=[kommune], utbetalt=5)
    klient = som(leser)
    with django_assert_max_num_queries(16):
        klient.get(INDEX)


def test_the_export_holds_what_the_page_shows_and_the_rows_behind(som, leser, halden, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=1_000_000)
    svar = som(leser).get(reverse("nettverk:tilskudd-export", args=["csv"]), {"aar": 2015})
    assert svar["Content-Disposition"] == 'attachment; filename="tilskudd-2015.csv"'
    assert "0101;Halden;1000000;;1000000;;;;" in svar.content.decode("utf-8-sig")
    assert som(leser).get(reverse("nettverk:tilskudd-export", args=["xlsx"])).content[:2] == b"PK"
    assert som(leser).get(reverse("nettverk:tilskudd-export", args=["pdf"])).status_code == 404


def test_a_figure_of_a_municipality_opens_to_its_rows(som, leser, halden, ordning):
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=5, kilde="gammel.csv, linje 2")
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=-7, kilde="ny.csv, linje 2")
    side = reverse("nettverk:tilskudd-show", args=[halden.pk])
    tekst = som(leser).get(side).content.decode()
    lenke = f"?aar=2015&amp;ordning={ordning.pk}#rader"
    assert f'<a href="{lenke}">−7</a>' in tekst
    bak = (
        som(leser).get(side, {"aar": 2015, "ordning": ordning.pk}).content.decode().partition('id="rader"')[2]
    )
    assert re.findall(r"(ny|gammel)\.csv|>(gjelder|erstattet)<", bak) == [
        ("ny", ""), ("", "gjelder"), ("gammel", ""), ("", "erstattet"),
    ]  # fmt: skip
    for ugyldig in ({"aar": "²", "ordning": "1"}, {"aar": "9" * 30, "ordning": "1"}, {"aar": "2015"}):
        assert 'id="rader"' not in som(leser).get(side, ugyldig).content.decode()


@pytest.fixture
def side(embete):
    return reverse("nettverk:tilskudd-import", args=[embete.pk])


def forhaandsvis(klient, side, tekst=FIL):
    svar = klient.post(side, {"fil": SimpleUploadedFile("tilskudd.csv", tekst.encode())})
    funnet = re.search(r'name="forhaandsvisning" value="([^"]+)"', svar.content.decode())
    return svar, funnet and funnet[1]


def test_a_file_is_shown_first_and_saved_as_it_was_shown(som, prosjektleder, side, halden, bergen):
    klient = som(prosjektleder)
    svar, skjult = forhaandsvis(klient, side)
    tekst = svar.content.decode().replace("\xa0", " ")
    assert "Halden 2015: totalt er oppgitt til 1 000 001, delene gir 1 000 000 (+1 kroner)" in tekst
    assert "1 linje er for 9999, som er «uoppgitt/Svalbard» og ingen kommune (72 800 kroner)." in tekst
    assert "1201 Bergen" in tekst
    assert "inttilsk_1: Integreringstilskudd, år 1" in tekst
    assert not Utbetaling.objects.exists()
    assert klient.post(side, {"forhaandsvisning": skjult}).url == INDEX
    assert list(Utbetaling.objects.order_by("pk").values_list("kroner", flat=True)) == [1_000_000, 1_000_001]
    klient.post(side, {"forhaandsvisning": skjult})
    assert Utbetaling.objects.count() == 2
    igjen, skjult = forhaandsvis(klient, side)
    assert "Alle beløpene i filen er lest inn før" in igjen.content.decode()
    assert skjult is None


def test_the_preview_of_very_many_shows_the_first_and_saves_all(
    som, prosjektleder, side, halden, moss, monkeypatch
):
    monkeypatch.setattr(tilskudd, "VISTE_NYE", 2)
    klient = som(prosjektleder)
    svar, skjult = forhaandsvis(klient, side, FIL + "0104,2015,inttilsk_1,1\n0104,2014,inttilsk_1,2\n")
    assert svar.content.decode().count('<tr><th scope="row">') == 2
    assert "Tabellen viser de første 2. De 2 andre nye beløpene i filen lagres også." in svar.content.decode()
    klient.post(side, {"forhaandsvisning": skjult})
    assert Utbetaling.objects.filter(kommune=moss).count() == 2


def test_bad_lines_are_named_and_nothing_is_saved(som, prosjektleder, side, halden):
    svar, skjult = forhaandsvis(som(prosjektleder), side, FIL + "0101,2015,em_tilsk,mye\n0101,x,a,1\n")
    tekst = svar.content.decode()
    assert (svar.status_code, skjult) == (422, None)
    assert "Linje 6: «mye» er ikke et beløp i hele kroner." in tekst
    assert "Linje 7: «x» er ikke et år" in tekst
    assert not Utbetaling.objects.exists()


def test_what_others_saved_in_the_meantime_is_shown_again(som, prosjektleder, side, halden, ordning):
    _svar, skjult = forhaandsvis(som(prosjektleder), side)
    UtbetalingFactory(ordning=ordning, kommune=halden, kroner=3)
    svar = som(prosjektleder).post(side, {"forhaandsvisning": skjult})
    assert svar.status_code == 422
    assert "Noe er registrert etter at du åpnet forhåndsvisningen" in svar.content.decode()
    assert Utbetaling.objects.count() == 1


def test_a_broken_seal_saves_nothing(som, prosjektleder, side, halden):
    _svar, skjult = forhaandsvis(som(prosjektleder), side)
    svar = som(prosjektleder).post(side, {"forhaandsvisning": skjult[:-3] + "abc"})
    assert svar.status_code == 422
    assert "Forhåndsvisningen gjelder ikke lenger" in svar.content.decode()
    assert not Utbetaling.objects.exists()


@pytest.mark.parametrize("innhold", [b"\x00\x01", b"%PDF-1.7", b"PK\x03\x04xx", b"<html>"])
def test_what_is_no_table_is_refused_in_words(som, prosjektleder, side, innhold):
    svar = som(prosjektleder).post(side, {"fil": SimpleUploadedFile("x.csv", innhold)})
    assert svar.status_code == 422
    assert "ds-error-summary" in svar.content.decode()
