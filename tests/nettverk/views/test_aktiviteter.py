"""Pages of activities."""

import re
import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Aktivitet, Deltakertall, Fase, Organisasjon
from tests.nettverk.factories import (
    AktivitetFactory,
    OrganisasjonFactory,
    ProsjektFactory,
    ResultatmaalFactory,
)

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/aktiviteter/"


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def aktivitet(**endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "tittel": "Nettverkssamling", "slag": "nettverk", "status": "planlagt",
        "fra_dato": "2016-04-12", "til_dato": "", "sted": "Sarpsborg", "arrangoerer": [""], "maalgruppe": "",
        "deltakere": "", "beskrivelse": "", "kilde": "", "innsyn": "kommunene",
    } | endret  # fmt: skip


def rader(svar) -> list[list[str]]:
    """Return the cells of each row of the page's first table, without markup."""
    [kropp] = re.findall(r"<tbody>(.*?)</tbody>", svar.content.decode(), re.S)[:1]
    return [
        [re.sub(r"<[^>]*>", "", celle).strip() for celle in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", rad, re.S)]
        for rad in re.findall(r"<tr.*?>(.*?)</tr>", kropp, re.S)
    ]


def summer(svar, tittel) -> list[list[str]]:
    """Return the cells of the table of parts called ``tittel``, sum row included."""
    [tabell] = re.findall(rf"{tittel}</caption>(.*?)</table>", svar.content.decode(), re.S)
    return [
        [re.sub(r"<[^>]*>", "", celle).strip() for celle in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", rad, re.S)]
        for rad in re.findall(r"<tr.*?>(.*?)</tr>", tabell, re.S)[1:]
    ]


def test_the_list_and_its_sums_with_the_parts_behind_them(som, leser, prosjekt):
    AktivitetFactory(prosjekt=prosjekt, tittel="Kurs på Tista", slag="kurs", deltakere=40, kostnad=20_000)
    AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2015, 12, 31), slag="kurs")
    AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2016, 1, 8), deltakere=7)
    AktivitetFactory(prosjekt__embete__omraade="Hordaland", tittel="I Bergen", deltakere=900)
    svar = som(leser).get(INDEX)
    assert [rad[0] for rad in rader(svar)] == ["08.01.2016", "31.12.2015", "01.10.2015"]
    assert "3 aktiviteter, minst 47 deltakere (tallet mangler for 1 aktivitet)" in svar.content.decode()
    assert "I Bergen" not in svar.content.decode()
    assert summer(svar, "Etter tertial") == [
        ["1. tertial 2016 1. januar–30. april 2016", "0", "1", "0", "7", "–ukjent"],
        [
            "3. tertial 2015 1. september–31. desember 2015",
            "0",
            "2",
            "0",
            "minst 40",
            "minst 20\N{NO-BREAK SPACE}000",
        ],
        ["Sum", "0", "3", "0", "minst 47", "minst 20\N{NO-BREAK SPACE}000"],
    ]
    assert [rad[0] for rad in summer(svar, "Etter slag")] == ["Kurs", "Annet", "Sum"]


@pytest.mark.parametrize(
    ("sort", "titler"),
    [
        ("aktivitet", ["Aktiv", "Zoo", "Åpen dag"]),
        ("-aktivitet", ["Åpen dag", "Zoo", "Aktiv"]),
        ("-deltakere", ["Åpen dag", "Aktiv", "Zoo"]),
        ("deltakere", ["Aktiv", "Åpen dag", "Zoo"]),
        ("fra_dato", ["Zoo", "Åpen dag", "Aktiv"]),
    ],
)
def test_the_list_is_sorted_in_norwegian_with_the_unknown_last(som, leser, prosjekt, sort, titler):
    for dag, (tittel, deltakere) in enumerate({"Zoo": None, "Åpen dag": 9, "Aktiv": 0}.items(), start=1):
        AktivitetFactory(prosjekt=prosjekt, tittel=tittel, deltakere=deltakere, fra_dato=date(2016, 1, dag))
    assert [rad[1] for rad in rader(som(leser).get(INDEX, {"sort": sort}))] == titler


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"tertial": "2015-3"}, {"Østfoldmodellen", "Møte"}),
        ({"status": "avlyst"}, {"Møte"}),
        ({"slag": "kurs"}, {"Østfoldmodellen"}),
        ({"q": "ØSTFOLD"}, {"Østfoldmodellen"}),
        ({"q": "askim"}, {"Besøk"}),
        ({"q": "finnes ikke"}, set()),
        ({"tertial": "1999-1"}, {"Østfoldmodellen", "Møte", "Besøk"}),
        ({"fra": "2015-10-01", "til": "2016-01-31"}, {"Østfoldmodellen", "Møte"}),
        ({"fra": "01.02.2016"}, {"Besøk"}),
        ({"fra": "i fjor"}, {"Østfoldmodellen", "Møte", "Besøk"}),
    ],
)
def test_the_list_is_narrowed(som, leser, prosjekt, valg, treff):
    AktivitetFactory(prosjekt=prosjekt, tittel="Østfoldmodellen", slag="kurs")
    AktivitetFactory(prosjekt=prosjekt, tittel="Møte", status="avlyst")
    AktivitetFactory(prosjekt=prosjekt, tittel="Besøk", sted="Askim", fra_dato=date(2016, 2, 1))
    svar = som(leser).get(INDEX, valg).content.decode()
    assert {navn for navn in ("Østfoldmodellen", "Møte", "Besøk") if f">{navn}</a>" in svar} == treff
    assert ("Ingen aktiviteter passer" in svar) == (not treff)


def test_the_list_is_narrowed_by_goal_phase_and_municipality(som, leser, prosjekt, halden, moss):
    maal = ResultatmaalFactory(prosjekt=prosjekt)
    fase = Fase.objects.create(prosjekt=prosjekt, bokstav="A", navn="Etablering", fra=prosjekt.fra)
    om = AktivitetFactory(prosjekt=prosjekt, tittel="Om Halden")
    om.kommuner.add(halden)
    AktivitetFactory(prosjekt=prosjekt, tittel="For målet").resultatmaal.add(maal)
    fra = AktivitetFactory(prosjekt=prosjekt, tittel="I fasen", fase=fase)
    for kommune in (halden, moss):
        Deltakertall.objects.create(aktivitet=fra, kommune=kommune, antall=2)
    for valg, treff in (
        ({"maal": maal.pk}, ["For målet"]),
        ({"fase": fase.pk}, ["I fasen"]),
        ({"kommune": halden.pk}, ["I fasen", "Om Halden"]),
        ({"kommune": moss.pk}, ["I fasen"]),
    ):
        assert sorted(rad[1] for rad in rader(som(leser).get(INDEX, valg))) == treff


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_the_list_shows_is_downloaded(som, leser, prosjekt, format):
    AktivitetFactory(
        prosjekt=prosjekt, tittel="=HYPERLINK", slag="kurs", fra_tid=time(9, 30), til_tid=time(15)
    )
    AktivitetFactory(prosjekt=prosjekt, tittel="Møte")
    svar = som(leser).get(reverse("nettverk:aktivitet-export", args=[format]), {"slag": "kurs"})
    assert f'filename="aktiviteter-2016-03-09.{format}"' in svar["Content-Disposition"]
    if format == "csv":
        tekst = svar.content.decode("utf-8-sig")
        assert "'=HYPERLINK" in tekst
        assert "kl. 09.30–15.00" in tekst
        assert "Møte" not in tekst
    assert som(leser).get(reverse("nettverk:aktivitet-export", args=["pdf"])).status_code == 404


def test_the_fragment_is_the_part_the_page_includes(som, leser, prosjekt):
    AktivitetFactory(prosjekt=prosjekt, deltakere=3)
    hele = som(leser).get(INDEX, {"status": "gjennomfoert"})
    del_ = som(leser).get(INDEX, {"status": "gjennomfoert"}, headers={"HX-Request": "true"})
    assert hele["Vary"].count("HX-Request") == 1
    treff, resten = re.fullmatch(
        r'<p id="treff" hx-swap-oob="innerHTML">(.*?)</p>(.*)', del_.content.decode().strip(), re.DOTALL
    ).groups()
    assert f'<p id="treff" role="status">{treff}</p>' in hele.content.decode()
    assert resten.strip() in hele.content.decode()


@pytest.mark.parametrize("antall", [1, 30])
def test_the_list_costs_the_same_however_long(som, leser, prosjekt, antall, django_assert_max_num_queries):
    for nr in range(antall):
        AktivitetFactory(prosjekt=prosjekt, fra_dato=date(2015 + nr % 2, 1 + nr % 12, 1))
    klient = som(leser)
    with django_assert_max_num_queries(13):
        klient.get(INDEX)


def test_what_should_have_been_done_stands_out(som, leser, prosjekt):
    for dag in (8, 9):
        AktivitetFactory(prosjekt=prosjekt, status="planlagt", fra_dato=date(2016, 3, dag))
    assert som(leser).get(INDEX).content.decode().count("planlagt, dagen er passert") == 1


def test_an_empty_list_says_what_comes_here(som, leser, embete):
    assert "Ingen prosjekter ennå" in som(leser).get(INDEX).content.decode()
    ProsjektFactory(embete=embete)
    assert "Ingen aktiviteter ennå" in som(leser).get(INDEX).content.decode()


def test_gates(som, client, prosjekt, leser, kontaktperson, nabosaksbehandler, saksbehandler):
    rad = AktivitetFactory(prosjekt=prosjekt)
    skriving = [
        reverse("nettverk:aktivitet-edit", args=[rad.pk]),
        reverse("nettverk:aktivitet-create", args=[prosjekt.pk]),
    ]
    for side in (rad.get_absolute_url(), *skriving):
        assert client.get(side).status_code == 302
    assert som(kontaktperson).get(INDEX).status_code == 200
    assert som(kontaktperson).get(rad.get_absolute_url()).status_code == 200
    assert som(leser).get(rad.get_absolute_url()).status_code == 200
    assert som(nabosaksbehandler).get(rad.get_absolute_url()).status_code == 404
    for side in skriving:
        assert som(saksbehandler).get(side).status_code == 403
        assert som(leser).post(side, aktivitet()).status_code == 403


def test_an_activity_is_made_once_with_its_goals(som, prosjektleder, prosjekt):
    maal = ResultatmaalFactory(prosjekt=prosjekt, nummer="3 b")
    side = reverse("nettverk:aktivitet-create", args=[prosjekt.pk])
    assert "3 b Kommunene" in som(prosjektleder).get(side).content.decode()
    data = aktivitet(resultatmaal=[maal.pk])
    svar = som(prosjektleder).post(side, data)
    assert som(prosjektleder).post(side, data).url == svar.url == Aktivitet.objects.get().get_absolute_url()
    assert Hendelse.objects.get().etter["resultatmaal"] == ["3 b"]
    assert "3 b Kommunene" in som(prosjektleder).get(svar.url).content.decode()


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"status": "gjennomfoert"}, "En aktivitet fram i tid kan ikke være gjennomført."),
        ({"til_dato": "2016-04-11"}, "Siste dag kan ikke være før første dag."),
        ({"fra_dato": "2019-01-01"}, "Datoen er utenfor prosjektperioden."),
        ({"status": "avlyst", "deltakere": "4"}, "En avlyst aktivitet har ingen deltakere."),
        ({"fra_tid": "12:00", "til_tid": "11:30"}, "Aktiviteten må slutte etter at den begynner."),
        ({"til_tid": "11:30"}, "Skriv også når aktiviteten begynner."),
        ({"arrangoerer": ["x" * 121]}, "Et navn kan ha høyst 120 tegn."),
        ({"deltakere": "-4"}, "Tallet kan ikke være under 0."),
        ({"deltakere": "mange"}, "Skriv et helt tall"),
        ({"tittel": ""}, "Feltet er påkrevet."),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_nothing_lost(som, prosjektleder, prosjekt, feil, grunn):
    svar = som(prosjektleder).post(
        reverse("nettverk:aktivitet-create", args=[prosjekt.pk]), aktivitet(beskrivelse="Tre innlegg") | feil
    )
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Tre innlegg" in svar.content.decode()
    assert not Aktivitet.objects.exists()
    assert not Hendelse.objects.exists()


def test_goals_of_another_project_are_no_choice(som, prosjektleder, prosjekt):
    fremmed = ResultatmaalFactory()
    ResultatmaalFactory(prosjekt=prosjekt)
    side = reverse("nettverk:aktivitet-create", args=[prosjekt.pk])
    assert som(prosjektleder).post(side, aktivitet(resultatmaal=[fremmed.pk])).status_code == 422


def test_an_activity_is_carried_out_and_counted(som, prosjektleder, prosjekt):
    rad = AktivitetFactory(prosjekt=prosjekt, status="planlagt", tittel="Kurs", fra_dato=date(2016, 3, 1))
    side = reverse("nettverk:aktivitet-edit", args=[rad.pk])
    assert som(prosjektleder).get(side).status_code == 200
    data = aktivitet(tittel="Kurs", slag="annet", sted="", fra_dato="2016-03-01")
    data |= {"status": "gjennomfoert", "deltakere": "1 200"}
    assert som(prosjektleder).post(side, data).url == rad.get_absolute_url()
    assert Hendelse.objects.get().endringer == [
        ("deltakere", None, 1200),
        ("status", "planlagt", "gjennomfoert"),
        ("versjon", 1, 2),
    ]
    som(prosjektleder).post(side, data)
    assert Hendelse.objects.count() == 1


def test_two_who_change_the_same_activity_lose_nothing(som, prosjektleder, prosjekt):
    maal = [ResultatmaalFactory(prosjekt=prosjekt, nummer=nr, tekst=f"Mål {nr}") for nr in "12"]
    rad = AktivitetFactory(prosjekt=prosjekt, status="planlagt", fra_dato=date(2016, 4, 12))
    side = reverse("nettverk:aktivitet-edit", args=[rad.pk])
    foerste = aktivitet(sted="Moss", slag="kurs", fra_dato="2016-04-14", resultatmaal=[maal[0].pk])
    assert som(prosjektleder).post(side, foerste).status_code == 302
    andre = aktivitet(sted="Halden", deltakere="", resultatmaal=[maal[1].pk])
    svar = som(prosjektleder).post(side, andre)
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har lagret etter at du åpnet siden" in tekst
    lagret = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", tekst))
    assert lagret == {"Sted": "Moss", "Slag": "kurs", "Dato": "14.04.2016", "Resultatmål": "1 Mål 1"}
    assert 'value="Halden"' in tekst
    rad.refresh_from_db()
    assert (rad.sted, rad.versjon, Hendelse.objects.count()) == ("Moss", 2, 1)
    [versjon] = re.findall(r'name="versjon" value="(\d+)"', tekst)
    assert som(prosjektleder).post(side, andre | {"versjon": versjon}).status_code == 302
    rad.refresh_from_db()
    assert (rad.sted, rad.versjon) == ("Halden", 3)


def test_organisers_are_found_by_name_and_new_ones_made(som, prosjektleder, prosjekt, halden):
    OrganisasjonFactory(embete=prosjekt.embete, navn="IMDi Øst")
    side = reverse("nettverk:aktivitet-create", args=[prosjekt.pk])
    data = aktivitet(arrangoerer=["imdi  øst", "Høgskolen i Østfold", "IMDi Øst", ""], kommuner=[halden.pk])
    som(prosjektleder).post(side, data)
    rad = Aktivitet.objects.get()
    assert sorted(Organisasjon.objects.values_list("navn", flat=True)) == ["Høgskolen i Østfold", "IMDi Øst"]
    assert rad.organisasjoner.count() == 2
    assert list(rad.kommuner.all()) == [halden]
    skjema = som(prosjektleder).get(reverse("nettverk:aktivitet-edit", args=[rad.pk])).content.decode()
    assert 'value="Høgskolen i Østfold"' in skjema
    spor = Hendelse.objects.get(handling="opprettet aktivitet").etter
    assert (spor["organisasjoner"], spor["kommuner"]) == (
        ["Høgskolen i Østfold", "IMDi Øst"],
        ["0101 Halden"],
    )


def test_what_the_embete_keeps_to_itself_is_not_shown_to_a_municipality(
    som, leser, kontaktperson, prosjekt, halden, moss
):
    rad = AktivitetFactory(
        prosjekt=prosjekt,
        tittel="Fagdag",
        deltakere=30,
        kostnad=54_321,
        evaluering="Gikk bra",
        kilde="Notat 7",
    )
    rad.kommuner.add(moss)
    for kommune, antall in ((halden, 11), (moss, 13)):
        Deltakertall.objects.create(aktivitet=rad, kommune=kommune, antall=antall)
    internt = ["54\N{NO-BREAK SPACE}321", "Gikk bra", "Notat 7", "Moss", ">13<", "Ikke fordelt"]
    for bruker, ser in ((leser, True), (kontaktperson, False)):
        side = som(bruker).get(rad.get_absolute_url()).content.decode()
        assert all((ord_ in side) == ser for ord_ in internt), bruker
        assert "Halden" in side
        assert ">11<" in side
        ark = som(bruker).get(reverse("nettverk:aktivitet-export", args=["csv"])).content.decode()
        assert ("54321" in ark) == ("Gikk bra" in ark) == ("Moss" in ark) == ser
        assert ("54\N{NO-BREAK SPACE}321" in som(bruker).get(INDEX).content.decode()) == ser


@pytest.mark.parametrize(
    ("innsyn", "ser"), [("kommunene", True), ("offentlig", True), ("embetet", False), ("medlemmer", False)]
)
def test_who_sees_an_activity_follows_from_how_open_it_is(
    som, kontaktperson, leser, prosjektleder, prosjekt, innsyn, ser
):
    rad = AktivitetFactory(prosjekt=prosjekt, innsyn=innsyn, tittel="Fagdag")
    assert som(kontaktperson).get(rad.get_absolute_url()).status_code == (200 if ser else 404)
    assert ("Fagdag" in som(kontaktperson).get(INDEX).content.decode()) == ser
    assert som(leser).get(rad.get_absolute_url()).status_code == (404 if innsyn == "medlemmer" else 200)
    assert som(prosjektleder).get(rad.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("innsyn", ["kommunene", "offentlig"])
def test_a_visit_to_another_municipality_is_nowhere_to_be_seen(
    som, kontaktperson, nabokontaktperson, naboembete, moss, prosjekt, client, innsyn
):
    """Also for one who reads in another embete besides, and where somebody has marked it public."""
    besoek = AktivitetFactory(
        prosjekt=prosjekt, slag="besoek", tittel="Om bosettingen", innsyn=innsyn, fra_dato=date(2016, 4, 12)
    )
    besoek.kommuner.add(moss)
    kontaktperson.tilganger.create(rolle="leser", embete=naboembete, fra=date(2015, 1, 1))
    side = reverse("nettverk:aktivitet-show", args=[besoek.pk])
    lister = [
        INDEX,
        reverse("nettverk:aktivitet-export", args=["csv"]),
        reverse("nettverk:oversikt-show"),
        reverse("nettverk:kalender-index"),
    ]
    assert som(kontaktperson).get(side).status_code == 404
    assert not [sti for sti in lister if "Om bosettingen" in som(kontaktperson).get(sti).content.decode()]
    assert som(nabokontaktperson).get(side).status_code == 200
    client.logout()
    assert "Om bosettingen" not in client.get(reverse("nettverk:kalender-public")).content.decode()
