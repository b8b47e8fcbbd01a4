"""The history of a chapter: who wrote what when, what is different, and back to an earlier text."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder
from rapporter import kapittelliste, queries, skriving
from rapporter.forms import TilbakeForm
from rapporter.tekstdiff import endret, orddiff

from .kapitler import hent_del


def _kontekst(request, pk, noekkel):
    rapport, del_ = hent_del(request, pk, noekkel)
    lagret = kapittelliste.kapittel(rapport, noekkel)
    return {"rapport": rapport, "del": del_, "navn": queries.rapportnavn(rapport), "lagret": lagret}


@requires(Rett.SKRIVE_RAPPORTER)
@require_safe
def index(request, pk, noekkel):
    kontekst = _kontekst(request, pk, noekkel)
    lagret = kontekst["lagret"]
    linjer = kapittelliste.versjonsliste(lagret) if lagret else []
    # What has been saved while somebody writes stands above the versions until it is one of them.
    ny = lagret is not None and bool(lagret.tekst) and not (linjer and linjer[0].gjeldende)
    kontekst |= {
        "linjer": linjer,
        "ulagret": lagret if ny else None,
        "ord": kapittelliste.antall_ord(lagret.tekst) if ny else 0,
    }
    return render(request, "rapporter/kapittelversjoner/index.html", kontekst)


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, pk, noekkel, nummer):
    """One version against the one before it, or against the text as it is now; a button brings it back."""
    kontekst = _kontekst(request, pk, noekkel)
    lagret = kontekst["lagret"]
    if lagret is None:
        raise Http404
    versjon = get_object_or_404(lagret.versjoner.select_related("skrevet_av", "kapittel"), nummer=nummer)
    form = TilbakeForm(request.POST or None, initial={"versjon": lagret.versjon})
    if request.method == "POST" and form.is_valid():
        try:
            skriving.hent_tilbake(
                by=request.user,
                rapport=kontekst["rapport"],
                gammel=versjon,
                versjon=form.cleaned_data["versjon"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Versjon %(nr)s er hentet tilbake.") % {"nr": versjon.nummer})
            return redirect("rapporter:kapittel-edit", pk, noekkel)
    mot_naa = request.GET.get("mot") == "naa"
    forrige = lagret.versjoner.filter(nummer__lt=nummer).order_by("-nummer").first()
    diff = (
        orddiff(versjon.tekst, lagret.tekst)
        if mot_naa
        else orddiff(forrige.tekst if forrige else "", versjon.tekst)
    )
    kontekst |= {
        "versjon": versjon,
        "forrige": forrige,
        "form": form,
        "mot_naa": mot_naa,
        "diff": diff,
        "endret": endret(diff),
        "gjeldende": versjon.tekst == lagret.tekst,
        "stengt": kontekst["rapport"].status != kontekst["rapport"].UTKAST,
    }
    return render(
        request, "rapporter/kapittelversjoner/show.html", kontekst, status=422 if form.errors else 200
    )
