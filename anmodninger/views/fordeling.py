"""The split of a draft's county figure: propose, lock, move, take into use, and say why a figure differs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmodninger import actions, domain, fordelingsspor, fordelingsutkast, noekler, queries
from anmodninger.fordelingsskjema import (
    Begrunnelsesark,
    FlyttForm,
    Fordelingsark,
    ValgForm,
    minstesetning,
    restsetninger,
)
from anmodninger.fordelingsutkast import Radvalg
from anmodninger.models import Fordeling, Rundeutkast
from anmodninger.views.utkast import hent_utkast, si_hvor_det_ble_av
from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder


class _Side:
    """The page of a split as it stands, or as it was posted: the choice, the grid (None before the first), a move."""

    def __init__(self, request, utkast: Rundeutkast):
        self.utkast, self.dag = utkast, i_dag()
        self.data = request.POST if request.method == "POST" else None
        self.fordeling = Fordeling.objects.for_bruker(request.user).filter(utkast=utkast).first()
        self.kommuner = list(queries.kommuner_i(utkast.embete_id, utkast.aar))
        self.forrige = queries.forrige_runde(utkast)
        self.form = ValgForm(self.data, fordeling=self.fordeling)
        flytter = self.data is not None and "flytt" in self.data
        self.flytt = FlyttForm(self.data if flytter else None, kommuner=self.kommuner)
        self.samtidig: actions.Samtidig | None = None
        self.ark = self._ark() if self.fordeling else None
        self.feil: list[str] = []

    def _ark(self) -> Fordelingsark:
        linjer, rader = list(self.utkast.linjer.all()), list(self.fordeling.rader.all())
        if self.fordeling.i_bruk:
            rader = fordelingsspor.som_det_staar(rader, linjer)
        folketall = noekler.folketall(
            queries.kommuner_i(self.utkast.embete_id, self.utkast.aar), self.utkast.aar, self.dag
        )
        return Fordelingsark(
            self.utkast,
            self.kommuner,
            self.fordeling,
            rader,
            self.forrige,
            queries.forrige_tall(self.utkast, self.kommuner, self.forrige),
            folketall.tall,
            self.data,
        )

    @property
    def rader(self) -> list[Radvalg]:
        return self.ark.valg if self.ark else [Radvalg(kommune) for kommune in self.kommuner]

    @property
    def versjon(self) -> int:
        if self.ark:
            return self.ark.versjon
        gjeldende = self.data is None or self.data.get("versjon") == str(self.utkast.versjon)
        return self.utkast.versjon if gjeldende else 0

    @property
    def fields(self) -> set[str]:
        """The names that reasons may point at, whichever form they belong to (see Hinder.paa)."""
        return {*self.form.fields, "noekler", *self.flytt.fields, *(self.ark.fields if self.ark else ())}

    def add_error(self, navn: str | None, grunn: str) -> None:
        """Put a reason at its field, or on top."""
        if navn is None:
            self.feil.append(grunn)
        elif navn in self.flytt.fields:
            self.flytt.add_error(navn, grunn)
        elif navn == "noekler" or navn in self.form.fields:
            self.form.add_error(navn, grunn)
        else:
            self.ark.add_error(navn, grunn)

    def er_gyldig(self) -> bool:
        """Judge everything that was posted, so that it is told at once."""
        flytt = not self.flytt.is_bound or self.flytt.is_valid()
        return self.form.is_valid() and flytt and (self.ark is None or self.ark.is_valid()) and not self.feil

    def noen_har_lagret(self, request, samtidig: actions.Samtidig) -> "_Side":
        """Return the page anew, on what stands now, with what she typed."""
        side = _Side(request, samtidig.utkast)
        side.samtidig = samtidig
        if side.ark:
            side.ark.vis_lagret(samtidig.utkast.versjon)
        else:
            side.data = None
        return side

    @property
    def har_feil(self) -> bool:
        if self.data is None:
            return bool(self.samtidig)
        return bool(self.samtidig) or not self.er_gyldig()


def _gjoer(request, side: _Side) -> str:
    """Do what the button says, and return the name of the page to go to next."""
    felles = {"by": request.user, "utkast": side.utkast, "rader": side.rader, "versjon": side.versjon}
    if "bruk" in request.POST:
        fordelingsutkast.bruk(valg=side.form.valg, **felles)
        messages.success(request, _("Tallene fra fordelingen er ført inn i utkastet."))
        return "anmodninger:utkast-tall"
    if "flytt" in request.POST:
        fordelingsutkast.flytt_mellom(flytting=side.flytt.flytting, **felles)
        messages.success(request, _("Tallene er flyttet, og begge kommunene er låst."))
    else:
        fordeling = fordelingsutkast.beregn(valg=side.form.valg, dag=side.dag, **felles)
        tekst = _("Forslaget er beregnet.")
        if fordeling.brukt_at:
            tekst += " " + _("Utkastet beholder tallene sine til du tar disse i bruk.")
        messages.success(request, tekst)
    return "anmodninger:utkast-fordeling"


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def edit(request, pk):
    utkast = hent_utkast(request, pk)
    side = _Side(request, utkast)
    if request.method == "POST" and side.er_gyldig():
        try:
            return redirect(_gjoer(request, side), utkast.pk)
        except actions.Samtidig as hinder:
            side = side.noen_har_lagret(request, hinder)
        except Hinder as hinder:
            hinder.paa(side)
    feil = side.har_feil
    return render(
        request,
        "anmodninger/fordeling/edit.html",
        {"utkast": side.utkast, "side": side, "feil": feil, **_innhold(side)},
        status=422 if feil else 200,
    )


def _innhold(side: _Side) -> dict:
    """Return what the page shows around the grid: sums, what was placed, what the figures stand on."""
    if side.ark is None:
        return {}
    utkast, rundesum, grunnlag = side.utkast, side.ark.summer, side.fordeling.grunnlag or {}
    return {
        "ark": side.ark,
        "sum": rundesum,
        "avvik_totalt": domain.avvik(rundesum.totalt, utkast.fylkestall_totalt),
        "avvik_em": domain.avvik(rundesum.em, utkast.fylkestall_em),
        "forrige": side.forrige,
        "forrige_sum": side.ark.forrige_summer,
        "grunnlag": grunnlag,
        "rester": restsetninger(grunnlag),
        "forslagssum": side.ark.forslagssum(grunnlag.get("fylkestall", {})),
        "fylkestall_endret": not side.fordeling.gjelder(utkast),
        "slik": minstesetning(
            grunnlag | {"minst": side.fordeling.minst, "avrunding": side.fordeling.avrunding}
        ),
    }


@requires(Rett.LAGE_RUNDER)
@require_http_methods(["GET", "HEAD", "POST"])
@si_hvor_det_ble_av
def explain(request, pk):
    utkast = hent_utkast(request, pk)
    spor = fordelingsspor.les(utkast, utkast.linjer.all())
    data = request.POST if request.method == "POST" else None
    ark, samtidig = Begrunnelsesark(spor.avvik, data), None
    if data is not None and not ark.med_feil:
        versjon = utkast.versjon if data.get("versjon") == str(utkast.versjon) else 0
        try:
            fordelingsutkast.begrunn(by=request.user, utkast=utkast, grunner=ark.grunner, versjon=versjon)
        except actions.Samtidig as hinder:
            samtidig, utkast = hinder, hinder.utkast
        except Hinder as hinder:
            ark.feil = [grunn for _felt, grunn in hinder.grunner]
        else:
            messages.success(request, _("Begrunnelsene er lagret."))
            return redirect("anmodninger:utkast-send", utkast.pk)
    feil = bool(samtidig or ark.feil or ark.med_feil)
    return render(
        request,
        "anmodninger/fordeling/explain.html",
        {
            "utkast": utkast,
            "ark": ark,
            "nytt_forslag": spor.nytt_forslag,
            "samtidig": samtidig,
            "feil": feil,
        },
        status=422 if feil else 200,
    )
