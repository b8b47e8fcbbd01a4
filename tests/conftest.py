"""The cast: fixed day, personas, and what every test needs of the ground."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import hypothesis
import pytest
from django.db import connection

from bosetting.felles import vern
from tests.besetning import person
from tests.brukere.factories import EmbeteFactory
from tests.kommuner.factories import KommuneFactory

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
BROWSER_DRIVER = find_spec("playwright") is not None

# How busy the machine is says nothing of the code; what it costs is measured by make bench.
hypothesis.settings.register_profile(
    "hus", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("hus")


def pytest_report_header():
    return None if BROWSER_DRIVER else "tests/e2e left out: no browser driver here (make install-ci)"


def pytest_ignore_collect(collection_path):
    """Leave out the browser tests where their driver is not installed; CI installs it."""
    return True if collection_path.name == "e2e" and not BROWSER_DRIVER else None


def pytest_configure(config):
    """Test settings: cheap passwords, no https, static files as they lie; everything else as in production."""
    from django.conf import settings
    from django.core.signals import setting_changed

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sesjon", "csrf"
    settings.DEBUG = False
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # Our tasks are read already, and with them the setting as it was.
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
    settings.STATIC_ROOT = ""  # nothing is collected: WhiteNoise would warn that the folder is not there
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def paa_postgresql(transactional_db):
    """Only where writers meet."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL: SQLite lets one writer in at a time, so nobody races; .ci/run runs this")


@pytest.fixture(autouse=True)
def dag(settings) -> date:
    """The day every test takes place, unless it says otherwise."""
    settings.DEMO_DAG = "2016-03-09"
    return date(2016, 3, 9)


@pytest.fixture(autouse=True)
def _egen_dokumentmappe(settings, tmp_path_factory):
    """Keep what a test uploads out of the repository. The folder is made by the first file that is stored."""
    settings.DOKUMENTMAPPE = tmp_path_factory.getbasetemp() / "dokumenter"


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards():
    """Let transactional tests empty append-only tables: drop the triggers around the flush, and put them back.

    For the whole session: live_server sets up its database before any fixture of a single test, and empties it after.
    """
    from django.core.management.commands import flush

    ekte = flush.Command.handle

    def handle(self, **options):
        vern.ta_ned(options["database"])
        try:
            return ekte(self, **options)
        finally:
            vern.sett_opp(options["database"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture
def shared_data() -> Path:
    """The folder of real data beside the repository; a clone without it skips."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data finnes ikke her: testen på de virkelige filene er hoppet over")
    return SHARED_DATA


@pytest.fixture
def embete(db):
    return EmbeteFactory()


@pytest.fixture
def naboembete(db):
    return EmbeteFactory(omraade="Hordaland", fylker=("12",))


@pytest.fixture
def halden(embete):
    return KommuneFactory(nr="0101", navn="Halden")


@pytest.fixture
def moss(embete):
    return KommuneFactory(nr="0104", navn="Moss")


@pytest.fixture
def bergen(naboembete):
    return KommuneFactory(nr="1201", navn="Bergen")


@pytest.fixture
def saksbehandler(embete):
    return person("saksbehandler", embete)


@pytest.fixture
def nabosaksbehandler(naboembete):
    return person("nabosaksbehandler", naboembete)


@pytest.fixture
def prosjektleder(embete):
    return person("prosjektleder", embete)


@pytest.fixture
def leser(embete):
    return person("leser", embete)


@pytest.fixture
def kontaktperson(halden):
    return person("kontaktperson", halden)


@pytest.fixture
def nabokontaktperson(moss):
    return person("nabokontaktperson", moss)


@pytest.fixture
def systemansvarlig(db):
    return person("systemansvarlig")


@pytest.fixture
def uten_rolle(db):
    return person("uten_rolle")


@pytest.fixture
def som(client):
    """Return a client logged in as the given person."""

    def logg_inn(bruker):
        client.force_login(bruker)
        return client

    return logg_inn
