"""Sign-up as those who run the activity see it: the page, who is on it, and who came."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.felles.skjema import postet_versjon
from nettverk import paameldinger
from nettverk.aktivitetsregler import PLANLAGT, blir_gjennomfoert
from nettverk.aktivitetstekst import naar
from nettverk.models import Aktivitet, Paamelding, Paameldingsside
from nettverk.paameldingsskjema import EndrePaameldingssideForm, NyPaameldingssideForm, Paameldingsfilter
from nettverk.paameldingstabell import PaameldingTable, som_ark
from nettverk.skriving import Samtidig

from . import kan_foere, krev_foering

PER_SIDE = {"per_page": 25}


def rot(request) -> str:
    """Return the address people reach the system by, for links in mail."""
    return request.build_absolute_uri("/").rstrip("/")


def _aktivitet(request, pk) -> Aktivitet:
    rader = Aktivitet.objects.for_bruker(request.user).select_related("prosjekt__embete")
    return get_object_or_404(rader, pk=pk)


def _side(request, pk) -> Paameldingsside:
    """Return the sign-up page of an activity that she may see; 404 where there is none."""
    aktivitet = _aktivitet(request, pk)
    side = get_object_or_404(Paameldingsside.objects.for_bruker(request.user), aktivitet=aktivitet)
    side.aktivitet = aktivitet
    return side


def _krev_personer(request, side: Paameldingsside) -> None:
    """Answer 403 to somebody who may see the activity, and people only in another embete."""
    if side.aktivitet.prosjekt.embete_id not in request.user.omfang.embeter_med(Rett.SE_PERSONER):
        raise PermissionDenied


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Open sign-up for an activity, or change how it is."""
    aktivitet = _aktivitet(request, pk)
    krev_foering(request, aktivitet.prosjekt)
    side = Paameldingsside.objects.for_bruker(request.user).filter(aktivitet=aktivitet).first()
    if side is None:
        form = NyPaameldingssideForm(request.POST or None, aktivitet=aktivitet)
    else:
        form = EndrePaameldingssideForm(request.POST or None, instance=side, aktivitet=aktivitet)
    if request.method == "POST" and form.is_valid():
        try:
            if side is None:
                paameldinger.opprett_side(
                    by=request.user,
                    aktivitet=aktivitet,
                    felt=form.felt,
                    noekkel=form.cleaned_data["noekkel"],
                )
            else:
                paameldinger.endre_side(
                    by=request.user,
                    side=side,
                    felt=form.felt,
                    versjon=form.cleaned_data["versjon"],
                    dag=i_dag(),
                    rot=rot(request),
                )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Påmeldingssiden er lagret."))
            return redirect("nettverk:paamelding-index", aktivitet.pk)
    return render(
        request,
        "nettverk/paameldinger/edit.html",
        {"form": form, "aktivitet": aktivitet, "side": side},
        status=422 if form.errors else 200,
    )


def _utvalg(request, side):
    filter_ = Paameldingsfilter(request.GET, side=side)
    rader = Paamelding.objects.for_bruker(request.user).filter(side=side).select_related("kommune")
    return filter_.avgrens(rader), filter_


@requires(Rett.SE_PERSONER)
@require_safe
def index(request, pk):
    """List those who have signed up, in the order they came."""
    side = _side(request, pk)
    _krev_personer(request, side)
    rader, filter_ = _utvalg(request, side)
    foerer = kan_foere(request, side.aktivitet.prosjekt)
    tabell = PaameldingTable(rader, kan_melde_av=foerer and side.aktivitet.siste_dag >= i_dag())
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    plasser = paameldinger.plasser(side)
    moette = side.paameldinger.filter(moette=True).count()
    aktivitet, dag = side.aktivitet, i_dag()
    return htmx.svar(
        request,
        "nettverk/paameldinger/index.html",
        "nettverk/paameldinger/_resultat.html",
        {
            "side": side,
            "aktivitet": aktivitet,
            "naar": naar(aktivitet),
            "adresse": request.build_absolute_uri(reverse("nettverk:paamelding-create", args=[side.adresse])),
            "lukket": oversatt(paameldinger.hvorfor_lukket(side, dag)),
            "plasser": plasser,
            "moette": moette,
            "kan_telles": foerer and moette,
            "blir_gjennomfoert": blir_gjennomfoert(aktivitet.status, aktivitet.siste_dag, dag),
            "staar_planlagt": aktivitet.status == PLANLAGT and aktivitet.siste_dag > dag,
            "har_tall": aktivitet.deltakertall.exists() or aktivitet.deltakere is not None,
            "kan_foere": foerer,
            "har_vaert": aktivitet.fra_dato <= dag,
            "form": filter_,
            "avgrenset": bool(filter_.valgt),
            "tabell": tabell,
            "antall": antall,
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s påmelding", "%(n)s påmeldinger", antall) % {"n": norsk.tall(antall)},
        },
    )


@requires(Rett.SE_PERSONER)
@require_safe
def export(request, pk, format: str):
    """Download exactly those that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    side = _side(request, pk)
    _krev_personer(request, side)
    rader, _filter = _utvalg(request, side)
    navn = norsk.kortnavn(side.aktivitet.tittel) or "aktivitet"
    return som_svar(som_ark(side.aktivitet, rader), format, f"paameldte-{navn}")


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request, pk):
    """Tick off who came."""
    side = _side(request, pk)
    krev_foering(request, side.aktivitet.prosjekt)
    rader = Paamelding.objects.for_bruker(request.user).filter(side=side).exclude(status="avmeldt")
    rader = sorted(rader.select_related("kommune"), key=lambda rad: (rad.status, rad.navn.casefold(), rad.pk))
    feil = []
    if request.method == "POST":
        try:
            antall = paameldinger.foer_oppmoete(
                by=request.user,
                side=side,
                moette=_numre(request.POST.getlist("moette")),
                vist=_numre(request.POST.getlist("vist")),
                dag=i_dag(),
            )
        except Hinder as hinder:
            feil = [oversatt(grunn) for _felt, grunn in hinder.grunner]
        else:
            tekst = ngettext("%(n)s er ført som møtt.", "%(n)s er ført som møtt.", antall)
            messages.success(request, tekst % {"n": norsk.tall(antall)})
            return redirect("nettverk:paamelding-index", pk)
    return render(
        request,
        "nettverk/paameldinger/attend.html",
        {
            "side": side,
            "aktivitet": side.aktivitet,
            "naar": naar(side.aktivitet),
            "rader": rader,
            "feil": feil,
        },
        status=422 if feil else 200,
    )


def _numre(verdier) -> set[int]:
    return {int(verdi) for verdi in verdier if verdi.isdecimal() and len(verdi) < 12}


@requires(Rett.FOERE_NETTVERK)
@require_POST
def count(request, pk):
    """Let those who came be the participants of the activity, by municipality; held, it is carried out."""
    side = _side(request, pk)
    krev_foering(request, side.aktivitet.prosjekt)
    try:
        aktivitet = paameldinger.tell_fremmoette(
            by=request.user, side=side, dag=i_dag(), versjon=postet_versjon(request)
        )
    except Samtidig:
        tekst = _("Aktiviteten er endret etter at du åpnet siden. Se over tallene, og prøv igjen.")
        messages.warning(request, tekst)
        return redirect("nettverk:paamelding-index", pk)
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
        return redirect("nettverk:paamelding-index", pk)
    antall = aktivitet.deltakere
    if aktivitet.status != side.aktivitet.status:
        tekst = ngettext(
            "%(n)s deltaker er ført på aktiviteten, som nå er gjennomført.",
            "%(n)s deltakere er ført på aktiviteten, som nå er gjennomført.",
            antall,
        )
    else:
        tekst = ngettext(
            "%(n)s deltaker er ført på aktiviteten.", "%(n)s deltakere er ført på aktiviteten.", antall
        )
    messages.success(request, tekst % {"n": norsk.tall(antall)})
    return redirect(aktivitet)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    """Sign somebody off for her; the place goes to the first who waits."""
    rader = Paamelding.objects.for_bruker(request.user).select_related("side__aktivitet__prosjekt__embete")
    rad = get_object_or_404(rader, pk=pk)
    # Whoever may not see the activity, may not see who goes there.
    _aktivitet(request, rad.side.aktivitet_id)
    krev_foering(request, rad.side.aktivitet.prosjekt)
    if request.method == "POST":
        try:
            paameldinger.meld_av(paamelding=rad, dag=i_dag(), by=request.user, rot=rot(request))
        except Hinder as hinder:
            for _felt, grunn in hinder.grunner:
                messages.error(request, oversatt(grunn))
        else:
            messages.success(
                request, _("%(navn)s er meldt av, og har fått e-post om det.") % {"navn": rad.navn}
            )
        return redirect("nettverk:paamelding-index", rad.side.aktivitet_id)
    return render(
        request,
        "nettverk/paameldinger/end.html",
        {"rad": rad, "aktivitet": rad.side.aktivitet, "plasser": paameldinger.plasser(rad.side)},
    )
