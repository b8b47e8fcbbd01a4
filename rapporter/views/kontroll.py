"""Number control of a report: what was found, and findings that somebody accepts with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.hinder import Hinder, oversatt
from rapporter import queries, vurderinger
from rapporter.kontrollstatus import Kontroll, kontroll
from rapporter.models import Funnvurdering, Rapport
from rapporter.rapportkontroll import RAAD, Rapportfunn, siteringsfeil
from rapporter.rapporttekst import SETNING, Sted
from rapporter.tallkontroll.funn import NAVN, Slag
from rapporter.vurderingsskjema import TrekkForm, VurderingForm

from . import hent, kan_skrive, krev_skriving

# More than this on one page, and nobody reads them.
VISTE_FUNN, VISTE_STEDER = 200, 8


@dataclass(frozen=True)
class Funnrad:
    """A finding as the pages show it: in the reader's language, with the address of its chapter."""

    rapportfunn: Rapportfunn
    adresse: str
    vurdering: Funnvurdering | None

    @property
    def slag(self) -> str:
        return oversatt(NAVN[self.rapportfunn.funn.slag])

    @property
    def sted(self) -> str:
        return oversatt(self.rapportfunn.sted)

    @property
    def skal_vaere(self) -> str:
        return oversatt(self.rapportfunn.funn.skal_vaere)

    @property
    def forklaring(self) -> str:
        return oversatt(self.rapportfunn.funn.forklaring)

    @property
    def andre_steder(self) -> tuple[Sted, ...]:
        return self.rapportfunn.linjer[:VISTE_STEDER]

    @property
    def flere_steder(self) -> int:
        return max(0, len(self.rapportfunn.linjer) - VISTE_STEDER)


@requires(Rett.SE_RAPPORTER)
@require_safe
def show(request, pk):
    rapport = hent(request, pk)
    grunnlag = queries.grunnlag(rapport)
    kontrollert = kontroll(rapport, grunnlag)
    skriver = kan_skrive(request, rapport)
    rader = {
        navn: [_rad(rapport, ett, kontrollert, skriver) for ett in getattr(kontrollert, navn)[:VISTE_FUNN]]
        for navn in ("aapne", "raad", "godtatte")
    }
    return render(
        request,
        "rapporter/kontroll/show.html",
        {
            "rapport": rapport,
            "navn": grunnlag.tittel,
            "kontroll": kontrollert,
            "aapne": _etter_slag(rader["aapne"]),
            "raad": _etter_slag(rader["raad"]),
            "godtatte": rader["godtatte"],
            "flere": max(0, max(len(kontrollert.aapne), len(kontrollert.raad)) - VISTE_FUNN),
            "feil": [
                (del_, ett, _adresse(rapport, del_.noekkel, skriver)) for del_, ett in siteringsfeil(grunnlag)
            ],
            "borte": _borte(rapport, kontrollert),
            "kan_skrive": skriver,
            "aapen": rapport.status == Rapport.UTKAST,
        },
    )


def _rad(rapport: Rapport, funn: Rapportfunn, kontrollert: Kontroll, skriver: bool) -> Funnrad:
    return Funnrad(funn, _adresse(rapport, funn.kapittel, skriver), kontrollert.vurderinger.get(funn.id))


def _adresse(rapport: Rapport, noekkel: str, skriver: bool) -> str:
    """Return where a writer mends the text of a chapter, and where others read it."""
    if noekkel.startswith(SETNING):
        sti = "rapporter:setning-edit" if skriver else "rapporter:setning-index"
        return reverse(sti, args=[rapport.pk, *([noekkel.removeprefix(SETNING)] if skriver else [])])
    if noekkel and skriver:
        return reverse("rapporter:kapittel-edit", args=[rapport.pk, noekkel])
    return f"{rapport.get_absolute_url()}#dok-{noekkel}" if noekkel else rapport.get_absolute_url()


def _etter_slag(rader: Iterable[Funnrad]) -> list[tuple[str, list[Funnrad]]]:
    grupper: dict[Slag, list[Funnrad]] = {slag: [] for slag in NAVN}
    for rad in rader:
        grupper[rad.rapportfunn.funn.slag].append(rad)
    return [(oversatt(NAVN[slag]), funnene) for slag, funnene in grupper.items() if funnene]


def _borte(rapport: Rapport, kontrollert: Kontroll) -> list[Funnvurdering]:
    """Return the verdicts in force on findings that the text or the records no longer give."""
    finnes = {ett.id for ett in kontrollert.funn}
    return [rad for funn, rad in kontrollert.vurderinger.items() if funn not in finnes]


@requires(Rett.SKRIVE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, funn):
    """One finding: accept it with a reason, and all that was said of it."""
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    kontrollert, historikk = kontroll(rapport), vurderinger.historikk(rapport, funn)
    rapportfunn = next((ett for ett in kontrollert.funn if ett.id == funn), None)
    if rapportfunn is None and not historikk:
        raise Http404
    godtatt = kontrollert.vurderinger.get(funn)
    initial = {
        "nr": historikk[0].pk if historikk else 0,
        "begrunnelse": godtatt.begrunnelse if godtatt else "",
    }
    form = VurderingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if rapportfunn is None:
                raise Hinder([(None, _("Funnet er borte: teksten eller tallene er endret siden."))])
            vurderinger.godta(by=request.user, rapport=rapport, funn=rapportfunn, **form.cleaned_data)
        except Hinder as hinder:
            hinder.paa(form)
            # Saving once more is done knowing what stands beside the form now.
            form.data = form.data.copy()
            form.data["nr"] = str(initial["nr"])
        else:
            messages.success(request, _("Funnet er godtatt, og begrunnelsen er lagret."))
            return redirect("rapporter:kontroll-show", rapport.pk)
    kontekst = {
        "rapport": rapport,
        "navn": queries.rapportnavn(rapport),
        "rad": _rad(rapport, rapportfunn, kontrollert, True) if rapportfunn else None,
        "er_raad": rapportfunn is not None and rapportfunn.funn.slag in RAAD,
        "godtatt": godtatt,
        "form": form,
        "trekk": TrekkForm(initial={"nr": initial["nr"]}, prefix="trekk") if godtatt else None,
        "historikk": historikk,
        "aapen": rapport.status == Rapport.UTKAST,
    }
    return render(request, "rapporter/kontroll/edit.html", kontekst, status=422 if form.errors else 200)


@requires(Rett.SKRIVE_RAPPORTER)
@require_POST
def revert(request, pk, funn):
    """Take back that a finding is accepted."""
    rapport = hent(request, pk)
    krev_skriving(request, rapport)
    historikk = vurderinger.historikk(rapport, funn)
    if not historikk:
        raise Http404
    form = TrekkForm(request.POST, prefix="trekk")
    if not historikk[0].begrunnelse:
        messages.info(request, _("Funnet er ikke godtatt, så det er ingenting å ta tilbake."))
    elif form.is_valid():
        try:
            vurderinger.ta_tilbake(
                by=request.user, rapport=rapport, forrige=historikk[0], **form.cleaned_data
            )
        except Hinder as hinder:
            messages.error(request, " ".join(oversatt(grunn) for _felt, grunn in hinder.grunner))
        else:
            messages.success(request, _("Funnet er ikke lenger godtatt."))
    else:
        messages.error(request, _("Knappen er for gammel. Åpne funnet på nytt og prøv igjen."))
    return redirect("rapporter:kontroll-show", rapport.pk)
