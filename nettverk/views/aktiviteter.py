"""Activities: the list with its sums, one of them, and who came to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.felles.tertial import Tertial
from nettverk import aktiviteter
from nettverk.aktivitetsliste import fremmoete, interne_embeter, paameldingskort, summer, tertialer
from nettverk.aktivitetsskjema import Aktivitetsfilter, DeltakertallForm, EndreAktivitetForm, NyAktivitetForm
from nettverk.aktivitetstabell import AktivitetTable, som_ark, tilstand
from nettverk.aktivitetstekst import naar
from nettverk.models import Aktivitet, Prosjekt
from nettverk.paameldingslenker import egen_sti
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering

PER_SIDE = {"per_page": 25}


def _utvalg(request, perioder=None):
    """Return (the activities that are chosen, and the filter)."""
    egne = Aktivitet.objects.for_bruker(request.user)
    filter_ = Aktivitetsfilter(
        request.GET,
        bruker=request.user,
        dag=i_dag(),
        tertialer=tertialer(egne) if perioder is None else perioder,
    )
    return filter_.avgrens(egne), filter_


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    """List the activities with their sums, last first; with htmx only the part that the filter changes."""
    perioder = tertialer(Aktivitet.objects.for_bruker(request.user))
    rader, filter_ = _utvalg(request, perioder)
    tabell = AktivitetTable(rader, dag=i_dag())
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    tall = summer(rader, request.user)
    prosjekter = list(Prosjekt.objects.for_bruker(request.user))
    slag = {kode: capfirst(navn) for kode, navn in Aktivitet.SLAG}
    return htmx.svar(
        request,
        "nettverk/aktiviteter/index.html",
        "nettverk/aktiviteter/_resultat.html",
        {
            "form": filter_,
            "finnes": bool(perioder),
            "antall": tall.alt.antall,
            "alt": tall.alt,
            "etter_tertial": [(del_.noekkel.tekst, del_.noekkel.datoer, del_) for del_ in tall.etter_tertial],
            "etter_slag": [(slag[del_.noekkel[1]], "", del_) for del_ in tall.etter_slag],
            "vis_kostnad": bool(interne_embeter(request.user)),
            "tabell": tabell,
            "parametre": request.GET.urlencode(),
            "prosjekter": prosjekter,
            "kan_foere": [prosjekt for prosjekt in prosjekter if kan_foere(request, prosjekt)],
        },
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, format: str):
    """Download exactly the activities that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    rader, filter_ = _utvalg(request)
    dag = i_dag()
    rader = rader.select_related("prosjekt", "fase").prefetch_related(
        "resultatmaal", "organisasjoner", "kommuner"
    )
    ark = som_ark(rader, filter_.beskrivelse, dag, interne_embeter(request.user))
    return som_svar(ark, format, f"aktiviteter-{dag:%Y-%m-%d}")


def _hent(request, pk) -> Aktivitet:
    rader = Aktivitet.objects.for_bruker(request.user).select_related("prosjekt__embete", "fase")
    return get_object_or_404(rader.prefetch_related("resultatmaal", "organisasjoner", "kommuner"), pk=pk)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    aktivitet, dag = _hent(request, pk), i_dag()
    omfang, embete = request.user.omfang, aktivitet.prosjekt.embete_id
    intern = embete in interne_embeter(request.user)
    farge, status = tilstand(aktivitet, dag)
    kort = paameldingskort(aktivitet, request.user, dag)
    return render(
        request,
        "nettverk/aktiviteter/show.html",
        {
            "aktivitet": aktivitet,
            "naar": naar(aktivitet),
            "tertial": Tertial.for_dato(aktivitet.fra_dato),
            "farge": farge,
            "status": status,
            "intern": intern,
            "kommuner": [
                kommune for kommune in aktivitet.kommuner.all() if intern or kommune.pk in omfang.kommune_ids
            ],
            "fremmoete": fremmoete(aktivitet, request.user),
            "paamelding": kort,
            "egen_paamelding": egen_sti(kort.egen) if kort and kort.egen else "",
            "ser_paameldte": embete in omfang.embeter_med(Rett.SE_PERSONER),
            "kan_foere": kan_foere(request, aktivitet.prosjekt),
            "har_vaert": aktivitet.fra_dato <= dag,
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user).select_related("embete"), pk=pk)
    krev_foering(request, prosjekt)
    form = NyAktivitetForm(request.POST or None, prosjekt=prosjekt, dag=i_dag())
    if request.method == "POST" and form.is_valid():
        try:
            aktivitet = aktiviteter.opprett_aktivitet(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Aktiviteten er opprettet."))
            return redirect(aktivitet)
    return render(
        request,
        "nettverk/aktiviteter/create.html",
        {"form": form, "prosjekt": prosjekt},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    aktivitet = _hent(request, pk)
    krev_foering(request, aktivitet.prosjekt)
    form = EndreAktivitetForm(
        request.POST or None, instance=aktivitet, prosjekt=aktivitet.prosjekt, dag=i_dag()
    )
    if request.method == "POST" and form.is_valid():
        try:
            aktiviteter.endre_aktivitet(
                by=request.user,
                aktivitet=aktivitet,
                felt=form.felt,
                dag=i_dag(),
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Aktiviteten er lagret."))
            return redirect(aktivitet)
    return render(
        request,
        "nettverk/aktiviteter/edit.html",
        {"form": form, "aktivitet": aktivitet},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_participants(request, pk):
    """Write how many came: in all, by municipality, and from other organisations."""
    aktivitet, dag = _hent(request, pk), i_dag()
    krev_foering(request, aktivitet.prosjekt)
    form = DeltakertallForm(request.POST or None, aktivitet=aktivitet, dag=dag)
    if request.method == "POST" and form.is_valid():
        try:
            aktiviteter.sett_deltakertall(
                by=request.user,
                aktivitet=aktivitet,
                dag=dag,
                versjon=form.cleaned_data["versjon"],
                **form.tall,
            )
        except Samtidig as hinder:
            # What she typed stays; the next save replaces what the other saved, knowingly.
            hinder.paa(form)
            form.data = form.data.copy()
            form.data["versjon"] = hinder.rad.versjon
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Deltakertallene er lagret."))
            return redirect(aktivitet)
    return render(
        request,
        "nettverk/deltakertall/edit.html",
        {"form": form, "aktivitet": aktivitet},
        status=422 if form.errors else 200,
    )
