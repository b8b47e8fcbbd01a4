"""Reminders: who would get what, sending it, and what became of each mail."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from anmodninger.models import Anmodning
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import Hinder, oversatt
from vedtak import purreliste
from vedtak.models import Purremottaker, Purring
from vedtak.purrebrev import filnavn, som_dokument
from vedtak.purregrunnlag import oversikt, plan_for
from vedtak.purreskjema import AvklarForm, PurrevalgForm, SendForm
from vedtak.purretekst import trinnavn
from vedtak.purreutsending import avklar, legg_i_koe

from .purreplaner import egen_runde


@requires(Rett.LAGE_RUNDER)
@require_safe
def index(request):
    """List the reminders of the embeter where she makes rounds, last first."""
    form = purreliste.Purrefilter(request.GET or None, bruker=request.user)
    egne = Purring.objects.for_bruker(request.user).filter(
        anmodning__runde__embete__in=request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    )
    rader = purreliste.avgrens(egne, form, naa())
    tabell = purreliste.PurreTable(rader, tid=naa())
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    return render(
        request,
        "vedtak/purringer/index.html",
        {"tabell": tabell, "form": form, "runde": form.valgt_runde, "noen": egne.exists()},
    )


def _valg(request, pk):
    """Return (round, plan, form): which step and day of the round the address asks for."""
    runde = egen_runde(request, pk)
    plan = plan_for(runde)
    return (
        runde,
        plan,
        PurrevalgForm({"dag": i_dag()} | request.GET.dict(), plan=plan, foerst=runde.sendt_dato),
    )


@requires(Rett.LAGE_RUNDER)
@require_safe
def preview(request, pk):
    """Show who would get which reminder on a day, word for word, who cannot be reached, and who gets none and why."""
    dag = i_dag()
    runde, plan, form = _valg(request, pk)
    if not form.is_valid():
        return render(
            request,
            "vedtak/purringer/preview.html",
            {"runde": runde, "plan": plan, "form": form, "oversikt": None},
            status=422,
        )
    paa, valgt = form.cleaned_data["dag"] or dag, form.cleaned_data["trinn"]
    alt = oversikt(runde, paa, by=request.user, plan=plan, valgt=valgt)
    return render(
        request,
        "vedtak/purringer/preview.html",
        {
            "runde": runde,
            "plan": plan,
            "form": form,
            "oversikt": alt,
            "noekkeltall": purreliste.noekkeltall(alt),
            "brev": f"?{urlencode({'dag': paa.isoformat(), 'trinn': '' if valgt is None else valgt})}",
            "send": SendForm(initial={"versjon": plan.versjon, "trinn": valgt}) if paa == dag else None,
        },
    )


@requires(Rett.LAGE_RUNDER)
@require_POST
def send(request, pk):
    """Write the reminders of those who were ticked, and let them be sent; the page to follow it on is the job's."""
    runde = egen_runde(request, pk)
    form = SendForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Ingenting ble sendt. Se over purringene og prøv igjen."))
        return redirect("vedtak:purring-preview", runde.pk)
    try:
        utsending = legg_i_koe(
            by=request.user,
            runde=runde,
            dag=i_dag(),
            noekkel=form.cleaned_data["noekkel"],
            versjon=form.cleaned_data["versjon"],
            valgt=form.cleaned_data["trinn"],
            kommuner=form.kommuner,
        )
    except Hinder as hinder:
        messages.warning(request, " ".join(oversatt(grunn) for _felt, grunn in hinder.grunner))
        return redirect("vedtak:purring-preview", runde.pk)
    if utsending.jobb is None:
        messages.warning(request, _("Ingenting ble sendt: ingen av kommunene du valgte, skal purres lenger."))
        return redirect("vedtak:purring-preview", runde.pk)
    return redirect(utsending.jobb)


def _hent(request, pk) -> Purring:
    purringer = Purring.objects.for_bruker(request.user).select_related(
        "anmodning__kommune", "anmodning__runde__embete", "utloest_av"
    )
    return get_object_or_404(purringer, pk=pk)


@requires(Rett.LAGE_RUNDER, Rett.SE_EGEN_KOMMUNE)
@require_safe
def show(request, pk):
    """Show a reminder as it was sent, and to those who send them what became of each mail."""
    purring = _hent(request, pk)
    sender = purring.anmodning.runde.embete_id in request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    return render(
        request,
        "vedtak/purringer/show.html",
        {
            "purring": purring,
            "mottakere": purreliste.mottakere(purring, naa()),
            "trinn": trinnavn(purring.virkedager),
            "sender": sender,
            "avklar": AvklarForm() if sender else None,
        },
    )


@requires(Rett.LAGE_RUNDER)
@require_POST
def settle(request, pk):
    """Settle by hand a mail that did not go, or may not have gone: send it again, or say that it came through."""
    egne = request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    mottakere = Purremottaker.objects.for_bruker(request.user).filter(
        purring__anmodning__runde__embete__in=egne
    )
    mottaker = get_object_or_404(mottakere.select_related("purring"), pk=pk)
    form = AvklarForm(request.POST)
    if form.is_valid():
        try:
            jobb = avklar(
                by=request.user,
                mottaker=mottaker,
                kom_fram=form.cleaned_data["valg"] == "kom_fram",
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            messages.warning(request, " ".join(oversatt(grunn) for _felt, grunn in hinder.grunner))
        else:
            if jobb is not None:
                return redirect(jobb)
            messages.success(request, _("Purringen er ført som framme."))
    return redirect(mottaker.purring)


@requires(Rett.LAGE_RUNDER, Rett.SE_EGEN_KOMMUNE)
@require_safe
def letter(request, pk):
    """Return a reminder that was sent as a letter (PDF)."""
    return _pdf(_hent(request, pk))


@requires(Rett.LAGE_RUNDER)
@require_safe
def draft_letter(request, pk, kommune_pk):
    """Return the reminder that a municipality would get as a letter (PDF): for one that no mail reaches."""
    runde, plan, form = _valg(request, pk)
    if not form.is_valid():
        raise Http404
    alt = oversikt(
        runde,
        form.cleaned_data["dag"] or i_dag(),
        by=request.user,
        plan=plan,
        valgt=form.cleaned_data["trinn"],
        bare=[kommune_pk],
    )
    linje = next(iter((*alt.skal, *alt.unaadde)), None)
    if linje is None:
        raise Http404
    anmodning = Anmodning(runde=runde, kommune=linje.kommune)
    return _pdf(Purring(anmodning=anmodning, dato=alt.dag, emne=linje.tekst.emne, tekst=linje.tekst.tekst))


def _pdf(purring: Purring) -> HttpResponse:
    return pdf_svar(som_pdf(som_dokument(purring)), filnavn(purring), last_ned=True)
