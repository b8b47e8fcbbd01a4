"""The answer to a calendar program: the file, and how long it may be kept."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response


def ics(request, innhold: bytes, filnavn: str) -> HttpResponse:
    """Return an iCalendar file by the name ``filnavn``.ics; 304 to a program that has the same one already."""
    merke = f'"{sha256(innhold).hexdigest()}"'
    svar = HttpResponse(
        innhold,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'inline; filename="{filnavn}.ics"',
            "Cache-Control": "private, no-cache",
            "ETag": merke,
            "X-Robots-Tag": "noindex",
        },
    )
    return get_conditional_response(request, etag=merke, response=svar)
