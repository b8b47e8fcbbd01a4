"""What is stored about one person: found, shown, handed out and taken away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.personvern import actions, innsynsfil
from bosetting.personvern.forhaandsvisning import plan
from bosetting.personvern.forms import AnonymiserForm, SoekForm
from bosetting.personvern.innsynsblad import avsnitt, handlinger, omtaler
from bosetting.personvern.politikk import politikk
from bosetting.personvern.registrert import andre_med_adressen, finn, overskrift, rekkevidde, soek

RADER_PAA_SIDEN = 10


@requires(Rett.FORVALTE_PERSONVERN)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """Look somebody up. The question is posted, so that it stands in no address."""
    form = SoekForm(request.POST or None)
    treff = soek(rekkevidde(request.user), form.cleaned_data["tekst"]) if form.is_valid() else None
    kontekst = {"form": form, "treff": treff, "alt": request.user.omfang.alt}
    if treff is not None:
        kontekst["antall"] = ngettext("%(n)s treff", "%(n)s treff", len(treff)) % {"n": len(treff)}
    return render(request, "personvern/innsyn/index.html", kontekst, status=422 if form.errors else 200)


def _hvem(request, kilde, pk):
    hvem = finn(rekkevidde(request.user), kilde, pk)
    if hvem is None:
        raise Http404
    return hvem


@requires(Rett.FORVALTE_PERSONVERN)
@require_safe
def show(request, kilde, pk):
    """Show everything about one person within reach."""
    hvem = _hvem(request, kilde, pk)
    return render(
        request,
        "personvern/innsyn/show.html",
        {
            "kilde": kilde,
            "pk": pk,
            "tittel": overskrift(hvem),
            "avsnitt": avsnitt(hvem, RADER_PAA_SIDEN),
            "handlinger": handlinger(hvem),
            "omtaler": omtaler(hvem),
            "andre": andre_med_adressen(hvem),
            "alt": request.user.omfang.alt,
            "formater": innsynsfil.FORMATER,
        },
    )


@requires(Rett.FORVALTE_PERSONVERN)
@require_POST
def export(request, kilde, pk, format):
    """Hand out everything as a file; that it was done is logged."""
    if format not in innsynsfil.FORMATER:
        raise Http404
    hvem = _hvem(request, kilde, pk)
    actions.merk_utlevert(by=request.user, hvem=hvem, format=format)
    return innsynsfil.svar(hvem, format, i_dag())


@requires(Rett.FORVALTE_PERSONVERN)
@require_http_methods(["GET", "HEAD", "POST"])
def anonymise(request, kilde, pk):
    """Show what would be taken away, and take it away."""
    hvem, dag = _hvem(request, kilde, pk), i_dag()
    hva = plan(hvem, dag)
    form = AnonymiserForm(request.POST or None, plan=hva)
    if request.method == "POST" and form.is_valid():
        valgt = form.cleaned_data
        try:
            kjoering = actions.anonymiser(
                by=request.user,
                noekkel=valgt["noekkel"],
                hvem=hvem,
                grupper=set(valgt["grupper"]),
                begrunnelse=valgt["begrunnelse"],
                dag=dag,
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            gjort = ", ".join(f"{politikk().slag[navn].tittel} {n}" for navn, n in kjoering.antall.items())
            messages.success(request, _("Anonymisert: %(gjort)s.") % {"gjort": gjort})
            return redirect("personvern:innsyn-show", kilde, pk)
    return render(
        request,
        "personvern/innsyn/anonymise.html",
        {"kilde": kilde, "pk": pk, "tittel": overskrift(hvem), "plan": hva, "form": form},
        status=422 if form.errors else 200,
    )
