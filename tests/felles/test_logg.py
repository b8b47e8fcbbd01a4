"""No log line holds the secret of a calendar address or an invitation."""

import logging
import runpy
from pathlib import Path

import pytest
from gunicorn.config import Config

from bosetting.felles.logg import SkjulHemmeligheter, uten_hemmelighet

STI = "/brukere/kalender/aB3_-x.ics"


@pytest.mark.parametrize(
    ("tekst", "skjult"),
    [
        (STI, "/brukere/kalender/….ics"),
        (f'"GET https://x.no{STI}?a=1 HTTP/1.1"', '"GET https://x.no/brukere/kalender/….ics?a=1 HTTP/1.1"'),
        # Typed by hand, or cut short on its way: still the whole secret.
        (f"Not Found: /brukere/kalender/{43 * 'x'}", "Not Found: /brukere/kalender/…"),
        (f"Not Found: /Brukere/Kalender/{43 * 'x'}/", "Not Found: /Brukere/Kalender/…/"),
        ("/nettverk/gruppekalender/aB3_-x.ics", "/nettverk/gruppekalender/….ics"),
        (f"Not Found: /nettverk/gruppekalender/{43 * 'x'}", "Not Found: /nettverk/gruppekalender/…"),
        ("/brukere/kalender/ny/", "/brukere/kalender/ny/"),
        ("/status/2016/", "/status/2016/"),
        # An invitation, however it is written, whole or cut short.
        ("Gone: /invitasjon/aB3_-x/", "Gone: /invitasjon/…/"),
        ('"POST https://x.no/invitasjon/aB3_-x HTTP/1.1"', '"POST https://x.no/invitasjon/… HTTP/1.1"'),
        ("/konto/logg-ut/?next=%2Finvitasjon%2FaB3_-x%2F", "/konto/logg-ut/?next=%2Finvitasjon%2F…%2F"),
        ("/kommuner/invitasjoner/12/", "/kommuner/invitasjoner/12/"),
        # The signed links of the network, the colon of the signature written out or not.
        ("GET /nettverk/innkalling/0ab1:x-Y_z/ 200", "GET /nettverk/innkalling/…/ 200"),
        ("/?next=%2Fnettverk%2Finnkalling%2F0ab1%3Ax-Y_z%2F", "/?next=%2Fnettverk%2Finnkalling%2F…%2F"),
        ("/nettverk/paamelding/min/0ab1:x-Y_z/meld-av/", "/nettverk/paamelding/min/…/meld-av/"),
        ("/nettverk/moeter/3/innkalling/send/", "/nettverk/moeter/3/innkalling/send/"),
        # What a mail server answers.
        ("550 5.1.1 <kari.å+x@oslo.kommune.no>: ukjent", "550 5.1.1 <…>: ukjent"),
        ("E-post om påmelding 7 @ kl. 9", "E-post om påmelding 7 @ kl. 9"),
    ],
)
def test_the_secret_is_left_out_and_the_rest_stays(tekst, skjult):
    assert uten_hemmelighet(tekst) == skjult


def test_the_filter_sees_the_line_as_it_will_be_written():
    rad = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", STI), None)
    assert SkjulHemmeligheter().filter(rad)
    assert rad.getMessage() == "Not Found: /brukere/kalender/….ics"


def test_the_handler_that_writes_has_the_filter(settings):
    assert settings.LOGGING["handlers"]["ut"]["filters"] == ["hemmeligheter"]


def test_what_gunicorn_itself_says_of_a_request_it_cannot_read_has_the_filter(capfd):
    """It quotes the first line of the request, or its address, past every handler of ours."""
    oppsett = runpy.run_path(str(Path(__file__).resolve().parents[2] / "gunicorn.conf.py"))
    logger = oppsett["logger_class"](Config())
    logger.warning("Invalid request from ip=%s: %s", "10.0.0.1", "'GET /invitasjon/aB3_-x/ HTTP/9'")
    ut = capfd.readouterr().err
    assert "'GET /invitasjon/…/ HTTP/9'" in ut
    assert "aB3_-x" not in ut
