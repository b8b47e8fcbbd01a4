"""Meetings: the list, one meeting with its agenda, and the writes of single meetings."""

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
from nettverk import moeter
from nettverk.innkallingsliste import til_moete
from nettverk.models import Gruppe, Moete, Moeteserie, Prosjekt
from nettverk.moeteliste import grupper_med_moeter, moeter_for, saksliste
from nettverk.moeteregler import AVLYST, PLANLAGT, UKEDAGER, Moenster
from nettverk.moeteskjema import AvlysForm, EndreMoeteForm, Moetefilter, NyttMoeteForm
from nettverk.moetetabell import MoeteTable, som_ark, tilstand
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering


def ledede_prosjekter(request):
    """Return the projects that this person leads."""
    embeter = request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)
    return Prosjekt.objects.for_bruker(request.user).filter(embete__in=embeter)


def hent_moete(request, pk) -> Moete:
    """Return a meeting that this person may see, with its project, or answer 404."""
    rader = Moete.objects.for_bruker(request.user).select_related(
        "prosjekt__embete", "gruppe", "serie", "fase"
    )
    return get_object_or_404(rader, pk=pk)


def _utvalg(request):
    """Return (the meetings that are chosen, and the filter)."""
    filter_ = Moetefilter(request.GET, grupper=grupper_med_moeter(request.user), dag=i_dag())
    rekkefoelge = ("-dato", "-fra_tid", "-pk") if filter_.baklengs else ("dato", "fra_tid", "pk")
    return filter_.avgrens(moeter_for(request.user)).order_by(*rekkefoelge), filter_


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    """List the meetings, the coming ones unless something else is chosen."""
    rader, filter_ = _utvalg(request)
    tabell = MoeteTable(rader, dag=i_dag())
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/moeter/index.html",
        "nettverk/moeter/_resultat.html",
        {
            "form": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": antall or Moete.objects.for_bruker(request.user).exists(),
            "parametre": request.GET.urlencode(),
            "prosjekter": ledede_prosjekter(request),
            "treff": ngettext("%(n)s møte", "%(n)s møter", antall) % {"n": norsk.tall(antall)},
        },
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, format: str):
    """Download exactly the meetings that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    rader, filter_ = _utvalg(request)
    dag = i_dag()
    rader = rader.select_related("gruppe", "serie", "fase").prefetch_related("resultatmaal")
    return som_svar(som_ark(rader, filter_.beskrivelse, dag), format, f"moeter-{dag:%Y-%m-%d}")


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    """Show one meeting: when and where, its agenda and papers, who is invited, and the minutes."""
    moete, dag = hent_moete(request, pk), i_dag()
    leder = kan_foere(request, moete.prosjekt)
    farge, status = tilstand(moete, dag)
    return render(
        request,
        "nettverk/moeter/show.html",
        {
            "moete": moete,
            "ukedag": UKEDAGER[moete.dato.weekday()],
            "farge": farge,
            "status": status,
            "ser_serien": bool(moete.serie)
            and Moeteserie.objects.for_bruker(request.user).filter(pk=moete.serie_id).exists(),
            "seriemoenster": Moenster.les(moete.serie.regel).tekst if moete.serie else "",
            "ser_gruppen": bool(moete.gruppe)
            and Gruppe.objects.for_bruker(request.user).filter(pk=moete.gruppe_id).exists(),
            "ser_prosjektet": Rett.SE_NETTVERK in request.user.omfang.rettigheter,
            "saksliste": saksliste(request.user, moete, leder=leder, dag=dag),
            "innkalte": til_moete(request.user, moete),
            "kan_foere": leder,
            "kan_avlyses": leder and moete.status == PLANLAGT,
        },
    )


def _gruppevalg(request, prosjekt):
    return Gruppe.objects.for_bruker(request.user).filter(prosjekt=prosjekt)


def forvalgt_gruppe(request) -> dict:
    """Return what a link from the page of a group fills in."""
    valgt = request.GET.get("gruppe", "")
    return {"gruppe": valgt} if valgt.isdecimal() and len(valgt) < 10 else {}


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Make a meeting; ``gruppe`` in the address fills in the group."""
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = NyttMoeteForm(
        request.POST or None,
        prosjekt=prosjekt,
        grupper=_gruppevalg(request, prosjekt),
        initial=forvalgt_gruppe(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            moete = moeter.opprett_moete(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Møtet er opprettet. Sett opp sakene, og kall inn."))
            return redirect(moete)
    innhold = {"form": form, "prosjekt": prosjekt}
    return render(request, "nettverk/moeter/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change or move one meeting, or mark it as held."""
    moete = hent_moete(request, pk)
    krev_foering(request, moete.prosjekt)
    if moete.status == AVLYST and request.method != "POST":
        messages.warning(request, _("Møtet er avlyst og kan ikke endres. Lag et nytt møte."))
        return redirect(moete)
    form = EndreMoeteForm(
        request.POST or None,
        instance=moete,
        prosjekt=moete.prosjekt,
        grupper=_gruppevalg(request, moete.prosjekt),
    )
    if request.method == "POST" and form.is_valid():
        try:
            moeter.endre_moete(
                by=request.user,
                moete=moete,
                felt=form.felt,
                dag=i_dag(),
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Møtet er lagret."))
            return redirect(moete)
    innhold = {"form": form, "moete": moete}
    return render(request, "nettverk/moeter/edit.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    """Cancel one meeting, and say why."""
    moete = hent_moete(request, pk)
    krev_foering(request, moete.prosjekt)
    if moete.status != PLANLAGT and request.method != "POST":
        return redirect(moete)
    form = AvlysForm(request.POST or None, initial={"versjon": moete.versjon})
    if request.method == "POST" and form.is_valid():
        try:
            moeter.avlys_moete(
                by=request.user,
                moete=moete,
                grunn=form.cleaned_data["grunn"],
                versjon=form.cleaned_data["versjon"],
            )
        except Hinder as hinder:
            if isinstance(hinder, Samtidig):
                moete = hent_moete(request, pk)
                form.data = form.data.copy()
                form.data["versjon"] = moete.versjon
            hinder.paa(form)
        else:
            messages.success(request, _("Møtet er avlyst."))
            return redirect(moete)
    innhold = {"form": form, "moete": moete}
    return render(request, "nettverk/moeter/cancel.html", innhold, status=422 if form.errors else 200)
