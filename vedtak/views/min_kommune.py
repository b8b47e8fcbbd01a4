"""Where a kontaktperson's work begins: her own municipality, its open task first."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.kommuner.models import Kommune
from vedtak.embetekontakt import embetekontakt
from vedtak.kommunehistorikk import historikker
from vedtak.oppgaver import oppgaver
from vedtak.purreliste import kommunens_purringer


@requires(Rett.SE_EGEN_KOMMUNE)
@require_safe
def show(request):
    """Show each municipality the person represents (nearly always one): what to do, what is answered, whom to ask."""
    dag = i_dag()
    egne = Kommune.objects.for_bruker(request.user).filter(pk__in=request.user.omfang.kommune_ids).norsk()
    kommuner = list(egne.select_related("fylke"))
    historikk = historikker([kommune.pk for kommune in kommuner], dag)
    deler = []
    for kommune in kommuner:
        kontakt = embetekontakt(kommune, dag)
        foerst, *resten = oppgaver(historikk[kommune.pk], dag, str(kontakt or _("embetet"))) or [None]
        deler.append(
            {
                "kommune": kommune,
                "oppgave": foerst,
                "andre_oppgaver": resten,
                "aarene": historikk[kommune.pk],
                "kontakt": kontakt,
                "purringer": kommunens_purringer(request.user, kommune),
            }
        )
    return render(request, "vedtak/min_kommune/show.html", {"deler": deler})
