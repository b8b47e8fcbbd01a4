"""Pages about the system itself, open to everybody."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import aapen
from bosetting.personvern.lagringstid import slag_i_ord


@aapen
@require_safe
def tilgjengelighet(request):
    """The accessibility statement."""
    return render(request, "sider/tilgjengelighet.html")


@aapen
@require_safe
def personvern(request):
    """What personal data are kept, why and how long: the policy's own words."""
    return render(request, "sider/personvern.html", {"alle_slag": slag_i_ord()})
