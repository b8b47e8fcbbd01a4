"""The virus scanner: what it says is believed, and where it says nothing clear the file is not clean."""

import socket

import pytest

from bosetting.felles import virus
from bosetting.felles.virus import Utfall
from tests.felles.clamd import EICAR, VERSJON, clamd


def test_without_a_scanner_nothing_is_called_clean(settings):
    settings.CLAMD = ""
    assert virus.skann(EICAR) == virus.Skanning(Utfall.IKKE_SATT_OPP)
    assert not virus.svarer()


@pytest.mark.parametrize("over", ["port", "sokkel", "unix:"])
def test_the_whole_file_is_asked_about(settings, tmp_path, over):
    innhold = bytes(range(256)) * 1000
    sti = None if over == "port" else tmp_path / "clamd.sock"
    with clamd(settings, sti=sti) as tjener:
        if over == "unix:":
            settings.CLAMD = f"unix:{sti}"
        assert virus.skann(innhold) == virus.Skanning(Utfall.REN, skanner=VERSJON)
        assert virus.svarer()
    assert tjener.mottatt == [innhold]


def test_what_it_finds_is_named(settings):
    with clamd(settings):
        assert virus.skann(b"foran" + EICAR) == virus.Skanning(Utfall.SMITTET, funn="Eicar-Test-Signature")


@pytest.mark.parametrize(
    "svar", ["", "stream: OK or so\0", "stream: Can't allocate memory ERROR\0", "OK\0", "x" * 10_000]
)
def test_an_unclear_answer_is_never_clean(settings, svar):
    with clamd(settings, svar=svar):
        assert virus.skann(b"fil").utfall == Utfall.UTILGJENGELIG


def test_a_file_too_large_for_it_is_not_clean(settings):
    with clamd(settings, maks=100_000):
        assert virus.skann(bytes(5_000_000)).utfall == Utfall.UTILGJENGELIG


def test_a_scanner_that_is_not_there_is_unavailable(settings, tmp_path):
    with socket.socket() as ledig:
        ledig.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{ledig.getsockname()[1]}"
    assert virus.skann(b"fil").utfall == Utfall.UTILGJENGELIG
    settings.CLAMD = str(tmp_path / "ingen.sock")
    assert virus.skann(b"fil").utfall == Utfall.UTILGJENGELIG
    assert not virus.svarer()


def test_a_scanner_that_says_nothing_is_not_waited_for_without_end(settings, monkeypatch):
    monkeypatch.setattr(virus, "TIDSGRENSE", 0.2)
    with socket.socket() as taus:
        taus.bind(("127.0.0.1", 0))
        taus.listen()
        settings.CLAMD = f"127.0.0.1:{taus.getsockname()[1]}"
        assert virus.skann(b"fil").utfall == Utfall.UTILGJENGELIG
