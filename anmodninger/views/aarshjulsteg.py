"""One step of the annual wheel: added, changed, and set to another status with one click."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anmodninger import aarshjulsteg
from anmodninger.aarshjulskjema import EndreStegForm, NyttStegForm
from anmodninger.models import Aarshjulsteg
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.skjema import postet_versjon

from .aarshjul import embetets_aar, krev_foering


def _hent(request, pk) -> Aarshjulsteg:
    rader = Aarshjulsteg.objects.for_bruker(request.user).select_related("embete", "runde", "endret_av")
    steg = get_object_or_404(rader, pk=pk)
    krev_foering(request, steg.embete_id)
    return steg


def _tilbake(steg: Aarshjulsteg) -> str:
    """Return the address of the wheel, at this step."""
    return reverse("anmodninger:aarshjul-show", args=[steg.embete_id, steg.aar]) + f"#steg-{steg.pk}"


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, embete, aar):
    embete = embetets_aar(request, embete, aar)
    krev_foering(request, embete.pk)
    form = NyttStegForm(request.POST or None, runder=aarshjulsteg.egne_runder(embete.pk, aar))
    if request.method == "POST" and form.is_valid():
        try:
            steg = aarshjulsteg.opprett(
                by=request.user,
                embete=embete,
                aar=aar,
                felt=form.felt,
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Steget er lagt til."))
            return redirect(_tilbake(steg))
    return render(
        request,
        "anmodninger/aarshjulsteg/create.html",
        {"form": form, "embete": embete, "aar": aar},
        status=422 if form.errors else 200,
    )


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    steg = _hent(request, pk)
    form = EndreStegForm(
        request.POST if request.method == "POST" else None,
        steg=steg,
        runder=aarshjulsteg.egne_runder(steg.embete_id, steg.aar),
    )
    if request.method == "POST" and form.is_valid():
        try:
            aarshjulsteg.endre(
                by=request.user,
                steg=steg,
                felt=form.felt,
                dag=i_dag(),
                versjon=form.cleaned_data["versjon"],
            )
        except aarshjulsteg.Samtidig as hinder:
            form.vis_lagret(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Steget er lagret."))
            return redirect(_tilbake(steg))
    return render(
        request,
        "anmodninger/aarshjulsteg/edit.html",
        {"form": form, "steg": steg, "tilbake": _tilbake(steg)},
        status=422 if form.errors else 200,
    )


@requires(Rett.LAGE_RUNDER)
@require_POST
def status(request, pk):
    steg = _hent(request, pk)
    try:
        aarshjulsteg.sett_status(
            by=request.user,
            steg=steg,
            status=request.POST.get("status", ""),
            dag=i_dag(),
            versjon=postet_versjon(request),
        )
    except Hinder as hinder:
        messages.warning(request, str(hinder))
    else:
        messages.success(request, _("«%(steg)s» er oppdatert.") % {"steg": steg.tittel})
    return redirect(_tilbake(steg))
