"""The calendar of the network: a month, a list, and what everybody may see."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from bosetting.brukere import kalendersvar
from bosetting.brukere.access import aapen, requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.kalender import som_ics
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import kalenderliste
from nettverk.kalenderskjema import KalenderTable, ListeForm, MaanedForm
from nettverk.models import Gruppe
from nettverk.moeteliste import grupper_med_moeter

DELTAR = (Rett.SE_NETTVERK, Rett.DELTA_NETTVERK)


@requires(*DELTAR)
@require_safe
def show(request):
    """Show one month."""
    dag = i_dag()
    form = MaanedForm(request.GET, grupper=grupper_med_moeter(request.user))
    foerste = form.foerste(dag)
    rader = kalenderliste.rader_i(
        request.user, foerste, kalenderliste.neste_maaned(foerste), dag=dag, utvalg=form.utvalg
    )
    foerer = request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)
    return render(
        request,
        "nettverk/kalender/show.html",
        {
            "form": form,
            "maaned": kalenderliste.maaned(foerste, rader, dag),
            "antall": len(rader),
            "resten": _uten(request.GET, "maaned"),
            "dag": dag,
            "grupper": Gruppe.objects.for_bruker(request.user).filter(prosjekt__embete__in=foerer)
            if foerer
            else (),
        },
    )


def _uten(valg, navn) -> str:
    """Return the rest of the choices as the end of an address, ready to stand after «?maaned=…»."""
    kopi = valg.copy()
    kopi.pop(navn, None)
    return f"&{kopi.urlencode()}" if kopi else ""


def _liste(request):
    dag = i_dag()
    form = ListeForm(request.GET, grupper=grupper_med_moeter(request.user))
    fra, til = form.dager(dag)
    rader = kalenderliste.rader_i(request.user, fra, til + timedelta(days=1), dag=dag, utvalg=form.utvalg)
    return form, rader, (fra, til)


@requires(*DELTAR)
@require_safe
def index(request):
    """List what comes; with htmx only the part that the filter changes."""
    form, rader, (fra, til) = _liste(request)
    tabell = KalenderTable(rader)
    RequestConfig(request, paginate={"per_page": 25}).configure(tabell)
    treff = ngettext("%(n)s hendelse", "%(n)s hendelser", len(rader)) % {"n": norsk.tall(len(rader))}
    periode = {"fra": norsk.langdato(fra), "til": norsk.langdato(til)}
    return htmx.svar(
        request,
        "nettverk/kalender/index.html",
        "nettverk/kalender/_resultat.html",
        {
            "form": form,
            "tabell": tabell,
            "antall": len(rader),
            "parametre": request.GET.urlencode(),
            "treff": f"{treff}, {_('fra %(fra)s til og med %(til)s') % periode}",
        },
    )


@requires(*DELTAR)
@require_safe
def export(request, format: str):
    """Download what the list shows with the same address."""
    if format not in FORMATER:
        raise Http404
    _form, rader, (fra, til) = _liste(request)
    periode = {"fra": norsk.dato(fra), "til": norsk.dato(til)}
    forklaring = _("Kalender fra %(fra)s til og med %(til)s") % periode
    return som_svar(kalenderliste.som_ark(rader, forklaring), format, f"kalender-{fra:%Y-%m-%d}")


def _embete(request):
    """Return the embete asked for, None for all. One that is no number is none."""
    gitt = request.GET.get("embete", "")
    if not gitt:
        return None
    if not (gitt.isascii() and gitt.isdecimal() and len(gitt) < 10):
        raise Http404
    return int(gitt)


@aapen
@require_safe
def public(request):
    """Show everybody what is marked public and comes."""
    valgt = _embete(request)
    embeter = kalenderliste.embeter()
    return render(
        request,
        "nettverk/kalender/public.html",
        {
            "rader": kalenderliste.offentlige(i_dag(), embete=valgt),
            "embeter": embeter if len(embeter) > 1 else [],
            "valgt": valgt,
            "feed": request.build_absolute_uri(reverse("nettverk:kalender-public-feed"))
            + (f"?embete={valgt}" if valgt is not None else ""),
        },
    )


@aapen
@require_safe
def public_feed(request):
    """The same as a file that calendar programs subscribe to."""
    rader = kalenderliste.offentlige(i_dag(), embete=_embete(request))
    innhold = som_ics(
        [rad.hendelse for rad in rader],
        adresse=lambda sti: request.build_absolute_uri(sti),
        navn=_("Bosetting: åpne møter og aktiviteter"),
    )
    return kalendersvar.ics(request, innhold, "bosetting-aapen")
