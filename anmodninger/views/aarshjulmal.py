"""The template an embete's annual wheel is started from."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmodninger import aarshjulmal
from anmodninger.aarshjulskjema import MalFormSet, malrader
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder

from .aarshjul import embetets_aar, krev_foering


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, embete):
    embete = embetets_aar(request, embete)
    krev_foering(request, embete.pk)
    mal = aarshjulmal.hent(embete)
    posted = request.method == "POST"
    # What was posted stands alone: steps that came to in the meantime must not shift the rows.
    skjema = MalFormSet(
        request.POST if posted else None, prefix="steg", initial=[] if posted else malrader(mal.steg)
    )
    samtidig, merke = None, request.POST.get("merke", "") if posted else mal.merke
    if posted and skjema.is_valid():
        try:
            aarshjulmal.lagre(by=request.user, embete=embete, steg=skjema.steg, merke=merke)
        except aarshjulmal.Samtidig as hinder:
            # The next save replaces what is stored, knowingly.
            samtidig, mal, merke = hinder, hinder.mal, hinder.mal.merke
            skjema.vis_hinder(hinder)
        except Hinder as hinder:
            skjema.vis_hinder(hinder)
        else:
            messages.success(request, _("Malen er lagret. Årshjul som alt er startet, er ikke endret."))
            return redirect("anmodninger:aarshjulmal-edit", embete.pk)
    feil = bool(skjema.total_error_count())
    return render(
        request,
        "anmodninger/aarshjulmal/edit.html",
        {"embete": embete, "mal": mal, "skjema": skjema, "merke": merke, "samtidig": samtidig, "feil": feil},
        status=422 if feil else 200,
    )
