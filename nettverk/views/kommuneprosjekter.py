"""Municipal projects and the visits that follow them up."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from nettverk import kommuneprosjekter, personer
from nettverk.katalogliste import kontakttekst
from nettverk.models import Kommuneprosjekt, Oppfoelgingsbesoek, Tilskuddsordning
from nettverk.skriving import Samtidig
from nettverk.tilskuddsliste import aarene, ordninger_i
from nettverk.tilskuddsregler import MED_TILSAGN, merknader, summer
from nettverk.tilskuddsskjema import (
    EndreBesoekForm,
    EndreKommuneprosjektForm,
    NyttBesoekForm,
    NyttKommuneprosjektForm,
    Prosjektfilter,
)
from nettverk.tilskuddstabell import FARGER, KommuneprosjektTable, kommunenavn, prosjekter_som_ark

from . import foerer, kan_foere, krev_embete, krev_foering

PER_SIDE = {"per_page": 25}


def _utvalg(request) -> Prosjektfilter:
    egne = Kommuneprosjekt.objects.for_bruker(request.user)
    kommuner = Kommune.objects.for_bruker(request.user).filter(pk__in=egne.order_by().values("kommuner"))
    return Prosjektfilter(
        request.GET,
        queryset=egne.select_related("ordning").prefetch_related("kommuner"),
        aarene=aarene(egne),
        ordninger=ordninger_i(egne),
        kommuner=kommuner.norsk(),
    )


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def index(request):
    """List municipal projects with what was applied for, granted and paid; a kontaktperson's own."""
    filter_ = _utvalg(request)
    tabell = KommuneprosjektTable(filter_.qs)
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/kommuneprosjekter/index.html",
        "nettverk/kommuneprosjekter/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": antall or Kommuneprosjekt.objects.for_bruker(request.user).exists(),
            "kort": _kort(filter_.qs),
            "treff": ngettext("%(n)s prosjekt", "%(n)s prosjekter", antall) % {"n": norsk.tall(antall)},
            "parametre": request.GET.urlencode(),
            "embeter": foerer(request),
        },
    )


def _kort(rader) -> list[dict]:
    """Return the sums of the projects in the list; amounts that are unknown are counted beside."""
    beloep = list(rader.order_by().values_list("soekt", "tildelt", "utbetalt"))
    kort = []
    for nr, tekst in enumerate((_("Søkt om"), _("Tildelt"), _("Utbetalt"))):
        sum_ = summer(rad[nr] for rad in beloep)
        note = ngettext("ukjent for %(n)s prosjekt", "ukjent for %(n)s prosjekter", sum_.ukjente)
        kort.append(
            {
                "tekst": tekst,
                "verdi": sum_.verdi,
                "enhet": _("kroner"),
                "note": note % {"n": norsk.tall(sum_.ukjente)} if sum_.ukjente else "",
            }
        )
    return kort


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def export(request, format: str):
    """Download exactly the projects that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    filter_ = _utvalg(request)
    return som_svar(
        prosjekter_som_ark(filter_.qs, filter_.beskrivelse), format, f"kommuneprosjekter-{i_dag():%Y-%m-%d}"
    )


def _hent(request, pk) -> Kommuneprosjekt:
    rader = Kommuneprosjekt.objects.for_bruker(request.user)
    rader = rader.select_related("embete", "ordning", "kontakt__organisasjon").prefetch_related("kommuner")
    return get_object_or_404(rader, pk=pk)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def show(request, pk: int):
    """Show one project; names and the notes of visits only to the embete's own staff."""
    prosjekt, omfang = _hent(request, pk), request.user.omfang
    ordning = prosjekt.ordning
    gjaldt = ordning is None or (
        (ordning.fra is None or ordning.fra.year <= prosjekt.aar)
        and (ordning.til is None or ordning.til > date(prosjekt.aar, 1, 1))
    )
    innhold = {
        "prosjekt": prosjekt,
        "kommuner": kommunenavn(prosjekt),
        "farge": FARGER[prosjekt.status],
        "merknader": [
            oversatt(grunn)
            for grunn in merknader(
                soekt=prosjekt.soekt,
                tildelt=prosjekt.tildelt,
                utbetalt=prosjekt.utbetalt,
                ordning_gjaldt=gjaldt,
            )
        ],
        "kontakt": kontakttekst(prosjekt),
        "ansatt": prosjekt.embete_id in omfang.embeter_med(Rett.SE_PERSONER),
        "leser_nettverket": prosjekt.embete_id in omfang.embeter_med(Rett.SE_NETTVERK),
        "besoek": list(prosjekt.besoek.all()),
        "kan_foere": kan_foere(request, prosjekt),
        "i_katalogen": prosjekt.i_katalogen and prosjekt.status in MED_TILSAGN,
    }
    return render(request, "nettverk/kommuneprosjekter/show.html", innhold)


def _valg(request, embete) -> dict:
    """Return what a project of ``embete`` may point to."""
    dag = i_dag()
    kommuner = Kommune.objects.for_bruker(request.user).filter(fylke__in=embete.fylker.all(), fra__lte=dag)
    return {
        "kommuner": kommuner.norsk(),
        "ordninger": Tilskuddsordning.objects.for_bruker(request.user).filter(embete=embete, er_sum=False),
        "personer": personer.valgbare(request.user, embete),
        "dag": dag,
    }


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk: int):
    embete = get_object_or_404(Embete.objects.for_bruker(request.user), pk=pk)
    krev_embete(request, embete)
    form = NyttKommuneprosjektForm(
        request.POST or None, **_valg(request, embete), initial={"aar": i_dag().year}
    )
    if request.method == "POST" and form.is_valid():
        try:
            prosjekt = kommuneprosjekter.opprett(
                by=request.user, embete=embete, felt=form.felt, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Prosjektet er opprettet."))
            return redirect(prosjekt)
    innhold = {"form": form, "embete": embete}
    status = 422 if form.errors else 200
    return render(request, "nettverk/kommuneprosjekter/create.html", innhold, status=status)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    prosjekt = _hent(request, pk)
    krev_foering(request, prosjekt)
    form = EndreKommuneprosjektForm(
        request.POST or None, instance=prosjekt, **_valg(request, prosjekt.embete)
    )
    if request.method == "POST" and form.is_valid():
        try:
            kommuneprosjekter.endre(
                by=request.user, prosjekt=prosjekt, felt=form.felt, versjon=form.cleaned_data["versjon"]
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Prosjektet er lagret."))
            return redirect(prosjekt)
    innhold = {"form": form, "prosjekt": prosjekt}
    status = 422 if form.errors else 200
    return render(request, "nettverk/kommuneprosjekter/edit.html", innhold, status=status)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create_visit(request, pk: int):
    prosjekt = _hent(request, pk)
    krev_foering(request, prosjekt)
    form = NyttBesoekForm(request.POST or None, initial={"dato": i_dag()})
    if request.method == "POST" and form.is_valid():
        try:
            kommuneprosjekter.opprett_besoek(
                by=request.user,
                prosjekt=prosjekt,
                felt=form.felt,
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Besøket er ført."))
            return redirect(prosjekt)
    innhold = {"form": form, "prosjekt": prosjekt}
    status = 422 if form.errors else 200
    return render(request, "nettverk/kommuneprosjekter/create_visit.html", innhold, status=status)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_visit(request, pk: int):
    rader = Oppfoelgingsbesoek.objects.for_bruker(request.user).select_related("prosjekt")
    besoek = get_object_or_404(rader, pk=pk)
    krev_foering(request, besoek.prosjekt)
    form = EndreBesoekForm(request.POST or None, instance=besoek)
    if request.method == "POST" and form.is_valid():
        try:
            kommuneprosjekter.endre_besoek(
                by=request.user,
                besoek=besoek,
                felt=form.felt,
                dag=i_dag(),
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Besøket er lagret."))
            return redirect(besoek.prosjekt)
    innhold = {"form": form, "prosjekt": besoek.prosjekt}
    status = 422 if form.errors else 200
    return render(request, "nettverk/kommuneprosjekter/edit_visit.html", innhold, status=status)
