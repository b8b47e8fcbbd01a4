"""The pages of settled: the year's overview, the grid, corrections and the file, as each role meets them."""

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.anmodninger.factories import mange
from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import AnmodningFactory, BosattFactory, VedtakFactory
from vedtak.bosatte import rett
from vedtak.models import Bosatt

pytestmark = pytest.mark.django_db
URL = "/bosatte/2016/"
FEB = date(2016, 2, 29)


@pytest.fixture
def tall(halden, moss):
    """Halden: asked 30, decided 30, settled 4. Moss: asked 40, decided 20, no count."""
    AnmodningFactory(kommune=halden, totalt=30)
    VedtakFactory(kommune=halden, totalt=30)
    AnmodningFactory(kommune=moss, totalt=40)
    VedtakFactory(kommune=moss, totalt=20)
    return BosattFactory(kommune=halden)


def tekst(svar) -> str:
    return " ".join(svar.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_overview_shows_how_far_each_came_and_says_what_is_unknown(som, leser, tall):
    svar = som(leser).get(URL)
    liste = svar.context["liste"]
    assert [(rad.kommune.navn, rad.oppfyllelse.bosatt, rad.oppfyllelse.ubrukte) for rad in liste.rader] == [
        ("Halden", 4, 26),
        ("Moss", None, None),
    ]
    assert [kort["verdi"] for kort in svar.context["noekkeltall"]] == ["70", "50", "minst 4", "minst 26"]
    side = tekst(svar)
    assert '<td class="num">13 %</td>' in side
    assert "1 kommune mangler tall" in side
    assert "Før tall" not in side
    assert reverse("vedtak:bosatt-correct", args=[tall.pk]) not in side


@pytest.mark.parametrize("valg", ["", "?per=2016-02-01", "?per=2016-03-01&kjent=2016-03-01"])
def test_the_key_figures_open_to_rows_that_add_up_to_them(som, leser, tall, valg):
    klient = som(leser)
    for kort in klient.get(f"{URL}{valg}").context["noekkeltall"]:
        if kort["verdi"] == "–":
            assert not kort.get("url")
        else:
            assert klient.get(kort["url"]).context["tabell"].sum == kort["verdi"]


def test_the_two_clocks_choose_the_count(som, saksbehandler, tall):
    rett(by=saksbehandler, telling=tall, antall=6, kilde="IMDi", mottatt=date(2016, 3, 5), grunn="Feil.",
         dag=date(2016, 3, 9), noekkel=uuid4())  # fmt: skip
    klient = som(saksbehandler)

    def halden(valg=""):
        return klient.get(URL + valg).context["liste"].rader[0].oppfyllelse.bosatt

    assert (halden(), halden("?kjent=2016-03-04"), halden("?per=2016-02-28")) == (6, 4, None)


def test_the_export_says_what_the_page_says(som, leser, tall):
    svar = som(leser).get(f"{URL}eksport.csv")
    rader = list(csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";"))
    assert rader[1] == ["0101", "Halden", "Østfold", "30", "30", "4", "2016-02-29", "13", "26"]
    assert rader[2][5:] == ["", "", "", ""]
    assert rader[3][3:] == ["70", "50", "", "", "", ""]


@pytest.mark.parametrize("antall", [2, 60])
def test_the_overview_costs_the_same_at_every_size(
    som, saksbehandler, embete, antall, django_assert_num_queries
):
    for kommune in mange(embete, antall):
        BosattFactory(kommune=kommune)
    klient = som(saksbehandler)
    klient.get(URL)
    with django_assert_num_queries(10):
        klient.get(URL)


# ---------------------------------------------------------------- the grid


def post(klient, url=f"{URL}foer/", **felt):
    skjema = klient.get(url).context["form"]
    data = {
        "per_dato": "2016-02-29",
        "mottatt": "2016-03-09",
        "kilde": "IMDi",
        "noekkel": skjema["noekkel"].value(),
    }
    return klient.post(url, data | felt)


def test_counts_of_one_date_are_entered_for_many_and_a_blank_changes_nothing(
    som, saksbehandler, halden, moss
):
    klient = som(saksbehandler)
    svar = post(klient, **{f"bosatt-{halden.pk}": "1 204", f"bosatt-{moss.pk}": ""})
    assert (svar.status_code, svar.url) == (302, URL)
    rad = Bosatt.objects.get()
    assert (rad.kommune, rad.antall, rad.per_dato, rad.kilde) == (halden, 1204, FEB, "IMDi")
    assert "1 tall er lagret." in tekst(klient.get(URL))


def test_the_grid_shows_what_was_counted_last(som, saksbehandler, tall):
    side = som(saksbehandler).get(f"{URL}foer/")
    assert [(kommune.navn, sist and sist.antall) for kommune, _celle, sist in side.context["ark"].rader] == [
        ("Halden", 4),
        ("Moss", None),
    ]


@pytest.mark.parametrize(
    ("felt", "grunn"),
    [
        ({"per_dato": "2016-03-10"}, "10.03.2016 er i framtiden"),
        ({"per_dato": "2015-12-31"}, "før bosettingsåret"),
        ({"mottatt": "2016-02-01"}, "mottatt før datoen"),
        ({"kilde": ""}, "Skriv hvor tallene kommer fra."),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(som, saksbehandler, halden, felt, grunn):
    svar = post(som(saksbehandler), **{f"bosatt-{halden.pk}": "7"} | felt)
    assert svar.status_code == 422
    assert grunn in tekst(svar)
    assert 'value="7"' in svar.content.decode()
    assert not Bosatt.objects.exists()


@pytest.mark.parametrize(
    ("verdi", "grunn"), [("x", "bare siffer"), ("-1", "under 0"), ("", "Skriv minst ett tall")]
)
def test_a_cell_that_cannot_be_read_is_named(som, saksbehandler, halden, verdi, grunn):
    svar = post(som(saksbehandler), **{f"bosatt-{halden.pk}": verdi})
    assert svar.status_code == 422
    assert grunn in tekst(svar)


def test_a_date_that_has_a_number_leads_to_its_correction(som, saksbehandler, tall):
    svar = post(som(saksbehandler), **{f"bosatt-{tall.kommune_id}": "5"})
    assert svar.status_code == 422
    assert (
        f'<a href="{reverse("vedtak:bosatt-correct", args=[tall.pk])}">Rett tallet</a>'
        in svar.content.decode()
    )


def test_a_lower_number_is_asked_about_and_saved_when_confirmed(som, saksbehandler, halden):
    BosattFactory(kommune=halden, per_dato=date(2016, 1, 31), antall=9)
    klient = som(saksbehandler)
    svar = post(klient, **{f"bosatt-{halden.pk}": "5"})
    assert svar.status_code == 422
    assert "Halden: 5 er lavere enn 9 per 31.01.2016." in tekst(svar)
    assert post(klient, **{f"bosatt-{halden.pk}": "5", "bekreft_lavere": "on"}).status_code == 302
    assert Bosatt.objects.count() == 2


def test_only_the_embetes_own_municipalities_are_in_the_grid(som, nabosaksbehandler, halden, bergen):
    assert [
        kommune for kommune, _c, _s in som(nabosaksbehandler).get(f"{URL}foer/").context["ark"].rader
    ] == [bergen]
    post(som(nabosaksbehandler), **{f"bosatt-{halden.pk}": "5", f"bosatt-{bergen.pk}": "3"})
    assert [rad.kommune for rad in Bosatt.objects.all()] == [bergen]


# ---------------------------------------------------------------- corrections


def rettelse(klient, telling, **felt):
    url = reverse("vedtak:bosatt-correct", args=[telling.pk])
    skjema = klient.get(url).context["form"]
    data = {
        "handling": "rett",
        "antall": "6",
        "kilde": "IMDi",
        "mottatt": "2016-03-09",
        "grunn": "To var glemt.",
    }
    return klient.post(url, data | {"noekkel": skjema["noekkel"].value()} | felt)


def test_a_count_is_corrected_or_withdrawn_and_its_history_stands(som, saksbehandler, tall):
    klient = som(saksbehandler)
    assert rettelse(klient, tall).status_code == 302
    ny = Bosatt.objects.get(retter=tall)
    assert rettelse(klient, ny, handling="trekk", antall="", grunn="Gjaldt Moss.").status_code == 302
    trukket = Bosatt.objects.get(retter=ny)
    assert (ny.antall, trukket.antall) == (6, None)
    side = tekst(klient.get(reverse("vedtak:bosatt-correct", args=[trukket.pk])))
    assert side.index("Trukket tilbake") < side.index("6 bosatte") < side.index("4 bosatte")


def test_the_second_sees_both_numbers_and_keeps_what_she_typed(som, saksbehandler, prosjektleder, tall):
    url = reverse("vedtak:bosatt-correct", args=[tall.pk])
    klient = som(prosjektleder)
    skjema = klient.get(url).context["form"]
    data = {"handling": "rett", "antall": "5", "kilde": "KS", "mottatt": "2016-03-09", "grunn": "Min grunn."}
    assert rettelse(som(saksbehandler), tall).status_code == 302
    svar = som(prosjektleder).post(url, data | {"noekkel": skjema["noekkel"].value()})
    assert svar.status_code == 422
    side = tekst(svar)
    assert "Siri Saksbehandler rettet det til 6" in side
    assert "«To var glemt.»" in side
    assert "<dd>5</dd>" in side
    assert "<dd>Min grunn.</dd>" in side
    assert Bosatt.objects.count() == 2


def test_who_only_reads_in_the_municipalitys_embete_may_not_correct(som, embete, naboembete, tall):
    delt = BrukerFactory(tilgang={"rolle": "leser", "embete": embete})
    delt.tilganger.create(rolle="saksbehandler", embete=naboembete, fra=date(2000, 1, 1))
    assert som(delt).get(reverse("vedtak:bosatt-correct", args=[tall.pk])).status_code == 403


# ---------------------------------------------------------------- the file

HODE = "kommune_nr;aar;per_dato;bosatt\n"


def send(klient, innhold, **felt):
    fil = SimpleUploadedFile("bosatte.csv", innhold.encode())
    return klient.post("/bosatte/les-inn/", {"fil": fil, "mottatt": "2016-03-09", "kilde": "IMDi"} | felt)


def test_a_file_is_shown_before_it_is_saved_and_saved_once(som, saksbehandler, tall, moss, bergen):
    klient = som(saksbehandler)
    svar = send(
        klient,
        f"{HODE}0101;2016;2016-02-29;4\n0104;2016;2016-02-29;3\n1201;2016;2016-02-29;9\n9999;2016;2016-02-29;1\n",
    )
    assert Bosatt.objects.count() == 1
    side = tekst(svar)
    assert "1 tall er ført fra før." in side
    assert "1 linje gjelder en kommune utenfor embetet" in side
    assert "Linje 5: 9999 er «uoppgitt/Svalbard»" in side
    for _gang in range(2):
        lagret = klient.post("/bosatte/les-inn/", {"forhaandsvisning": svar.context["forhaandsvisning"]})
        assert (lagret.status_code, lagret.url) == (302, URL)
    ny = Bosatt.objects.exclude(pk=tall.pk).get()
    assert (ny.kommune, ny.antall, ny.kilde) == (moss, 3, "IMDi (bosatte.csv)")


@pytest.mark.parametrize(
    ("linje", "grunn"),
    [
        ("0101;2016;2016-02-29;5", "Linje 2: 0101 Halden: Det er ført 4 for 29.02.2016."),
        ("0101;2016;2016-03-31;5", "Linje 2: 31.03.2016 er i framtiden"),
        ("0101;2016;2015-12-31;5", "Linje 2: 31.12.2015 er før bosettingsåret 2016 begynte."),
        ("0101;2016;2016-02-29;x", "Linje 2: «x» i kolonnen bosatt"),
        ("0199;2016;2016-02-29;5", "Linje 2: Kommune 0199 finnes ikke i registeret."),
        ("0104;2016;2016-02-29;5\n0104;2016;2016-02-29;5", "Linje 3: Kommunen står to ganger"),
        ("11;2016;2016-02-29;5", "Linje 2: «11» er ikke et kommunenummer"),
    ],
)
def test_every_bad_line_is_told_with_number_and_cause_and_nothing_is_saved(
    som, saksbehandler, tall, moss, linje, grunn
):
    svar = send(som(saksbehandler), HODE + linje + "\n0104;2016;2016-01-31;1\n")
    assert svar.status_code == 422
    assert grunn in tekst(svar)
    assert Bosatt.objects.count() == 1


def test_year_and_date_may_stand_beside_the_file(som, saksbehandler, halden):
    klient = som(saksbehandler)
    uten = "Kommunenummer;Bosatt\n0101;4\n"
    assert "Oppgi bosettingsåret" in tekst(send(klient, uten))
    assert "Oppgi datoen" in tekst(send(klient, uten, aar="2016"))
    assert "La feltet stå tomt" in tekst(send(klient, HODE + "0101;2016;2016-02-29;4\n", aar="2016"))
    (ny,) = send(klient, uten, aar="2016", per_dato="2016-02-29").context["resultat"].nye
    assert (ny.aar, ny.per_dato, ny.antall) == (2016, FEB, 4)


def test_a_lower_number_in_a_file_is_a_warning_to_confirm(som, saksbehandler, tall):
    svar = send(som(saksbehandler), f"{HODE}0101;2016;2016-03-01;3\n")
    assert svar.status_code == 200
    assert "Linje 2: Halden: 3 er lavere enn 4 per 29.02.2016." in tekst(svar)
    assert "Tallene er riktige, lagre dem" in tekst(svar)


def test_the_dates_of_a_file_are_compared_with_each_other(som, saksbehandler, halden):
    svar = send(som(saksbehandler), f"{HODE}0101;2016;2016-02-29;3\n0101;2016;2016-01-31;5\n")
    assert svar.context["lavere"] == [(2, "Halden: 3 er lavere enn 5 per 31.01.2016.")]


def test_what_somebody_registers_between_preview_and_saving_is_shown(som, saksbehandler, halden, moss):
    klient = som(saksbehandler)
    svar = send(klient, f"{HODE}0101;2016;2016-02-29;4\n0104;2016;2016-02-29;3\n")
    BosattFactory(kommune=halden)
    lagret = klient.post("/bosatte/les-inn/", {"forhaandsvisning": svar.context["forhaandsvisning"]})
    assert lagret.status_code == 422
    assert "Noe er registrert etter at du åpnet forhåndsvisningen" in tekst(lagret)
    assert Bosatt.objects.count() == 1


def test_a_seal_of_another_person_saves_nothing(som, saksbehandler, prosjektleder, halden):
    svar = send(som(saksbehandler), f"{HODE}0101;2016;2016-02-29;4\n")
    lagret = som(prosjektleder).post(
        "/bosatte/les-inn/", {"forhaandsvisning": svar.context["forhaandsvisning"]}
    )
    assert lagret.status_code == 422
    assert not Bosatt.objects.exists()
