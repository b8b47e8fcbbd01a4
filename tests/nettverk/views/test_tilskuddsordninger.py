"""Pages of schemes."""

import re
import uuid

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Tilskuddsordning
from tests.nettverk.factories import OrganisasjonFactory
from tests.nettverk.tilskuddfactories import KommuneprosjektFactory, OrdningFactory, UtbetalingFactory

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/tilskuddsordninger/"


def felt(**endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "navn": "Jobbsjansen", "eier": "", "formaal": "", "fra": "", "til": "",
        "lenke": "", "kode": "", "kilde": "",
    } | endret  # fmt: skip


def test_the_list_is_narrowed_sorted_and_exported(som, leser, embete, halden):
    eier = OrganisasjonFactory(embete=embete, navn="IMDi")
    jobb = OrdningFactory(embete=embete, navn="Jobbsjansen", eier=eier)
    OrdningFactory(embete=embete, navn="Skjønnsmidler", formaal="Ålesund")
    OrdningFactory(embete__omraade="Hordaland", navn="Andres")
    KommuneprosjektFactory(embete=embete, ordning=jobb, kommuner=[halden])
    klient = som(leser)

    def navn(**valg):
        return re.findall(
            r'scope="row"[^>]*><a href="[^"]+">([^<]+)<', klient.get(INDEX, valg).content.decode()
        )

    assert navn() == ["Jobbsjansen", "Skjønnsmidler"]
    assert navn(q="imdi") == ["Jobbsjansen"]
    assert navn(q="ålesund") == ["Skjønnsmidler"]
    assert navn(sort="antall") == ["Skjønnsmidler", "Jobbsjansen"]
    assert "Ingen ordninger passer" in klient.get(INDEX, {"q": "xyz"}).content.decode()
    rader = klient.get(reverse("nettverk:tilskuddsordning-export", args=["csv"]), {"q": "imdi"})
    assert rader.content.decode("utf-8-sig").splitlines()[1] == "Jobbsjansen;IMDi;;;;;nei;;"


def test_an_empty_list_says_what_comes_here(som, leser):
    assert "Ingen tilskuddsordninger ennå" in som(leser).get(INDEX).content.decode()


def test_a_scheme_is_made_once_and_changed_with_a_trace(som, prosjektleder, embete):
    side = reverse("nettverk:tilskuddsordning-create", args=[embete.pk])
    data = felt(fra="2015-01-01", lenke="www.imdi.no/jobb")
    svar = som(prosjektleder).post(side, data)
    ordning = Tilskuddsordning.objects.get()
    assert som(prosjektleder).post(side, data).url == svar.url == ordning.get_absolute_url()
    assert ordning.lenke == "https://www.imdi.no/jobb"
    endre = reverse("nettverk:tilskuddsordning-edit", args=[ordning.pk])
    assert som(prosjektleder).get(endre).status_code == 200
    som(prosjektleder).post(endre, data | {"formaal": "Arbeid"})
    assert [ett.handling for ett in Hendelse.objects.order_by("pk")] == [
        "opprettet tilskuddsordning",
        "endret tilskuddsordning",
    ]


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"navn": "Tatt"}, "Navnet er alt i bruk her."),
        ({"kode": "TATT kode"}, "En annen ordning har denne koden."),
        ({"fra": "2015-01-01", "til": "2015-01-01"}, "Sluttdatoen må være etter startdatoen."),
        ({"lenke": "ikke en adresse"}, "lenke"),
        ({"navn": ""}, "Feltet er påkrevet."),
    ],
)
def test_what_cannot_be_is_told(som, prosjektleder, embete, feil, grunn):
    OrdningFactory(embete=embete, navn="Tatt", kode="tatt_kode")
    svar = som(prosjektleder).post(
        reverse("nettverk:tilskuddsordning-create", args=[embete.pk]), felt() | feil
    )
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert Tilskuddsordning.objects.count() == 1


def test_the_owner_is_one_of_the_embetes_organisations(som, prosjektleder, embete, naboembete):
    fremmed = OrganisasjonFactory(embete=naboembete)
    side = reverse("nettverk:tilskuddsordning-create", args=[embete.pk])
    assert som(prosjektleder).post(side, felt(eier=fremmed.pk)).status_code == 422


def test_a_code_in_use_stays(som, prosjektleder, embete, halden):
    ordning = OrdningFactory(embete=embete, navn="Jobbsjansen", kode="jobb")
    UtbetalingFactory(ordning=ordning, kommune=halden)
    side = reverse("nettverk:tilskuddsordning-edit", args=[ordning.pk])
    svar = som(prosjektleder).post(side, felt(kode="annen"))
    assert svar.status_code == 422
    assert "Koden er i bruk" in svar.content.decode()
    assert som(prosjektleder).post(side, felt(kode="jobb", formaal="Ny tekst")).status_code == 302


def test_two_who_change_the_same_scheme_lose_nothing(som, prosjektleder, embete):
    ordning = OrdningFactory(embete=embete, navn="Jobbsjansen")
    side = reverse("nettverk:tilskuddsordning-edit", args=[ordning.pk])
    som(prosjektleder).post(side, felt(formaal="Den første"))
    svar = som(prosjektleder).post(side, felt(formaal="Den andre"))
    assert svar.status_code == 422
    assert "Den første" in svar.content.decode()
    assert "Den andre" in svar.content.decode()


def test_the_page_tells_what_was_paid_and_which_projects(som, leser, embete, halden, moss):
    ordning = OrdningFactory(embete=embete, lenke="https://www.imdi.no/")
    for kommune, kroner in ((halden, 1_000), (moss, 500)):
        UtbetalingFactory(ordning=ordning, kommune=kommune, kroner=kroner)
    KommuneprosjektFactory(embete=embete, ordning=ordning, kommuner=[halden], tittel="Norsk på jobb")
    tekst = som(leser).get(ordning.get_absolute_url()).content.decode()
    assert "1\xa0500" in tekst
    assert "Norsk på jobb" in tekst
