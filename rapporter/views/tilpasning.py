"""An embete's own headings, guidance and order for the chapters of a type of report."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.hinder import Hinder
from rapporter import definisjoner, tilpasninger
from rapporter.definisjon import Rapporttype
from rapporter.tilpasningsskjema import TilpasningForm


def _embeter(request):
    """Return the embeter this person writes reports for."""
    egne = request.user.omfang.embeter_med(Rett.SKRIVE_RAPPORTER)
    return Embete.objects.for_bruker(request.user).filter(pk__in=egne)


def _hent(request, pk, type_) -> tuple[Embete, Rapporttype]:
    definert = definisjoner.typer().get(type_)
    if definert is None:
        raise Http404
    return get_object_or_404(_embeter(request), pk=pk), definert


def _veien() -> list[tuple[str, str]]:
    return [
        (_("Rapporter"), reverse("rapporter:rapport-index")),
        (_("Tilpass rapporttypene"), reverse("rapporter:tilpasning-index")),
    ]


@requires(Rett.SKRIVE_RAPPORTER)
@require_safe
def index(request):
    kontekst = {"embeter": _embeter(request), "typer": definisjoner.typer().values()}
    return render(request, "rapporter/tilpasning/index.html", kontekst)


@requires(Rett.SKRIVE_RAPPORTER)
@require_safe
def show(request, pk, type_):
    embete, definert = _hent(request, pk, type_)
    rader = tilpasninger.kapittelrader(embete, type_)
    return render(
        request,
        "rapporter/tilpasning/show.html",
        {
            "embete": embete,
            "type": definert,
            "med": [rad for rad in rader if rad.nummer],
            "utelatte": [rad for rad in rader if not rad.nummer],
            "egne": sum(rad.egen is not None for rad in rader),
            "smuler": _veien(),
        },
    )


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, type_, kapittel):
    embete, definert = _hent(request, pk, type_)
    rader = tilpasninger.kapittelrader(embete, type_)
    rad = next((ett for ett in rader if ett.definert.noekkel == kapittel), None)
    if rad is None:
        raise Http404
    egen = rad.egen
    form = TilpasningForm(
        request.POST or None,
        definert=rad.definert,
        antall=sum(ett.definert.vedlegg == rad.definert.vedlegg for ett in rader),
        initial={
            navn: getattr(egen, navn) for navn in ("overskrift", "veiledning", "plass", "utelatt", "versjon")
        }
        if egen
        else {"versjon": 0},
    )
    if request.method == "POST" and form.is_valid():
        felt = dict(form.cleaned_data)
        versjon = felt.pop("versjon")
        try:
            tilpasninger.tilpass(
                by=request.user, embete=embete, type_=type_, kapittel=kapittel, versjon=versjon, felt=felt
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(
                request, _("Kapittelet er lagret. Rapporter som er utkast, følger det med én gang.")
            )
            return redirect("rapporter:tilpasning-show", embete.pk, type_)
    over = (definert.navn, reverse("rapporter:tilpasning-show", args=[embete.pk, type_]))
    kontekst = {"form": form, "embete": embete, "type": definert, "rad": rad, "smuler": [*_veien(), over]}
    return render(request, "rapporter/tilpasning/edit.html", kontekst, status=422 if form.errors else 200)


@requires(Rett.SKRIVE_RAPPORTER)
@require_POST
def reset(request, pk, type_):
    embete, _definert = _hent(request, pk, type_)
    antall = tilpasninger.sett_tilbake(by=request.user, embete=embete, type_=type_)
    messages.success(
        request,
        ngettext("Ett kapittel er satt tilbake.", "%(n)s kapitler er satt tilbake.", antall) % {"n": antall}
        if antall
        else _("Alle kapitlene var som definert fra før."),
    )
    return redirect("rapporter:tilpasning-show", embete.pk, type_)
