"""What was anonymised when, in numbers, and what will be."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.personvern.lagringstid import planer, varighet
from bosetting.personvern.models import Kjoering
from bosetting.personvern.politikk import politikk


@requires(Rett.FORVALTE_PERSONVERN)
@require_safe
def index(request):
    """The systemansvarlig's page: the counts are those of the whole installation."""
    if not request.user.omfang.alt:
        raise PermissionDenied
    slag = politikk().slag
    side = Paginator(Kjoering.objects.for_bruker(request.user), 25).get_page(request.GET.get("page"))
    return render(
        request,
        "personvern/kjoeringer/index.html",
        {
            "side": side,
            "rader": [(rad, [(slag[navn].tittel, n) for navn, n in rad.antall.items()]) for rad in side],
            "planer": [
                (
                    plan.slag.tittel,
                    plan.rader.model._meta.verbose_name_plural,
                    varighet(plan.dager),
                    plan.rader.count(),
                )
                for plan in planer(i_dag())
            ],
        },
    )
