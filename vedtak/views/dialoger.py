"""The dialogue with the municipalities: open follow-ups, the log, and one contact. Internal to the embete."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.regneark import FORMATER, som_svar
from vedtak import dialoger
from vedtak.dialogregler import dager_over
from vedtak.dialogskjema import Dialogfilter, EndreKontaktForm, KontaktForm, OppfulgtForm
from vedtak.dialogtabell import AapneTable, DialogTable, oppfoelgingstilstand, som_ark
from vedtak.models import Dialog
from vedtak.oppfoelging import aapne_foerst_ut, dialogembete, dialogkommuner, for_sent
from vedtak.oppfoelgingsvilkaar import VilkaarTable
from vedtak.vilkaarsoppfoelgingsliste import aapne_vilkaar

PER_SIDE = {"per_page": 25}


def _utvalg(request):
    """Return (the contacts that are chosen, newest first, and the filter)."""
    dag = i_dag()
    filter_ = Dialogfilter(request.GET, kommuner=dialogkommuner(request.user, dag), dag=dag)
    egne = Dialog.objects.for_bruker(request.user).select_related("kommune", "registrert_av")
    return filter_.avgrens(egne), filter_


def _hent(request, pk) -> Dialog:
    rader = Dialog.objects.for_bruker(request.user).select_related("kommune", "embete", "registrert_av")
    return get_object_or_404(rader, pk=pk)


@requires(Rett.FOERE_DIALOG)
@require_safe
def follow_ups(request):
    """List what is agreed and not done, and the conditions that are not settled, the most overdue first."""
    dag = i_dag()
    vilkaar = aapne_vilkaar(request.user, dag)
    vilkaarstabell = VilkaarTable(vilkaar, prefix="vilkaar-", orderable=False)
    RequestConfig(request, paginate=PER_SIDE).configure(vilkaarstabell)
    aapne = aapne_foerst_ut(Dialog.objects.for_bruker(request.user).select_related("kommune"))
    tabell = AapneTable(aapne.defer("notat"), dag=dag)
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    return render(
        request,
        "vedtak/dialoger/follow_ups.html",
        {
            "tabell": tabell,
            "antall": antall,
            "sene": aapne.filter(for_sent(dag)).count() if antall else 0,
            "vilkaarstabell": vilkaarstabell,
            "antall_vilkaar": len(vilkaar),
            "sene_vilkaar": sum(linje.dager_over is not None for linje in vilkaar),
        },
    )


@requires(Rett.FOERE_DIALOG)
@require_safe
def index(request):
    """List the contacts, newest first; with htmx only the part that the filter changes."""
    rader, filter_ = _utvalg(request)
    tabell = DialogTable(rader.defer("notat"), dag=i_dag())
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "vedtak/dialoger/index.html",
        "vedtak/dialoger/_resultat.html",
        {
            "form": filter_,
            "tabell": tabell,
            "antall": antall,
            "avgrenset": bool(filter_.valgt),
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s kontakt", "%(n)s kontakter", antall) % {"n": norsk.tall(antall)},
        },
    )


@requires(Rett.FOERE_DIALOG)
@require_safe
def export(request, format: str):
    """Download exactly the contacts that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    rader, filter_ = _utvalg(request)
    dag = i_dag()
    return som_svar(som_ark(rader, filter_.beskrivelse, dag), format, f"dialog-{dag:%Y-%m-%d}")


@requires(Rett.FOERE_DIALOG)
@require_safe
def show(request, pk):
    """Show one contact with what was agreed and what became of it."""
    dialog, dag = _hent(request, pk), i_dag()
    farge, tilstand = oppfoelgingstilstand(dialog, dag)
    over = None if dialog.oppfulgt_dato else dager_over(dialog.oppfoelging_dato, dag)
    return render(
        request,
        "vedtak/dialoger/show.html",
        {"dialog": dialog, "farge": farge, "tilstand": tilstand, "over": over},
    )


@requires(Rett.FOERE_DIALOG)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """Register a contact; ``kommune`` in the address fills in the municipality."""
    dag = i_dag()
    kommuner = dialogkommuner(request.user, dag)
    valgt = request.GET.get("kommune", "")
    fra = kommuner.filter(pk=int(valgt)).first() if valgt.isdecimal() and len(valgt) < 10 else None
    form = KontaktForm(request.POST or None, kommuner=kommuner, dag=dag, initial={"kommune": fra and fra.pk})
    if request.method == "POST" and form.is_valid():
        kontakt = form.kontakt()
        try:
            dialog = dialoger.registrer_kontakt(
                by=request.user,
                embete=dialogembete(request.user, kontakt.kommune),
                kontakt=kontakt,
                dag=dag,
                noekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(
                request, _("Kontakten med %(kommune)s er ført.") % {"kommune": dialog.kommune.navn}
            )
            return redirect(dialog)
    innhold = {"form": form, "kommune": fra}
    return render(request, "vedtak/dialoger/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_DIALOG)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a contact. Somebody who comes second is told, and keeps what she typed."""
    dialog, dag = _hent(request, pk), i_dag()
    kommuner = dialogkommuner(request.user, dag).filter(fylke__in=dialog.embete.fylker.all())
    form = EndreKontaktForm(request.POST or None, dialog=dialog, kommuner=kommuner, dag=dag)
    if request.method == "POST" and form.is_valid():
        try:
            dialoger.endre_kontakt(
                by=request.user,
                dialog=dialog,
                kontakt=form.kontakt(),
                versjon=form.cleaned_data["versjon"],
                dag=dag,
            )
        except dialoger.Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Endringen er lagret."))
            return redirect(dialog)
    innhold = {"form": form, "dialog": dialog}
    return render(request, "vedtak/dialoger/edit.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_DIALOG)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, pk):
    """Mark the agreed follow-up as done, with the day and what was done."""
    dialog, dag = _hent(request, pk), i_dag()
    if request.method != "POST" and (not dialog.oppfoelging or dialog.oppfulgt_dato):
        return redirect(dialog)
    form = OppfulgtForm(request.POST or None, initial={"versjon": dialog.versjon, "oppfulgt_dato": dag})
    if request.method == "POST" and form.is_valid():
        try:
            dialoger.foelg_opp(
                by=request.user,
                dialog=dialog,
                oppfulgt_dato=form.cleaned_data["oppfulgt_dato"],
                merknad=form.cleaned_data["oppfulgt_merknad"],
                versjon=form.cleaned_data["versjon"],
                dag=dag,
            )
        except dialoger.Samtidig as hinder:
            dialog = hinder.dialog
            form.data = form.data.copy()
            form.data["versjon"] = dialog.versjon
            hinder.paa(form)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Oppfølgingen er ført som gjort."))
            return redirect("vedtak:oppfoelging-index")
    innhold = {"form": form, "dialog": dialog}
    return render(request, "vedtak/dialoger/follow_up.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_DIALOG)
@require_POST
def reopen(request, pk):
    """Open a follow-up that was marked as done."""
    dialog = _hent(request, pk)
    if dialog.oppfulgt_dato is not None:
        dialoger.gjenaapne(by=request.user, dialog=dialog)
        messages.success(request, _("Oppfølgingen er åpen igjen."))
    return redirect(dialog)
