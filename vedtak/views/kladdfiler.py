"""Files with a draft: only those who represent the municipality reach them. They are put there in its steps."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.nedlasting import filsvar
from vedtak import dokumenter


def _retur(request) -> str:
    """Return the step she came from, as a path of our own; else her municipality's page."""
    retur = request.POST.get("retur", request.GET.get("retur", ""))
    if retur.startswith("/") and url_has_allowed_host_and_scheme(retur, allowed_hosts=None):
        return retur
    return reverse("vedtak:min-kommune")


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
