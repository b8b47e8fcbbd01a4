"""The settings of an embete's reports: what may be set, by whom, and what happens when two do it at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from rapporter.ferdig import ferdig_dokument
from rapporter.models import Rapportoppsett
from rapporter.oppsett import oppsett
from tests.felles.test_logo import png, svg
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import RapportFactory

pytestmark = pytest.mark.django_db

RIKTIG = {"farge": "", "logotekst": "", "mottaker": "", "versjon": 0}


@pytest.fixture
def adresse(embete, client, prosjektleder):
    client.force_login(prosjektleder)
    return reverse("rapporter:oppsett-edit", args=[embete.pk])


def _fil(innhold: bytes, navn="logo.svg"):
    return SimpleUploadedFile(navn, innhold)


def test_what_is_set_is_on_the_next_report(client, adresse, embete):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    skjema = RIKTIG | {
        "farge": "#6B1D3A",
        "annen_godkjenner": "on",
        "mottaker": "Integrerings- og mangfoldsdirektoratet",
        "logo": _fil(svg('<rect width="9" height="9"/>')),
        "logotekst": "Fylkesvåpenet",
    }
    assert client.post(adresse, skjema).url == adresse
    dokument = ferdig_dokument(rapport)
    assert (dokument.farge, dokument.logo.slag, dokument.logo.tekst) == ("#6b1d3a", "svg", "Fylkesvåpenet")
    assert oppsett(embete).annen_godkjenner
    side = client.get(adresse).content.decode()
    assert 'alt="Fylkesvåpenet"' in side
    assert 'fill="#6b1d3a"' in side
    hendelse = Hendelse.objects.latest("pk")
    assert hendelse.handling == "endret rapportoppsett"


def test_the_logo_stays_until_it_is_removed(client, adresse, embete):
    client.post(adresse, RIKTIG | {"logo": _fil(png(), "logo.png"), "logotekst": "Våpenet"})
    client.post(adresse, RIKTIG | {"logotekst": "Et annet ord", "versjon": 1})
    assert oppsett(embete).logo.tekst == "Et annet ord"
    client.post(adresse, RIKTIG | {"logotekst": "Et annet ord", "fjern_logo": "on", "versjon": 2})
    assert oppsett(embete).logo is None


@pytest.mark.parametrize(
    ("felt", "grunn"),
    [
        ({"farge": "#ffdd00"}, "for lys"),
        ({"farge": "rød"}, "seks tegn"),
        ({"logo": _fil(svg("<script/>")), "logotekst": "Våpen"}, "mer enn former"),
        ({"logo": _fil(svg("<g/>"))}, "Beskriv logoen"),
        ({"logo": _fil(b"x" * 300_000), "logotekst": "Våpen"}, "200 kB"),
        # Whole by its chunks, but the data of the picture are too few: Typst is the judge.
        ({"logo": _fil(png(2, 900), "logo.png"), "logotekst": "Våpen"}, "kan ikke tegnes"),
    ],
)
def test_what_cannot_be_printed_is_refused_at_the_field(client, adresse, felt, grunn):
    svar = client.post(adresse, RIKTIG | felt)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert not Rapportoppsett.objects.exists()


def test_two_at_once_do_not_overwrite_each_other(client, adresse, embete):
    client.post(adresse, RIKTIG | {"mottaker": "IMDi"})
    svar = client.post(adresse, RIKTIG | {"mottaker": "Departementet"})
    assert svar.status_code == 422
    assert "har lagret oppsettet mens du fylte ut" in svar.content.decode()
    assert oppsett(embete).mottaker == "IMDi"
    # Looked over and saved again, it is from the version that is there now.
    client.post(adresse, RIKTIG | {"mottaker": "Departementet", "versjon": 1})
    assert oppsett(embete).mottaker == "Departementet"


def test_who_writes_but_does_not_approve_has_no_such_page(client, saksbehandler, adresse):
    client.force_login(saksbehandler)
    assert client.get(adresse).status_code == 403
