"""People of the network: how they are reached, and where they sit. Only for those who write to them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from nettverk.gruppeskjema import avdelingsnavn, organisasjonsnavn
from nettverk.medlemsliste import alle_seter
from nettverk.models import Gruppe, Medlemskap, Person
from nettverk.personer import Liknende, endre_person, opprett_person, valgbare_brukere
from nettverk.personskjema import EndrePersonForm, NyPersonForm, PersonFilter
from nettverk.persontabell import PersonTable, med_seter, personark
from nettverk.skriving import Samtidig

from . import foerer


def _liste(request):
    """Return the filter and the table, in the order asked for."""
    dag = i_dag()
    seter = Medlemskap.objects.for_bruker(request.user).on_date(dag)
    filter_ = PersonFilter(
        request.GET,
        queryset=med_seter(Person.objects.for_bruker(request.user), seter),
        grupper=Gruppe.objects.for_bruker(request.user),
        dag=dag,
    )
    return filter_, PersonTable(filter_.qs, order_by="navn")


@requires(Rett.SE_PERSONER)
@require_safe
def index(request):
    filter_, tabell = _liste(request)
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/personer/index.html",
        "nettverk/_tabell.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "finnes": antall or Person.objects.for_bruker(request.user).exists(),
            "treff": ngettext("%(n)s person", "%(n)s personer", antall) % {"n": antall},
            "kan_opprette": bool(request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)),
            "parametre": request.GET.urlencode(),
        },
    )


@requires(Rett.SE_PERSONER)
@require_safe
def export(request, format):
    """Download everybody whom the list with the same address shows, on all its pages."""
    if format not in FORMATER:
        raise Http404
    _filter, tabell = _liste(request)
    RequestConfig(request, paginate=False).configure(tabell)
    return som_svar(personark(tabell.data.data, i_dag()), format, "personer")


def _hent(request, pk) -> Person:
    rader = Person.objects.for_bruker(request.user)
    return get_object_or_404(rader.select_related("embete", "organisasjon", "avdeling", "bruker"), pk=pk)


@requires(Rett.SE_PERSONER)
@require_safe
def show(request, pk):
    person, dag = _hent(request, pk), i_dag()
    seter = alle_seter(Medlemskap.objects.for_bruker(request.user).filter(person=person))
    return render(
        request,
        "nettverk/personer/show.html",
        {
            "person": person,
            "seter": [sete for sete in seter if sete.til is None or sete.til > dag],
            "tidligere": [sete for sete in seter if sete.til and sete.til <= dag],
            "kan_foere": person.embete_id in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK),
        },
    )


def _forslag(request, embete, utenom=None) -> dict:
    """Return what the form suggests and lets choose among in ``embete``; nothing before one is chosen."""
    if embete is None:
        return {"organisasjoner": [], "avdelinger": [], "brukere": None}
    return {
        "organisasjoner": organisasjonsnavn(request.user, embete),
        "avdelinger": avdelingsnavn(request.user, embete),
        "brukere": valgbare_brukere(embete, i_dag(), beholdt=utenom),
    }


def _valgt_gruppe(request) -> Gruppe | None:
    """Return the group that the person is added for, named by the address."""
    nr = request.GET.get("gruppe", "")
    if not (nr.isascii() and nr.isdigit() and len(nr) < 10):
        return None
    return Gruppe.objects.for_bruker(request.user).select_related("prosjekt").filter(pk=nr).first()


def _valgt_embete(request, embeter, gruppe):
    if gruppe and gruppe.prosjekt.embete_id in {ett.pk for ett in embeter}:
        return gruppe.prosjekt.embete
    valgt = [ett for ett in embeter if str(ett.pk) == request.POST.get("embete")]
    return (valgt or [*embeter, None])[0] if valgt or len(embeter) == 1 else None


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    embeter = foerer(request)
    gruppe = _valgt_gruppe(request)
    embete = _valgt_embete(request, embeter, gruppe)
    form = NyPersonForm(
        request.POST or None, embeter=embeter, initial={"embete": embete}, **_forslag(request, embete)
    )
    liknende = []
    if request.method == "POST" and form.is_valid():
        try:
            person = opprett_person(
                by=request.user,
                embete=form.cleaned_data["embete"],
                noekkel=form.cleaned_data["noekkel"],
                **form.verdier,
            )
        except Liknende as hinder:
            liknende = hinder.personer
            form.be_om_bekreftelse()
            hinder.paa(form)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("%(navn)s er lagt til.") % {"navn": person.navn})
            if gruppe:
                url = reverse("nettverk:medlemskap-create", args=[gruppe.pk])
                return redirect(f"{url}?{urlencode({'person': person.pk})}")
            return redirect(person)
    return render(
        request,
        "nettverk/personer/create.html",
        {"form": form, "liknende": liknende, "gruppe": gruppe},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    person = _hent(request, pk)
    if person.embete_id not in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK):
        raise PermissionDenied
    forslag = _forslag(request, person.embete, utenom=person.bruker_id)
    form = EndrePersonForm(request.POST or None, instance=person, **forslag)
    liknende = []
    if request.method == "POST" and form.is_valid():
        try:
            endre_person(by=request.user, person=person, versjon=form.cleaned_data["versjon"], **form.verdier)
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Liknende as hinder:
            liknende = hinder.personer
            form.be_om_bekreftelse()
            hinder.paa(form)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Personen er lagret."))
            return redirect(person)
    return render(
        request,
        "nettverk/personer/edit.html",
        {"form": form, "person": person, "liknende": liknende},
        status=422 if form.errors else 200,
    )
