"""The prose of one chapter: write, preview, save."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dokument.html import noder_html
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.hinder import Hinder
from rapporter import actions, queries
from rapporter.forms import KapittelForm

from . import hent, krev_skriving


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, noekkel):
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    del_ = queries.skrivedel(rapport, noekkel)
    if del_ is None:
        raise Http404
    lagret = _lagret(rapport, noekkel)
    initial = {"tekst": lagret.tekst if lagret else "", "versjon": lagret.versjon if lagret else 0}
    adresse = reverse("rapporter:kapittel-edit", args=[pk, noekkel])
    form = KapittelForm(
        request.POST or None, initial=initial, veiledning=del_.veiledning, nivaa=del_.nivaa, adresse=adresse
    )
    kontekst = {
        "form": form,
        "rapport": rapport,
        "del": del_,
        "navn": queries.rapportnavn(rapport),
    }
    forhaandsvis = "forhaandsvis" in request.POST
    gyldig = request.method == "POST" and form.is_valid()
    kontekst["visning"] = _visning(form, initial["tekst"])
    if gyldig and not forhaandsvis:
        try:
            actions.lagre_kapittel(by=request.user, rapport=rapport, noekkel=noekkel, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
            lagret = _lagret(rapport, noekkel)
            # Saving once more replaces the other text, knowingly: it stands below the form.
            form.data = form.data.copy()
            form.data["versjon"] = lagret.versjon if lagret else 0
            kontekst["samtidig"] = lagret
        else:
            messages.success(request, _("Kapittelet «%(tittel)s» er lagret.") % {"tittel": del_.overskrift})
            return redirect(f"{rapport.get_absolute_url()}#dok-{noekkel}")
    mal = "_forhaandsvisning" if request.htmx and forhaandsvis else "edit"
    return render(request, f"rapporter/kapitler/{mal}.html", kontekst, status=422 if form.errors else 200)


def _lagret(rapport, noekkel):
    return rapport.kapitler.filter(noekkel=noekkel).select_related("endret_av").first()


def _visning(form: KapittelForm, lagret: str):
    """Return the text as the report will show it; None when it cannot be read."""
    tekst = form.cleaned_data.get("tekst") if form.is_bound else lagret
    return None if tekst is None else noder_html(les_markdown(tekst, form.nivaa).noder, 1)
