"""How many came: in all, by municipality, by organisation."""

from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Deltakertall, Organisasjon
from tests.nettverk.factories import AktivitetFactory, OrganisasjonFactory, ProsjektFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def aktivitet(embete):
    return AktivitetFactory(prosjekt=ProsjektFactory(embete=embete))


@pytest.fixture
def side(aktivitet):
    return reverse("nettverk:deltakertall-edit", args=[aktivitet.pk])


def data(halden, moss, **endret):
    return {"versjon": 1, "deltakere": "40", f"k{halden.pk}": "12", f"k{moss.pk}": "", "navn0": "KS", "antall0": "3",
            "navn1": "", "antall1": ""} | endret  # fmt: skip


def fordelt(aktivitet):
    return sorted((str(rad.kommune or rad.organisasjon), rad.antall) for rad in aktivitet.deltakertall.all())


def test_who_came_is_written_once_and_shown_with_the_difference(
    som, prosjektleder, aktivitet, side, halden, moss
):
    OrganisasjonFactory(embete=aktivitet.prosjekt.embete, navn="KS")
    assert som(prosjektleder).post(side, data(halden, moss)).url == aktivitet.get_absolute_url()
    aktivitet.refresh_from_db()
    assert (aktivitet.deltakere, aktivitet.versjon) == (40, 2)
    assert fordelt(aktivitet) == [("0101 Halden", 12), ("KS", 3)]
    assert Organisasjon.objects.count() == 1
    assert Hendelse.objects.get(handling="førte deltakertall").etter == {
        "deltakere": 40, "fordelt": [["0101 Halden", 12], ["KS", 3]],
    }  # fmt: skip
    tekst = som(prosjektleder).get(aktivitet.get_absolute_url()).content.decode()
    assert "<strong>40</strong> deltakere i alt." in tekst
    assert 'Ikke fordelt</th><td class="num">25</td>' in tekst
    # The same again, also with the old version, writes nothing.
    som(prosjektleder).post(side, data(halden, moss))
    assert Hendelse.objects.filter(handling="førte deltakertall").count() == 1


def test_without_a_whole_the_sum_of_the_parts_is_it(som, prosjektleder, aktivitet, side, halden, moss):
    som(prosjektleder).post(side, data(halden, moss, deltakere=""))
    aktivitet.refresh_from_db()
    assert aktivitet.deltakere == 15
    som(prosjektleder).post(
        side, data(halden, moss, deltakere="", versjon=2, navn0="", antall0="", **{f"k{halden.pk}": ""})
    )
    aktivitet.refresh_from_db()
    assert aktivitet.deltakere is None
    assert fordelt(aktivitet) == []


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"deltakere": "14"}, "er 15 til sammen. Antallet i alt kan ikke være lavere."),
        ({"antall0": ""}, "Skriv hvor mange som kom."),
        ({"navn0": ""}, "Skriv hvilken organisasjon de kom fra."),
        ({"navn1": "ks", "antall1": "2"}, "«ks» står to ganger."),
        ({"antall0": "tre"}, "Skriv et helt tall"),
    ],
)
def test_what_does_not_add_up_is_told_and_nothing_is_written(
    som, prosjektleder, aktivitet, side, halden, moss, endret, grunn
):
    svar = som(prosjektleder).post(side, data(halden, moss, **endret))
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert not Deltakertall.objects.exists()


def test_nobody_came_to_what_has_not_been(som, prosjektleder, aktivitet, side, halden, moss):
    type(aktivitet).objects.update(fra_dato=date(2016, 4, 1), status="planlagt")
    svar = som(prosjektleder).post(side, data(halden, moss))
    assert "Aktiviteten er ikke holdt ennå" in svar.content.decode()
    assert not Deltakertall.objects.exists()


def test_the_whole_cannot_be_set_below_the_parts_on_the_activity_either(
    som, prosjektleder, aktivitet, halden, moss
):
    Deltakertall.objects.create(aktivitet=aktivitet, kommune=halden, antall=12)
    svar = som(prosjektleder).post(
        reverse("nettverk:aktivitet-edit", args=[aktivitet.pk]),
        {"versjon": 1, "tittel": "x", "slag": "annet", "status": "gjennomfoert", "fra_dato": "2015-10-01",
         "innsyn": "kommunene", "deltakere": "11"},
    )  # fmt: skip
    assert svar.status_code == 422
    assert "Antallet i alt kan ikke være lavere." in svar.content.decode()


def test_who_comes_second_is_told_and_keeps_what_she_typed(som, prosjektleder, aktivitet, side, halden, moss):
    som(prosjektleder).post(side, data(halden, moss))
    svar = som(prosjektleder).post(side, data(halden, moss, deltakere="50"))
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har lagret etter at du åpnet siden" in svar.content.decode()
    assert 'value="50"' in svar.content.decode()
    aktivitet.refresh_from_db()
    assert aktivitet.deltakere == 40
    assert som(prosjektleder).post(side, data(halden, moss, deltakere="50", versjon=2)).status_code == 302
    aktivitet.refresh_from_db()
    assert aktivitet.deltakere == 50
