"""The finished document: the embete's logo and colour, and «Utkast» until it is approved."""

import base64

import pytest

from bosetting.felles.dokument.blokker import Logo
from rapporter.ferdig import ferdig_dokument
from rapporter.models import Rapport, Rapportoppsett
from rapporter.oppsett import Oppsett, oppsett
from rapporter.queries import grunnlag

from .factories import RapportFactory

pytestmark = pytest.mark.django_db

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("status", "vannmerke"),
    [
        (Rapport.UTKAST, "Utkast"),
        (Rapport.TIL_GODKJENNING, "Utkast"),
        (Rapport.GODKJENT, ""),
        (Rapport.SENDT, ""),
    ],
)
def test_the_watermark_goes_when_the_report_is_approved(status, vannmerke):
    assert ferdig_dokument(RapportFactory(status=status)).vannmerke == vannmerke


def test_the_embetes_settings_are_on_the_document():
    rapport = RapportFactory()
    Rapportoppsett.objects.create(
        embete=rapport.prosjekt.embete,
        logo=PNG,
        logotype="png",
        logotekst="Fylkesvåpenet",
        farge="#123456",
        annen_godkjenner=True,
        mottaker="IMDi",
        endret_at=rapport.opprettet_at,
    )
    dokument = ferdig_dokument(rapport)
    assert dokument.logo == Logo("png", base64.b64encode(PNG).decode(), "Fylkesvåpenet")
    assert (dokument.farge, dokument.lister) == ("#123456", True)
    satt = oppsett(rapport.prosjekt.embete)
    assert (satt.annen_godkjenner, satt.mottaker, satt.logotekst) == (True, "IMDi", "Fylkesvåpenet")


def test_without_settings_it_is_ours(django_assert_num_queries):
    rapport = RapportFactory()
    g = grunnlag(rapport)
    with django_assert_num_queries(1):
        dokument = ferdig_dokument(rapport, g)
    assert (dokument.logo, dokument.farge) == (None, "")
    assert oppsett(rapport.prosjekt.embete) == Oppsett()
