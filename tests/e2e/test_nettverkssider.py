"""Every page of the network and of personal data, as each role that may open it: axe finds nothing, no sideways scroll.

The addresses and the rows behind them are those of the access table, so that a new page is opened the day it is made.
"""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from bosetting.brukere.demo import DEMOBRUKERE
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import i_dag
from bosetting.kommuner.models import Kommune
from nettverk.models import Prosjekt
from tests.brukere.factories import EmbeteFactory
from tests.nettverk import omraader


@pytest.fixture
def v(transactional_db):
    """The demo, with its people under the names that the parts of the network use."""
    call_command("demodata", stdout=StringIO())
    prosjekt = Prosjekt.objects.get()
    return SimpleNamespace(
        prosjekt=prosjekt,
        embete=prosjekt.embete,
        naboembete=EmbeteFactory(),
        halden=Kommune.objects.get(nr="0123"),
        moss=Kommune.objects.get(nr="0104"),
        dag=i_dag(),
        nabokontaktperson=Bruker.objects.get(email="moss-rygge@demo.example"),
        **{
            rolle: Bruker.objects.get(email=f"{epost}@demo.example")
            for rolle, epost in [
                ("saksbehandler", "saksbehandler"),
                ("prosjektleder", "prosjektleder"),
                ("leser", "leser"),
                ("kontaktperson", "spydeberg"),
            ]
        },
    )


@pytest.mark.parametrize("rolle", ["prosjektleder", "leser", "kontaktperson"])
def test_every_page_of_the_network_is_accessible(
    side, live_server, logg_inn, tilgjengelig, v, settings, rolle
):
    settings.DEBUG = True  # the demo's passwords
    argumenter = omraader.argumenter(v)
    bruker = getattr(v, rolle)
    passord = next(demo.passord for demo in DEMOBRUKERE if demo.epost == bruker.email)
    logg_inn(side, bruker, passord)
    sett = 0
    for navn, (metoder, celler) in omraader.rader().items():
        if "GET" not in metoder or celler[rolle] != "ja":
            continue
        adresse = live_server.url + reverse(navn, args=argumenter.get(navn, []))
        svar = side.context.request.get(adresse)
        assert svar.status == 200, navn
        if "text/html" not in svar.headers["content-type"]:
            continue
        side.goto(adresse)
        assert side.title().endswith("– bosetting"), navn
        tilgjengelig(side)
        sett += 1
    assert sett > 5
