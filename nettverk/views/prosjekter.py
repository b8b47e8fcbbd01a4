"""Projects: what they are to reach, in which period, by which plan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import medlemsliste, prosjekter, prosjektside
from nettverk.models import Gruppe, Prosjekt
from nettverk.prosjektskjema import EndreProsjektForm, FaseFormSet, MaalFormSet, NyttProsjektForm
from nettverk.prosjekttabell import ProsjektFilter, ProsjektTable
from nettverk.queries import med_antall
from nettverk.skriving import Samtidig

from . import foerer, kan_foere, krev_foering


def _utvalg(request) -> ProsjektFilter:
    rader = Prosjekt.objects.for_bruker(request.user).select_related("embete")
    return ProsjektFilter(request.GET, queryset=med_antall(rader).order_by("-fra", "navn", "pk"), dag=i_dag())


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    filter_ = _utvalg(request)
    tabell = ProsjektTable(filter_.qs, dag=i_dag())
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/prosjekter/index.html",
        "nettverk/prosjekter/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "avgrenset": any(request.GET.get(navn) for navn in filter_.filters),
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s prosjekt", "%(n)s prosjekter", antall) % {"n": norsk.tall(antall)},
            "kan_opprette": bool(request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)),
        },
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, format: str):
    """Download the projects that the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    return som_svar(prosjektside.prosjektark(_utvalg(request).qs, i_dag()), format, "prosjekter")


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user).select_related("embete"), pk=pk)
    dag = i_dag()
    return render(
        request,
        "nettverk/prosjekter/show.html",
        {
            "prosjekt": prosjekt,
            "tilstand": prosjektside.tilstand(prosjekt, dag),
            "plan": prosjektside.prosjektside(prosjekt, dag),
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
    form = NyttProsjektForm(request.POST or None, embeter=foerer(request))
    lister = _lister(request)
    # All are validated, so that all faults are told at once.
    if request.method == "POST" and all([form.is_valid(), *(liste.is_valid() for liste in lister.values())]):
        try:
            prosjekt = prosjekter.opprett_prosjekt(
                by=request.user,
                embete=form.cleaned_data["embete"],
                felt=form.felt,
                noekkel=form.cleaned_data["noekkel"],
                **{navn: liste.rader for navn, liste in lister.items()},
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Prosjektet er opprettet."))
            return redirect(prosjekt)
    return _vis(request, "nettverk/prosjekter/create.html", form, lister)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = EndreProsjektForm(request.POST or None, instance=prosjekt)
    lister = _lister(request, prosjekt)
    lagret = {}
    if request.method == "POST" and all([form.is_valid(), *(liste.is_valid() for liste in lister.values())]):
        try:
            prosjekter.endre_prosjekt(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                versjon=form.cleaned_data["versjon"],
                **{navn: liste.rader for navn, liste in lister.items()},
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
            lagret = {"lagrede_maal": prosjekt.resultatmaal.all(), "lagrede_faser": prosjekt.faser.all()}
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Prosjektet er lagret."))
            return redirect(prosjekt)
    return _vis(request, "nettverk/prosjekter/edit.html", form, lister, prosjekt=prosjekt, **lagret)


def _lister(request, prosjekt=None) -> dict:
    """Return the goals and the phases as lists of rows. What was posted stands alone: goals that came to in the
    meantime must not shift the rows."""
    vis = prosjekt is not None and request.method != "POST"
    return {
        "maal": MaalFormSet(
            request.POST or None,
            prefix="maal",
            initial=list(prosjekt.resultatmaal.values("pk", "nummer", "tekst")) if vis else None,
        ),
        "faser": FaseFormSet(
            request.POST or None,
            prefix="faser",
            initial=list(prosjekt.faser.values("pk", "bokstav", "navn", "fra", "til")) if vis else None,
        ),
    }


def _vis(request, mal, form, lister, **kontekst):
    feil = bool(form.errors or any(liste.total_error_count() for liste in lister.values()))
    return render(
        request,
        mal,
        {"form": form, "feil": feil, "lister": lister.values(), **lister, **kontekst},
        status=422 if feil else 200,
    )
