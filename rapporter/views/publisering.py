"""Make an edition public, or take it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder
from rapporter import frysing, publisering, queries
from rapporter.publiseringsskjema import PubliseringForm
from rapporter.queries_utgaver import sendt

from .utgaver import hent_utgave


@requires(Rett.GODKJENNE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    utgave = hent_utgave(request, pk)
    if utgave.rapport.prosjekt.embete_id not in request.user.omfang.embeter_med(Rett.GODKJENNE_RAPPORTER):
        raise PermissionDenied
    historikk = list(utgave.publiseringer.select_related("utfoert_av"))
    offentlig = bool(historikk) and historikk[0].offentlig
    form = PubliseringForm(request.POST or None, offentlig_naa=offentlig)
    if request.method == "POST" and form.is_valid():
        try:
            publisering.sett_offentlig(by=request.user, utgave=utgave, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(
                request,
                _("Utgaven er offentlig.")
                if form.cleaned_data["offentlig"]
                else _("Utgaven er ikke lenger offentlig."),
            )
            return redirect("rapporter:publisering-edit", utgave.pk)
    return render(
        request,
        "rapporter/publisering/edit.html",
        {
            "utgave": utgave,
            "rapport": utgave.rapport,
            "navn": queries.rapportnavn(utgave.rapport),
            "form": form,
            "offentlig": offentlig,
            "sendt": sendt(utgave),
            "historikk": historikk,
            "navnetabeller": _navnetabeller(utgave),
            "adresse": request.build_absolute_uri(publisering.adresse(utgave)),
        },
        status=422 if form.errors else 200,
    )


def _navnetabeller(utgave) -> tuple[publisering.Navnetabell, ...]:
    try:
        return publisering.navnetabeller(frysing.frosset_dokument(utgave))
    except frysing.Frysefeil:
        return ()  # the public page then only points to the PDF
