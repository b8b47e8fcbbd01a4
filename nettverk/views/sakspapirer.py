"""Papers for meetings: uploaded, downloaded through a permission check, and taken away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dokumentfelt import dokumentstatus
from bosetting.felles.hinder import Hinder
from bosetting.felles.nedlasting import filsvar
from bosetting.felles.opplasting import tar_dokument
from nettverk import sakspapirer
from nettverk.models import Sak, Sakspapir
from nettverk.moeteliste import er_eget_forslag
from nettverk.moeteregler import hvorfor_ikke_saksliste
from nettverk.saksskjema import PapirForm

from . import kan_foere, krev_foering, stengt
from .moeter import hent_moete


@tar_dokument
@requires(Rett.FOERE_NETTVERK, Rett.DELTA_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Put a paper with a meeting or a point; a kontaktperson with what her municipality proposes."""
    moete = hent_moete(request, pk)
    leder = kan_foere(request, moete.prosjekt)
    saker = Sak.objects.for_bruker(request.user).filter(moete=moete).order_by("nummer", "pk")
    if not leder:
        egne = [sak.pk for sak in saker if er_eget_forslag(request.user, sak)]
        if not egne:
            raise PermissionDenied
        saker = saker.filter(pk__in=egne)
    if svar := stengt(request, moete, hvorfor_ikke_saksliste(moete.status)):
        return svar
    form = PapirForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        saker=saker,
        alle=leder,
        initial={"sak": request.GET.get("sak", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            papir = sakspapirer.legg_ved(
                by=request.user,
                moete=moete,
                sak=form.cleaned_data["sak"],
                opplastet=form.cleaned_data["fil"],
                noekkel=form.cleaned_data["noekkel"],
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("«%(navn)s» er lagt ved.") % {"navn": papir.navn})
            return redirect(f"{moete.get_absolute_url()}#saksliste")
    innhold = {"form": form, "moete": moete}
    status = dokumentstatus(form) if form.errors else 200
    return render(request, "nettverk/sakspapirer/create.html", innhold, status=status)


def _hent(request, pk) -> Sakspapir:
    rader = Sakspapir.objects.for_bruker(request.user).select_related("moete__prosjekt")
    return get_object_or_404(rader, pk=pk)


@requires(Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)
@require_safe
def download(request, pk):
    """Hand out a paper as a file to save. Another's, one that is taken away and one that never was: the same 404."""
    return filsvar(request, _hent(request, pk))


@requires(Rett.FOERE_NETTVERK)
@require_POST
def remove(request, pk):
    """Take a paper away."""
    papir = _hent(request, pk)
    krev_foering(request, papir.moete.prosjekt)
    sakspapirer.fjern(by=request.user, papir=papir)
    messages.success(request, _("«%(navn)s» er fjernet.") % {"navn": papir.navn})
    return redirect(f"{papir.moete.get_absolute_url()}#saksliste")
