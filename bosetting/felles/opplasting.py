"""Uploaded files stay in memory, and no more of them is kept than the largest that the page may use."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

from .arbeidsbok import MAKS_BYTES

MB = 1024 * 1024
# A request above this is refused unread; below it the page can still answer with a sentence of its own.
MAKS_FORESPOERSEL = 100 * MB


def tar_dokument(view):
    """Let a view take a document (settings.DOKUMENT_MAKS_MB); other views take a table of 5 MB and no more."""
    view.tar_dokument = True
    return view


def maks_dokument() -> int:
    """Return how many bytes a document may have."""
    return settings.DOKUMENT_MAKS_MB * MB


class Stoerrelsesvakt(MemoryFileUploadHandler):
    """Keep the files of one request in memory, all of them together within the limit of the page.

    What exceeds it is counted and thrown away, so that ``size`` tells the truth; such a file is ``avkortet``.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MAKS_FORESPOERSEL:
            raise RequestDataTooBig("Opplastingen er for stor.")
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
