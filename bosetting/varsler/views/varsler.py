"""A person's own notices: the unread first, opened one by one, or all marked as read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bosetting.brukere.access import alle_innloggede, har_rett
from bosetting.brukere.domain import Rett
from bosetting.varsler import actions
from bosetting.varsler.models import Varsel

PER_SIDE = 20


@alle_innloggede
@require_safe
def index(request):
    egne = Varsel.objects.for_bruker(request.user)
    side = Paginator(egne.uleste_foerst(), PER_SIDE).get_page(request.GET.get("page"))
    return render(
        request,
        "varsler/varsler/index.html",
        {
            "side": side,
            "uleste": egne.uleste().count(),
            "nyeste": egne.order_by("-pk").values_list("pk", flat=True).first(),
            "ser_epost": har_rett(request.user, Rett.FORVALTE_BRUKERE),
        },
    )


@alle_innloggede
@require_POST
def open_(request, pk):
    """Mark a notice as read and go on to the page where she acts on it."""
    varsel = get_object_or_404(Varsel.objects.for_bruker(request.user), pk=pk)
    actions.les(by=request.user, varsel=varsel)
    return redirect(varsel.url_sti or "varsler:varsel-index")


@alle_innloggede
@require_POST
def read(request):
    """Mark as read all that were there when the page was shown: one that came meanwhile stays unread."""
    siste = request.POST.get("nyeste", "")
    antall = actions.les_alle(by=request.user, til_og_med=int(siste)) if _er_tall(siste) else 0
    if antall:
        tekst = ngettext("%(n)s varsel er merket som lest.", "%(n)s varsler er merket som lest.", antall)
        messages.success(request, tekst % {"n": antall})
    else:
        messages.info(request, _("Ingen uleste varsler."))
    return redirect("varsler:varsel-index")


def _er_tall(tekst: str) -> bool:
    return tekst.isascii() and tekst.isdigit() and len(tekst) <= 18
