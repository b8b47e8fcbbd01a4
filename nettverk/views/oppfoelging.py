"""What meetings agreed that somebody shall do: the list across meetings, and one point."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import oppfoelging, personer
from nettverk.models import Gruppe, Oppfoelgingspunkt
from nettverk.oppfoelgingsliste import med_ansvarlig, som_ark
from nettverk.oppfoelgingstabell import PunktTable
from nettverk.referatskjema import EndrePunktForm, LukkForm, NyttPunktForm, Punktfilter
from nettverk.skriving import Samtidig

from . import krev_foering
from .innkallinger import hent_moete

SE = (Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)


def _utvalg(request) -> Punktfilter:
    rader = med_ansvarlig(Oppfoelgingspunkt.objects.for_bruker(request.user))
    return Punktfilter(
        request.GET,
        queryset=rader.order_by("frist", "pk"),
        grupper=Gruppe.objects.for_bruker(request.user).order_by("navn"),
        dag=i_dag(),
    )


@requires(*SE)
@require_safe
def index(request):
    filter_ = _utvalg(request)
    tabell = PunktTable(
        filter_.qs,
        bruker=request.user,
        foerer=request.user.omfang.embeter_med(Rett.FOERE_NETTVERK),
        dag=i_dag(),
    )
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/oppfoelging/index.html",
        "nettverk/oppfoelging/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s punkt", "%(n)s punkter", antall) % {"n": antall},
        },
    )


@requires(*SE)
@require_safe
def export(request, format):
    """Download exactly the points that the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    dag = i_dag()
    ark = som_ark(_utvalg(request).qs, request.user, dag)
    return som_svar(ark, format, f"oppfoelging-{dag:%Y-%m-%d}")


def _hent(request, pk) -> Oppfoelgingspunkt:
    punkt = get_object_or_404(med_ansvarlig(Oppfoelgingspunkt.objects.for_bruker(request.user)), pk=pk)
    krev_foering(request, punkt.moete.prosjekt)
    return punkt


def _videre(request, moete):
    """Go back to where the reader came from: the minutes being written, the list, or the meeting."""
    mulige = {"referat": ("nettverk:referat-edit", moete.pk), "liste": ("nettverk:oppfoelgingspunkt-index",)}
    return redirect(*mulige.get(request.GET.get("fra", ""), [moete]))


def _side(request, mal, form, moete, **ekstra):
    fra = urlencode({"fra": request.GET["fra"]}) if request.GET.get("fra") else ""
    innhold = {"form": form, "moete": moete, "fra": fra, **ekstra}
    return render(request, f"nettverk/oppfoelging/{mal}.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Write a point of a meeting; ``?sak=`` is the point of the agenda it comes from."""
    moete = hent_moete(request, pk)
    form = NyttPunktForm(
        request.POST or None,
        moete=moete,
        personer=personer.valgbare(request.user, moete.prosjekt.embete),
        initial={"sak": request.GET.get("sak")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            oppfoelging.opprett(
                by=request.user, moete=moete, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Oppfølgingspunktet er lagt til."))
            return _videre(request, moete)
    return _side(request, "create", form, moete)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    punkt = _hent(request, pk)
    form = EndrePunktForm(
        request.POST or None,
        instance=punkt,
        moete=punkt.moete,
        personer=personer.valgbare(request.user, punkt.moete.prosjekt.embete),
    )
    if request.method == "POST" and form.is_valid():
        try:
            oppfoelging.endre(
                by=request.user, punkt=punkt, felt=form.felt, versjon=form.cleaned_data["versjon"]
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Oppfølgingspunktet er lagret."))
            return _videre(request, punkt.moete)
    return _side(request, "edit", form, punkt.moete, punkt=punkt)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    punkt = _hent(request, pk)
    form = LukkForm(request.POST or None, initial={"lukket_dato": i_dag()})
    if request.method == "POST" and form.is_valid():
        try:
            oppfoelging.lukk(by=request.user, punkt=punkt, dag=i_dag(), **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Oppfølgingspunktet er lukket."))
            return _videre(request, punkt.moete)
    return _side(request, "close", form, punkt.moete, punkt=punkt)


@requires(Rett.FOERE_NETTVERK)
@require_POST
def reopen(request, pk):
    punkt = _hent(request, pk)
    oppfoelging.aapne(by=request.user, punkt=punkt)
    messages.success(request, _("Oppfølgingspunktet er åpnet igjen."))
    return _videre(request, punkt.moete)
