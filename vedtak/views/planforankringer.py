"""Settlement in the municipalities' own plans (result goal 2): the overview, and one plan of one municipality."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import langdato
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from vedtak import planforankring
from vedtak.filters import Klokkefilter
from vedtak.kommuneretter import kommuneretter
from vedtak.models import Planforankring
from vedtak.planforankringsliste import plannavn, planoversikt, som_ark
from vedtak.planforankringsregler import gjeldende
from vedtak.planforankringsskjema import PlanforankringForm


def _oversikt(request):
    """Return (the overview for the date in the address, and the form that holds it)."""
    dag = i_dag()
    form = Klokkefilter({"per": dag.isoformat()} | request.GET.dict())
    del form.fields["kjent"]
    return planoversikt(Kommune.objects.for_bruker(request.user), form.klokker(dag).per), form


def _kommune_og_plan(request, kommune_pk, plan):
    if plan not in dict(Planforankring.PLANER):
        raise Http404
    kommune = get_object_or_404(
        Kommune.objects.for_bruker(request.user).select_related("fylke"), pk=kommune_pk
    )
    return kommune, {"kommune": kommune, "plan": plan, "navn": plannavn(plan)}


def _rader(request, kommune, plan) -> list[Planforankring]:
    """Return what is registered about a plan, what holds last first."""
    rader = Planforankring.objects.for_bruker(request.user).filter(kommune=kommune, plan=plan)
    return list(rader.select_related("registrert_av").order_by("-dato", "-pk"))


@requires(Rett.SE_STATUS)
@require_safe
def index(request):
    """Show which municipalities have settlement in which of their plans, on a date."""
    oversikt, form = _oversikt(request)
    innhold = {"oversikt": oversikt, "form": form, "parametre": request.GET.urlencode()}
    return render(request, "vedtak/planforankringer/index.html", innhold)


@requires(Rett.SE_STATUS)
@require_safe
def export(request, format: str):
    """Download the overview that the page shows with the same address."""
    if format not in FORMATER:
        raise Http404
    oversikt, _form = _oversikt(request)
    return som_svar(som_ark(oversikt), format, f"planforankring-per-{oversikt.per:%Y-%m-%d}")


@requires(Rett.SE_SVAR)
@require_safe
def history(request, kommune_pk, plan):
    """Show all that is registered about one plan of a municipality, newest first."""
    kommune, innhold = _kommune_og_plan(request, kommune_pk, plan)
    innhold |= {
        "rader": _rader(request, kommune, plan),
        "kan_foere": Rett.FOERE_KOMMUNE in kommuneretter(request.user, kommune),
        "ser_alle": har_rett(request.user, Rett.SE_STATUS),
    }
    return render(request, "vedtak/planforankringer/history.html", innhold)


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, kommune_pk, plan):
    """Register where settlement stands in a plan. Somebody who comes second is told, and keeps what she typed."""
    kommune, innhold = _kommune_og_plan(request, kommune_pk, plan)
    if Rett.FOERE_KOMMUNE not in kommuneretter(request.user, kommune):
        raise PermissionDenied
    rader, dag = _rader(request, kommune, plan), i_dag()
    siste = max(rader, key=lambda rad: rad.pk, default=None)
    form = PlanforankringForm(request.POST or None, dag=dag, siste=siste)
    if request.method == "POST" and form.is_valid():
        try:
            ny = planforankring.registrer(
                by=request.user,
                kommune=kommune,
                plan=plan,
                innhold=form.innhold(),
                forrige=form.cleaned_data["forrige"],
                dag=dag,
                noekkel=form.cleaned_data["noekkel"] or uuid4(),
            )
        except planforankring.Samtidig as hinder:
            form.vis_samtidig(hinder)
            rader = _rader(request, kommune, plan)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            _kvitter(request, ny, gjeldende([*rader, ny], dag)[plan])
            return redirect(reverse("vedtak:kommune-show", args=[kommune.pk]) + "#planer")
    innhold |= {"form": form, "rader": rader}
    return render(request, "vedtak/planforankringer/create.html", innhold, status=422 if form.errors else 200)


def _kvitter(request, ny: Planforankring, gjelder: Planforankring) -> None:
    """Tell that the row is written, and when one with a later date still holds."""
    felt = {"plan": plannavn(ny.plan), "status": ny.get_status_display()}
    if ny.pk == gjelder.pk:
        messages.success(request, _("%(plan)s er ført som «%(status)s».") % felt)
        return
    felt |= {"dato": langdato(gjelder.dato), "gjelder": gjelder.get_status_display()}
    tekst = _(
        "%(plan)s er ført som «%(status)s», men det endrer ikke statusen nå: «%(gjelder)s» fra %(dato)s gjelder."
    )
    messages.warning(request, tekst % felt)
