"""Conditions on the answers: what came of following one up."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from vedtak import vilkaarsoppfoelging
from vedtak.models import Vilkaar
from vedtak.vilkaarsoppfoelgingsliste import oppfoelginger_av
from vedtak.vilkaarsoppfoelgingsskjema import OppfoelgingForm


@requires(Rett.FOERE_DIALOG)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, pk):
    """Follow up a condition, beside all that was done about it. Who comes second is told, and keeps what she typed."""
    rader = Vilkaar.objects.for_bruker(request.user).select_related("vedtak__kommune", "vedtak__rettet_av")
    vilkaar, dag = get_object_or_404(rader, pk=pk), i_dag()
    gjort = oppfoelginger_av(vilkaar)
    forrige = max((ett.pk for ett in gjort), default=None)
    form = OppfoelgingForm(request.POST or None, dag=dag, forrige=forrige)
    if request.method == "POST" and form.is_valid():
        try:
            vilkaarsoppfoelging.foelg_opp(
                by=request.user,
                vilkaar=vilkaar,
                innhold=form.innhold(),
                forrige=form.cleaned_data["forrige"],
                dag=dag,
                noekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except vilkaarsoppfoelging.Samtidig as hinder:
            form.vis_samtidig(hinder)
            gjort = oppfoelginger_av(vilkaar)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Oppfølgingen av vilkåret er ført."))
            return redirect(reverse("vedtak:kommune-show", args=[vilkaar.vedtak.kommune_id]) + "#vilkaar")
    innhold = {
        "form": form,
        "vilkaar": vilkaar,
        "gjort": gjort,
        "rettet_av": getattr(vilkaar.vedtak, "rettet_av", None),
    }
    return render(request, "vedtak/vilkaar/follow_up.html", innhold, status=422 if form.errors else 200)
