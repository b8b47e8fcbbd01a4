"""An extension of the deadline for one municipality in one round."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmodninger import queries
from anmodninger.forms import UtsettelseForm
from anmodninger.frister import foreslaa, gjeldende
from anmodninger.models import Anmodning
from anmodninger.utsettelser import datohinder, fylt_ut, innvilg, kan_innvilge
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import langdato


def _retur(request, anmodning) -> str:
    """Return where she came from, when that is a page of ours; else the round."""
    retur = request.POST.get("retur", request.GET.get("retur", ""))
    if url_has_allowed_host_and_scheme(retur, allowed_hosts=None) and retur.startswith("/"):
        return retur
    return f"{anmodning.runde.get_absolute_url()}#utsettelser"


def _oensket(request) -> date | None:
    """Return the deadline that the municipality asks for, from the address; None when there is none."""
    try:
        return date.fromisoformat(request.GET.get("ny_svarfrist", ""))
    except ValueError:
        return None


def _forslag(request, naa) -> dict:
    """Return what the form begins with: the wished dates, where one is known, and that she grants it today."""
    initial = {"innvilget_av": request.user.navn, "innvilget_dato": i_dag()}
    if oensket := _oensket(request):
        ny = foreslaa(naa, oensket)
        initial |= {
            "ny_svarfrist": ny.svarfrist,
            "ny_siste_svar_dato": ny.siste_svar,
            "ny_siste_endring_dato": ny.siste_endring,
        }
    return initial


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Grant an extension. Closing dates left blank are proposed and shown before anything is saved."""
    anmodninger = Anmodning.objects.for_bruker(request.user).select_related("runde__embete", "kommune")
    anmodning = get_object_or_404(anmodninger, pk=pk)
    if not kan_innvilge(request.user, anmodning.kommune):
        raise PermissionDenied
    dag, retur = i_dag(), _retur(request, anmodning)
    gitt = list(anmodning.utsettelser.all())
    naa = gjeldende(anmodning.runde.frister, [rad.verdi for rad in gitt], date.max)
    form = UtsettelseForm(
        request.POST if request.method == "POST" else None,
        naa=naa,
        gitt_foer=bool(gitt),
        initial=_forslag(request, naa),
    )
    foreslaatt = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        utgangspunkt = anmodning.runde.frister if data.get("retter") else naa
        foreslaatt = form.foreslaa(fylt_ut(form.frister, utgangspunkt))
        if not foreslaatt:
            try:
                innvilg(
                    by=request.user,
                    anmodning=anmodning,
                    frister=form.frister,
                    begrunnelse=data["begrunnelse"],
                    innvilget_av=data["innvilget_av"],
                    innvilget_dato=data["innvilget_dato"],
                    dag=dag,
                    noekkel=data["noekkel"],
                    retter=data.get("retter", False),
                )
            except Hinder as hinder:
                hinder.paa(form)
            else:
                messages.success(
                    request,
                    _("%(kommune)s har fått utsatt frist til %(dato)s.")
                    % {"kommune": anmodning.kommune.navn, "dato": langdato(data["ny_svarfrist"])},
                )
                return redirect(retur)
    elif request.method == "POST" and {"ny_svarfrist", "innvilget_dato"} <= form.cleaned_data.keys():
        # Everything that is wrong at once, not first what is missing and then the dates.
        data = form.cleaned_data
        feil = datohinder(
            anmodning, form.frister, data["innvilget_dato"], dag, retter=data.get("retter", False)
        )
        Hinder(feil).paa(form)
    return render(
        request,
        "anmodninger/utsettelser/create.html",
        {
            "form": form,
            "anmodning": anmodning,
            "naa": naa,
            "gitt": gitt,
            "foreslaatt": foreslaatt,
            "retur": retur,
            "gjelder": queries.i_kraft(anmodning.kommune_id, anmodning.runde.aar, dag),
        },
        status=422 if form.errors else 200,
    )
