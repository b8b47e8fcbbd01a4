"""Invitations of contact persons, as the embete sees them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere import invitasjoner
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.filters import InvitasjonFilter
from bosetting.brukere.invitasjonsregler import Tilstand
from bosetting.brukere.kontaktforms import InvitasjonForm
from bosetting.brukere.kontaktpersoner import kommuner_for, kontaktpersonene
from bosetting.brukere.models import Invitasjon
from bosetting.brukere.tables import InvitasjonTable
from bosetting.felles import epost, htmx
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.hinder import Hinder, oversatt


@requires(Rett.INVITERE)
@require_safe
def index(request):
    alle = Invitasjon.objects.for_bruker(request.user).select_related("overtar_for")
    filter_ = InvitasjonFilter(request.GET, queryset=alle, tid=naa(), dag=i_dag())
    tabell = InvitasjonTable(filter_.qs.prefetch_related("kommuner"), tid=naa(), dag=i_dag())
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "brukere/invitasjoner/index.html",
        "brukere/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "treff": ngettext("%(n)s invitasjon", "%(n)s invitasjoner", antall) % {"n": antall},
        },
    )


@requires(Rett.INVITERE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """Invite somebody; ``kommune`` and ``overtar_for`` in the address are ticked in advance."""
    dag = i_dag()
    form = InvitasjonForm(
        request.POST or None,
        kommuner=kommuner_for(request.user, dag),
        kontaktpersoner=kontaktpersonene(request.user, dag),
        initial={
            "kommuner": [verdi for verdi in request.GET.getlist("kommune") if verdi.isdecimal()],
            "overtar_for": request.GET.get("overtar_for", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            invitasjon, hemmelighet = invitasjoner.inviter(by=request.user, dag=dag, **form.felter)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            if hemmelighet:
                _send(request, invitasjon, hemmelighet)
            return redirect(invitasjon)
    return render(
        request, "brukere/invitasjoner/create.html", {"form": form}, status=422 if form.errors else 200
    )


def _send(request, invitasjon, hemmelighet):
    """Mail the link and tell how it went."""
    utfall, feil = invitasjoner.send(
        by=request.user,
        invitasjon=invitasjon,
        hemmelighet=hemmelighet,
        adresse=lambda sti: epost.lenke(sti) or request.build_absolute_uri(sti),
    )
    verdier = {"email": invitasjon.email, "feil": feil}
    if utfall == epost.Utfall.SENDT:
        messages.success(request, _("Invitasjonen er sendt til %(email)s.") % verdier)
    elif utfall == epost.Utfall.VET_IKKE:
        tekst = _(
            "Forbindelsen til e-postserveren ble brutt, så det er uvisst om %(email)s fikk den (%(feil)s)."
        )
        messages.warning(request, tekst % verdier)
    else:
        tekst = _(
            "Invitasjonen er lagret, men e-posten til %(email)s ble ikke sendt: %(feil)s. Send den på nytt."
        )
        messages.error(request, tekst % verdier)


@requires(Rett.INVITERE)
@require_safe
def show(request, pk):
    rader = Invitasjon.objects.for_bruker(request.user).prefetch_related("kommuner")
    rader = rader.select_related("opprettet_av", "overtar_for", "bruker", "tilbakekalt_av")
    invitasjon = get_object_or_404(rader, pk=pk)
    tilstand = invitasjon.tilstand_ved(naa(), i_dag())
    return render(
        request,
        "brukere/invitasjoner/show.html",
        {
            "invitasjon": invitasjon,
            "tilstand": tilstand,
            "kan_endres": tilstand in (Tilstand.AAPEN, Tilstand.UTLOEPT),
            "versjon": invitasjoner.versjon(invitasjon),
        },
    )


@requires(Rett.INVITERE)
@require_POST
def resend(request, pk):
    """Mail a new link; the one before no longer works."""
    invitasjon = get_object_or_404(
        Invitasjon.objects.for_bruker(request.user).select_related("embete"), pk=pk
    )
    try:
        hemmelighet = invitasjoner.forny(
            by=request.user, invitasjon=invitasjon, lenke_fra=request.POST.get("versjon", ""), dag=i_dag()
        )
    except Hinder as hinder:
        _si_fra(request, hinder)
    else:
        invitasjon.refresh_from_db()
        _send(request, invitasjon, hemmelighet)
    return redirect(invitasjon)


@requires(Rett.INVITERE)
@require_POST
def revoke(request, pk):
    invitasjon = get_object_or_404(Invitasjon.objects.for_bruker(request.user), pk=pk)
    try:
        invitasjoner.tilbakekall(by=request.user, invitasjon=invitasjon)
    except Hinder as hinder:
        _si_fra(request, hinder)
    else:
        messages.success(request, _("Invitasjonen er tilbakekalt. Lenken virker ikke lenger."))
    return redirect(invitasjon)


def _si_fra(request, hinder: Hinder):
    for _felt, grunn in hinder.grunner:
        messages.error(request, oversatt(grunn))
