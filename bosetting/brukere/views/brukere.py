"""People: who they are, and that they can log in."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere import actions
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.filters import BrukerFilter
from bosetting.brukere.forms import BrukerForm, NyBrukerForm, brukerfelt
from bosetting.brukere.models import Bruker, Embete, Tilgang
from bosetting.brukere.tables import BrukerTable, sted
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.queries import registeret


def stedsvalg(request, dag) -> dict:
    """Return the choices of where a role may apply."""
    return {
        "embeter": Embete.objects.for_bruker(request.user),
        "kommuner": registeret().on_date(dag).norsk(),
    }


@requires(Rett.FORVALTE_BRUKERE)
@require_safe
def index(request):
    tilganger = Tilgang.objects.for_bruker(request.user).select_related("embete", "kommune")
    filter_ = BrukerFilter(
        request.GET,
        queryset=Bruker.objects.for_bruker(request.user).prefetch_related(
            Prefetch("tilganger", queryset=tilganger)
        ),
        dag=i_dag(),
    )
    tabell = BrukerTable(filter_.qs, dag=i_dag(), order_by="navn")
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "brukere/brukere/index.html",
        "brukere/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "treff": ngettext("%(n)s bruker", "%(n)s brukere", antall) % {"n": antall},
        },
    )


@requires(Rett.FORVALTE_BRUKERE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    form = NyBrukerForm(request.POST or None, **stedsvalg(request, i_dag()))
    if request.method == "POST" and form.is_valid():
        try:
            bruker = actions.opprett_bruker(by=request.user, dag=i_dag(), **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            _send_lenke(request, bruker)
            return redirect(bruker)
    return render(request, "brukere/brukere/create.html", {"form": form}, status=422 if form.errors else 200)


def _send_lenke(request, bruker):
    try:
        actions.send_passordlenke(by=request.user, bruker=bruker, adresse=request.build_absolute_uri)
    except OSError:
        feil = _("E-posten til %(epost)s ble ikke sendt. Prøv igjen senere.")
        messages.error(request, feil % {"epost": bruker.email})
    else:
        sendt = _("Lenke for å velge passord er sendt til %(epost)s.")
        messages.success(request, sendt % {"epost": bruker.email})


@requires(Rett.FORVALTE_BRUKERE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    bruker = get_object_or_404(Bruker.objects.for_bruker(request.user), pk=pk)
    form = BrukerForm(request.POST or None, initial=brukerfelt(bruker))
    if request.method == "POST" and form.is_valid():
        try:
            actions.endre_bruker(by=request.user, bruker=bruker, dag=i_dag(), **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Brukeren er lagret."))
            return redirect(bruker)
    dag = i_dag()
    tilganger = Tilgang.objects.for_bruker(request.user).filter(bruker=bruker)
    rader = [
        (rad, sted(rad), rad.til is not None and rad.til <= dag)
        for rad in tilganger.select_related("embete", "kommune").order_by("-fra", "-pk")
    ]
    return render(
        request,
        "brukere/brukere/edit.html",
        {"form": form, "bruker": bruker, "tilganger": rader, "dag": dag},
        status=422 if form.errors else 200,
    )


@requires(Rett.FORVALTE_BRUKERE)
@require_POST
def link(request, pk):
    bruker = get_object_or_404(Bruker.objects.for_bruker(request.user).filter(is_active=True), pk=pk)
    _send_lenke(request, bruker)
    return redirect(bruker)
