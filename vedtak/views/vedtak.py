"""One answer: shown, registered and corrected."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anmodninger.utsettelser import kan_innvilge
from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.kommuner.models import Kommune
from vedtak import actions, dokumenter
from vedtak.bekreftelser import kan_bekrefte
from vedtak.domain import Slag
from vedtak.forms import RettelseForm, SvarForm
from vedtak.kommunehistorikk import aarshistorikk, kjede, utfylte_felt, virkning
from vedtak.models import Vedtak
from vedtak.registreringsrett import registreringsrett, stengt


def _krev_registreringsrett(request, kommune):
    rett = registreringsrett(request.user, kommune)
    if not rett:
        raise PermissionDenied
    return rett


def _stengt(rett, historikk, kommune, retter: Vedtak | None = None) -> str:
    """Return why the dates of the round keep her from registering or correcting, translated; empty if they do not."""
    return oversatt(stengt(rett, kommune, historikk.status.frister, i_dag(), retter=retter))


def _kvitter(request, vedtak, kvittering: str) -> None:
    """Tell that the answer is written, and what it did to the status: a warning when it changed nothing."""
    teller, setning = virkning(aarshistorikk(vedtak.kommune_id, vedtak.aar, i_dag()), vedtak)
    tekst = f"{kvittering} {setning}".strip()
    messages.add_message(request, messages.SUCCESS if teller else messages.WARNING, tekst)


@requires(Rett.SE_SVAR)
@require_safe
def show(request, pk):
    """Show one answer with every field, its source and its corrections."""
    vedtak = get_object_or_404(Vedtak.objects.for_bruker(request.user).nyeste_foerst(), pk=pk)
    historikk = aarshistorikk(vedtak.kommune_id, vedtak.aar, i_dag())
    rekke = kjede(historikk.svar, vedtak)
    linje = next(linje for linje in rekke if linje.vedtak == vedtak)
    rett = not linje.rettet_av and registreringsrett(request.user, vedtak.kommune)
    sperret = rett and _stengt(rett, historikk, vedtak.kommune, vedtak)
    dokumentrett = dokumenter.dokumentrett(request.user, vedtak.kommune)
    return render(
        request,
        "vedtak/vedtak/show.html",
        {
            "dokumentrett": dokumentrett,
            "nytt_dokument": f"?vedtak={vedtak.pk}",
            "rekker": dokumentrett
            and dokumenter.dokumenter_til(
                [ledd.vedtak.pk for ledd in rekke], bruker=request.user, rett=dokumentrett
            ),
            "linje": linje,
            "felt": utfylte_felt(vedtak),
            "rekke": rekke,
            "kan_rette": rett and not sperret,
            "kan_bekrefte": linje.ubekreftet and kan_bekrefte(request.user, vedtak.kommune),
            "sperret": sperret,
            "historikk": historikk,
            "kan_utsette": linje.teller
            and historikk.oensket_frist
            and historikk.kan_utsettes
            and kan_innvilge(request.user, vedtak.kommune),
            "ser_alle": har_rett(request.user, Rett.SE_STATUS),
        },
    )


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "POST"])
def create(request, kommune_pk, aar):
    """Register what a municipality answers for a year: staff here, its own contact persons in steps."""
    kommune = get_object_or_404(Kommune.objects.for_bruker(request.user), pk=kommune_pk)
    rett = _krev_registreringsrett(request, kommune)
    if not rett.ansatt:
        steg = reverse("vedtak:kladd-start", args=[kommune.pk, aar])
        return redirect(f"{steg}?slag=tillegg" if request.GET.get("slag") == Slag.TILLEGG else steg)
    slag = Slag.TILLEGG if request.GET.get("slag") == Slag.TILLEGG else Slag.HOVED
    form = SvarForm(request.POST or None, dag=i_dag(), initial={"slag": slag.value})
    if request.method == "POST" and form.is_valid():
        try:
            nytt = actions.registrer_svar(
                by=request.user,
                kommune=kommune,
                aar=aar,
                innhold=form.innhold(),
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            _kvitter(request, nytt, _("Svaret for %(aar)s er registrert.") % {"aar": aar})
            return redirect("vedtak:kommune-show", kommune.pk)
    innhold = {
        "form": form,
        "kommune": kommune,
        "aar": aar,
        "historikk": aarshistorikk(kommune.pk, aar, i_dag()),
        "sperret": [] if form.is_bound else actions.hinder_for_aaret(kommune, aar),
    }
    return render(request, "vedtak/vedtak/create.html", innhold, status=422 if form.errors else 200)


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "POST"])
def correct(request, pk):
    """Correct an answer with a new row: staff here, its own contact persons in steps.

    Somebody who comes second is told, and keeps what she typed.
    """
    vedtak = get_object_or_404(Vedtak.objects.for_bruker(request.user).nyeste_foerst(), pk=pk)
    rett = _krev_registreringsrett(request, vedtak.kommune)
    if not rett.ansatt:
        return redirect("vedtak:kladd-correct", vedtak.pk)
    form = RettelseForm(request.POST or None, vedtak=vedtak, dag=i_dag())
    if request.method == "POST" and form.is_valid():
        try:
            nytt = actions.rett_svar(
                by=request.user,
                vedtak=vedtak,
                innhold=form.innhold(),
                grunn=form.cleaned_data["rettegrunn"],
                dag=i_dag(),
                noekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            _kvitter(request, nytt, _("Rettelsen er registrert. Det gamle svaret står i historikken."))
            return redirect("vedtak:kommune-show", vedtak.kommune_id)
    historikk = aarshistorikk(vedtak.kommune_id, vedtak.aar, i_dag())
    rettet_av = next(linje for linje in historikk.svar if linje.vedtak == vedtak).rettet_av
    if rettet_av and not form.is_bound:
        messages.warning(request, actions.alt_rettet(rettet_av))
        return redirect(rettet_av)
    innhold = {
        "form": form,
        "vedtak": vedtak,
        "kommune": vedtak.kommune,
        "aar": vedtak.aar,
        "historikk": historikk,
        "nyere": next((linje for linje in historikk.svar if linje.vedtak == rettet_av), None),
    }
    return render(request, "vedtak/vedtak/correct.html", innhold, status=422 if form.errors else 200)
