"""IMDi's figures as a file: a preview of what they tell anew, and then saved as they were shown."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.filskjema import pakk, pakk_opp, svarstatus
from bosetting.felles.hinder import oversatt
from vedtak import imdi
from vedtak.imdi_import import Endret, Importfeil, Importresultat, egne_fylker, importer_imdi
from vedtak.imdi_skjema import ImdiForm

FORMAAL = "imdi"
# More faults than this are one and the same mistake.
VISTE_FEIL = 50


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Take a file, show what it tells anew about the embete's municipalities, and save that on the next post."""
    egne = egne_fylker(request.user.omfang.embeter_med(Rett.LAGE_RUNDER))
    if "forhaandsvisning" in request.POST:
        return _lagre(request, egne)
    form = ImdiForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        innlest = imdi.les(form.rader, i_dag(), per_dato=form.cleaned_data["per_dato"])
        if innlest.om_datoen:
            for _linje, grunn in innlest.feil:
                form.add_error("per_dato", oversatt(grunn))
            return _skjema(request, form)
        return _forhaandsvis(request, form, innlest, egne)
    return _skjema(request, form)


def _skjema(request, form: ImdiForm, feil: list[tuple[int, str]] = (), status: int | None = None):
    return render(
        request,
        "vedtak/imdi/upload.html",
        {
            "form": form,
            "linjefeil": [(linje, oversatt(grunn)) for linje, grunn in feil[:VISTE_FEIL]],
            "flere_feil": max(0, len(feil) - VISTE_FEIL),
            "feil": bool(feil),
        },
        status=status or (svarstatus(form) if form.errors else 422 if feil else 200),
    )


def _forhaandsvis(request, form: ImdiForm, innlest: imdi.Innlest, egne):
    try:
        resultat = importer_imdi(
            by=request.user, innlest=innlest, filnavn=form.filnavn, egne=egne, toerr=True
        )
    except Importfeil as feil:
        skrevet = {felt: form.cleaned_data[felt] for felt in ("celler", "per_dato")}
        return _skjema(request, ImdiForm(initial=skrevet), feil.feil)
    return _vis(request, resultat, form.filnavn)


def _vis(request, resultat: Importresultat, filnavn: str, *, endret: bool = False):
    """Show what would be saved, and carry the file's lines to the next step, sealed."""
    forhaandsvisning = ""
    if resultat.snapshot:
        verdier = imdi.som_verdier(imdi.Innlest(resultat.linjer, varsler=resultat.varsler))
        forhaandsvisning = pakk(
            {"filnavn": filnavn, "ventet": resultat.fingeravtrykk, **verdier},
            formaal=FORMAAL,
            bruker=request.user,
        )
    return render(
        request,
        "vedtak/imdi/preview.html",
        {
            "resultat": resultat,
            "filnavn": filnavn,
            "varsler": [(linje, oversatt(grunn)) for linje, grunn in resultat.varsler],
            "kort": _kort(resultat),
            "forhaandsvisning": forhaandsvisning,
            "endret": endret,
            "feil": endret,
        },
        status=422 if endret else 200,
    )


def _kort(resultat: Importresultat) -> list[dict]:
    """Return the key figures of a preview."""
    kort = [
        {"tekst": _("Vedtak som er nye eller endret"), "verdi": resultat.svar},
        {"tekst": _("Anmodninger"), "verdi": len(resultat.anmodninger), "note": _("nye eller endret")},
        {"tekst": _("Bosatt"), "verdi": resultat.bosatte, "note": _("nye tall")},
        {
            "tekst": _("Avvik"),
            "verdi": len(resultat.avvik),
            "note": _("mot det som er registrert"),
            "klasse": "varsel" if resultat.avvik else "",
        },
    ]
    return kort


def _lagre(request, egne):
    """Save what a preview showed, unless it would no longer be the same."""
    verdier = pakk_opp(request.POST["forhaandsvisning"], formaal=FORMAAL, bruker=request.user)
    if verdier is None:
        messages.warning(
            request, _("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er lagret.")
        )
        return _skjema(request, ImdiForm(), status=422)
    innlest, filnavn = imdi.fra_verdier(verdier), verdier["filnavn"]
    try:
        resultat = importer_imdi(
            by=request.user, innlest=innlest, filnavn=filnavn, egne=egne, ventet=verdier["ventet"]
        )
    except Endret as endret:
        return _vis(request, endret.resultat, filnavn, endret=True)
    except Importfeil as feil:
        return _skjema(request, ImdiForm(), feil.feil)
    messages.success(
        request,
        _("Tallene fra %(fil)s er lagret: %(svar)s nye eller endrede vedtak.")
        % {"fil": filnavn, "svar": resultat.svar},
    )
    return redirect("vedtak:status-show", aar=max(linje.aar for linje in resultat.linjer))
