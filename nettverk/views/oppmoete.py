"""Who came to a meeting, written for all at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from nettverk import oppmoete
from nettverk.innkallingsliste import innkalte
from nettverk.innkallingsregler import hvorfor_ikke_oppmoete
from nettverk.innkallingsskjema import OppmoeteForm

from .innkallinger import hent_moete


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Write attendance. ``?forslag=1`` fills in what the answers make likely; nothing is saved before the button."""
    moete = hent_moete(request, pk)
    form = OppmoeteForm(
        request.POST if request.method == "POST" else None,
        rader=innkalte(request.user, moete),
        forslag="forslag" in request.GET,
    )
    if request.method == "POST" and form.is_valid():
        try:
            oppmoete.foer(by=request.user, moete=moete, oppmoete=form.oppmoete, dag=i_dag())
        except Hinder as hinder:
            hinder.paa(form)
            form.vis_det_som_staar()
        else:
            messages.success(request, _("Oppmøtet er lagret."))
            return redirect(moete)
    return render(
        request,
        "nettverk/oppmoete/edit.html",
        {
            "form": form,
            "moete": moete,
            "stengt": [oversatt(g) for _f, g in hvorfor_ikke_oppmoete(moete.status, moete.dato, i_dag())],
            "forslag": "forslag" in request.GET,
        },
        status=422 if form.errors else 200,
    )
