"""The embete's template of request letters: write, try it on real figures, save, or take back the program's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmodninger import brev, brevgrunnlag, brevutsending
from anmodninger.brevskjema import BrevmalForm
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import Hinder


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, embete):
    egne = request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    embete = get_object_or_404(Embete.objects.for_bruker(request.user).filter(pk__in=egne), pk=embete)
    felles, saker = brevgrunnlag.eksempler(embete.pk)
    rad = brevgrunnlag.lagret_mal(embete.pk)
    mal = brevgrunnlag.mal_for(embete.pk)
    initial = {"overskrift": mal.overskrift, "tekst": mal.tekst, "versjon": rad.versjon if rad else 0}
    valg = [(kommune, sak.kommune) for kommune, sak in saker]
    form = BrevmalForm(request.POST if request.method == "POST" else None, valg=valg, initial=initial)
    samtidig = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        mal = brev.Mal(data["overskrift"], data["tekst"])
        if "standard" in request.POST:
            mal = brev.STANDARDMAL
            form = BrevmalForm(valg=valg, initial=data | {"overskrift": mal.overskrift, "tekst": mal.tekst})
            messages.info(request, _("Standardteksten er hentet inn. Lagre malen for å ta den i bruk."))
        elif "lagre" in request.POST:
            try:
                brevutsending.lagre_mal(
                    by=request.user,
                    embete=embete,
                    overskrift=mal.overskrift,
                    tekst=mal.tekst,
                    versjon=data["versjon"],
                )
            except brevutsending.MalSamtidig as hinder:
                samtidig = hinder
                form.data = form.data.copy()
                form.data["versjon"] = hinder.rad.versjon if hinder.rad else 0
            except Hinder as hinder:
                hinder.paa(form)
            else:
                messages.success(request, _("Brevmalen er lagret."))
                return redirect("anmodninger:brevmal-edit", embete.pk)
        elif grunner := brevutsending.malgrunner(mal):
            Hinder(grunner).paa(form)
        if "pdf" in request.POST and not form.errors:
            return pdf_svar(som_pdf(_brevet(embete, saker, form, mal)), "proevebrev.pdf")
    dokument = None if form.errors else _brevet(embete, saker, form, mal)
    return render(
        request,
        "anmodninger/brevmal/edit.html",
        {
            "embete": embete,
            "form": form,
            "rad": rad,
            "er_standard": rad is None,
            "felles": felles,
            "er_utkast": felles is not None and not hasattr(felles, "sendt_dato"),
            "setninger": [felt for felt in brev.FELT if felt.setning],
            "verdier": [felt for felt in brev.FELT if not felt.setning],
            "samtidig": samtidig,
            "brevet": som_html(dokument, forskyvning=2) if dokument else "",
        },
        status=422 if form.errors or samtidig else 200,
    )


def _brevet(embete, saker, form, mal):
    """Return the letter to the municipality she chose, else the first; a made-up one where there are none."""
    valgt = form.cleaned_data.get("kommune") if form.is_bound else form.initial.get("kommune")
    alle = dict(saker)
    sak = alle.get(valgt) or next(iter(alle.values()), None) or brevgrunnlag.tenkt_eksempel(embete, i_dag())
    return brevgrunnlag.forhaandsvisning(sak, mal)
