"""Instruments taken in use against one barrier."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from nettverk import barrierer
from nettverk.barriererett import foerer
from nettverk.barriereskjema import TiltakForm
from nettverk.models import Barriere, Barrieretiltak, Virkemiddel


def _krev_foerer(request, barriere) -> None:
    if barriere.slag.embete_id not in foerer(request.user):
        raise PermissionDenied


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Register that an instrument was taken in use; ``virkemiddel`` in the address fills in the form."""
    rader = Barriere.objects.for_bruker(request.user).select_related("slag", "kommune")
    barriere, dag = get_object_or_404(rader, pk=pk), i_dag()
    _krev_foerer(request, barriere)
    brukt = barriere.tiltak.values("virkemiddel")
    virkemidler = Virkemiddel.objects.for_bruker(request.user).filter(embete=barriere.slag.embete_id)
    form = TiltakForm(
        request.POST or None,
        virkemidler=virkemidler if request.method == "POST" else virkemidler.exclude(pk__in=brukt),
        passer=set(barriere.slag.virkemidler.values_list("pk", flat=True)),
        initial={"dato": dag, "virkemiddel": request.GET.get("virkemiddel")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            barrierer.ta_i_bruk(
                by=request.user,
                barriere=barriere,
                felt=form.felt,
                dag=dag,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Virkemiddelet er ført som tatt i bruk."))
            return redirect(barriere)
    innhold = {"form": form, "barriere": barriere}
    return render(request, "nettverk/barrieretiltak/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_KOMMUNE)
@require_POST
def remove(request, pk):
    """Take back what was entered by mistake."""
    rader = Barrieretiltak.objects.for_bruker(request.user).select_related("barriere__slag", "virkemiddel")
    tiltak = get_object_or_404(rader, pk=pk)
    _krev_foerer(request, tiltak.barriere)
    barrierer.fjern_tiltak(by=request.user, tiltak=tiltak)
    messages.success(request, _("Virkemiddelet står ikke lenger som tatt i bruk."))
    return redirect(tiltak.barriere)
