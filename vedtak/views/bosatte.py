"""Persons settled: the year's overview and export, a grid for one date, a correction, and a file with a preview."""

import uuid
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles import norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.filskjema import pakk, pakk_opp, svarstatus
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from vedtak import bosattfil, bosattimport
from vedtak.bosatte import Finnes, Lavere, Rettet, gjeldende_tellinger, registrer, rett, trekk
from vedtak.bosattliste import Bosattliste, bosattliste, noekkeltall, som_ark
from vedtak.bosattskjema import BosattfilForm, FoeringForm, Foeringsark, RettForm
from vedtak.filters import Klokkefilter
from vedtak.imdi_import import Importfeil, egne_fylker
from vedtak.models import Bosatt
from vedtak.queries import bosettingsaar
from vedtak.tables import klokketekst, minst

FORMAAL = "bosatte"
# More faults than this are one and the same mistake.
VISTE_FEIL = 50


def _egne(request):
    """Return the counties where this person may enter counts."""
    return egne_fylker(request.user.omfang.embeter_med(Rett.FOERE_KOMMUNE))


def _liste(request, aar: int) -> tuple[Bosattliste, Klokkefilter]:
    if not 1900 <= aar <= 2100:
        raise Http404
    form = Klokkefilter({"per": i_dag().isoformat()} | request.GET.dict())
    klokker = form.klokker(i_dag())
    kommuner = Kommune.objects.for_bruker(request.user).med_fylke()
    return bosattliste(kommuner, aar, klokker.per, klokker.kjent), form


@requires(Rett.SE_STATUS)
@require_safe
def index(request, aar: int):
    """Show requested, decided and settled of every municipality, with the places nobody was settled in."""
    liste, form = _liste(request, aar)
    sum_ = liste.summer
    innhold = {
        "aar": aar,
        "liste": liste,
        "form": form,
        "klokker": klokketekst(liste.status.per, liste.status.kjent),
        "noekkeltall": noekkeltall(liste),
        "summer": [minst(ett) for ett in (sum_.anmodet, sum_.vedtatt, sum_.bosatt)],
        "sum_ubrukte": minst(sum_.ubrukte),
        "kan_foere": har_rett(request.user, Rett.FOERE_KOMMUNE),
        "egne": {fylke.pk for fylke in _egne(request)},
        "alle_aar": bosettingsaar(Anmodningsrunde.objects.for_bruker(request.user)),
        "parametre": request.GET.urlencode(),
    }
    return render(request, "vedtak/bosatte/index.html", innhold)


@requires(Rett.SE_STATUS)
@require_safe
def export(request, aar: int, format: str):
    """Download what the page shows with the same address."""
    if format not in FORMATER:
        raise Http404
    liste, _form = _liste(request, aar)
    return som_svar(som_ark(liste), format, f"bosatte-{aar}-per-{liste.status.per:%Y-%m-%d}")


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, aar: int):
    """Enter the counts of one date for many municipalities at once; a cell left blank changes nothing."""
    if not 1900 <= aar <= 2100:
        raise Http404
    dag = i_dag()
    kommuner = Kommune.objects.for_bruker(request.user).filter(fylke__in=_egne(request)).i_aar(aar)
    sist = gjeldende_tellinger(aar, kommuner.order_by().values("pk"), dag)
    data = request.POST if request.method == "POST" else None
    ark = Foeringsark(aar, list(kommuner.norsk()), sist, data)
    form = FoeringForm(data, initial={"per_dato": _siste_dag(aar, dag), "mottatt": dag})
    lavere: list[str] = []
    if data is not None and form.is_valid() and not ark.med_feil and ark.sum() is None:
        ark.add_error(None, _("Skriv minst ett tall."))
    elif data is not None and form.is_valid() and not ark.med_feil:
        felt = form.cleaned_data
        try:
            rader = registrer(
                by=request.user,
                foeringer=ark.foeringer(felt["per_dato"]),
                kilde=felt["kilde"],
                mottatt=felt["mottatt"],
                dag=dag,
                noekkel=felt["noekkel"],
                bekreftet=felt["bekreft_lavere"],
            )
        except Finnes as hinder:
            ark.vis_finnes(hinder.rader, hinder.grunner)
        except Lavere as hinder:
            lavere = [oversatt(grunn) for _felt, grunn in hinder.grunner]
        except Hinder as hinder:
            for navn, grunn in hinder.grunner:
                (form if navn in form.fields else ark).add_error(navn, oversatt(grunn))
        else:
            messages.success(request, _lagret(len(rader)))
            return redirect("vedtak:bosatt-index", aar=aar)
    feil = bool(form.errors or ark.feil or ark.med_feil)
    innhold = {"aar": aar, "form": form, "ark": ark, "lavere": lavere, "feil": feil}
    return render(request, "vedtak/bosatte/create.html", innhold, status=422 if feil or lavere else 200)


def _lagret(antall: int) -> str:
    return ngettext("%(n)s tall er lagret.", "%(n)s tall er lagret.", antall) % {"n": norsk.tall(antall)}


def _siste_dag(aar: int, dag: date) -> date:
    """Return the date that counts of ``aar`` are most likely of: today, or the end of a year that is over."""
    return min(dag, date(aar, 12, 31))


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk: int):
    """Correct or withdraw one count. Whoever comes second is told what changed, and keeps what she typed."""
    rader = Bosatt.objects.for_bruker(request.user).select_related("kommune", "registrert_av")
    telling = get_object_or_404(rader, pk=pk)
    if telling.kommune.fylke_id not in {fylke.pk for fylke in _egne(request)}:
        raise PermissionDenied
    dag = i_dag()
    data = request.POST if request.method == "POST" else None
    initial = {"antall": telling.antall, "kilde": telling.kilde, "mottatt": dag}
    form = RettForm(data, trukket=telling.antall is None, initial=initial)
    rettelse = rader.filter(retter=telling).first()
    if data is not None and form.is_valid():
        felt = form.cleaned_data
        felles = {key: felt[key] for key in ("mottatt", "grunn", "noekkel")} | {
            "by": request.user,
            "dag": dag,
        }
        try:
            if felt.get("handling") == "trekk":
                trekk(telling=telling, **felles)
            else:
                rett(telling=telling, antall=felt["antall"], kilde=felt["kilde"], **felles)
        except Rettet as hinder:
            rettelse = hinder.rettelse
            hinder.paa(form)
        except Hinder as hinder:
            hinder.paa(form)
        else:
            messages.success(request, _("Rettelsen er lagret. Det gamle tallet står i historikken."))
            return redirect("vedtak:bosatt-index", aar=telling.aar)
    historikk = rader.filter(kommune=telling.kommune, aar=telling.aar, per_dato=telling.per_dato).order_by(
        "-pk"
    )
    innhold = {"telling": telling, "form": form, "rettelse": rettelse, "historikk": historikk}
    return render(request, "vedtak/bosatte/correct.html", innhold, status=422 if form.errors else 200)


@requires(Rett.FOERE_KOMMUNE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Take a file, show which counts in it are new, and save those on the next post."""
    egne = _egne(request)
    if "forhaandsvisning" in request.POST:
        return _lagre(request, egne)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BosattfilForm(*data, initial={"mottatt": i_dag()})
    if request.method == "POST" and form.is_valid():
        felt = form.cleaned_data
        innlest = bosattfil.les(form.rader, i_dag(), aar=felt["aar"], per_dato=felt["per_dato"])
        if innlest.felt:
            for _linje, grunn in innlest.feil:
                form.add_error(innlest.felt, oversatt(grunn))
            return _skjema(request, form)
        gjelder = {
            "filnavn": form.filnavn,
            "kilde": felt["kilde"],
            "mottatt": felt["mottatt"].isoformat(),
            "noekkel": str(uuid.uuid4()),
        }
        try:
            resultat = _importer(request, innlest, egne, gjelder, toerr=True)
        except Importfeil as feil:
            skrevet = {navn: felt[navn] for navn in ("celler", "aar", "per_dato", "mottatt", "kilde")}
            return _skjema(request, BosattfilForm(initial=skrevet), feil.feil)
        except Hinder as hinder:
            hinder.paa(form)
            return _skjema(request, form)
        return _vis(request, resultat, gjelder)
    return _skjema(request, form)


def _importer(request, innlest, egne, gjelder: dict, **valg) -> bosattimport.Bosattresultat:
    return bosattimport.importer(
        by=request.user,
        innlest=innlest,
        egne=egne,
        kilde=f"{gjelder['kilde']} ({gjelder['filnavn'][-40:]})",
        mottatt=date.fromisoformat(gjelder["mottatt"]),
        dag=i_dag(),
        noekkel=uuid.UUID(gjelder["noekkel"]),
        **valg,
    )


def _skjema(request, form, feil: list[tuple[int, str]] = (), status: int | None = None):
    innhold = {
        "form": form,
        "linjefeil": [(linje, oversatt(grunn)) for linje, grunn in feil[:VISTE_FEIL]],
        "flere_feil": max(0, len(feil) - VISTE_FEIL),
        "feil": bool(feil),
        "aar": i_dag().year,
    }
    status = status or (svarstatus(form) if form.errors else 422 if feil else 200)
    return render(request, "vedtak/bosatte/upload.html", innhold, status=status)


def _vis(request, resultat: bosattimport.Bosattresultat, gjelder: dict, *, endret: bool = False):
    """Show what would be saved, and carry the file's lines to the next step, sealed."""
    forhaandsvisning = ""
    if resultat.nye:
        verdier = bosattfil.som_verdier(bosattfil.Innlest(resultat.linjer, varsler=resultat.varsler))
        data = gjelder | {"ventet": resultat.fingeravtrykk, **verdier}
        forhaandsvisning = pakk(data, formaal=FORMAAL, bruker=request.user)
    innhold = {
        "resultat": resultat,
        "gjelder": gjelder,
        "varsler": [(linje, oversatt(grunn)) for linje, grunn in resultat.varsler],
        "lavere": [(linje, oversatt(grunn)) for linje, grunn in resultat.lavere],
        "forhaandsvisning": forhaandsvisning,
        "endret": endret,
        "feil": endret,
    }
    return render(request, "vedtak/bosatte/preview.html", innhold, status=422 if endret else 200)


def _lagre(request, egne):
    """Save what a preview showed, unless it would no longer be the same."""
    verdier = pakk_opp(request.POST["forhaandsvisning"], formaal=FORMAAL, bruker=request.user)
    if verdier is None:
        messages.warning(
            request, _("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er lagret.")
        )
        return _skjema(request, BosattfilForm(initial={"mottatt": i_dag()}), status=422)
    innlest = bosattfil.fra_verdier(verdier)
    try:
        resultat = _importer(request, innlest, egne, verdier, ventet=verdier["ventet"])
    except bosattimport.Endret as endret:
        return _vis(request, endret.resultat, verdier, endret=True)
    except Importfeil as feil:
        return _skjema(request, BosattfilForm(initial={"mottatt": i_dag()}), feil.feil)
    antall = len(resultat.nye)
    messages.success(request, _lagret(antall) if antall else _("Alle tallene i filen er ført."))
    return redirect("vedtak:bosatt-index", aar=max(linje.aar for linje in resultat.linjer))
