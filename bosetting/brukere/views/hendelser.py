"""The log: who did what, when, to which object."""

from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.filters import HendelseFilter
from bosetting.brukere.models import Hendelse
from bosetting.brukere.tables import HendelseTable
from bosetting.felles import htmx


@requires(Rett.SE_HENDELSER)
@require_safe
def index(request):
    hendelser = Hendelse.objects.for_bruker(request.user)
    objekttyper = hendelser.order_by("objekttype").values_list("objekttype", flat=True).distinct()
    filter_ = HendelseFilter(
        request.GET, queryset=hendelser.select_related("bruker"), objekttyper=list(objekttyper)
    )
    tabell = HendelseTable(filter_.qs, order_by="-tidspunkt_at")
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "brukere/hendelser/index.html",
        "brukere/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "treff": ngettext("%(n)s hendelse", "%(n)s hendelser", antall) % {"n": antall},
        },
    )
