"""The questions of an evaluation, and what was answered to one of them."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder
from nettverk import evaluering, evalueringsliste
from nettverk.barriererett import foerer
from nettverk.evalueringsskjema import EndreSpoersmaalForm, NyttSpoersmaalForm
from nettverk.models import Evalueringsspoersmaal, Prosjekt, Tilbakemelding
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering


def _hent(request, pk) -> Evalueringsspoersmaal:
    rader = Evalueringsspoersmaal.objects.for_bruker(request.user)
    return get_object_or_404(rader.select_related("prosjekt__embete", "resultatmaal"), pk=pk)


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    """Show the distribution, and the answers in words to those who handle them."""
    spoersmaal = _hent(request, pk)
    stand = evalueringsliste.evaluering(spoersmaal.prosjekt)
    effekt = next(ett for ett in stand.effekter if ett.spoersmaal.pk == pk)
    svar = Tilbakemelding.objects.for_bruker(request.user).filter(spoersmaal=spoersmaal).exclude(tekst="")
    return render(
        request,
        "nettverk/evalueringsspoersmaal/show.html",
        {
            "spoersmaal": spoersmaal,
            "stand": stand,
            "effekt": effekt,
            "diagram": evalueringsliste.fordelingsdiagram(effekt) if effekt.fordeling.paa_skala else None,
            "svar": svar.select_related("kommune", "organisasjon").order_by("-dato", "-pk")[:25],
            "kan_foere": kan_foere(request, spoersmaal.prosjekt),
            "ser_svar": spoersmaal.prosjekt.embete_id in foerer(request.user),
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Add a question to the evaluation of a project."""
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    siste = prosjekt.evalueringsspoersmaal.aggregate(siste=Max("nummer"))["siste"] or 0
    form = NyttSpoersmaalForm(request.POST or None, prosjekt=prosjekt, initial={"nummer": siste + 1})
    if request.method == "POST" and form.is_valid():
        try:
            spoersmaal = evaluering.opprett_spoersmaal(
                by=request.user, prosjekt=prosjekt, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Spørsmålet er lagt til."))
            return redirect(spoersmaal)
    innhold = {"form": form, "prosjekt": prosjekt}
    return render(
        request, "nettverk/evalueringsspoersmaal/create.html", innhold, status=422 if form.errors else 200
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a question. Whoever comes second is told, and keeps what she typed."""
    spoersmaal = _hent(request, pk)
    krev_foering(request, spoersmaal.prosjekt)
    form = EndreSpoersmaalForm(request.POST or None, instance=spoersmaal, prosjekt=spoersmaal.prosjekt)
    if request.method == "POST" and form.is_valid():
        try:
            evaluering.endre_spoersmaal(
                by=request.user,
                spoersmaal=spoersmaal,
                felt=form.felt,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Spørsmålet er lagret."))
            return redirect(spoersmaal)
    innhold = {"form": form, "spoersmaal": spoersmaal}
    return render(
        request, "nettverk/evalueringsspoersmaal/edit.html", innhold, status=422 if form.errors else 200
    )
