"""The page that the link of an invitation opens: open to those not logged in, and nothing happens before a button."""

from allauth.account.forms import LoginForm
from allauth.core import ratelimit
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bosetting.brukere import invitasjoner
from bosetting.brukere.access import aapen
from bosetting.brukere.invitasjoner import HarKonto, Ugyldig
from bosetting.brukere.invitasjonsregler import Tilstand
from bosetting.brukere.kontaktforms import NyKontoForm, PassordForm
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.norsk import opplisting


@aapen
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, hemmelighet):
    """Show the invitation, and let the one it was sent to accept it. To fetch the link changes nothing."""
    if request.method == "POST" and not ratelimit.consume(request, action="invitasjon"):
        svar = ratelimit.respond_429(request)
    else:
        svar = _svar(request, hemmelighet)
    # The address is a secret: it goes to no other page in Referer. (no-referrer would take Origin from the form too.)
    svar.headers["Referrer-Policy"] = "strict-origin"
    svar.headers["X-Robots-Tag"] = "noindex"
    return svar


def _svar(request, hemmelighet):
    invitasjon = invitasjoner.finn(hemmelighet)
    if invitasjon is None:
        return _virker_ikke(request, None)
    tilstand = invitasjon.tilstand_ved(naa(), i_dag())
    if tilstand == Tilstand.GODTATT and request.method == "POST":
        return _sendt_to_ganger(request, invitasjon)
    if tilstand != Tilstand.AAPEN:
        return _virker_ikke(request, tilstand, invitasjon)
    try:
        if request.user.is_authenticated:
            return _innlogget(request, invitasjon, hemmelighet)
        if konto := invitasjoner.konto_for(invitasjon):
            return _med_konto(request, invitasjon, hemmelighet, konto)
        return _uten_konto(request, invitasjon, hemmelighet)
    except HarKonto:
        return redirect(request.path)
    except Ugyldig as feil:
        if feil.tilstand == Tilstand.GODTATT and not request.user.is_authenticated:
            invitasjon.refresh_from_db()
            return _sendt_to_ganger(request, invitasjon)
        return _virker_ikke(request, feil.tilstand, invitasjon)


def _innlogget(request, invitasjon, hemmelighet):
    if request.user.email.lower() != invitasjon.email.lower():
        return _side(request, invitasjon, {"utfall": "annen"})
    if request.method == "POST":
        invitasjoner.godta(by=request.user, hemmelighet=hemmelighet, dag=i_dag())
        return redirect("start")
    return _side(request, invitasjon, {"utfall": "innlogget"})


def _med_konto(request, invitasjon, hemmelighet, konto):
    """She has an account: her password first. allauth counts the attempts, as on the login page."""
    if not konto.is_active:
        return _side(request, invitasjon, {"utfall": "stengt"})
    form = PassordForm(request.POST or None)
    innlogging = _innlogging(request, form, konto.email)
    if innlogging is not None:
        invitasjoner.godta(by=innlogging.user, hemmelighet=hemmelighet, dag=i_dag())
        return innlogging.login(request)
    return _side(request, invitasjon, {"utfall": "konto", "form": form})


def _innlogging(request, form, email, felt="passord"):
    """Return allauth's login when the password is right; otherwise put what is wrong, if anything, at the field."""
    if not form.is_valid():
        return None
    innlogging = LoginForm({"login": email, "password": form.cleaned_data[felt]}, request=request)
    if innlogging.is_valid():
        return innlogging
    for feil in innlogging.errors.as_data().get("__all__", []):
        galt = feil.code == "email_password_mismatch"
        form.add_error(felt, _("Passordet er feil.") if galt else feil)
    return None


def _uten_konto(request, invitasjon, hemmelighet):
    form = NyKontoForm(request.POST or None, initial={"navn": invitasjon.navn}, email=invitasjon.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        bruker = invitasjoner.godta_med_ny_konto(
            hemmelighet=hemmelighet,
            navn=data["navn"],
            telefon=data["telefon"],
            passord=data["passord1"],
            dag=i_dag(),
        )
        login(request, bruker)
        return redirect("start")
    return _side(request, invitasjon, {"utfall": "ny", "form": form})


def _sendt_to_ganger(request, invitasjon):
    """The form came twice (a double click): the password she chose a moment ago lets her in."""
    form = NyKontoForm(request.POST, email=invitasjon.email)
    if not request.user.is_authenticated and invitasjon.bruker.is_active:
        innlogging = _innlogging(request, form, invitasjon.bruker.email, felt="passord1")
        if innlogging is not None:
            return innlogging.login(request)
    return _virker_ikke(request, Tilstand.GODTATT, invitasjon)


def _side(request, invitasjon, kontekst):
    """Show the invitation, with what the person who reads it can do."""
    navn = invitasjon.embete.navn_paa(i_dag())
    form = kontekst.get("form")
    return render(
        request,
        "brukere/invitasjoner/accept.html",
        kontekst
        | {
            "invitasjon": invitasjon,
            "kommuner": opplisting(kommune.navn for kommune in invitasjon.kommuner.norsk()),
            "embete": navn.navn if navn else str(invitasjon.embete),
        },
        status=422 if form is not None and form.errors else 200,
    )


def _virker_ikke(request, tilstand, invitasjon=None):
    """Say why the link opens nothing, and what to do. Of the invitation only whom to ask is told."""
    kontekst = {"tilstand": tilstand, "avsender": invitasjon and invitasjon.opprettet_av}
    return render(request, "brukere/invitasjoner/virker_ikke.html", kontekst, status=410 if tilstand else 404)
