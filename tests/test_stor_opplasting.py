"""Uploads against a real gunicorn: 2 GB in one stream, without a length, in many parts. Memory stays bounded."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bosetting.felles import opplasting

ROOT = Path(__file__).resolve().parent.parent
MB = 1024 * 1024
TOKEN = "a" * 32
BIT = bytes(64 * 1024)
# What the process may grow by: what it holds of a file, twice while it is handed on, and the pieces on the way.
ROM_FOR = 60 * MB


def minne(pid: int) -> int:
    """Return the resident memory of the worker, in bytes."""
    barn = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(
        int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{ett}/status").read_text())[1]) * 1024 for ett in barn
    )


@pytest.fixture(scope="module")
def tjener(tmp_path_factory):
    """One gunicorn worker on a port of its own, with a database of its own."""
    if not Path("/proc/self/status").exists():
        pytest.skip("minnet til en prosess leses fra /proc, som ikke finnes her")
    mappe = tmp_path_factory.mktemp("tjener")
    with socket.socket() as ledig:
        ledig.bind(("127.0.0.1", 0))
        port = ledig.getsockname()[1]
    miljoe = os.environ | {
        "DEBUG": "true",
        "DEMO_DAG": "2016-03-09",
        "SECRET_KEY": "test",
        "DATABASE_URL": f"sqlite:///{mappe / 'db.sqlite3'}",
        "DOKUMENTMAPPE": str(mappe / "dokumenter"),
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=miljoe, check=True)
    kommando = [
        sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--workers", "1",
        "--bind", f"127.0.0.1:{port}", "bosetting.wsgi",
    ]  # fmt: skip
    logg = (mappe / "logg").open("w")
    prosess = subprocess.Popen(kommando, cwd=ROOT, env=miljoe, stdout=logg, stderr=logg)
    try:
        for _forsoek in range(240):
            try:
                if b" 200 " in hent(port):
                    break
            except OSError:
                time.sleep(0.25)
        else:
            pytest.fail((mappe / "logg").read_text())
        yield port, prosess.pid
    finally:
        prosess.terminate()
        prosess.wait(timeout=30)
        logg.close()


def hent(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as forbindelse:
        forbindelse.sendall(b"GET /helse/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return les(forbindelse)


def les(forbindelse) -> bytes:
    svar = b""
    while bit := forbindelse.recv(65536):
        svar += bit
    return svar


def del_(navn: str, verdi: str = "", fil: str = "") -> bytes:
    filnavn = f'; filename="{fil}"' if fil else ""
    return f'--X\r\nContent-Disposition: form-data; name="{navn}"{filnavn}\r\n\r\n{verdi}'.encode()


def send(port: int, biter, lengde: int | None, sti: str = "/kommuner/1/dokumenter/nytt/") -> tuple[int, str]:
    """Post pieces to the server; return status and page. ``lengde`` None sends them chunked."""
    hode = f"POST {sti} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: csrftoken={TOKEN}\r\n"
    hode += "Content-Type: multipart/form-data; boundary=X\r\n"
    hode += "Transfer-Encoding: chunked\r\n\r\n" if lengde is None else f"Content-Length: {lengde}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=120) as forbindelse:
        try:
            forbindelse.sendall(hode.encode())
            for bit in biter:
                forbindelse.sendall(b"%x\r\n%s\r\n" % (len(bit), bit) if lengde is None else bit)
            if lengde is None:
                forbindelse.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # a busy machine did not throw all of it away in time; the answer is there all the same
        svar = les(forbindelse)
    return int(svar.split()[1]), svar.partition(b"\r\n\r\n")[2].decode()


BEGYNNELSE = del_("csrfmiddlewaretoken", TOKEN) + b"\r\n" + del_("fil", fil="vedtak.pdf")
SLUTT = b"\r\n--X--\r\n"


def stroem(stoerrelse: int):
    yield BEGYNNELSE
    for _nr in range(stoerrelse // len(BIT)):
        yield BIT
    yield SLUTT


def test_two_gigabytes_are_refused_in_words_without_being_held(tjener):
    port, pid = tjener
    foer, stoerrelse = minne(pid), 2048 * MB
    status, side = send(port, stroem(stoerrelse), len(BEGYNNELSE) + stoerrelse + len(SLUTT))
    assert status == 413
    assert "Filen er for stor" in side
    assert "høyst 20 MB" in side
    assert minne(pid) - foer < ROM_FOR
    assert b" 200 " in hent(port)


def test_a_stream_without_a_length_is_refused_unread(tjener):
    port, pid = tjener
    foer = minne(pid)
    status, side = send(port, stroem(512 * MB), None)
    assert status == 411
    assert "Det du sendte, kunne ikke leses" in side
    assert minne(pid) - foer < ROM_FOR


def test_several_files_at_once_are_held_as_one(tjener):
    """Eight requests at once, of 90 MB in three files each: a worker holds no more than the limit of each request."""
    port, pid = tjener
    fil = del_("fil", fil="vedtak.pdf") + BIT * 480 + b"\r\n"
    kropp = [del_("csrfmiddlewaretoken", TOKEN) + b"\r\n", fil, fil, fil, b"--X--\r\n"]
    lengde, svar, topp, ferdig = sum(map(len, kropp)), [], [0], threading.Event()

    def maal():
        while not ferdig.wait(0.05):
            topp[0] = max(topp[0], minne(pid))

    foer = minne(pid)
    maaler = threading.Thread(target=maal)
    maaler.start()
    traader = [threading.Thread(target=lambda: svar.append(send(port, kropp, lengde)[0])) for _nr in range(8)]
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    ferdig.set()
    maaler.join()
    assert svar == [302] * 8  # to the login page
    assert topp[0] - foer < 8 * 1.5 * 20 * MB
    assert lengde < opplasting.MAKS_FORESPOERSEL


def test_thousands_of_parts_are_refused(tjener):
    port, pid = tjener
    foer = minne(pid)
    mange = [del_(f"f{nr}", fil="a.pdf") + b"\r\n" for nr in range(5000)]
    kropp = [del_("csrfmiddlewaretoken", TOKEN) + b"\r\n", *mange, b"--X--\r\n"]
    assert send(port, kropp, sum(map(len, kropp)))[0] == 400
    assert minne(pid) - foer < ROM_FOR


def test_the_answer_to_a_form_that_cannot_be_read_ends_as_an_answer_should(tjener):
    """The server has read enough after a hundred files. What it leaves unread makes the connection break off."""
    port, _pid = tjener
    kropp = b"".join([*(del_(f"f{nr}", fil="a.pdf") + b"\r\n" for nr in range(5000)), b"--X--\r\n"])

    def sendt_foer_noe_leses():
        yield kropp
        time.sleep(1)

    assert send(port, sendt_foer_noe_leses(), len(kropp))[0] == 400
