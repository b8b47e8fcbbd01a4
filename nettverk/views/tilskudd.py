"""State money to the municipalities: the year's overview, one municipality over the years, a file with a preview."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles import htmx, norsk
from bosetting.felles.filskjema import pakk, pakk_opp, svarstatus
from bosetting.felles.hinder import oversatt
from bosetting.felles.regneark import FORMATER, som_svar
from nettverk import tilskuddsfil, tilskuddsimport, tilskuddsliste
from nettverk.models import Kommuneprosjekt, Tilskuddsordning, Utbetaling
from nettverk.tilskuddsskjema import TilskuddsfilForm, Tilskuddsvalg
from nettverk.tilskuddstabell import RadTable, TilskuddTable, rader_som_ark, som_ark

from . import foerer, krev_embete

PER_SIDE = {"per_page": 25}
FORMAAL = "tilskudd"
# More faults than this are one and the same mistake.
VISTE_FEIL = 50
# The file of a whole county has fewer; nobody reads the twelve thousand of a whole country before saving.
VISTE_NYE = 1000


def _utvalg(request):
    """Return (what is chosen, the overview of its year or None where there is no money)."""
    utbetalinger = Utbetaling.objects.for_bruker(request.user)
    prosjekter = Kommuneprosjekt.objects.for_bruker(request.user)
    aarene = tilskuddsliste.aarene(utbetalinger, prosjekter)
    # A project that is only applied for does not open a year without figures.
    betalte = tilskuddsliste.aarene(utbetalinger, prosjekter.filter(utbetalt__gt=0))
    valg = Tilskuddsvalg(
        request.GET,
        aarene=aarene,
        siste=next(iter(betalte or aarene), None),
        ordninger=Tilskuddsordning.objects.for_bruker(request.user),
    )
    if valg.aar is None:
        return valg, None
    kommuner = tilskuddsliste.egne_kommuner(request.user)
    if valg.q:
        kommuner = kommuner.filter(navn__icontains=valg.q)
    liste = tilskuddsliste.oversikt(kommuner, utbetalinger, prosjekter, valg.aar, ordning=valg.ordning)
    return valg, liste


@requires(Rett.SE_NETTVERK)
@require_safe
def index(request):
    """Show what each municipality got in one year, and what the schemes come to."""
    valg, liste = _utvalg(request)
    embeter = foerer(request)
    if liste is None:
        return render(request, "nettverk/tilskudd/index.html", {"liste": None, "embeter": embeter})
    tabell = TilskuddTable(liste.rader, aar=liste.aar)
    RequestConfig(request, paginate=PER_SIDE).configure(tabell)
    antall = len(liste.rader)
    return htmx.svar(
        request,
        "nettverk/tilskudd/index.html",
        "nettverk/tilskudd/_resultat.html",
        {
            "form": valg,
            "liste": liste,
            "tabell": tabell,
            "kort": _kort(liste, alle=valg.ordning is None),
            "prosjekter_fra_foer": liste.prosjektliste(liste.fordeling.med_fra_foer),
            "prosjekter_ukjent": liste.prosjektliste(liste.fordeling.ukjente),
            "prosjekter_felles": liste.prosjektliste(liste.fordeling.felles_prosjekter),
            "treff": ngettext("%(n)s kommune", "%(n)s kommuner", antall) % {"n": norsk.tall(antall)},
            "parametre": request.GET.urlencode(),
            "embeter": embeter,
        },
    )


def _kort(liste, *, alle: bool) -> list[dict]:
    """Return the key figures of the overview."""
    med = liste.fra_fil.kjente
    kort = [
        {
            "tekst": _("Tilskudd fra ordningene"),
            "verdi": liste.fra_fil.verdi,
            "enhet": _("kroner"),
            "note": ngettext("til %(n)s kommune", "til %(n)s kommuner", med) % {"n": norsk.tall(med)},
        },
        {
            "tekst": _("Utbetalt i kommuneprosjekter"),
            "verdi": liste.prosjektsum,
            "enhet": _("kroner"),
            "note": _("ved siden av ordningene") if liste.prosjekter else _("ingen prosjekter dette året"),
        },
        {
            "tekst": _("Samlet"),
            "verdi": liste.samlet,
            "enhet": _("kroner"),
            "note": _("%(kroner)s per innbygger") % {"kroner": norsk.tall(liste.per_innbygger)},
        },
    ]
    if alle:
        kort.append(
            {
                "tekst": _("Avvik i oppgitte summer"),
                "verdi": len(liste.avvik),
                "note": _("mot summen av delene"),
                "klasse": "varsel" if liste.avvik else "ok",
            }
        )
    return kort


@requires(Rett.SE_NETTVERK)
@require_safe
def export(request, format: str):
    """Download what the overview shows with the same address; a workbook has the rows behind it too."""
    if format not in FORMATER:
        raise Http404
    valg, liste = _utvalg(request)
    if liste is None:
        liste = tilskuddsliste.Oversikt(0, [], [], tilskuddsliste.Fordeling())
    rader = Utbetaling.objects.for_bruker(request.user).gjeldende()
    rader = rader.filter(aar=liste.aar, kommune__in=[rad.kommune.pk for rad in liste.rader])
    if valg.ordning:
        rader = rader.filter(ordning=valg.ordning)
    rader = rader.select_related("kommune", "ordning").order_by("kommune__nr", "ordning__navn")
    utvalg = str(valg.ordning or _("Alle ordninger"))
    return som_svar(som_ark(liste, utvalg), format, f"tilskudd-{liste.aar}", rader_som_ark(rader))


@requires(Rett.SE_NETTVERK)
@require_safe
def show(request, pk: int):
    """Show one municipality over the years; ``?aar=&ordning=`` the rows behind one figure."""
    kommune = get_object_or_404(tilskuddsliste.egne_kommuner(request.user).select_related("fylke"), pk=pk)
    utbetalinger = Utbetaling.objects.for_bruker(request.user)
    innhold = {
        "kommune": kommune,
        "tilskudd": tilskuddsliste.kommunetilskudd(
            kommune, utbetalinger, Kommuneprosjekt.objects.for_bruker(request.user)
        ),
    }
    aar, ordning = request.GET.get("aar", ""), request.GET.get("ordning", "")
    if (
        aar.isascii()
        and aar.isdigit()
        and ordning.isascii()
        and ordning.isdigit()
        and len(aar + ordning) < 16
    ):
        rader = tilskuddsliste.radene_bak(utbetalinger, kommune, int(aar), int(ordning))
        if rader:
            innhold |= {"valgt": rader[0], "rader": RadTable(rader)}
    return render(request, "nettverk/tilskudd/show.html", innhold)


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk: int):
    """Take a file, show what it tells anew about the embete's municipalities, and save that on the next post."""
    embete = get_object_or_404(Embete.objects.for_bruker(request.user), pk=pk)
    krev_embete(request, embete)
    if "forhaandsvisning" in request.POST:
        return _lagre(request, embete)
    form = TilskuddsfilForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        innlest = tilskuddsfil.les(form.rader)
        try:
            resultat = tilskuddsimport.importer(
                by=request.user, embete=embete, innlest=innlest, filnavn=form.filnavn, toerr=True
            )
        except tilskuddsimport.Importfeil as feil:
            skrevet = TilskuddsfilForm(initial={"celler": form.cleaned_data["celler"]})
            return _skjema(request, embete, skrevet, feil.feil)
        return _vis(request, embete, resultat, form.filnavn)
    return _skjema(request, embete, form)


def _skjema(request, embete, form, feil: list[tuple[int, str]] = (), status: int | None = None):
    innhold = {
        "form": form,
        "embete": embete,
        "linjefeil": [(linje, oversatt(grunn)) for linje, grunn in feil[:VISTE_FEIL]],
        "flere_feil": max(0, len(feil) - VISTE_FEIL),
        "feil": bool(feil),
    }
    status = status or (svarstatus(form) if form.errors else 422 if feil else 200)
    return render(request, "nettverk/tilskudd/upload.html", innhold, status=status)


def _vis(request, embete, resultat: tilskuddsimport.Resultat, filnavn: str, *, endret: bool = False):
    """Show what would be saved, and carry the lines of the embete's municipalities to the next step, sealed."""
    forhaandsvisning = ""
    if resultat.nye or resultat.endrede:
        verdier = tilskuddsfil.som_verdier(tilskuddsfil.Innlest(resultat.linjer))
        data = {"filnavn": filnavn, "ventet": resultat.fingeravtrykk, "embete": embete.pk, **verdier}
        forhaandsvisning = pakk(data, formaal=FORMAAL, bruker=request.user)
    ukjente = [ett._replace(tekst=oversatt(ett.tekst)) for ett in resultat.ukjente]
    innhold = {
        "embete": embete,
        "resultat": resultat,
        "filnavn": filnavn,
        "kort": [
            {"tekst": _("Nye beløp"), "verdi": len(resultat.nye)},
            {
                "tekst": _("Endrede beløp"),
                "verdi": len(resultat.endrede),
                "note": _("det gamle blir stående bak det nye"),
                "klasse": "varsel" if resultat.endrede else "",
            },
            {"tekst": _("Lest inn før"), "verdi": resultat.uendret, "note": _("samme beløp")},
            {
                "tekst": _("Summer som ikke går opp"),
                "verdi": len(resultat.avvik),
                "klasse": "varsel" if resultat.avvik else "ok",
            },
        ],
        "nye": resultat.nye[:VISTE_NYE],
        "flere_nye": max(0, len(resultat.nye) - VISTE_NYE),
        "ukjente_her": [ett for ett in ukjente if ett.her],
        "ukjente": [ett for ett in ukjente if not ett.her],
        "ukjente_linjer": sum(ett.linjer for ett in ukjente if not ett.her),
        "forhaandsvisning": forhaandsvisning,
        "endret": endret,
        "feil": endret,
    }
    return render(request, "nettverk/tilskudd/preview.html", innhold, status=422 if endret else 200)


def _lagre(request, embete):
    """Save what a preview showed, unless it would no longer be the same."""
    verdier = pakk_opp(request.POST["forhaandsvisning"], formaal=FORMAAL, bruker=request.user)
    if verdier is None or verdier["embete"] != embete.pk:
        messages.warning(
            request, _("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er lagret.")
        )
        return _skjema(request, embete, TilskuddsfilForm(), status=422)
    filnavn = verdier["filnavn"]
    try:
        resultat = tilskuddsimport.importer(
            by=request.user,
            embete=embete,
            innlest=tilskuddsfil.fra_verdier(verdier),
            filnavn=filnavn,
            ventet=verdier["ventet"],
        )
    except tilskuddsimport.Endret as endret:
        return _vis(request, embete, endret.resultat, filnavn, endret=True)
    except tilskuddsimport.Importfeil as feil:
        return _skjema(request, embete, TilskuddsfilForm(), feil.feil)
    antall = len(resultat.nye) + len(resultat.endrede)
    messages.success(
        request,
        ngettext("%(n)s beløp er lagret.", "%(n)s beløp er lagret.", antall) % {"n": norsk.tall(antall)}
        if antall
        else _("Alle beløpene i filen er lagret fra før."),
    )
    return redirect("nettverk:tilskudd-index")
