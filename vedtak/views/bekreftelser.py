"""The embete judges what municipalities send in: many at once, one by one, or back with a comment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.mottakere import kontaktpersoner
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from vedtak.bekreftelser import bekreft, kan_bekrefte, send_tilbake
from vedtak.bekreftelseskjema import BekreftForm, TilbakeForm
from vedtak.bekreftelsesliste import til_bekreftelse
from vedtak.endringsoensker import aapne
from vedtak.models import Vedtak


def _bekreft(request, form) -> bool:
    """Confirm what the form names and say so; put the reasons on it when that cannot be done."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    ider = [valgt.vedtak for valgt in data["valgt"]]
    # Answers that are not hers and such as do not exist get the same answer.
    if Vedtak.objects.for_bruker(request.user).filter(pk__in=ider).count() < len(set(ider)):
        form.add_error(None, _("Et av svarene finnes ikke."))
        return False
    try:
        rader = bekreft(
            by=request.user, valgte=data["valgt"], dato=data["dato"], dag=i_dag(), noekkel=data["noekkel"]
        )
    except Hinder as hinder:
        hinder.paa(form)
        return False
    tekst = ngettext("%(antall)s svar er bekreftet.", "%(antall)s svar er bekreftet.", len(rader))
    messages.success(request, tekst % {"antall": len(rader)})
    return True


@requires(Rett.BEKREFTE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """List what waits for the embete, and confirm those ticked off: all of them or none."""
    form = BekreftForm(request.POST if request.method == "POST" else None, dag=i_dag())
    if request.method == "POST" and _bekreft(request, form):
        return redirect("vedtak:bekreftelse-index")
    rader = til_bekreftelse(request.user, i_dag())
    if request.method == "POST":
        # An answer that came back changed since she ticked it is not ticked any more: she has not seen it.
        valgt = set(request.POST.getlist("valgt"))
    else:
        valgt = {rad.verdi for rad in rader} if request.GET.get("velg") == "alle" else set()
    innhold = {
        "form": form,
        "rader": rader,
        "valgt": valgt,
        "alle_valgt": len(valgt) == len(rader),
        "oensker": aapne(request.user.omfang),
    }
    return render(request, "vedtak/bekreftelser/index.html", innhold, status=422 if form.errors else 200)


def _ett_svar(request, pk):
    """Return the answer and how it waits to be judged; None for one that does not wait (any more)."""
    vedtak = get_object_or_404(Vedtak.objects.for_bruker(request.user).select_related("kommune"), pk=pk)
    if not kan_bekrefte(request.user, vedtak.kommune):
        raise PermissionDenied
    rader = til_bekreftelse(request.user, i_dag(), pk)
    return vedtak, rader[0] if rader else None


def _ferdig(request, vedtak):
    messages.info(request, _("Svaret venter ikke på bekreftelse."))
    return redirect(vedtak)


@requires(Rett.BEKREFTE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Show one answer with all that came with it, and confirm it."""
    vedtak, rad = _ett_svar(request, pk)
    form = BekreftForm(
        request.POST if request.method == "POST" else None,
        dag=i_dag(),
        initial={"valgt": [rad.verdi] if rad else []},
    )
    if request.method == "POST" and _bekreft(request, form):
        return redirect("vedtak:bekreftelse-index")
    if rad is None:
        return _ferdig(request, vedtak) if not form.errors else _siste(request, form, vedtak)
    innhold = {"form": form, "rad": rad, "vedtak": vedtak}
    return render(request, "vedtak/bekreftelser/create.html", innhold, status=422 if form.errors else 200)


def _siste(request, form, vedtak):
    """Tell who came first, on the page of the answer."""
    for feil in form.non_field_errors() or [_("Svaret venter ikke på bekreftelse.")]:
        messages.warning(request, feil)
    return redirect(vedtak)


@requires(Rett.BEKREFTE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request, pk):
    """Send an answer back to the municipality with a comment. Who comes second is told, and keeps what she typed."""
    vedtak, rad = _ett_svar(request, pk)
    form = TilbakeForm(
        request.POST if request.method == "POST" else None,
        initial={"valgt": [rad.verdi] if rad else []},
    )
    mottakere = list(kontaktpersoner(vedtak.kommune, i_dag()))
    if request.method == "POST" and form.is_valid():
        try:
            send_tilbake(
                by=request.user,
                valgt=form.cleaned_data["valgt"][0],
                kommentar=form.cleaned_data["kommentar"],
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(
                request, _("Svaret er sendt tilbake til %(kommune)s.") % {"kommune": vedtak.kommune.navn}
            )
            return redirect("vedtak:bekreftelse-index")
    if rad is None and not form.errors:
        return _ferdig(request, vedtak)
    innhold = {"form": form, "rad": rad, "vedtak": vedtak, "mottakere": mottakere}
    return render(request, "vedtak/bekreftelser/return.html", innhold, status=422 if form.errors else 200)
