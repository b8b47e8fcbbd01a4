"""A virus scanner for tests: ClamAV's protocol over a real socket, answered by a thread. It finds EICAR."""

import socket
from contextlib import contextmanager
from threading import Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VERSJON = "ClamAV 1.4.1/27453/Wed Mar  9 09:00:00 2016"


class Clamd:
    """``mottatt``: the files it was sent. ``svar``: what it says instead of the truth; «» hangs up without a word."""

    def __init__(self, vokter: socket.socket, svar: str | None = None, maks: int | None = None):
        self.vokter, self.svar, self.maks = vokter, svar, maks
        self.mottatt: list[bytes] = []

    def loep(self) -> None:
        while True:
            try:
                forbindelse, _fra = self.vokter.accept()
            except OSError:
                return
            with forbindelse:
                forbindelse.settimeout(5)
                self._ett_spoersmaal(forbindelse)

    def _les(self, forbindelse, antall: int) -> bytes:
        ut = b""
        while len(ut) < antall and (bit := forbindelse.recv(antall - len(ut))):
            ut += bit
        return ut

    def _ett_spoersmaal(self, forbindelse) -> None:
        kommando = b""
        while not kommando.endswith(b"\0"):
            kommando += self._les(forbindelse, 1)
        if kommando == b"zPING\0":
            forbindelse.sendall(b"PONG\0")
        elif kommando == b"zVERSION\0":
            forbindelse.sendall(VERSJON.encode() + b"\0")
        else:
            assert kommando == b"zINSTREAM\0"
            self._skann(forbindelse)

    def _skann(self, forbindelse) -> None:
        innhold = b""
        while lengde := int.from_bytes(self._les(forbindelse, 4), "big"):
            innhold += self._les(forbindelse, lengde)
            if self.maks is not None and len(innhold) > self.maks:
                forbindelse.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.mottatt.append(innhold)
        if self.svar is not None:
            forbindelse.sendall(self.svar.encode())
        elif EICAR in innhold:
            forbindelse.sendall(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            forbindelse.sendall(b"stream: OK\0")


@contextmanager
def clamd(settings, *, sti=None, **valg):
    """Run a scanner on a port, or on the unix socket ``sti``, and name it in the setting."""
    if sti:
        vokter = socket.socket(socket.AF_UNIX)
        vokter.bind(str(sti))
        settings.CLAMD = str(sti)
    else:
        vokter = socket.socket()
        vokter.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{vokter.getsockname()[1]}"
    vokter.listen()
    tjener = Clamd(vokter, **valg)
    traad = Thread(target=tjener.loep, daemon=True)
    traad.start()
    try:
        yield tjener
    finally:
        vokter.shutdown(socket.SHUT_RDWR)
        vokter.close()
        traad.join()
