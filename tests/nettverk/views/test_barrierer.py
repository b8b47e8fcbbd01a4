"""Pages of barriers, kinds and instruments."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Barriere, Barriereslag, Barrieretiltak, Virkemiddel
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.barrierefactories import BarriereFactory, SlagFactory, TiltakFactory, VirkemiddelFactory

pytestmark = pytest.mark.django_db
INDEX, LISTE = "/nettverk/barrierer/", "/nettverk/barrierer/liste/"


@pytest.fixture
def bolig(embete):
    return SlagFactory(embete=embete, navn="Bolig")


@pytest.fixture
def oekonomi(embete):
    return SlagFactory(embete=embete, navn="Økonomi", rekkefoelge=2)


def felt(slag, kommune, **endret):
    return {
        "noekkel": uuid.uuid4(), "kommune": kommune.pk, "slag": slag.pk, "dato": "2016-02-01", "hvor": "moete",
        "beskrivelse": "For få boliger", "notat": "Sagt i fortrolighet", "kilde": "Referat 01.02.2016",
    } | endret  # fmt: skip


def rader(svar, tabell=0) -> list[list[str]]:
    """Return the cells of one table's body and foot."""
    deler = re.findall(r"<table.*?</table>", svar.content.decode(), re.DOTALL)[tabell]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", celle).split())
            for celle in re.findall(r"<t[hd][ >].*?</t[hd]>", rad, re.DOTALL)
        ]
        for rad in re.findall(r"<tr>.*?</tr>|<tr class.*?</tr>", deler.split("</thead>")[1], re.DOTALL)
    ]


def test_the_matrix_shows_how_each_kind_stands_in_each_municipality(
    som, leser, halden, moss, bolig, oekonomi
):
    BarriereFactory(slag=bolig, kommune=halden)
    TiltakFactory(barriere__slag=oekonomi, barriere__kommune=halden)
    BarriereFactory(slag=bolig, kommune=moss, lukket_dato=date(2016, 1, 1))
    svar = som(leser).get(INDEX)
    assert rader(svar) == [
        ["Halden", "ikke møtt", "møtt", "2"],
        ["Moss", "lukket", "", "0"],
        ["Kommuner", "1 1 ikke møtt", "1", "2"],
    ]
    assert rader(som(leser).get(INDEX, {"per": "2015-12-31"}))[1] == ["Moss", "ikke møtt", "", "1"]
    assert rader(som(leser).get(INDEX, {"per": "2015-10-15"}))[0] == ["Halden", "ikke møtt", "ikke møtt", "2"]
    assert rader(som(leser).get(INDEX, {"per": "2015-09-30"}))[0] == ["Halden", "", "", "0"]


@pytest.mark.parametrize(
    ("valg", "navn"),
    [
        ({}, ["Halden", "Moss", "Rygge"]),
        ({"vis": "staar"}, ["Halden", "Moss"]),
        ({"vis": "aapen"}, ["Moss"]),
        ({"sorter": "nr"}, ["Halden", "Moss", "Rygge"]),
        ({"sorter": "-staar"}, ["Moss", "Halden", "Rygge"]),
    ],
)
def test_rows_of_the_matrix_are_narrowed_and_sorted(som, leser, halden, moss, bolig, oekonomi, valg, navn):
    KommuneFactory(nr="0136", navn="Rygge")
    TiltakFactory(barriere__slag=bolig, barriere__kommune=halden)
    for slag in (bolig, oekonomi):
        BarriereFactory(slag=slag, kommune=moss)
    assert [rad[0] for rad in rader(som(leser).get(INDEX, valg))[:-1]] == navn


def test_what_is_not_met_stands_with_what_may_help(som, leser, halden, moss, bolig):
    VirkemiddelFactory(embete=bolig.embete, navn="Husbankens tilskudd", hjelper_mot=[bolig])
    VirkemiddelFactory(embete=bolig.embete, navn="Slutt", hjelper_mot=[bolig], til=date(2016, 1, 1))
    for kommune in (halden, moss):
        BarriereFactory(slag=bolig, kommune=kommune)
    assert rader(som(leser).get(INDEX), 1) == [["Bolig", "2", "2", "Halden og Moss", "Husbankens tilskudd"]]


def test_the_tertial_of_the_day_is_counted(som, leser, halden, bolig):
    TiltakFactory(
        barriere__slag=bolig, barriere__kommune=halden, barriere__dato=date(2016, 1, 8), dato=date(2016, 2, 1)
    )
    BarriereFactory(slag=bolig, kommune=halden, dato=date(2015, 12, 31), lukket_dato=date(2016, 3, 1))
    assert rader(som(leser).get(INDEX), 2) == [
        ["Bolig", "1", "1", "1", "1", "0"],
        ["Sum", "1", "1", "1", "1", "0"],
    ]


def test_a_municipality_that_is_gone_stays_while_its_barrier_stands(som, leser, halden, bolig):
    borte = KommuneFactory(nr="0199", navn="Borte", til=date(2016, 1, 1))
    BarriereFactory(slag=bolig, kommune=borte)
    assert [rad[0] for rad in rader(som(leser).get(INDEX))] == [
        "Borte tidligere kommune",
        "Halden",
        "Kommuner",
    ]
    Barriere.objects.update(lukket_dato=date(2016, 1, 1))
    assert [rad[0] for rad in rader(som(leser).get(INDEX))] == ["Halden", "Kommuner"]


def test_a_cell_leads_to_its_barrier_or_to_the_list_of_several(som, leser, halden, bolig, oekonomi):
    ene = BarriereFactory(slag=bolig, kommune=halden)
    BarriereFactory(slag=oekonomi, kommune=halden)
    siste = BarriereFactory(slag=oekonomi, kommune=halden, dato=date(2015, 12, 1))
    tabell, liste = som(leser).get(INDEX).content.decode().split('<ul class="kortliste matrise-liste">')
    flere = f"{LISTE}?kommune={halden.pk}&amp;slag={oekonomi.pk}"
    assert f'<td class="matrise__aapen"><a href="{ene.get_absolute_url()}">ikke møtt</a></td>' in tabell
    assert f'<td class="matrise__aapen"><a href="{flere}">ikke møtt</a></td>' in tabell
    assert f'<a href="{ene.get_absolute_url()}">Bolig</a>' in liste
    assert f'<a href="{siste.get_absolute_url()}">Økonomi</a>' in liste


@pytest.mark.parametrize("antall", [1, 12])
def test_the_pages_cost_the_same_however_much_there_is(som, leser, bolig, antall, django_assert_num_queries):
    for nr in range(antall):
        slag = SlagFactory(embete=bolig.embete)
        tiltak = TiltakFactory(barriere__slag=slag, barriere__kommune__nr=f"01{nr:02d}")
        tiltak.virkemiddel.hjelper_mot.add(slag)
    klient = som(leser)
    with django_assert_num_queries(14):
        klient.get(INDEX)
    with django_assert_num_queries(13):
        klient.get("/nettverk/barrierer/matrise.xlsx")
    with django_assert_num_queries(10):
        klient.get(LISTE)
    with django_assert_num_queries(8):
        klient.get(reverse("nettverk:virkemiddel-index"))


def test_a_kontaktperson_sees_and_reports_for_her_own(som, kontaktperson, halden, moss, bolig):
    SlagFactory(embete=bolig.embete, navn="Utgått", i_bruk=False)
    BarriereFactory(slag=bolig, kommune=moss, beskrivelse="Hos naboen")
    klient = som(kontaktperson)
    assert "Hos naboen" not in klient.get(INDEX).content.decode()
    assert "Ingen barrierer ennå" in klient.get(INDEX).content.decode()
    side = reverse("nettverk:barriere-create")
    skjema = klient.get(side).content.decode()
    assert "Utgått" not in skjema
    assert 'name="notat"' not in skjema
    assert f'type="hidden" name="kommune" value="{halden.pk}"' in skjema
    svar = klient.post(side, felt(bolig, halden))
    barriere = Barriere.objects.get(kommune=halden)
    assert svar.url == barriere.get_absolute_url()
    assert (barriere.fra_kommunen, barriere.hvor, barriere.notat) == (True, "kommunen", "")
    assert klient.post(side, felt(bolig, moss)).status_code == 422
    assert "For få boliger" in klient.get(svar.url).content.decode()


def test_a_kontaktperson_changes_what_her_municipality_reported_and_nothing_else(
    som, kontaktperson, halden, moss, bolig
):
    egen = BarriereFactory(slag=bolig, kommune=halden, fra_kommunen=True)
    embetets = BarriereFactory(slag=bolig, kommune=halden, notat="Ikke til kommunen")
    naboens = BarriereFactory(slag=bolig, kommune=moss, fra_kommunen=True)
    klient = som(kontaktperson)
    for verb in ("edit", "close"):
        assert klient.get(reverse(f"nettverk:barriere-{verb}", args=[egen.pk])).status_code == 200
        assert klient.get(reverse(f"nettverk:barriere-{verb}", args=[embetets.pk])).status_code == 403
        assert klient.get(reverse(f"nettverk:barriere-{verb}", args=[naboens.pk])).status_code == 404
    assert "Ikke til kommunen" not in klient.get(embetets.get_absolute_url()).content.decode()
    assert "Ikke til kommunen" not in klient.get("/nettverk/barrierer/liste/eksport.csv").content.decode()


def test_staff_enter_a_barrier_once_with_its_note(som, saksbehandler, leser, halden, bolig):
    side, data = reverse("nettverk:barriere-create"), felt(bolig, halden)
    klient = som(saksbehandler)
    assert (
        klient.post(side, data).url
        == klient.post(side, data).url
        == Barriere.objects.get().get_absolute_url()
    )
    assert Hendelse.objects.get().handling == "meldte barriere"
    assert "Sagt i fortrolighet" in klient.get(Barriere.objects.get().get_absolute_url()).content.decode()
    assert "Sagt i fortrolighet" in klient.get("/nettverk/barrierer/liste/eksport.csv").content.decode()
    klient = som(leser)
    assert klient.post(side, felt(bolig, halden)).status_code == 403
    assert "Sagt i fortrolighet" not in klient.get(Barriere.objects.get().get_absolute_url()).content.decode()
    assert "Sagt i fortrolighet" not in klient.get("/nettverk/barrierer/liste/eksport.csv").content.decode()


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"dato": "2016-03-10"}, "Datoen er fram i tid."),
        ({"dato": "1830-01-01"}, "Kommunen fantes ikke den dagen"),
        ({"slag": ""}, "Hva står i veien? Feltet er påkrevet."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_lost(som, saksbehandler, halden, bolig, feil, grunn):
    svar = som(saksbehandler).post(reverse("nettverk:barriere-create"), felt(bolig, halden) | feil)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "For få boliger" in svar.content.decode()
    assert not Barriere.objects.exists()


def test_a_kind_of_another_embete_is_refused(som, saksbehandler, halden, naboembete):
    fremmed = SlagFactory(embete=naboembete)
    assert (
        som(saksbehandler).post(reverse("nettverk:barriere-create"), felt(fremmed, halden)).status_code == 422
    )


def test_two_who_change_the_same_barrier_lose_nothing(som, saksbehandler, halden, bolig):
    barriere = BarriereFactory(slag=bolig, kommune=halden)
    side = reverse("nettverk:barriere-edit", args=[barriere.pk])
    klient = som(saksbehandler)
    assert klient.post(side, felt(bolig, halden, versjon=1, beskrivelse="Den første")).status_code == 302
    svar = klient.post(side, felt(bolig, halden, versjon=1, beskrivelse="Den andre"))
    assert svar.status_code == 422
    assert "har lagret etter at du åpnet siden" in svar.content.decode()
    assert "Den første" in svar.content.decode()
    assert ">\nDen andre</textarea>" in svar.content.decode()
    assert klient.post(side, felt(bolig, halden, versjon=2, beskrivelse="Den andre")).status_code == 302
    barriere.refresh_from_db()
    assert (barriere.beskrivelse, barriere.versjon) == ("Den andre", 3)


def test_a_barrier_is_met_closed_and_opened_again(som, saksbehandler, halden, bolig):
    barriere = BarriereFactory(slag=bolig, kommune=halden)
    virkemiddel = VirkemiddelFactory(embete=bolig.embete, navn="Startlån", hjelper_mot=[bolig])
    klient = som(saksbehandler)
    assert "Startlån" in klient.get(barriere.get_absolute_url()).content.decode()
    ny = reverse("nettverk:barrieretiltak-create", args=[barriere.pk])
    assert "Passer mot denne barrieren" in klient.get(ny).content.decode()
    data = {"noekkel": uuid.uuid4(), "virkemiddel": virkemiddel.pk, "dato": "2016-02-01", "merknad": ""}
    assert klient.post(ny, data).url == klient.post(ny, data).url == barriere.get_absolute_url()
    assert klient.post(ny, data | {"noekkel": uuid.uuid4()}).status_code == 422
    assert rader(klient.get(INDEX))[0][1] == "møtt"
    lukk = reverse("nettverk:barriere-close", args=[barriere.pk])
    svar = klient.post(lukk, {"versjon": 1, "lukket_dato": "2016-01-31", "lukket_grunn": "Bygget"})
    assert "Et virkemiddel ble tatt i bruk 01.02.2016" in svar.content.decode()
    assert (
        klient.post(lukk, {"versjon": 1, "lukket_dato": "2016-03-01", "lukket_grunn": "Bygget"}).status_code
        == 302
    )
    assert rader(klient.get(INDEX))[0][1] == "lukket"
    klient.post(reverse("nettverk:barriere-reopen", args=[barriere.pk]))
    assert rader(klient.get(INDEX))[0][1] == "møtt"
    klient.post(reverse("nettverk:barrieretiltak-remove", args=[Barrieretiltak.objects.get().pk]))
    assert rader(klient.get(INDEX))[0][1] == "ikke møtt"
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        "tok i bruk virkemiddel", "lukket barriere", "åpnet barriere igjen", "fjernet virkemiddel mot barriere",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"tilstand": "aapen"}, {"Moss"}),
        ({"tilstand": "moett"}, {"Halden"}),
        ({"tilstand": "lukket"}, {"Rygge"}),
        ({"q": "halden"}, {"Halden"}),
        ({"hvor": "kartlegging"}, {"Rygge"}),
        ({"til": "2015-09-01"}, {"Rygge"}),
        ({"fra": "2015-09-02"}, {"Halden", "Moss"}),
        ({"q": "finnes ikke"}, set()),
    ],
)
def test_the_list_is_narrowed_and_the_export_is_the_same(som, leser, halden, moss, bolig, valg, treff):
    rygge = KommuneFactory(nr="0136", navn="Rygge")
    TiltakFactory(barriere__slag=bolig, barriere__kommune=halden)
    BarriereFactory(slag=bolig, kommune=moss)
    BarriereFactory(
        slag=bolig, kommune=rygge, dato=date(2015, 9, 1), lukket_dato=date(2016, 1, 1), hvor="kartlegging"
    )
    svar = som(leser).get(LISTE, valg)
    assert (
        {rad[1] for rad in rader(svar)} == treff
        if treff
        else "Ingen barrierer passer" in svar.content.decode()
    )
    csv = som(leser).get("/nettverk/barrierer/liste/eksport.csv", valg).content.decode()
    assert {navn for navn in ("Halden", "Moss", "Rygge") if f";{navn};" in csv} == treff
    assert som(leser).get("/nettverk/barrierer/liste/eksport.pdf", valg).status_code == 404


def test_the_list_is_sorted_and_paged(som, leser, bolig):
    for nr in range(26):
        BarriereFactory(slag=bolig, kommune=KommuneFactory(nr=f"01{nr:02d}", navn=f"K{nr:02d}"))
    navn = [rad[1] for rad in rader(som(leser).get(LISTE, {"sort": "kommune"}))]
    assert navn == [f"K{nr:02d}" for nr in range(25)]
    assert [rad[1] for rad in rader(som(leser).get(LISTE, {"sort": "kommune", "page": 2}))] == ["K25"]


def test_the_matrix_goes_out_with_what_it_rests_on(som, leser, halden, bolig):
    BarriereFactory(slag=bolig, kommune=halden)
    csv = som(leser).get("/nettverk/barrierer/matrise.csv").content.decode("utf-8-sig")
    assert csv.splitlines() == ["Kommunenummer;Kommune;Bolig;Står;Ikke møtt", "0101;Halden;ikke møtt;1;1"]
    assert som(leser).get("/nettverk/barrierer/matrise.xlsx").content[:2] == b"PK"


def test_kinds_and_instruments_are_the_leaders_to_change(som, prosjektleder, saksbehandler, embete, bolig):
    klient = som(prosjektleder)
    data = {"noekkel": uuid.uuid4(), "embete": embete.pk, "navn": "Bolig", "rekkefoelge": 1, "i_bruk": "on"}
    svar = klient.post(reverse("nettverk:barriereslag-create"), data)
    assert "Navnet er alt i bruk her." in svar.content.decode()
    assert (
        klient.post(reverse("nettverk:barriereslag-create"), data | {"navn": "Restanser"}).status_code == 302
    )
    nytt = Barriereslag.objects.get(navn="Restanser")
    endret = {"versjon": 1, "navn": "Restanser i UDI", "rekkefoelge": 9}
    klient.post(reverse("nettverk:barriereslag-edit", args=[nytt.pk]), endret)
    nytt.refresh_from_db()
    assert (nytt.navn, nytt.i_bruk, nytt.versjon) == ("Restanser i UDI", False, 2)
    virkemiddel = {
        "noekkel": uuid.uuid4(), "embete": embete.pk, "navn": "Startlån", "hjelper_mot": [bolig.pk],
        "fra": "2015-01-01", "lenke": "https://husbanken.example/startlaan",
    }  # fmt: skip
    assert klient.post(reverse("nettverk:virkemiddel-create"), virkemiddel).status_code == 302
    rad = Virkemiddel.objects.get()
    assert list(rad.hjelper_mot.all()) == [bolig]
    side = reverse("nettverk:virkemiddel-edit", args=[rad.pk])
    assert klient.post(side, virkemiddel | {"versjon": 1, "hjelper_mot": [nytt.pk]}).status_code == 302
    svar = klient.post(side, virkemiddel | {"versjon": 1, "navn": "Noe annet"})
    assert "<dt>Hjelper mot</dt><dd>Restanser i UDI</dd>" in svar.content.decode()
    klient = som(saksbehandler)
    assert klient.post(side, virkemiddel).status_code == 403
    assert klient.get(reverse("nettverk:barriereslag-index")).status_code == 200
    assert "Restanser i UDI" in klient.get("/nettverk/barrierer/slag/eksport.csv").content.decode()


def test_a_kontaktperson_reads_instruments_without_what_others_use(som, kontaktperson, halden, moss, bolig):
    tiltak = TiltakFactory(barriere__slag=bolig, barriere__kommune=moss, virkemiddel__navn="Veiledning")
    side = som(kontaktperson).get(reverse("nettverk:virkemiddel-index")).content.decode()
    assert "Veiledning" in side
    assert "Tatt i bruk" not in side
    assert "Moss" not in som(kontaktperson).get(tiltak.virkemiddel.get_absolute_url()).content.decode()


def test_empty_pages_say_what_comes_here(som, leser, embete):
    assert "Ingen slag barrierer ennå" in som(leser).get(INDEX).content.decode()
    assert "Ingen virkemidler ennå" in som(leser).get(reverse("nettverk:virkemiddel-index")).content.decode()
    assert "Ingen barrierer ennå" in som(leser).get(LISTE).content.decode()


@pytest.mark.parametrize("her", ["barriere-index", "barriere-list", "barriereslag-index"])
def test_the_other_views_are_plain_links_under_the_heading(som, leser, her):
    svar = som(leser).get(reverse(f"nettverk:{her}")).content.decode()
    [lenker] = re.findall(r"Se også:(.*?)</p>", svar, re.DOTALL)
    andre = {"barriere-index", "barriere-list", "barriereslag-index"} - {her}
    assert set(re.findall(r'href="(.*?)"', lenker)) == {reverse(f"nettverk:{navn}") for navn in andre}
    assert svar.index("Se også:") < svar.index('class="faner"')


def test_a_municipality_is_not_led_to_the_matrix(som, kontaktperson):
    assert "Se også:" not in som(kontaktperson).get(LISTE).content.decode()
