"""A round as a file: read into a draft by way of a preview, and written from a draft or a sent round."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from anmodninger import actions, queries, rundeark, rundefil, rundeimport
from anmodninger.models import Anmodningsrunde, Rundeutkast
from anmodninger.rundeimport import Endring
from anmodninger.tables import em_tekst
from anmodninger.views.utkast import hent_utkast, si_hvor_det_ble_av
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import norsk
from bosetting.felles.filskjema import FilForm, pakk, pakk_opp, svarstatus
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.regneark import FORMATER, som_svar

FORMAAL = "rundeimport"
# More faults than this are one and the same mistake.
VISTE_FEIL = 50


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def upload(request, pk):
    """Take a file or pasted cells, show what it would change, and save that on the next post."""
    utkast = hent_utkast(request, pk)
    if "forhaandsvisning" in request.POST:
        return _lagre(request, utkast)
    form = FilForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        innlest = rundefil.les(form.rader, utkast.aar, andre_aar_er_feil=True)
        visning = rundeimport.forhaandsvis(utkast, innlest)
        celler = form.cleaned_data["celler"]
        return _vis(request, utkast, innlest, visning, form.filnavn, celler=celler)
    return _skjema(request, utkast, form)


def _skjema(request, utkast: Rundeutkast, form: FilForm, status: int = 200):
    return render(
        request,
        "anmodninger/rundefiler/upload.html",
        {"utkast": utkast, "form": form},
        status=svarstatus(form) if form.errors else status,
    )


def _vis(request, utkast, innlest, visning, filnavn: str, samtidig=None, celler: str = ""):
    """Show what a file would do, and carry what it says to the next step, sealed.

    Pasted cells with faults stay in the form, to be mended there.
    """
    forhaandsvisning = ""
    if visning.kan_lagres:
        verdier = rundefil.som_verdier(innlest)
        forhaandsvisning = pakk(
            {"utkast": utkast.pk, "versjon": utkast.versjon, "filnavn": filnavn, **verdier},
            formaal=FORMAAL,
            bruker=request.user,
        )
    feil = [(linje, oversatt(grunn)) for linje, grunn in visning.feil]
    return render(
        request,
        "anmodninger/rundefiler/preview.html",
        {
            "utkast": utkast,
            "visning": visning,
            "filnavn": filnavn,
            "linjefeil": feil[:VISTE_FEIL],
            "flere_feil": max(0, len(feil) - VISTE_FEIL),
            "varsler": [(linje, oversatt(grunn)) for linje, grunn in visning.varsler],
            "kort": _kort(visning),
            "merk": _merk(visning),
            "linjer_med_feil": visning.linjer_med_feil,
            "em_foer": em_tekst(visning.sum_foer),
            "em_etter": em_tekst(visning.sum_etter),
            "forhaandsvisning": forhaandsvisning,
            "form": FilForm(initial={"celler": celler}) if visning.feil else None,
            "samtidig": samtidig,
            "feil": bool(visning.feil or samtidig),
        },
        status=422 if visning.feil or samtidig else 200,
    )


def _kort(visning: rundeimport.Forhaandsvisning) -> list[dict]:
    """Return the key figures of a preview."""
    antall = visning.antall
    kort = [
        {"tekst": _("Nye"), "verdi": antall[Endring.NY], "note": _("hadde ikke tall i utkastet")},
        {"tekst": _("Endret"), "verdi": antall[Endring.ENDRET], "note": _("får et annet tall")},
        {"tekst": _("Uendret"), "verdi": antall[Endring.UENDRET], "note": _("samme tall som før")},
    ]
    if antall[Endring.FJERNET]:
        kort.append(
            {
                "tekst": _("Fjernet"),
                "verdi": antall[Endring.FJERNET],
                "note": _("tomt i filen, anmodes ikke lenger"),
                "klasse": "varsel",
            }
        )
    if visning.feil:
        linjer = len(visning.linjer_med_feil)
        kort.append(
            {"tekst": _("Linjer med feil"), "verdi": linjer, "note": _("må rettes"), "klasse": "mangel"}
        )
    return kort


def _merk(visning: rundeimport.Forhaandsvisning) -> str:
    """Return how much a preview has to say beside its rows: "varsel", "info" or nothing.

    While there are faults the sums say nothing: the faulty lines are not in them.
    """
    avvik = not visning.feil and (visning.avvik_totalt or visning.avvik_em)
    if visning.varsler or avvik:
        return "varsel"
    uten_feil = not visning.feil and visning.ikke_nevnt
    return "info" if uten_feil or visning.utenfor or visning.andre_aar else ""


def _lagre(request, utkast: Rundeutkast):
    """Save what a preview showed, unless the draft has changed since."""
    verdier = pakk_opp(request.POST["forhaandsvisning"], formaal=FORMAAL, bruker=request.user)
    if verdier is None or verdier["utkast"] != utkast.pk:
        form = FilForm()
        messages.warning(
            request, _("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er lagret.")
        )
        return _skjema(request, utkast, form, status=422)
    innlest, filnavn = rundefil.fra_verdier(verdier), verdier["filnavn"]
    try:
        visning = rundeimport.lagre(
            by=request.user, utkast=utkast, innlest=innlest, versjon=verdier["versjon"], filnavn=filnavn
        )
    except actions.Samtidig as samtidig:
        utkast = samtidig.utkast
        visning = rundeimport.forhaandsvis(utkast, innlest)
        return _vis(request, utkast, innlest, visning, filnavn, samtidig)
    except rundeimport.Filfeil as filfeil:
        return _vis(request, utkast, innlest, filfeil.visning, filnavn)
    except Hinder as hinder:
        for _felt, grunn in hinder.grunner:
            messages.error(request, oversatt(grunn))
        return _skjema(request, utkast, FilForm(), status=422)
    endret = len(visning.rader) - visning.antall[Endring.UENDRET]
    messages.success(
        request,
        ngettext(
            "Tallene fra %(fil)s er lagret: %(n)s kommune er endret.",
            "Tallene fra %(fil)s er lagret: %(n)s kommuner er endret.",
            endret,
        )
        % {"fil": filnavn, "n": endret},
    )
    return redirect("anmodninger:utkast-tall", utkast.pk)


@requires(Rett.LAGE_RUNDER)
@require_safe
def export_utkast(request, pk, form: str, format: str):
    """Download a draft with all its municipalities, also those without figures: it can be filled in and read back."""
    utkast = hent_utkast(request, pk)
    tall = {linje.kommune_id: (linje.totalt, linje.em) for linje in utkast.linjer.all()}
    linjer = [
        rundeark.Utlinje(kommune.nr, kommune.navn, *tall.get(kommune.pk, (None, None)))
        for kommune in queries.kommuner_i(utkast.embete_id, utkast.aar)
    ]
    forklaring = [
        _("Utkast til anmodning for %(aar)s") % {"aar": utkast.aar},
        _("Ikke sendt. Tomt tall under Totalt: kommunen anmodes ikke. Tomt under EM: tallet er ikke kjent."),
    ]
    return _fil(form, format, utkast.aar, linjer, forklaring, f"anmodning-{utkast.aar}-utkast")


@requires(Rett.SE_RUNDER)
@require_safe
def export_runde(request, pk, form: str, format: str):
    """Download a sent round, as far as this person may see it."""
    runder = Anmodningsrunde.objects.for_bruker(request.user)
    runde = get_object_or_404(runder, pk=pk)
    linjer = [
        rundeark.Utlinje(rad.kommune.nr, rad.kommune.navn, rad.totalt, rad.em)
        for rad in queries.rundens_linjer(runde, request.user)
    ]
    forklaring = [
        _("Anmodning for %(aar)s, sendt %(dato)s") % {"aar": runde.aar, "dato": norsk.dato(runde.sendt_dato)},
        _("Tomt under Herav enslige mindreårige betyr at tallet ikke er kjent."),
    ]
    filnavn = f"anmodning-{runde.aar}-sendt-{runde.sendt_dato:%Y-%m-%d}"
    return _fil(form, format, runde.aar, linjer, forklaring, filnavn)


def _fil(form: str, format: str, aar: int, linjer, forklaring, filnavn: str):
    if form not in rundeark.FORMER or format not in FORMATER:
        raise Http404
    ark = rundeark.som_ark(form, aar, linjer, forklaring)
    return som_svar(ark, format, filnavn if form == rundefil.EGEN else f"{filnavn}-imdi")
