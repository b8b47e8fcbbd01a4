"""Documents: uploaded, downloaded through a permission check, and replaced by newer ones."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dokumentfelt import dokumentstatus
from bosetting.felles.hinder import Hinder
from bosetting.felles.nedlasting import filsvar
from bosetting.felles.opplasting import tar_dokument
from bosetting.kommuner.models import Kommune
from vedtak import dokumenter
from vedtak.dokumentskjema import KOMMUNEN, DokumentForm, ErstattForm
from vedtak.models import Dokument, Vedtak


def _krev_rett(request, kommune) -> dokumenter.Dokumentrett:
    rett = dokumenter.dokumentrett(request.user, kommune)
    if not rett:
        raise PermissionDenied
    return rett


def _hjem(rett, kommune, vedtak) -> str:
    """Return where the document is listed: its answer, the municipality, or her own task."""
    if vedtak is not None:
        return f"{vedtak.get_absolute_url()}#dokumenter"
    if rett.ansatt:
        return f"{reverse('vedtak:kommune-show', args=[kommune.pk])}#dokumenter"
    return f"{reverse('vedtak:min-kommune')}#dokumenter"


def _valgt(request) -> str:
    """Return what the link that led here says the document belongs to."""
    if request.GET.get("vedtak", "").isdecimal():
        return f"svar-{request.GET['vedtak']}"
    return f"aar-{request.GET['aar']}" if request.GET.get("aar", "").isdecimal() else KOMMUNEN


@tar_dokument
@requires(Rett.BEKREFTE_SVAR, Rett.SE_EGEN_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, kommune_pk):
    """Upload a document for a municipality, one of its years or one of its answers."""
    kommune = get_object_or_404(Kommune.objects.for_bruker(request.user), pk=kommune_pk)
    rett = _krev_rett(request, kommune)
    svar = list(dokumenter.svar_aa_legge_ved(Vedtak.objects.for_bruker(request.user), kommune))
    form = DokumentForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        svar=svar,
        aarene=dokumenter.aarene(kommune, svar),
        valgt=_valgt(request),
    )
    if request.method == "POST" and form.is_valid():
        vedtak, aar = form.tilhoerer()
        try:
            dokument = dokumenter.legg_til(
                by=request.user,
                kommune=kommune,
                opplastet=form.cleaned_data["fil"],
                slag=form.cleaned_data["slag"],
                beskrivelse=form.cleaned_data["beskrivelse"],
                vedtak=vedtak,
                aar=aar,
                skjemanoekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("«%(navn)s» er lagret.") % {"navn": dokument.navn})
            return redirect(_hjem(rett, kommune, vedtak))
    innhold = {"form": form, "kommune": kommune, "rett": rett, "avbryt": _avbryt(rett, kommune, form)}
    return render(
        request, "vedtak/dokumenter/create.html", innhold, status=dokumentstatus(form) if form.errors else 200
    )


def _avbryt(rett, kommune, form) -> str:
    return _hjem(rett, kommune, form.svar.get(form["gjelder"].value()))


@requires(Rett.BEKREFTE_SVAR, Rett.SE_EGEN_KOMMUNE)
@require_safe
def download(request, pk):
    """Hand out a document as a file to save. Another's and one that never was get the same answer."""
    dokument = get_object_or_404(Dokument.objects.for_bruker(request.user), pk=pk)
    return filsvar(request, dokument)


@tar_dokument
@requires(Rett.BEKREFTE_SVAR, Rett.SE_EGEN_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk):
    """Replace a document; the old one stays. Somebody who comes second is told, and keeps what she typed."""
    dokument = get_object_or_404(dokumenter.som_vist(Dokument.objects.for_bruker(request.user)), pk=pk)
    rett = _krev_rett(request, dokument.kommune)
    if not rett.kan_erstatte(dokument):
        raise PermissionDenied
    hjem = _hjem(rett, dokument.kommune, dokument.vedtak)
    form = ErstattForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), dokument=dokument
    )
    if request.method == "POST" and form.is_valid():
        try:
            nytt = dokumenter.erstatt(
                by=request.user,
                dokument=dokument,
                opplastet=form.cleaned_data["fil"],
                beskrivelse=form.cleaned_data["beskrivelse"],
                skjemanoekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            kvittering = _("«%(navn)s» er lagret. Det gamle dokumentet er beholdt.")
            messages.success(request, kvittering % {"navn": nytt.navn})
            return redirect(hjem)
    nyere = dokumenter.nyere_enn(dokument)
    if nyere and not form.is_bound:
        messages.warning(request, dokumenter.alt_erstattet(nyere))
        return redirect(hjem)
    innhold = {"form": form, "dokument": dokument, "nyere": nyere, "rett": rett, "hjem": hjem}
    return render(
        request,
        "vedtak/dokumenter/replace.html",
        innhold,
        status=dokumentstatus(form) if form.errors else 200,
    )
