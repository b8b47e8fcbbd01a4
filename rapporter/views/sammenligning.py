"""Two reports, or a report and today, side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from rapporter import queries, sammenligning, tilstander
from rapporter.sammenligningsskjema import SammenligningForm

from . import hent


@requires(Rett.SE_RAPPORTER)
@require_safe
def show(request, pk):
    rapport, dag = hent(request, pk), i_dag()
    valg = tilstander.valgene(request.user, rapport)
    fra, til = (ett.noekkel for ett in tilstander.forslag(valg, rapport))
    form = SammenligningForm({"fra": fra, "til": til} | request.GET.dict(), valg=valg)
    kontekst = {"rapport": rapport, "navn": queries.rapportnavn(rapport), "form": form}
    if form.is_valid():
        med_noekkel = {ett.noekkel: ett for ett in valg}
        en, to = (tilstander.tilstand(med_noekkel[form.cleaned_data[felt]], dag) for felt in ("fra", "til"))
        alle = sammenligning.side_om_side(en.figurer, to.figurer)
        ulike = [rad for rad in alle if not rad.lik]
        kontekst |= {
            "foer": en,
            "naa": to,
            "tall": alle if form.cleaned_data["alle"] else ulike,
            "antall_ulike": len(ulike),
            "antall_tall": len(alle),
            "tekster": sammenligning.sammenlign_tekster(en.tekster, to.tekster),
        }
    return render(request, "rapporter/sammenligning/show.html", kontekst, status=422 if form.errors else 200)
