"""Answers word by word: for those who handle the municipalities' cases in the embete, and nobody else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.filskjema import pakk, pakk_opp, svarstatus
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from nettverk import evaluering, tilbakemeldingsfil, tilbakemeldingsimport
from nettverk.barriererett import foerer
from nettverk.evalueringsliste import tilbakemeldingsark
from nettverk.evalueringsskjema import (
    EndreTilbakemeldingForm,
    NyTilbakemeldingForm,
    TilbakemeldingFilter,
    TilbakemeldingsfilForm,
)
from nettverk.evalueringstabell import TilbakemeldingTable, avsender
from nettverk.models import Evalueringsspoersmaal, Prosjekt, Tilbakemelding
from nettverk.skriving import Samtidig

PER_SIDE = {"per_page": 25}
FORMAAL = "tilbakemeldinger"
# More faults than this are one and the same mistake.
VISTE_FEIL = 50


def _utvalg(request) -> TilbakemeldingFilter:
    egne = Tilbakemelding.objects.for_bruker(request.user)
    kommuner = Kommune.objects.for_bruker(request.user).filter(pk__in=egne.order_by().values("kommune"))
    spoersmaal = Evalueringsspoersmaal.objects.for_bruker(request.user)
    return TilbakemeldingFilter(
        request.GET,
        queryset=egne.select_related("spoersmaal", "kommune", "organisasjon")
        .prefetch_related("sitater")
        .order_by("-dato", "-pk"),
        spoersmaal=spoersmaal.filter(prosjekt__embete__in=foerer(request.user)),
        kommuner=kommuner.norsk(),
    )


@requires(Rett.FOERE_KOMMUNE)
@require_safe
def index(request):
    """List the answers; with htmx only the part that the filter changes."""
    filter_ = _utvalg(request)
    tabell = TilbakemeldingTable(filter_.qs)
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "nettverk/tilbakemeldinger/index.html",
        "nettverk/tilbakemeldinger/_resultat.html",
        {
            "filter": filter_,
            "tabell": tabell,
            "antall": antall,
            "finnes": bool(antall) or any(request.GET.get(felt) for felt in filter_.filters),
            "parametre": request.GET.urlencode(),
            "treff": ngettext("%(n)s svar", "%(n)s svar", antall) % {"n": norsk.tall(antall)},
        },
    )


@requires(Rett.FOERE_KOMMUNE)
@require_safe
def export(request, format: str):
    """Download the answers that the list shows with the same address, all pages of it."""
    if format not in FORMATER:
        raise Http404
    return som_svar(tilbakemeldingsark(_utvalg(request).qs), format, f"tilbakemeldinger-{i_dag():%Y-%m-%d}")


def _hent(request, pk) -> Tilbakemelding:
    rader = Tilbakemelding.objects.for_bruker(request.user)
    rader = rader.select_related("spoersmaal__prosjekt__embete", "kommune", "organisasjon")
    return get_object_or_404(rader.prefetch_related("sitater__frigitt_av"), pk=pk)


def _hent_prosjekt(request, pk) -> Prosjekt:
    prosjekt = get_object_or_404(Prosjekt.objects.for_bruker(request.user).select_related("embete"), pk=pk)
    if prosjekt.embete_id not in foerer(request.user):
        raise PermissionDenied
    return prosjekt


@requires(Rett.FOERE_KOMMUNE)
@require_safe
def show(request, pk):
    """Show one answer, and the quotes made from it."""
    svar = _hent(request, pk)
    leder = svar.spoersmaal.prosjekt.embete_id in request.user.omfang.embeter_med(Rett.FOERE_NETTVERK)
    innhold = {"svar": svar, "avsender": avsender(svar), "kan_frigi": leder}
    return render(request, "nettverk/tilbakemeldinger/show.html", innhold)


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, pk):
    """Enter one answer; ``spoersmaal`` in the address fills in the form."""
    prosjekt, dag = _hent_prosjekt(request, pk), i_dag()
    initial = {"dato": dag, "spoersmaal": request.GET.get("spoersmaal")}
    form = NyTilbakemeldingForm(request.POST or None, prosjekt=prosjekt, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            svar = evaluering.foer_tilbakemelding(
                by=request.user, felt=form.felt, dag=dag, noekkel=form.cleaned_data["noekkel"]
            )
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Tilbakemeldingen er ført."))
            return redirect(svar)
    innhold = {"form": form, "prosjekt": prosjekt}
    return render(
        request, "nettverk/tilbakemeldinger/create.html", innhold, status=422 if form.errors else 200
    )


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Correct an answer. Whoever comes second is told, and keeps what she typed."""
    svar, dag = _hent(request, pk), i_dag()
    form = EndreTilbakemeldingForm(request.POST or None, instance=svar, prosjekt=svar.spoersmaal.prosjekt)
    if request.method == "POST" and form.is_valid():
        try:
            evaluering.endre_tilbakemelding(
                by=request.user,
                tilbakemelding=svar,
                felt=form.felt,
                dag=dag,
                versjon=form.cleaned_data["versjon"],
            )
        except Samtidig as hinder:
            form.vis_samtidig(hinder)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Tilbakemeldingen er lagret."))
            return redirect(svar)
    innhold = {"form": form, "svar": svar, "avsender": avsender(svar)}
    return render(request, "nettverk/tilbakemeldinger/edit.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_KOMMUNE)
@require_POST
def delete(request, pk):
    """Delete an answer that should not have been entered; one that is quoted stays."""
    svar = _hent(request, pk)
    try:
        evaluering.slett_tilbakemelding(by=request.user, tilbakemelding=svar)
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
        return redirect(svar)
    messages.success(request, _("Tilbakemeldingen er slettet."))
    return redirect("nettverk:tilbakemelding-index")


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk):
    """Take a file from a survey tool, show which answers in it are new, and save those on the next post."""
    prosjekt = _hent_prosjekt(request, pk)
    if "forhaandsvisning" in request.POST:
        return _lagre(request, prosjekt)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TilbakemeldingsfilForm(*data)
    if request.method == "POST" and form.is_valid():
        felt = form.cleaned_data
        innlest = tilbakemeldingsfil.les(
            form.rader, tilbakemeldingsimport.spoersmaal_i(prosjekt), i_dag(), dato=felt["dato"]
        )
        gjelder = {
            "prosjekt": prosjekt.pk,
            "filnavn": form.filnavn[-60:],
            "kilde": f"{felt['kilde']} ({form.filnavn[-60:]})",
        }
        try:
            resultat = tilbakemeldingsimport.importer(
                by=request.user, prosjekt=prosjekt, innlest=innlest, kilde=gjelder["kilde"], toerr=True
            )
        except tilbakemeldingsimport.Importfeil as feil:
            skrevet = {navn: felt[navn] for navn in ("celler", "dato", "kilde")}
            return _skjema(request, prosjekt, TilbakemeldingsfilForm(initial=skrevet), feil.feil)
        return _vis(request, prosjekt, resultat, gjelder)
    return _skjema(request, prosjekt, form)


def _skjema(request, prosjekt, form, feil: list[tuple[int, str]] = (), status: int | None = None):
    innhold = {
        "form": form,
        "prosjekt": prosjekt,
        "spoersmaal": prosjekt.evalueringsspoersmaal.all(),
        "linjefeil": [(linje, oversatt(grunn)) for linje, grunn in feil[:VISTE_FEIL]],
        "flere_feil": max(0, len(feil) - VISTE_FEIL),
        "feil": bool(feil),
    }
    status = status or (svarstatus(form) if form.errors else 422 if feil else 200)
    return render(request, "nettverk/tilbakemeldinger/upload.html", innhold, status=status)


def _vis(request, prosjekt, resultat, gjelder: dict, *, endret: bool = False):
    """Show what would be saved, and carry the file's answers to the next step, sealed."""
    forhaandsvisning = ""
    if resultat.nye:
        verdier = tilbakemeldingsfil.som_verdier(resultat.innlest)
        data = gjelder | {"ventet": resultat.fingeravtrykk, **verdier}
        forhaandsvisning = pakk(data, formaal=FORMAAL, bruker=request.user)
    tekster = {ett.pk: ett for ett in prosjekt.evalueringsspoersmaal.all()}
    innhold = {
        "prosjekt": prosjekt,
        "resultat": resultat,
        "rader": [(rad, avsender(rad), tekster[rad.spoersmaal_id]) for rad in resultat.nye],
        "gjelder": gjelder,
        "forhaandsvisning": forhaandsvisning,
        "endret": endret,
        "feil": endret,
    }
    return render(request, "nettverk/tilbakemeldinger/preview.html", innhold, status=422 if endret else 200)


def _lagre(request, prosjekt):
    """Save what a preview showed, unless it would no longer be the same."""
    verdier = pakk_opp(request.POST["forhaandsvisning"], formaal=FORMAAL, bruker=request.user)
    if verdier is None or verdier["prosjekt"] != prosjekt.pk:
        messages.warning(
            request, _("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er lagret.")
        )
        return _skjema(request, prosjekt, TilbakemeldingsfilForm(), status=422)
    innlest = tilbakemeldingsfil.fra_verdier(verdier)
    try:
        resultat = tilbakemeldingsimport.importer(
            by=request.user,
            prosjekt=prosjekt,
            innlest=innlest,
            kilde=verdier["kilde"],
            ventet=verdier["ventet"],
        )
    except tilbakemeldingsimport.Endret as endret:
        return _vis(request, prosjekt, endret.resultat, verdier, endret=True)
    except tilbakemeldingsimport.Importfeil as feil:
        return _skjema(request, prosjekt, TilbakemeldingsfilForm(), feil.feil)
    antall = len(resultat.nye)
    lest = ngettext("%(n)s svar er lest inn.", "%(n)s svar er lest inn.", antall) % {"n": norsk.tall(antall)}
    messages.success(request, lest if antall else _("Alle svarene i filen er ført fra før."))
    return redirect(f"{reverse('nettverk:evaluering-index')}?prosjekt={prosjekt.pk}")
