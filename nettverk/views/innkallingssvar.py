"""Answering an invitation: by the link in the mail, without logging in, or logged in."""

from copy import copy
from functools import partial

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import aapen, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.nedlasting import filsvar
from nettverk import innkallingssvar, moetelenke
from nettverk.innkallingsregler import hvorfor_ikke_svare
from nettverk.innkallingsskjema import SvarForm
from nettverk.models import Moete
from nettverk.moeteliste import papir_til_innkalt, utsendt_saksliste
from nettverk.skriving import Samtidig


@aapen
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, merke):
    """Show the meeting to whoever has the link, and take her answer. To fetch the link changes nothing."""
    if request.method == "POST" and not ratelimit.consume(request, action="moetesvar"):
        return _hemmelig(ratelimit.respond_429(request))
    return _hemmelig(_uten_innlogging(request, merke))


@aapen
@never_cache
@require_safe
def paper(request, merke, pk):
    """Hand out a paper of the agenda to whoever has the link. Another meeting's is the same 404 as a dead link."""
    if _for_mange_papirer(request):
        return _hemmelig(ratelimit.respond_429(request))
    rad, _til_vara = _finn(merke)
    papir = rad and not rad.trukket_at and papir_til_innkalt(rad.moete, pk)
    return _hemmelig(filsvar(request, papir) if papir else _virker_ikke(request))


def _for_mange_papirer(request) -> bool:
    # allauth counts no GET, and a file costs more than an answer.
    som_svar = copy(request)
    som_svar.method = "POST"
    return not ratelimit.consume(som_svar, action="moetepapir")


def _hemmelig(svar):
    # The address is a secret: it goes to no other page in Referer.
    svar.headers["Referrer-Policy"] = "strict-origin"
    svar.headers["X-Robots-Tag"] = "noindex"
    return svar


def _finn(merke):
    """Return (the invitation that a link opens or None, whether it is the link of the substitute)."""
    dag = i_dag()
    if rad := innkallingssvar.finn(merke, dag):
        return rad, False
    return innkallingssvar.finn_som_vara(merke, dag), True


def _virker_ikke(request):
    return render(request, "nettverk/innkallingssvar/virker_ikke.html", status=404)


def _uten_innlogging(request, merke):
    rad, til_vara = _finn(merke)
    if rad is None:
        return _virker_ikke(request)
    if rad.trukket_at:
        return _trukket(request, rad)
    papiradresse = partial(_papiradresse, merke)
    if til_vara:
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return render(request, "nettverk/innkallingssvar/vara.html", _innhold(rad, papiradresse))
    form, ferdig = _svar(request, rad, by=None)
    if ferdig:
        messages.success(request, _("Takk, svaret ditt er lagret."))
        return redirect(request.path)
    return _side(request, "nettverk/innkallingssvar/show.html", rad, form, papiradresse)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Answer one's own invitation, or write down what somebody has answered to who leads."""
    rad = innkallingssvar.finn_egen(request.user, pk)
    if rad is None:
        raise Http404
    if rad.trukket_at:
        return _trukket(request, rad)
    form, ferdig = _svar(request, rad, by=request.user)
    ser_moetet = Moete.objects.for_bruker(request.user).filter(pk=rad.moete_id).exists()
    if ferdig:
        messages.success(request, _("Svaret er lagret."))
        return redirect(rad.moete) if ser_moetet else redirect(request.path)
    egen = rad.person is not None and rad.person.bruker_id == request.user.pk
    # Who is invited to a meeting that she does not see otherwise, gets its papers by her own link.
    papiradresse = _papirsti if ser_moetet else partial(_papiradresse, moetelenke.merke(rad))
    ekstra = {"egen": egen, "ser_moetet": ser_moetet}
    return _side(request, "nettverk/innkallingssvar/edit.html", rad, form, papiradresse, ekstra)


def _svar(request, rad, *, by) -> tuple[SvarForm, bool]:
    """Return the form, and whether the answer was written."""
    form = SvarForm(request.POST if request.method == "POST" else None, instance=rad)
    if request.method == "POST" and form.is_valid():
        try:
            innkallingssvar.svar(
                by=by,
                innkalling=rad,
                felt=form.felt,
                versjon=form.cleaned_data["versjon"],
                dag=i_dag(),
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            return form, True
    return form, False


def _papiradresse(merke, papir) -> str:
    return reverse("nettverk:innkallingssvar-paper", args=[merke, papir.pk])


def _papirsti(papir) -> str:
    return reverse("nettverk:sakspapir-download", args=[papir.pk])


def _trukket(request, rad):
    """Say that the invitation is taken back, and nothing of the meeting."""
    innhold = {"embete": _embete(rad.moete)}
    status = 422 if request.method == "POST" else 200
    return render(request, "nettverk/innkallingssvar/trukket.html", innhold, status=status)


def _embete(moete) -> str:
    navn = moete.prosjekt.embete.navn_paa(moete.dato)
    return navn.navn if navn else str(moete.prosjekt.embete)


def _innhold(rad, papiradresse) -> dict:
    """Return what both who is invited and her substitute see: the meeting, and the agenda with its papers."""
    moete = rad.moete
    saker, papirer = utsendt_saksliste(moete)

    def med_adresse(papirer):
        return [(papir, papiradresse(papir)) for papir in papirer]

    return {
        "moete": moete,
        "embete": _embete(moete),
        "saker": [(sak, med_adresse(sak.papirer)) for sak in saker],
        "papirer": med_adresse(papirer),
        "stengt": [oversatt(g) for _f, g in hvorfor_ikke_svare(moete.status, moete.dato, i_dag())],
    }


def _side(request, mal, rad, form, papiradresse, ekstra=None):
    innhold = _innhold(rad, papiradresse) | {"form": form, "rad": rad} | (ekstra or {})
    return render(request, mal, innhold, status=422 if form.errors else 200)
