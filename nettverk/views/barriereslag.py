"""The kinds of barriers that municipalities may report."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import barrierer
from nettverk.barriereskjema import EndreSlagForm, NyttSlagForm
from nettverk.barrieretabell import SlagTable, slagliste
from nettverk.models import Barriereslag
from nettverk.skriving import Samtidig

from . import foerer, krev_foering


def _alle(request):
    rader = Barriereslag.objects.for_bruker(request.user)
    return rader.annotate(antall=Count("barrierer")).order_by("rekkefoelge", "navn")


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    """List the kinds, all in one: there are about ten."""
    egne = request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)
    tabell = SlagTable(_alle(request), egne=egne)
    RequestConfig(request, paginate=False).configure(tabell)
    innhold = {"tabell": tabell, "antall": len(tabell.rows), "kan_foere": bool(egne)}
    return render(request, "nettverk/barriereslag/index.html", innhold)


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, format: str):
    """Download the kinds."""
    if format not in FORMATER:
        raise Http404
    return som_svar(slagliste(_alle(request)), format, "slag-barrierer")


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """Make a kind of barrier."""
    form = NyttSlagForm(request.POST or None, embeter=foerer(request))
    if request.method == "POST" and form.is_valid():
        try:
            slag = barrierer.opprett_slag(
                by=request.user,
                embete=form.cleaned_data["embete"],
                felt=form.felt,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("«%(navn)s» er lagt til.") % {"navn": slag.navn})
            return redirect("nettverk:barriereslag-index")
    return render(
        request, "nettverk/barriereslag/create.html", {"form": form}, status=422 if form.errors else 200
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a kind, or take it out of use."""
    slag = get_object_or_404(Barriereslag.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, slag)
    form = EndreSlagForm(request.POST or None, instance=slag)
    if request.method == "POST" and form.is_valid():
        try:
            barrierer.endre_slag(
                by=request.user, slag=slag, felt=form.felt, versjon=form.cleaned_data["versjon"]
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Slaget er lagret."))
            return redirect("nettverk:barriereslag-index")
    innhold = {"form": form, "slag": slag}
    return render(request, "nettverk/barriereslag/edit.html", innhold, status=422 if form.errors else 200)
