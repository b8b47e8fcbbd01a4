"""One address, two answers: the whole page, or only its result list when htmx asks for that."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def vil_ha_fragment(request) -> bool:
    """Return whether htmx asks for the result only. A page fetched again from the browser's history is whole."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def svar(request, side: str, fragment: str, kontekst: dict):
    """Render ``side``, or ``fragment`` (the underscore file it includes) with ``er_fragment`` when htmx asks.

    The fragment carries the number of hits out of band (#treff). Caches keep the two apart.
    """
    er_fragment = vil_ha_fragment(request)
    respons = render(request, fragment if er_fragment else side, kontekst | {"er_fragment": er_fragment})
    patch_vary_headers(respons, ["HX-Request"])
    return respons
