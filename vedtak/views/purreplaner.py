"""The plan of a round: when it reminds, what the reminders say, and whether they go by themselves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from vedtak.purregrunnlag import plan_for
from vedtak.purreplaner import Samtidig, lagre_plan
from vedtak.purreskjema import PlanForm, TrinnFormSet, som_initial
from vedtak.purretekst import FELT, trinnavn


def egen_runde(request, pk) -> Anmodningsrunde:
    """Return a round that this person may send reminders for, else 404."""
    egne = request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    runder = Anmodningsrunde.objects.for_bruker(request.user).filter(embete__in=egne)
    return get_object_or_404(runder.select_related("embete"), pk=pk)


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    runde, dag = egen_runde(request, pk), i_dag()
    plan = plan_for(runde)
    postet = request.POST if request.method == "POST" else None
    form = PlanForm(
        postet,
        initial={
            "aktiv": plan.aktiv_fra is not None,
            "aktiv_fra": plan.aktiv_fra or dag,
            "versjon": plan.versjon,
        },
    )
    trinn = TrinnFormSet(postet, prefix="trinn", initial=None if postet else som_initial(plan))
    samtidig = None
    # Both are validated, so that all faults are told at once.
    if postet and all([form.is_valid(), trinn.is_valid()]):
        try:
            lagre_plan(
                by=request.user,
                runde=runde,
                trinn=trinn.trinn,
                aktiv_fra=form.fra,
                versjon=form.cleaned_data["versjon"],
                dag=dag,
            )
        except Samtidig as hinder:
            samtidig = plan = hinder.plan
            form.data = form.data.copy()
            form.data["versjon"] = plan.versjon
            hinder.paa(form)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Purreplanen er lagret."))
            return redirect("vedtak:purring-preview", runde.pk)
    feil = bool(form.errors or trinn.total_error_count())
    return render(
        request,
        "vedtak/purreplaner/edit.html",
        {
            "runde": runde,
            "plan": plan,
            "form": form,
            "trinn": trinn,
            "dager": [(trinnavn(ett.virkedager), naar) for ett, naar in plan.dager(runde.svarfrist)],
            "felt": FELT.items(),
            "samtidig": samtidig,
            "feil": feil,
        },
        status=422 if feil else 200,
    )
