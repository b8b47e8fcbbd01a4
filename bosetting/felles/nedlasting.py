"""A stored file as an answer to a request: something to save, never something the browser shows or runs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from . import lager
from .lagretfil import LagretFil


def filsvar(request, fil: LagretFil) -> HttpResponse:
    """Return the file as an attachment. One that is gone or changed is told of, and not handed out."""
    try:
        innhold = lager.les(fil.noekkel, fil.sha256)
    except lager.Lagerfeil:
        return render(request, "_components/skadet_fil.html", {"fil": fil, "feil": True}, status=500)
    return HttpResponse(
        innhold,
        headers={
            "Content-Type": fil.type,
            "Content-Disposition": content_disposition_header(True, fil.navn),
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
