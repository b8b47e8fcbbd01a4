"""Answering an invitation: by the link in the mail, without logging in, or logged in."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import aapen, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from nettverk import innkallingssvar
from nettverk.innkallingsregler import hvorfor_ikke_svare
from nettverk.innkallingsskjema import SvarForm
from nettverk.models import Moete
from nettverk.skriving import Samtidig


@aapen
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, merke):
    """Show the meeting to whoever has the link, and take her answer. To fetch the link changes nothing."""
    if request.method == "POST" and not ratelimit.consume(request, action="moetesvar"):
        svar = ratelimit.respond_429(request)
    else:
        svar = _uten_innlogging(request, merke)
    # The address is a secret: it goes to no other page in Referer.
    svar.headers["Referrer-Policy"] = "strict-origin"
    svar.headers["X-Robots-Tag"] = "noindex"
    return svar


def _uten_innlogging(request, merke):
    rad = innkallingssvar.finn(merke, i_dag())
    if rad is None:
        return render(request, "nettverk/innkallingssvar/virker_ikke.html", status=404)
    form, ferdig = _svar(request, rad, by=None)
    if ferdig:
        messages.success(request, _("Takk, svaret ditt er lagret."))
        return redirect(request.path)
    return _side(request, "nettverk/innkallingssvar/show.html", rad, form)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Answer one's own invitation, or write down what somebody has answered to who leads."""
    rad = innkallingssvar.finn_egen(request.user, pk)
    if rad is None:
        raise Http404
    form, ferdig = _svar(request, rad, by=request.user)
    ser_moetet = Moete.objects.for_bruker(request.user).filter(pk=rad.moete_id).exists()
    if ferdig:
        messages.success(request, _("Svaret er lagret."))
        return redirect(rad.moete) if ser_moetet else redirect(request.path)
    egen = rad.person is not None and rad.person.bruker_id == request.user.pk
    ekstra = {"egen": egen, "ser_moetet": ser_moetet}
    return _side(request, "nettverk/innkallingssvar/edit.html", rad, form, ekstra)


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


def _side(request, mal, rad, form, ekstra=None):
    moete = rad.moete
    navn = moete.prosjekt.embete.navn_paa(moete.dato)
    innhold = {
        "form": form,
        "rad": rad,
        "moete": moete,
        "embete": navn.navn if navn else str(moete.prosjekt.embete),
        "saker": moete.saker.filter(status="satt_opp").order_by("nummer", "pk"),
        "stengt": [oversatt(g) for _f, g in hvorfor_ikke_svare(moete.status, moete.dato, i_dag())],
    }
    return render(request, mal, innhold | (ekstra or {}), status=422 if form.errors else 200)
