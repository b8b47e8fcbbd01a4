"""Organisations: their departments, their people, and where they sit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from nettverk.medlemsliste import med_navn
from nettverk.models import Medlemskap, Organisasjon, Person
from nettverk.organisasjoner import endre_organisasjon, opprett_organisasjon
from nettverk.personskjema import (
    AvdelingFormSet,
    EndreOrganisasjonForm,
    NyOrganisasjonForm,
    OrganisasjonFilter,
)
from nettverk.persontabell import OrganisasjonTable, med_tall, organisasjonsark
from nettverk.skriving import Samtidig

from . import foerer


def _liste(request):
    """Return the filter and the table, in the order asked for."""
    seter = Medlemskap.objects.for_bruker(request.user).on_date(i_dag())
    rader = med_tall(Organisasjon.objects.for_bruker(request.user), seter)
    filter_ = OrganisasjonFilter(request.GET, queryset=rader)
    return filter_, OrganisasjonTable(filter_.qs, order_by="navn")


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    filter_, tabell = _liste(request)
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/organisasjoner/index.html",
        "nettverk/_tabell.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "finnes": antall or Organisasjon.objects.for_bruker(request.user).exists(),
            "treff": ngettext("%(n)s organisasjon", "%(n)s organisasjoner", antall) % {"n": antall},
            "kan_opprette": bool(request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)),
            "parametre": request.GET.urlencode(),
        },
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, format):
    """Download every organisation that the list with the same address shows, on all its pages."""
    if format not in FORMATER:
        raise Http404
    _filter, tabell = _liste(request)
    RequestConfig(request, paginate=False).configure(tabell)
    return som_svar(organisasjonsark(tabell.data.data, i_dag()), format, "organisasjoner")


def _hent(request, pk) -> Organisasjon:
    rader = Organisasjon.objects.for_bruker(request.user).select_related("embete", "kommune")
    return get_object_or_404(rader, pk=pk)


def _krev_foering(request, organisasjon) -> None:
    if organisasjon.embete_id not in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK):
        raise PermissionDenied


def _kommuner(request):
    return Kommune.objects.for_bruker(request.user).on_date(i_dag()).norsk()


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    organisasjon, dag = _hent(request, pk), i_dag()
    seter = Medlemskap.objects.for_bruker(request.user).filter(organisasjon=organisasjon)
    omfang = request.user.omfang
    personer = Person.objects.for_bruker(request.user).filter(organisasjon=organisasjon, anonymisert_at=None)
    return render(
        request,
        "nettverk/organisasjoner/show.html",
        {
            "organisasjon": organisasjon,
            "avdelinger": organisasjon.avdelinger.all(),
            "seter": med_navn(seter.on_date(dag)).select_related("gruppe"),
            "personer": personer.select_related("avdeling"),
            "ser_personer": organisasjon.embete_id in omfang.embeter_med(Rett.SE_PERSONER),
            "kan_foere": organisasjon.embete_id in omfang.embeter_med(Rett.FOERE_NETTVERK),
        },
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    form = NyOrganisasjonForm(request.POST or None, embeter=foerer(request), kommuner=_kommuner(request))
    avdelinger = AvdelingFormSet(request.POST or None, prefix="avdeling")
    if request.method == "POST" and form.is_valid() & avdelinger.is_valid():
        try:
            organisasjon = opprett_organisasjon(
                by=request.user,
                embete=form.cleaned_data["embete"],
                felt=form.felt,
                avdelinger=avdelinger.rader,
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("%(navn)s er lagt til.") % {"navn": organisasjon.navn})
            return redirect(organisasjon)
    return _skjema(request, "nettverk/organisasjoner/create.html", form, avdelinger)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    organisasjon = _hent(request, pk)
    _krev_foering(request, organisasjon)
    form = EndreOrganisasjonForm(request.POST or None, instance=organisasjon, kommuner=_kommuner(request))
    avdelinger = AvdelingFormSet(
        request.POST or None,
        prefix="avdeling",
        initial=[{"pk": rad.pk, "navn": rad.navn} for rad in organisasjon.avdelinger.all()],
    )
    if request.method == "POST" and form.is_valid() & avdelinger.is_valid():
        try:
            endre_organisasjon(
                by=request.user,
                organisasjon=organisasjon,
                felt=form.felt,
                avdelinger=avdelinger.rader,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Organisasjonen er lagret."))
            return redirect(organisasjon)
    return _skjema(request, "nettverk/organisasjoner/edit.html", form, avdelinger, organisasjon=organisasjon)


def _skjema(request, mal, form, avdelinger, **innhold):
    feil = bool(form.errors or avdelinger.total_error_count())
    innhold |= {"form": form, "avdelinger": avdelinger, "feil": feil}
    return render(request, mal, innhold, status=422 if feil else 200)
