"""Whether each result goal was reached: one choice for each, beside the prose about it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder
from rapporter import maalvurderinger, queries
from rapporter.maalskjema import MaalvurderingForm

from . import hent, krev_skriving


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    vurderinger = maalvurderinger.vurderinger(rapport)
    form = MaalvurderingForm(request.POST or None, vurderinger=vurderinger)
    if request.method == "POST" and form.is_valid():
        try:
            maalvurderinger.vurder(by=request.user, rapport=rapport, valg=form.valg)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Vurderingen av målene er lagret."))
            return redirect(rapport)
    kontekst = {"form": form, "rapport": rapport, "navn": queries.rapportnavn(rapport), "maal": vurderinger}
    return render(request, "rapporter/maalvurdering/edit.html", kontekst, status=422 if form.errors else 200)
