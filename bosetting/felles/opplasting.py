"""Uploaded files stay in memory, and no more of one is kept than the largest that may be used."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

from .arbeidsbok import MAKS_BYTES

# A request above this is refused unread; below it the page can still answer with a sentence of its own.
MAKS_FORESPOERSEL = 10 * MAKS_BYTES


class Stoerrelsesvakt(MemoryFileUploadHandler):
    """Keep a file in memory; what exceeds the limit is counted and thrown away, so that ``size`` tells the truth."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MAKS_FORESPOERSEL:
            raise RequestDataTooBig("Opplastingen er for stor.")
        self.activated = True

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= MAKS_BYTES:
            self.file.write(raw_data)
