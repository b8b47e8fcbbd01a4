"""Two people fill in the same grid: the second is told, keeps what she typed, and wipes out nothing of the first's."""

import pytest
from django.urls import reverse

from anmodninger.models import Utkastlinje
from tests.anmodninger.factories import UtkastFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def utkast(embete, halden, moss):
    return UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])


@pytest.fixture
def adresse(utkast):
    return reverse("anmodninger:utkast-tall", args=[utkast.pk])


def skjema(side) -> dict:
    """Return the grid as the browser would post it untouched."""
    ark = side.context["ark"]
    return {"versjon": ark.versjon, "grunnlag": ark.grunnlag} | {c.navn: c.verdi for c in ark.celler}


def linjer(utkast) -> dict:
    return {nr: tall for nr, *tall in utkast.linjer.values_list("kommune__nr", "totalt", "em")}


def test_cells_she_has_not_touched_take_what_the_other_saved(
    som, saksbehandler, prosjektleder, utkast, adresse, halden, moss
):
    en, to = som(saksbehandler), som(prosjektleder)
    hennes = skjema(en.get(adresse))
    to.post(adresse, skjema(to.get(adresse)) | {f"totalt-{moss.pk}": "80", f"em-{halden.pk}": "7"})

    svar = en.post(adresse, hennes | {f"totalt-{halden.pk}": "65"})

    assert svar.status_code == 422
    assert linjer(utkast) == {"0101": [60, 7], "0104": [80, None]}
    vist = skjema(svar)
    assert (vist[f"totalt-{halden.pk}"], vist[f"em-{halden.pk}"], vist[f"totalt-{moss.pk}"]) == (
        "65",
        "7",
        "80",
    )
    naa = {celle.navn: celle.naa for celle in svar.context["ark"].celler if celle.naa}
    assert naa == {f"totalt-{halden.pk}": "60"}
    assert svar.context["sum"].totalt == 145
    en.post(adresse, vist)
    assert linjer(utkast) == {"0101": [65, 7], "0104": [80, None]}


def test_what_the_other_emptied_is_not_filled_again(
    som, saksbehandler, prosjektleder, utkast, adresse, halden, moss
):
    en, to = som(saksbehandler), som(prosjektleder)
    hennes = skjema(en.get(adresse))
    to.post(adresse, skjema(to.get(adresse)) | {f"totalt-{halden.pk}": "", f"em-{halden.pk}": ""})

    svar = en.post(adresse, hennes | {f"totalt-{moss.pk}": "80"})
    en.post(adresse, skjema(svar))

    assert linjer(utkast) == {"0104": [80, None]}


@pytest.mark.parametrize("grunnlag", ["", "tull", "[1]", "[" * 20_000])
def test_a_page_that_does_not_say_what_it_was_made_from_shows_every_difference(
    som, saksbehandler, utkast, adresse, halden, moss, grunnlag
):
    klient = som(saksbehandler)
    hennes = skjema(klient.get(adresse)) | {"grunnlag": grunnlag, "versjon": "0"}
    Utkastlinje.objects.create(utkast=utkast, kommune=moss, totalt=80)

    svar = klient.post(adresse, hennes)

    assert svar.status_code == 422
    assert {celle.navn: celle.naa for celle in svar.context["ark"].celler if celle.naa} == {
        f"totalt-{moss.pk}": "80"
    }
