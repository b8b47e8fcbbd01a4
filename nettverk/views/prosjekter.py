"""Projects: what they are to reach, in which period."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from nettverk import actions, medlemsliste
from nettverk.forms import EndreProsjektForm, MaalFormSet, NyttProsjektForm
from nettverk.models import Gruppe, Prosjekt, Resultatmaal
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user).select_related("embete"), pk=pk)
    dag = i_dag()
    maal = Resultatmaal.objects.for_bruker(request.user).filter(prosjekt=prosjekt)
    return render(
        request,
        "nettverk/prosjekter/show.html",
        {
            "prosjekt": prosjekt,
            "maal": maal.annotate(antall=Count("aktiviteter")).order_by("nummer"),
            "grupper": medlemsliste.alle_grupper_paa(
                Gruppe.objects.for_bruker(request.user).filter(prosjekt=prosjekt), dag
            ),
            "dag": dag,
            "kan_foere": kan_foere(request, prosjekt),
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    embeter = Embete.objects.for_bruker(request.user).filter(
        pk__in=request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)
    )
    form = NyttProsjektForm(request.POST or None, embeter=embeter)
    maal = MaalFormSet(request.POST or None, prefix="maal")
    # Both are validated, so that all faults are told at once.
    if request.method == "POST" and all([form.is_valid(), maal.is_valid()]):
        try:
            prosjekt = actions.opprett_prosjekt(
                by=request.user,
                embete=form.cleaned_data["embete"],
                felt=form.felt,
                maal=maal.rader,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Prosjektet er opprettet."))
            return redirect(prosjekt)
    return _vis(request, "nettverk/prosjekter/create.html", form, maal)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = EndreProsjektForm(request.POST or None, instance=prosjekt)
    # What was posted stands alone: goals that came to in the meantime must not shift the rows.
    initial = (
        None if request.method == "POST" else list(prosjekt.resultatmaal.values("pk", "nummer", "tekst"))
    )
    maal = MaalFormSet(request.POST or None, prefix="maal", initial=initial)
    lagrede_maal = ()
    if request.method == "POST" and all([form.is_valid(), maal.is_valid()]):
        try:
            actions.endre_prosjekt(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                maal=maal.rader,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
            lagrede_maal = prosjekt.resultatmaal.all()
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Prosjektet er lagret."))
            return redirect(prosjekt)
    return _vis(
        request, "nettverk/prosjekter/edit.html", form, maal, prosjekt=prosjekt, lagrede_maal=lagrede_maal
    )


def _vis(request, mal, form, maal, **kontekst):
    feil = bool(form.errors or maal.total_error_count())
    return render(
        request, mal, {"form": form, "maal": maal, "feil": feil, **kontekst}, status=422 if feil else 200
    )
