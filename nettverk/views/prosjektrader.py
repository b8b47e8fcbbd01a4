"""What a project's page lists one by one: made, changed and taken away, each on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.skjema import postet_versjon
from nettverk import prosjektrader
from nettverk import prosjektskjema as skjema
from nettverk.models import Budsjettlinje, Prosjekt, Regnskapspost, Strategi, Suksesskriterium
from nettverk.skriving import Samtidig

from . import krev_foering


def _paa_siden(prosjekt, anker):
    return f"{prosjekt.get_absolute_url()}#{anker}"


def _i_budsjettet(prosjekt):
    return reverse("nettverk:budsjett-show", args=[prosjekt.pk])


def _i_regnskapet(prosjekt):
    return reverse("nettverk:regnskap-index", args=[prosjekt.pk])


@dataclass(frozen=True)
class Slag:
    """One kind of row: its forms, its words, where it is shown, and what a new one begins with."""

    modell: type
    ny: type
    endre: type
    ny_tittel: str
    endre_tittel: str
    tilbake: Callable
    slett_adresse: str
    start: Callable = lambda prosjekt: {}


def _neste(rader):
    siste = rader.order_by("-nummer").first()
    return {"nummer": siste.nummer + 1 if siste else 1}


SLAG = {
    "strategi": Slag(
        Strategi,
        skjema.NyStrategiForm,
        skjema.EndreStrategiForm,
        gettext_lazy("Ny strategi"),
        gettext_lazy("Rediger strategien"),
        lambda prosjekt: _paa_siden(prosjekt, "strategier"),
        "nettverk:strategi-delete",
        lambda prosjekt: _neste(prosjekt.strategier),
    ),
    "suksesskriterium": Slag(
        Suksesskriterium,
        skjema.NyttSuksesskriteriumForm,
        skjema.EndreSuksesskriteriumForm,
        gettext_lazy("Nytt suksesskriterium"),
        gettext_lazy("Rediger suksesskriteriet"),
        lambda prosjekt: _paa_siden(prosjekt, "suksesskriterier"),
        "nettverk:suksesskriterium-delete",
        lambda prosjekt: _neste(prosjekt.suksesskriterier),
    ),
    "budsjettlinje": Slag(
        Budsjettlinje,
        skjema.NyBudsjettlinjeForm,
        skjema.EndreBudsjettlinjeForm,
        gettext_lazy("Ny budsjettlinje"),
        gettext_lazy("Rediger budsjettlinjen"),
        _i_budsjettet,
        "nettverk:budsjettlinje-delete",
        lambda prosjekt: {"aar": max(i_dag().year, prosjekt.fra.year)},
    ),
    "regnskap": Slag(
        Regnskapspost,
        skjema.NyRegnskapspostForm,
        skjema.EndreRegnskapspostForm,
        gettext_lazy("Ny regnskapspost"),
        gettext_lazy("Rediger regnskapsposten"),
        _i_regnskapet,
        "nettverk:regnskap-delete",
        lambda prosjekt: {"dato": i_dag()},
    ),
}


def _prosjekt(request, pk) -> Prosjekt:
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    return prosjekt


def _rad(request, slag: Slag, pk):
    rad = get_object_or_404(slag.modell.objects.for_bruker(request.user).select_related("prosjekt"), pk=pk)
    krev_foering(request, rad.prosjekt)
    return rad


def _vis(request, slag: Slag, form, prosjekt, tittel, rad=None):
    kontekst = {
        "form": form,
        "prosjekt": prosjekt,
        "tittel": tittel,
        "tilbake": slag.tilbake(prosjekt),
        "slett": reverse(slag.slett_adresse, args=[rad.pk]) if rad else "",
        "rad": rad,
    }
    return render(request, "nettverk/prosjekter/rad.html", kontekst, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, slag, pk):
    slag, prosjekt = SLAG[slag], _prosjekt(request, pk)
    start = slag.start(prosjekt) | {
        navn: verdi for navn, verdi in request.GET.items() if navn == "aar" and verdi.isdecimal()
    }
    form = slag.ny(request.POST or None, prosjekt=prosjekt, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            prosjektrader.opprett_rad(
                by=request.user,
                modell=slag.modell,
                prosjekt=prosjekt,
                felt=form.felt,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Lagret."))
            return redirect(slag.tilbake(prosjekt))
    return _vis(request, slag, form, prosjekt, slag.ny_tittel)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slag, pk):
    slag = SLAG[slag]
    rad = _rad(request, slag, pk)
    form = slag.endre(request.POST or None, instance=rad, prosjekt=rad.prosjekt)
    if request.method == "POST" and form.is_valid():
        try:
            prosjektrader.endre_rad(
                by=request.user, rad=rad, felt=form.felt, versjon=form.cleaned_data["versjon"]
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Lagret."))
            return redirect(slag.tilbake(rad.prosjekt))
    return _vis(request, slag, form, rad.prosjekt, slag.endre_tittel, rad)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def delete(request, slag, pk):
    """Take the row away as the page showed it; somebody's change in the meantime stops it."""
    slag = SLAG[slag]
    rad = _rad(request, slag, pk)
    try:
        prosjektrader.slett_rad(by=request.user, rad=rad, versjon=postet_versjon(request))
    except Samtidig:
        messages.warning(
            request, _("Ikke slettet: raden er endret etter at du åpnet siden. Se over, og prøv igjen.")
        )
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
    else:
        messages.success(request, _("Slettet."))
    return redirect(slag.tilbake(rad.prosjekt))
