"""A municipality asks the embete for a change it can no longer make itself, and the embete answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune
from vedtak.bekreftelser import kan_bekrefte
from vedtak.bekreftelseskjema import OenskeForm, OenskesvarForm
from vedtak.endringsoensker import alt_besvart, kan_oenske, oensker_for, oensker_til, send, svar
from vedtak.kommunehistorikk import aarshistorikk
from vedtak.models import Vedtak
from vedtak.registreringsrett import registreringsrett


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, kommune_pk, aar):
    """Ask the embete to change an answer, where the last days have closed the municipality out."""
    kommune = get_object_or_404(Kommune.objects.for_bruker(request.user), pk=kommune_pk)
    rett = registreringsrett(request.user, kommune)
    if not rett.kontaktperson:
        raise PermissionDenied
    historikk = aarshistorikk(kommune.pk, aar, i_dag())
    svarene = Vedtak.objects.for_bruker(request.user).filter(kommune=kommune, aar=aar, rettet_av=None)
    form = OenskeForm(
        request.POST if request.method == "POST" else None,
        svar=svarene.order_by("-mottatt", "-pk"),
        initial={"vedtak": request.GET.get("svar", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            oenske = send(
                by=request.user,
                kommune=kommune,
                aar=aar,
                vedtak=data.get("vedtak"),
                tekst=data["tekst"],
                dag=i_dag(),
                noekkel=data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(
                request, _("Ønsket er sendt til embetet. Dere får beskjed når det er behandlet.")
            )
            return redirect("vedtak:endringsoenske-show", oenske.pk)
    innhold = {
        "form": form,
        "kommune": kommune,
        "aar": aar,
        "historikk": historikk,
        "rett": rett,
        "aapent": not kan_oenske(rett, historikk.status.frister, i_dag()),
        "foer": [ett for ett in oensker_for([kommune.pk])[kommune.pk] if ett.aar == aar],
    }
    return render(request, "vedtak/endringsoensker/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.BEKREFTE_SVAR, Rett.SE_EGEN_KOMMUNE)
@require_safe
def index(request):
    """List the requests for a change that she may see, the latest first."""
    innhold = {
        "oensker": oensker_til(request.user),
        "ansatt": bool(request.user.omfang.embeter_med(Rett.BEKREFTE_SVAR)),
    }
    return render(request, "vedtak/endringsoensker/index.html", innhold)


def _vis(request, oenske, form=None):
    besvart = getattr(oenske, "svar", None)
    kan_svare = kan_bekrefte(request.user, oenske.kommune)
    siste = oenske.vedtak
    innhold = {
        "oenske": oenske,
        "kan_svare": kan_svare,
        "form": form or OenskesvarForm(),
        "besvart": besvart,
        "rettes": Vedtak.objects.for_bruker(request.user).filter(pk=siste.pk, rettet_av=None).exists()
        if siste and kan_svare and not besvart
        else False,
    }
    feil = form is not None and form.errors
    return render(request, "vedtak/endringsoensker/show.html", innhold, status=422 if feil else 200)


@requires(Rett.BEKREFTE_SVAR, Rett.SE_EGEN_KOMMUNE)
@require_safe
def show(request, pk):
    """Show a request for a change with its answer; those who answer it get the form."""
    return _vis(request, get_object_or_404(oensker_til(request.user), pk=pk))


@requires(Rett.BEKREFTE_SVAR)
@require_POST
def answer(request, pk):
    """Answer a request: done, or not and why."""
    oenske = get_object_or_404(oensker_til(request.user), pk=pk)
    if not kan_bekrefte(request.user, oenske.kommune):
        raise PermissionDenied
    form = OenskesvarForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            svar(
                by=request.user,
                oenske=oenske,
                utfall=data["utfall"],
                tekst=data["tekst"],
                dag=i_dag(),
                noekkel=data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(
                request, _("Svaret er sendt til %(kommune)s.") % {"kommune": oenske.kommune.navn}
            )
            return redirect("vedtak:bekreftelse-index")
    elif besvart := getattr(oenske, "svar", None):
        form.add_error(None, alt_besvart(besvart))
    return _vis(request, oenske, form)
