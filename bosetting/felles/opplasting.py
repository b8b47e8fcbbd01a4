"""Uploaded files stay in memory, and no more of them is kept than the largest that the page may use."""

from time import monotonic

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.shortcuts import render

from .arbeidsbok import MAKS_BYTES

MB = 1024 * 1024
# A request above this is refused unread; below it the page can still answer with a sentence of its own.
MAKS_FORESPOERSEL = 100 * MB


# A browser shows no answer before it has got rid of what it sends: take it and throw it away, but not for ever.
TOEMMETID = 10  # seconds
BIT = 64 * 1024
# Whoever promises more and then says nothing (a phone in a tunnel) would keep a thread for ever.
STILLHET = 30  # seconds


def tar_dokument(view):
    """Let a view take a document (settings.DOKUMENT_MAKS_MB); other views take a table of 5 MB and no more."""
    view.tar_dokument = True
    return view


def maks_dokument() -> int:
    """Return how many bytes a document may have."""
    return settings.DOKUMENT_MAKS_MB * MB


class Forespoerselsvakt:
    """Refuse a request that is too large, or does not say how large it is, before anything of it is read.

    One whose body stops coming is let go. Stands before the middleware that reads the form, and so answers before
    anybody's rights are looked at.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        forbindelse = request.environ.get("gunicorn.socket")
        if forbindelse is None:
            return self.get_response(request)
        forbindelse.settimeout(STILLHET)
        try:
            svar = self.get_response(request)
            if svar.status_code == 400:  # a form given up half-way
                _kast_resten(request.environ["wsgi.input"])
            return svar
        finally:
            forbindelse.settimeout(None)  # the answer may take the time it takes

    def process_view(self, request, view, args, kwargs):
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            if request.environ.get("wsgi.input_terminated"):  # else nobody knows where it ends
                _kast_resten(request.environ["wsgi.input"])
            return render(request, "400.html", {"feil": True}, status=411)
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAKS_FORESPOERSEL:
            _kast_resten(request)
            innhold = {"feil": True, "maks": settings.DOKUMENT_MAKS_MB}
            return render(request, "413.html", innhold, status=413)
        return None


def _kast_resten(kropp) -> None:
    """Read a refused body and throw it away, so that the sender gets to see why it was refused."""
    slutt = monotonic() + TOEMMETID
    try:
        while monotonic() < slutt and kropp.read(BIT):
            pass
    except OSError:
        pass  # she hung up


class Stoerrelsesvakt(MemoryFileUploadHandler):
    """Keep the files of one request in memory, all of them together within the limit of the page.

    What exceeds it is counted and thrown away, so that ``size`` tells the truth; such a file is ``avkortet``.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = True
        # The middleware that reads the form runs when the address is resolved, and before the view.
        side = getattr(self.request, "resolver_match", None)
        self.ledig = maks_dokument() if getattr(side and side.func, "tar_dokument", False) else MAKS_BYTES

    def receive_data_chunk(self, raw_data, start):
        if self.file.tell() == start and len(raw_data) <= self.ledig:
            self.file.write(raw_data)
            self.ledig -= len(raw_data)

    def file_complete(self, file_size):
        avkortet = self.file.tell() != file_size
        fil = super().file_complete(file_size)
        fil.avkortet = avkortet
        return fil
