"""Drafts of rounds, in three steps: facts, figures, look over and send."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmodninger import actions, brevgrunnlag, brevutsending, domain, fordelingsspor, queries
from anmodninger.forms import EndreUtkastForm, NyttUtkastForm, SendForm, Tallark
from anmodninger.models import Anmodningsrunde, Rundeutkast
from anmodninger.tables import em_tekst
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.tall import HOEYESTE_ANTALL


def hent_utkast(request, pk) -> Rundeutkast:
    utkast = Rundeutkast.objects.for_bruker(request.user).select_related(
        "embete", "erstatter", "opprettet_av"
    )
    return get_object_or_404(utkast, pk=pk)


def si_hvor_det_ble_av(view):
    """Lead somebody who posts to a draft that a colleague has sent or deleted to what it became, and say so."""

    @wraps(view)
    def vis(request, pk):
        try:
            return view(request, pk)
        except Http404:
            borte, runde = queries.borte_utkast(pk, request.user.omfang.embeter_med(Rett.LAGE_RUNDER))
            if request.method != "POST" or not borte:
                raise
            messages.warning(request, str(actions.Borte()))
            return redirect(runde or "anmodninger:runde-index")

    return vis


def _egne_runder(request):
    """Return the rounds this person may replace: those of the embeter where she makes rounds, last sent first."""
    egne = request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    return Anmodningsrunde.objects.for_bruker(request.user).filter(embete__in=egne).select_related("embete")


def _fra_runde(runde) -> dict:
    """Return what a new draft takes over from the round it replaces: not its dates, source and note."""
    return {felt: getattr(runde, felt) for felt in actions.FAKTA if hasattr(runde, felt)} | {
        "erstatter": runde.pk,
        "embete": runde.embete_id,
        "svarfrist": None,
        "siste_svar_dato": None,
        "siste_endring_dato": None,
        "kilde": "",
        "merknad": "",
    }


def _neste(utkast: Rundeutkast) -> str:
    """Return the page after the facts: the split of a county figure, for the first time or because it was changed.

    Figures that came another way than by a split lead on to the figures.
    """
    fordeling = getattr(utkast, "fordeling", None)
    udelt = not fordeling.gjelder(utkast) if fordeling else not utkast.linjer.exists()
    fordeles = utkast.fylkestall_totalt is not None and udelt
    return "anmodninger:utkast-fordeling" if fordeles else "anmodninger:utkast-tall"


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    dag, runder = i_dag(), _egne_runder(request)
    embeter = Embete.objects.for_bruker(request.user).filter(
        pk__in=request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    )
    initial = {"planlagt_sendt_dato": dag, "aar": dag.year}
    if len(embeter) == 1 and (navn := embeter[0].navn_paa(dag)):
        initial["avsender"] = navn.navn
    if "erstatter" in request.GET:
        forgjenger = next((runde for runde in runder if str(runde.pk) == request.GET["erstatter"]), None)
        if forgjenger is None:
            raise Http404
        initial |= _fra_runde(forgjenger)
    form = NyttUtkastForm(
        request.POST if request.method == "POST" else None, embeter=embeter, runder=runder, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data, linjer = form.cleaned_data, []
        if data.get("erstatter") and data.get("kopier"):
            rader = queries.rundens_linjer(data["erstatter"], request.user)
            linjer = [(rad.kommune, rad.totalt, rad.em) for rad in rader if rad.kommune.gyldig_i(data["aar"])]
        try:
            utkast = actions.lag_utkast(
                by=request.user, embete=data["embete"], data=data, linjer=linjer, noekkel=data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            if isinstance(utkast, Anmodningsrunde):
                return redirect(utkast)
            return redirect(_neste(utkast), utkast.pk)
    return render(
        request, "anmodninger/utkast/create.html", {"form": form}, status=422 if form.errors else 200
    )


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def show(request, pk):
    utkast = hent_utkast(request, pk)
    initial = {felt: getattr(utkast, felt) for felt in (*actions.FAKTA, "versjon")}
    runder = _egne_runder(request).filter(embete=utkast.embete_id)
    form = EndreUtkastForm(request.POST if request.method == "POST" else None, runder=runder, initial=initial)
    samtidig = None
    if request.method == "POST" and form.is_valid():
        try:
            utkast = actions.endre_utkast(
                by=request.user,
                utkast=utkast,
                data=form.cleaned_data,
                versjon=form.cleaned_data["versjon"],
            )
        except actions.Samtidig as hinder:
            samtidig, utkast = hinder, hinder.utkast
            form.vis_lagret(utkast)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Opplysningene er lagret."))
            return redirect(_neste(utkast), utkast.pk)
    return render(
        request,
        "anmodninger/utkast/show.html",
        {"utkast": utkast, "form": form, "samtidig": samtidig},
        status=422 if form.errors or samtidig else 200,
    )


def _ark(utkast: Rundeutkast, data=None) -> Tallark:
    """Return the grid of a draft, with the round it is compared with."""
    forrige, kommuner = queries.forrige_runde(utkast), list(queries.kommuner_i(utkast.embete_id, utkast.aar))
    return Tallark(
        utkast,
        kommuner,
        list(utkast.linjer.all()),
        forrige,
        queries.forrige_tall(utkast, kommuner, forrige),
        data,
    )


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def tall(request, pk):
    utkast = hent_utkast(request, pk)
    ark = _ark(utkast, request.POST if request.method == "POST" else None)
    samtidig = None
    if request.method == "POST" and ark.is_valid():
        try:
            actions.lagre_tall(by=request.user, utkast=utkast, linjer=ark.tall, versjon=ark.versjon)
        except actions.Samtidig as hinder:
            samtidig, utkast = hinder, hinder.utkast
            ark = _ark(utkast, request.POST)
            ark.vis_lagret(utkast.versjon)
        except Hinder as hinder:
            hinder.paa(ark)
        else:
            messages.success(request, _("Tallene er lagret."))
            return redirect(
                "anmodninger:utkast-brev" if "videre" in request.POST else "anmodninger:utkast-tall",
                utkast.pk,
            )
    elif request.method == "POST":
        # Everything that is wrong at once, not first what cannot be read and then the rest.
        actions.hinder(domain.linjegrunner(ark.leste_linjer, HOEYESTE_ANTALL)).paa(ark)
    feil = samtidig is not None or not ark.is_valid()
    return render(
        request,
        "anmodninger/utkast/tall.html",
        {
            "utkast": utkast,
            "ark": ark,
            "sum": ark.summer,
            "avvik_totalt": domain.avvik(ark.summer.totalt, utkast.fylkestall_totalt),
            "avvik_em": domain.avvik(ark.summer.em, utkast.fylkestall_em),
            "forrige": ark.forrige,
            "forrige_sum": ark.forrige_summer,
            "forrige_em": em_tekst(ark.forrige_summer),
            "antall_felt": len(ark.celler),
            "samtidig": samtidig,
            "feil": feil,
        },
        status=422 if feil else 200,
    )


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def send(request, pk):
    dag = i_dag()
    if request.method == "POST" and (runde := _sendt_av_samme_knapp(request, pk)):
        return redirect(runde)
    utkast = hent_utkast(request, pk)
    initial = {
        "sendt_dato": min(utkast.planlagt_sendt_dato, dag),
        "versjon": utkast.versjon,
        "malmerke": brevutsending.malmerke(brevgrunnlag.mal_for(utkast.embete_id)),
        "noekkel": utkast.noekkel,
    }
    form = SendForm(request.POST if request.method == "POST" else None, initial=initial)
    samtidig = None
    if request.method == "POST" and form.is_valid():
        try:
            runde = actions.send_runde(
                by=request.user,
                utkast=utkast,
                dag=dag,
                sendt_dato=form.cleaned_data["sendt_dato"],
                versjon=form.cleaned_data["versjon"],
                malmerke=form.cleaned_data["malmerke"],
            )
        except brevutsending.MalEndret as hinder:
            hinder.paa(form)
            form.data = form.data.copy()
            form.data["malmerke"] = initial["malmerke"]
        except actions.Samtidig as hinder:
            samtidig, utkast = hinder, hinder.utkast
            form = SendForm(initial=initial | {"versjon": utkast.versjon})
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Runden er sendt og kan ikke lenger endres."))
            jobb = brevutsending.jobb_for(runde)
            return redirect(jobb if jobb and jobb.er_i_gang else runde)
    return _vis_send(request, utkast, form, samtidig, dag)


def _sendt_av_samme_knapp(request, pk) -> Anmodningsrunde | None:
    """Return the round when the draft is gone because this very page sent it a moment ago (a double click)."""
    if Rundeutkast.objects.for_bruker(request.user).filter(pk=pk).exists():
        return None
    form = SendForm(request.POST)
    form.is_valid()
    noekkel = form.cleaned_data.get("noekkel")
    return noekkel and Anmodningsrunde.objects.for_bruker(request.user).filter(noekkel=noekkel).first()


def _vis_send(request, utkast, form, samtidig, dag):
    kommuner = list(queries.kommuner_i(utkast.embete_id, utkast.aar))
    linjer = list(utkast.linjer.all())
    tall = {linje.kommune: linje for linje in queries.som_linjer(linjer)}
    rundesum = domain.summer(tall.values())
    return render(
        request,
        "anmodninger/utkast/send.html",
        {
            "utkast": utkast,
            "form": form,
            "samtidig": samtidig,
            "sum": rundesum,
            "em_sum": em_tekst(rundesum),
            "rader": [(kommune, tall[kommune.pk]) for kommune in kommuner if kommune.pk in tall],
            "uten_tall": [kommune.navn for kommune in kommuner if kommune.pk not in tall],
            "varsler": domain.varsler(
                rundesum,
                fylkestall=(utkast.fylkestall_totalt, utkast.fylkestall_em),
                kommuner=len(kommuner),
                frister=utkast.frister,
            ),
            "fordelt": fordelingsspor.les(utkast, linjer),
            "planlagt_senere": utkast.planlagt_sendt_dato > dag,
            "brevgrunner": [
                oversatt(grunn)
                for _felt, grunn in brevutsending.sendegrunner(utkast, min(utkast.planlagt_sendt_dato, dag))
            ],
            "tom": not rundesum.kommuner and utkast.fylkestall_totalt is None,
        },
        status=422 if form.errors or samtidig else 200,
    )


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def delete(request, pk):
    utkast = hent_utkast(request, pk)
    if request.method == "POST":
        try:
            actions.slett_utkast(by=request.user, utkast=utkast)
        except actions.Borte as borte:
            messages.warning(request, str(borte))
        else:
            messages.success(request, _("Utkastet er slettet."))
        return redirect("anmodninger:runde-index")
    return render(
        request, "anmodninger/utkast/delete.html", {"utkast": utkast, "antall": utkast.linjer.count()}
    )
