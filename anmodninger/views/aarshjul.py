"""The annual wheel of an embete and a settlement year, as a picture and as a list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from anmodninger import aarshjul, aarshjulbilde, aarshjulmal, aarshjulsteg
from anmodninger.domain import aarsgrunner
from anmodninger.models import Aarshjulsteg, Anmodningsrunde
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag


def embeter(request):
    """Return the embeter whose wheel this person may see."""
    egne = request.user.omfang.embeter_med(Rett.SE_RUNDER)
    return Embete.objects.for_bruker(request.user).filter(pk__in=egne)


def embetets_aar(request, embete, aar=None) -> Embete:
    """Return the embete she may see, or 404; so is a year in which nothing can be settled."""
    if aar is not None and aarsgrunner(aar):
        raise Http404
    return get_object_or_404(embeter(request), pk=embete)


def krev_foering(request, embete_id: int) -> None:
    """Refuse somebody who may see the wheel, but not change it."""
    if embete_id not in request.user.omfang.embeter_med(Rett.LAGE_RUNDER):
        raise PermissionDenied


def _aarene(request, embete) -> set[int]:
    """Return the settlement years that have steps or rounds of the embete."""
    steg = Aarshjulsteg.objects.for_bruker(request.user).filter(embete=embete)
    runder = Anmodningsrunde.objects.for_bruker(request.user).filter(embete=embete)
    return {
        aar for rader in (steg, runder) for aar in rader.order_by().values_list("aar", flat=True).distinct()
    }


@requires(Rett.SE_RUNDER)
@require_safe
def index(request):
    """Lead on to the year under way in the first of her embeter."""
    embete = embeter(request).first()
    if embete is None:
        raise Http404
    aar = aarshjul.valgt_aar(_aarene(request, embete), i_dag())
    return redirect("anmodninger:aarshjul-show", embete.pk, aar)


@requires(Rett.SE_RUNDER)
@require_safe
def show(request, embete, aar):
    embete, dag = embetets_aar(request, embete, aar), i_dag()
    steg = Aarshjulsteg.objects.for_bruker(request.user).filter(embete=embete, aar=aar)
    rader = aarshjulbilde.rader(steg.order_by("fra", "til", "pk").select_related("runde"), dag)
    runder = list(aarshjulsteg.egne_runder(embete.pk, aar))
    alle_aar = _aarene(request, embete) | {dag.year, dag.year + 1, aar}
    kan_foere = embete.pk in request.user.omfang.embeter_med(Rett.LAGE_RUNDER)
    return render(
        request,
        "anmodninger/aarshjul/show.html",
        {
            "embete": embete,
            "aar": aar,
            "alle_aar": sorted(alle_aar),
            "embeter": [ett for ett in embeter(request) if ett != embete],
            "rader": rader,
            "grupper": aarshjulbilde.grupper(rader),
            "runder": [
                (runde, [rad.steg for rad in rader if rad.steg.runde_id == runde.pk]) for runde in runder
            ],
            "bilder": [
                (bredde, aarshjulbilde.bilde(rader, runder, aar=aar, dag=dag, smal=bredde == "smal"))
                for bredde in ("bred", "smal")
                if rader or runder
            ],
            "sammendrag": aarshjulbilde.sammendrag(rader, runder),
            "mal": None if rader else _malen(embete, aar),
            "kan_foere": kan_foere,
        },
    )


def _malen(embete, aar):
    """Return (step, first day, last day) of what a year would be started with."""
    return [(steg, *aarshjul.periode(steg, aar)) for steg in aarshjulmal.hent(embete).steg]


@requires(Rett.LAGE_RUNDER)
@require_POST
def start(request, embete, aar):
    embete = embetets_aar(request, embete, aar)
    krev_foering(request, embete.pk)
    if nye := aarshjulsteg.start(by=request.user, embete=embete, aar=aar):
        tekst = ngettext("%(antall)s steg er lagt inn.", "%(antall)s steg er lagt inn.", len(nye))
        messages.success(request, tekst % {"antall": len(nye)})
    else:
        messages.info(request, _("Årshjulet har alt alle stegene i malen."))
    return redirect("anmodninger:aarshjul-show", embete.pk, aar)
