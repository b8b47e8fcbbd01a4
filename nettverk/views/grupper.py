"""Groups: who sat in them on a date."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import kortnavn
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk.grupper import endre_gruppe, opprett_gruppe
from nettverk.gruppeskjema import EndreGruppeForm, GruppelisteForm, MedlemmerForm, MottakerForm, NyGruppeForm
from nettverk.gruppetabell import MedlemTable, som_ark
from nettverk.kontaktdekning import NETTVERK, kommuner_uten_kontaktperson
from nettverk.medlemsliste import alle_grupper_paa, medlemmer_paa, slutter_snart
from nettverk.models import Gruppe, Medlemskap, Prosjekt
from nettverk.mottakere import mottakere
from nettverk.mottakere import som_ark as mottakerark
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering, ser_personer


def _grupper(request, form):
    """Return the groups that the form asks for, as they stood on its day."""
    grupper = Gruppe.objects.for_bruker(request.user).order_by(
        "-prosjekt__fra", "prosjekt", "rekkefoelge", "navn", "pk"
    )
    if form.valgt_slag:
        grupper = grupper.filter(slag=form.valgt_slag)
    return alle_grupper_paa(grupper, form.dag)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    dag = i_dag()
    form = GruppelisteForm(request.GET, dag=dag)
    egne = list(Prosjekt.objects.for_bruker(request.user).select_related("embete"))
    per_prosjekt = {
        prosjekt: list(rader)
        for prosjekt, rader in groupby(_grupper(request, form), key=lambda rad: rad.gruppe.prosjekt)
    }
    # Those who take part see the projects of the groups that are theirs to see, and no others.
    prosjekter = egne or list(per_prosjekt)
    seter = Medlemskap.objects.for_bruker(request.user)
    ser_alt = Rett.SE_NETTVERK in request.user.omfang.rettigheter
    return render(
        request,
        "nettverk/grupper/index.html",
        {
            "form": form,
            "prosjekter": [(p, per_prosjekt.get(p, []), kan_foere(request, p)) for p in prosjekter],
            "ser_prosjekt": bool(egne),
            "kan_opprette": bool(request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)),
            "slutter": slutter_snart(seter, dag) if ser_alt else [],
            "ser_dekning": ser_alt,
            "uten_kontakt": kommuner_uten_kontaktperson(request.user, dag) if ser_alt else [],
            "parametre": request.GET.urlencode(),
        },
        status=422 if form.errors else 200,
    )


def _navngis(request) -> set[int]:
    return set(request.user.omfang.embeter_med(Rett.SE_PERSONER))


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export_all(request, format):
    """Download the members of every group that the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    form = GruppelisteForm(request.GET, dag=i_dag())
    ark = som_ark(_grupper(request, form), form.dag, navngis=_navngis(request))
    return som_svar(ark, format, f"grupper-per-{form.dag:%Y-%m-%d}")


def _hent(request, pk) -> Gruppe:
    grupper = Gruppe.objects.for_bruker(request.user).select_related("prosjekt__embete")
    return get_object_or_404(grupper, pk=pk)


def _stand(request, gruppe, dag):
    [stand] = alle_grupper_paa(Gruppe.objects.for_bruker(request.user).filter(pk=gruppe.pk), dag)
    return stand


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk):
    gruppe = _hent(request, pk)
    form = MedlemmerForm(request.GET, dag=i_dag())
    stand = _stand(request, gruppe, form.dag)
    navn, foerer = ser_personer(request, gruppe.prosjekt), kan_foere(request, gruppe.prosjekt)
    felles = {"navn": navn, "kan_foere": foerer}
    vist = form.velg(stand.medlemmer, navn)
    medlemmer = MedlemTable(vist, tittel=_("Medlemmer"), tabell_id="medlemmer-tabell", **felles)
    RequestConfig(request, paginate=False).configure(medlemmer)
    andre = [
        (tittel, MedlemTable(rader, tittel=tittel, tabell_id=tabell_id, orderable=False, **felles))
        for tittel, tabell_id, rader in (
            (_("Kommer til"), "kommende-tabell", stand.kommende),
            (_("Tidligere medlemmer"), "tidligere-tabell", stand.tidligere),
        )
        if rader
    ]
    innhold = {
        "gruppe": gruppe,
        "stand": stand,
        "vist": len(vist),
        "tabell": medlemmer,
        "andre": andre,
        "form": form,
        "kan_foere": foerer,
        "ser_personer": navn,
        "ser_prosjekt": gruppe.prosjekt.embete_id in request.user.omfang.embete_ids,
        "er_nettverk": gruppe.slag == NETTVERK,
        "parametre": request.GET.urlencode(),
    }
    svar = htmx.svar(request, "nettverk/grupper/show.html", "nettverk/grupper/_resultat.html", innhold)
    svar.status_code = 422 if form.errors else 200
    return svar


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, pk, format):
    """Download the members on the day that the page with the same address shows."""
    if format not in FORMATER:
        raise Http404
    gruppe = _hent(request, pk)
    dag = MedlemmerForm(request.GET, dag=i_dag()).dag
    ark = som_ark([_stand(request, gruppe, dag)], dag, navngis=_navngis(request))
    return som_svar(ark, format, f"{kortnavn(gruppe.navn) or 'gruppe'}-per-{dag:%Y-%m-%d}")


@requires(Rett.SE_PERSONER)
@require_safe
def recipients(request, pk):
    """Show the members' e-mail addresses to be copied; ``?format=csv`` and ``xlsx`` download them."""
    gruppe = _hent(request, pk)
    if not ser_personer(request, gruppe.prosjekt):
        raise PermissionDenied
    form = MottakerForm(request.GET, dag=i_dag())
    til = mottakere(medlemmer_paa(gruppe, form.dag), form.roller)
    if (format := request.GET.get("format")) in FORMATER:
        filnavn = f"mottakere-{kortnavn(gruppe.navn) or 'gruppe'}-{form.dag:%Y-%m-%d}"
        return som_svar(mottakerark(til, gruppe.navn), format, filnavn)
    return render(
        request,
        "nettverk/grupper/recipients.html",
        {"gruppe": gruppe, "form": form, "til": til, "parametre": request.GET.urlencode()},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)
    krev_foering(request, prosjekt)
    form = NyGruppeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gruppe = opprett_gruppe(
                by=request.user, prosjekt=prosjekt, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Gruppen er opprettet. Legg til medlemmene."))
            return redirect(gruppe)
    return render(
        request,
        "nettverk/grupper/create.html",
        {"form": form, "prosjekt": prosjekt},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    gruppe = _hent(request, pk)
    krev_foering(request, gruppe.prosjekt)
    form = EndreGruppeForm(request.POST or None, instance=gruppe)
    if request.method == "POST" and form.is_valid():
        try:
            endre_gruppe(by=request.user, gruppe=gruppe, felt=form.felt, versjon=form.cleaned_data["versjon"])
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Gruppen er lagret."))
            return redirect(gruppe)
    return render(
        request,
        "nettverk/grupper/edit.html",
        {"form": form, "gruppe": gruppe},
        status=422 if form.errors else 200,
    )
