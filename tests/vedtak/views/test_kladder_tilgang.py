"""Who may not reach a draft: the neighbour, the embete, and whoever has no part in the municipality."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from tests.vedtak.kladdtrinn import begynn, til_se_over, trinn
from vedtak.models import Svarkladd, Vedtak

pytestmark = pytest.mark.django_db


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def gammel(anmodning, halden):
    return VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25).vedtak


def rett(vedtak):
    return reverse("vedtak:kladd-correct", args=[vedtak.pk])


@pytest.fixture
def adresser(som, kontaktperson, halden, gammel):
    til_se_over(som(kontaktperson), halden)
    kladd = Svarkladd.objects.get()
    return [
        begynn(halden),
        rett(gammel),
        reverse("vedtak:kladd-delete", args=[kladd.pk]),
        *(trinn(kladd, navn) for navn in ("svar", "vilkaar", "vedtaket", "dokument", "se-over")),
    ]


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("saksbehandler", 404),
        ("prosjektleder", 404),
        ("nabokontaktperson", 404),
        ("nabosaksbehandler", 404),
        ("leser", 403),
        ("systemansvarlig", 403),
        ("uten_rolle", 403),
    ],
)
def test_nobody_else_reaches_a_draft(navn, status, request, som, adresser):
    klient, kladd = som(request.getfixturevalue(navn)), Svarkladd.objects.get()
    sted = {"noekkel": kladd.noekkel, "kommune": kladd.kommune_id, "aar": 2016, "versjon": kladd.versjon}
    for url in adresser:
        assert klient.get(url).status_code == status, url
        assert klient.post(url, sted | {"type": "nei"}).status_code == status, url
    assert Svarkladd.objects.get().data == kladd.data
    assert Vedtak.objects.count() == 1


@pytest.mark.parametrize("navn", ["saksbehandler", "prosjektleder"])
def test_nothing_of_a_draft_shows_on_the_embete_s_pages(navn, request, som, adresser, halden):
    kladd = Svarkladd.objects.get()
    kladd.data["felt"]["merknad"] = "HEMMELIG UTKAST"
    kladd.save()
    klient = som(request.getfixturevalue(navn))
    for url in (
        reverse("vedtak:kommune-show", args=[halden.pk]),
        reverse("vedtak:status-show", args=[2016]),
        reverse("vedtak:vedtak-create", args=[halden.pk, 2016]),
    ):
        side = klient.get(url).content.decode()
        assert "HEMMELIG UTKAST" not in side
        assert "/kladder/" not in side


def test_two_roles_do_not_add_up(som, embete, moss, halden, anmodning):
    """She reads for the whole embete and answers for Moss: that gives her no pen in Halden."""
    begge = BrukerFactory(tilgang={"rolle": "leser", "embete": embete})
    begge.tilganger.create(rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    AnmodningFactory(runde=anmodning.runde, kommune=moss)
    klient = som(begge)
    assert klient.get(begynn(halden)).status_code == 404
    assert klient.get(begynn(moss)).status_code == 200


def test_another_s_draft_and_a_missing_one_cost_and_say_the_same(
    som, nabokontaktperson, adresser, django_assert_num_queries
):
    klient, kladd = som(nabokontaktperson), Svarkladd.objects.get()
    finnes_ikke = Svarkladd(pk=kladd.pk + 1000)
    svar = []
    for en in (kladd, finnes_ikke):
        with django_assert_num_queries(4):
            svar.append(klient.get(trinn(en, "svar")))
    uten_token = [
        re.sub(rb'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+', b"", en.content) for en in svar
    ]
    assert uten_token[0] == uten_token[1]


def test_nobody_is_sent_to_login(client, adresser):
    client.logout()
    for url in adresser:
        assert client.get(url).url.startswith("/konto/")


def test_the_steps_cost_little(som, kontaktperson, halden, adresser, django_assert_max_num_queries):
    klient, kladd = som(kontaktperson), Svarkladd.objects.get()
    for _ in range(5):
        VedtakFactory(kommune=halden, slag="tillegg", totalt=1, em=0, noekkel=uuid4())
    for navn in ("svar", "vilkaar", "vedtaket", "dokument"):
        with django_assert_max_num_queries(19):
            klient.get(trinn(kladd, navn))
    with django_assert_max_num_queries(19):
        klient.get(trinn(kladd, "se-over"))
