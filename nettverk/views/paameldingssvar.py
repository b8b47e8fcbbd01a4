"""The pages where people sign up and sign off. Open to those not logged in; nothing happens before a button.

The addresses are secrets: they are kept by no cache, and go to no other page.
"""

from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import aapen
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder, oversatt
from nettverk import paameldinger
from nettverk.aktivitetstekst import naar
from nettverk.paameldingslenker import egen_sti, finn, finn_medlem, finn_side
from nettverk.paameldingsregler import kan_melde_av
from nettverk.paameldingsskjema import LenkeForm, MedlemPaameldingForm, PaameldingForm

from .paameldinger import rot


def hemmelig(view):
    """Send the answer with what an address that is a secret needs, and let few in at a time to write."""

    @wraps(view)
    def vernet(request, *args, **kwargs):
        if request.method == "POST" and not ratelimit.consume(request, action="paamelding"):
            svar = ratelimit.respond_429(request)
        else:
            svar = view(request, *args, **kwargs)
        # (no-referrer would take Origin from the form too.)
        svar.headers["Referrer-Policy"] = "strict-origin"
        svar.headers["X-Robots-Tag"] = "noindex"
        return svar

    return vernet


def _side(adresse):
    side = finn_side(adresse)
    if side is None:
        raise Http404
    return side


def _vis(request, side, form, **mer):
    aktivitet, dag = side.aktivitet, i_dag()
    navn = aktivitet.prosjekt.embete.navn_paa(dag)
    innhold = {
        "side": side,
        "aktivitet": aktivitet,
        "naar": naar(aktivitet),
        "embete": navn.navn if navn else str(aktivitet.prosjekt.embete),
        "plasser": paameldinger.plasser(side),
        "lukket": oversatt(paameldinger.hvorfor_lukket(side, dag)),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "nettverk/paameldinger/create.html", innhold | mer, status=status)


def _for_mange_brev(request, epost: str) -> bool:
    """Return whether so much mail has gone to an address that somebody typed that no more is sent for a while."""
    return not ratelimit.consume(request, action="paameldingsbrev", key=epost.lower())


def _meld_paa(request, side, form, **mer):
    """Sign up who filled in ``form``, and go to her own page; show the form again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        if _for_mange_brev(request, form.felt["epost"]):
            return ratelimit.respond_429(request)
        by = request.user if request.user.is_authenticated else None
        try:
            utfall = paameldinger.meld_paa(
                side=side, dag=i_dag(), by=by, rot=rot(request), **{"person": mer.get("person")} | form.felt
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            if utfall.ny:
                return redirect(egen_sti(utfall.paamelding))
            # Whose address it is gets the link; whoever typed it does not.
            messages.info(
                request,
                _(
                    "E-postadressen er alt påmeldt. Vi har sendt lenken til påmeldingen på nytt til den adressen."
                ),
            )
            return redirect(request.path)
    return _vis(request, side, form, **mer)


@aapen
@never_cache
@hemmelig
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, adresse):
    """Let whoever has the address sign up; on a page for a group, the members: logged in, or by a link sent to them."""
    side, dag = _side(adresse), i_dag()
    person = paameldinger.person_for(side, request.user)
    if not side.gruppe_id:
        fra = (
            {"navn": request.user.navn, "epost": request.user.email} if request.user.is_authenticated else {}
        )
        if fra and len(request.user.omfang.kommune_ids) == 1:
            fra["kommune"] = request.user.omfang.kommune_ids[0]
        form = PaameldingForm(request.POST or None, side=side, dag=dag, initial=fra)
        return _meld_paa(request, side, form, person=person)
    if person is not None and paameldinger.er_medlem(side, person, dag):
        form = MedlemPaameldingForm(request.POST or None, side=side, dag=dag, person=person)
        return _meld_paa(request, side, form, person=person)
    form = LenkeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _for_mange_brev(request, form.cleaned_data["epost"]):
            return ratelimit.respond_429(request)
        paameldinger.send_lenke(side=side, epost=form.cleaned_data["epost"], dag=dag, rot=rot(request))
        messages.success(
            request, _("Er adressen i gruppen, har vi sendt en lenke dit. Åpne den for å melde deg på.")
        )
        return redirect(request.path)
    return _vis(request, side, form, bare_lenke=True)


@aapen
@never_cache
@hemmelig
@require_http_methods(["GET", "HEAD", "POST"])
def create_member(request, adresse, lenke):
    """Let the member whom the link was sent to sign up."""
    side = _side(adresse)
    person = finn_medlem(side, lenke)
    if person is None or not side.gruppe_id or not paameldinger.er_medlem(side, person, i_dag()):
        raise Http404
    form = MedlemPaameldingForm(request.POST or None, side=side, dag=i_dag(), person=person)
    return _meld_paa(request, side, form, person=person)


def _egen(lenke):
    rad = finn(lenke)
    if rad is None:
        raise Http404
    return rad


@aapen
@never_cache
@hemmelig
@require_safe
def show(request, lenke):
    """Show somebody her own sign-up, with the button that signs her off."""
    rad = _egen(lenke)
    aktivitet, dag = rad.side.aktivitet, i_dag()
    foran = rad.side.paameldinger.filter(status="venteliste", pk__lte=rad.pk).count()
    return render(
        request,
        "nettverk/paameldinger/show.html",
        {
            "rad": rad,
            "lenke": lenke,
            "aktivitet": aktivitet,
            "naar": naar(aktivitet),
            "plass_i_koen": foran,
            "kan_melde_av": kan_melde_av(status=rad.status, siste_dag=aktivitet.siste_dag, dag=dag)
            and aktivitet.status != "avlyst",
            "lukket": paameldinger.hvorfor_lukket(rad.side, dag),
        },
    )


@aapen
@never_cache
@hemmelig
@require_POST
def cancel(request, lenke):
    """Sign off; the place goes to the first who waits."""
    rad = _egen(lenke)
    try:
        paameldinger.meld_av(paamelding=rad, dag=i_dag(), rot=rot(request))
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
    return redirect(egen_sti(rad))
