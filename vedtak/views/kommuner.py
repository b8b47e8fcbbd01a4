"""The municipalities a person may see, and the history of each."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from anmodninger.utsettelser import kan_innvilge
from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.kommuner.models import Kommune
from vedtak.kommunehistorikk import historikker
from vedtak.oppfoelging import kommunens_dialog
from vedtak.purreliste import kommunens_purringer
from vedtak.registreringsrett import registreringsrett


@requires(Rett.SE_STATUS)
@require_safe
def index(request):
    """List the municipalities, those of today unless ``alle`` is asked for; ``q`` is part of a name or number."""
    q, alle = request.GET.get("q", "").strip(), "alle" in request.GET
    kommuner = Kommune.objects.for_bruker(request.user).select_related("fylke").norsk()
    if not alle:
        kommuner = kommuner.on_date(i_dag())
    if q:
        kommuner = kommuner.filter(Q(navn__icontains=q) | Q(nr__startswith=q))
    return render(request, "vedtak/kommuner/index.html", {"kommuner": list(kommuner), "q": q, "alle": alle})


@requires(Rett.SE_SVAR)
@require_safe
def show(request, pk):
    """Show one municipality, year by year."""
    kommune = get_object_or_404(Kommune.objects.for_bruker(request.user).select_related("fylke"), pk=pk)
    return render(
        request,
        "vedtak/kommuner/show.html",
        {
            "kommune": kommune,
            "aarene": historikker([kommune.pk], i_dag())[kommune.pk],
            "kan_registrere": registreringsrett(request.user, kommune),
            "kan_utsette": kan_innvilge(request.user, kommune),
            "dialog": kommunens_dialog(request.user, kommune, i_dag()),
            "purringer": kommunens_purringer(request.user, kommune),
            "dag": i_dag(),
            "ser_alle": har_rett(request.user, Rett.SE_STATUS),
        },
    )
