"""The page of a report's files: order, follow, download."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bosetting.jobber.models import Jobb
from rapporter import filer
from rapporter.models import Rapportfil
from tests.jobber.factories import JobbFactory
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    KapittelFactory(rapport=rapport)
    return rapport


@pytest.fixture
def adresse(rapport):
    return reverse("rapporter:fil-index", args=[rapport.pk])


def _bestill(client, rapport, **felt):
    skjema = {"slag": filer.PDF_KILDER, "noekkel": uuid4()} | felt
    return client.post(reverse("rapporter:fil-create", args=[rapport.pk]), skjema)


def test_a_file_is_ordered_and_downloaded(client, saksbehandler, rapport, adresse):
    client.force_login(saksbehandler)
    assert _bestill(client, rapport).url == adresse
    fil = rapport.filer.get()
    side = client.get(adresse).content.decode()
    assert fil.filnavn in side
    assert fil.sha256 in side
    svar = client.get(reverse("rapporter:fil-download", args=[fil.pk]))
    assert svar.content == bytes(fil.innhold)
    assert svar["Content-Type"] == "application/pdf"
    assert svar["Content-Disposition"] == f'attachment; filename="{fil.filnavn}"'


@pytest.mark.parametrize("felt", [{"slag": "hemmelig"}, {"noekkel": "tull"}])
def test_what_is_not_our_form_makes_nothing(client, saksbehandler, rapport, felt):
    client.force_login(saksbehandler)
    _bestill(client, rapport, **felt)
    assert not Rapportfil.objects.exists()


def test_one_under_way_shows_how_far_it_has_come_and_asks_again(client, saksbehandler, rapport, adresse):
    jobb = JobbFactory(embete=rapport.prosjekt.embete, tilstand=Jobb.KJOERER, antall=2, ferdige=1)
    fil = Rapportfil.objects.create(rapport=rapport, jobb=jobb, slag=filer.PDF_KILDER)
    client.force_login(saksbehandler)
    side = client.get(adresse).content.decode()
    assert '<progress value="1" max="2"' in side
    assert 'hx-trigger="every 2s"' in side
    fragment = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip() in side
    assert client.get(reverse("rapporter:fil-download", args=[fil.pk])).status_code == 404


def test_one_that_failed_says_why(client, saksbehandler, rapport, adresse):
    jobb = JobbFactory(embete=rapport.prosjekt.embete, tilstand=Jobb.FEILET)
    jobb.feil.create(enhet="pdf", navn="Tegne PDF-en", aarsak="PDF-en kunne ikke tegnes: fordi")
    Rapportfil.objects.create(rapport=rapport, jobb=jobb, slag=filer.PDF_KILDER)
    client.force_login(saksbehandler)
    side = client.get(adresse).content.decode()
    assert "Tegne PDF-en: PDF-en kunne ikke tegnes: fordi" in side
    assert "Teksten i rapporten er som før." in side
    assert "hx-trigger" not in side.split('id="filer"')[1]


def test_another_embetes_files_are_not_there(client, nabosaksbehandler, rapport, adresse):
    fil = filer.bestill(by=None, rapport=rapport, slag=filer.PDF_KILDER)
    client.force_login(nabosaksbehandler)
    assert client.get(adresse).status_code == 404
    assert _bestill(client, rapport).status_code == 404
    assert client.get(reverse("rapporter:fil-download", args=[fil.pk])).status_code == 404


def test_as_many_queries_for_many_files_as_for_one(
    client, saksbehandler, rapport, adresse, django_assert_num_queries
):
    client.force_login(saksbehandler)

    def en_til():
        jobb = JobbFactory(embete=rapport.prosjekt.embete, tilstand=Jobb.FEILET)
        Rapportfil.objects.create(rapport=rapport, jobb=jobb, slag=filer.PDF_KILDER)

    en_til()
    client.get(adresse)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as fanget:
        client.get(adresse)
    for _nr in range(4):
        en_til()
    with django_assert_num_queries(len(fanget)):
        client.get(adresse)
