"""Who may open which page: the gate on every view. Rows are limited by ``for_bruker`` on each QuerySet.

Out of scope is 404, right row but wrong role is 403, and a view without a rule is 403 for everybody.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from .domain import Rett

# allauth's own views are open to those who need them; they are listed by the module they live in.
_TREDJEPART = ("allauth.account.", "django.views.static", "django.contrib.staticfiles.")


def requires(*rettigheter: Rett):
    """Let in people who hold at least one of ``rettigheter``; others get 403. Sets ``view.tilgang``."""

    def dekorer(view):
        @wraps(view)
        def vokt(request, *args, **kwargs):
            if not request.user.omfang.rettigheter.intersection(rettigheter):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        vokt.tilgang = frozenset(rettigheter)
        return vokt

    return dekorer


def alle_innloggede(view):
    """Let in everybody who is logged in, whatever the role."""
    view.tilgang = "innlogget"
    return view


def aapen(view):
    """Let in everybody, also those who are not logged in."""
    view.tilgang = "åpen"
    return login_not_required(view)


class AccessMiddleware:
    """Default deny: a view that declares no rule is closed to all, superusers included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        svar = self.get_response(request)
        # What is open to all may be taken back: nothing on the way gives it without asking.
        svar.headers.setdefault("Cache-Control", "no-store" if request.user.is_authenticated else "no-cache")
        return svar

    def process_view(self, request, view, args, kwargs):
        if not hasattr(view, "tilgang") and not view.__module__.startswith(_TREDJEPART):
            raise PermissionDenied
        return None


def har_rett(bruker, rett: Rett) -> bool:
    """Return True when a logged-in person holds ``rett`` today."""
    return bruker.is_authenticated and rett in bruker.omfang.rettigheter
