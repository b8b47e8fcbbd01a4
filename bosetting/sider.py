"""Pages about the system itself, open to everybody."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import aapen


@aapen
@require_safe
def tilgjengelighet(request):
    """The accessibility statement."""
    return render(request, "sider/tilgjengelighet.html")


@aapen
@require_safe
def personvern(request):
    """What personal data are kept, and why."""
    return render(request, "sider/personvern.html")
