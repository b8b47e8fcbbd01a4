"""Browser tests: Debian's Chromium, a context that fails on any script error, CSP breach, 404/5xx or outside request.

Run with `pytest tests/e2e`. Without a browser they are skipped and say so in one line; BROWSER_TESTS=required makes
that a failure.
"""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.brukere.factories import PASSORD

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
REQUIRED = os.environ.get("BROWSER_TESTS") == "required"
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
CSP_TO_CONSOLE = """addEventListener('securitypolicyviolation',
  e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"""

# Playwright's sync API keeps an event loop in the test's thread, which Django would refuse.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# pytest-base-url, which pytest-playwright brings, has not followed pytest 9 yet.
BASE_URL_WARNING = "ignore:Session-scoped fixtures defined as instance methods"


def pytest_collection_modifyitems(items):
    """Skip without a browser, unless one is required."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.filterwarnings(BASE_URL_WARNING))
            if not (CHROMIUM or REQUIRED):
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium: set CHROMIUM, or install Debian's chromium")
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM:
        pytest.fail("BROWSER_TESTS=required, but there is no Chromium: set CHROMIUM")
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
    ]
    arguments += ["--disable-component-update", "--disable-sync", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "nb-NO",
        "timezone_id": "Europe/Oslo",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def vaktet(context, live_server):
    """The browser context of a test, watched: the test fails when anything below went wrong on the way.

    A test that wants a refused address says `vaktet.tillatt.add(403)`.
    """
    problemer = []
    context.tillatt = {422}

    def svar(response):
        if response.status >= 400 and response.status not in context.tillatt:
            problemer.append(f"{response.status} {response.url}")

    def konsoll(melding):
        # Chromium writes every refused response here too; svar() judges those by their status.
        if melding.type == "error" and "the server responded with a status of" not in melding.text:
            problemer.append(melding.text)

    context.add_init_script(CSP_TO_CONSOLE)
    context.on("weberror", lambda feil: problemer.append(str(feil.error)))
    context.on("console", konsoll)
    context.on("response", svar)
    context.on(
        "request",
        lambda r: None if r.url.startswith((live_server.url, "data:", "blob:")) else problemer.append(r.url),
    )
    yield context
    assert problemer == []


@pytest.fixture
def side(vaktet, page):
    """A page in the watched context."""
    return page


@pytest.fixture
def uten_skript(browser, browser_context_args):
    """A page where JavaScript is switched off."""
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    yield context.new_page()
    context.close()


@pytest.fixture
def logg_inn(live_server):
    """Return a function that logs a person in through the login page."""

    def gjoer(side, bruker, passord=PASSORD):
        side.goto(f"{live_server.url}/konto/logg-inn/")
        side.get_by_label("E-post", exact=True).fill(bruker.email)
        side.get_by_label("Passord", exact=True).fill(passord)
        side.get_by_role("main").get_by_role("button", name="Logg inn").click()
        side.wait_for_url(lambda url: "logg-inn" not in url)

    return gjoer


@pytest.fixture
def tilgjengelig():
    """Return a check that axe finds nothing, and that the page does not scroll sideways, at the given widths."""

    def sjekk(side, bredder=(1280, 320)):
        foer = side.viewport_size
        for bredde in bredder:
            side.set_viewport_size({"width": bredde, "height": 900})
            funn = Axe().run(side, options=AXE)
            assert funn.violations_count == 0, f"{bredde} px: {funn.generate_report()}"
            vidde, vindu = side.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert vidde <= vindu, f"{bredde} px: the page is {vidde} px wide (WCAG 1.4.10)"
        side.set_viewport_size(foer)

    return sjekk
