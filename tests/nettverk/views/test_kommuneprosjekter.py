"""Pages of municipal projects and the visits that follow them up."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Kommuneprosjekt, Oppfoelgingsbesoek, Person
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.factories import OrganisasjonFactory
from tests.nettverk.tilskuddfactories import KommuneprosjektFactory, OrdningFactory

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/kommuneprosjekter/"


@pytest.fixture
def person(embete):
    organisasjon = OrganisasjonFactory(embete=embete, navn="Halden kommune")
    return Person.objects.create(
        embete=embete, navn="Berit Bolig", tittel="boligkoordinator", organisasjon=organisasjon,
        epost="berit@example.test", telefon="99 88 77 66",
    )  # fmt: skip


@pytest.fixture
def prosjekt(embete, halden, person):
    return KommuneprosjektFactory(
        embete=embete, tittel="Boligkoordinator", kommuner=[halden], kontakt=person, soekt=800_000, tildelt=600_000,
        utbetalt=450_000, formaal="Raskere bosetting", ordning=OrdningFactory(embete=embete, navn="Skjønnsmidler"),
    )  # fmt: skip


def felt(kommuner=(), **endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "tittel": "Jobb nå", "aar": "2015", "status": "soekt", "ordning": "",
        "kommuner": [kommune.pk for kommune in kommuner], "soekt": "1 200 000", "tildelt": "", "utbetalt": "",
        "formaal": "Arbeid", "resultat": "", "kontakt": "", "i_katalogen": "on", "kilde": "",
    } | endret  # fmt: skip


def titler(svar) -> list[str]:
    return re.findall(r'scope="row"[^>]*><a href="[^"]+">([^<]+)<', svar.content.decode())


def test_the_list_is_narrowed_sorted_summed_and_exported(som, leser, embete, halden, moss, prosjekt):
    KommuneprosjektFactory(
        embete=embete,
        tittel="Norsk på jobb",
        kommuner=[moss],
        aar=2016,
        status="soekt",
        soekt=100_000,
        utbetalt=None,
    )
    KommuneprosjektFactory(embete__omraade="Hordaland", tittel="Andres")
    klient = som(leser)
    assert titler(klient.get(INDEX)) == ["Norsk på jobb", "Boligkoordinator"]
    assert titler(klient.get(INDEX, {"aar": "2015"})) == ["Boligkoordinator"]
    assert titler(klient.get(INDEX, {"status": "soekt"})) == ["Norsk på jobb"]
    assert titler(klient.get(INDEX, {"kommune": halden.pk})) == ["Boligkoordinator"]
    assert titler(klient.get(INDEX, {"ordning": prosjekt.ordning_id})) == ["Boligkoordinator"]
    assert titler(klient.get(INDEX, {"q": "BOSETTING"})) == ["Boligkoordinator"]
    assert titler(klient.get(INDEX, {"sort": "soekt"})) == ["Norsk på jobb", "Boligkoordinator"]
    assert "Ingen prosjekter passer" in klient.get(INDEX, {"q": "xyz"}).content.decode()
    tekst = klient.get(INDEX).content.decode().replace("\xa0", " ")
    assert "900 000" in tekst
    assert "ukjent for 1 prosjekt" in tekst
    rader = klient.get(reverse("nettverk:kommuneprosjekt-export", args=["csv"]), {"aar": "2015"})
    linjer = rader.content.decode("utf-8-sig").splitlines()
    assert linjer[1].startswith("Boligkoordinator;Halden;2015;Skjønnsmidler;pågår;800000;600000;450000;")
    assert len(linjer) == 2


@pytest.mark.parametrize("antall", [1, 30])
def test_the_list_costs_the_same_however_long(som, leser, embete, antall, django_assert_max_num_queries):
    for nr in range(antall):
        KommuneprosjektFactory(
            embete=embete,
            kommuner=[KommuneFactory(nr=f"{101 + nr:04d}")],
            ordning=OrdningFactory(embete=embete),
        )
    klient = som(leser)
    with django_assert_max_num_queries(16):
        klient.get(INDEX)


def test_a_kontaktperson_sees_her_own_and_no_trace_of_others(som, kontaktperson, embete, moss, prosjekt):
    fremmed = KommuneprosjektFactory(
        embete=embete,
        tittel="Moss sitt",
        kommuner=[moss],
        aar=2013,
        ordning=OrdningFactory(embete=embete, navn="Moss"),
    )
    svar = som(kontaktperson).get(INDEX)
    assert titler(svar) == ["Boligkoordinator"]
    assert "Moss" not in svar.content.decode()
    assert "2013" not in svar.content.decode()
    assert som(kontaktperson).get(prosjekt.get_absolute_url()).status_code == 200
    assert som(kontaktperson).get(fremmed.get_absolute_url()).status_code == 404
    assert som(kontaktperson).get(INDEX, {"ordning": fremmed.ordning_id}).status_code == 200


@pytest.mark.parametrize(
    ("hvem", "ser"), [("saksbehandler", True), ("leser", False), ("kontaktperson", False)]
)
def test_names_and_notes_are_for_the_embetes_staff(request, som, prosjekt, dag, hvem, ser):
    Oppfoelgingsbesoek.objects.create(prosjekt=prosjekt, dato=dag, notat="Internt notat.")
    tekst = som(request.getfixturevalue(hvem)).get(prosjekt.get_absolute_url()).content.decode()
    assert "boligkoordinator, Halden kommune" in tekst
    assert "9. mars 2016" in tekst
    for bare_ansatte in ("Berit Bolig", "berit@example.test", "99 88 77 66", "Internt notat."):
        assert (bare_ansatte in tekst) == ser, bare_ansatte


def test_what_does_not_add_up_is_shown(som, leser, embete, halden):
    ordning = OrdningFactory(embete=embete, fra=date(2016, 1, 1))
    rad = KommuneprosjektFactory(
        embete=embete, kommuner=[halden], ordning=ordning, soekt=1, tildelt=2, utbetalt=3
    )
    tekst = som(leser).get(rad.get_absolute_url()).content.decode()
    assert "Det er tildelt mer enn det er søkt om." in tekst
    assert "Det er utbetalt mer enn det er tildelt." in tekst
    assert "Tilskuddsordningen gjaldt ikke i dette året." in tekst


def test_a_project_of_several_is_made_once_with_a_trace(som, prosjektleder, embete, halden, moss, person):
    side = reverse("nettverk:kommuneprosjekt-create", args=[embete.pk])
    assert som(prosjektleder).get(side).status_code == 200
    data = felt([halden, moss], kontakt="Berit Bolig")
    svar = som(prosjektleder).post(side, data)
    prosjekt = Kommuneprosjekt.objects.get()
    assert som(prosjektleder).post(side, data).url == svar.url == prosjekt.get_absolute_url()
    assert (prosjekt.soekt, prosjekt.tildelt, prosjekt.kontakt) == (1_200_000, None, person)
    assert Hendelse.objects.get().etter["kommuner"] == ["0101 Halden", "0104 Moss"]


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"kommuner": []}, "Feltet er påkrevet."),
        ({"tildelt": "5"}, "Et prosjekt som har fått penger, står ikke lenger som søkt."),
        ({"aar": "15"}, "Skriv et årstall fra 1990 til 2100."),
        ({"soekt": "-5"}, "Tallet kan ikke være under 0."),
        ({"soekt": "99 999 999 999"}, "Tallet kan ikke være over"),
        ({"kontakt": "Ukjent Person"}, "Fant ingen person"),
        ({"tittel": ""}, "Feltet er påkrevet."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_lost(som, prosjektleder, embete, halden, feil, grunn):
    side = reverse("nettverk:kommuneprosjekt-create", args=[embete.pk])
    svar = som(prosjektleder).post(side, felt([halden], formaal="Et langt formål") | feil)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Et langt formål" in svar.content.decode()
    assert not Kommuneprosjekt.objects.exists()


def test_a_municipality_that_was_not_there_that_year_or_is_anothers(
    som, prosjektleder, embete, halden, bergen
):
    side = reverse("nettverk:kommuneprosjekt-create", args=[embete.pk])
    assert som(prosjektleder).post(side, felt([bergen])).status_code == 422
    type(halden).objects.filter(pk=halden.pk).update(fra=date(2016, 1, 1))
    svar = som(prosjektleder).post(side, felt([halden]))
    assert "Halden fantes ikke i 2015." in svar.content.decode()


def test_a_scheme_that_is_a_sum_gives_no_money(som, prosjektleder, embete, halden):
    ordning = OrdningFactory(embete=embete, kode="totalt", er_sum=True)
    side = reverse("nettverk:kommuneprosjekt-create", args=[embete.pk])
    assert som(prosjektleder).post(side, felt([halden], ordning=ordning.pk)).status_code == 422


def test_two_who_change_the_same_project_lose_nothing(som, prosjektleder, embete, halden, moss):
    prosjekt = KommuneprosjektFactory(embete=embete, tittel="Jobb nå", kommuner=[halden], status="soekt")
    side = reverse("nettverk:kommuneprosjekt-edit", args=[prosjekt.pk])
    assert som(prosjektleder).get(side).status_code == 200
    som(prosjektleder).post(side, felt([halden, moss], resultat="Den første"))
    svar = som(prosjektleder).post(side, felt([halden], resultat="Den andre"))
    assert svar.status_code == 422
    assert "Den første" in svar.content.decode()
    assert "Den andre" in svar.content.decode()
    [versjon] = re.findall(r'name="versjon" value="(\d+)"', svar.content.decode())
    assert (
        som(prosjektleder).post(side, felt([halden], resultat="Den andre", versjon=versjon)).status_code
        == 302
    )
    assert list(prosjekt.kommuner.all()) == [halden]


def test_the_same_save_twice_leaves_one_trace(som, prosjektleder, embete, halden):
    prosjekt = KommuneprosjektFactory(embete=embete, kommuner=[halden])
    side = reverse("nettverk:kommuneprosjekt-edit", args=[prosjekt.pk])
    for _gang in range(2):
        assert som(prosjektleder).post(side, felt([halden], resultat="Ferdig")).status_code == 302
    assert Hendelse.objects.count() == 1


def test_a_visit_is_entered_once_and_changed(som, prosjektleder, prosjekt):
    side = reverse("nettverk:oppfoelgingsbesoek-create", args=[prosjekt.pk])
    data = {"noekkel": uuid.uuid4(), "dato": "2016-03-01", "notat": "Alt vel."}
    assert som(prosjektleder).post(side, data).url == prosjekt.get_absolute_url()
    som(prosjektleder).post(side, data)
    besoek = Oppfoelgingsbesoek.objects.get()
    assert "Alt vel." in som(prosjektleder).get(prosjekt.get_absolute_url()).content.decode()
    endre = reverse("nettverk:oppfoelgingsbesoek-edit", args=[besoek.pk])
    assert som(prosjektleder).get(endre).status_code == 200
    assert som(prosjektleder).post(endre, data | {"notat": "Bedre.", "versjon": 1}).status_code == 302
    svar = som(prosjektleder).post(endre, data | {"notat": "Verre.", "versjon": 1})
    assert svar.status_code == 422
    assert "Bedre." in svar.content.decode()


def test_a_visit_to_come_is_not_entered(som, prosjektleder, prosjekt):
    side = reverse("nettverk:oppfoelgingsbesoek-create", args=[prosjekt.pk])
    svar = som(prosjektleder).post(side, {"noekkel": uuid.uuid4(), "dato": "2016-03-10", "notat": "Snart"})
    assert svar.status_code == 422
    assert "Et besøk føres når det har vært." in svar.content.decode()


def test_an_empty_list_says_what_comes_here(som, prosjektleder, kontaktperson):
    assert "Ingen kommuneprosjekter ennå" in som(prosjektleder).get(INDEX).content.decode()
    assert "Nytt prosjekt" not in som(kontaktperson).get(INDEX).content.decode()
