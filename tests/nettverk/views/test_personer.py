"""Pages of people."""

import uuid

import pytest
from django.urls import reverse

from nettverk.models import Medlemskap, Person
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari(embete):
    return PersonFactory(
        embete=embete, organisasjon__navn="KS", navn="Kari Nordmann", tittel="rådgiver", epost="kari@ks.example",
        telefon="69 24 70 00",
    )  # fmt: skip


def felt(**endret):
    return {
        "navn": "Ola Hansen", "tittel": "", "organisasjon": "KS", "avdeling": "", "epost": "", "telefon": "",
        "bruker": "", "noekkel": uuid.uuid4(), "versjon": 1,
    } | endret  # fmt: skip


def test_the_list_shows_how_people_are_reached_to_those_who_write_to_them(som, saksbehandler, leser, kari):
    side = reverse("nettverk:person-index")
    svar = som(saksbehandler).get(side).content.decode()
    assert all(tekst in svar for tekst in ("Kari Nordmann", "kari@ks.example", "69 24 70 00", "1 person"))
    assert "Ny person" not in svar
    assert som(leser).get(side).status_code == 403


def test_the_list_is_narrowed_sorted_and_taken_out(som, saksbehandler, embete, kari):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppen")
    for navn in ("Åse Berg", "Østen Dahl", "Anne Moe"):
        person = PersonFactory(embete=embete, navn=navn, organisasjon__navn="NAV")
        MedlemskapFactory(gruppe=gruppe, organisasjon=person.organisasjon, person=person)

    def navn(**sporring):
        side = som(saksbehandler).get(reverse("nettverk:person-index"), sporring).content.decode()
        funnet = {navn: side.find(f">{navn}<") for navn in Person.objects.values_list("navn", flat=True)}
        return [navn for navn, plass in sorted(funnet.items(), key=lambda par: par[1]) if plass >= 0]

    assert navn() == ["Anne Moe", "Kari Nordmann", "Østen Dahl", "Åse Berg"]
    assert navn(sort="-navn") == ["Åse Berg", "Østen Dahl", "Kari Nordmann", "Anne Moe"]
    assert navn(sort="organisasjon")[0] == "Kari Nordmann"
    assert navn(q="øSTEN") == ["Østen Dahl"]
    assert navn(gruppe=gruppe.pk) == ["Anne Moe", "Østen Dahl", "Åse Berg"]
    url = reverse("nettverk:person-export", args=["csv"])
    csv = som(saksbehandler).get(url, {"gruppe": gruppe.pk}).content.decode("utf-8-sig")
    assert [linje.split(";")[0] for linje in csv.splitlines()] == [
        "Navn",
        "Anne Moe",
        "Østen Dahl",
        "Åse Berg",
    ]
    assert som(saksbehandler).get(reverse("nettverk:person-export", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("antall", [1, 20])
def test_the_list_costs_the_same_however_long(
    som, saksbehandler, embete, antall, django_assert_max_num_queries
):
    gruppe = GruppeFactory(prosjekt__embete=embete)
    for _ in range(antall):
        person = PersonFactory(embete=embete)
        MedlemskapFactory(gruppe=gruppe, person=person, organisasjon=person.organisasjon)
    klient = som(saksbehandler)
    with django_assert_max_num_queries(9):
        klient.get(reverse("nettverk:person-index"))


def test_a_person_is_added_once_and_goes_on_to_a_seat(som, prosjektleder, embete):
    gruppe = GruppeFactory(prosjekt__embete=embete)
    side = f"{reverse('nettverk:person-create')}?gruppe={gruppe.pk}"
    data = felt(embete=embete.pk, epost="ola@ks.example")
    svar = som(prosjektleder).post(side, data)
    assert som(prosjektleder).post(side, data).url == svar.url
    ola = Person.objects.get()
    skjema = som(prosjektleder).get(svar.url).content.decode()
    assert "Ola Hansen, KS" in skjema
    data = {"person": "Ola Hansen, KS", "rolle": "medlem", "fra": "2016-03-01", "noekkel": uuid.uuid4()}
    url = reverse("nettverk:medlemskap-create", args=[gruppe.pk])
    svar = som(prosjektleder).post(url, data)
    assert svar.status_code == 422  # neither she nor the form says what she does there
    svar = som(prosjektleder).post(url, data | {"funksjon": "rådgiver"})
    assert svar.status_code == 302
    sete = Medlemskap.objects.get()
    assert (sete.person, sete.organisasjon.navn) == (ola, "KS")


def test_somebody_who_is_like_another_is_asked_about(som, prosjektleder, embete, kari):
    side = reverse("nettverk:person-create")
    data = felt(navn="Kari Nordmann", organisasjon="NAV", embete=embete.pk)
    svar = som(prosjektleder).post(side, data)
    assert svar.status_code == 422
    side_ = svar.content.decode()
    assert "Er det en av disse?" in side_
    assert kari.get_absolute_url() in side_
    assert 'type="checkbox" name="bekreftet"' in side_
    assert som(prosjektleder).post(side, data | {"bekreftet": "on"}).status_code == 302
    assert Person.objects.count() == 2


def test_two_who_change_a_person_keep_what_they_typed(som, prosjektleder, kari):
    side = reverse("nettverk:person-edit", args=[kari.pk])
    assert 'value="KS"' in som(prosjektleder).get(side).content.decode()
    endret = {"navn": "Kari Nordmann", "tittel": "leder"}
    assert som(prosjektleder).post(side, felt(**endret)).status_code == 302
    svar = som(prosjektleder).post(side, felt(**endret | {"tittel": "sjef"}))
    assert svar.status_code == 422
    assert "<dt>Stilling</dt><dd>leder</dd>" in svar.content.decode()
    assert 'value="sjef"' in svar.content.decode()


def test_a_person_is_linked_to_one_who_logs_in_and_only_to_one_from_here(
    som, prosjektleder, kari, leser, nabosaksbehandler
):
    side = reverse("nettverk:person-edit", args=[kari.pk])
    felles = {"navn": kari.navn, "organisasjon": "KS"}
    svar = som(prosjektleder).post(side, felt(**felles, bruker=nabosaksbehandler.email))
    assert svar.status_code == 422
    assert som(prosjektleder).post(side, felt(**felles, bruker=leser.email)).status_code == 302
    kari.refresh_from_db()
    assert kari.bruker == leser
    assert f'value="{leser.navn} ({leser.email})"' in som(prosjektleder).get(side).content.decode()


def test_the_page_of_a_person_shows_where_she_sits_and_sat(som, saksbehandler, kari, embete):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppen")
    felles = {"gruppe": gruppe, "person": kari}
    MedlemskapFactory(**felles, organisasjon=kari.organisasjon, funksjon="leder nå")
    MedlemskapFactory(
        **felles, organisasjon=OrganisasjonFactory(embete=embete), funksjon="før", til="2016-01-01"
    )
    side = som(saksbehandler).get(kari.get_absolute_url()).content.decode()
    assert side.index("leder nå") < side.index("Tidligere") < side.index("før, ")


def test_an_anonymised_person_has_no_name_and_cannot_be_edited(som, saksbehandler, prosjektleder, kari):
    Person.objects.update(navn="", epost="", tittel="", telefon="", anonymisert_at="2016-03-01T12:00Z")
    side = som(prosjektleder).get(kari.get_absolute_url()).content.decode()
    assert f"Person {kari.pk}" in side
    assert "Anonymisert 01.03.2016" in side
    assert reverse("nettverk:person-edit", args=[kari.pk]) not in side
    assert f"person {kari.pk}" in som(saksbehandler).get(reverse("nettverk:person-index")).content.decode()
    csv = som(saksbehandler).get(reverse("nettverk:person-export", args=["csv"])).content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 1
