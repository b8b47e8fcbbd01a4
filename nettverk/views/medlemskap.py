"""Members of a group: added, corrected and ended, never deleted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from nettverk.gruppeskjema import AvsluttForm, EndreMedlemskapForm, HentForm, NyttMedlemskapForm
from nettverk.kontaktdekning import hent_kontaktpersoner, henteplan
from nettverk.medlemskap import avslutt_medlemskap, endre_medlemskap, opprett_medlemskap
from nettverk.models import Gruppe, Medlemskap, Person
from nettverk.skriving import Samtidig

from . import krev_foering


def _gruppe(request, pk) -> Gruppe:
    grupper = Gruppe.objects.for_bruker(request.user).select_related("prosjekt__embete")
    gruppe = get_object_or_404(grupper, pk=pk)
    krev_foering(request, gruppe.prosjekt)
    return gruppe


def _hent(request, pk) -> Medlemskap:
    rader = Medlemskap.objects.for_bruker(request.user).select_related(
        "gruppe__prosjekt__embete", "organisasjon", "avdeling", "paa_vegne_av"
    )
    medlemskap = get_object_or_404(rader, pk=pk)
    krev_foering(request, medlemskap.gruppe.prosjekt)
    return medlemskap


def _valgt_person(request, gruppe) -> Person | None:
    """Return the person that the address names, who has just been added."""
    nr = request.GET.get("person", "")
    if not (nr.isascii() and nr.isdigit() and len(nr) < 10):
        return None
    return Person.objects.for_bruker(request.user).filter(embete=gruppe.prosjekt.embete_id, pk=nr).first()


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    gruppe = _gruppe(request, pk)
    form = NyttMedlemskapForm(
        request.POST or None,
        gruppe=gruppe,
        bruker=request.user,
        initial={"fra": i_dag(), "person": _valgt_person(request, gruppe)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            medlemskap = opprett_medlemskap(
                by=request.user,
                gruppe=gruppe,
                felt=form.felt,
                noekkel=form.cleaned_data["noekkel"],
                **form.navn,
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("%(funksjon)s er lagt til.") % {"funksjon": medlemskap.funksjon})
            return redirect(medlemskap.gruppe)
    return render(
        request,
        "nettverk/medlemskap/create.html",
        {"form": form, "gruppe": gruppe},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    medlemskap = _hent(request, pk)
    form = EndreMedlemskapForm(
        request.POST or None, instance=medlemskap, gruppe=medlemskap.gruppe, bruker=request.user
    )
    if request.method == "POST" and form.is_valid():
        try:
            endre_medlemskap(
                by=request.user,
                medlemskap=medlemskap,
                felt=form.felt,
                versjon=form.cleaned_data["versjon"],
                **form.navn,
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Medlemskapet er lagret."))
            return redirect(medlemskap.gruppe)
    return render(
        request,
        "nettverk/medlemskap/edit.html",
        {"form": form, "medlemskap": medlemskap},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    medlemskap = _hent(request, pk)
    form = AvsluttForm(request.POST or None, initial={"til": i_dag()})
    if request.method == "POST" and form.is_valid():
        try:
            avslutt_medlemskap(by=request.user, medlemskap=medlemskap, til=form.cleaned_data["til"])
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Medlemskapet er avsluttet. Det står fortsatt i gruppens historikk."))
            return redirect(medlemskap.gruppe)
    return render(
        request,
        "nettverk/medlemskap/end.html",
        {"form": form, "medlemskap": medlemskap},
        status=422 if form.errors else 200,
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request, pk):
    """Give the municipalities' contact persons their seats in one step: who, first; then done."""
    gruppe, dag = _gruppe(request, pk), i_dag()
    form = HentForm(request.POST or None)
    if request.method == "POST":
        form = HentForm(request.POST)
        form.is_valid()
        gjort = hent_kontaktpersoner(
            by=request.user, gruppe=gruppe, dag=dag, avslutt=bool(form.cleaned_data.get("avslutt"))
        )
        messages.success(request, _gjort(gjort))
        return redirect(gruppe)
    return render(
        request,
        "nettverk/medlemskap/fetch.html",
        {"form": form, "gruppe": gruppe, "plan": henteplan(gruppe, dag)},
    )


def _gjort(gjort) -> str:
    if not gjort.nye and not gjort.sluttet:
        return _("Alle kontaktpersonene sitter i gruppen fra før.")
    nye = ngettext("%(n)s kontaktperson er lagt til.", "%(n)s kontaktpersoner er lagt til.", len(gjort.nye))
    tekst = nye % {"n": len(gjort.nye)}
    if gjort.sluttet:
        slutt = ngettext("%(n)s plass er avsluttet.", "%(n)s plasser er avsluttet.", len(gjort.sluttet))
        tekst = f"{tekst} {slutt % {'n': len(gjort.sluttet)}}"
    return tekst
