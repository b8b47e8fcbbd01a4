"""Files with a draft: only those who represent the municipality reach them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dokumentfelt import dokumentstatus
from bosetting.felles.hinder import Hinder
from bosetting.felles.opplasting import tar_dokument
from vedtak import dokumenter
from vedtak.dokumentskjema import Filskjema
from vedtak.models import Svarkladd
from vedtak.nedlasting import filsvar


def _retur(request) -> str:
    """Return the step she came from, as a path of our own; else her municipality's page."""
    retur = request.POST.get("retur", request.GET.get("retur", ""))
    if retur.startswith("/") and url_has_allowed_host_and_scheme(retur, allowed_hosts=None):
        return retur
    return reverse("vedtak:min-kommune")


@tar_dokument
@requires(Rett.SE_EGEN_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, kladd_pk):
    """Put a file with a draft, and go back to the step she came from."""
    kladder = Svarkladd.objects.for_bruker(request.user).select_related("kommune")
    kladd, retur = get_object_or_404(kladder, pk=kladd_pk), _retur(request)
    form = Filskjema(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            fil = dokumenter.legg_til_kladd(by=request.user, kladd=kladd, opplastet=form.cleaned_data["fil"])
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("«%(navn)s» ligger ved svaret.") % {"navn": fil.navn})
            return redirect(retur)
    return render(
        request,
        "vedtak/kladdfiler/create.html",
        {"form": form, "kladd": kladd, "retur": retur},
        status=dokumentstatus(form) if form.errors else 200,
    )


@requires(Rett.SE_EGEN_KOMMUNE)
@require_safe
def download(request, pk):
    """Hand out a file of a draft as a file to save."""
    return filsvar(request, get_object_or_404(dokumenter.kladdfiler_for(request.user), pk=pk))


@requires(Rett.SE_EGEN_KOMMUNE)
@require_POST
def delete(request, pk):
    """Take a file away from its draft."""
    fil = get_object_or_404(dokumenter.kladdfiler_for(request.user), pk=pk)
    dokumenter.fjern_fra_kladd(by=request.user, fil=fil)
    messages.success(request, _("«%(navn)s» er fjernet.") % {"navn": fil.navn})
    return redirect(_retur(request))
