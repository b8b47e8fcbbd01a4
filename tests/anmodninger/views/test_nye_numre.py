"""A round for municipalities that had other numbers, or were several, when the last one was sent."""

from datetime import date

import pytest

from bosetting.kommuner.models import Folketall, Kommune, KommuneEndring
from tests.anmodninger.factories import RundeFactory, UtkastFactory
from tests.anmodninger.fordelingsside import VALG, url

pytestmark = pytest.mark.django_db


def test_a_new_number_is_shown_beside_what_the_old_ones_were_asked_for(
    som, saksbehandler, embete, halden, moss
):
    ny = Kommune.objects.create(nr="3099", navn="Haldenmoss", fylke=halden.fylke, fra=date(2020, 1, 1))
    Kommune.objects.filter(pk__in=[halden.pk, moss.pk]).update(til=date(2020, 1, 1))
    for gammel in (halden, moss):
        KommuneEndring.objects.create(forgjenger=gammel, etterfoelger=ny, dato=date(2020, 1, 1))
    Folketall.objects.create(kommune=ny, aar=2019, antall=60_000)
    RundeFactory(embete=embete, aar=2019, linjer=[(halden, 25, 4), (moss, 60, None)])
    utkast = UtkastFactory(embete=embete, aar=2020, fylkestall_totalt=103, fylkestall_em=12)
    klient = som(saksbehandler)

    svar = klient.post(url(utkast), VALG | {"versjon": 1}, follow=True)

    (forslag,) = svar.context["ark"].forslag
    assert (forslag.rad.kommune, forslag.rad.forrige, forslag.endring) == (ny, (85, None), 18)
    (rad,) = klient.get(url(utkast, "tall")).context["ark"].rader
    assert rad.forrige == (85, None)
