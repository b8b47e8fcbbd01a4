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
from tests.nettverk.factories import ProsjektFactory

ROLLER = ["prosjektleder", "saksbehandler", "leser", "kontaktperson", "systemansvarlig"]


@pytest.fixture
def v(transactional_db):
    """The demo, with its people under the names that the parts of the network use."""
    call_command("demodata", stdout=StringIO())
    demoprosjekt = Prosjekt.objects.get()
    return SimpleNamespace(
        # Numbers are unique within a project: what the parts make stands in one of its own.
        prosjekt=ProsjektFactory(embete=demoprosjekt.embete),
        demoprosjekt=demoprosjekt,
        embete=demoprosjekt.embete,
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
                ("systemansvarlig", "systemansvarlig"),
            ]
        },
    )


def sider(v, rolle: str):
    """Yield the name and path of every page that the role may open; those of a project, of the demo's own."""
    argumenter = omraader.argumenter(v)
    for navn, (metoder, celler) in omraader.rader().items():
        if "GET" in metoder and celler[rolle] == "ja":
            sti = reverse(navn, args=argumenter.get(navn, []))
            yield navn, sti.replace(f"/prosjekter/{v.prosjekt.pk}/", f"/prosjekter/{v.demoprosjekt.pk}/")


def se_paa_alle(side, live_server, tilgjengelig, rader) -> int:
    """Open every page that is one, and return how many there were."""
    sett, funn = 0, []
    for navn, sti in rader:
        svar = side.context.request.get(live_server.url + sti)
        assert svar.status == 200, navn
        if "text/html" not in svar.headers["content-type"]:
            continue
        side.goto(live_server.url + sti)
        assert side.title().endswith("– bosetting"), navn
        try:
            tilgjengelig(side)
        except AssertionError as feil:
            funn.append(f"{navn} ({sti}): {feil}")
        sett += 1
    assert not funn, "\n\n".join(funn)
    return sett


@pytest.mark.parametrize("rolle", ROLLER)
def test_every_page_of_the_network_is_accessible(
    side, live_server, logg_inn, tilgjengelig, v, settings, rolle
):
    settings.DEBUG = True  # the demo's passwords
    bruker = getattr(v, rolle)
    passord = next(demo.passord for demo in DEMOBRUKERE if demo.epost == bruker.email)
    logg_inn(side, bruker, passord)
    assert se_paa_alle(side, live_server, tilgjengelig, sider(v, rolle)) > 5


def test_the_open_pages_are_accessible_without_login(side, live_server, tilgjengelig, v):
    assert se_paa_alle(side, live_server, tilgjengelig, sider(v, "anonym")) >= 5
