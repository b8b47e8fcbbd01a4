"""For the systemansvarlig: notices whose e-mail is given up, and trying them anew."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import naa
from bosetting.varsler import actions
from bosetting.varsler.queries import uten_epost

PER_SIDE = 25


@requires(Rett.FORVALTE_BRUKERE)
@require_safe
def index(request):
    """Show to whom and why, not what it was about: the systemansvarlig sees no single case."""
    side = Paginator(uten_epost(naa()), PER_SIDE).get_page(request.GET.get("page"))
    return render(request, "varsler/epost/index.html", {"side": side})


@requires(Rett.FORVALTE_BRUKERE)
@require_POST
def retry(request):
    if antall := actions.proev_igjen(by=request.user, tid=naa()):
        tekst = ngettext("%(n)s e-post sendes på nytt.", "%(n)s e-poster sendes på nytt.", antall)
        messages.success(request, tekst % {"n": antall})
    else:
        messages.info(request, _("Det er ingen e-post å sende på nytt."))
    return redirect("varsler:epost-index")
