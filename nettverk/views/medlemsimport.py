"""A member list from a file: what it tells first, saved on the next post."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.filskjema import FilForm, pakk, pakk_opp, svarstatus
from bosetting.felles.hinder import oversatt
from bosetting.felles.skjema import DatoField
from nettverk import medlemsfil
from nettverk.medlemsimport import Endret, Importfeil, Medlemsresultat, importer
from nettverk.models import Gruppe

from . import krev_foering

FORMAAL = "medlemsliste"
# More faults than this are one and the same mistake.
VISTE_FEIL = 50


class MedlemsfilForm(FilForm):
    """A member list, and what holds for the lines that do not say it themselves."""

    fra = DatoField(
        label=gettext_lazy("Medlem fra"),
        help_text=gettext_lazy("For dem filen ikke sier noe annet om i kolonnen «Fra»."),
    )


@requires(Rett.FOERE_NETTVERK)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk):
    """Take a file, show which seats in it are new, and save those on the next post."""
    grupper = Gruppe.objects.for_bruker(request.user).select_related("prosjekt__embete")
    gruppe = get_object_or_404(grupper, pk=pk)
    krev_foering(request, gruppe.prosjekt)
    if "forhaandsvisning" in request.POST:
        return _lagre(request, gruppe)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MedlemsfilForm(*data, initial={"fra": i_dag()})
    if request.method == "POST" and form.is_valid():
        innlest = medlemsfil.les(form.rader, form.cleaned_data["fra"])
        if innlest.feil:
            skrevet = {navn: form.cleaned_data[navn] for navn in ("celler", "fra")}
            return _skjema(request, gruppe, MedlemsfilForm(initial=skrevet), innlest.feil)
        kilde = _kilde(form.filnavn)
        resultat = importer(by=request.user, gruppe=gruppe, linjer=innlest.linjer, kilde=kilde, toerr=True)
        gjelder = {"filnavn": form.filnavn, "linjer": medlemsfil.som_verdier(innlest.linjer)}
        return _vis(request, gruppe, resultat, gjelder)
    return _skjema(request, gruppe, form)


def _kilde(filnavn: str) -> str:
    return _("Medlemsliste %(fil)s") % {"fil": filnavn[-100:]}


def _skjema(request, gruppe, form, feil=(), status=None):
    innhold = {
        "gruppe": gruppe,
        "form": form,
        "linjefeil": [(linje, oversatt(grunn)) for linje, grunn in feil[:VISTE_FEIL]],
        "flere_feil": max(0, len(feil) - VISTE_FEIL),
        "feil": bool(feil),
    }
    status = status or (svarstatus(form) if form.errors else 422 if feil else 200)
    return render(request, "nettverk/medlemskap/upload.html", innhold, status=status)


def _vis(request, gruppe, resultat: Medlemsresultat, gjelder: dict, *, endret: bool = False):
    """Show what would be saved, and carry the file's lines to the next step, sealed."""
    forhaandsvisning = ""
    if resultat.nye:
        data = gjelder | {"gruppe": gruppe.pk, "ventet": resultat.fingeravtrykk}
        forhaandsvisning = pakk(data, formaal=FORMAAL, bruker=request.user)
    innhold = {
        "gruppe": gruppe,
        "resultat": resultat,
        "filnavn": gjelder["filnavn"],
        "varsler": [(linje, oversatt(grunn)) for linje, grunn in resultat.varsler],
        "forhaandsvisning": forhaandsvisning,
        "endret": endret,
        "feil": endret,
    }
    return render(request, "nettverk/medlemskap/preview.html", innhold, status=422 if endret else 200)


def _lagre(request, gruppe):
    """Save what a preview showed, unless it would no longer be the same."""
    verdier = pakk_opp(request.POST["forhaandsvisning"], formaal=FORMAAL, bruker=request.user)
    if verdier is None or verdier["gruppe"] != gruppe.pk:
        messages.warning(
            request, _("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er lagret.")
        )
        return _skjema(request, gruppe, MedlemsfilForm(initial={"fra": i_dag()}), status=422)
    try:
        resultat = importer(
            by=request.user,
            gruppe=gruppe,
            linjer=medlemsfil.fra_verdier(verdier["linjer"]),
            kilde=_kilde(verdier["filnavn"]),
            ventet=verdier["ventet"],
        )
    except Endret as endret:
        return _vis(request, gruppe, endret.resultat, verdier, endret=True)
    except Importfeil as feil:
        return _skjema(request, gruppe, MedlemsfilForm(initial={"fra": i_dag()}), feil.feil)
    antall = len(resultat.nye)
    lagret = ngettext("%(n)s medlem er lagt til.", "%(n)s medlemmer er lagt til.", antall) % {"n": antall}
    messages.success(request, lagret if antall else _("Alle i filen sitter i gruppen fra før."))
    return redirect(gruppe)
