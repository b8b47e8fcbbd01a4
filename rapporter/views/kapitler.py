"""The prose of one chapter: write, preview, save by the button or while writing, begin from another report's text."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import naa
from bosetting.felles.dokument.html import noder_html
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.hinder import Hinder
from rapporter import kapittelliste, queries, sitering, skriving
from rapporter.forms import KapittelForm, OvertaForm
from rapporter.models import Kapittel, Kapittelversjon

from . import hent, krev_skriving


def hent_del(request, pk, noekkel):
    """Return a report this person writes, and its chapter; 404 when there is none."""
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    del_ = queries.skrivedel(rapport, noekkel)
    if del_ is None:
        raise Http404
    return rapport, del_


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, noekkel):
    rapport, del_ = hent_del(request, pk, noekkel)
    lagret = kapittelliste.kapittel(rapport, noekkel)
    initial = {"tekst": lagret.tekst if lagret else "", "versjon": lagret.versjon if lagret else 0}
    form = KapittelForm(
        request.POST or None,
        initial=initial,
        veiledning=del_.veiledning,
        nivaa=del_.nivaa,
        adresse=reverse("rapporter:kapittel-edit", args=[pk, noekkel]),
    )
    kontekst = {"form": form, "rapport": rapport, "del": del_, "navn": queries.rapportnavn(rapport)}
    forhaandsvis = "forhaandsvis" in request.POST
    gyldig = request.method == "POST" and form.is_valid()
    tekst = form.cleaned_data.get("tekst") if form.is_bound else initial["tekst"]
    if gyldig and not forhaandsvis:
        try:
            lagret = skriving.lagre_kapittel(
                by=request.user, rapport=rapport, noekkel=noekkel, **form.cleaned_data
            )
        except Hinder as hinder:
            hinder.paa(form)
            lagret = kapittelliste.kapittel(rapport, noekkel)
            # Saving once more replaces the other text, knowingly: it stands beside the form.
            form.data = form.data.copy()
            form.data["versjon"] = lagret.versjon if lagret else 0
            kontekst["samtidig"] = lagret if lagret and hinder.grunner[0][0] == "tekst" else None
        else:
            return _lagret(request, rapport, del_, lagret)
    kontekst |= _visning(rapport, form, tekst)
    if request.htmx and forhaandsvis:
        mal = "_forhaandsvisning"
    else:
        mal = "edit"
        kontekst |= {
            "lagret": lagret,
            "ord": kapittelliste.antall_ord(tekst or ""),
            "skriver_naa": kapittelliste.skriver_naa(lagret, request.user, naa()),
            "stengt": rapport.status != rapport.UTKAST,
        }
    return render(request, f"rapporter/kapitler/{mal}.html", kontekst, status=422 if form.errors else 200)


def _lagret(request, rapport, del_, lagret):
    messages.success(request, _("Kapittelet «%(tittel)s» er lagret.") % {"tittel": del_.overskrift})
    figurer = kapittelliste.figurer_til(rapport, lagret.tekst)
    if antall := len(sitering.feil(lagret.tekst, figurer)):
        messages.warning(
            request,
            ngettext(
                "Ett tall i teksten kan ikke settes inn. Se ved feltet.",
                "%(n)s tall i teksten kan ikke settes inn. Se ved feltet.",
                antall,
            )
            % {"n": antall},
        )
        return redirect("rapporter:kapittel-edit", rapport.pk, del_.noekkel)
    return redirect(f"{rapport.get_absolute_url()}#dok-{del_.noekkel}")


def _visning(rapport, form: KapittelForm, tekst: str | None) -> dict:
    """Return the text as the report will show it (None when it cannot be read), and the figures that it lacks."""
    if tekst is None:
        return {"visning": None, "siteringsfeil": ()}
    figurer = kapittelliste.figurer_til(rapport, tekst)
    return {
        "visning": noder_html(sitering.sett_inn(les_markdown(tekst, form.nivaa).noder, figurer), 1),
        "siteringsfeil": sitering.feil(tekst, figurer),
    }


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request, pk, noekkel):
    """Save while somebody writes, and tell who else does. For the script of the page; answers in JSON."""
    rapport, del_ = hent_del(request, pk, noekkel)
    svar, status = {}, 200
    if request.method == "POST":
        form = KapittelForm(request.POST, nivaa=del_.nivaa)
        if form.is_valid():
            try:
                skriving.lagre_kapittel(
                    by=request.user,
                    rapport=rapport,
                    noekkel=noekkel,
                    slag=Kapittelversjon.LAGRET_SELV,
                    **form.cleaned_data,
                )
            except Hinder as hinder:
                hinder.paa(form)
        if form.errors:
            status = 422
            svar["feil"] = " ".join(feil for feltfeil in form.errors.values() for feil in feltfeil)
    lagret = kapittelliste.kapittel(rapport, noekkel)
    svar |= {
        "versjon": lagret.versjon if lagret else 0,
        "naar": f"{template_localtime(lagret.endret_at):%H.%M}" if lagret else "",
        "av": lagret.endret_av.navn if lagret and lagret.endret_av else "",
        "skriver_naa": kapittelliste.skriver_naa(lagret, request.user, naa()),
    }
    if status == 422 and lagret and str(lagret.versjon) != request.POST.get("versjon"):
        svar["samtidig"] = render_to_string(
            "rapporter/kapitler/_samtidig.html", {"samtidig": lagret}, request=request
        )
    return JsonResponse(svar, status=status)


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, pk, noekkel):
    """Begin from what another report says under the same chapter: choose, look at it, take it over."""
    rapport, del_ = hent_del(request, pk, noekkel)
    kilder = kapittelliste.kilder(request.user, rapport, noekkel)
    lagret = kapittelliste.kapittel(rapport, noekkel)
    naatekst = lagret.tekst if lagret else ""
    valgt = _valgt(kilder, request.POST.get("fra") or request.GET.get("fra"))
    form = OvertaForm(
        request.POST or None,
        har_tekst=bool(naatekst.strip()),
        initial={
            "fra": valgt.kapittel.pk if valgt else None,
            "versjon": lagret.versjon if lagret else 0,
            "maate": OvertaForm.LEGG_TIL if naatekst.strip() else OvertaForm.ERSTATT,
        },
    )
    if request.method == "POST" and valgt and form.is_valid():
        try:
            skriving.overta(
                by=request.user,
                rapport=rapport,
                noekkel=noekkel,
                fra=valgt.kapittel,
                versjon=form.cleaned_data["versjon"],
                etter=naatekst if form.cleaned_data["maate"] == OvertaForm.LEGG_TIL else "",
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Teksten er hentet. Gå gjennom den: tallene i den kan være gamle."))
            return redirect("rapporter:kapittel-edit", pk, noekkel)
    kontekst = {
        "form": form,
        "rapport": rapport,
        "del": del_,
        "navn": queries.rapportnavn(rapport),
        "kilder": kilder,
        "valgt": valgt,
        "naatekst": naatekst,
    }
    if valgt:
        kontekst |= _kildevisning(rapport, valgt.kapittel, del_.nivaa)
    return render(request, "rapporter/kapitler/copy.html", kontekst, status=422 if form.errors else 200)


def _valgt(kilder, pk: str | None):
    """Return the text that is chosen; without a choice the first."""
    if pk:
        return next((ett for ett in kilder if str(ett.kapittel.pk) == pk), None)
    return kilder[0] if kilder else None


def _kildevisning(rapport, fra: Kapittel, nivaa: int) -> dict:
    """Return the other report's text with the figures of this one."""
    figurer = kapittelliste.figurer_til(rapport, fra.tekst)
    return {
        "visning": noder_html(sitering.sett_inn(les_markdown(fra.tekst, nivaa).noder, figurer), 1),
        "siteringsfeil": sitering.feil(fra.tekst, figurer),
    }


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD"])
def figures(request, pk, noekkel):
    """The figures a writer may cite, with what they are now; a fragment in the page's dialogue, or a page."""
    rapport, del_ = hent_del(request, pk, noekkel)
    soek = request.GET.get("q", "")[:100]
    kontekst = {
        "rapport": rapport,
        "del": del_,
        "navn": queries.rapportnavn(rapport),
        "soek": soek,
        "liste": kapittelliste.figurliste(queries.grunnlag(rapport), soek),
    }
    mal = "_figurer" if request.htmx else "figures"
    return render(request, f"rapporter/kapitler/{mal}.html", kontekst)
