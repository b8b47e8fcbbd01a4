"""The budget of a project by year, and its accounts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import prosjektrader, prosjektside
from nettverk.models import Prosjekt, Regnskapspost
from nettverk.prosjektregler import hvorfor_ikke_aar
from nettverk.prosjektskjema import KopierForm
from nettverk.prosjekttabell import RegnskapFilter, RegnskapTable

from . import kan_foere, krev_foering


def _prosjekt(request, pk) -> Prosjekt:
    return get_object_or_404(Prosjekt.objects.for_bruker(request.user), pk=pk)


def _filnavn(prosjekt, hva) -> str:
    return f"{hva}-{norsk.kortnavn(prosjekt.navn)[:60] or prosjekt.pk}"


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk):
    prosjekt = _prosjekt(request, pk)
    aarene = prosjektside.budsjett(prosjekt)
    siste = max((aar.aar for aar in aarene if aar.rader), default=None)
    # The year after the last can begin as a copy of it, when the project runs then.
    kan_kopieres = siste and not hvorfor_ikke_aar(siste + 1, (prosjekt.fra, prosjekt.til))
    return render(
        request,
        "nettverk/prosjekter/budsjett.html",
        {
            "prosjekt": prosjekt,
            "aarene": aarene,
            "kopi": (siste, siste + 1) if kan_kopieres else None,
            "kan_foere": kan_foere(request, prosjekt),
        },
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, pk, format: str):
    if format not in FORMATER:
        raise Http404
    prosjekt = _prosjekt(request, pk)
    ark = prosjektside.budsjettark(prosjekt, prosjektside.budsjett(prosjekt))
    return som_svar(ark, format, _filnavn(prosjekt, "budsjett"))


@requires(Rett.FOERE_NETTVERK)
@require_POST
def copy(request, pk):
    """Begin a year's budget as a copy of another's."""
    prosjekt = _prosjekt(request, pk)
    krev_foering(request, prosjekt)
    form = KopierForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Velg hvilket år budsjettet skal kopieres fra, og til."))
        return redirect("nettverk:budsjett-show", prosjekt.pk)
    try:
        antall = prosjektrader.kopier_budsjett(by=request.user, prosjekt=prosjekt, **form.cleaned_data)
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
    else:
        tekst = ngettext("%(n)s linje er kopiert.", "%(n)s linjer er kopiert.", antall)
        messages.success(request, tekst % {"n": antall})
    return redirect("nettverk:budsjett-show", prosjekt.pk)


def _regnskap(request, prosjekt) -> RegnskapFilter:
    rader = Regnskapspost.objects.for_bruker(request.user).filter(prosjekt=prosjekt)
    return RegnskapFilter(
        request.GET, queryset=rader.select_related("linje").order_by("-dato", "-pk"), prosjekt=prosjekt
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def accounts(request, pk):
    prosjekt = _prosjekt(request, pk)
    filter_, foerer = _regnskap(request, prosjekt), kan_foere(request, prosjekt)
    tabell = RegnskapTable(filter_.qs, kan_foere=foerer)
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    treff = ngettext(
        "%(n)s post, til sammen %(sum)s kroner", "%(n)s poster, til sammen %(sum)s kroner", antall
    )
    return htmx.svar(
        request,
        "nettverk/prosjekter/regnskap.html",
        "nettverk/prosjekter/_regnskap.html",
        {
            "prosjekt": prosjekt,
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "avgrenset": any(request.GET.get(navn) for navn in filter_.filters),
            "parametre": request.GET.urlencode(),
            "treff": treff % {"n": norsk.tall(antall), "sum": norsk.tall(filter_.sum)},
            "kan_foere": foerer,
        },
    )


@requires(Rett.SE_NETTVERK)
@require_safe
def export_accounts(request, pk, format: str):
    """Download the accounts that the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    prosjekt = _prosjekt(request, pk)
    ark = prosjektside.regnskapsark(prosjekt, _regnskap(request, prosjekt).qs)
    return som_svar(ark, format, _filnavn(prosjekt, "regnskap"))
