"""A PDF as the answer to a request. The middleware forbids browsers to guess what it is."""

from django.http import HttpResponse


def pdf_svar(pdf: bytes, navn: str, *, last_ned: bool = False) -> HttpResponse:
    """Return a PDF that the browser shows, or saves at once with ``last_ned``, under the name it is saved by."""
    maate = "attachment" if last_ned else "inline"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'{maate}; filename="{navn}"'},
    )
