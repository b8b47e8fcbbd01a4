"""Pages of organisations."""

import uuid

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Avdeling, Organisasjon
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, PersonFactory

pytestmark = pytest.mark.django_db


def felt(*avdelinger, **endret):
    """Return the form; each department is (pk, name) or (pk, name, "on") for one that is deleted."""
    rader = {
        "avdeling-TOTAL_FORMS": len(avdelinger),
        "avdeling-INITIAL_FORMS": sum(bool(a[0]) for a in avdelinger),
    }
    for nr, (pk, navn, *slett) in enumerate(avdelinger):
        rader |= {f"avdeling-{nr}-pk": pk, f"avdeling-{nr}-navn": navn}
        rader |= {f"avdeling-{nr}-DELETE": "on"} if slett else {}
    return (
        rader | {"navn": "NAV", "slag": "stat", "kommune": "", "noekkel": uuid.uuid4(), "versjon": 1} | endret
    )


def test_the_list_counts_the_seats_that_the_reader_sees(som, leser, saksbehandler, prosjektleder, embete):
    nav = OrganisasjonFactory(embete=embete, navn="NAV", slag="stat")
    OrganisasjonFactory(embete=embete, navn="Røde Kors", slag="frivillig")
    lukket = GruppeFactory(prosjekt__embete=embete, innsyn="medlemmer")
    for gruppe in (lukket, GruppeFactory(prosjekt=lukket.prosjekt)):
        MedlemskapFactory(gruppe=gruppe, organisasjon=nav)
    side = reverse("nettverk:organisasjon-index")

    def csv(bruker, **sporring):
        url = reverse("nettverk:organisasjon-export", args=["csv"])
        return som(bruker).get(url, sporring).content.decode("utf-8-sig").splitlines()[1:]

    assert csv(leser, slag="stat") == ["NAV;statlig etat;;1"]
    assert csv(prosjektleder, q="nav") == ["NAV;statlig etat;;2"]
    assert [linje.split(";")[0] for linje in csv(leser, sort="-navn")] == ["Røde Kors", "NAV"]
    assert "2 organisasjoner" in som(leser).get(side).content.decode()
    assert "Ny organisasjon" in som(prosjektleder).get(side).content.decode()
    assert "Ny organisasjon" not in som(saksbehandler).get(side).content.decode()


def test_an_empty_list_says_what_comes(som, leser):
    assert (
        "Ingen organisasjoner ennå" in som(leser).get(reverse("nettverk:organisasjon-index")).content.decode()
    )


@pytest.mark.parametrize("antall", [1, 20])
def test_the_list_costs_the_same_however_long(som, leser, embete, antall, django_assert_max_num_queries):
    OrganisasjonFactory.create_batch(antall, embete=embete)
    klient = som(leser)
    with django_assert_max_num_queries(8):
        klient.get(reverse("nettverk:organisasjon-index"))


def test_an_organisation_is_made_once_with_its_departments(som, prosjektleder, embete):
    side = reverse("nettverk:organisasjon-create")
    assert som(prosjektleder).get(side).status_code == 200
    data = felt(("", "Fylkesstaben"), ("", ""), embete=embete.pk)
    svar = som(prosjektleder).post(side, data)
    nav = Organisasjon.objects.get()
    assert som(prosjektleder).post(side, data).url == svar.url == nav.get_absolute_url()
    assert [avdeling.navn for avdeling in nav.avdelinger.all()] == ["Fylkesstaben"]
    assert Hendelse.objects.count() == 2
    svar = som(prosjektleder).post(side, felt(navn="nav ", embete=embete.pk))
    assert svar.status_code == 422
    assert "Organisasjonen finnes alt, som «NAV»." in svar.content.decode()


def test_a_municipality_says_which_one_it_is(som, prosjektleder, embete, halden, bergen):
    side = reverse("nettverk:organisasjon-create")
    data = felt(navn="Halden kommune", slag="kommune", embete=embete.pk)
    assert "Velg hvilken kommune det er." in som(prosjektleder).post(side, data).content.decode()
    assert som(prosjektleder).post(side, data | {"kommune": bergen.pk}).status_code == 422
    assert (
        "Bare en organisasjon av slaget kommune"
        in som(prosjektleder).post(side, data | {"kommune": halden.pk, "slag": "stat"}).content.decode()
    )
    assert som(prosjektleder).post(side, data | {"kommune": halden.pk}).status_code == 302
    assert Organisasjon.objects.get().kommune == halden


def test_departments_are_renamed_and_those_in_use_stay(som, prosjektleder, embete):
    nav = OrganisasjonFactory(embete=embete, navn="NAV", slag="stat")
    stab, lager = (Avdeling.objects.create(organisasjon=nav, navn=navn) for navn in ("Stab", "Lager"))
    PersonFactory(embete=embete, organisasjon=nav, avdeling=stab)
    side = reverse("nettverk:organisasjon-edit", args=[nav.pk])
    svar = som(prosjektleder).post(side, felt((stab.pk, "Stab", "on"), (lager.pk, "Lager")))
    assert svar.status_code == 422
    assert "Avdelingen Stab kan ikke slettes: noen hører til den." in svar.content.decode()
    svar = som(prosjektleder).post(side, felt((stab.pk, "Fylkesstab"), (lager.pk, "Lager", "on")))
    assert svar.status_code == 302
    assert [avdeling.navn for avdeling in nav.avdelinger.all()] == ["Fylkesstab"]
    svar = som(prosjektleder).post(side, felt((stab.pk, "Stab"), navn="NAV Øst"))
    assert svar.status_code == 422  # the departments changed meanwhile
    nav.refresh_from_db()
    assert (nav.navn, nav.versjon) == ("NAV", 2)
    svar = som(prosjektleder).post(side, felt(("", "A"), ("", "a"), versjon=2))
    assert "Flere avdelinger heter A, a." in svar.content.decode()


def test_the_page_names_people_only_to_those_who_write_to_them(som, leser, saksbehandler, embete):
    person = PersonFactory(embete=embete, organisasjon__navn="NAV", navn="Kari Nordmann")
    MedlemskapFactory(
        gruppe=GruppeFactory(prosjekt__embete=embete), organisasjon=person.organisasjon, person=person,
        funksjon="fylkesdirektør",
    )  # fmt: skip
    side = person.organisasjon.get_absolute_url()
    assert "Kari Nordmann" in som(saksbehandler).get(side).content.decode()
    svar = som(leser).get(side).content.decode()
    assert "fylkesdirektør" in svar
    assert "Kari Nordmann" not in svar
