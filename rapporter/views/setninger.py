"""The sentences that the program writes: what each stands on, and people's own words in place of one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder
from rapporter import overstyringer, queries
from rapporter.models import Rapport
from rapporter.setningsskjema import SetningForm, TilbakeForm
from rapporter.statussetninger import Kilde, Statussetning, statussetning, statussetninger
from rapporter.tallregister import Figur, figurer

from . import hent, kan_skrive, krev_skriving


@requires(Rett.SE_RAPPORTER)
@require_safe
def index(request, pk):
    rapport = hent(request, pk)
    grunnlag = queries.grunnlag(rapport)
    setninger = statussetninger(grunnlag)
    return render(
        request,
        "rapporter/setninger/index.html",
        {
            "rapport": rapport,
            "navn": grunnlag.tittel,
            "setninger": setninger,
            "overstyrte": sum(ett.overstyrt for ett in setninger),
            "foreldede": [ett for ett in setninger if ett.foreldet],
            "kan_skrive": kan_skrive(request, rapport),
            "aapen": rapport.status == Rapport.UTKAST,
        },
    )


def _setning(request, pk, setning) -> tuple[Rapport, Statussetning, dict[str, Figur]]:
    """Return the report, the sentence of it, and the report's figures; 404 when the report does not say it."""
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    grunnlag = queries.grunnlag(rapport)
    funnet = statussetning(grunnlag, setning)
    if funnet is None:
        raise Http404
    return rapport, funnet, figurer(grunnlag)


def _andre(setning: Statussetning, tallene: list[Figur]) -> list[Kilde]:
    """Return the sources that are not those of the figures."""
    adresser = {figur.kilde for figur in tallene}
    return [kilde for kilde in setning.kilder if kilde.url not in adresser]


def _tilbake(rapport: Rapport, setning: str):
    return redirect(f"{reverse('rapporter:setning-index', args=[rapport.pk])}#setning-{setning}")


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, setning):
    rapport, funnet, alle = _setning(request, pk, setning)
    tallene = [alle[navn] for navn in funnet.figurer]
    historikk = overstyringer.historikk(rapport, setning)
    naa = {"sett": overstyringer.avtrykk(funnet.generert), "nr": historikk[0].pk if historikk else 0}
    egen = funnet.overstyring
    initial = {
        "tekst": egen.tekst if egen else funnet.tekst,
        "begrunnelse": egen.begrunnelse if egen else "",
    }
    form = SetningForm(request.POST or None, initial=naa | initial, figurer=alle)
    if request.method == "POST" and form.is_valid():
        try:
            overstyringer.overstyr(
                by=request.user,
                rapport=rapport,
                setning=setning,
                generert=funnet.generert,
                **form.cleaned_data,
            )
        except Hinder as hinder:
            hinder.paa(form)
            # Saving once more is done knowing what stands beside the form now.
            form.data = form.data.copy()
            for felt, verdi in naa.items():
                form.data[felt] = str(verdi)
        else:
            messages.success(request, _("Avsnittet «%(navn)s» er skrevet om.") % {"navn": funnet.navn})
            return _tilbake(rapport, setning)
    kontekst = {
        "rapport": rapport,
        "navn": queries.rapportnavn(rapport),
        "setning": funnet,
        "figurer": tallene,
        "andre_kilder": _andre(funnet, tallene),
        "form": form,
        "tilbake": TilbakeForm(initial={"nr": naa["nr"]}, prefix="tilbake") if funnet.overstyrt else None,
        "historikk": historikk,
        "aapen": rapport.status == Rapport.UTKAST,
    }
    return render(request, "rapporter/setninger/edit.html", kontekst, status=422 if form.errors else 200)


@requires(Rett.SKRIVE_RAPPORTER)
@require_POST
def revert(request, pk, setning):
    rapport, funnet, _alle = _setning(request, pk, setning)
    form = TilbakeForm(request.POST, prefix="tilbake")
    if not funnet.overstyrt:
        messages.info(request, _("Avsnittet har ingen egen tekst å ta tilbake."))
    elif form.is_valid():
        try:
            overstyringer.ta_tilbake(
                by=request.user,
                rapport=rapport,
                setning=setning,
                generert=funnet.generert,
                **form.cleaned_data,
            )
        except Hinder as hinder:
            messages.error(request, " ".join(grunn for _felt, grunn in hinder.grunner))
        else:
            messages.success(
                request, _("Programmets avsnitt «%(navn)s» gjelder igjen.") % {"navn": funnet.navn}
            )
    else:
        messages.error(request, _("Knappen er for gammel. Åpne avsnittet på nytt og prøv igjen."))
    return _tilbake(rapport, setning)
