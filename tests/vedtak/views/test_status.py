"""The status page as its readers see it: figures, clocks, filters, order, export, access, cost."""

import csv
import html
import io
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from anmodninger.actions import registrer_sendt_runde
from bosetting.felles.dag import naa
from bosetting.kommuner.models import Fylke, Kommune
from tests.brukere.factories import BrukerFactory, EmbeteFactory
from tests.kommuner.factories import KommuneFactory
from vedtak import tables
from vedtak.models import Vedtak, Vilkaar

pytestmark = pytest.mark.django_db
URL = "/status/2016/"


@pytest.fixture
def fredrikstad(embete):
    return KommuneFactory(nr="0106", navn="Fredrikstad")


@pytest.fixture
def runde(embete, halden, moss, fredrikstad):
    return registrer_sendt_runde(
        by=None, embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), svarfrist=date(2015, 12, 31),
        avsender="Fylkesmannen", linjer=[(halden, 30, 5, ""), (moss, 40, None, ""), (fredrikstad, 90, 10, "")],
    )  # fmt: skip


def vedta(kommune, totalt, em=None, *, mottatt=date(2016, 1, 15), **felt):
    return Vedtak.objects.create(kommune=kommune, aar=2016, totalt=totalt, em=em, mottatt=mottatt,
                                 registrert_at=naa(), **felt)  # fmt: skip


@pytest.fixture
def svar(runde, moss, fredrikstad):
    """Moss decides too few, Fredrikstad more than asked; Halden has not answered."""
    return vedta(moss, 25), vedta(
        fredrikstad, 105, 10, vedtaksdato=date(2016, 1, 10), mottatt=date(2016, 2, 20)
    )


def celler(tekst: str) -> dict[str, list[str]]:
    """Return the words of each row of the big table by municipality."""
    from html.parser import HTMLParser

    class Leser(HTMLParser):
        def __init__(self):
            super().__init__()
            self.rader, self.rad, self.inne = [], None, 0

        def handle_starttag(self, tag, attrs):
            klasse = dict(attrs).get("class") or ""
            if tag == "table":
                self.inne = "statustabell" in klasse
            elif tag == "tr" and self.inne:
                self.rad = []
            elif tag in ("td", "th") and self.inne and self.rad is not None:
                self.rad.append("")

        def handle_endtag(self, tag):
            if tag == "tr" and self.inne and self.rad:
                self.rader.append([" ".join(celle.split()) for celle in self.rad])

        def handle_data(self, data):
            if self.inne and self.rad:
                self.rad[-1] += data

    leser = Leser()
    leser.feed(tekst)
    return {rad[0]: rad[1:] for rad in leser.rader}


def hent(som, bruker, url=URL):
    return celler(som(bruker).get(url).content.decode())


def test_each_municipality_shows_requested_decided_gap_answers_deadline_and_days_over(
    som, saksbehandler, svar
):
    rader = hent(som, saksbehandler)
    ukjent = "–ukjent"
    assert rader["Halden"] == [
        "30",
        "25",
        "5",
        *[ukjent] * 3,
        "30",
        "25",
        "5",
        *["Ikke svart"] * 3,
        "",
        "31.12.2015",
        "69",
    ]
    assert rader["Moss"][:9] == ["40", ukjent, ukjent, "25", ukjent, ukjent, "15", ukjent, ukjent]
    assert rader["Moss"][9:12] == ["Delvis", "Ukjent", "Ukjent"]
    assert rader["Fredrikstad"][9:12] == ["Mer", "Mer", "Fullt"]


def test_conditions_stand_in_short_words_and_whole_in_the_export(som, saksbehandler, svar):
    for type_, _ord in Vilkaar.TYPER:
        Vilkaar.objects.create(vedtak=svar[0], type=type_)
    korte = "Barnefamilier, Gjenforening, EM på nytt, Bolig, Forsøk, Økonomi, Annet"
    assert hent(som, saksbehandler)["Moss"][12] == korte
    assert (
        "enslige mindreårige vurderes på nytt" in som(saksbehandler).get(f"{URL}eksport.csv").content.decode()
    )


def test_the_sum_row_shows_the_real_gap_and_says_when_a_part_is_unknown(som, saksbehandler, svar):
    rader = hent(som, saksbehandler)
    assert rader["Sum"][:9] == [
        "160",
        "minst 105",
        "minst 15",
        "130",
        "minst 95",
        "minst 10",
        "45",
        "minst 25",
        "minst 5",
    ]


def test_key_figures_tell_net_gap_and_unanswered(som, saksbehandler, svar):
    tall = som(saksbehandler).get(URL).context["noekkeltall"]
    assert [(ett["tekst"], ett["verdi"]) for ett in tall] == [
        ("Anmodet", 160), ("Vedtatt", 130), ("Netto differanse", 30), ("Udekket", 45), ("Har svart", 2)
    ]  # fmt: skip
    assert tall[3]["note"] == "av dette 30 uten svar"


def test_two_clocks_are_chosen_in_the_address(som, saksbehandler, svar):
    per = f"{URL}?per=2016-01-20"
    assert hent(som, saksbehandler, per)["Fredrikstad"][3] == "E etterregistrert 105"
    assert hent(som, saksbehandler, f"{per}&kjent=2016-01-20")["Fredrikstad"][3] == "–ukjent"
    assert (
        "slik vi visste det 20. januar 2016"
        in som(saksbehandler).get(f"{per}&kjent=2016-01-20").content.decode()
    )


@pytest.mark.parametrize(
    ("filter", "viser"),
    [
        ("q=mos", {"Moss"}),
        ("q=0106", {"Fredrikstad"}),
        ("svar=ikke_svart", {"Halden"}),
        ("svar=ukjent&gruppe=em", {"Moss"}),
        ("svar=fullt&gruppe=em", {"Fredrikstad"}),
        ("vilkaar=alle", {"Fredrikstad"}),
        ("vilkaar=bolig", {"Fredrikstad"}),
        ("vilkaar=annet", set()),
    ],
)
def test_filters_narrow_the_rows_and_the_sums_follow(som, saksbehandler, svar, filter, viser):
    Vilkaar.objects.create(vedtak=svar[1], type="bolig")
    side = som(saksbehandler).get(f"{URL}?{filter}")
    vist = set(celler(side.content.decode())) & {"Halden", "Moss", "Fredrikstad"}
    assert vist == viser
    assert side.context["liste"].summer["totalt"].anmodet.kjent == sum(
        {"Halden": 30, "Moss": 40, "Fredrikstad": 90}[navn] for navn in viser
    )


@pytest.mark.parametrize(
    ("sorter", "ventet"),
    [
        ("", ["Fredrikstad", "Halden", "Moss"]),
        ("-kommune", ["Moss", "Halden", "Fredrikstad"]),
        ("-udekket-totalt", ["Halden", "Moss", "Fredrikstad"]),
        ("vedtatt-totalt", ["Moss", "Fredrikstad", "Halden"]),
        ("-vedtatt-totalt", ["Fredrikstad", "Moss", "Halden"]),
        ("tull", ["Fredrikstad", "Halden", "Moss"]),
    ],
)
def test_columns_sort_both_ways_with_unknown_last(som, saksbehandler, svar, sorter, ventet):
    side = som(saksbehandler).get(f"{URL}?sorter={sorter}")
    assert [rad.navn for rad in side.context["rader"]] == ventet


def test_the_filter_form_keeps_the_order(som, saksbehandler, svar):
    leser, felt = (
        som(saksbehandler),
        '<input type="hidden" name="sorter" value="-udekket-totalt" form="filter">',
    )
    assert felt in leser.get(f"{URL}?sorter=-udekket-totalt").content.decode()
    bit = leser.get(f"{URL}?sorter=-udekket-totalt", headers={"HX-Request": "true"}).content.decode()
    assert felt in bit
    assert 'name="sorter"' not in leser.get(URL).content.decode()


def test_a_wrong_date_is_told_and_not_used(som, saksbehandler, svar):
    side = som(saksbehandler).get(f"{URL}?per=tull").content.decode()
    assert "Noe i filteret er feil" in side
    assert 'value="tull"' in side
    assert "Per 9. mars 2016" in side


def test_the_fragment_is_the_same_html_as_in_the_page(som, saksbehandler, svar):
    leser = som(saksbehandler)
    hel = leser.get(f"{URL}?svar=delvis").content.decode()
    bit = leser.get(f"{URL}?svar=delvis", headers={"HX-Request": "true"}).content.decode()
    treff, resten = bit.split("</p>", 1)
    assert treff == '<p id="treff" hx-swap-oob="innerHTML">Viser 1 av 3 kommuner'
    assert resten.strip() in hel


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_export_is_what_is_shown(som, saksbehandler, svar, format):
    svaret = som(saksbehandler).get(f"/status/2016/eksport.{format}?svar=delvis")
    assert f'filename="status-2016-per-2016-03-09.{format}"' in svaret["Content-Disposition"]
    if format == "csv":
        hode, *rader = csv.reader(io.StringIO(svaret.content.decode("utf-8-sig")), delimiter=";")
        assert rader[0][:7] == ["0104", "Moss", "Østfold", "40", "", "", "25"]
        assert [rad[0] for rad in rader] == ["0104", "Sum"]
    else:
        rader = CalamineWorkbook.from_filelike(io.BytesIO(svaret.content)).get_sheet_by_index(0).to_python()
        assert rader[1][0] == "Per 9. mars 2016, slik vi vet det nå"
        assert rader[2][0] == "Utvalg – Svar: Delvis (totalt)"
        assert rader[-2][:7] == ["0104", "Moss", "Østfold", 40, "", "", 25]


@pytest.mark.parametrize(
    "valg",
    [
        "",
        "?per=2016-01-20",
        "?per=2016-01-20&kjent=2016-01-20",
        "?svar=delvis",
        "?struktur=dato&strukturdato=2024-01-01",
    ],
)
def test_every_figure_opens_to_rows_that_add_up_to_it(som, saksbehandler, svar, valg):
    leser = som(saksbehandler)
    side = leser.get(f"{URL}{valg}").content.decode()
    lenker = re.findall(r'href="(kilder/[^"]+)">(?:<span aria-hidden="true">)?([^<]+)<', side)
    assert len(lenker) >= 15
    tabellene = side[side.index("statustabell") : side.index("Kommunenes svar")]
    assert not re.findall(r'<td class="num(?! mangel">)[^"]*">(?:<span[^>]*>)?\d', tabellene)
    for adresse, tekst in lenker:
        kilder = leser.get(f"{URL}{html.unescape(adresse)}")
        assert kilder.status_code == 200
        if not tekst.strip()[0].isalpha() or tekst.startswith(
            "minst"
        ):  # the rest are words about several figures
            assert kilder.context["tabell"].sum == tekst, adresse


@pytest.mark.parametrize("valg", ["", "?struktur=dato&strukturdato=2024-01-01"])
def test_what_is_unknown_is_no_link(som, saksbehandler, svar, valg):
    side = som(saksbehandler).get(f"{URL}{valg}").content.decode()
    assert '<span aria-hidden="true">–</span>' in side
    assert not re.search('kilder/[^"]+"><span aria-hidden="true">–', side)


def test_the_trace_leads_on_to_the_round_and_the_answer(som, saksbehandler, runde, svar):
    side = som(saksbehandler).get(f"{URL}kilder/?tall=udekket.totalt&kommune=0104").content.decode()
    assert reverse("anmodninger:runde-show", args=[runde.pk]) in side
    assert reverse("vedtak:vedtak-show", args=[svar[0].pk]) in side


def test_in_a_long_list_one_link_opens_the_three_groups(som, saksbehandler, svar, monkeypatch):
    monkeypatch.setattr(tables, "LENKE_I_HVER_CELLE", 2)
    side = som(saksbehandler).get(URL).content.decode()
    assert "statustabell--stor" in side
    assert len(re.findall('kilder/[^"]+kommune=0104', side)) == 3


def test_the_front_page_of_status_is_the_latest_year_asked_for(som, saksbehandler, runde):
    assert som(saksbehandler).get("/status/").url == URL


def test_without_rounds_the_page_says_so(som, saksbehandler):
    assert "Ingen anmodninger ennå" in som(saksbehandler).get("/status/").content.decode()


def test_a_neighbouring_embete_sees_none_of_our_municipalities(som, nabosaksbehandler, bergen, svar):
    assert set(hent(som, nabosaksbehandler)) & {"Halden", "Moss", "Fredrikstad"} == set()
    assert "Halden" not in som(nabosaksbehandler).get("/status/2016/eksport.csv").content.decode()


@pytest.mark.parametrize("side", [URL, "/status/", "/status/2016/eksport.csv"])
def test_who_may_open_it(
    client, som, side, leser, prosjektleder, kontaktperson, systemansvarlig, uten_rolle, runde
):
    assert client.get(side).url.startswith("/konto/logg-inn/")
    for bruker in (leser, prosjektleder):
        assert som(bruker).get(side).status_code in (200, 302)
    for bruker in (kontaktperson, systemansvarlig, uten_rolle):
        assert som(bruker).get(side).status_code == 403


@pytest.mark.parametrize("side", ["/status/99/", "/status/2016/eksport.exe"])
def test_what_does_not_exist_is_404(som, saksbehandler, side):
    assert som(saksbehandler).get(side).status_code == 404


@pytest.mark.parametrize("antall", [3, 120])
def test_the_number_of_queries_does_not_grow_with_the_municipalities(
    som, saksbehandler, embete, svar, antall, django_assert_num_queries
):
    for nr in range(antall - 3):
        KommuneFactory(nr=f"{1200 + nr}", navn=f"K{nr}", fylke=embete.fylker.get())
    registrer_sendt_runde(
        by=None, embete=embete, aar=2016, sendt_dato=date(2015, 12, 1), avsender="Fylkesmannen",
        linjer=[(kommune, 10, 2, "") for kommune in Kommune.objects.all()],
    )  # fmt: skip
    leser = som(saksbehandler)
    leser.get(URL)
    with django_assert_num_queries(8):
        leser.get(URL)


def test_428_municipalities_and_five_years_of_real_data_cost_the_same(
    som, shared_data, django_assert_num_queries
):
    kommuner, imdi = (
        str(shared_data / navn) for navn in ("kommuner_2015.csv", "bosetting_imdi_2012_2016.csv")
    )
    call_command("import_kommuner", kommuner=kommuner, stdout=io.StringIO(), stderr=io.StringIO())
    call_command("import_imdi", imdi, stdout=io.StringIO(), stderr=io.StringIO())
    landet = EmbeteFactory(omraade="hele landet", fylker=tuple(Fylke.objects.values_list("nr", flat=True)))
    leser = som(BrukerFactory(tilgang={"rolle": "leser", "embete": landet}))
    leser.get(URL)
    for aar in range(2012, 2017):
        with django_assert_num_queries(8):
            side = leser.get(f"/status/{aar}/")
        assert len(side.context["rader"]) == 428
    assert side.context["sumlinjer"][0].summer[1].tekst == "15\N{NO-BREAK SPACE}853"
